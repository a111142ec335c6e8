"""A quote as it goes on paper: plain data, complete in itself, so that printing needs no store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sfa.quotes.totals import NO_DISCOUNT, Discount, Line, QuoteTotals

__all__ = ["Company", "Customer", "DocumentLine", "Paper", "QuoteDocument", "Words"]


class Paper(StrEnum):
    """The sheet; `size` is width and height in points (1/72 inch)."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, upright."""
        return (595.28, 841.89) if self is Paper.A4 else (612.0, 792.0)


@dataclass(frozen=True)
class Company:
    """Who offers. accent: the house colour as #RRGGBB; empty takes Fieldbook's own."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    accent: str = ""


@dataclass(frozen=True)
class Customer:
    """Who is offered to, copied when the quote was sent."""

    name: str
    contact: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentLine:
    """One line: what it is called and the figures it was worked out from."""

    product: str
    line: Line
    code: str = ""
    description: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Words:
    """The words on the paper; another language hands in its own."""

    quote: str = "Quote"
    version: str = "version {0}"
    valid_until: str = "Valid until {0}"
    item: str = "Item"
    quantity: str = "Qty"
    price: str = "Price"
    tax: str = "Tax"
    amount: str = "Amount"
    less: str = "less {0} discount"
    subtotal: str = "Subtotal"
    discount: str = "Discount"
    net: str = "Net"
    tax_on: str = "{0} on {1}"
    total: str = "Total {0}"
    included: str = "The total includes"
    signature: str = "Signature, date"
    page: str = "Page {0} of {1}"
    tax_id: str = "Tax ID {0}"
    draft: str = "Draft"


@dataclass(frozen=True)
class QuoteDocument:
    """Everything on a quote's pages.

    totals: from `quote_totals` of the same lines and `discount`. locale: CLDR name such as de_DE, for
    numbers and dates only. draft: marked across each page. revision 1 is not mentioned.
    """

    company: Company
    customer: Customer
    number: str
    dated: date
    lines: tuple[DocumentLine, ...]
    totals: QuoteTotals
    discount: Discount = NO_DISCOUNT
    revision: int = 1
    valid_until: date | None = None
    title: str = ""
    note: str = ""
    terms: str = ""
    locale: str = "en_US"
    paper: Paper = Paper.A4
    draft: bool = False
    words: Words = Words()

    def __post_init__(self) -> None:
        if len(self.lines) != len(self.totals.lines):
            raise ValueError("the totals belong to other lines")
