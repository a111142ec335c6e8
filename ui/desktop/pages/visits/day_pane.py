"""The pane at the left: the day's head, its timeline or what to do about an empty one, what was left out."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from sfa.visits.queries import DayView
from ui.desktop import formats
from ui.desktop.day_rows import day_summary, duration, timeline_rows, visits_count
from ui.desktop.pages.visits.day_head import DayHead
from ui.desktop.pages.visits.left_out import LeftOutList
from ui.desktop.theme import current
from ui.desktop.widgets.day_timeline import DayTimeline
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label

__all__ = ["DayPane"]


class DayPane(QWidget):
    """Shows a `DayView`; the page listens to its parts."""

    fill_asked = Signal()
    add_asked = Signal()

    def __init__(self, *, miles: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._miles = miles
        self.head = DayHead()
        self.timeline = DayTimeline(self.tr("Visits of the day"))
        self.timeline.keeps_colour = True
        self.empty = EmptyState("map-pin", "", shortcut="O", button_icon="route")
        self.empty.title.setWordWrap(True)
        self.empty.title.setMinimumWidth(280)
        self.empty.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.asked.connect(self.fill_asked)
        self.left_out = LeftOutList()
        self.notes = label(size="small", tone="warn", wrap=True)
        self.keys = label(size="small", tone="hint")
        self.stack = QStackedWidget()
        self._blank = QLabel()
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.addStretch(2)
        around.addWidget(self.empty)
        around.addStretch(3)
        self._empty_page = middle
        for page in (self._blank, self.timeline, middle):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        for part, inset in ((self.notes, 24), (self.stack, 0), (self.left_out, 0), (self.keys, 24)):
            part.setContentsMargins(inset, 0, 16 if inset else 0, 0)
            column.addWidget(part, 1 if part is self.stack else 0)
        column.addSpacing(6)
        self._keys = self.tr("A add   L lock   Alt ↑ ↓ reorder   Del remove")
        self.setMinimumWidth(300)
        self.resize(current().width("timeline"), 600)

    def show_view(self, view: DayView, today: date, *, can_change: bool) -> None:
        """Fill the pane."""
        has_visits = bool(view.stops or view.left_out)
        count = len(view.stops) + len(view.left_out)
        self.head.show_summary(visits_count(count), day_summary(view, miles=self._miles))
        self.timeline.set_rows(timeline_rows(view, miles=self._miles, can_reorder=can_change))
        self.left_out.show_left_out(view.left_out, self._next_day(view.rep.day, today))
        self.notes.setText(" ".join(self._notes(view)))
        self.notes.setVisible(bool(self.notes.text()))
        self.keys.setText(self._keys if can_change else self.tr("This day is over; it is shown as it was."))
        self.keys.setVisible(has_visits)
        self._fill_empty(view, can_change=can_change)
        self.stack.setCurrentWidget(self.timeline if has_visits else self._empty_page)

    def begin(self) -> None:
        """Put the focus where work begins."""
        is_empty = self.stack.currentWidget() is not self.timeline
        (self.empty.button if is_empty else self.timeline).setFocus()

    def _notes(self, view: DayView) -> list[str]:
        notes = list(view.problems)
        behind = next((stop.late for stop in view.stops if stop.late), 0)
        if view.today and behind:
            notes.append(self.tr("You are {span} behind.").format(span=duration(behind)))
            notes.append(self.tr("Optimise plans the rest of the day from now on."))
        if view.rep.shift is None and (view.stops or view.left_out):
            notes.append(self.tr("This is a day off."))
        if view.rep.start.point is None and view.stops:
            notes.append(self.tr("Where the day starts is not set; see Settings."))
        return notes

    def _fill_empty(self, view: DayView, *, can_change: bool) -> None:
        day = formats.day_and_month(view.rep.day, with_weekday=True)
        title = self.tr("No visits planned for {day}").format(day=day)
        off = view.rep.shift is None
        if not can_change or view.past:
            self.empty.set_words(title)
        elif off:
            self.empty.set_words(title, self.tr("It is a day off. A adds a visit all the same."))
        else:
            advice = self.tr("Fieldbook can pick accounts that are due and fit into the day. A adds one yourself.")
            self.empty.set_words(title, advice, self.tr("Plan my day"))

    def _next_day(self, day: date, today: date) -> str:
        following = day + timedelta(days=1)
        if following == today + timedelta(days=1):
            return self.tr("tomorrow")
        return formats.day(following, with_year=False)
