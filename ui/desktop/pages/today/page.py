"""The page: the day at the left, map and what is due in the middle, the brief at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from sfa.activities.queries import ActivityRow
from sfa.errors import FieldbookError
from sfa.store.events import Announcement
from sfa.visits.acts import FinishVisit, LockVisit, StartVisit
from sfa.visits.brief import Brief
from sfa.visits.day import PlannedDay
from sfa.visits.queries import DayView
from ui.desktop import formats
from ui.desktop.actions import Action
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.today import reading, words
from ui.desktop.pages.today.actions import ACTIONS
from ui.desktop.pages.today.brief_pane import BriefPane
from ui.desktop.pages.today.day_pane import DayPane
from ui.desktop.pages.today.middle_pane import MiddlePane
from ui.desktop.pages.today.pane_widths import PaneWidths
from ui.desktop.pages.today.reading import Today
from ui.desktop.theme import current
from ui.desktop.widgets.send_to_phone import SendToPhone
from ui.desktop.widgets.split import Split

__all__ = ["TodayPage"]

_TABLES = (
    "visit", "activity", "day_route", "account", "location", "contact", "affiliation", "opportunity", "quote",
    "working_hours", "stage",
)  # fmt: skip
_TICK_MS = 5_000


class TodayPage(Page):
    """The rep's home. It follows the clock: each minute expected times and lateness are worked out anew."""

    name = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = self.tr("Today")
        self._context = context
        self._today: Today | None = None
        self._picked: UUID | None = None
        self._briefed: UUID | None = None
        self._minute: datetime | None = None
        self._is_stale = True
        self._is_optimising = False
        self._wants_focus = False
        self._days: Latest[Today] = Latest(context.background, self)
        self._briefs: Latest[Brief | None] = Latest(context.background, self)
        zone = context.workspace.user.zone
        self.day = DayPane(miles=context.miles)
        self.middle = MiddlePane(context.themes, zone, miles=context.miles)
        self.brief = BriefPane(zone, context.workspace.today)
        self.send: SendToPhone | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._lay_out()
        self._connect()
        self._show_date()

    # --- what the shell asks ---

    def activate(self) -> None:
        if self._is_stale:
            self._reload()
        self._wants_focus = self._today is None
        if self._today is not None:
            self.day.focus_first()

    def deactivate(self) -> None:
        self._widths.keep()

    def refresh(self, announcement: Announcement) -> None:
        if not announcement.touches(*_TABLES):
            return
        self._is_stale = True
        if self.isVisible():
            self._reload()

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        runs: dict[str, Callable[[], object]] = {
            "today.log": self.brief.act,
            "today.optimise": self._optimise,
            "today.add": self.middle.due.begin_task,
            "today.tomorrow": self._postpone,
            "today.phone": self._open_send,
            "today.call": self.brief.call_ahead,
            "today.account": self.brief.open_account,
        }
        return [(action, runs[action.id]) for action in ACTIONS]

    def panes(self) -> Sequence[QWidget]:
        return (self.day, self.middle.map, self.middle.due, self.brief)

    def show_record(self, record_type: str, record_id: object) -> bool:
        return record_type == "visit" and self.day.timeline.select(record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.brief.act()
        elif event.key() == Qt.Key.Key_Escape:
            self._follow()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # --- reading ---

    def _reload(self) -> None:
        self._is_stale = False
        handle = self._days.read(reading.read_today, self._context.workspace)
        handle.done(self._on_today).failed(self._on_failed)

    def _on_tick(self) -> None:
        now = self._context.workspace.clock.now().replace(second=0, microsecond=0)
        is_dragging = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now != self._minute and not is_dragging:
            self._minute = now
            self._show_date()
            self._reload()

    def _show_date(self) -> None:
        self.set_subtitle(formats.day_and_month(self._context.workspace.today(), with_weekday=True))

    def _on_today(self, today: Today) -> None:
        self._today = today
        view = today.view
        self.day.show_day(view)
        if self._is_optimising:
            self.day.show_busy()
        self.middle.show_day(view)
        self.middle.due.show_due(today.due, today.overdue)
        if self._picked is not None and today.stop(self._picked) is None:
            self._picked = None
        self._show_stop()
        if self._wants_focus:
            # What has the focus before anything is read was not chosen by anybody.
            self._wants_focus = False
            self.day.focus_first()

    def _show_stop(self) -> None:
        """The picked visit, else the next one, in timeline, map and brief."""
        if self._today is None:
            return
        view = self._today.view
        last = view.stops[-1] if view.stops else None
        stop = self._today.stop(self._picked) if self._picked else view.next or last
        if stop is not None:
            self.day.timeline.select(stop.visit.id)
        self.middle.select(stop.visit.id if stop else None)
        self.brief.show_stop(view, stop)
        if stop is not None:
            handle = self._briefs.read(reading.read_brief, self._context.workspace, stop.visit.id)
            handle.done(self.brief.show_brief).failed(self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FieldbookError):
            self.message_raised.emit("bad", error.message)

    # --- picking ---

    def _pick(self, visit_id: Any) -> None:
        shown = self.brief.stop
        if self._today is None or (shown is not None and shown.visit.id == visit_id):
            return
        following = self._today.view.next
        self._picked = None if following is not None and following.visit.id == visit_id else visit_id
        self._show_stop()

    def _follow(self) -> None:
        """Back to what comes next."""
        self._picked = None
        self._show_stop()

    def _on_activated(self, visit_id: Any) -> None:
        self._pick(visit_id)
        self.brief.act()

    # --- acting ---

    def _run(self, args: msgspec.Struct, done: str, after: Callable[[], object] | None = None) -> None:
        handle = self._context.background.write(self._context.workspace.run, args, owner=self)
        handle.done(lambda _: self._on_done(done, after)).failed(self._on_refused)

    def _on_done(self, sentence: str, after: Callable[[], object] | None = None) -> None:
        if after is not None:
            after()
        can_be_undone = True
        self.done_told.emit(sentence, can_be_undone)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, FieldbookError):
            return
        if self.brief.is_logging:
            self.brief.outcome.say(error.message)
        else:
            self.message_raised.emit("bad", error.message)

    def _start(self, visit_id: UUID) -> None:
        stop = self._today.stop(visit_id) if self._today else None
        name = stop.visit.account if stop else ""
        said = self.tr("Visit at {name} started").format(name=name)
        self._run(StartVisit(visit_id), said, self._follow)

    def _on_finished(self, args: FinishVisit, said: str) -> None:
        self._run(args, said, self._after_log)

    def _after_log(self) -> None:
        self._picked = None
        self.brief.stop_logging()
        self.day.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_steps(self, outcome: str) -> None:
        handle = self._context.background.read(reading.read_steps, self._context.workspace, outcome, owner=self)
        handle.done(lambda steps: self.brief.outcome.offer_steps(outcome, steps)).failed(self._on_failed)

    def _tick_off(self, row: ActivityRow) -> None:
        self._run(reading.complete(row), self.tr("Done: {what}").format(what=row.subject))

    def _postpone(self) -> None:
        """What the focus is on goes to tomorrow: a line of the due list, or the picked visit."""
        today = self._context.workspace.today()
        row, stop = self.middle.due.current(), self.brief.stop
        if row is not None:
            said = self.tr("Moved to tomorrow: {what}").format(what=row.subject)
            self._run(reading.postpone(row.id, today), said)
        elif self.day.timeline.hasFocus() and stop is not None and stop.visit.state == "planned":
            said = self.tr("Visit at {name} moved to tomorrow").format(name=stop.visit.account)
            self._run(reading.postpone(stop.visit.id, today), said, self._follow)

    def _add_task(self, subject: str) -> None:
        said = self.tr("Task added: {what}").format(what=subject)
        self._run(reading.add_task(subject, self._context.workspace.today()), said)

    def _move_all(self, ids: list[UUID]) -> None:
        workspace = self._context.workspace
        handle = self._context.background.write(reading.move_all, workspace, ids, workspace.today(), owner=self)
        handle.done(lambda _: self._on_done(self.tr("Moved to today"))).failed(self._on_refused)

    def _open_activity(self, row: ActivityRow) -> None:
        for kind, record in (("opportunity", row.opportunity_id), ("account", row.account_id)):
            if record is not None:
                self.open_requested.emit(kind, record)
                return

    # --- the order of the day ---

    def _optimise(self) -> None:
        if self._today is None or self._is_optimising or not self.day.optimise.isEnabled():
            return
        self._is_optimising = True
        self.day.show_busy()
        before = self._today.view
        handle = self._context.background.read(reading.optimised, self._context.workspace, owner=self)
        handle.done(lambda plan: self._keep(plan, before)).failed(self._on_not_optimised)

    def _keep(self, plan: PlannedDay, before: DayView) -> None:
        said = words.order_said(before, plan, miles=self._context.miles)
        handle = self._context.background.write(self._context.workspace.run, plan.args(), owner=self)
        handle.done(lambda _: self._on_done(said, self._on_optimised)).failed(self._on_not_optimised)

    def _on_optimised(self) -> None:
        self._is_optimising = False
        self._reload()

    def _on_not_optimised(self, error: Exception) -> None:
        self._on_optimised()
        self._on_refused(error)

    def _reorder(self, order: list[UUID]) -> None:
        handle = self._context.background.write(reading.keep_order, self._context.workspace, order, owner=self)
        handle.done(self._on_reordered).failed(self._on_order_refused)

    def _on_reordered(self, plan: PlannedDay) -> None:
        problems = [problem for stop in plan.stops for problem in stop.problems]
        self._on_done(problems[0] if problems else self.tr("Order changed"))

    def _on_order_refused(self, error: Exception) -> None:
        self._on_refused(error)
        self._reload()

    def _lock(self, visit_id: UUID, locked: bool) -> None:
        said = self.tr("Visit locked at its place") if locked else self.tr("Visit unlocked")
        self._run(LockVisit(visit_id, locked), said)

    # --- elsewhere ---

    def _call(self, number: str) -> None:
        self._tell(self.tr("Calling {number}").format(number=words.phone(number)))
        QDesktopServices.openUrl(QUrl(f"tel:{number.replace(' ', '')}"))

    def _tell(self, sentence: str) -> None:
        can_be_undone = False
        self.done_told.emit(sentence, can_be_undone)

    def _open_send(self) -> None:
        if self._today is None:
            return
        if self.send is None:
            self.send = SendToPhone(self._context, self.window())
            self.send.told.connect(self._tell)
            self.send.failed.connect(self._on_refused)
        self.send.open_below(self.brief.phone if self.brief.phone.isVisible() else self.day, self._today.view)

    # --- made once ---

    def _lay_out(self) -> None:
        theme = current()
        split = Split([self.day, self.middle, self.brief], [400, theme.width("brief_pane")])
        for place, stretch in enumerate((1, 5, 1)):
            split.setStretchFactor(place, stretch)
        split.setSizes([theme.width("timeline"), 494, theme.width("brief_pane")])
        self._widths = PaneWidths(split, self._context, "today.panes")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _connect(self) -> None:
        self.day.timeline.visit_selected.connect(self._pick)
        self.day.timeline.visit_activated.connect(self._on_activated)
        self.day.timeline.reordered.connect(self._reorder)
        self.day.timeline.lock_asked.connect(self._lock)
        self.day.optimise_asked.connect(self._optimise)
        self.day.plan_asked.connect(lambda: self.page_requested.emit("visits"))
        self.middle.stop_picked.connect(self._pick)
        due = self.middle.due
        due.done_asked.connect(self._tick_off)
        due.task_typed.connect(self._add_task)
        due.move_all_asked.connect(self._move_all)
        due.opened.connect(self._open_activity)
        self.brief.start_asked.connect(self._start)
        self.brief.outcome.steps_wanted.connect(self._read_steps)
        self.brief.outcome.finished.connect(self._on_finished)
        self.brief.outcome.closed.connect(self.brief.stop_logging)
        self.brief.phone_asked.connect(self._open_send)
        self.brief.call_asked.connect(self._call)
        self.brief.open_asked.connect(self.open_requested)
