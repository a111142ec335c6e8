"""Words in the house's sizes and tones, lines between them, and boxes for them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

__all__ = ["Size", "Tone", "frame", "label", "separator", "set_tone"]

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
    made.setProperty("size", size)
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
