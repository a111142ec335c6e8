"""A line edit that offers what it finds while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ui.desktop.background import Background, Latest
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["SuggestEdit"]

_MOST_HEIGHT = 44 * 6
_FROM_EDGE = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SuggestEdit(QLineEdit):
    """Type, arrow to a suggestion, Enter takes it; Escape closes the suggestions.

    find: runs on a reading thread and returns anything; show: makes rows of it, on the UI thread. Whoever types
    and presses Enter before the answer came gets the first suggestion when it comes.
    """

    chosen = Signal(object)
    """The id of the row that was taken."""
    nothing_found = Signal(str)
    """Enter was pressed on text without a suggestion."""

    def __init__(
        self,
        name: str,
        background: Background,
        find: Callable[[str], Any],
        show: Callable[[str, Any], Sequence[TwoLine]],
        *,
        offers_all: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._latest: Latest[Any] = Latest(background, self)
        self._find = find
        self._show = show
        self._offers_all = offers_all
        self._answered = ""
        self._taken = ""
        self._takes_first = False
        self._popup: QFrame | None = None
        self._list = TwoLineList(name, has_lines=False, inset=10)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.keeps_colour = True
        self._list.setProperty("ground", "raised")
        self._list.clicked.connect(self._on_clicked)
        self.setAccessibleName(name)
        self.textEdited.connect(self._ask)

    def show_taken(self, text: str) -> None:
        """Show what was taken. While it stands there unchanged, Enter is the form's again."""
        self._latest.cancel()
        self._takes_first = False
        self._taken = text
        self.setText(text)
        self.setCursorPosition(0)
        self.close_suggestions()

    @property
    def suggestions(self) -> tuple[TwoLine, ...]:
        """What is offered now."""
        return self._list.lines.lines if self.is_open else ()

    @property
    def is_open(self) -> bool:
        """Whether suggestions are on the screen."""
        return self._popup is not None and self._popup.isVisible()

    def take(self) -> None:
        """Take the marked suggestion, or the first one as soon as it is found."""
        if not self.text().strip() and not self._offers_all:
            return
        if self._answered != self.text():
            self._takes_first = True
            self._ask(self.text())
            return
        line_id = self._list.current_id()
        if line_id is None:
            self.nothing_found.emit(self.text())
        else:
            self.close_suggestions()
            self.chosen.emit(line_id)

    def reset(self) -> None:
        """Empty, with nothing offered."""
        self.show_taken("")
        self._answered = ""
        self._list.set_lines(())

    def close_suggestions(self) -> None:
        """Take the suggestions off the screen."""
        if self._popup is not None:
            self._popup.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ENTER and not self._is_taken():
            self.take()
        elif key == Qt.Key.Key_Escape and self.is_open:
            self.close_suggestions()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open:
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and (self._offers_all or self.text().strip()):
            self._ask(self.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._offers_all:
            self._ask(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_suggestions()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_suggestions()

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Keys that a shortcut of the page must not take away while they mean something here."""
        if event.key() in _ENTER:
            return bool(self.text().strip()) and not self._is_taken()
        return event.key() == Qt.Key.Key_Escape and self.is_open

    def _is_taken(self) -> bool:
        return bool(self._taken) and self.text() == self._taken

    def _ask(self, text: str) -> None:
        if not text.strip() and not self._offers_all:
            self._takes_first = False
            self.reset()
            return
        work = self._latest.read(self._find, text)
        work.done(lambda found: self._on_found(text, found))

    def _on_found(self, text: str, found: Any) -> None:
        if text != self.text():
            return
        self._answered = text
        self._list.set_lines(self._show(text, found))
        self._list.setCurrentIndex(QModelIndex())
        self._list.step(1)
        if self._takes_first:
            self._takes_first = False
            self.take()
        elif self.hasFocus():
            self._open()

    def _open(self) -> None:
        lines = self._list.lines.lines
        if not lines:
            self.close_suggestions()
            return
        popup = self._popup or self._make_popup()
        height = min(self._list.full_height(), _MOST_HEIGHT) + 14
        place = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        if place.y() + height > self.window().height():
            place.setY(max(self.mapTo(self.window(), QPoint(0, 0)).y() - height - 2, 0))
        width = min(max(self.width(), 320), self.window().width())
        place.setX(max(0, min(place.x(), self.window().width() - width - _FROM_EDGE)))
        popup.setGeometry(place.x(), place.y(), width, height)
        popup.show()
        popup.raise_()

    def _make_popup(self) -> QFrame:
        # A child of the window, not a popup window: the focus must stay where one types.
        popup = QFrame(self.window())
        popup.setProperty("kind", "popover")
        column = QVBoxLayout(popup)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._list)
        self._popup = popup
        return popup

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self._list.lines.lines[index.row()]
        if not line.is_heading:
            self._list.select(line.id)
            self.take()
