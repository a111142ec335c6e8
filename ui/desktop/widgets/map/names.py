"""Names on the map: placed greedily, none over another, none cut off by the edge."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

__all__ = ["Label", "LabelPainter", "Placed", "Placer"]

_HALO = 3.0
_KEPT = 1500


@dataclass(frozen=True)
class Label:
    """A name that wants a place. reach: pixels from the point to the text; 0 centres the text on the point.

    dot: whether a small ring marks the point.
    """

    text: str
    x: float
    y: float
    font: QFont
    color: QColor
    reach: float = 0.0
    dot: bool = False


@dataclass(frozen=True)
class Placed:
    """A label and the rectangle its text has got."""

    label: Label
    rect: QRectF


class Placer:
    """Gives labels, first come first served, the first side that is free and whole inside `within`.

    taken: where no name may stand. avoid: what a name may cover when no other side is free. gap: pixels
    between names. spacing: least pixels between two dots.
    """

    def __init__(
        self,
        within: QRectF,
        taken: Iterable[QRectF] = (),
        avoid: Iterable[QRectF] = (),
        gap: float = 3.0,
        spacing: float = 0.0,
    ) -> None:
        self._room, self._soft, self._dots = _Room(within, gap), _Room(within, 1.0), _Room(within, spacing)
        for rect in taken:
            self._room.take(rect)
        for rect in avoid:
            self._soft.take(rect)

    def place(self, label: Label) -> Placed | None:
        """The label with the place it has got, or None if there is none for it."""
        mark = QRectF(label.x - 4, label.y - 4, 8, 8)
        if label.dot and not (self._room.is_free(mark) and self._dots.is_free(mark)):
            return None
        free = [rect for rect in _sides(label) if self._room.is_free(rect)]
        if not free:
            return None
        rect = next((rect for rect in free if self._soft.is_free(rect)), free[0])
        self._room.take(rect)
        if label.dot:
            self._room.take(mark)
            self._dots.take(mark)
        return Placed(label, rect)


def _sides(label: Label) -> Iterator[QRectF]:
    metrics = QFontMetricsF(label.font)
    width, height = metrics.horizontalAdvance(label.text), metrics.height()
    x, y, reach = label.x, label.y, label.reach
    if not reach:
        for down in (0.0, -20.0, 20.0, -36.0, 36.0):
            for right in (0.0, 30.0, -30.0):
                yield QRectF(x - width / 2 + right, y - height / 2 + down, width, height)
        return
    yield QRectF(x + reach, y - height / 2, width, height)
    yield QRectF(x - reach - width, y - height / 2, width, height)
    yield QRectF(x - width / 2, y - reach - height, width, height)
    yield QRectF(x - width / 2, y + reach, width, height)


class _Room:
    """Which rectangles are taken, kept in coarse squares so that asking stays quick with thousands."""

    _SQUARE = 64

    def __init__(self, within: QRectF, gap: float) -> None:
        self._within = within
        self._gap = gap
        self._squares: dict[tuple[int, int], list[QRectF]] = {}

    def is_free(self, rect: QRectF) -> bool:
        """Whether `rect` lies inside and keeps the gap to everything taken."""
        if not self._within.contains(rect):
            return False
        wide = rect.adjusted(-self._gap, -self._gap, self._gap, self._gap)
        return not any(other.intersects(wide) for key in self._keys(wide) for other in self._squares.get(key, ()))

    def take(self, rect: QRectF) -> None:
        """Let nothing else stand here."""
        for key in self._keys(rect):
            self._squares.setdefault(key, []).append(rect)

    def _keys(self, rect: QRectF) -> Iterator[tuple[int, int]]:
        for column in range(int(rect.left() // self._SQUARE), int(rect.right() // self._SQUARE) + 1):
            for row in range(int(rect.top() // self._SQUARE), int(rect.bottom() // self._SQUARE) + 1):
                yield column, row


class LabelPainter:
    """Paints names with a halo; keeps each name's picture, for the outline of a text is dear."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[str, str, str, str, float], QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, placed: Placed, halo: QColor, ratio: float) -> None:
        """The text and, for towns, the ring at its point."""
        label = placed.label
        if label.dot:
            self._ring(painter, label, halo)
        picture = self._picture(label, halo, ratio)
        painter.drawPixmap(QPointF(placed.rect.left() - _HALO, placed.rect.top() - _HALO), picture)

    def _ring(self, painter: QPainter, label: Label, halo: QColor) -> None:
        painter.setPen(QPen(label.color, 1.2))
        painter.setBrush(halo)
        painter.drawEllipse(QPointF(label.x, label.y), 2.3, 2.3)

    def _picture(self, label: Label, halo: QColor, ratio: float) -> QPixmap:
        key = (label.text, label.font.key(), label.color.name(), halo.name(), ratio)
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = _render(label, halo, ratio)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        return found


def _render(label: Label, halo: QColor, ratio: float) -> QPixmap:
    metrics = QFontMetricsF(label.font)
    width = metrics.horizontalAdvance(label.text) + 2 * _HALO
    height = metrics.height() + 2 * _HALO
    picture = QPixmap(round(width * ratio + 1), round(height * ratio + 1))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(_HALO, _HALO + metrics.ascent()), label.font, label.text)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(halo, _HALO)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.setFont(label.font)
    painter.setPen(label.color)
    painter.drawText(QPointF(_HALO, _HALO + metrics.ascent()), label.text)
    painter.end()
    return picture
