"""Columns of lists: what a value looks like in a cell. Worked out once when a page of rows is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sfa.money import Money
from ui.desktop import formats
from ui.desktop.widgets.chips import ChipData

__all__ = ["Align", "Cell", "Column", "Kind"]

Kind = Literal["text", "strong", "quiet", "money", "number", "date", "chip", "custom"]
Align = Literal["left", "right"]

_RIGHT = ("money", "number")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. tone: a token name; bar: filled share 0 to 1; dashes: (done, total)."""

    text: str = ""
    tone: str = "text.primary"
    strong: bool = False
    icon: str = ""
    chip: ChipData | None = None
    bar: float | None = None
    dashes: tuple[int, int] | None = None
    avatar: str = ""
    tooltip: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a list.

    key: what the source sorts by. title: already translated. width: px. align: "" takes the kind's own side.
    kind "custom" and "chip" need `cell`, which makes a Cell of the value; on other kinds it replaces the
    usual one. stretch: this column takes the room that is left, one a table. editable: F2 edits it.
    """

    key: str
    title: str
    width: int = 120
    align: Align | Literal[""] = ""
    kind: Kind = "text"
    sortable: bool = True
    stretch: bool = False
    editable: bool = False
    cell: Callable[[Any], Cell] | None = None

    @property
    def is_right(self) -> bool:
        """Whether values end on the right edge, with tabular figures."""
        return self.align == "right" or (not self.align and self.kind in _RIGHT)

    def show(self, value: Any) -> Cell:
        """The cell of `value`; None is an empty cell."""
        if self.cell is not None:
            return self.cell(value)
        if value is None:
            return Cell()
        if isinstance(value, Cell):
            return value
        if isinstance(value, ChipData):
            return Cell(value.text, chip=value)
        tone = "text.secondary" if self.kind in ("quiet", "date", "number") else "text.primary"
        return Cell(_words(value), tone, strong=self.kind == "strong")


def _words(value: Any) -> str:
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return formats.decimal(value)
    if isinstance(value, datetime):
        return f"{formats.day(value)} {formats.time(value)}"
    if isinstance(value, date):
        return formats.day(value)
    # A line break would make a row of two lines.
    return " ".join(str(value).split())
