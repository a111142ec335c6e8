"""Pages for print: a sheet to draw on and a flow that breaks blocks over pages. The day sheet uses it too.

Points (1/72 inch) throughout; y runs down from the top edge, texts stand on their baseline.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import resources
from sfa.errors import BadInput
from sfa.quotes.pdf_fonts import BOX_WIDTH, FontSet, Weight, clean, fonts, one_line

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["MARGIN", "Block", "PdfResult", "Sheet", "TextStyle", "ink", "is_light", "paginate", "text_blocks"]

MARGIN = 52.0
_BOX_HEIGHT = 0.7  # em, Inter's capitals
_saving = threading.Lock()


@dataclass(frozen=True)
class PdfResult:
    """A finished file. missing: the characters no font has, drawn as boxes, sorted."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TextStyle:
    """How a text looks; `figures` for columns. colour: #RRGGBB, see `ink`. leading: from baseline to baseline."""

    size: float
    colour: str
    weight: Weight = Weight.REGULAR
    leading: float = 0.0

    @property
    def line(self) -> float:
        """The height of one line in points."""
        return self.leading or self.size * 1.4

    @property
    def figures(self) -> TextStyle:
        """The same with digits of one width."""
        figures = Weight.FIGURES if self.weight is Weight.REGULAR else Weight.STRONG_FIGURES
        return replace(self, weight=figures)


@dataclass(frozen=True)
class Block:
    """Something that is not broken over pages.

    draw: called with the sheet and the block's top. keep_with_next: never the last on its page, if the
    following can be kept with it. head: repeated above this block where a page begins with it.
    """

    height: float
    draw: Callable[[Sheet, float], None]
    keep_with_next: bool = False
    head: Block | None = None


@cache
def ink(token: str) -> str:
    """A colour of the light theme: paper is white in every theme. token: such as `text.primary`."""
    tokens = json.loads(resources.path("themes/tokens.json").read_text(encoding="utf-8"))
    return str(tokens["themes"]["light"][token]["value"])


class Sheet:
    """Draws pages. Texts may hold anything: they are cleaned, and what no font has becomes a box."""

    def __init__(
        self,
        size: tuple[float, float],
        *,
        title: str = "",
        author: str = "",
        subject: str = "",
        lang: str = "",
    ) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.fonts: FontSet = fonts()
        self.width, self.height = size
        self.left, self.right = MARGIN, size[0] - MARGIN
        self._missing: set[str] = set()
        self._pages = 1
        self._buffer = io.BytesIO()
        # Without initialFontName every file asks for a Helvetica it does not carry.
        self._canvas: Canvas = Canvas(
            self._buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=self.fonts.first,
            lang=lang or None,
        )  # fmt: skip
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(clean(author))
        self._canvas.setSubject(clean(subject))
        self._canvas.setCreator("Fieldbook")

    def text(self, x: float, y: float, text: str, style: TextStyle, *, right: bool = False) -> None:
        """One line starting at `x`, or ending there."""
        text = one_line(text)
        if right:
            x -= self.fonts.width(text, style.weight, style.size)
        self._canvas.setFillColor(_colour(style.colour))
        for run in self.fonts.runs(text, style.weight):
            if run.font:
                self._canvas.setFont(run.font, style.size)
                self._canvas.drawString(x, self.height - y, run.text)
            else:
                self._boxes(x, y, run.text, style)
            x += run.width * style.size

    def rule(self, x: float, to: float, y: float, colour: str, thickness: float = 0.6) -> None:
        """A horizontal line."""
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x, self.height - y, to, self.height - y)

    def tile(self, x: float, y: float, side: float, colour: str) -> None:
        """A filled square with round corners, its top left corner at (x, y)."""
        self._canvas.setFillColor(_colour(colour))
        self._canvas.roundRect(x, self.height - y - side, side, side, side / 6, stroke=0, fill=1)

    def watermark(self, word: str, colour: str) -> None:
        """A large word across the page; draw it first."""
        style = TextStyle(132, colour, Weight.STRONG)
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(52)
        half = self.fonts.width(clean(word), style.weight, style.size) / 2
        self.text(-half, self.height + style.size * 0.35, word, style)
        self._canvas.restoreState()

    def next_page(self) -> None:
        """Finish this page and go on with a new one."""
        self._canvas.showPage()
        self._pages += 1

    def finish(self) -> PdfResult:
        """The file; the sheet is used up."""
        # Faces are parsed from one shared stream while their subsets are made.
        with _saving:
            self._canvas.save()
        return PdfResult(self._buffer.getvalue(), self._pages, tuple(sorted(self._missing)))

    def _boxes(self, x: float, y: float, chars: str, style: TextStyle) -> None:
        self._missing.update(chars)
        self._canvas.setStrokeColor(_colour(style.colour))
        self._canvas.setLineWidth(style.size * 0.06)
        for index in range(len(chars)):
            left = x + (index + 0.08) * BOX_WIDTH * style.size
            self._canvas.rect(
                left,
                self.height - y,
                BOX_WIDTH * 0.84 * style.size,
                _BOX_HEIGHT * style.size,
                stroke=1,
                fill=0,
            )


def text_blocks(
    font_set: FontSet, text: str, style: TextStyle, x: float, width: float, *, keep_with_next: bool = False
) -> list[Block]:
    """A running text as one block a line; its first two and last two lines stay together.

    keep_with_next: the last line does not part from what follows.
    """
    if not (text := clean(text)):
        return []
    lines = font_set.wrap(text, style.weight, style.size, width)

    def block(index: int, line: str) -> Block:
        def draw(sheet: Sheet, top: float) -> None:
            sheet.text(x, top + style.size, line, style)

        last = index == len(lines) - 1
        keep = keep_with_next if last else index in {0, len(lines) - 2}
        return Block(style.line, draw, keep_with_next=keep)

    return [block(index, line) for index, line in enumerate(lines)]


def paginate(blocks: Sequence[Block], first: float, room: float) -> list[list[tuple[float, Block]]]:
    """Blocks with their offsets from the top of each page's body, page by page.

    first: the room on the first page in points; room: that on each other. A chain of blocks that keep
    together and fill more than a page is broken where it must be.
    """
    pages: list[list[tuple[float, Block]]] = [[]]
    left, used = first, 0.0
    for chain in _chains(blocks, room):
        if used + sum(block.height for block in chain) > left and pages[-1]:
            pages.append([])
            left, used = room, 0.0
            if chain[0].head:
                pages[-1].append((0.0, chain[0].head))
                used = chain[0].head.height
        for block in chain:
            pages[-1].append((used, block))
            used += block.height
    return pages


def _chains(blocks: Sequence[Block], room: float) -> Iterator[list[Block]]:
    """Runs of blocks that keep together, none taller than a page with its head if that can be."""
    chain: list[Block] = []
    for block in blocks:
        head = chain[0].head.height if chain and chain[0].head else 0.0
        if chain and head + sum(each.height for each in chain) + block.height > room:
            yield chain
            chain = []
        chain.append(block)
        if not block.keep_with_next:
            yield chain
            chain = []
    if chain:
        yield chain


def is_light(colour: str) -> bool:
    """Whether dark letters read better on `colour` (#RRGGBB) than white ones (WCAG 2 relative luminance)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _colour(colour).rgb()
    )
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3)


@cache
def _colour(value: str) -> Color:
    from reportlab.lib.colors import HexColor

    try:
        return HexColor(value)
    except ValueError as error:
        raise BadInput(f"“{value}” is not a colour such as the #RRGGBB of a web page.", field="accent") from error
