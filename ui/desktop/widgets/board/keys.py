"""Where the arrow keys lead on a board."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from ui.desktop.widgets.board.lane import Lane

__all__ = ["next_place"]

Place = tuple[int, int]


def next_place(lanes: Sequence[Lane], place: Place | None, key: Qt.Key, room: int) -> Place | None:
    """(column, row) to select after `key`, or None if the key is none of the board's. room: px of cards in view.

    At an edge the place stays. Without a place any arrow leads to the first card.
    """
    if key not in _STEPS and key not in _SIDE and key not in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return None
    if place is None:
        first = next((number for number, lane in enumerate(lanes) if len(lane)), -1)
        return (first, 0) if first >= 0 else None
    number, row = place
    lane = lanes[number]
    if key in _SIDE:
        return _beside(lanes, place, _SIDE[key])
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return number, 0 if key == Qt.Key.Key_Home else len(lane) - 1
    step = _STEPS[key]
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        return number, lane.at(max(0, lane.top(row) + step * room))
    return number, min(max(0, row + step), len(lane) - 1)


def _beside(lanes: Sequence[Lane], place: Place, step: int) -> Place:
    """The card at the same height on the screen in the next column that has any."""
    number, row = place
    height = lanes[number].top(row) - lanes[number].offset
    other = number + step
    while 0 <= other < len(lanes):
        if len(lanes[other]):
            return other, lanes[other].at(max(0, height + lanes[other].offset))
        other += step
    return place


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_SIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
