"""The pane at the right: the picked visit, why it stands where it does, and what can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sfa.activities.acts import CancelActivity, MoveToDay
from sfa.errors import FieldbookError
from sfa.places.opening_hours import OpeningHours
from sfa.visits.acts import ChangeVisit, LockVisit
from sfa.visits.day import LeftOutVisit
from sfa.visits.queries import DayView, TimelineStop
from sfa.visits.rep_day import WantedVisit
from ui.desktop import formats
from ui.desktop.day_rows import clock, duration, state_chip
from ui.desktop.fields import DateField
from ui.desktop.pages.visits.wishes import Wishes
from ui.desktop.widgets.buttons import RING, Button, IconButton, LinkButton
from ui.desktop.widgets.chips import Chip, ChipData
from ui.desktop.widgets.labels import label, separator, set_tone
from ui.desktop.widgets.section import SectionHead

__all__ = ["StopPane"]

_LONGEST_PART = 18


class StopPane(QScrollArea):
    """Shows one visit of a `DayView`; asks the page to run acts."""

    act_asked = Signal(object, str)
    """(act arguments, sentence for the toast)"""
    account_asked = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: WantedVisit | None = None
        self._day = date.min
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place = label(size="small", tone="secondary")
        self._chip = Chip()
        self.title = label(size="title", strong=True, wrap=True)
        self._address = label(size="small", tone="secondary", wrap=True)
        self._rough = label(size="small", tone="warn", wrap=True)
        self.open_account = IconButton("external-link", self.tr("Open the account"), small=True)
        self.lock = Button(self.tr("Lock"), icon="lock", shortcut="L")
        self._problems = label(tone="warn", wrap=True)
        self._why_head = _head(self.tr("Why here"))
        self.why = label(tone="secondary", wrap=True)
        self._hours_head = _head(self.tr("Opening hours"))
        self.hours = label(wrap=True)
        self._week = label(size="small", tone="secondary", wrap=True)
        self._wishes_head = _head(self.tr("This visit"))
        self.move_to = DateField("day", self.tr("Move to"), today)
        self.wishes = Wishes(self.move_to)
        self.move_tomorrow = Button(self.tr("Next day"), icon="arrow-right", shortcut="M")
        self.remove = LinkButton(self.tr("Remove from the day"), tone="text.secondary")
        self._lay_out()
        self._connect()
        self.show_nothing()

    @property
    def visit_id(self) -> UUID | None:
        """The visit shown."""
        return self._visit.id if self._visit else None

    def show_nothing(self) -> None:
        """No visit is picked."""
        self._visit = None
        self._body.hide()
        self._hint.show()

    def show_stop(self, view: DayView, stop: TimelineStop, *, can_change: bool) -> None:
        """Fill the pane with a visit that has its place in the day."""
        place = self.tr("Stop {number} of {count}").format(number=stop.number, count=len(view.stops))
        self._fill(view, stop.visit, place, state_chip(stop))
        self._problems.setText(" ".join((*stop.problems, *self._lateness(stop))))
        self._problems.setVisible(bool(self._problems.text()))
        is_open = stop.visit.state == "planned"
        self._why_head.setVisible(is_open and bool(stop.why))
        self.why.setText(_breakable(stop.why))
        self.why.setVisible(is_open and bool(stop.why))
        self._show_acts(stop.visit, can_change=can_change)
        self.lock.updateGeometry()
        times = "–".join(part for part in (clock(stop.begin), clock(stop.end)) if part)
        self._address.setText(" · ".join(part for part in (_breakable(stop.visit.address), times) if part))

    def show_left_out(self, view: DayView, out: LeftOutVisit, *, can_change: bool) -> None:
        """Fill the pane with a visit that found no room."""
        self._fill(view, out.visit, self.tr("Left out"), ChipData(self.tr("Does not fit"), "warn", "clock"))
        self._problems.setText(_breakable(out.reason))
        self._problems.show()
        for part in (self._why_head, self.why):
            part.hide()
        self._show_acts(out.visit, can_change=can_change)

    def show_error(self, error: FieldbookError) -> bool:
        """Say a refusal beside the field it names; False if there is none."""
        return self.wishes.show_error(error)

    def move_on(self) -> None:
        """Move the visit to the next day."""
        self._move(self._day + timedelta(days=1))

    def toggle_lock(self) -> None:
        """Lock or unlock the visit's place."""
        visit = self._visit
        if visit is not None and visit.state == "planned":
            words = self.tr("Unlocked {name}") if visit.locked else self.tr("Locked {name}")
            self.act_asked.emit(LockVisit(visit.id, not visit.locked), words.format(name=visit.account))

    def remove_visit(self) -> None:
        """Take the visit out of the day."""
        visit = self._visit
        if visit is not None and visit.state == "planned":
            self.act_asked.emit(CancelActivity(visit.id), self.tr("Removed {name}").format(name=visit.account))

    def _lateness(self, stop: TimelineStop) -> tuple[str, ...]:
        if not stop.late:
            return ()
        words = self.tr("{late} late: arriving at {time}.")
        return (words.format(late=duration(stop.late), time=clock(stop.expected)),)

    def _fill(self, view: DayView, visit: WantedVisit, place: str, chip: ChipData | None) -> None:
        if self.visit_id != visit.id:
            self.verticalScrollBar().setValue(0)
            self.move_to.set_value(None)
            self.move_to.show_error("")
        self._visit, self._day = visit, view.rep.day
        self._place.setText(place)
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set_data(chip)
        self.title.setText(_breakable(visit.account))
        self._address.setText(_breakable(visit.address))
        self._rough.setText(self.tr("Only the town is known; set the exact place on the account."))
        self._rough.setVisible(visit.rough)
        self._fill_hours(visit.hours, view.rep.day)
        self._hint.hide()
        self._body.show()

    def _fill_hours(self, hours: OpeningHours | None, day: date) -> None:
        if hours is None:
            self.hours.setText(self.tr("Not known; set them on the account."))
            set_tone(self.hours, "hint")
            self._week.hide()
            return
        spans = [f"{clock(begin)}–{clock(end)}" for begin, end in hours.windows(day.weekday())]
        today = ", ".join(spans) or self.tr("closed")
        weekday = formats.locale().dayName(day.isoweekday())
        self.hours.setText(f"{weekday}: {today}")
        set_tone(self.hours, "primary" if spans else "warn")
        self._week.setText(hours.format())
        self._week.show()

    def _show_acts(self, visit: WantedVisit, *, can_change: bool) -> None:
        is_open = visit.state == "planned"
        changes = (self._wishes_head, self.wishes, self.move_tomorrow, self.remove, self.lock)
        for part in changes:
            part.setVisible(is_open and can_change)
        self.lock.setText(self.tr("Unlock") if visit.locked else self.tr("Lock"))
        self.lock.set_icon_name("lock-open" if visit.locked else "lock")
        if is_open:
            self.wishes.show_visit(visit)

    def _move(self, day: date) -> None:
        visit = self._visit
        if visit is None or visit.state != "planned" or day == self._day:
            return
        words = self.tr("Moved {name} to {day}").format(
            name=visit.account, day=formats.day_and_month(day, with_weekday=True)
        )
        self.act_asked.emit(MoveToDay(visit.id, day), words)

    def _on_move_committed(self) -> None:
        if self.move_to.check() and self.move_to.value() is not None:
            self._move(self.move_to.value())

    def _on_change_asked(self, args: ChangeVisit) -> None:
        visit = self._visit
        if visit is not None:
            self.act_asked.emit(args, self.tr("Changed {name}").format(name=visit.account))

    def _on_open_account(self) -> None:
        if self._visit is not None:
            self.account_asked.emit(self._visit.account_id)

    def _connect(self) -> None:
        self.open_account.clicked.connect(self._on_open_account)
        self.lock.clicked.connect(self.toggle_lock)
        self.remove.clicked.connect(self.remove_visit)
        self.move_tomorrow.clicked.connect(self.move_on)
        self.move_to.committed.connect(self._on_move_committed)
        self.wishes.change_asked.connect(self._on_change_asked)

    def _lay_out(self) -> None:
        self._hint = label(self.tr("Pick a visit to see why it stands where it does."), tone="hint", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(_row(self._place, None, self._chip, inset=RING))
        name = _row(self.title, self.open_account, inset=RING)
        name.setStretch(0, 1)
        name.setAlignment(self.open_account, Qt.AlignmentFlag.AlignTop)
        column.addLayout(name)
        _add(column, self._address, self._rough, self._problems)
        column.addSpacing(6)
        column.addLayout(_row(separator(), inset=RING))
        column.addSpacing(2)
        _add(column, self._why_head, self.why)
        column.addSpacing(2)
        _add(column, self._hours_head, self.hours, self._week)
        column.addSpacing(4)
        column.addLayout(_row(self.lock, self.move_tomorrow, None))
        column.addSpacing(2)
        _add(column, self._wishes_head, self.wishes)
        column.addLayout(_row(self.remove, None))
        column.addStretch(1)
        outer = QWidget()
        frame = QVBoxLayout(outer)
        frame.setContentsMargins(20 - RING, 10, 14, 16)
        frame.addWidget(self._hint)
        frame.addWidget(self._body, 1)
        outer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setWidget(outer)


def _breakable(words: str) -> str:
    """Words in which a very long one may go on in the next line, else it would make the pane wider than it is."""
    return re.sub(rf"(\S{{{_LONGEST_PART}}})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", words)


def _head(words: str) -> SectionHead:
    """A heading without the room for buttons that it does not have."""
    head = SectionHead(words)
    head.setMinimumHeight(24)
    return head


def _row(*widgets: QWidget | None, inset: int = 0) -> QHBoxLayout:
    """Widgets side by side; None stretches. inset: room at the left, so that words begin below each other."""
    row = QHBoxLayout()
    row.setContentsMargins(inset, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def _add(column: QVBoxLayout, *widgets: QWidget) -> None:
    """Below each other, inset as far as buttons are by the room for their focus ring."""
    for widget in widgets:
        widget.setContentsMargins(RING, 0, 0, 0)
        column.addWidget(widget)
