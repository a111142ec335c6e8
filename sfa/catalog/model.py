"""Products, prices and taxes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, child_of, column, ref, sort_key
from sfa.store.types import Bool, Day, DecimalText, Text

__all__ = ["PriceBook", "PriceRule", "Product", "Tax"]


class Product(Synced):
    """Something we sell. code: the article number; family: the series; unit: such as "h" or "m"."""

    __tablename__ = "product"
    spec: ClassVar = TableSpec(
        object="product",
        label="product",
        title="name",
        search=("code", "family", "description"),
        company=True,
    )
    name: Mapped[str] = column(Text(200), merge=Merge.SERVER, required=True, label="Product name")
    name_key: Mapped[str] = sort_key("name")
    code: Mapped[str | None] = column(Text(60), merge=Merge.SERVER, index=True)
    family: Mapped[str | None] = column(Text(80), merge=Merge.SERVER)
    description: Mapped[str | None] = column(Text(2000), merge=Merge.SERVER)
    unit: Mapped[str | None] = column(Text(20), merge=Merge.SERVER)
    cost: Mapped[Decimal | None] = column(DecimalText, merge=Merge.SERVER)
    tax_id: Mapped[UUID | None] = ref("tax", merge=Merge.SERVER)
    active: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=True)
    external_id: Mapped[str | None] = column(Text(120), index=True)


class PriceBook(Synced):
    """A list of prices in one currency; one is the default."""

    __tablename__ = "price_book"
    spec: ClassVar = TableSpec(object="price_book", label="price book", title="name", company=True)
    name: Mapped[str] = column(Text(120), merge=Merge.SERVER, required=True, label="Price book")
    currency: Mapped[str] = column(Text(3), merge=Merge.FIXED, required=True)
    standard: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=False)
    tax_included: Mapped[bool] = column(Bool, merge=Merge.FIXED, default=False)
    valid_from: Mapped[date | None] = column(Day, merge=Merge.SERVER)
    valid_until: Mapped[date | None] = column(Day, merge=Merge.SERVER)


class PriceRule(Synced):
    """The price of a product in a book, per unit in major units, from `min_quantity` on."""

    __tablename__ = "price_rule"
    spec: ClassVar = TableSpec(object="price_book", label="price", company=True)
    price_book_id: Mapped[UUID] = child_of("price_book")
    product_id: Mapped[UUID] = ref("product", merge=Merge.FIXED, required=True)
    price: Mapped[Decimal] = column(DecimalText, merge=Merge.SERVER, required=True)
    min_quantity: Mapped[Decimal] = column(DecimalText, merge=Merge.FIXED, default=Decimal(1))


class Tax(Synced):
    """A tax by name and rate in percent."""

    __tablename__ = "tax"
    spec: ClassVar = TableSpec(object="tax", label="tax", company=True)
    name: Mapped[str] = column(Text(80), merge=Merge.SERVER, required=True)
    rate: Mapped[Decimal] = column(DecimalText, merge=Merge.SERVER, required=True)
    standard: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=False)
