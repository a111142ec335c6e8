"""What is done on the lines of a draft. Each act works the quote out anew."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import select

from sfa.catalog.model import Product, Tax
from sfa.catalog.queries import price_of, standard_tax
from sfa.errors import RuleBroken, require
from sfa.quotes.figures import lines_of, settle
from sfa.quotes.guard import draft_of, quote_act
from sfa.quotes.model import Quote, QuoteLine
from sfa.store.transaction import Transaction

__all__ = ["AddLine", "ChangeLine", "MoveLine", "RemoveLine", "paper_tax"]


class AddLine(msgspec.Struct, frozen=True):
    """A product, or something described by `name` and `unit_price` alone, at the end of a draft.

    unit_price: major units, the price book's when left out. discount: percent.
    """

    quote_id: UUID
    product_id: UUID | None = None
    quantity: Decimal = Decimal(1)
    name: str | None = None
    unit_price: Decimal | None = None
    discount: Decimal | None = None
    description: str | None = None


@quote_act("quotes.add_line", AddLine, label="Add line")
def add_line(txn: Transaction, new: AddLine) -> UUID:
    """Add the line with a copy of product, price and tax; returns its id.

    Raises RuleBroken without a price, BadInput for a quantity or discount that cannot be.
    """
    quote = draft_of(txn, new.quote_id)
    product = None if new.product_id is None else txn.get(Product, new.product_id)
    if product is not None:
        require(product.active, f"“{product.name}” is not offered any more.", field="product")
    name = new.name or (product.name if product else None)
    require(name, "Say what the line is about.", field="product")
    in_book = None if product is None else price_of(txn, product.id, quote.price_book_id, new.quantity)
    price = in_book if new.unit_price is None else new.unit_price
    if price is None:
        raise RuleBroken(f"“{name}” has no price in this price book; type one, such as @ 450.", field="product")
    tax_name, tax_rate = paper_tax(txn, quote, new.product_id)
    line = txn.add(
        QuoteLine(
            quote_id=quote.id,
            position=max((line.position for line in lines_of(txn, quote)), default=0) + 1,
            product_id=new.product_id,
            name=name,
            code=product.code if product else None,
            description=new.description,
            unit=product.unit if product else None,
            quantity=new.quantity,
            list_price=price if in_book is None else in_book,
            unit_price=price,
            unit_cost=product.cost if product else None,
            discount=new.discount,
            tax_name=tax_name,
            tax_rate=tax_rate,
        )
    )
    settle(txn, quote)
    return line.id


class ChangeLine(msgspec.Struct, frozen=True):
    """Other figures or words on a line of a draft; what is left out stays. discount: percent."""

    line_id: UUID
    quantity: Decimal | UnsetType = UNSET
    unit_price: Decimal | UnsetType = UNSET
    discount: Decimal | UnsetType | None = UNSET
    name: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET


@quote_act("quotes.change_line", ChangeLine, label="Change line")
def change_line(txn: Transaction, to: ChangeLine) -> None:
    """Change the line. A price nobody touched follows the quantity to the book's price for it.

    Raises BadInput for figures that cannot be offered.
    """
    line = txn.get(QuoteLine, to.line_id)
    quote = draft_of(txn, line.quote_id)
    for name, value in msgspec.structs.asdict(to).items():
        if value is not UNSET and name != "line_id":
            setattr(line, name, value)
    if to.quantity is not UNSET and to.unit_price is UNSET:
        _follow_quantity(txn, quote, line)
    settle(txn, quote)


class RemoveLine(msgspec.Struct, frozen=True):
    """A line that is not wanted."""

    line_id: UUID


@quote_act("quotes.remove_line", RemoveLine, label="Remove line")
def remove_line(txn: Transaction, args: RemoveLine) -> None:
    """Take the line off a draft."""
    line = txn.get(QuoteLine, args.line_id)
    quote = draft_of(txn, line.quote_id)
    txn.delete(line)
    settle(txn, quote)


class MoveLine(msgspec.Struct, frozen=True):
    """Put a line at another place. to: from 0; beyond the end is the end."""

    line_id: UUID
    to: int


@quote_act("quotes.move_line", MoveLine, label="Move line")
def move_line(txn: Transaction, move: MoveLine) -> None:
    """Put the line there; the others close up."""
    line = txn.get(QuoteLine, move.line_id)
    quote = draft_of(txn, line.quote_id)
    lines = [other for other in lines_of(txn, quote) if other.id != line.id]
    lines.insert(max(move.to, 0), line)
    for position, other in enumerate(lines, start=1):
        other.position = position
    settle(txn, quote)


def paper_tax(txn: Transaction, quote: Quote, product_id: UUID | None) -> tuple[str | None, Decimal]:
    """Name and rate of the tax a line gets: the quote's, else the product's, else the standard one.

    A tax of 0 % gets no name, for it is not mentioned on paper.
    """
    product = txn.find(Product, product_id)
    tax_id = quote.tax_id or (product.tax_id if product else None) or standard_tax(txn)
    tax = next(iter(txn.scalars(select(Tax).where(Tax.id == tax_id))), None)
    return (tax.name, tax.rate) if tax is not None and tax.rate else (None, Decimal(0))


def _follow_quantity(txn: Transaction, quote: Quote, line: QuoteLine) -> None:
    if line.product_id is None or line.unit_price != line.list_price:
        return
    price = price_of(txn, line.product_id, quote.price_book_id, line.quantity)
    if price is not None:
        line.list_price = line.unit_price = price
