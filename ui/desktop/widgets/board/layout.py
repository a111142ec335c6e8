"""Where everything on a board stands: columns that share the width, heads, cards. No painting, no events."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize

from ui.desktop.theme import current
from ui.desktop.widgets.board.data import CardData, HeadData
from ui.desktop.widgets.board.lane import Lane
from ui.desktop.widgets.board.paint import card_height, head_height

__all__ = ["FOOT", "GAP", "MARGIN", "BoardLayout", "Place"]

MARGIN = 11
GAP = 6
FOOT = 26
"""Room in px below the cards for "3 more"."""

Place = tuple[int, int]
"""(number of the column, number of the card in it)"""


class BoardLayout:
    """Heads, lanes and known cards in a window of `size` px that is scrolled `left` px to the right.

    width: of a column. top: where the cards begin, below the heads. room: height of the window they scroll in.
    """

    def __init__(self) -> None:
        self.heads: tuple[HeadData, ...] = ()
        self.lanes: list[Lane] = []
        self.cards: dict[Hashable, CardData] = {}
        self.size = QSize(900, 600)
        self.left = 0
        self.width = current().width("board_column_min")
        self.top = 0
        self.room = 1

    def set_board(
        self, heads: Sequence[HeadData], ids: Sequence[Sequence[Hashable]], cards: Mapping[Any, CardData]
    ) -> None:
        """Take other columns; each keeps how far it is scrolled."""
        self.heads = tuple(heads)
        self.cards = dict(cards)
        while len(self.lanes) < len(heads):
            self.lanes.append(Lane())
        del self.lanes[len(heads) :]
        self._fit()
        for lane, found in zip(self.lanes, ids, strict=True):
            lane.set_ids(found, self._height_of)
        self.keep_in_range()

    def add_cards(self, cards: Mapping[Any, CardData]) -> list[int]:
        """Know more cards, or better; returns the columns they stand in."""
        self.cards.update(cards)
        touched = [
            number for number, lane in enumerate(self.lanes) if any(lane.place_of(card) >= 0 for card in cards)
        ]
        for number in touched:
            self.lanes[number].measure(self._height_of)
        self.keep_in_range()
        return touched

    def resize(self, size: QSize) -> None:
        """The window has another size."""
        self.size = size
        self._fit()
        for lane in self.lanes:
            lane.measure(self._height_of)
        self.keep_in_range()

    def keep_in_range(self) -> None:
        """Let no column be scrolled past its end."""
        for lane in self.lanes:
            lane.scroll_to(lane.offset, self.room)

    @property
    def whole_width(self) -> int:
        """Width of all columns and both margins."""
        return 2 * MARGIN + len(self.heads) * (self.width + GAP) - GAP

    def place(self, card: Any) -> Place | None:
        """Where a card is, or None."""
        for number, lane in enumerate(self.lanes):
            row = lane.place_of(card)
            if row >= 0:
                return number, row
        return None

    def column_rect(self, number: int) -> QRect:
        """A column with its head."""
        left = MARGIN + number * (self.width + GAP) - self.left
        return QRect(left, 0, self.width, self.size.height())

    def card_rect(self, card: Hashable) -> QRect:
        """A card; empty if it is not on the board."""
        place = self.place(card)
        if place is None:
            return QRect()
        lane, column = self.lanes[place[0]], self.column_rect(place[0])
        return QRect(column.x(), self.top + lane.top(place[1]) - lane.offset, column.width(), lane.height(place[1]))

    def column_at(self, x: int) -> int:
        """The column (with the gap at its right) at `x`, or -1."""
        number = (x + self.left - MARGIN) // (self.width + GAP)
        return number if 0 <= number < len(self.lanes) else -1

    def card_at(self, point: QPoint) -> Any:
        """Id of the card under a point, or None."""
        number, y = self.column_at(point.x()), point.y() - self.top
        if number < 0 or not 0 <= y < self.room or not self.column_rect(number).contains(point):
            return None
        lane = self.lanes[number]
        row = lane.hit(y + lane.offset)
        return lane.ids[row] if row >= 0 else None

    def in_view(self) -> list[Hashable]:
        """Ids of the cards that are seen at least in part."""
        return [lane.ids[row] for lane in self.lanes for row in lane.seen(self.room)]

    def instead_of(self, place: Place | None) -> Any:
        """Id of the card that took the place of one that is gone, or None."""
        number, row = place or (-1, 0)
        lane = self.lanes[number] if 0 <= number < len(self.lanes) else None
        return lane.ids[min(row, len(lane) - 1)] if lane else None

    def _fit(self) -> None:
        count = max(1, len(self.heads))
        free = self.size.width() - 2 * MARGIN - (count - 1) * GAP
        self.width = max(current().width("board_column_min"), free // count)
        self.top = head_height(self.heads, self.width)
        self.room = max(1, self.size.height() - self.top - FOOT)

    def _height_of(self, card: Hashable) -> int:
        return card_height(self.cards.get(card), self.width)
