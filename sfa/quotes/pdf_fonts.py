"""The typefaces on paper: Inter, then Noto Sans, chosen glyph by glyph; what neither has is a box.

Columns of numbers need digits of one width. Inter keeps them behind an OpenType feature that ReportLab
does not apply, so they are faces of their own here with the digits exchanged. ReportLab also drops a
missing glyph without a word, so each character is looked up before it is drawn.
"""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import resources
from sfa.quotes.opentype import substitutes, widths

__all__ = ["BOX_WIDTH", "FontSet", "Run", "Weight", "clean", "fonts", "one_line"]

BOX_WIDTH = 0.62  # em, as wide as Inter's widest digit
_TABULAR = "-Tabular"
_FILES = {
    "regular": ("Inter-Regular", "NotoSans-Regular"),
    "strong": ("Inter-SemiBold", "NotoSans-SemiBold"),
    "figures": (f"Inter-Regular{_TABULAR}", "NotoSans-Regular"),
    "strong figures": (f"Inter-SemiBold{_TABULAR}", "NotoSans-SemiBold"),
}
_NEW_LINES = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n") | {"\t": " "})
_lock = threading.Lock()


class Weight(Enum):
    """The two weights in use, each with digits of their own width for text or of one width for columns."""

    REGULAR = "regular"
    STRONG = "strong"
    FIGURES = "figures"
    STRONG_FIGURES = "strong figures"


class Run(NamedTuple):
    """Neighbouring characters of one font. font: its registered name, empty for boxes. width: in em."""

    font: str
    text: str
    width: float


@dataclass(frozen=True)
class _Glyph:
    font: str
    width: float  # em


class _Advances(dict[str, _Glyph]):
    """Character -> font and width, found on first use. faces: (name, ReportLab face), best first."""

    def __init__(self, faces: tuple[tuple[str, Any], ...]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, char: str) -> _Glyph:
        glyph = self[char] = self._find(char)
        return glyph

    def _find(self, char: str) -> _Glyph:
        for name, face in self._faces:
            if ord(char) in face.charToGlyph:
                return _Glyph(name, face.charWidths.get(ord(char), face.defaultWidth) / 1000)
        return _Glyph("", BOX_WIDTH)


class FontSet:
    """Measures text and cuts it into runs; one for the life of the process."""

    def __init__(self, faces: dict[Weight, tuple[tuple[str, Any], ...]]) -> None:
        self._advances = {weight: _Advances(of_weight) for weight, of_weight in faces.items()}
        self.first = faces[Weight.REGULAR][0][0]

    def width(self, text: str, weight: Weight, size: float) -> float:
        """Points that `text` (cleaned, one line) takes at `size`."""
        advances = self._advances[weight]
        return sum(advances[char].width for char in text) * size

    def runs(self, text: str, weight: Weight) -> list[Run]:
        """`text` cut where the font changes."""
        advances = self._advances[weight]
        return [
            Run(font, "".join(chars), sum(advances[char].width for char in chars))
            for font, chars in ((font, list(chars)) for font, chars in groupby(text, lambda c: advances[c].font))
        ]

    def wrap(self, text: str, weight: Weight, size: float, width: float) -> list[str]:
        """`text` (cleaned) in lines no wider than `width` points, broken at spaces, else anywhere."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if self.width(longer, weight, size) <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                *full, line = self._cut(word, weight, size, width)
                lines.extend(full)
            lines.append(line)
        return lines

    def _cut(self, word: str, weight: Weight, size: float, width: float) -> list[str]:
        """A word in pieces that fit; at least one character each."""
        advances = self._advances[weight]
        pieces, piece, used = [], "", 0.0
        for char in word:
            step = advances[char].width * size
            if piece and used + step > width:
                pieces.append(piece)
                piece, used = "", 0.0
            piece += char
            used += step
        return [*pieces, piece]

    def elide(self, text: str, weight: Weight, size: float, width: float) -> str:
        """`text`, shortened with an ellipsis where it does not fit."""
        if self.width(text, weight, size) <= width:
            return text
        return self._cut(text, weight, size, width - self.width("…", weight, size))[0] + "…"


@cache
def _registered() -> FontSet:
    loaded = {name: _load(name) for names in _FILES.values() for name in names}
    return FontSet({weight: tuple((name, loaded[name]) for name in _FILES[weight.value]) for weight in Weight})


def _load(name: str) -> Any:
    """The ReportLab face called `name`, registered for drawing."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    file = name.removesuffix(_TABULAR)
    font = TTFont(name, str(resources.path(f"fonts/{file}.ttf")), asciiReadable=0)
    if file != name:
        _exchange_digits(font.face)
    registerFont(font)
    return font.face


def _exchange_digits(face: Any) -> None:
    exchanged = substitutes(face.get_table("GSUB"), "tnum")
    codes = [ord(digit) for digit in "0123456789"]
    glyphs = [exchanged[face.charToGlyph[code]] for code in codes]
    face.charToGlyph.update(zip(codes, glyphs, strict=True))
    of_one_width = widths(face.get_table("hmtx"), face.get_table("hhea"), face.unitsPerEm, glyphs)
    face.charWidths.update(zip(codes, of_one_width, strict=True))
    face.name += _TABULAR.encode()  # a PDF names its embedded subsets by it


def fonts() -> FontSet:
    """The fonts, read from the resources on first use (some 50 ms)."""
    with _lock:
        return _registered()


def clean(text: str) -> str:
    """Text that can be drawn: NFC, plain line ends, no control, format or half characters."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(_NEW_LINES)
    return "".join(map(_drawable, text)).strip()


def one_line(text: str) -> str:
    """`clean` without line ends."""
    return clean(text).replace("\n", " ")


def _drawable(char: str) -> str:
    if char == "\n" or " " <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category in {"Cc", "Cf"} or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    if category == "Cs":
        return "\ufffd"
    return " " if category == "Zs" and char not in "\xa0\u202f" else char
