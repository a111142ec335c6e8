"""The map: a frame with base map, 2,000 marks and a route, and the first picture after a start."""

from __future__ import annotations

import random
import statistics
import time
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication

from sfa.places.basemap import BaseMap
from sfa.places.point import E7, Point
from tests.benchmarks.row import Row
from ui.desktop import theme
from ui.desktop.widgets.map import MapLeg, MapStop, MapView

__all__ = ["rows"]

_MARKS, _STOPS_OF_ROUTE, _FRAMES = 2_000, 30, 120
_FRAME_MS, _REST_MS, _COLD_MS = 16.0, 150.0, 150.0
_SIZE = (900, 640)


def rows() -> list[Row]:
    """Frames while the map moves (95th percentile), the full drawing when it rests, the first from a closed file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    host = theme.apply(app, "light")
    colds = [_cold(host.theme) for _ in range(5)]
    with BaseMap() as base:
        view = _filled(host.theme, base)
        rests = [_at_rest(view, number) for number in range(20)]
        view.fit_to_stops()
        drags = _dragged(view)
        zooms = [_zoomed(view, 120 if number % 2 else -120) for number in range(_FRAMES)]
        view.close()
    drag, zoom = (sorted(taken)[int(0.95 * len(taken))] for taken in (drags, zooms))
    rest, cold = statistics.median(rests), statistics.median(colds)
    return [
        Row("map frame while dragged, 95th percentile", _MARKS, round(drag, 1), "ms", _FRAME_MS, drag <= _FRAME_MS),
        Row("map frame while zoomed, 95th percentile", _MARKS, round(zoom, 1), "ms", _FRAME_MS, zoom <= _FRAME_MS),
        Row("map drawn anew when it comes to rest", _MARKS, round(rest), "ms", _REST_MS, rest <= _REST_MS),
        Row("map, first picture from a closed file", _STOPS_OF_ROUTE, round(cold), "ms", _COLD_MS, cold <= _COLD_MS),
    ]


def _marks(count: int) -> list[MapStop]:
    draw = random.Random(count)
    return [
        MapStop(Point(round(draw.gauss(40, 0.4) * E7), round(draw.gauss(-83, 0.5) * E7)), f"Customer {n}", n + 1)
        for n in range(count)
    ]


def _legs(stops: list[MapStop]) -> list[MapLeg]:
    return [MapLeg((a.point, b.point), label="20 min") for a, b in pairwise(stops)]


def _filled(colours: theme.Theme, base: BaseMap) -> MapView:
    stops = _marks(_MARKS)
    view = MapView(colours, base)
    view.resize(*_SIZE)
    view.set_stops(stops)
    view.set_legs(_legs(stops[:_STOPS_OF_ROUTE]))
    view.show()
    QApplication.processEvents()
    return view


def _cold(colours: theme.Theme) -> float:
    """Milliseconds from opening the map file to a painted day of thirty stops."""
    stops = _marks(_STOPS_OF_ROUTE)
    begun = time.perf_counter()
    with BaseMap() as base:
        view = MapView(colours, base)
        view.resize(*_SIZE)
        view.set_stops(stops)
        view.set_legs(_legs(stops))
        view.render(QPixmap(*_SIZE))
        taken = (time.perf_counter() - begun) * 1000
        view.close()
    return taken


def _dragged(view: MapView) -> list[float]:
    """Milliseconds of each frame while the mouse drags the map about."""
    middle = QPointF(view.rect().center())
    _press(view, QEvent.Type.MouseButtonPress, middle)
    taken = []
    for number in range(_FRAMES):
        at = middle + QPointF(7 * (number % 10), 4 * (number % 7))
        begun = time.perf_counter()
        _press(view, QEvent.Type.MouseMove, at)
        view.repaint()
        taken.append((time.perf_counter() - begun) * 1000)
    _press(view, QEvent.Type.MouseButtonRelease, middle)
    return taken[1:]


def _press(view: MapView, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QMouseEvent(kind, at, view.mapToGlobal(at), left, left, none))


def _zoomed(view: MapView, turned: int) -> float:
    spot = QPointF(view.rect().center())
    event = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    begun = time.perf_counter()
    view.wheelEvent(event)
    view.repaint()
    return (time.perf_counter() - begun) * 1000


def _at_rest(view: MapView, number: int) -> float:
    """Milliseconds to draw ground, names, marks and route anew where the map has not been."""
    view.show_around(Point(round((40 + number / 50) * E7), round(-83 * E7)), 120_000)
    begun = time.perf_counter()
    view.repaint()
    return (time.perf_counter() - begun) * 1000
