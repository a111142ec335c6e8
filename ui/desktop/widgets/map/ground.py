"""Ground, water, built-up areas and boundaries: the layer that changes only with the view."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from sfa.places.basemap import BaseMap, Shape, level_for
from ui.desktop.theme import Theme
from ui.desktop.widgets.map.projection import Viewport

__all__ = ["paint_ground", "path_of"]

_FILLED = (("land", "map.land"), ("builtup", "map.builtup"), ("lake", "map.water"))
# kind, colour, width in px, dashed, shown below so many metres a pixel
_LINES = (
    ("river", "map.water", 1.6, False, 4000.0),
    ("county", "map.boundary", 1.0, True, 900.0),
    ("state", "map.boundary", 1.4, True, 12_000.0),
    ("country", "map.boundary", 1.8, False, 1e9),
)
_POINT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])


def paint_ground(painter: QPainter, view: Viewport, base: BaseMap, theme: Theme) -> None:
    """Fill the whole view: water first, then what the base map knows."""
    painter.fillRect(0, 0, view.width, view.height, theme.color("map.water"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    resolution = view.metres_per_pixel
    shapes = base.shapes(view.box, level_for(resolution))
    for kind, color in _FILLED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.color(color)))
        _draw(painter, view, shapes, kind)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for kind, color, width, dashed, limit in _LINES:
        if resolution < limit:
            pen = QPen(theme.color(color), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            if dashed:
                pen.setDashPattern([5 / width, 3 / width])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            _draw(painter, view, shapes, kind)


def _draw(painter: QPainter, view: Viewport, shapes: list[Shape], kind: str) -> None:
    for shape in shapes:
        if shape.kind == kind:
            painter.drawPath(path_of(view.screen(shape.points), shape.counts))


def path_of(points: NDArray[np.float64], counts: NDArray[np.int64]) -> QPainterPath:
    """A path of several parts, odd-even filled. points: (n, 2) pixels; counts: points of each part.

    Read from a stream in Qt's own format: adding points one by one takes a hundred times as long.
    """
    rows = np.empty(len(points), dtype=_POINT)
    rows["kind"] = 1
    rows["kind"][np.cumsum(counts) - counts] = 0
    rows["x"], rows["y"] = points[:, 0], points[:, 1]
    data = struct.pack(">i", len(points)) + rows.tobytes() + struct.pack(">ii", 0, 0)
    path = QPainterPath()
    stream = QDataStream(QByteArray(data))
    stream >> path
    return path
