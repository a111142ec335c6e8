"""Check box, radio button and switch, painted from tokens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["CheckBox", "Radio", "Switch", "paint_check"]

_BOX = 16
_GAP = 8
_HEIGHT = 28


def paint_check(painter: QPainter, box: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A 16 px check box, also for delegates."""
    theme = current()
    radius = theme.radius("check")
    if not checked:
        edge = theme.color("line.control" if enabled else "line.separator")
        painting.rounded(painter, box, radius, theme.color("bg.page"), edge)
        return
    painting.rounded(painter, box, radius, theme.color("accent.fill" if enabled else "bg.track"))
    ink = "accent.on" if enabled else "text.hint"
    icons.draw(painter, "check", box.x() + 2, box.y() + 2, color=ink, size=12)


def _size(button: QAbstractButton, mark: int) -> QSize:
    width = QFontMetrics(current().font()).horizontalAdvance(button.text())
    return QSize(3 + mark + (_GAP + width + 4 if button.text() else 3), _HEIGHT)


def _paint_words(painter: QPainter, button: QAbstractButton, left: int) -> None:
    theme = current()
    ink = theme.color("text.primary" if button.isEnabled() else "text.hint")
    box = QRectF(left, 0, button.width() - left, button.height())
    painting.text(painter, box, button.text(), ink, theme.font())
    if button.hasFocus():
        painting.focus_ring(painter, QRectF(button.rect()), theme.radius("control"))


class CheckBox(QCheckBox):
    """A check box with its words at the right."""

    def sizeHint(self) -> QSize:
        return _size(self, _BOX)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        box = QRectF(3, (self.height() - _BOX) // 2, _BOX, _BOX)
        paint_check(painter, box, checked=self.isChecked(), enabled=self.isEnabled())
        _paint_words(painter, self, 3 + _BOX + _GAP)


class Radio(QRadioButton):
    """A radio button with its words at the right."""

    def sizeHint(self) -> QSize:
        return _size(self, _BOX)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        middle = QPointF(3 + _BOX / 2, self.height() / 2)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("accent.fill" if on else "line.control"), 2 if on else 1))
        painter.setBrush(theme.color("bg.page"))
        painter.drawEllipse(middle, 7, 7)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent.fill"))
            painter.drawEllipse(middle, 3.5, 3.5)
        _paint_words(painter, self, 3 + _BOX + _GAP)


class Switch(QAbstractButton):
    """Something that is on or off at once, without a Save."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return _size(self, 32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        track = QRectF(3, (self.height() - 18) // 2, 32, 18)
        on = self.isChecked()
        painting.rounded(
            painter,
            track,
            9,
            theme.color("accent.fill" if on else "bg.track"),
            None if on else theme.color("line.control"),
        )
        knob = QPointF(track.right() - 9 if on else track.left() + 9, track.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent.on" if on else "line.control"))
        painter.drawEllipse(knob, 6, 6)
        _paint_words(painter, self, 3 + 32 + _GAP)
