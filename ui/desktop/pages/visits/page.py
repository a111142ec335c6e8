"""The page: one person's day, its order, its map, and the visit that is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.store.events import Announcement
from sfa.visits.day import PlannedDay
from sfa.visits.queries import DayView
from ui.desktop import formats
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.day_rows import distance, visits_count
from ui.desktop.pages.base import Page
from ui.desktop.pages.visits import actions, reading
from ui.desktop.pages.visits.add_visit import AddVisit
from ui.desktop.pages.visits.day_map import DayMap
from ui.desktop.pages.visits.day_pane import DayPane
from ui.desktop.pages.visits.order_search import OrderSearch
from ui.desktop.pages.visits.stop_pane import StopPane
from ui.desktop.theme import current
from ui.desktop.widgets.labels import separator
from ui.desktop.widgets.send_to_phone import SendToPhone
from ui.desktop.widgets.split import Split

__all__ = ["VisitsPage"]

_TABLES = ("visit", "activity", "day_route", "working_hours", "location", "account", "opportunity")
_MINUTE_MS = 60_000


class VisitsPage(Page):
    """Plans a day: reads and writes in the background, shows the first plan at once and the final one after it."""

    name = "visits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._workspace = context.workspace
        self._background = context.background
        self._context = context
        self._user_id: UUID = context.workspace.user.id
        self._day = context.workspace.today()
        self._view: DayView | None = None
        self._wanted: UUID | None = None
        self.search = OrderSearch(self._workspace, self._background, self)
        self._reading: Latest[DayView] = Latest(self._background, self)
        self._was_read = False
        self._takes_focus = False
        self.day_pane = DayPane(miles=context.miles)
        self.day_map = DayMap(context.themes, miles=context.miles)
        self.stop_pane = StopPane(self._workspace.today)
        self._add: AddVisit | None = None
        self.send: SendToPhone | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._lay_out()
        self._connect()
        self.set_title(self.tr("Visits"))
        self._name_day()

    @property
    def view(self) -> DayView | None:
        """The day shown."""
        return self._view

    # ------------------------------------------------------------ which day

    def show_day(self, day: date) -> None:
        """Show another day."""
        self.stop_search()
        self._day = day
        self._name_day()
        self.stop_pane.show_nothing()
        self.reload()

    def show_person(self, user_id: UUID) -> None:
        """Show somebody else's day."""
        self.stop_search()
        self._user_id = user_id
        self.reload()

    def reload(self) -> None:
        """Read the day again."""
        self._was_read = True
        work = self._reading.read(reading.read_view, self._workspace, self._user_id, self._day)
        work.done(self._show).failed(self._on_failed)

    def _name_day(self) -> None:
        self.day_pane.head.show_day(self._day, self._workspace.today())
        self.set_subtitle(formats.day_and_month(self._day, with_weekday=True))

    def _show(self, view: DayView) -> None:
        if self.search.is_running and self._view is not None:
            return  # the plan being worked out is shown; the day is read again when it is kept or given up
        self._fill(view)

    def _fill(self, view: DayView) -> None:
        self._view = view
        self.day_pane.show_view(view, self._workspace.today(), can_change=self._can_change)
        self.day_map.show_view(view)
        self._on_search_changed()
        self._pick_again(view)

    def _pick_again(self, view: DayView) -> None:
        known = {*view.by_id, *(out.visit.id for out in view.left_out)}
        picked = next((one for one in (self._wanted, self.stop_pane.visit_id) if one in known), None)
        if picked == self._wanted:
            self._wanted = None  # until then it may be on a day that is still being read
        if picked is None and view.next is not None:
            picked = view.next.visit.id
        if picked is not None:
            self.day_pane.timeline.select(picked)
        self._show_picked(picked)
        if self._takes_focus:
            self._takes_focus = False
            self.day_pane.begin()

    @property
    def _can_change(self) -> bool:
        return self._view is not None and not self._view.past

    # ------------------------------------------------------------ the picked visit

    def _show_picked(self, visit_id: UUID | None) -> None:
        view = self._view
        if view is None or visit_id is None:
            self.stop_pane.show_nothing()
            return
        stop = view.by_id.get(visit_id)
        out = next((out for out in view.left_out if out.visit.id == visit_id), None)
        can_change = self._can_change and not self.search.is_running
        if stop is not None:
            self.stop_pane.show_stop(view, stop, can_change=can_change)
        elif out is not None:
            self.stop_pane.show_left_out(view, out, can_change=can_change)
        else:
            self.stop_pane.show_nothing()
        self.day_map.select(visit_id)

    # ------------------------------------------------------------ acts

    def _tell(self, words: str, *, undo: bool = True) -> None:
        self.done_told.emit(words, undo)

    def _run(self, args: msgspec.Struct, words: str) -> None:
        work = self._background.write(self._workspace.run, args, owner=self)
        work.done(lambda _: self._tell(words)).failed(self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        told = isinstance(error, FieldbookError) and bool(error.field) and self.stop_pane.show_error(error)
        if isinstance(error, FieldbookError) and not told:
            self.message_raised.emit("bad", error.message)
        self.reload()

    def _on_reordered(self, order: list[UUID]) -> None:
        self._order_by_hand(order, self.tr("Order changed"))

    def _put_in(self, visit_id: object) -> None:
        if self._view is not None and isinstance(visit_id, UUID):
            self._wanted = visit_id
            self._order_by_hand([*self._view.order, visit_id], self.tr("Put in at the end of the day"))

    def _order_by_hand(self, order: Sequence[UUID], words: str) -> None:
        work = self._background.write(
            reading.reorder, self._workspace, self._user_id, self._day, tuple(order), owner=self
        )
        work.done(lambda planned: self._tell_order(planned, words)).failed(self._on_failed)

    def _tell_order(self, planned: PlannedDay, words: str) -> None:
        broken = sum(1 for stop in planned.stops if stop.problems)
        if broken:
            said = self.tr("1 visit does not fit") if broken == 1 else self.tr("{count} visits do not fit")
            words = f"{words}: {said.format(count=broken)}"
        self._tell(words)

    def _move_on(self, visits: list[UUID]) -> None:
        day = self._day + timedelta(days=1)
        to = formats.day_and_month(day, with_weekday=True)
        words = self.tr("{visits} moved to {day}").format(visits=visits_count(len(visits)), day=to)
        work = self._background.write(reading.move_visits, self._workspace, list(visits), day, owner=self)
        work.done(lambda _: self._tell(words)).failed(self._on_failed)

    # ------------------------------------------------------------ a better order

    def optimise(self) -> None:
        """Look for the best order: the first plan shows at once, the final one is kept."""
        if self._view is None or self.search.is_running or not self._can_change:
            return
        if self._view.stops or self._view.left_out:
            self.search.start(self._user_id, self._day)
        else:
            self.search.fill(self._user_id, self._day)

    def stop_search(self) -> None:
        """Give up what is under way, a search or a drag; nothing is changed."""
        self.day_pane.timeline.cancel_drag()
        if self.search.stop():
            self.reload()

    def _on_kept(self, view: DayView) -> None:
        words = self.tr("Day planned: {visits}, {distance}").format(
            visits=visits_count(len(view.stops)), distance=distance(view.metres, miles=self._context.miles)
        )
        if view.left_out:
            words += self.tr(", {count} left out").format(count=len(view.left_out))
        self._tell(words)
        self.reload()

    def _on_filled(self, count: int) -> None:
        if count:
            self._tell(self.tr("Planned {visits}").format(visits=visits_count(count)))
        else:
            words = self.tr("No account is due for a visit and fits into this day; A adds one by name.")
            self.message_raised.emit("info", words)
        self.reload()

    def _on_search_changed(self) -> None:
        running = self.search.is_running
        self.day_map.say(self.tr("Looking for the best order…  Esc stops") if running else "")
        has_visits = self._view is not None and bool(self._view.order or self._view.left_out)
        self.day_pane.head.show_search(searching=running, possible=self._can_change and has_visits)
        self.day_map.add_button.setVisible(self._can_change)

    # ------------------------------------------------------------ adding, taking along

    def add_visit(self) -> None:
        """Ask which account to visit."""
        if self._view is None or not self._can_change:
            return
        if self._add is None:
            self._add = AddVisit(self.window(), self._context)
            self._add.account_chosen.connect(self._on_account_chosen)
        self._add.open_for(self._view)

    def _on_account_chosen(self, account_id: UUID, name: str) -> None:
        work = self._background.write(
            reading.plan_account, self._workspace, self._user_id, self._day, account_id, owner=self
        )
        work.done(lambda visit_id: self._on_added(visit_id, name)).failed(self._on_failed)

    def _on_added(self, visit_id: UUID, name: str) -> None:
        self._wanted = visit_id
        self._tell(self.tr("Added {name}").format(name=name))
        self.reload()

    def send_to_phone(self) -> None:
        """Offer the code of the next stop, the route and the sheet."""
        if self._view is None:
            return
        if self.send is None:
            self.send = SendToPhone(self._context, self.window())
            self.send.told.connect(lambda words: self._tell(words, undo=False))
            self.send.failed.connect(self._on_failed)
        self.send.open_below(self.day_map.phone_button, self._view)

    # ------------------------------------------------------------ what the shell asks for

    def activate(self) -> None:
        """Read the day when the page comes to the front."""
        if not self._was_read:
            self._background.read(reading.people, self._workspace, owner=self).done(self._on_people)
        self._takes_focus = True
        self.reload()
        self._minute.start()

    def deactivate(self) -> None:
        """Another page comes to the front."""
        self._minute.stop()
        self.stop_search()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def refresh(self, announcement: Announcement) -> None:
        """Rows have changed."""
        if self._was_read and announcement.touches(*_TABLES):
            self.reload()

    def show_record(self, record_type: str, record_id: object) -> bool:
        """Bring a visit to the front: its person and day, with it picked; or add one to an account."""
        if record_type == "new_visit" and isinstance(record_id, UUID):
            self._on_account_chosen(record_id, self.tr("the visit"))
            return True
        if record_type != "visit" or not isinstance(record_id, UUID):
            return False
        self._wanted = record_id
        found = self._background.read(reading.day_of_visit, self._workspace, record_id, owner=self)
        found.done(self._on_day_found).failed(self._on_failed)
        return True

    def page_actions(self) -> Sequence[tuple[actions.Action, Callable[[], object]]]:
        """The page's actions."""
        return (
            (actions.OPTIMISE, self.optimise),
            (actions.STOP, self.stop_search),
            (actions.ADD, self.add_visit),
            (actions.LOCK, self.stop_pane.toggle_lock),
            (actions.MOVE, self.stop_pane.move_on),
            (actions.REMOVE, self.stop_pane.remove_visit),
            (actions.PHONE, self.send_to_phone),
            (actions.BEFORE, lambda: self.show_day(self._day - timedelta(days=1))),
            (actions.AFTER, lambda: self.show_day(self._day + timedelta(days=1))),
            (actions.TODAY, self._on_today),
        )

    def panes(self) -> Sequence[QWidget]:
        """Timeline, map, picked visit."""
        return (self.day_pane, self.day_map, self.stop_pane)

    def _on_people(self, people: list[tuple[UUID, str]]) -> None:
        ids = [user_id for user_id, _ in people]
        if self._workspace.user.role != "rep" and self._user_id == self._workspace.user.id:
            self._user_id = next((user_id for user_id in ids if user_id != self._user_id), self._user_id)
            self.reload()
        self.day_pane.head.show_people(people, self._user_id)

    def _on_day_found(self, found: tuple[UUID, date] | None) -> None:
        if found is not None:
            self._user_id = found[0]
            self.show_day(found[1])

    def _on_today(self) -> None:
        self.show_day(self._workspace.today())

    def _on_minute(self) -> None:
        is_busy = self.search.is_running or self.day_pane.timeline.is_dragging
        if self._view is not None and self._view.today and not is_busy:
            self.reload()

    # ------------------------------------------------------------ parts

    def _connect(self) -> None:
        head, left_out, timeline = self.day_pane.head, self.day_pane.left_out, self.day_pane.timeline
        head.day_asked.connect(self.show_day)
        head.today_asked.connect(self._on_today)
        head.person_asked.connect(self.show_person)
        head.optimise_asked.connect(self.optimise)
        head.stop_asked.connect(self.stop_search)
        timeline.visit_selected.connect(self._show_picked)
        timeline.visit_activated.connect(self._on_activated)
        timeline.reordered.connect(self._on_reordered)
        timeline.lock_asked.connect(lambda *_: self.stop_pane.toggle_lock())
        left_out.selected.connect(self._show_picked)
        left_out.move_asked.connect(self._move_on)
        left_out.put_in_asked.connect(self._put_in)
        self.day_pane.fill_asked.connect(self.optimise)
        self.day_map.visit_picked.connect(self.day_pane.timeline.select)
        self.stop_pane.act_asked.connect(self._run)
        self.stop_pane.account_asked.connect(lambda account: self.open_requested.emit("account", account))
        self.search.changed.connect(self._on_search_changed)
        self.search.view_found.connect(self._fill)
        self.search.kept.connect(self._on_kept)
        self.search.filled.connect(self._on_filled)
        self.search.failed.connect(self._on_failed)
        self.day_map.add_button.clicked.connect(self.add_visit)
        self.day_map.phone_button.clicked.connect(self.send_to_phone)

    def _on_activated(self, visit_id: object) -> None:
        if self._view is not None and visit_id in self._view.by_id:
            self.open_requested.emit("account", self._view.by_id[visit_id].visit.account_id)  # type: ignore[index]

    def _lay_out(self) -> None:
        split = Split([self.day_map, self.stop_pane], [current().width("detail_pane")])
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.day_pane.setFixedWidth(current().width("timeline"))
        outer.addWidget(self.day_pane)
        outer.addWidget(separator(Qt.Orientation.Vertical))
        outer.addWidget(split, 1)
