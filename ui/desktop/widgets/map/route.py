"""The day on the map: legs with a casing, numbered marks, the time of the selected leg."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.desktop.icons import tinted
from ui.desktop.theme import Theme
from ui.desktop.widgets.map.data import MapLeg, MapStop, StopState
from ui.desktop.widgets.map.projection import Viewport

__all__ = ["MARK_RADIUS", "Look", "MarkPainter", "leg_paths", "paint_legs", "paint_pill", "pill_rect"]

MARK_RADIUS = 12.0
_DOT_RADIUS = 5.0
_EDGE = 22  # half the edge of a mark's picture: room for halo and ring
_KEPT = 600
_BEND = 0.06  # of the leg's length, to one side, so that two legs between the same stops are told apart


def leg_paths(legs: Sequence[MapLeg], view: Viewport) -> list[QPainterPath]:
    """Each leg's line in pixels, empty where a leg has fewer than two points."""
    return [_line(view.screen_of(leg.points).tolist()) for leg in legs]


def _line(points: list[list[float]]) -> QPainterPath:
    path = QPainterPath()
    if len(points) < 2:
        return path
    path.moveTo(*points[0])
    if len(points) == 2:
        (x1, y1), (x2, y2) = points
        path.quadTo((x1 + x2) / 2 + (y2 - y1) * _BEND * 2, (y1 + y2) / 2 - (x2 - x1) * _BEND * 2, x2, y2)
        return path
    for (x1, y1), (x2, y2) in pairwise(points[1:]):
        path.quadTo(x1, y1, (x1 + x2) / 2, (y1 + y2) / 2)
    path.lineTo(*points[-1])
    return path


def paint_legs(painter: QPainter, legs: Sequence[MapLeg], paths: Sequence[QPainterPath], theme: Theme) -> None:
    """Past legs grey and below, coming legs in the accent; each on a casing that parts it from the ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colors = {True: theme.color("text.hint"), False: theme.color("chart.main")}
    for past in (True, False):
        chosen = [path for leg, path in zip(legs, paths, strict=True) if leg.past is past]
        for color, width in ((theme.color("map.halo"), 6.0), (colors[past], 3.0)):
            painter.setPen(_round_pen(color, width))
            for path in chosen:
                painter.drawPath(path)


def _round_pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def pill_rect(text: str, path: QPainterPath, share: float, theme: Theme) -> QRectF:
    """Where the pill with a leg's time stands after a share of its line, 0 to 1."""
    metrics = QFontMetricsF(theme.font("micro"))
    width, height = metrics.horizontalAdvance(text) + 16, 20.0
    middle = path.pointAtPercent(share)
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


