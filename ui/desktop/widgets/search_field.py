"""The search line above a list: finds as you type, Down goes into the list, Escape empties it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desktop import icons

__all__ = ["SearchField"]


class SearchField(QLineEdit):
    """Tells `searched` with each letter: a query takes milliseconds, and `Latest` gives up what was overtaken."""

    searched = Signal(str)

    def __init__(self, placeholder: str, results: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._told = ""
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear = self.addAction(icons.icon("x", "text.secondary"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText(self.tr("Clear search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._tell)

    def set_results(self, results: QWidget) -> None:
        """The list that Down and Enter go into."""
        self._results = results

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._results is not None:
            self._results.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icons.draw(QPainter(self), "search", 9, (self.height() - 16) / 2, color="text.secondary")

    def _tell(self) -> None:
        self._clear.setVisible(bool(self.text()))
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)
