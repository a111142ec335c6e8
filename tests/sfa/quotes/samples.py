"""Quotes on paper for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sfa.quotes.document import Company, Customer, DocumentLine, QuoteDocument
from sfa.quotes.totals import NO_DISCOUNT, Discount, Line, Rounding, Tax, quote_totals

SALES_TAX = Tax("OH", "Ohio sales tax", Decimal("7.5"))
TERMS = "Prices hold until 17 December 2026. Payment 30 days net."
COMPANY = Company(
    "Scioto Draught Supply",
    ("1180 Dublin Road", "Columbus OH 43215"),
    "+1 614 555 0142",
    "sales@scioto.example",
    "31-5",
)
CUSTOMER = Customer("Brauhaus Lindner", "Jürgen Lindner", ("88 Bridge Street", "Dublin OH 43017"))


def item(
    product: str = "Tap tower",
    quantity: str = "2",
    price: str = "4821",
    *,
    percent: str | None = None,
    tax: Tax = SALES_TAX,
    includes_tax: bool = False,
    description: str = "",
    unit: str = "",
    code: str = "",
) -> DocumentLine:
    """A line of a quote."""
    discount = Discount(percent=Decimal(percent)) if percent else NO_DISCOUNT
    line = Line(Decimal(quantity), Decimal(price), discount, tax, includes_tax)
    return DocumentLine(product, line, code, description, unit)


def quote(
    lines: Sequence[DocumentLine] = (item(),),
    *,
    currency: str = "USD",
    rounding: Rounding = Rounding.LINE,
    discount: Discount = NO_DISCOUNT,
    **other: object,
) -> QuoteDocument:
    """A quote with these lines; `other` are fields of QuoteDocument."""
    totals = quote_totals([each.line for each in lines], currency=currency, rounding=rounding, discount=discount)
    facts: dict[str, object] = {
        "company": COMPANY, "customer": CUSTOMER, "number": "Q-2026-0418", "dated": date(2026, 11, 17),
        "valid_until": date(2026, 12, 17), "terms": TERMS,
    }  # fmt: skip
    return QuoteDocument(lines=tuple(lines), totals=totals, discount=discount, **{**facts, **other})


def pages_of(data: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def ink_of(data: bytes) -> int:
    """How dark the first page is, all pixels together."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return sum(255 - pixel for pixel in bytes(document[0].render(grayscale=True).buffer))
    finally:
        document.close()
