"""Chips: a state as icon and word on a soft ground. Painted by delegates, a label in headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.buttons import RING, Button

__all__ = ["Chip", "ChipData", "FilterChip", "KeyHint", "Tone", "chip_width", "paint_chip", "paint_key"]

Tone = Literal["neutral", "accent", "ok", "warn", "bad", "outline"]

_PAD = 8
_GAP = 4


@dataclass(frozen=True)
class ChipData:
    """What a chip says: the word is the state; icon and tone only help."""

    text: str
    tone: Tone = "neutral"
    icon: str = ""


def _ground_and_ink(tone: Tone) -> tuple[str | None, str]:
    return {
        "neutral": ("bg.hover", "text.secondary"),
        "accent": ("accent.soft", "accent.text"),
        "ok": ("state.ok.soft", "state.ok"),
        "warn": ("state.warn.soft", "state.warn"),
        "bad": ("state.bad.soft", "state.bad"),
        "outline": (None, "text.secondary"),
    }[tone]


def chip_width(chip: ChipData) -> int:
    """Width in px that `paint_chip` needs."""
    theme = current()
    word = QFontMetrics(theme.font("micro", strong=True)).horizontalAdvance(chip.text)
    return 2 * _PAD + word + (theme.icon_size("in_chip") + _GAP if chip.icon else 0)


def paint_chip(painter: QPainter, place: QPoint, chip: ChipData, *, on_selection: bool = False) -> int:
    """Paint a chip with its upper left corner at `place`; returns its width in px.

    on_selection: neutral and accent grounds would vanish on a selected row and become page coloured.
    """
    theme = current()
    width, height = chip_width(chip), theme.height("chip")
    ground, ink = _ground_and_ink(chip.tone)
    if on_selection and chip.tone in ("neutral", "accent"):
        ground = "bg.page"
    edge = theme.color(ink if theme.is_high_contrast else "line.separator")
    with_edge = chip.tone == "outline" or theme.is_high_contrast
    painter.save()
    painting.smooth(painter)
    painting.rounded(
        painter,
        QRectF(place.x(), place.y(), width, height),
        theme.radius("chip"),
        theme.color(ground) if ground else None,
        edge if with_edge else None,
    )
    left = place.x() + _PAD
    if chip.icon:
        size = theme.icon_size("in_chip")
        icons.draw(painter, chip.icon, left, place.y() + (height - size) / 2, color=ink, size=size)
        left += size + _GAP
    box = QRect(left, place.y(), width, height)
    painting.text(painter, box, chip.text, theme.color(ink), theme.font("micro", strong=True))
    painter.restore()
    return width


def paint_key(painter: QPainter, right: int, middle: float, keys: str) -> int:
    """Paint a key cap that ends at x = `right` and is centred on y = `middle`; returns its left edge."""
    theme = current()
    font = theme.font("micro")
    width = QFontMetrics(font).horizontalAdvance(keys) + 10
    box = QRectF(right - width, round(middle - 9), width, 18)
    painting.rounded(painter, box, theme.radius("key"), theme.color("bg.page"), theme.color("line.separator"))
    painting.text(painter, box, keys, theme.color("text.hint"), font, Qt.AlignmentFlag.AlignHCenter)
    return int(right - width)


class Chip(QWidget):
    """A chip as a widget, for headers."""

    def __init__(self, text: str = "", tone: Tone = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = ChipData(text, tone, icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def data(self) -> ChipData:
        """What the chip says."""
        return self._data

    def set_data(self, data: ChipData) -> None:
        """Say something else."""
        self._data = data
        self.setAccessibleName(data.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._data), current().height("chip"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        paint_chip(QPainter(self), QPoint(0, 0), self._data)


class KeyHint(QWidget):
    """A key cap: "Ctrl K"."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(current().font("micro")).horizontalAdvance(self._keys) + 10, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        paint_key(painter, self.width(), self.height() / 2, self._keys)


class FilterChip(Button):
    """A filter that is set: its words and a cross; a click takes it away."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "secondary", small=True, parent=parent)
        self.setAccessibleName(self.tr("Remove filter {name}").format(name=text))
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(current().font("small")).horizontalAdvance(self.text())
        return QSize(words + 2 * 10 + 18 + 2 * RING, 24 + 2 * RING)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        seen = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        ground = theme.color("bg.track" if self.underMouse() else "bg.hover")
        edge = theme.color("line.separator") if theme.is_high_contrast else None
        painting.rounded(painter, seen, seen.height() / 2, ground, edge)
        box = seen.adjusted(10, 0, -24, 0)
        painting.text(painter, box, self.text(), theme.color("text.primary"), theme.font("small"))
        icons.draw(painter, "x", seen.right() - 21, seen.center().y() - 6, color="text.hint", size=12)
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()), self.height() / 2)
