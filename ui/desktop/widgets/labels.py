"""Words in the house's sizes and tones, lines between them, and boxes for them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

__all__ = ["ElidedLabel", "Size", "Tone", "frame", "label", "separator", "set_tone"]

Size = Literal["micro", "small", "base", "heading", "title"]
Tone = Literal["primary", "secondary", "hint", "accent", "ok", "warn", "bad"]


def label(
    text: str = "",
    size: Size = "base",
    tone: Tone = "primary",
    *,
    strong: bool = False,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A plain-text label (names of customers may look like markup); the style sheet does the rest."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("letters", size)
    made.setProperty("tone", tone)
    made.setProperty("strong", "true" if strong else "false")
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def set_tone(made: QLabel, tone: Tone, *, strong: bool | None = None) -> None:
    """Change the tone (and weight) of a label that is already shown."""
    made.setProperty("tone", tone)
    if strong is not None:
        made.setProperty("strong", "true" if strong else "false")
    made.style().unpolish(made)
    made.style().polish(made)


def separator(orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> QFrame:
    """A 1 px line."""
    line = frame("separator")
    if orientation == Qt.Orientation.Horizontal:
        line.setFixedHeight(1)
    else:
        line.setFixedWidth(1)
    return line


def frame(kind: str, parent: QWidget | None = None) -> QFrame:
    """A ground: page, shell, sunken, card, note, popover or separator."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made


class ElidedLabel(QLabel):
    """One line that ends in dots where the room ends, with the whole text as its tooltip."""

    def __init__(self, text: str = "", size: Size = "base", tone: Tone = "primary", *, strong: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("letters", size)
        self.setProperty("tone", tone)
        self.setProperty("strong", "true" if strong else "false")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box: QRect = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), words)
