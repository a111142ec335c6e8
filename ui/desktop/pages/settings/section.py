"""What every section of the page is: a heading, what it is for, its parts; it reads when it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.store.events import Announcement
from ui.desktop.context import Context
from ui.desktop.widgets.buttons import RING
from ui.desktop.widgets.labels import label

__all__ = ["Section"]

_WIDTH = 620
_WIDEST = 1200


class Section(QScrollArea):
    """Subclasses put their parts into `column` and override what they need."""

    done_told = Signal(str, bool)
    """(sentence, can be undone) for the toast."""

    icon = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.title = ""
        inner = QWidget()
        self._body = QWidget()
        self._body.setMaximumWidth(_WIDTH)
        # A button's ring stands outside; what is seen of it begins where the words begin.
        self._outer = QVBoxLayout(self._body)
        self._outer.setContentsMargins(24 - RING, 16, 24, 16)
        self._outer.setSpacing(8)
        self.column = self._next_column()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._body, 100)
        self._row.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._error = label(tone="bad", wrap=True)
        self._error.hide()

    def begin(self, title: str, advice: str) -> None:
        """The heading and what the section is for; call first."""
        self.title = title
        self.column.addWidget(label(title, "heading", strong=True))
        self.column.addWidget(label(advice, tone="secondary", wrap=True))
        self.column.addSpacing(8)
        self.setAccessibleName(title)

    def fill_page(self) -> None:
        """Take all the room there is, for texts to read."""
        self._body.setMaximumWidth(_WIDEST)

    def activate(self) -> None:
        """The section is shown: read what it shows."""

    def refresh(self, announcement: Announcement) -> None:
        """Rows of a table have changed; called whether it is shown or not."""

    def save(self) -> None:
        """Keep what was typed, in sections that have a Save button."""

    def add_buttons(self, *buttons: QWidget) -> None:
        """A line of buttons with the place for what went wrong above it."""
        self.column.addWidget(self._error)
        self.add_row(*buttons)

    def add_row(self, *buttons: QWidget) -> None:
        """A line of buttons; what is put into `column` from now on stands below it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._outer.addLayout(row)
        self.column = self._next_column()

    def show_error(self, error: Exception | None) -> None:
        """Say above the buttons what the world refused; None takes it back."""
        self._error.setVisible(isinstance(error, FieldbookError))
        if isinstance(error, FieldbookError):
            self._error.setText(error.message)

    def _next_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(RING, 0, 0, 0)
        column.setSpacing(8)
        self._outer.addLayout(column)
        return column

    @property
    def error(self) -> str:
        """What stands above the buttons."""
        return "" if self._error.isHidden() else self._error.text()
