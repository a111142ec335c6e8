"""All quotes: search, states, table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.quotes.states import State
from sfa.store.events import Announcement
from ui.desktop.context import Context
from ui.desktop.pages.quotes.source import QuoteSource
from ui.desktop.record_table import RecordTable
from ui.desktop.tables import RecordModel
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.search_field import SearchField
from ui.desktop.widgets.segmented import Segmented

__all__ = ["QuoteList"]

_STATES = ("open", State.SENT.value, State.ACCEPTED.value, "")


class QuoteList(QWidget):
    """The list of quotes, open ones to begin with."""

    opened = Signal(object)
    new_asked = Signal()
    counted = Signal(int)
    failed = Signal(Exception)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = context.workspace
        self._model = RecordModel(QuoteSource(self._workspace, _STATES[0]), context.background, self)
        self._model.sort(0, Qt.SortOrder.DescendingOrder)
        self.table = RecordTable(self._model, self.tr("Quotes"))
        self.search = SearchField(self.tr("Find by number, customer or title"), self.table)
        self.states = Segmented(
            self.tr("State"), [self.tr("Open"), self.tr("Sent"), self.tr("Accepted"), self.tr("All")]
        )
        self._empty = EmptyState("file-text", "")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read the list, if it was never read."""
        if not self._model.was_loaded and not self._model.is_loading:
            self._model.reload()

    def refresh(self, announcement: Announcement) -> None:
        """Bring changed rows up to date."""
        ids = announcement.rows.get("quote", frozenset())
        if ids:
            self._model.refresh(ids)
        elif announcement.touches("account", "user"):
            self._model.reload()

    def begin(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def _lay_out(self) -> None:
        self.search.setFixedWidth(320)
        self.new_button = Button(self.tr("New quote"), "primary", icon="plus", shortcut="Ctrl+N")
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 12, 21, 12)
        bar.setSpacing(12)
        bar.addWidget(self.search)
        bar.addWidget(self.states)
        bar.addStretch(1)
        bar.addWidget(self.new_button)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(rows, 1)
        self.table.set_empty_state(self._empty)
        self._empty.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._model.search)
        self.states.chosen.connect(self._on_state)
        self.new_button.clicked.connect(self.new_asked)
        self.table.opened.connect(self.opened)
        self._empty.asked.connect(self._on_empty_asked)
        self._model.loaded.connect(self._on_loaded)
        self._model.failed.connect(self.failed)

    def _on_state(self, number: int) -> None:
        self._model.set_source(QuoteSource(self._workspace, _STATES[number]))

    def _on_loaded(self, count: int) -> None:
        if not count:
            self._say_why_empty()
        self.counted.emit(count)

    def _say_why_empty(self) -> None:
        if self._model.text:
            title = self.tr("No quote matches “{text}” here.").format(text=self._model.text[:40])
            self._empty.set_words(title, "", self.tr("Clear search"), shortcut="Esc")
        elif _STATES[self.states.current]:
            self._empty.set_words(
                self.tr("No quote is in this state."),
                self.tr("Drafts and quotes that await an answer are under Open."),
                self.tr("New quote"),
                shortcut="Ctrl+N",
            )
        else:
            self._empty.set_words(
                self.tr("There are no quotes yet."),
                self.tr("A quote takes its prices from the price book and its address from the account."),
                self.tr("New quote"),
                shortcut="Ctrl+N",
            )

    def _on_empty_asked(self) -> None:
        if self._model.text:
            self.search.clear()
        else:
            self.new_asked.emit()
