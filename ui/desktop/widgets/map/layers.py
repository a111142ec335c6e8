"""The map's layers in the order they are painted: ground, legs, names, the pill, marks, corners.

Ground and placed names are kept until the view has come to rest somewhere else; while it moves they are
pushed and scaled as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from sfa.places.basemap import BaseMap
from ui.desktop.theme import Theme
from ui.desktop.widgets.map import corners, labels, route
from ui.desktop.widgets.map.data import MapLeg, MapStop
from ui.desktop.widgets.map.ground import paint_ground
from ui.desktop.widgets.map.names import LabelPainter, Placed, Placer
from ui.desktop.widgets.map.projection import Viewport

__all__ = ["Layers", "Scene"]

_DOTS_APART = 26.0  # pixels between the rings of two towns
_FEW_MARKS = 60  # more become dots without numbers and are painted once, not each frame
_ALONG = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)  # where on a leg its time may stand


@dataclass(frozen=True)
class Scene:
    """All that one frame shows. selected: index of a stop or -1; moving: the view has not come to rest."""

    view: Viewport
    theme: Theme
    stops: tuple[MapStop, ...]
    legs: tuple[MapLeg, ...]
    selected: int
    miles: bool
    moving: bool

    @property
    def rect(self) -> QRectF:
        """The whole map in pixels."""
        return QRectF(0, 0, self.view.width, self.view.height)


class Layers:
    """Paints scenes and keeps what is dear to make again."""

    def __init__(self, base: BaseMap) -> None:
        self._base = base
        self._credits = base.attribution
        self._ground: tuple[Viewport, tuple[str, float], QPixmap] | None = None
        self._names: tuple[Viewport, object, list[Placed]] | None = None
        self._crowd: tuple[Viewport, object, QPixmap] | None = None
        self._marks = route.MarkPainter()
        self._letters = LabelPainter()

    def paint(self, painter: QPainter, scene: Scene, ratio: float) -> None:
        """One frame. ratio: device pixels a pixel."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, scene, ratio)
        paths = route.leg_paths(scene.legs, scene.view)
        route.paint_legs(painter, scene.legs, paths, scene.theme)
        screen = scene.view.screen_of([stop.point for stop in scene.stops]).tolist()
        pill = _pill(scene, paths, screen)
        self._paint_names(painter, scene, screen, [pill[1]] if pill else [], paths, ratio)
        if pill:
            route.paint_pill(painter, *pill, scene.theme)
        self._paint_marks(painter, scene, screen, ratio)
        self._paint_corners(painter, scene)

    def _paint_ground(self, painter: QPainter, scene: Scene, ratio: float) -> None:
        kept, look = self._ground, (scene.theme.name, ratio)
        if kept is None or kept[1] != look or (kept[0] != scene.view and not scene.moving):
            picture = _blank(scene.view, ratio)
            inner = QPainter(picture)
            paint_ground(inner, scene.view, self._base, scene.theme)
            inner.end()
            self._ground = kept = (scene.view, look, picture)
        if kept[0] != scene.view:
            painter.fillRect(scene.rect, scene.theme.color("map.land"))
        painter.save()
        _follow(painter, kept[0], scene.view)
        painter.drawPixmap(0, 0, kept[2])
        painter.restore()

    def _paint_names(
        self,
        painter: QPainter,
        scene: Scene,
        screen: list[list[float]],
        pill: list[QRectF],
        paths: list[QPainterPath],
        ratio: float,
    ) -> None:
        kept, about = self._names, (scene.theme.name, scene.stops, scene.selected, scene.legs)
        if kept is None or kept[1] != about or (kept[0] != scene.view and not scene.moving):
            placed = self._placed(scene, screen, [*pill, *_mark_rects(screen)], paths)
            self._names = kept = (scene.view, about, placed)
        painter.save()
        _follow(painter, kept[0], scene.view)
        for name in kept[2]:
            self._letters.paint(painter, name, scene.theme.color("map.halo"), ratio)
        painter.restore()

    def _placed(
        self, scene: Scene, screen: list[list[float]], taken: list[QRectF], paths: list[QPainterPath]
    ) -> list[Placed]:
        taken = [
            *taken,
            corners.scale_rect(scene.view.height),
            corners.buttons_rect(scene.view.width),
            self._credits_rect(scene),
        ]
        within = scene.rect.adjusted(4, 4, -4, -4)
        placer = Placer(within, taken, _beads(paths, scene.rect), spacing=_DOTS_APART)
        names = [
            *labels.stop_labels(scene.stops, screen, scene.selected, scene.theme),
            *labels.place_labels_of(scene.view, self._base, scene.theme),
        ]
        placed = [found for label in names if (found := placer.place(label))]
        for choices in labels.area_labels(scene.view, self._base, scene.theme):
            found = next((found for label in choices if (found := placer.place(label))), None)
            if found is not None:
                placed.append(found)
        return placed

    def _paint_marks(self, painter: QPainter, scene: Scene, screen: list[list[float]], ratio: float) -> None:
        if len(screen) <= _FEW_MARKS:
            self._draw_marks(painter, scene, screen, ratio)
            return
        kept, about = self._crowd, (scene.theme.name, scene.stops, scene.selected, ratio)
        if kept is None or kept[1] != about or (kept[0] != scene.view and not scene.moving):
            picture = _blank(scene.view, ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(picture)
            self._draw_marks(inner, scene, screen, ratio)
            inner.end()
            self._crowd = kept = (scene.view, about, picture)
        painter.save()
        _follow(painter, kept[0], scene.view)
        painter.drawPixmap(0, 0, kept[2])
        painter.restore()

    def _draw_marks(self, painter: QPainter, scene: Scene, screen: list[list[float]], ratio: float) -> None:
        seen = scene.rect.adjusted(-30, -30, 30, 30)
        order = [index for index in range(len(screen)) if index != scene.selected]
        if scene.selected >= 0:
            order.append(scene.selected)
        for index in order:
            at = QPointF(*screen[index])
            if seen.contains(at):
                look = route.Look(index == scene.selected, len(order) > _FEW_MARKS, ratio)
                self._marks.paint(painter, scene.stops[index], at, look, scene.theme)

    def _paint_corners(self, painter: QPainter, scene: Scene) -> None:
        where = corners.scale_rect(scene.view.height)
        corners.paint_scale(painter, where, scene.view.metres_per_pixel, scene.miles, scene.theme)
        corners.paint_attribution(painter, self._credits_rect(scene), self._credits, scene.theme)

    def _credits_rect(self, scene: Scene) -> QRectF:
        return corners.attribution_rect(self._credits, scene.view.width, scene.view.height, scene.theme)


def _blank(view: Viewport, ratio: float) -> QPixmap:
    picture = QPixmap(round(view.width * ratio), round(view.height * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def _follow(painter: QPainter, drawn: Viewport, now: Viewport) -> None:
    """Let what was made for the view `drawn` appear where it belongs in the view of now."""
    if drawn == now:
        return
    factor = now.scale / drawn.scale
    painter.translate(
        now.width / 2 + (drawn.x - now.x) * now.scale - drawn.width / 2 * factor,
        now.height / 2 + (drawn.y - now.y) * now.scale - drawn.height / 2 * factor,
    )
    painter.scale(factor, factor)


def _mark_rects(screen: list[list[float]]) -> list[QRectF]:
    radius = route.MARK_RADIUS
    return [QRectF(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in screen]


def _beads(paths: list[QPainterPath], within: QRectF) -> list[QRectF]:
    """Small squares along the legs, for names to keep off."""
    beads = []
    for path in paths:
        if path.isEmpty() or not path.boundingRect().intersects(within):
            continue
        count = max(1, min(60, round(path.length() / 14)))
        for step in range(count + 1):
            at = path.pointAtPercent(step / count)
            if within.contains(at):
                beads.append(QRectF(at.x() - 4, at.y() - 4, 8, 8))
    return beads


def _pill(scene: Scene, paths: list[QPainterPath], screen: list[list[float]]) -> tuple[str, QRectF] | None:
    """The time of the leg that leaves the selected stop, else of the one that reaches it, clear of the marks."""
    if scene.selected < 0:
        return None
    at, marks = scene.stops[scene.selected].point, _mark_rects(screen)
    for end in (0, -1):
        for leg, path in zip(scene.legs, paths, strict=True):
            if leg.label and not path.isEmpty() and leg.points[end] == at:
                rects = [route.pill_rect(leg.label, path, share, scene.theme) for share in _ALONG]
                free = (r for r in rects if scene.rect.contains(r) and not any(r.intersects(m) for m in marks))
                return leg.label, next(free, rects[0])
    return None
