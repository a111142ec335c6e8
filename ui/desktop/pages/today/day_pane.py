"""The pane at the left: how the day stands, its timeline, or what to do about an empty one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sfa.visits.queries import DayView
from ui.desktop.day_rows import day_summary, visits_count
from ui.desktop.pages.today.left_out import rows_of
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.day_timeline import DayTimeline
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import ElidedLabel, frame, label

__all__ = ["DayPane"]

_SHOWN, _EMPTY, _READING = 0, 1, 2
_HEAD, _KEYS = 40, 28


class DayPane(QWidget):
    """Heading, Optimise, timeline."""

    optimise_asked = Signal()
    plan_asked = Signal()

    def __init__(self, *, miles: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._miles = miles
        self.setMinimumWidth(260)
        self.title = label(strong=True)
        self.summary = ElidedLabel("", "small", "secondary")
        self.optimise = Button(self.tr("Optimise"), "quiet", shortcut="O", small=True)
        self.optimise.clicked.connect(self.optimise_asked)
        self.timeline = DayTimeline(self.tr("Visits of the day"))
        self.timeline.keeps_colour = True
        self.empty = EmptyState("calendar-check", "-", "-", "-", shortcut="Return")
        self.empty.asked.connect(self.plan_asked)
        said = self.tr("Alt and arrows reorder · L locks · Del moves to tomorrow")
        self.keys = ElidedLabel(said, "micro", "hint")
        self.keys.setContentsMargins(24, 0, 16, 10)
        self.keys.setFixedHeight(_KEYS)
        self.keys.hide()
        self._lay_out()

    def show_day(self, view: DayView) -> None:
        """Fill heading and timeline."""
        self.title.setText(visits_count(len(view.stops) + len(view.left_out)))
        self.summary.setText(day_summary(view, miles=self._miles))
        self.timeline.set_rows(rows_of(view, miles=self._miles))
        ahead = bool(view.order or view.left_out)
        reason = "" if ahead else self.tr("Every visit of the day is made")
        self._show_button(self.tr("Optimise"), reason, enabled=ahead)
        is_empty = not view.stops and not view.left_out
        if is_empty:
            self._say_why_empty(view)
        self._head.setVisible(not is_empty)
        self._stack.setCurrentIndex(_EMPTY if is_empty else _SHOWN)
        self._show_keys()

    def show_busy(self) -> None:
        """While a better order is looked for the button says so."""
        self._show_button(self.tr("Optimising…"), "", enabled=False)

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        target = self.timeline if self._stack.currentIndex() == _SHOWN else self.empty.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_button(self, said: str, reason: str, *, enabled: bool) -> None:
        self.optimise.setText(said)
        self.optimise.setEnabled(enabled)
        self.optimise.setToolTip(reason)
        self.optimise.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def _show_keys(self) -> None:
        """The line of keys never costs the timeline its room."""
        room = self.height() - _HEAD - self.timeline.content_height()
        self.keys.setVisible(room >= _KEYS and bool(self.timeline.visits))

    def _say_why_empty(self, view: DayView) -> None:
        if view.rep.shift is None:
            title = self.tr("A day off")
            advice = self.tr("No visits are planned. Tasks and promises stand at the right.")
        else:
            title = self.tr("No visits planned today")
            advice = self.tr("Fieldbook can propose accounts that are due and put them in the best order.")
        self.empty.set_words(title, advice, self.tr("Plan my day"))

    def _lay_out(self) -> None:
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(24, 4, 8, 0)
        row.setSpacing(12)
        row.addWidget(self.title)
        row.addWidget(self.summary, 1)
        row.addWidget(self.optimise)
        self._head.setFixedHeight(_HEAD)
        self._head.hide()
        holder = frame("page")
        middle = QVBoxLayout(holder)
        middle.addStretch(2)
        middle.addWidget(self.empty)
        middle.addStretch(3)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.timeline)
        self._stack.addWidget(holder)
        self._stack.addWidget(frame("page"))
        self._stack.setCurrentIndex(_READING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.keys)
