"""The head above the timeline: whose day, which day, what it holds, and Optimise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.desktop import formats
from ui.desktop.widgets.buttons import Button, IconButton, LinkButton
from ui.desktop.widgets.combo import ComboBox
from ui.desktop.widgets.labels import ElidedLabel, label

__all__ = ["DayHead"]


class DayHead(QWidget):
    """Asks for another day or person, and for a better order; while one is looked for, for giving it up."""

    day_asked = Signal(object)
    today_asked = Signal()
    person_asked = Signal(object)
    optimise_asked = Signal()
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date.min
        self._people: list[UUID] = []
        self._searching = False
        self.before = IconButton("chevron-left", self.tr("Day before"), small=True)
        self.after = IconButton("chevron-right", self.tr("Day after"), small=True)
        self._date = label(strong=True)
        self.today = LinkButton(self.tr("Today"))
        self.person = ComboBox()
        self.person.setAccessibleName(self.tr("Whose day"))
        self.person.hide()
        self._count = label(strong=True)
        self._summary = ElidedLabel(size="small", tone="secondary")
        self._summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.optimise = Button(self.tr("Optimise"), "quiet", shortcut="O", small=True)
        self.before.clicked.connect(lambda: self.day_asked.emit(self._day - timedelta(days=1)))
        self.after.clicked.connect(lambda: self.day_asked.emit(self._day + timedelta(days=1)))
        self.today.clicked.connect(self.today_asked)
        self.person.activated.connect(lambda place: self.person_asked.emit(self._people[place]))
        self.optimise.clicked.connect(self._on_optimise)
        self._lay_out()

    @property
    def summary(self) -> str:
        """The grey words beside the count."""
        return self._summary.text()

    @property
    def date_text(self) -> str:
        """The day in words."""
        return self._date.text()

    def show_day(self, day: date, today: date) -> None:
        """Name the day."""
        self._day = day
        self._date.setText(formats.day_and_month(day, with_weekday=True))
        self.today.setVisible(day != today)

    def show_people(self, people: Sequence[tuple[UUID, str]], chosen: UUID) -> None:
        """Offer whose day it is, where there is a choice."""
        self._people = [user_id for user_id, _ in people]
        with QSignalBlocker(self.person):
            self.person.clear()
            self.person.addItems([name for _, name in people])
            self.person.setCurrentIndex(self._people.index(chosen) if chosen in self._people else -1)
        self.person.setVisible(len(people) > 1)

    def show_summary(self, count: str, summary: str) -> None:
        """Say how many visits there are, and the figures of the day."""
        self._count.setText(count)
        self._summary.setText(summary)

    def show_search(self, *, searching: bool, possible: bool = True) -> None:
        """Offer to look for an order, or to stop looking."""
        self._searching = searching
        self.optimise.setText(self.tr("Stop") if searching else self.tr("Optimise"))
        self.optimise.setVisible(possible or searching)
        self.optimise.updateGeometry()
        self.optimise.update()

    def _on_optimise(self) -> None:
        (self.stop_asked if self._searching else self.optimise_asked).emit()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setContentsMargins(10, 0, 16, 0)
        upper.setSpacing(2)
        for widget in (self.before, self._date, self.after):
            upper.addWidget(widget)
        upper.addStretch(1)
        upper.addWidget(self.today)
        upper.addWidget(self.person)
        lower = QHBoxLayout()
        lower.setContentsMargins(24, 0, 12, 0)
        lower.setSpacing(10)
        lower.addWidget(self._count)
        lower.addWidget(self._summary, 1)
        lower.addWidget(self.optimise)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addLayout(upper)
        column.addLayout(lower)
