"""What is done about products, prices and taxes."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import msgspec
from sqlalchemy import select

from sfa.catalog.model import PriceBook, PriceRule, Product, Tax
from sfa.catalog.queries import standard_book, standard_tax
from sfa.errors import require
from sfa.money import exponent
from sfa.store.acts import act
from sfa.store.transaction import Transaction

__all__ = ["AddProduct", "AddTax", "RetireProduct", "SetPrice", "SetUpCatalog"]


class SetUpCatalog(msgspec.Struct, frozen=True):
    """Make the price book and the tax every store starts with. currency: ISO 4217."""

    currency: str


@act("catalog.set_up", SetUpCatalog, label="Set up catalog", right="price_book.create")
def set_up_catalog(txn: Transaction, args: SetUpCatalog) -> None:
    """Make a standard price book and a tax of 0 % where there are none. Raises BadInput for no currency."""
    exponent(args.currency)
    if standard_book(txn) is None:
        txn.add(PriceBook(name="Standard prices", currency=args.currency, standard=True))
    if standard_tax(txn) is None:
        txn.add(Tax(name="No tax", rate=Decimal(0), standard=True))


class AddProduct(msgspec.Struct, frozen=True):
    """Something new to sell. price: per unit in the standard price book; without one it must be typed in quotes."""

    name: str
    price: Decimal | None = None
    code: str | None = None
    family: str | None = None
    description: str | None = None
    unit: str | None = None
    cost: Decimal | None = None
    tax_id: UUID | None = None
    external_id: str | None = None


@act("catalog.add_product", AddProduct, label="Add product", right="product.create")
def add_product(txn: Transaction, new: AddProduct) -> UUID:
    """Add the product, its price and the standard tax; returns its id. Raises RuleBroken for a code in use."""
    _check_price(new.price, "price")
    _check_price(new.cost, "cost")
    if new.code:
        same = select(Product.name).where(Product.code == new.code, Product.deleted_at.is_(None))
        taken = next(iter(txn.scalars(same)), None)
        require(taken is None, f"The code {new.code} belongs to “{taken}” already.", field="code")
    fields = msgspec.structs.asdict(new)
    price = fields.pop("price")
    fields["tax_id"] = new.tax_id or standard_tax(txn)
    product = txn.add(Product(**fields))
    txn.flush()
    if price is not None:
        txn.run(SetPrice(product.id, price))
    return product.id


class SetPrice(msgspec.Struct, frozen=True):
    """What a product costs per unit from `min_quantity` on, in a book; without one in the standard book."""

    product_id: UUID
    price: Decimal
    price_book_id: UUID | None = None
    min_quantity: Decimal = Decimal(1)


@act("catalog.set_price", SetPrice, label="Set price", right="price_book.edit")
def set_price(txn: Transaction, to: SetPrice) -> None:
    """Set or change the price. Quotes written before keep theirs. Raises RuleBroken for a negative one."""
    _check_price(to.price, "price")
    require(to.min_quantity > 0, "The quantity a price begins at must be more than 0.", field="min_quantity")
    book = txn.get(PriceBook, to.price_book_id or standard_book(txn))
    product = txn.get(Product, to.product_id)
    rules = select(PriceRule).where(
        PriceRule.price_book_id == book.id, PriceRule.product_id == product.id, PriceRule.deleted_at.is_(None)
    )
    known = next((rule for rule in txn.scalars(rules) if rule.min_quantity == to.min_quantity), None)
    if known is None:
        txn.add(PriceRule(price_book_id=book.id, product_id=product.id, price=to.price, min_quantity=to.min_quantity))
    else:
        known.price = to.price


class AddTax(msgspec.Struct, frozen=True):
    """A tax. rate: percent (7.5, not 0.075). standard: new products get it."""

    name: str
    rate: Decimal
    standard: bool = False


@act("catalog.add_tax", AddTax, label="Add tax", right="tax.create")
def add_tax(txn: Transaction, new: AddTax) -> UUID:
    """Add the tax; a new standard one takes the place of the one before. Returns its id."""
    require(0 <= new.rate <= 100, "A tax rate lies between 0 and 100 %.", field="rate")
    if new.standard:
        for tax in txn.scalars(select(Tax).where(Tax.standard, Tax.deleted_at.is_(None))):
            tax.standard = False
    return txn.add(Tax(name=new.name, rate=new.rate, standard=new.standard)).id


class RetireProduct(msgspec.Struct, frozen=True):
    """A product that is no longer offered."""

    product_id: UUID


@act("catalog.retire_product", RetireProduct, label="Retire product", right="product.edit")
def retire_product(txn: Transaction, args: RetireProduct) -> None:
    """Stop offering the product; quotes and deals that name it keep it."""
    product = txn.get(Product, args.product_id)
    require(product.active, f"“{product.name}” is retired already.")
    product.active = False


def _check_price(price: Decimal | None, field: str) -> None:
    require(price is None or price >= 0, f"The {field} cannot be negative.", field=field)
