"""Products as lists and quotes need them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from sfa.catalog.model import PriceBook, PriceRule, Product, Tax
from sfa.catalog.prices import Step, price_for
from sfa.store import search
from sfa.store.actor import Actor, visible

__all__ = [
    "ProductRow",
    "TaxRow",
    "find_products",
    "price_of",
    "products_of",
    "standard_book",
    "standard_tax",
    "taxes",
]


class Reader(Protocol):
    """What reads: a session, or a transaction."""

    def scalars(self, query: Select[Any], /) -> Iterable[Any]:
        """The values of a select's first column."""
        ...


@dataclass(frozen=True)
class ProductRow:
    """A product as it is offered. price: per unit in major units of the book asked for, None without one."""

    id: UUID
    name: str
    code: str
    unit: str
    family: str
    cost: Decimal | None
    price: Decimal | None


@dataclass(frozen=True)
class TaxRow:
    """A tax; rate in percent."""

    id: UUID
    name: str
    rate: Decimal
    standard: bool


def standard_book(reader: Reader) -> UUID | None:
    """The id of the price book that holds where nothing else is said."""
    query = select(PriceBook.id).where(PriceBook.standard, PriceBook.deleted_at.is_(None)).order_by(PriceBook.id)
    return next(iter(reader.scalars(query)), None)


def standard_tax(reader: Reader) -> UUID | None:
    """The id of the tax new products get."""
    query = select(Tax.id).where(Tax.standard, Tax.deleted_at.is_(None)).order_by(Tax.id)
    return next(iter(reader.scalars(query)), None)


def price_of(reader: Reader, product_id: UUID, book_id: UUID | None, quantity: Decimal) -> Decimal | None:
    """The price per unit of `quantity` of a product in a book, or None where the book has none."""
    query = select(PriceRule).where(
        PriceRule.price_book_id == book_id, PriceRule.product_id == product_id, PriceRule.deleted_at.is_(None)
    )
    return price_for([Step(rule.min_quantity, rule.price) for rule in reader.scalars(query)], quantity)


def find_products(
    session: Session,
    actor: Actor,
    typed: str,
    *,
    book_id: UUID | None = None,
    quantity: Decimal = Decimal(1),
    limit: int = 8,
) -> list[ProductRow]:
    """Products on offer by the start of the name, words or code, best first; by name where nothing is typed.

    book_id: whose prices to show, the standard book's when None.
    """
    if typed.strip():
        # More than asked for, because retired ones fall out.
        ids = [hit.id for hit in search.find(session, typed, actor, tables=("product",), limit=limit * 3)]
    else:
        first = select(Product.id).where(Product.active, Product.deleted_at.is_(None), visible(actor, Product))
        ids = list(session.scalars(first.order_by(Product.name_key, Product.id).limit(limit)))
    rows = products_of(session, ids, book_id=book_id, quantity=quantity)
    return rows[:limit]


def products_of(
    session: Session, ids: Sequence[UUID], *, book_id: UUID | None = None, quantity: Decimal = Decimal(1)
) -> list[ProductRow]:
    """The products of these ids that are on offer, in the order given."""
    steps: dict[UUID, list[Step]] = {}
    rules = select(PriceRule.product_id, PriceRule.min_quantity, PriceRule.price).where(
        PriceRule.price_book_id == (book_id or standard_book(session)),
        PriceRule.product_id.in_(ids),
        PriceRule.deleted_at.is_(None),
    )
    for product_id, least, price in session.execute(rules):
        steps.setdefault(product_id, []).append(Step(least, price))
    wanted = select(Product.id, Product.name, Product.code, Product.unit, Product.family, Product.cost).where(
        Product.id.in_(ids), Product.active, Product.deleted_at.is_(None)
    )
    found = {
        id_: ProductRow(
            id_, name, code or "", unit or "", family or "", cost, price_for(steps.get(id_, ()), quantity)
        )
        for id_, name, code, unit, family, cost in session.execute(wanted)
    }
    return [found[id_] for id_ in ids if id_ in found]


def taxes(session: Session) -> list[TaxRow]:
    """All taxes, the standard one first, then by name."""
    query = (
        select(Tax.id, Tax.name, Tax.rate, Tax.standard)
        .where(Tax.deleted_at.is_(None))
        .order_by(Tax.standard.desc(), Tax.name, Tax.id)
    )
    return [TaxRow(*row) for row in session.execute(query)]
