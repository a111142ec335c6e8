"""One quote: its lines, what they come to, its terms, what can be done with it, and the preview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.quotes.acts import (
    AcceptQuote,
    AddLine,
    CancelQuote,
    ChangeLine,
    DeclineQuote,
    MoveLine,
    RemoveLine,
    ReviseQuote,
    SendQuote,
)
from sfa.quotes.view import QuoteView, quote_view
from sfa.store.events import Announcement
from sfa.workspace import Workspace
from ui.desktop.background import Handle, Latest
from ui.desktop.context import Context
from ui.desktop.pages.quotes.add_line import AddLineRow, NewLine
from ui.desktop.pages.quotes.cells import cell_value
from ui.desktop.pages.quotes.head import QuoteHead, QuoteNotice
from ui.desktop.pages.quotes.life import LifeButtons
from ui.desktop.pages.quotes.lines_model import LinesModel
from ui.desktop.pages.quotes.lines_table import LinesTable
from ui.desktop.pages.quotes.preview import PreviewPane
from ui.desktop.pages.quotes.summary import MarginBlock, TotalsBlock
from ui.desktop.pages.quotes.terms import Choices, PaperWords, TermsForm, read_choices
from ui.desktop.widgets.labels import label, separator

__all__ = ["QuoteEditor"]

_SHEET_WIDTH = 768
_PREVIEW_WIDTH = 440
_TABLES = ("quote", "quote_line")


class QuoteEditor(QWidget):
    """Shows the quote it was told to `open`; every change is an act, run in the background."""

    left = Signal()
    """The person wants the list back."""
    shown = Signal(object)
    """A `QuoteView` has been read and is on the screen."""
    told = Signal(str, bool)
    """(sentence, can be undone)"""
    failed = Signal(Exception)
    """A refusal that belongs to no field here."""
    version_opened = Signal(object)
    _send_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace = context.workspace
        self._background = context.background
        self._reading: Latest[QuoteView] = Latest(context.background, self)
        self._wanted: UUID | None = None
        self._quote: QuoteView | None = None
        self._go_to: UUID | None = None
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split_by_hand = False
        self._wants_to_send = False
        self._being_kept = 0
        self.head = QuoteHead()
        self.lines = LinesModel(self)
        self.table = LinesTable(self.lines)
        self.notice = QuoteNotice()
        self._keys = label(size="small", tone="hint")
        self.add_row = AddLineRow(context.workspace, context.background)
        self.terms = TermsForm(context.workspace)
        self.margin = MarginBlock()
        self.totals = TotalsBlock()
        self.life = LifeButtons(context.workspace.user.zone)
        self.preview = PreviewPane(context.workspace, context.background)
        self._lay_out()
        self._connect()

    @property
    def quote(self) -> QuoteView | None:
        """What is on the screen."""
        return self._quote

    def open(self, quote_id: UUID) -> None:
        """Read a quote and show it."""
        if quote_id != self._wanted:
            self._wanted = quote_id
            self._wants_to_send = False
            self.notice.clear()
            self.add_row.clear()
        self._read()

    def close_quote(self) -> None:
        """Show none; what is on its way is given up."""
        self._wanted = self._quote = None
        self._reading.cancel()
        self.preview.clear()

    def refresh(self, announcement: Announcement) -> None:
        """Read again if the quote or its lines changed."""
        if self._wanted is not None and announcement.touches(*_TABLES, "account", "tax", "contact"):
            self._read()

    def begin(self) -> None:
        """Put the focus where work begins: the next line of a draft, else the lines."""
        if self._quote is not None and self._quote.is_draft:
            self.add_row.setFocus()
        else:
            self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._split_by_hand:
            preview = self.width() * _PREVIEW_WIDTH // (_SHEET_WIDTH + _PREVIEW_WIDTH)
            self._split.setSizes([self.width() - preview, preview])

    # --- what the page's actions do ---

    def send(self) -> None:
        """Hand the quote over to the customer, with what is being typed; not before all of it is kept."""
        if self.add_row.input.text().strip():
            self.notice.show_error(self.tr("The line you began is not on the quote yet: press Enter, or empty it."))
            self.add_row.setFocus()
            return
        self._wants_to_send = True
        self.table.setFocus()
        self._send_asked.emit()

    def accept(self) -> None:
        """The customer said yes."""
        if self._quote is not None:
            self._decide(AcceptQuote(self._quote.id), self.tr("{number} is accepted"))

    def decline(self) -> None:
        """The customer said no."""
        if self._quote is not None:
            self._decide(DeclineQuote(self._quote.id), self.tr("{number} is declined"))

    def cancel(self) -> None:
        """We do not offer it any more."""
        if self._quote is not None:
            self._decide(CancelQuote(self._quote.id), self.tr("{number} is cancelled"))

    def revise(self) -> None:
        """Make the next version and open it."""
        if self._quote is not None:
            self._run(ReviseQuote(self._quote.id)).done(self.version_opened.emit)

    def edit_words(self) -> None:
        """Ask for title, note and terms."""
        if self._quote is None or not self._quote.is_draft:
            return
        dialog = PaperWords(self._quote, self)
        if dialog.exec() == PaperWords.DialogCode.Accepted and (act := dialog.act()) is not None:
            self._run(act)
        dialog.deleteLater()

    def add_typed_line(self) -> None:
        """Add what stands in the last row, or go there."""
        self.add_row.take()

    # --- putting it together ---

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        lines = QVBoxLayout()
        lines.setContentsMargins(14, 0, 8, 0)
        lines.setSpacing(0)
        for part in (self.table, self.notice, self.add_row):
            lines.addWidget(part)
        self._keys.setText(
            self.tr("Type into a figure, Tab goes on · Alt Up and Down move a line · Delete removes it")
        )
        self._keys.setContentsMargins(24, 8, 16, 8)
        column.addWidget(self.head)
        column.addWidget(separator())
        column.addLayout(lines)
        column.addWidget(separator())
        column.addWidget(self._keys)
        column.addStretch(1)
        column.addWidget(separator())
        column.addLayout(self._make_foot())
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(sheet)
        self._split.addWidget(self.preview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)

    def _make_foot(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.margin)
        left.addWidget(self.terms)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.totals)
        right.addWidget(self.life)
        right.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 14, 24, 10)
        foot.setSpacing(24)
        foot.addLayout(left, 1)
        foot.addWidget(separator(Qt.Orientation.Vertical))
        foot.addLayout(right, 1)
        return foot

    def _connect(self) -> None:
        self._split.splitterMoved.connect(self._on_split)
        self.head.left.connect(self.left)
        self.head.words_asked.connect(self.edit_words)
        # Queued: a refused cell is opened again, which cannot be while it is being closed.
        self.lines.edited.connect(self._on_cell_edited, Qt.ConnectionType.QueuedConnection)
        self.table.removed.connect(self._on_removed)
        self.table.moved.connect(self._on_moved)
        self.table.left_down.connect(self.add_row.setFocus)
        self.add_row.asked.connect(self._on_line_asked)
        self.add_row.refused.connect(self.notice.show_error)
        self.add_row.input.textEdited.connect(lambda _: self.notice.clear_error())
        self.terms.asked.connect(self._run)
        # Queued behind the edit that the move of the focus ends.
        self._send_asked.connect(self._on_send_asked, Qt.ConnectionType.QueuedConnection)
        self.life.send_asked.connect(self.send)
        self.life.accept_asked.connect(self.accept)
        self.life.decline_asked.connect(self.decline)
        self.life.cancel_asked.connect(self.cancel)
        self.life.revise_asked.connect(self.revise)
        self.preview.version_opened.connect(self.version_opened)
        self.preview.told.connect(lambda sentence: self._tell(sentence, undo=False))
        self.preview.failed.connect(self.failed)

    def _on_split(self) -> None:
        self._split_by_hand = True

    # --- sending ---

    def _on_send_asked(self) -> None:
        """All that was being typed has been asked to be kept by now."""
        if not self.terms.is_right:
            self._wants_to_send = False
        self._send_if_kept()

    def _send_if_kept(self) -> None:
        if self._wants_to_send and not self._being_kept and self._quote is not None:
            self._wants_to_send = False
            self._decide(SendQuote(self._quote.id), self.tr("{number} is sent"), undo=False)

    def _on_kept(self) -> None:
        self._being_kept -= 1
        self._send_if_kept()

    def _on_not_kept(self) -> None:
        self._wants_to_send = False
        self._being_kept -= 1

    # --- reading ---

    def _read(self) -> None:
        assert self._wanted is not None
        self._reading.read(_view, self._workspace, self._wanted).done(self._on_read).failed(self._on_unread)

    def _on_read(self, quote: QuoteView) -> None:
        is_other = self._quote is None or self._quote.id != quote.id
        self._quote = quote
        self.head.show_quote(quote)
        self.lines.show(quote.lines, editable=quote.is_draft, limit=quote.limit)
        self.table.updateGeometry()
        self.add_row.set_book(quote.price_book_id, quote.currency)
        self.add_row.setVisible(quote.is_draft)
        self._keys.setVisible(quote.is_draft and bool(quote.lines))
        self.notice.show_quote(quote)
        self.terms.show_quote(quote)
        self.margin.show_quote(quote)
        self.totals.show_totals(quote.totals, quote.currency)
        self.life.show_quote(quote)
        self.preview.show_quote(quote)
        if self._go_to is not None:
            self.table.go_to(self._go_to)
            self._go_to = None
        if is_other:
            self._background.read(read_choices, self._workspace, quote.account_id, owner=self).done(self._on_choices)
        self.shown.emit(quote)

    def _on_choices(self, choices: Choices) -> None:
        self.terms.show_choices(choices)

    def _on_unread(self, error: Exception) -> None:
        self.failed.emit(error)
        self.left.emit()

    # --- writing ---

    def _run(self, act: msgspec.Struct) -> Handle[object]:
        self.notice.clear_error()
        return self._write(act).failed(self._on_refused)

    def _write(self, act: msgspec.Struct) -> Handle[object]:
        self._being_kept += 1
        handle = self._background.write(self._workspace.run, act, owner=self)
        return handle.done(lambda _: self._on_kept()).failed(lambda _: self._on_not_kept())

    def _decide(self, act: msgspec.Struct, sentence: str, *, undo: bool = True) -> None:
        number = self._quote.number if self._quote else ""
        self._run(act).done(lambda _: self._tell(sentence.format(number=number), undo=undo))

    def _tell(self, sentence: str, *, undo: bool = True) -> None:
        self.told.emit(sentence, undo)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, FieldbookError):
            return
        if error.field and self.terms.show_error(error):
            return
        if error.field:
            self.notice.show_error(error.message)
        else:
            self.failed.emit(error)

    def _on_cell_edited(self, line_id: UUID, key: str, typed: str) -> None:
        try:
            change: dict[str, Any] = {key: cell_value(key, typed)}
        except FieldbookError as error:
            self._on_cell_refused(line_id, key, typed, error)
            return
        act = ChangeLine(line_id, **change)
        handle = self._write(act)
        handle.done(lambda _: self.notice.clear_error())
        handle.failed(lambda error: self._on_cell_refused(line_id, key, typed, error))

    def _on_cell_refused(self, line_id: UUID, key: str, typed: str, error: Exception) -> None:
        self._wants_to_send = False
        self.lines.drop_typed()
        if isinstance(error, FieldbookError):
            self.notice.show_error(error.message)
            self.table.setFocus()
            self.table.edit_again(line_id, key, typed)

    def _on_line_asked(self, new: NewLine) -> None:
        if self._quote is None:
            return
        act = AddLine(self._quote.id, new.product_id, new.quantity, name=new.name, unit_price=new.price)
        self._run(act).done(self._on_line_added)

    def _on_line_added(self, line_id: object) -> None:
        assert isinstance(line_id, UUID)
        self._go_to = line_id
        self.add_row.clear()

    def _on_removed(self, line_id: UUID) -> None:
        if self._quote is not None and self._quote.is_draft:
            self._run(RemoveLine(line_id)).done(lambda _: self._tell(self.tr("Line removed")))

    def _on_moved(self, line_id: UUID, to: int) -> None:
        if self._quote is not None and self._quote.is_draft and 0 <= to < len(self._quote.lines):
            self._run(MoveLine(line_id, to))


def _view(workspace: Workspace, quote_id: UUID) -> QuoteView:
    with workspace.reading() as session:
        return quote_view(session, workspace.actor, quote_id, workspace.today())
