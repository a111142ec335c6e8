"""The table of a quote's lines and the block of its totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sfa.quotes.document import DocumentLine, QuoteDocument
from sfa.quotes.formats import DocumentFormat
from sfa.quotes.pdf_base import Block, Sheet, TextStyle, ink
from sfa.quotes.pdf_fonts import Weight, clean, one_line
from sfa.quotes.totals import NO_TAX, Discount, LineTotals, TaxTotal

__all__ = ["table_blocks", "totals_block"]

_GAP = 14.0
_PAD = 5.5
_QUANTITY_ROOM = 90.0
_BODY = TextStyle(9, ink("text.primary"), leading=12.5)
_FIGURES = _BODY.figures
_SMALL = TextStyle(7.5, ink("text.secondary"), leading=10.5)
_HEAD = TextStyle(7.5, ink("text.secondary"), Weight.STRONG)
_TOTAL = TextStyle(11, ink("text.primary"), Weight.STRONG, leading=22)


@dataclass(frozen=True)
class _Row:
    """A line as it is printed. name and notes are wrapped; figures stand in the columns from the right."""

    name: tuple[str, ...]
    notes: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class _Columns:
    """Right edges of the figures, in their order, with their heads; names get the width that is left."""

    heads: tuple[str, ...]
    edges: tuple[float, ...]
    name_width: float


def table_blocks(sheet: Sheet, document: QuoteDocument) -> list[Block]:
    """The head and one block a line, or several where a line is taller than a third of the page.

    The last two lines keep with what follows, so that totals never stand alone on a page.
    """
    forms = DocumentFormat(document.locale)
    figures = [
        _figures(sheet, line, totals, document, forms)
        for line, totals in zip(document.lines, document.totals.lines, strict=True)
    ]
    columns = _columns(sheet, document, figures)
    head = _head_block(document.words.item, columns)
    blocks = [head]
    for index, (line, totals) in enumerate(zip(document.lines, document.totals.lines, strict=True)):
        row = _row(sheet, line, totals, document, forms, columns.name_width, figures[index])
        rows = _row_blocks(row, columns, head, tallest=sheet.height / 3)
        if index >= len(document.lines) - 2:
            rows = [replace(block, keep_with_next=True) for block in rows]
        blocks += rows
    return blocks


def _figures(
    sheet: Sheet, line: DocumentLine, totals: LineTotals, document: QuoteDocument, forms: DocumentFormat
) -> tuple[str, ...]:
    tax = (forms.percent(line.line.tax.rate),) if _shows_tax(document) else ()
    return (
        _quantity(sheet, forms.quantity(line.line.quantity), line.unit),
        forms.price(line.line.unit_price, document.totals.currency),
        *tax,
        forms.amount(totals.amount),
    )


def _quantity(sheet: Sheet, number: str, unit: str) -> str:
    """The number whole and its unit, shortened where it takes too much room."""
    if not (unit := one_line(unit)):
        return number
    weight, size = _FIGURES.weight, _FIGURES.size
    return (
        f"{number} {sheet.fonts.elide(unit, weight, size, _QUANTITY_ROOM - sheet.fonts.width(number, weight, size))}"
    )


def _shows_tax(document: QuoteDocument) -> bool:
    return len(document.totals.taxes) > 1


def _columns(sheet: Sheet, document: QuoteDocument, figures: Sequence[tuple[str, ...]]) -> _Columns:
    words = document.words
    tax = (words.tax,) if _shows_tax(document) else ()
    heads = (words.quantity, words.price, *tax, words.amount)
    edges, edge = [], sheet.right
    for index in reversed(range(len(heads))):
        edges.append(edge)
        widths = [sheet.fonts.width(row[index], _FIGURES.weight, _FIGURES.size) for row in figures]
        edge -= max(*widths, sheet.fonts.width(heads[index], _HEAD.weight, _HEAD.size), 30.0) + _GAP
    return _Columns(heads, tuple(reversed(edges)), edge - sheet.left)


def _row(
    sheet: Sheet,
    line: DocumentLine,
    totals: LineTotals,
    document: QuoteDocument,
    forms: DocumentFormat,
    width: float,
    figures: tuple[str, ...],
) -> _Row:
    facts = [one_line(line.code)] if line.code else []
    if totals.discount.minor:
        facts.append(f"{_less(line.line.discount, document, forms)} ({forms.minus(totals.discount)})")
    notes = "\n".join(filter(None, (" · ".join(facts), clean(line.description))))
    return _Row(
        tuple(sheet.fonts.wrap(clean(line.product), _BODY.weight, _BODY.size, width)),
        tuple(sheet.fonts.wrap(notes, _SMALL.weight, _SMALL.size, width)) if notes else (),
        figures,
    )


def _less(discount: Discount, document: QuoteDocument, forms: DocumentFormat) -> str:
    if discount.percent is not None:
        return document.words.less.format(forms.percent(discount.percent))
    return document.words.discount


def _head_block(item: str, columns: _Columns) -> Block:
    def draw(sheet: Sheet, top: float) -> None:
        sheet.text(sheet.left, top + 9, item, _HEAD)
        for head, edge in zip(columns.heads, columns.edges, strict=True):
            sheet.text(edge, top + 9, head, _HEAD, right=True)
        sheet.rule(sheet.left, sheet.right, top + 15, ink("text.primary"), 0.8)

    return Block(16.0, draw, keep_with_next=True)


def _row_blocks(row: _Row, columns: _Columns, head: Block, tallest: float) -> list[Block]:
    """One block, or pieces of a few lines where the row is very tall; figures stand beside the first."""
    texts = [*((line, _BODY) for line in row.name), *((line, _SMALL) for line in row.notes)]
    per_piece = len(texts)
    if sum(style.line for _, style in texts) > tallest:
        per_piece = 6
    pieces = [texts[start : start + per_piece] for start in range(0, len(texts), per_piece)]
    return [
        _piece(piece, row.figures if number == 0 else (), columns, head, last=number == len(pieces) - 1)
        for number, piece in enumerate(pieces)
    ]


def _piece(
    texts: Sequence[tuple[str, TextStyle]],
    figures: tuple[str, ...],
    columns: _Columns,
    head: Block,
    *,
    last: bool,
) -> Block:
    above, below = (_PAD if figures else 0.0), (_PAD if last else 0.0)
    height = above + sum(style.line for _, style in texts) + below

    def draw(sheet: Sheet, top: float) -> None:
        y = top + above
        for index, (text, style) in enumerate(texts):
            sheet.text(sheet.left, y + style.size, text, style)
            for figure, edge in zip(() if index else figures, columns.edges, strict=False):
                sheet.text(edge, y + style.size, figure, _FIGURES, right=True)
            y += style.line
        if last:
            sheet.rule(sheet.left, sheet.right, top + height, ink("line.separator"), 0.5)

    return Block(height, draw, head=head)


def totals_block(document: QuoteDocument) -> Block:
    """Subtotal and discount where there is one, net, each tax, and the total."""
    forms = DocumentFormat(document.locale)
    rows = _total_rows(document, forms)
    height = 10.0 + sum(style.line for _, _, style in rows) + 12.0

    def draw(sheet: Sheet, top: float) -> None:
        widest = max(sheet.fonts.width(figure, style.figures.weight, style.size) for _, figure, style in rows)
        label_edge = sheet.right - max(widest, 60.0) - 2 * _GAP
        y = top + 10.0
        for label, figure, style in rows:
            if style is _TOTAL:
                sheet.rule(label_edge - 150, sheet.right, y + 2, ink("text.primary"), 0.8)
            base = y + (style.line + style.size * 0.7) / 2 + (1.5 if style is _TOTAL else 0)
            room = label_edge - sheet.left
            sheet.text(
                label_edge,
                base,
                sheet.fonts.elide(one_line(label), style.weight, style.size, room),
                style,
                right=True,
            )
            sheet.text(sheet.right, base, figure, style.figures, right=True)
            y += style.line

    return Block(height, draw)


def _total_rows(document: QuoteDocument, forms: DocumentFormat) -> list[tuple[str, str, TextStyle]]:
    totals, words = document.totals, document.words
    body = replace(_BODY, leading=14)
    rows: list[tuple[str, str, TextStyle]] = []
    if totals.document_discount.minor:
        percent = document.discount.percent
        label = words.discount if percent is None else f"{words.discount} {forms.percent(percent)}"
        rows.append((words.subtotal, forms.amount(totals.subtotal), body))
        rows.append((label, forms.minus(totals.document_discount), body))
    total = (words.total.format(totals.currency), forms.amount(totals.gross), _TOTAL)
    net = (words.net, forms.amount(totals.net))
    taxes = [(_tax_label(row, document, forms), forms.amount(row.tax)) for row in totals.taxes if row.kind != NO_TAX]
    if not totals.includes_tax:
        return [*rows, (*net, body), *((*row, body) for row in taxes), total]
    small = replace(_SMALL, leading=12)
    contained = [(*row, small) for row in (net, *taxes)] if taxes else []
    return [*rows, total, *([(words.included, "", small), *contained] if contained else [])]


def _tax_label(row: TaxTotal, document: QuoteDocument, forms: DocumentFormat) -> str:
    name = row.kind.name or row.kind.code or document.words.tax
    label = name if "%" in name else f"{name} {forms.percent(row.kind.rate)}"
    if not _shows_tax(document):
        return label
    return document.words.tax_on.format(label, forms.amount(row.base))
