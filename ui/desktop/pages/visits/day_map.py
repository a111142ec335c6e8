"""The pane in the middle: the day on the map, and what can be added to it or taken from it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.visits.queries import DayView
from ui.desktop.day_rows import map_legs, map_stops
from ui.desktop.theme import ThemeHost
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.map import MapView

__all__ = ["DayMap"]

_AROUND_HOME = 60_000.0  # metres across while there is no stop to show


class DayMap(QWidget):
    """Shows the stops of a `DayView`; a click on a mark tells the visit."""

    visit_picked = Signal(object)

    def __init__(self, themes: ThemeHost, *, miles: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[UUID | None] = []
        self._fitted: tuple[UUID, date, int] | None = None
        self.map = MapView(themes.theme)
        self.map.set_units(miles=miles)
        self.add_button = Button(self.tr("Add visit"), icon="plus", shortcut="A")
        self.phone_button = Button(self.tr("To the phone"), icon="qr-code", shortcut="P")
        self._state = label(size="small", tone="secondary")
        self.map.stop_selected.connect(self._on_selected)
        themes.changed.connect(self.map.set_theme)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button)
        row.addWidget(self._state, 1)
        row.addWidget(self.phone_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.map, 1)

    def show_view(self, view: DayView) -> None:
        """Show the day; another day or another number of stops is brought into view whole."""
        stops, self._ids = map_stops(view)
        self.map.set_stops(stops)
        self.map.set_legs(map_legs(view))
        shown = (view.rep.user_id, view.rep.day, len(stops))
        if shown != self._fitted:
            self._fitted = shown
            if any(self._ids):
                self.map.fit_to_stops()
            elif stops:
                self.map.show_around(stops[0].point, _AROUND_HOME)

    def select(self, visit_id: UUID) -> None:
        """Mark the visit, if it is on the map."""
        self.map.select(self._ids.index(visit_id) if visit_id in self._ids else -1)

    def say(self, words: str) -> None:
        """What is being worked on, beside the buttons."""
        self._state.setText(words)

    def _on_selected(self, index: int) -> None:
        visit_id = self._ids[index] if 0 <= index < len(self._ids) else None
        if visit_id is not None:
            self.visit_picked.emit(visit_id)
