"""Which names a view asks for, and in which order they may choose their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QFont

from sfa.places.basemap import AreaName, BaseMap, PlaceName
from ui.desktop.theme import Theme
from ui.desktop.widgets.map.data import MapStop, StopState
from ui.desktop.widgets.map.names import Label
from ui.desktop.widgets.map.projection import Viewport
from ui.desktop.widgets.map.route import MARK_RADIUS

__all__ = ["area_labels", "place_labels_of", "stop_labels"]

# Below so many metres a pixel, places of at least so many people are named.
_LEAST = ((220.0, 0), (450.0, 2_000), (1_300.0, 15_000), (5_000.0, 100_000))
_LEAST_FAR = 500_000
_MOST = 500
_NAMED_STOPS = 60
_STRONG = 300_000
_AREAS_BELOW = 420.0


def stop_labels(stops: Sequence[MapStop], screen: list[list[float]], selected: int, theme: Theme) -> Iterator[Label]:
    """The names of the stops, the selected one first; with very many stops the marks have to do."""
    if len(stops) > _NAMED_STOPS:
        return
    font, color = theme.font("small", strong=True), theme.color("text.primary")
    for index in sorted(range(len(stops)), key=lambda index: index != selected):
        chosen = index == selected or stops[index].state is StopState.SELECTED
        x, y = screen[index]
        yield Label(stops[index].label, x, y, font, color, MARK_RADIUS + (10 if chosen else 5))


def place_labels_of(view: Viewport, base: BaseMap, theme: Theme) -> Iterator[Label]:
    """Cities, then towns, by population; the largest are strong and stand on their middle."""
    resolution = view.metres_per_pixel
    least = next((people for limit, people in _LEAST if resolution < limit), _LEAST_FAR)
    places = base.places(view.box, least, _MOST)
    screen = view.screen(_degrees(places)).tolist() if places else []
    strong, plain = theme.font("base", strong=True), theme.font("small")
    for place, (x, y) in zip(places, screen, strict=True):
        if place.population >= _STRONG:
            yield Label(place.name, x, y, strong, theme.color("text.primary"))
        else:
            yield Label(place.name, x, y, plain, theme.color("map.label"), 6.0, dot=True)


def area_labels(view: Viewport, base: BaseMap, theme: Theme) -> Iterator[list[Label]]:
    """For each county in view the places where its name can stand, the roomiest first."""
    if view.metres_per_pixel > _AREAS_BELOW:
        return
    areas: dict[str, list[AreaName]] = {}
    for area in base.area_names(view.box):
        areas.setdefault(area.name, []).append(area)
    font, color = _spaced(theme), theme.color("map.label")
    for name, found in areas.items():
        screen = view.screen(_degrees(found)).tolist()
        yield [Label(name.upper(), x, y, font, color) for x, y in screen]


def _degrees(items: Sequence[PlaceName] | Sequence[AreaName]) -> NDArray[np.float64]:
    return np.array([(item.lon, item.lat) for item in items])


def _spaced(theme: Theme) -> QFont:
    font = theme.font("micro")
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2.0)
    return font
