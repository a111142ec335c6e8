"""Panes side by side with a 1 px line between them that can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

__all__ = ["Split"]


class Split(QSplitter):
    """The first pane takes the room; the others keep their widths. Qt widens the grip of a 1 px handle."""

    def __init__(self, panes: Sequence[QWidget], widths: Sequence[int], parent: QWidget | None = None) -> None:
        """widths: px of the panes after the first, such as the detail pane's."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(number, 1 if number == 0 else 0)
        self.set_widths(widths)

    def set_widths(self, widths: Sequence[int]) -> None:
        """Give the panes after the first these widths, as remembered from last time."""
        rest = max(200, self.width() - sum(widths))
        self.setSizes([rest, *widths])

    def widths(self) -> list[int]:
        """Widths in px of the panes after the first, to be remembered for the page."""
        return self.sizes()[1:]
