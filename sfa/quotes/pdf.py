"""The quote as a PDF: A4 or Letter, every glyph embedded, equal input giving equal bytes."""

from __future__ import annotations

from dataclasses import replace

from sfa.quotes.document import Company, QuoteDocument
from sfa.quotes.formats import DocumentFormat
from sfa.quotes.pdf_base import MARGIN, Block, PdfResult, Sheet, TextStyle, ink, is_light, paginate, text_blocks
from sfa.quotes.pdf_fonts import Weight, clean, one_line
from sfa.quotes.pdf_table import table_blocks, totals_block

__all__ = ["render_quote"]

_FOOT = 44.0
_TILE = 22.0
_ADDRESS_TOP = 138.0  # where a window envelope shows it (DIN 5008, 45 mm below the edge)
_MOST_LINES = 12
_TEXT = TextStyle(9, ink("text.primary"), leading=13)
_STRONG = replace(_TEXT, weight=Weight.STRONG)
_SMALL = TextStyle(8, ink("text.secondary"), leading=11.5)
_FINE = TextStyle(7.5, ink("text.hint"), leading=10)
_NAME = TextStyle(13, ink("text.primary"), Weight.STRONG, leading=17)
_TITLE = TextStyle(20, ink("text.primary"), Weight.STRONG, leading=26)
_SUBJECT = TextStyle(12, ink("text.primary"), Weight.STRONG, leading=18)


def render_quote(document: QuoteDocument) -> PdfResult:
    """Draw a quote. Whatever the texts hold, it comes out; characters no font has are in `missing`.

    Raises BadInput for an accent that is no colour.
    """
    sheet = _sheet(document)
    letterhead = _letterhead(sheet, document)
    blocks = [letterhead, *_body(sheet, document)]
    room = sheet.height - 2 * MARGIN - _FOOT + 20
    pages = paginate(blocks, room + MARGIN - 36, room - 14)
    for index, page in enumerate(pages):
        if index:
            sheet.next_page()
        _frame(sheet, document, index + 1, len(pages))
        top = MARGIN + 14 if index else 36.0
        for offset, block in page:
            block.draw(sheet, top + offset)
    return sheet.finish()


def _sheet(document: QuoteDocument) -> Sheet:
    return Sheet(
        document.paper.size,
        title=f"{document.words.quote} {document.number}",
        author=document.company.name,
        subject=document.title or document.customer.name,
        lang=document.locale.replace("_", "-"),
    )


def _body(sheet: Sheet, document: QuoteDocument) -> list[Block]:
    width = sheet.right - sheet.left
    blocks = text_blocks(sheet.fonts, document.title, _SUBJECT, sheet.left, width, keep_with_next=True)
    if note := text_blocks(sheet.fonts, document.note, _TEXT, sheet.left, width):
        blocks += [*note, _space(10)]
    blocks += table_blocks(sheet, document)
    blocks += [totals_block(document), _space(12)]
    blocks += text_blocks(sheet.fonts, document.terms, _SMALL, sheet.left, width, keep_with_next=True)
    return [*blocks, _signature(document)]


def _frame(sheet: Sheet, document: QuoteDocument, page: int, pages: int) -> None:
    """What stands on every page: draft mark, running head from the second on, foot."""
    words, company = document.words, document.company
    if document.draft:
        sheet.watermark(words.draft, ink("bg.hover"))
    if page > 1:
        _between(sheet, MARGIN - 6, company.name, f"{words.quote} {document.number}", _FINE)
    tax_id = words.tax_id.format(company.tax_id) if company.tax_id else ""
    facts = " · ".join(filter(None, (company.name, company.phone, company.email, tax_id)))
    _between(sheet, sheet.height - _FOOT + 8, facts, words.page.format(page, pages), _FINE)


def _between(sheet: Sheet, y: float, left: str, right: str, style: TextStyle) -> None:
    right = sheet.fonts.elide(one_line(right), style.weight, style.size, (sheet.right - sheet.left) / 2)
    room = sheet.right - sheet.left - sheet.fonts.width(right, style.weight, style.size) - 20
    sheet.text(sheet.left, y, sheet.fonts.elide(one_line(left), style.weight, style.size, room), style)
    sheet.text(sheet.right, y, right, style, right=True)


