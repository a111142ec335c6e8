"""A list of made-up accounts for tests of the table, the gallery and the benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sfa.money import Money
from ui.desktop.columns import Column

NAMES = (
    "Biały Orzeł",
    "Bier & Brot",
    "Brauhaus Lindner",
    "Browar Zieliński",
    "Creekside Social Club",
    "Delaware Arena",
)
OWNERS = ("Lena Hoffmann", "A. Wiśniewska", "Emily Carter")


class SampleSource:
    """`count` accounts in memory; it remembers what it was asked for."""

    def __init__(self, count: int) -> None:
        self.names = {number: f"{NAMES[number % 6]} {number}" for number in range(count)}
        self.asked: list[tuple[int, ...]] = []
        self.columns = (
            Column("name", "Account", 220, stretch=True, editable=True),
            Column("owner", "Owner", 140, kind="quiet"),
            Column("visit", "Last visit", 110, kind="date"),
            Column("note", "Note", 100, sortable=False),
            Column("open", "Open", 110, kind="money"),
        )

    def ids(self, order_by: str, descending: bool, text: str) -> Sequence[int]:
        """Numbers of the matching names, by name or by number."""
        found = [number for number, name in self.names.items() if text.casefold() in name.casefold()]
        if order_by == "name":
            found.sort(key=lambda number: (self.names[number], number))
        return found[::-1] if descending else found

    def rows(self, ids: Sequence[int]) -> Sequence[tuple[Any, ...]]:
        """Rows in the wrong order on purpose."""
        self.asked.append(tuple(ids))
        return [self._row(number) for number in reversed(ids) if number in self.names]

    def _row(self, number: int) -> tuple[Any, ...]:
        day = date(2026, 11, 17) - timedelta(days=number % 60)
        amount = Money(1_090_000 + number * 100, "USD")
        return number, self.names[number], OWNERS[number % 3], day, None, amount
