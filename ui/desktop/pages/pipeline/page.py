"""The page: toolbar, board or list, and the pane of the selected deal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.pipeline.acts import MoveStage
from sfa.pipeline.board import Board
from sfa.pipeline.filters import DealFilter, Whose
from sfa.pipeline.queries import Card
from sfa.store.events import Announcement
from sfa.store.search import Hit
from ui.desktop.actions import Action
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.pipeline.actions import ACTIONS
from ui.desktop.pages.pipeline.detail import DealPane
from ui.desktop.pages.pipeline.new_deal import NewDealPane
from ui.desktop.pages.pipeline.reading import (
    DealSource,
    Picture,
    account_hit,
    owner_name,
    read_board,
    read_cards,
    read_currency,
    read_deal,
)
from ui.desktop.pages.pipeline.toolbar import BOARD, LIST, Toolbar
from ui.desktop.pages.pipeline.words import amounts, cards_data, columns, heads
from ui.desktop.record_table import RecordTable
from ui.desktop.remembering import Remembered
from ui.desktop.tables import RecordModel
from ui.desktop.theme import current
from ui.desktop.widgets.board import BoardView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import frame, label, separator
from ui.desktop.widgets.split import Split

__all__ = ["PipelinePage"]

_TABLES = ("opportunity", "stage_change", "activity", "account", "stage", "pipeline", "contact", "user")
_SHOWN, _EMPTY = 0, 1


class PipelinePage(Page):
    """Deals move by keys, by mouse or from the pane; each move is an act that can be undone."""

    name = "pipeline"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = self.tr("Pipeline")
        self._context = context
        self._board = Board()
        self._picture: Picture | None = None
        self._selected: UUID | None = None
        self._currency = "USD"
        self._is_stale = True
        self._waits_for_memory = False
        self._boards: Latest[Board] = Latest(context.background, self)
        self._deals: Latest[Picture | None] = Latest(context.background, self)
        self.toolbar = Toolbar(context.workspace.actor.role)
        self.board = BoardView(self.tr("Pipeline board"))
        source = DealSource(context.workspace, self.toolbar.wanted, columns(context.workspace.today()))
        self.model = RecordModel(source, context.background, self)
        self.table = RecordTable(self.model, self.tr("Deals"))
        self.pane = DealPane(context.workspace)
        self.form = NewDealPane(context)
        self._memory = Remembered(context, self.name, self)
        self._lay_out()
        self._connect()
        context.background.read(read_currency, context.workspace, owner=self).done(self._on_currency)

    # --- what the shell asks ---

    def activate(self) -> None:
        # Not the board of another filter first.
        self._waits_for_memory = not self._memory.is_read
        if self._is_stale and not self._waits_for_memory:
            self._reload()
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, announcement: Announcement) -> None:
        if not announcement.touches(*_TABLES):
            return
        if not self.isVisible():
            self.mark_stale()
            return
        self._reload()

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        runs = {
            "pipeline.new": self.open_form,
            "pipeline.move_on": self.pane.move_on,
            "pipeline.lose": self._ask_reason,
            "pipeline.filter": self.toolbar.search.setFocus,
            "pipeline.view": self._switch_view,
        }
        return [(action, runs[action.id]) for action in ACTIONS]

    def panes(self) -> Sequence[QWidget]:
        return (self.toolbar, self._stack, self._side)

    def show_record(self, record_type: str, record_id: object) -> bool:
        shows = {"opportunity": self._show_deal, "user": self._show_owner, "new_deal": self._begin_for_account}
        show = shows.get(record_type)
        if show is None or not isinstance(record_id, UUID):
            return False
        show(record_id)
        return True

    def _show_deal(self, deal_id: UUID) -> None:
        self._select(deal_id)
        self.board.select(deal_id)
        self.table.select(deal_id)

    def _begin_for_account(self, account_id: UUID) -> None:
        wanted = self._context.background.read(account_hit, self._context.workspace, account_id, owner=self)
        wanted.done(self._open_form_for)

    def _show_owner(self, user_id: UUID) -> None:
        asked = self._context.background.read(owner_name, self._context.workspace, user_id, owner=self)
        asked.done(lambda name: self._on_owner(user_id, name)).failed(self._on_failed)

    def _on_owner(self, user_id: UUID, name: str) -> None:
        if not name:
            self.message_raised.emit("warn", self.tr("You may not see the deals of this person."))
            return
        self._select(None)
        self.toolbar.show_owner(user_id, name)

    def _on_remembered(self, kept: dict[str, Any]) -> None:
        self.toolbar.restore(kept.get("filter"))
        if kept.get("view") == LIST:
            self._show_view(LIST)
        if self._waits_for_memory:
            self._waits_for_memory = False
            self._reload()

    # --- reading ---

    def mark_stale(self) -> None:
        """Read everything anew when the page comes to the front."""
        self._is_stale = True

    def _reload(self) -> None:
        self._is_stale = False
        workspace, wanted = self._context.workspace, self.toolbar.wanted
        known = [card for card in self.board.known_in_view() if isinstance(card, UUID)]
        self._boards.read(read_board, workspace, wanted, known).done(self._on_board).failed(self._on_failed)
        if self._is_list():
            self._reload_list()
        if self._selected is not None:
            self._read_deal(self._selected)

    def _reload_list(self) -> None:
        workspace = self._context.workspace
        self.model.set_source(DealSource(workspace, self.toolbar.wanted, self.model.columns))

    def _read_deal(self, deal_id: UUID) -> None:
        handle = self._deals.read(read_deal, self._context.workspace, deal_id)
        handle.done(self._on_deal).failed(self._on_failed)

    def _on_board(self, found: Board) -> None:
        self._board = found
        today = self._context.workspace.today()
        cards = cards_data(found.cards, today)
        self.board.set_board(heads(found), [column.ids for column in found.columns], cards)
        if self._selected is not None and not self._is_list():
            self.board.select(self._selected)
        self.toolbar.set_totals(amounts(found.total), amounts(found.weighted))
        is_own = self.toolbar.wanted.whose is Whose.MINE
        who = self._context.workspace.user.name if is_own else self.toolbar.whose.currentText()
        words = self.tr("{who} · 1 open deal") if found.open_count == 1 else self.tr("{who} · {count} open deals")
        self.set_subtitle(words.format(who=who, count=found.open_count))
        self._show_emptiness()

    def _on_cards_wanted(self, ids: list[UUID]) -> None:
        handle = self._context.background.read(read_cards, self._context.workspace, ids, owner=self)
        handle.done(self._on_cards).failed(self._on_failed)

    def _on_cards(self, found: Mapping[UUID, Card]) -> None:
        self.board.add_cards(cards_data(found, self._context.workspace.today()))

    def _on_deal(self, picture: Picture | None) -> None:
        self._picture = picture
        if picture is None:
            self._close_pane()
            return
        self.pane.show_deal(picture)
        if self._side.currentWidget() is not self.form or not self._side.isVisible():
            self._open_side(self.pane)

    def _on_currency(self, currency: str) -> None:
        self._currency = currency

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FieldbookError):
            self.message_raised.emit("bad", error.message)

    # --- acting ---

    def _run(self, args: msgspec.Struct, done: str) -> None:
        handle = self._context.background.write(self._context.workspace.run, args, owner=self)
        handle.done(lambda _: self._on_done(done)).failed(self._on_refused)

    def _on_done(self, sentence: str) -> None:
        self.pane.lose_form.hide()
        can_be_undone = True
        self.done_told.emit(sentence, can_be_undone)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, FieldbookError):
            return
        if self._side.isVisible() and self._side.currentWidget() is self.pane:
            self.pane.show_error(error)
        else:
            self.message_raised.emit("bad", error.message)

    def _on_move_asked(self, card: UUID, number: int) -> None:
        step = self._board.columns[number].step
        shown = self._board.cards.get(card)
        name = (shown.account or shown.name) if shown else self.tr("Deal")
        words = self.tr("{name} is won") if step.is_won else self.tr("{name} moved to {step}")
        self._run(MoveStage(card, step.id), words.format(name=name, step=step.name))

    def _ask_reason(self) -> None:
        if self._picture is not None:
            self._open_side(self.pane)
            self.pane.ask_reason()

    def open_form(self) -> None:
        """Show the form of a new deal."""
        self._open_side(self.form)
        self.form.begin([column.step for column in self._board.columns], self._currency)

    def _open_form_for(self, account: Hit | None) -> None:
        self.open_form()
        self.form.account.set_value(account)

    def _on_added(self, deal_id: UUID) -> None:
        self._open_side(self.pane)
        self._select(deal_id)
        self._on_done(self.tr("Deal added"))
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is shown ---

    def _select(self, deal_id: Any) -> None:
        if deal_id == self._selected:
            return
        self._selected = deal_id
        if deal_id is None:
            self._close_pane()
        else:
            self._read_deal(deal_id)

    def _on_opened(self, deal_id: UUID) -> None:
        self._selected = None
        self._select(deal_id)
        self._open_side(self.pane)
        self.pane.focus_first()

    def _on_filter(self, wanted: DealFilter) -> None:  # noqa: ARG002
        self._memory.keep("filter", self.toolbar.choices)
        self._reload()

    def _on_view(self, view: int) -> None:
        self._memory.keep("view", view)
        self._show_view(view)
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self, view: int) -> None:
        self.toolbar.show_view(view)
        self._views.setCurrentIndex(view)
        self._hint.setVisible(view == BOARD)
        if view == LIST:
            if not self.model.was_loaded:
                # The largest deals first, as on the board.
                amount = [column.key for column in self.model.columns].index("amount")
                self.table.horizontalHeader().setSortIndicator(amount, Qt.SortOrder.DescendingOrder)
            self._reload_list()
            self.table.select(self._selected)
        elif self._selected is not None:
            self.board.select(self._selected)
        self.toolbar.search.set_results(self._view())
        self._show_emptiness()

    def _switch_view(self) -> None:
        self._on_view(BOARD if self._is_list() else LIST)

    def _is_list(self) -> bool:
        return self._views.currentIndex() == LIST

    def _view(self) -> QWidget:
        return self.table if self._is_list() else self.board

    def _show_emptiness(self) -> None:
        is_empty = not self._is_list() and not any(column.ids for column in self._board.columns)
        empty = self.nothing_found if self.toolbar.is_filtered else self.empty
        self._stack.setCurrentIndex(_EMPTY if is_empty else _SHOWN)
        for state in (self.empty, self.nothing_found):
            state.setVisible(state is empty)

    def _open_side(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        self._side.show()

    def _close_pane(self) -> None:
        """There is no deal to show; a form that is being filled stays."""
        self._picture = None
        if self._side.currentWidget() is self.pane:
            self._close_side()

    def _close_side(self) -> None:
        had_focus = self._side.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if self._side.currentWidget() is self.form and self._picture is not None:
            self._open_side(self.pane)
        else:
            self._side.hide()
        if had_focus:
            self._view().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- made once ---

    def _lay_out(self) -> None:
        self._views = QStackedWidget()
        self._views.addWidget(self.board)
        self._views.addWidget(self.table)
        hint = self.tr("Arrow keys select · Shift + Arrow moves the card · Enter opens · L marks it lost")
        self._hint = label(hint, "micro", "secondary")
        self._hint.setContentsMargins(24, 4, 24, 8)
        shown = frame("sunken")
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._views, 1)
        column.addWidget(self._hint)
        advice = self.tr("A deal goes through seven steps, from finding a customer to looking after one.")
        none = self.tr("There are no deals yet")
        self.empty = EmptyState("square-kanban", none, advice, self.tr("New deal"), shortcut="N", button_icon="plus")
        nothing, other = self.tr("No deal matches the filter"), self.tr("Other filters may show some.")
        self.nothing_found = EmptyState("search", nothing, other, self.tr("Clear filter"))
        holder = frame("sunken")
        middle = QVBoxLayout(holder)
        middle.addStretch(1)
        middle.addWidget(self.empty)
        middle.addWidget(self.nothing_found)
        middle.addStretch(2)
        self._stack = QStackedWidget()
        self._stack.addWidget(shown)
        self._stack.addWidget(holder)
        self._side = QStackedWidget()
        self._side.addWidget(self.pane)
        self._side.addWidget(self.form)
        self._side.setMinimumWidth(260)
        self._side.hide()
        split = Split([self._stack, self._side], [current().width("detail_pane")])
        self._memory.keep_widths("detail", split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.toolbar)
        whole.addWidget(separator())
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self._memory.read.connect(self._on_remembered)
        self.toolbar.filter_changed.connect(self._on_filter)
        self.toolbar.view_changed.connect(self._on_view)
        self.toolbar.new_asked.connect(self.open_form)
        self.toolbar.search.set_results(self.board)
        self.board.current_changed.connect(self._select)
        self.board.opened.connect(self._on_opened)
        self.board.move_asked.connect(self._on_move_asked)
        self.board.cards_wanted.connect(self._on_cards_wanted)
        self.table.current_record_changed.connect(self._select)
        self.table.opened.connect(self._on_opened)
        self.model.failed.connect(self._on_failed)
        self.pane.act_asked.connect(self._run)
        self.pane.closed.connect(self._close_side)
        self.pane.account_asked.connect(lambda account: self.open_requested.emit("account", account))
        self.form.added.connect(self._on_added)
        self.form.closed.connect(self._close_side)
        self.empty.asked.connect(self.open_form)
        self.nothing_found.asked.connect(self.toolbar.clear)
