"""Quotes and their lines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, child_of, column, ref
from sfa.store.types import Bool, Day, DecimalText, Int, Minor, Moment, Text

__all__ = ["Quote", "QuoteLine"]


class Quote(Synced):
    """An offer. Its content is frozen once it is sent; a change makes revision n + 1.

    state: see sfa.quotes.states. rounding: line or total. discount: percent off the whole.
    bill_to, contact_name: name, address and person copied from the account. tax_id: one tax for all lines, else
    each product's own. net, tax, gross: minor units, as last worked out by sfa.quotes.figures.
    """

    __tablename__ = "quote"
    spec: ClassVar = TableSpec(
        object="quote",
        label="quote",
        title="number",
        search=("title", "bill_to"),
        owner="owner_id",
        through="account_id",
    )
    number: Mapped[str] = column(Text(40), merge=Merge.SERVER, required=True, index=True)
    revision: Mapped[int] = column(Int, merge=Merge.SERVER, default=1)
    title: Mapped[str | None] = column(Text(200))
    account_id: Mapped[UUID | None] = ref("account", merge=Merge.MANUAL, required=True)
    contact_id: Mapped[UUID | None] = ref("contact")
    contact_name: Mapped[str | None] = column(Text(300))
    opportunity_id: Mapped[UUID | None] = ref("opportunity")
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
    price_book_id: Mapped[UUID | None] = ref("price_book", merge=Merge.SERVER)
    state: Mapped[str] = column(Text(20), merge=Merge.SERVER, default="draft", index=True)
    currency: Mapped[str] = column(Text(3), merge=Merge.FIXED, required=True)
    tax_id: Mapped[UUID | None] = ref("tax", merge=Merge.SERVER, index=False)
    rounding: Mapped[str] = column(Text(10), merge=Merge.SERVER, default="line")
    tax_included: Mapped[bool] = column(Bool, merge=Merge.FIXED, default=False)
    discount: Mapped[Decimal | None] = column(DecimalText, merge=Merge.MANUAL)
    issued_on: Mapped[date | None] = column(Day)
    valid_until: Mapped[date | None] = column(Day)
    sent_at: Mapped[datetime | None] = column(Moment, merge=Merge.SERVER)
    decided_at: Mapped[datetime | None] = column(Moment, merge=Merge.SERVER)
    decision_note: Mapped[str | None] = column(Text(2000))
    bill_to: Mapped[str | None] = column(Text(1000))
    terms: Mapped[str | None] = column(Text(5000))
    note: Mapped[str | None] = column(Text(5000))
    net: Mapped[int] = column(Minor, merge=Merge.SERVER, default=0)
    tax: Mapped[int] = column(Minor, merge=Merge.SERVER, default=0)
    gross: Mapped[int] = column(Minor, merge=Merge.SERVER, default=0)


class QuoteLine(Synced):
    """A line: a copy of the product and its price at the time, per unit in major units; discount in percent."""

    __tablename__ = "quote_line"
    spec: ClassVar = TableSpec(object="quote", label="quote line", through="quote_id")
    quote_id: Mapped[UUID] = child_of("quote")
    position: Mapped[int] = column(Int, required=True)
    product_id: Mapped[UUID | None] = ref("product")
    name: Mapped[str] = column(Text(300), required=True, label="Line text")
    code: Mapped[str | None] = column(Text(60))
    description: Mapped[str | None] = column(Text(2000))
    unit: Mapped[str | None] = column(Text(20))
    quantity: Mapped[Decimal] = column(DecimalText, merge=Merge.MANUAL, required=True)
    list_price: Mapped[Decimal] = column(DecimalText, merge=Merge.SERVER, required=True)
    unit_price: Mapped[Decimal] = column(DecimalText, merge=Merge.MANUAL, required=True)
    unit_cost: Mapped[Decimal | None] = column(DecimalText, merge=Merge.SERVER)
    discount: Mapped[Decimal | None] = column(DecimalText, merge=Merge.MANUAL)
    tax_name: Mapped[str | None] = column(Text(80))
    tax_rate: Mapped[Decimal] = column(DecimalText, merge=Merge.SERVER, default=Decimal(0))
