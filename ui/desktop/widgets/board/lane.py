"""Where the cards of one column stand. Plain numbers: px from the top of the column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from itertools import accumulate

__all__ = ["GAP", "Lane"]

GAP = 8


class Lane:
    """Ids in order, a height for each, and how far the column is scrolled."""

    def __init__(self) -> None:
        self.ids: Sequence[Hashable] = ()
        self.offset = 0
        self._places: dict[Hashable, int] = {}
        self._tops: list[int] = [0]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def content(self) -> int:
        """Height of all cards."""
        return max(0, self._tops[-1] - GAP)

    def set_ids(self, ids: Sequence[Hashable], height_of: Callable[[Hashable], int]) -> None:
        """Take other cards; the offset stays as far as there is content."""
        self.ids = ids
        self._places = {card: place for place, card in enumerate(ids)}
        self.measure(height_of)

    def measure(self, height_of: Callable[[Hashable], int]) -> None:
        """Take the heights anew; the card at the top edge keeps its place on the screen."""
        anchor = self.at(self.offset)
        shift = self.offset - self.top(anchor) if anchor >= 0 else 0
        self._tops = [0, *accumulate(height_of(card) + GAP for card in self.ids)]
        if 0 < anchor < len(self.ids):
            self.offset = self.top(anchor) + shift

    def place_of(self, card: Hashable) -> int:
        """The place of a card, or -1."""
        return self._places.get(card, -1)

    def top(self, place: int) -> int:
        """Upper edge of the card at `place`."""
        return self._tops[place]

    def height(self, place: int) -> int:
        """Height of the card at `place`."""
        return self._tops[place + 1] - GAP - self._tops[place]

    def at(self, y: int) -> int:
        """The place whose card, or the gap below it, covers `y`; the last one below all; -1 without cards."""
        if not self.ids or len(self._tops) <= 1:
            return -1
        return min(max(0, bisect_right(self._tops, y) - 1), len(self._tops) - 2)

    def hit(self, y: int) -> int:
        """The place whose card covers `y`, or -1 for a gap or nothing."""
        place = self.at(y)
        return place if place >= 0 and 0 <= y - self.top(place) < self.height(place) else -1

    def seen(self, room: int) -> range:
        """Places with at least a pixel in a window of `room` px."""
        if not self.ids:
            return range(0)
        return range(self.at(self.offset), self.at(self.offset + room - 1) + 1)

    def below(self, room: int) -> int:
        """How many cards are not seen whole below a window of `room` px."""
        edge = self.offset + room
        whole = bisect_right(self._tops, edge + GAP) - 1
        return max(0, len(self.ids) - whole)

    def scroll_to(self, offset: int, room: int) -> bool:
        """Scroll so far as there is content; whether anything moved."""
        wanted = max(0, min(offset, self.content - room))
        moved = wanted != self.offset
        self.offset = wanted
        return moved

    def reveal(self, place: int, room: int) -> bool:
        """Scroll as little as shows the whole card; whether anything moved."""
        top, bottom = self.top(place), self.top(place) + self.height(place)
        offset = min(self.offset, top) if top < self.offset else max(self.offset, bottom - room)
        return self.scroll_to(offset, room)
