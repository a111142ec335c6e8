"""The pane in the middle: the map of the day above, what is due below."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfa.visits.queries import DayView
from ui.desktop.day_rows import map_legs, map_stops
from ui.desktop.pages.today.due_pane import BAR, DuePane
from ui.desktop.theme import ThemeHost
from ui.desktop.widgets.map import MapLeg, MapStop, MapView

__all__ = ["MiddlePane"]

_EDGE = 16
_AROUND_HOME = 60_000.0  # metres across on a day without stops
_DUE_SHARE = 0.235  # of the pane's height for the rows of the due list,
_MAP_ENOUGH = 560  # or more, where the map has this height with its edges and the list's head and foot


class MiddlePane(QWidget):
    """Map and due list share the height; the map takes what the list leaves."""

    stop_picked = Signal(object)

    def __init__(self, themes: ThemeHost, zone: str, *, miles: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[UUID | None] = []
        self._shown: tuple[list[MapStop], list[MapLeg]] = ([], [])
        self.setMinimumWidth(290)
        self.map = MapView(themes.theme)
        self.map.set_units(miles=miles)
        self.map.setAccessibleName(self.tr("Map of the day"))
        self.map.stop_selected.connect(self._on_selected)
        themes.changed.connect(self.map.set_theme)
        self.due = DuePane(zone)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE - BAR, 8)
        column.setSpacing(4)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, BAR, 0)
        above.addWidget(self.map)
        column.addLayout(above, 1)
        column.addWidget(self.due)

    def show_day(self, view: DayView) -> None:
        """Show the day's stops and legs; a map the person has moved stays where it is."""
        (stops, ids), legs = map_stops(view), map_legs(view)
        if (stops, legs) != self._shown:
            was_any, self._ids = any(self._ids), ids
            self._shown = (stops, legs)
            self.map.set_stops(stops)
            self.map.set_legs(legs)
            if not any(ids) and stops:
                self.map.show_around(stops[0].point, _AROUND_HOME)
            elif not was_any:
                self.map.fit_to_stops()

    def select(self, visit_id: UUID | None) -> None:
        """Mark the stop of that visit; none where it has no place on the map."""
        self.map.select(self._ids.index(visit_id) if visit_id is not None and visit_id in self._ids else -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.due.fit(max(round(self.height() * _DUE_SHARE), self.height() - _MAP_ENOUGH))

    def _on_selected(self, index: int) -> None:
        if self._ids[index] is not None:
            self.stop_picked.emit(self._ids[index])
