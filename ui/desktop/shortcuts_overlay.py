"""What the keys do on this page and everywhere, over the window; any key closes it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.actions import GLOBAL, ActionRegistry, Keys
from ui.desktop.widgets.chips import KeyHint
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.popover import Popover

__all__ = ["ShortcutsOverlay"]


class ShortcutsOverlay(Popover):
    """Built from the registry each time it is opened, so it never tells of keys that do not work."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Shortcuts"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._groups: QWidget | None = None
        self.keys: list[Keys] = []

    def open_for(self, registry: ActionRegistry, where: str, page_title: str) -> None:
        """Show the keys of the page `where` and those of everywhere."""
        self.keys = registry.shortcuts(where)
        if self._groups is not None:
            self._column.removeWidget(self._groups)
            self._groups.hide()
            self._groups.deleteLater()
        self._groups = self._build(page_title)
        self._column.addWidget(self._groups)
        self.open_over(self)

    def place(self, room: QRect) -> QRect:
        """In the middle of the window."""
        self._column.activate()
        made = QRect(QPoint(0, 0), self.body.sizeHint())
        made.moveCenter(room.center())
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: ARG002
        self.close()

    def _build(self, page_title: str) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(40)
        for where, lines in groupby(self.keys, key=lambda keys: keys.where):
            column = QVBoxLayout()
            column.setSpacing(10)
            title = self.tr("Everywhere") if where == GLOBAL else page_title
            column.addWidget(label(title, "heading", strong=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            for number, keys in enumerate(lines):
                grid.addWidget(KeyHint(keys.keys), number, 0, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label(keys.label), number, 1)
            column.addLayout(grid)
            column.addStretch(1)
            row.addLayout(column)
        return body
