"""What a board shows, in words ready to paint."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CardData", "HeadData"]


@dataclass(frozen=True, slots=True)
class CardData:
    """One card. line: what comes next; when: its day, never cut. warning: the line says what is missing.

    done of total: dashes. late: the age is too high. quiet: the card rests, so it is painted in the second tone.
    spoken: all of it, for tooltip and screen reader.
    """

    title: str
    figure: str
    line: str = ""
    when: str = ""
    note: str = ""
    warning: bool = False
    done: int = 0
    total: int = 0
    age: str = ""
    late: bool = False
    quiet: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class HeadData:
    """The head of a column. second and second_short: the longest that fits is shown. share: the bar, 0 to 1."""

    title: str
    count: str
    figure: str
    second: str
    second_short: str
    percent: str
    share: float
    spoken: str = ""
