"""Marks inside cells: bars with a reference, dashes for evidence and steps, ordered parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Bar", "Dashes", "paint_bar", "paint_dashes", "paint_parts"]


def paint_bar(
    painter: QPainter, box: QRectF, share: float, *, color: str = "chart.main", mark: float | None = None
) -> None:
    """A bar filled to `share` (0 to 1, more is cut), with a tick at `mark` such as plan or goal."""
    theme = current()
    painter.save()
    painting.smooth(painter)
    radius = box.height() / 2
    painting.rounded(painter, box, radius, theme.color("bg.track"))
    filled = QRectF(box)
    filled.setWidth(box.width() * max(0.0, min(1.0, share)))
    if filled.width() >= 1:
        painting.rounded(painter, filled, min(radius, filled.width() / 2), theme.color(color))
    if mark is not None:
        left = round(box.x() + box.width() * max(0.0, min(1.0, mark)))
        painter.fillRect(QRectF(left, box.y() - 3, 1, box.height() + 6), theme.color("text.primary"))
    painter.restore()


def paint_dashes(
    painter: QPainter, box: QRectF, done: int, total: int, *, color: str = "chart.main", gap: float = 4
) -> None:
    """`total` short lines of which the first `done` are filled."""
    if total <= 0:
        return
    theme = current()
    painter.save()
    painting.smooth(painter)
    width = (box.width() - gap * (total - 1)) / total
    for i in range(total):
        dash = QRectF(box.x() + i * (width + gap), box.y(), width, box.height())
        painting.rounded(painter, dash, box.height() / 2, theme.color(color if i < done else "bg.track"))
    painter.restore()


def paint_parts(painter: QPainter, box: QRectF, shares: Sequence[float]) -> None:
    """Ordered parts (six at most) side by side, light to strong; `shares` are of the box's width."""
    colors: list[QColor] = current().steps()
    painter.save()
    painting.smooth(painter)
    left = box.x()
    for share, color in zip(shares, colors, strict=False):
        width = box.width() * share
        if width > 0:
            painting.rounded(painter, QRectF(left, box.y(), max(1.0, width - 1), box.height()), 2, color)
        left += width
    painter.restore()


class _Mark(QWidget):
    def __init__(self, height: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def _box(self, thickness: float) -> QRectF:
        return QRectF(0, (self.height() - thickness) / 2, self.width(), thickness)


class Bar(_Mark):
    """A 4 px bar across the pane; say the number in words beside it."""

    def __init__(self, share: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(10, parent)
        self._color = "chart.main"
        self._reference: float | None = None
        self.set_share(share)

    def set_share(self, share: float, *, color: str = "chart.main", mark: float | None = None) -> None:
        """Fill to `share` (0 to 1); mark: a tick for plan or goal."""
        self._share, self._color, self._reference = share, color, mark
        self.setAccessibleName(f"{share:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        paint_bar(QPainter(self), self._box(4), self._share, color=self._color, mark=self._reference)


class Dashes(_Mark):
    """Steps or evidence: so many of so many."""

    def __init__(self, done: int = 0, total: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(8, parent)
        self.set_done(done, total)

    def set_done(self, done: int, total: int) -> None:
        """Fill the first `done` of `total`."""
        self._done, self._total = done, total
        self.setAccessibleName(self.tr("{done} of {total}").format(done=done, total=total))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        paint_dashes(QPainter(self), self._box(4), self._done, self._total)
