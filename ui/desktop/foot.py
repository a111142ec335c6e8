"""The foot of the window: how the laptop stands with the server, and two keys worth learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.chips import KeyHint
from ui.desktop.widgets.labels import label

__all__ = ["Foot", "FootPart"]

_DOT = "·"


@dataclass(frozen=True)
class FootPart:
    """One fact: "Offline since 08:12", "14 unsent", "1 to decide". is_urgent: amber and strong."""

    id: str
    text: str
    icon: str = ""
    is_urgent: bool = False


class _PartButton(QAbstractButton):
    def __init__(self, part: FootPart, parent: QWidget) -> None:
        super().__init__(parent)
        self._part = part
        self.setText(part.text)
        self.setAccessibleName(part.text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        font = current().font("small", strong=self._part.is_urgent)
        width = QFontMetrics(font).horizontalAdvance(self.text()) + 8
        return QSize(width + (22 if self._part.icon else 0), 24)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        ink = "state.warn" if self._part.is_urgent else "text.secondary"
        left = 4
        if self._part.icon:
            size = theme.icon_size("in_row")
            icons.draw(painter, self._part.icon, left, (self.height() - size) / 2, color=ink, size=size)
            left += 22
        font = theme.font("small", strong=self._part.is_urgent)
        font.setUnderline(self.underMouse())
        box = QRectF(left, 0, self.width() - left, self.height())
        painting.text(painter, box, self.text(), theme.color(ink), font)
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()), theme.radius("key"))


class Foot(QWidget):
    """28 px; each part is a button that leads to Sync."""

    part_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(current().height("foot"))
        self._parts: tuple[FootPart, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 1, 16, 0)
        self._row.setSpacing(0)
        self._left = QHBoxLayout()
        self._right = QHBoxLayout()
        self._left.setSpacing(0)
        self._right.setSpacing(8)
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._row.addLayout(self._right)

    @property
    def parts(self) -> tuple[FootPart, ...]:
        """What is shown."""
        return self._parts

    def set_parts(self, parts: Sequence[FootPart]) -> None:
        """Show these facts from left to right."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        _clear(self._left)
        for number, part in enumerate(parts):
            if number:
                self._left.addWidget(label(_DOT, "small", "hint"))
            button = _PartButton(part, self)
            button.clicked.connect(lambda _=False, name=part.id: self.part_asked.emit(name))
            self._left.addWidget(button)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (keys, what they do) at the right; two are enough."""
        _clear(self._right)
        for shown, words in keys:
            self._right.addWidget(KeyHint(shown))
            self._right.addWidget(label(words, "small", "secondary"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg.shell"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line.separator"))


def _clear(row: QHBoxLayout) -> None:
    while (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