def _letterhead(sheet: Sheet, document: QuoteDocument) -> Block:
    """Company at the left, what it is at the right, the customer below."""
    half = (sheet.right - sheet.left) / 2
    company, customer = document.company, document.customer
    name = _lines(sheet, (company.name,), _NAME, half - _TILE)
    address = _lines(sheet, (", ".join(filter(None, company.address)),), _SMALL, half)
    contact = _lines(sheet, (" · ".join(filter(None, (company.phone, company.email))),), _SMALL, half)
    facts = _lines(sheet, _facts(document), _SMALL, half - 30)
    addressee = _lines(sheet, (customer.name,), _STRONG, half)
    addressee += _lines(sheet, (customer.contact, *customer.address), _TEXT, half)
    head = max(26 + _height(name + address + contact), 26 + _TITLE.line + _height(facts))
    address_top = max(_ADDRESS_TOP - 36, head + 24)

    def draw(sheet: Sheet, top: float) -> None:
        _tile(sheet, top + 16, company)
        y = top + 20
        for text, style in name:
            sheet.text(sheet.left + _TILE + 9, y + style.size - 2, text, style)
            y += style.line
        y = max(y, top + 16 + _TILE) + 8
        _column(sheet, sheet.left, y, address + contact)
        sheet.text(sheet.right, top + 34, document.words.quote, _TITLE, right=True)
        y = top + 46
        for text, style in facts:
            sheet.text(sheet.right, y + style.size, text, style, right=True)
            y += style.line
        _column(sheet, sheet.left, top + address_top, addressee)

    return Block(address_top + _height(addressee) + 26, draw)


def _tile(sheet: Sheet, top: float, company: Company) -> None:
    """The company's initial on its colour."""
    accent = company.accent or ink("accent.fill")
    sheet.tile(sheet.left, top, _TILE, accent)
    initial = clean(company.name)[:1].upper()
    style = replace(_NAME, colour=ink("text.primary" if is_light(accent) else "accent.on"))
    width = sheet.fonts.width(initial, style.weight, style.size)
    sheet.text(sheet.left + (_TILE - width) / 2, top + _TILE / 2 + style.size * 0.36, initial, style)


def _facts(document: QuoteDocument) -> tuple[str, ...]:
    forms, words = DocumentFormat(document.locale), document.words
    number = document.number
    if document.revision > 1:
        number = f"{number}, {words.version.format(document.revision)}"
    until = words.valid_until.format(forms.day(document.valid_until)) if document.valid_until else ""
    return number, forms.day(document.dated), until


def _signature(document: QuoteDocument) -> Block:
    def draw(sheet: Sheet, top: float) -> None:
        sheet.rule(sheet.left, sheet.left + 200, top + 52, ink("line.control"), 0.6)
        sheet.text(sheet.left, top + 63, document.words.signature, _FINE)

    return Block(70, draw)


def _space(height: float) -> Block:
    return Block(height, lambda _sheet, _top: None)


def _lines(sheet: Sheet, texts: tuple[str, ...], style: TextStyle, width: float) -> list[tuple[str, TextStyle]]:
    """Texts wrapped to `width`; a letterhead has no place for more than a dozen lines of each."""
    lines: list[tuple[str, TextStyle]] = []
    for text in filter(None, map(clean, texts)):
        wrapped = sheet.fonts.wrap(text, style.weight, style.size, width)
        if len(wrapped) > _MOST_LINES:
            wrapped = [*wrapped[: _MOST_LINES - 1], "…"]
        lines += [(line, style) for line in wrapped]
    return lines


def _column(sheet: Sheet, x: float, y: float, lines: list[tuple[str, TextStyle]]) -> None:
    for text, style in lines:
        sheet.text(x, y + style.size, text, style)
        y += style.line


def _height(lines: list[tuple[str, TextStyle]]) -> float:
    return sum(style.line for _, style in lines)
