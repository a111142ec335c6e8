"""A pane that scrolls down and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

__all__ = ["scrolling"]


def scrolling(inner: QWidget, least_width: int = 320) -> QScrollArea:
    """`inner` in a scroll area as wide as the pane; the area itself is no tab stop."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setMinimumWidth(least_width)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
