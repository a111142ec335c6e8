"""Between a quote's rows and the engine that works them out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from sqlalchemy import select

from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.totals import NO_DISCOUNT, NO_TAX, Discount, Line, QuoteTotals, Rounding, Tax, quote_totals
from sfa.store.transaction import Transaction

__all__ = ["document_discount", "engine_line", "lines_of", "settle", "work_out"]


class LineFigures(Protocol):
    """What of a line, stored or read, goes into the sum."""

    @property
    def quantity(self) -> Decimal: ...
    @property
    def unit_price(self) -> Decimal: ...
    @property
    def discount(self) -> Decimal | None: ...
    @property
    def tax_name(self) -> str | None: ...
    @property
    def tax_rate(self) -> Decimal: ...


def engine_line(line: LineFigures, *, tax_included: bool) -> Line:
    """A line as the engine takes it."""
    named = Tax("", line.tax_name, line.tax_rate) if line.tax_name else NO_TAX
    return Line(line.quantity, line.unit_price, document_discount(line.discount), named, tax_included)


def document_discount(percent: Decimal | None) -> Discount:
    """A stored discount as the engine takes it."""
    return Discount(percent=percent) if percent else NO_DISCOUNT


def work_out(
    lines: Sequence[LineFigures],
    *,
    currency: str,
    rounding: str,
    tax_included: bool,
    discount: Decimal | None,
) -> QuoteTotals | None:
    """The totals, or None without lines. Raises BadInput as `quote_totals` does."""
    if not lines:
        return None
    return quote_totals(
        [engine_line(line, tax_included=tax_included) for line in lines],
        currency=currency,
        rounding=Rounding(rounding),
        discount=document_discount(discount),
    )


def lines_of(txn: Transaction, quote: Quote) -> list[QuoteLine]:
    """The quote's lines as they stand on it."""
    query = select(QuoteLine).where(QuoteLine.quote_id == quote.id, QuoteLine.deleted_at.is_(None))
    return list(txn.scalars(query.order_by(QuoteLine.position, QuoteLine.id)))


def settle(txn: Transaction, quote: Quote) -> None:
    """Work the quote out anew and keep the result: called by every act that changes what it comes to.

    Raises BadInput for figures that cannot be offered; its field is as `quote_totals` says.
    """
    txn.flush()
    totals = work_out(
        lines_of(txn, quote),
        currency=quote.currency,
        rounding=quote.rounding,
        tax_included=quote.tax_included,
        discount=quote.discount,
    )
    quote.net, quote.tax, quote.gross = (
        (0, 0, 0) if totals is None else (totals.net.minor, totals.tax.minor, totals.gross.minor)
    )
