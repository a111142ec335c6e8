"""What the keys do on this page and everywhere, over the window; any key closes it."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.actions import GLOBAL, ActionRegistry, Keys
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.chips import KeyHint
from ui.desktop.widgets.labels import label

__all__ = ["ShortcutsOverlay"]


class ShortcutsOverlay(QDialog):
    """Built from the registry each time it is opened, so it never tells of keys that do not work."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAccessibleName(self.tr("Shortcuts"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._body: QWidget | None = None
        self.keys: list[Keys] = []

    def open_for(self, registry: ActionRegistry, where: str, page_title: str) -> None:
        """Show the keys of the page `where` and those of everywhere."""
        self.keys = registry.shortcuts(where)
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = self._build(page_title)
        self._column.addWidget(self._body)
        self.adjustSize()
        window = self._over.window()
        middle = window.mapToGlobal(window.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: ARG002
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        radius = theme.radius("popover")
        body = QRectF(self.rect())
        painting.rounded(painter, body, radius, theme.color("bg.raised"), theme.color("line.separator"))

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
