"""The Accounts page: the list, the card of one account, the form for a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sfa.accounts.acts import SetMainLocation
from sfa.accounts.queries import Outside
from sfa.activities.acts import CompleteActivity
from sfa.errors import BadInput, FieldbookError
from sfa.store.events import Announcement
from ui.desktop.actions import QT_TRANSLATE_NOOP, Action
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.pages.accounts import doing, forms
from ui.desktop.pages.accounts.card import AccountCard
from ui.desktop.pages.accounts.doing import Done
from ui.desktop.pages.accounts.forms import InlineForm
from ui.desktop.pages.accounts.list_pane import ListPane
from ui.desktop.pages.accounts.reading import CardData, account_of, read_card
from ui.desktop.pages.base import Page
from ui.desktop.remembering import Remembered
from ui.desktop.widgets.empty_state import EmptyState

__all__ = ["AccountsPage"]

_WHERE = "page:accounts"
_LISTED = ("account", "location", "activity", "opportunity", "user")
_ON_CARD = (*_LISTED, "contact", "affiliation", "quote", "visit", "territory", "stage_change")

_NEW = Action("accounts.new", QT_TRANSLATE_NOOP("Action", "New account"), icon="building-2", shortcut="Ctrl+N",
              where=_WHERE)  # fmt: skip
_FIND = Action(
    "accounts.find", QT_TRANSLATE_NOOP("Action", "Find account"), icon="search", shortcut="/", where=_WHERE
)
_CALL = Action("accounts.log_call", QT_TRANSLATE_NOOP("Action", "Log call"), icon="phone", shortcut="L", where=_WHERE)
_NOTE = Action("accounts.add_note", QT_TRANSLATE_NOOP("Action", "Add note"), icon="notebook-pen", shortcut="N",
               where=_WHERE)  # fmt: skip
_CONTACT = Action("accounts.add_contact", QT_TRANSLATE_NOOP("Action", "Add contact"), icon="user-plus", shortcut="C",
                  where=_WHERE)  # fmt: skip
_TASK = Action("accounts.plan", QT_TRANSLATE_NOOP("Action", "Plan activity"), icon="calendar-plus", shortcut="T",
               where=_WHERE)  # fmt: skip
_QUOTE = Action("accounts.new_quote", QT_TRANSLATE_NOOP("Action", "New quote"), icon="file-text", shortcut="Q",
                where=_WHERE)  # fmt: skip
_VISIT = Action("accounts.plan_visit", QT_TRANSLATE_NOOP("Action", "Plan visit"), icon="map-pin", shortcut="V",
                where=_WHERE)  # fmt: skip


class AccountsPage(Page):
    """List and card. Enter opens an account, Escape or Backspace goes back to the list."""

    name = "accounts"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._latest: Latest[CardData | Outside | None] = Latest(context.background, self)
        self._wanted: UUID | None = None
        self._wanted_contact: UUID | None = None
        self._is_stale = True
        self.set_title(self.tr("Accounts"))
        self.list = ListPane(context)
        self.card = AccountCard()
        self.nothing = EmptyState("lock", "", "", self.tr("Back to the list"), shortcut="Esc")
        self._new_place = QScrollArea()
        self._new_place.setWidgetResizable(True)
        self._new_place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.new_form: InlineForm | None = None
        self._memory = Remembered(context, self.name, self)
        for name, part_of_card in (
            ("overview", self.card.overview),
            ("contacts", self.card.contacts),
            ("locations", self.card.locations),
        ):
            self._memory.keep_widths(name, part_of_card.split)
        self._stack = QStackedWidget()
        for part in (self.list, self.card, self.nothing, self._new_place):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._connect()

    # --- what the shell asks ---

    def activate(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.list.load()
            if self._wanted is not None:
                self._read(self._wanted)
        self._take_focus()

    def refresh(self, announcement: Announcement) -> None:
        if not self.isVisible():
            self._is_stale = self._is_stale or announcement.touches(*_ON_CARD)
            return
        if announcement.touches(*_LISTED):
            self.list.refresh(announcement.rows.get("account", frozenset()))
        if self._wanted is not None and announcement.touches(*_ON_CARD):
            self._read(self._wanted)

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        return (
            (_NEW, self.begin_new_account),
            (_FIND, self._find),
            (_CALL, lambda: self._open_form(forms.call_form)),
            (_NOTE, lambda: self._open_form(forms.note_form)),
            (_CONTACT, lambda: self._open_form(forms.contact_form)),
            (_TASK, lambda: self._open_form(forms.task_form)),
            (_QUOTE, lambda: self._ask_for("new_quote")),
            (_VISIT, lambda: self._ask_for("new_visit")),
        )

    def panes(self) -> Sequence[QWidget]:
        shown = self._stack.currentWidget()
        return (self.card.tabs, self.card.stack) if shown is self.card else (self.list.search, self.list.table)

    def show_record(self, record_type: str, record_id: object) -> bool:
        if record_type not in ("account", "contact") or not isinstance(record_id, UUID):
            return False
        if record_type == "account":
            self.open_account(record_id)
            return True
        self._wanted_contact = record_id
        work = self._context.workspace
        handle = self._context.background.read(account_of, work, record_type, record_id, owner=self)
        handle.done(self._on_account_of).failed(self._on_failed)
        return True

    # --- list, card, form ---

    def open_account(self, account_id: UUID) -> None:
        """Bring the card of an account to the front."""
        self._wanted = account_id
        self._read(account_id)

    def close_account(self) -> None:
        """Go back to the list, to the row of the account that was open."""
        before, self._wanted = self._wanted, None
        self._latest.cancel()
        self._show(self.list)
        self.set_subtitle("")
        if before is not None:
            self.list.select(before)
        self.list.take_focus()

    def begin_new_account(self) -> None:
        """Open the form for a new account."""
        form = self.new_form = forms.account_form()
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        form.setMaximumWidth(760)
        column.addWidget(form)
        column.addStretch(1)
        self._new_place.setWidget(place)
        form.closed.connect(self.close_account)
        form.sent.connect(lambda values: self._add_account(form, values))
        self._show(self._new_place)
        self.set_subtitle(self.tr("New account"))
        form.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.list:
            self.close_account()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.list.opened.connect(self.open_account)
        self.list.new_asked.connect(self.begin_new_account)
        self.list.failed.connect(self._on_failed)
        self.nothing.asked.connect(self.close_account)
        card = self.card
        card.back_asked.connect(self.close_account)
        card.quote_asked.connect(lambda: self._ask_for("new_quote"))
        card.visit_asked.connect(lambda: self._ask_for("new_visit"))
        card.deal_asked.connect(lambda: self._ask_for("new_deal"))
        card.record_asked.connect(self.open_requested)
        card.activity_ticked.connect(self._on_ticked)
        card.main_chosen.connect(self._on_main_chosen)
        card.leaving_told.connect(self._on_leaving)
        card.form_sent.connect(self._on_form_sent)
        card.edited.connect(self._on_edited)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)

    def _take_focus(self) -> None:
        shown = self._stack.currentWidget()
        if shown is self.list or shown is self.card:
            shown.take_focus()

    def _find(self) -> None:
        if self._stack.currentWidget() is not self.list:
            self.close_account()
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _open_form(self, make: Callable[[CardData], InlineForm]) -> None:
        if self._stack.currentWidget() is self.card:
            self.card.open_form(make)

    def _ask_for(self, what: str) -> None:
        """Have another page begin something for the account that is shown."""
        if self._wanted is not None:
            self.open_requested.emit(what, self._wanted)

    # --- reading ---

    def _read(self, account_id: UUID) -> None:
        handle = self._latest.read(read_card, self._context.workspace, account_id)
        handle.done(self._on_card).failed(self._on_failed)

    def _on_card(self, found: CardData | Outside | None) -> None:
        if not isinstance(found, CardData):
            self._show_nothing(found)
            return
        is_new = self._stack.currentWidget() is not self.card or self.card.data is None
        self.card.fill(found)
        self.set_subtitle(found.head.name)
        self._show(self.card)
        if self._wanted_contact is not None:
            self.card.show_contact(self._wanted_contact)
            self._wanted_contact = None
        if is_new:
            self.card.take_focus()

    def _show_nothing(self, found: Outside | None) -> None:
        if found is None:
            self.nothing.set_words(
                self.tr("This account is not on this laptop"),
                self.tr("It may belong to another territory, or be gone."),
                self.tr("Back to the list"),
            )
        else:
            owner = self.tr("Its owner is {name}.").format(name=found.owner) if found.owner else ""
            self.nothing.set_words(self.tr("Account in another territory"), owner, self.tr("Back to the list"))
        self.set_subtitle("")
        self._show(self.nothing)
        self.nothing.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_account_of(self, account_id: UUID | None) -> None:
        if account_id is None:
            self._show_nothing(None)
        else:
            self.open_account(account_id)

    def _on_failed(self, error: Exception) -> None:
        words = error.message if isinstance(error, FieldbookError) else self.tr("Fieldbook could not read this.")
        self.message_raised.emit("bad", words)

    # --- writing ---

    def _on_form_sent(self, form: InlineForm, values: dict[str, Any]) -> None:
        if self._wanted is None or form.run is None:
            return
        what = Done(self._wanted, values, form.activity_id)
        handle = self._context.background.write(form.run, self._context.workspace, what, owner=form)
        handle.done(lambda _result: self._on_form_done(form)).failed(form.show_error)

    def _on_form_done(self, form: InlineForm) -> None:
        if self.card.form is form:
            self.card.close_form()
            self.card.take_focus()
        self.done_told.emit(form.done_words, True)  # noqa: FBT003

    def _add_account(self, form: InlineForm, values: dict[str, Any]) -> None:
        handle = self._context.background.write(doing.add_account, self._context.workspace, values, owner=form)
        handle.done(self._on_account_added).failed(form.show_error)

    def _on_account_added(self, account_id: UUID) -> None:
        self.done_told.emit(self.tr("Account added"), True)  # noqa: FBT003
        self.open_account(account_id)

    def _on_ticked(self, activity_id: UUID) -> None:
        self._write(self.tr("Marked done"), self._context.workspace.run, CompleteActivity(activity_id=activity_id))

    def _on_main_chosen(self, location_id: UUID) -> None:
        self._write(self.tr("Main location set"), self._context.workspace.run, SetMainLocation(location_id))

    def _on_leaving(self, contact_id: UUID) -> None:
        work = self._context.workspace
        self._write(self.tr("Contact no longer here"), doing.leave, work, contact_id, self._wanted)

    def _write(self, words: str, run: Callable[..., object], *args: object) -> None:
        handle = self._context.background.write(run, *args, owner=self)
        handle.done(lambda _result: self.done_told.emit(words, True)).failed(self._on_failed)  # noqa: FBT003

    def _on_edited(self, kind: str, row_id: UUID, field: str, value: object) -> None:
        work = self._context.workspace
        handle = self._context.background.write(doing.edit, work, kind, row_id, field, value, owner=self)
        handle.failed(lambda error: self._on_edit_failed(kind, field, error))

    def _on_edit_failed(self, kind: str, field: str, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.card.panel_of(kind).show_error(field, error.message)
        else:
            self._on_failed(error)
            if self._wanted is not None:
                self._read(self._wanted)
