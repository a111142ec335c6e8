"""An empty place that teaches the next step: icon, what is so, what could be done, one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["EmptyState"]


class _RoundIcon(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        painting.rounded(painter, QRectF(0, 0, 44, 44), 22, current().color("accent.soft"))
        icons.draw(painter, self._icon, 12, 12, color="accent.text", size=20)


class EmptyState(QWidget):
    """One sentence that says what is so, one that says what could be done, one button with its key."""

    asked = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        advice: str = "",
        button: str = "",
        *,
        shortcut: str = "",
        button_icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_RoundIcon(icon), 0, middle)
        self.title = label(title, "heading", strong=True)
        self.advice = label(advice, tone="secondary", wrap=True)
        self.advice.setAlignment(middle)
        self.advice.setMinimumWidth(280)
        self.button = Button(button, "primary", icon=button_icon, shortcut=shortcut)
        self.button.clicked.connect(self.asked)
        for part in (self.title, self.advice, self.button):
            column.addWidget(part, 0, middle)
        # Only now: a widget without a parent that is made visible is a window of its own and takes the focus.
        self.advice.setVisible(bool(advice))
        self.button.setVisible(bool(button))

    def set_words(self, title: str, advice: str = "", button: str = "", *, shortcut: str | None = None) -> None:
        """Say something else, such as that a filter hides everything; shortcut: the key now, None keeps it."""
        self.title.setText(title)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        if shortcut is not None:
            self.button.set_shortcut_hint(shortcut)
        self.button.updateGeometry()
