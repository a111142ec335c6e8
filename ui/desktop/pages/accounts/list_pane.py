"""The list of accounts: search as you type, whose they are, any size."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.accounts.listing import MOST_FOUND, Scope
from ui.desktop import formats
from ui.desktop.context import Context
from ui.desktop.pages.accounts.source import AccountSource
from ui.desktop.record_table import RecordTable
from ui.desktop.tables import RecordModel
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.search_field import SearchField
from ui.desktop.widgets.segmented import Segmented

__all__ = ["ListPane"]

_SCOPES = (Scope.ALL, Scope.MINE, Scope.TERRITORY)


class ListPane(QWidget):
    """Enter opens an account; "/" goes to the search."""

    opened = Signal(object)
    """Id of the account to open."""
    new_asked = Signal()
    failed = Signal(Exception)
    counted = Signal(str)
    """How many accounts are shown, in words."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._waits_for_rows = True
        self.scopes = Segmented(
            self.tr("Whose accounts"), [self.tr("All"), self.tr("Mine"), self.tr("My territory")], "pills"
        )
        self.model = RecordModel(AccountSource(context.workspace), context.background, self)
        self.table = RecordTable(self.model, self.tr("Accounts"))
        self.search = SearchField(self.tr("Find by name, place, phone or e-mail"), self.table)
        self._empty = EmptyState("building-2", "", "", self.tr("New account"), shortcut="Ctrl+N")
        self.table.set_empty_state(self._empty)
        self._count = label("", "small", "secondary")
        self._new = Button(self.tr("New account"), icon="plus", shortcut="Ctrl+N")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Read the list for the first time, or anew."""
        self.model.reload()

    def refresh(self, ids: frozenset[UUID]) -> None:
        """These accounts changed, or something that the list shows of others."""
        self.model.refresh({one.bytes for one in ids})

    def select(self, account_id: UUID) -> None:
        """Make an account the current row."""
        self.table.select(account_id.bytes)

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        target: QWidget = self.table if self.model.rowCount() else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.search.setFixedWidth(320)
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 21, 12)
        row.setSpacing(12)
        row.addWidget(self.search)
        row.addWidget(self.scopes)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.model.search)
        self.scopes.chosen.connect(self._on_scope)
        self.table.opened.connect(lambda key: self.opened.emit(UUID(bytes=key)))
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self.failed)
        self._new.clicked.connect(self.new_asked)
        self._empty.asked.connect(self._on_empty_asked)

    def _on_scope(self, number: int) -> None:
        self.model.set_source(AccountSource(self._context.workspace, _SCOPES[number]))

    def _on_loaded(self, count: int) -> None:
        if self.model.text and count >= MOST_FOUND:
            words = self.tr("the best {count}").format(count=formats.decimal(count))
        else:
            words = self.tr("{count} accounts").format(count=formats.decimal(count))
        self._count.setText(words)
        self.counted.emit(words)
        if not count:
            self._explain_emptiness()
        elif self._waits_for_rows:
            self._waits_for_rows = False
            if self.search.hasFocus() and not self.search.text():
                self.take_focus()

    def _explain_emptiness(self) -> None:
        if self.model.text:
            title = self.tr("No account matches “{text}”").format(text=self.model.text[:40])
            advice = self.tr("Another spelling, or all accounts?")
            self._empty.set_words(title, advice, self.tr("Clear search"), shortcut="Esc")
        elif self.scopes.current:
            self._empty.set_words(self.tr("No account here"), self.tr("The filter hides the others."),
                                  self.tr("Show all"), shortcut="")  # fmt: skip
        else:
            self._empty.set_words(
                self.tr("No accounts yet"),
                self.tr("Add the first one here, or bring them in with “fieldbook import”."),
                self.tr("New account"),
                shortcut="Ctrl+N",
            )

    def _on_empty_asked(self) -> None:
        if self.model.text:
            self.search.clear()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.scopes.current:
            self.scopes.choose(0)
            self._on_scope(0)
        else:
            self.new_asked.emit()
