"""The page: all quotes, or one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.quotes.acts import CreateQuote
from sfa.quotes.view import QuoteView
from sfa.store.events import Announcement
from ui.desktop import formats
from ui.desktop.actions import QT_TRANSLATE_NOOP, Action
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.quotes.editor import QuoteEditor
from ui.desktop.pages.quotes.list_pane import QuoteList
from ui.desktop.pages.quotes.new_quote import NewQuoteDialog

__all__ = ["QuotesPage"]

_HERE = "page:quotes"
_NEW = Action("quotes.new", QT_TRANSLATE_NOOP("Action", "New quote"), "plus", "Ctrl+N", _HERE)
_BACK = Action("quotes.back", QT_TRANSLATE_NOOP("Action", "All quotes"), "arrow-left", "Esc", _HERE)
_ADD = Action("quotes.add_line", QT_TRANSLATE_NOOP("Action", "Add line"), "plus", "Ctrl+Return", _HERE)
_SEND = Action("quotes.send", QT_TRANSLATE_NOOP("Action", "Send quote"), "send", "Ctrl+S", _HERE)
_ACCEPT = Action("quotes.accept", QT_TRANSLATE_NOOP("Action", "Quote accepted"), "check", "Ctrl+Shift+A", _HERE)
_DECLINE = Action("quotes.decline", QT_TRANSLATE_NOOP("Action", "Quote declined"), "x", "Ctrl+Shift+D", _HERE)
_REVISE = Action("quotes.revise", QT_TRANSLATE_NOOP("Action", "New version of quote"), "copy", "Ctrl+Shift+N", _HERE)
_CANCEL = Action("quotes.cancel", QT_TRANSLATE_NOOP("Action", "Cancel quote"), "ban", "", _HERE)
_WORDS = Action("quotes.words", QT_TRANSLATE_NOOP("Action", "Words on the quote"), "notebook-pen", "", _HERE)
_SAVE = Action("quotes.save_pdf", QT_TRANSLATE_NOOP("Action", "Save quote as PDF"), "download", "Ctrl+Shift+S", _HERE)
_PRINT = Action("quotes.print", QT_TRANSLATE_NOOP("Action", "Print quote"), "printer", "Ctrl+P", _HERE)


class QuotesPage(Page):
    """Lists quotes; Enter opens one, Escape goes back."""

    name = "quotes"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._workspace = context.workspace
        self._background = context.background
        self._dialog: NewQuoteDialog | None = None
        self.list = QuoteList(context)
        self.editor = QuoteEditor(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._focus_on_shown = False
        self._count = 0
        self._connect()
        self.set_title(self.tr("Quotes"))

    @property
    def is_editing(self) -> bool:
        """Whether one quote is in front, not the list."""
        return self._stack.currentWidget() is self.editor

    def open_quote(self, quote_id: UUID) -> None:
        """Show one quote."""
        self._focus_on_shown = True
        self._stack.setCurrentWidget(self.editor)
        self.editor.open(quote_id)

    def new_quote(self, account_id: UUID, opportunity_id: UUID | None = None) -> None:
        """Begin a quote for an account, perhaps for one of its deals, and show it."""
        act = CreateQuote(account_id, opportunity_id)
        work = self._background.write(self._workspace.run, act, owner=self)
        work.done(self.open_quote).failed(self._on_failed)

    def ask_for_account(self) -> None:
        """Ask for whom a new quote is."""
        if self._dialog is None:
            self._dialog = NewQuoteDialog(self._workspace, self._background, self)
            self._dialog.account_chosen.connect(self.new_quote)
        self._dialog.input.reset()
        self._dialog.open()
        self._dialog.input.setFocus()

    def show_list(self) -> None:
        """Go back to the list."""
        if not self.is_editing:
            return
        quote = self.editor.quote
        self.editor.close_quote()
        self._stack.setCurrentWidget(self.list)
        self._show_count()
        if quote is not None:
            self.list.table.select(quote.id)
        self.list.begin()

    # --- what the shell asks for ---

    def activate(self) -> None:
        """Read the list when the page is shown for the first time."""
        self.list.load()
        if self.is_editing:
            self.editor.begin()
        else:
            self.list.begin()

    def refresh(self, announcement: Announcement) -> None:
        """Rows have changed."""
        if self.list.table.records.was_loaded:
            self.list.refresh(announcement)
        self.editor.refresh(announcement)

    def show_record(self, record_type: str, record_id: object) -> bool:
        """Show a quote, or begin a new one for an account."""
        shows: dict[str, Callable[[UUID], None]] = {"quote": self.open_quote, "new_quote": self.new_quote}
        begin = shows.get(record_type)
        if begin is None or not isinstance(record_id, UUID):
            return False
        begin(record_id)
        return True

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        """The page's actions; those on one quote do nothing while the list is in front."""
        editor = self.editor
        return (
            (_NEW, self.ask_for_account),
            (_BACK, self.show_list),
            (_ADD, self._on_quote(editor.add_typed_line)),
            (_SEND, self._on_quote(editor.send)),
            (_ACCEPT, self._on_quote(editor.accept)),
            (_DECLINE, self._on_quote(editor.decline)),
            (_REVISE, self._on_quote(editor.revise)),
            (_CANCEL, self._on_quote(editor.cancel)),
            (_WORDS, self._on_quote(editor.edit_words)),
            (_SAVE, self._on_quote(editor.preview.save)),
            (_PRINT, self._on_quote(editor.preview.print)),
        )

    def panes(self) -> Sequence[QWidget]:
        """The list; or the lines, the terms and the preview of the quote in front."""
        if not self.is_editing:
            return (self.list,)
        return (self.editor.table, self.editor.add_row, self.editor.terms, self.editor.preview)

    # --- between the parts ---

    def _connect(self) -> None:
        self.list.opened.connect(self.open_quote)
        self.list.new_asked.connect(self.ask_for_account)
        self.list.counted.connect(self._on_counted)
        self.list.failed.connect(self._on_failed)
        self.editor.left.connect(self.show_list)
        self.editor.shown.connect(self._on_shown)
        self.editor.told.connect(self.done_told)
        self.editor.failed.connect(self._on_failed)
        self.editor.version_opened.connect(self.open_quote)

    def _on_quote(self, run: Callable[[], object]) -> Callable[[], object]:
        return lambda: run() if self.is_editing else None

    def _on_counted(self, count: int) -> None:
        self._count = count
        self._show_count()

    def _show_count(self) -> None:
        count = self._count
        if not self.is_editing:
            self.set_subtitle(
                self.tr("1 quote") if count == 1 else self.tr("{count} quotes").format(count=formats.decimal(count))
            )

    def _on_shown(self, quote: QuoteView) -> None:
        self.set_subtitle(quote.number)
        if self._focus_on_shown:
            self._focus_on_shown = False
            self.editor.begin()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FieldbookError):
            self.message_raised.emit("bad", error.message)