def paint_pill(painter: QPainter, text: str, rect: QRectF, theme: Theme) -> None:
    """The time of a leg on a small ground of its own."""
    painter.setPen(QPen(theme.color("line.separator"), 1))
    painter.setBrush(theme.color("bg.raised"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(theme.color("text.primary"))
    painter.setFont(theme.font("micro"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


@dataclass(frozen=True)
class Look:
    """How a mark is painted: as the selected one, as one of a crowd, at how many device pixels a pixel."""

    selected: bool
    crowded: bool
    ratio: float


class MarkPainter:
    """Paints stops; keeps a picture of each kind of mark, so that thousands cost a copy each."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[str, str, str, bool, bool, float], QPixmap] = OrderedDict()

    def paint(self, painter: QPainter, stop: MapStop, at: QPointF, look: Look, theme: Theme) -> None:
        """One stop with its middle at `at`. In a crowd only the selected stop has its number or sign."""
        chosen = look.selected or stop.state is StopState.SELECTED
        small = look.crowded and not chosen
        number = "" if stop.number is None or small else str(stop.number)
        key = (theme.name, stop.state.value, number, chosen, small, look.ratio)
        picture = self._pictures.get(key)
        if picture is None:
            drawn = _render_dot if small else _render
            picture = self._pictures[key] = drawn(stop, number, chosen, theme, look.ratio)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        # On whole device pixels the signs stay crisp.
        x = math.floor((at.x() - _EDGE) * look.ratio + 0.5) / look.ratio
        y = math.floor((at.y() - _EDGE) * look.ratio + 0.5) / look.ratio
        painter.drawPixmap(QPointF(x, y), picture)


def _render_dot(stop: MapStop, number: str, chosen: bool, theme: Theme, ratio: float) -> QPixmap:  # noqa: ARG001
    picture = _clear(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hollow = stop.state in (StopState.DONE, StopState.START)
    color = theme.color({StopState.LATE: "state.warn"}.get(stop.state, "text.secondary" if hollow else "accent.fill"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("map.halo"))
    painter.drawEllipse(QPointF(_EDGE, _EDGE), _DOT_RADIUS + 1.5, _DOT_RADIUS + 1.5)
    painter.setPen(QPen(color, 2))
    painter.setBrush(theme.color("bg.page") if hollow else color)
    painter.drawEllipse(QPointF(_EDGE, _EDGE), _DOT_RADIUS - 1, _DOT_RADIUS - 1)
    painter.end()
    return picture


def _clear(ratio: float) -> QPixmap:
    picture = QPixmap(round(2 * _EDGE * ratio), round(2 * _EDGE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _render(stop: MapStop, number: str, chosen: bool, theme: Theme, ratio: float) -> QPixmap:
    picture = _clear(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(_EDGE, _EDGE)
    _paint_halo(painter, middle, stop.state, chosen, theme)
    if stop.state in (StopState.DONE, StopState.START):
        _paint_signed(painter, middle, stop.state, theme, ratio)
    else:
        _paint_numbered(painter, middle, stop.state, number, theme)
    if stop.state is StopState.FIXED:
        _paint_lock(painter, middle, theme, ratio)
    painter.end()
    return picture


def _paint_halo(painter: QPainter, middle: QPointF, state: StopState, chosen: bool, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen:
        soft = theme.color("state.warn.soft" if state is StopState.LATE else "accent.soft")
        painter.setBrush(soft)
        painter.drawEllipse(middle, MARK_RADIUS + 8, MARK_RADIUS + 8)
        painter.setPen(QPen(theme.color("state.warn" if state is StopState.LATE else "accent.focus"), 2))
        painter.setBrush(theme.color("map.halo"))
        painter.drawEllipse(middle, MARK_RADIUS + 4, MARK_RADIUS + 4)
        return
    painter.setBrush(theme.color("map.halo"))
    painter.drawEllipse(middle, MARK_RADIUS + 2, MARK_RADIUS + 2)


def _paint_numbered(painter: QPainter, middle: QPointF, state: StopState, number: str, theme: Theme) -> None:
    late = state is StopState.LATE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("state.warn" if late else "accent.fill"))
    painter.drawEllipse(middle, MARK_RADIUS, MARK_RADIUS)
    painter.setPen(theme.color("bg.page" if late else "accent.on"))
    painter.setFont(theme.font("micro" if len(number) > 2 else "small", strong=True))
    box = QRectF(middle.x() - MARK_RADIUS, middle.y() - MARK_RADIUS, 2 * MARK_RADIUS, 2 * MARK_RADIUS)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)


def _paint_signed(painter: QPainter, middle: QPointF, state: StopState, theme: Theme, ratio: float) -> None:
    color = theme.color("text.primary" if state is StopState.START else "text.secondary")
    painter.setPen(QPen(color, 2))
    painter.setBrush(theme.color("bg.page"))
    painter.drawEllipse(middle, MARK_RADIUS - 1, MARK_RADIUS - 1)
    sign = tinted("house" if state is StopState.START else "check", color, 12, ratio)
    painter.drawPixmap(QPointF(middle.x() - 6, middle.y() - 6), sign)


def _paint_lock(painter: QPainter, middle: QPointF, theme: Theme, ratio: float) -> None:
    corner = QPointF(middle.x() + 10, middle.y() + 10)
    painter.setPen(QPen(theme.color("map.halo"), 1.5))
    painter.setBrush(theme.color("bg.raised"))
    painter.drawEllipse(corner, 8, 8)
    painter.drawPixmap(
        QPointF(corner.x() - 5, corner.y() - 5), tinted("lock", theme.color("text.primary"), 10, ratio)
    )
