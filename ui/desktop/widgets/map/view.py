"""The map widget: the view, what mouse and keys do to it, and what it tells those who cannot see it."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sfa.places.basemap import BaseMap
from sfa.places.point import Point
from ui.desktop.theme import Theme
from ui.desktop.widgets.map import corners
from ui.desktop.widgets.map.data import MapLeg, MapStop, StopState
from ui.desktop.widgets.map.layers import Layers, Scene
from ui.desktop.widgets.map.projection import Viewport, fitted

__all__ = ["MapView"]

_SETTLED_MS = 90
_DRAG_PX = 4
_HIT_PX = 16.0
_FIRST_VIEW = (Point(398_000_000, -986_000_000), 4_800_000.0)  # the United States until stops are known


@cache
def _shipped() -> BaseMap:
    base = BaseMap()
    atexit.register(base.close)
    return base


class MapView(QWidget):
    """A map with numbered stops and legs. Keys: arrows move, + and − zoom, Home shows all stops,
    Page Down and Page Up go from stop to stop, Enter opens one.

    stop_clicked(index) and stop_selected(index) name a stop by its place in the list given to `set_stops`.
    Until the person moves the map, it keeps all stops in view by itself.
    """

    stop_clicked = Signal(int)
    stop_selected = Signal(int)

    def __init__(self, theme: Theme, base: BaseMap | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._base = base or _shipped()
        self._stops: tuple[MapStop, ...] = ()
        self._legs: tuple[MapLeg, ...] = ()
        self._selected = -1
        self._miles = False
        self._follows = True
        self._view = Viewport.at(*_FIRST_VIEW, 460, 424)
        self._layers = Layers(self._base)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settle.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._plus = corners.ZoomButton("plus", self.tr("Zoom in"), theme, self)
        self._minus = corners.ZoomButton("minus", self.tr("Zoom out"), theme, self)
        self._plus.clicked.connect(lambda: self._zoom_middle(2.0))
        self._minus.clicked.connect(lambda: self._zoom_middle(0.5))
        self.setAccessibleName(self.tr("Map"))
        self._describe()

    # ------------------------------------------------------------ what is shown

    def set_stops(self, stops: Sequence[MapStop]) -> None:
        """Show these stops; the selection is dropped when it names none of them."""
        self._stops = tuple(stops)
        if self._selected >= len(self._stops):
            self._selected = -1
        self._describe()
        self._refresh()

    def set_legs(self, legs: Sequence[MapLeg]) -> None:
        """Show these drives between the stops."""
        self._legs = tuple(legs)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours from now on."""
        self._theme = theme
        self._plus.set_theme(theme)
        self._minus.set_theme(theme)
        self.update()

    @property
    def miles(self) -> bool:
        """Whether the scale bar shows miles, else kilometres."""
        return self._miles

    def set_units(self, *, miles: bool) -> None:
        """Miles or kilometres in the scale bar."""
        self._miles = miles
        self.update()

    def select(self, index: int) -> None:
        """Mark the stop at `index` and the leg that leaves it; -1 marks none. Emits stop_selected on a change."""
        index = index if 0 <= index < len(self._stops) else -1
        if index == self._selected:
            return
        self._selected = index
        self._describe()
        self.update()
        if index >= 0:
            self._show(self._stops[index].point)
            self.stop_selected.emit(index)

    @property
    def selected(self) -> int:
        """The index of the selected stop, -1 for none."""
        return self._selected

    @property
    def viewport(self) -> Viewport:
        """What part of the world is seen now."""
        return self._view

    def fit_to_stops(self) -> None:
        """Show all stops, and keep showing them all until the person moves the map."""
        self._follows = True
        self._refresh()

    def show_around(self, center: Point, metres_across: float) -> None:
        """Show a place at a given width, and stay there."""
        self._follows = False
        self._view = Viewport.at(center, metres_across, max(1, self.width()), max(1, self.height()))
        self._refresh()

    def _refresh(self) -> None:
        if self._follows and self._stops:
            self._view = fitted([stop.point for stop in self._stops], max(1, self.width()), max(1, self.height()))
        self.update()

    def _show(self, point: Point) -> None:
        x, y = self._view.screen_of([point])[0]
        if not QRectF(self.rect()).adjusted(24, 24, -24, -24).contains(x, y):
            self._view = self._view.moved(self.width() / 2 - x, self.height() / 2 - y)

    def _describe(self) -> None:
        if not self._stops:
            self.setAccessibleDescription(self.tr("No stops"))
            return
        lines = [self._described(stop) for stop in self._stops]
        if self._selected >= 0:
            lines.insert(0, self.tr("Selected: {stop}").format(stop=lines[self._selected]))
        self.setAccessibleDescription("; ".join(lines))

    def _described(self, stop: MapStop) -> str:
        words = {
            StopState.PLANNED: self.tr("planned"),
            StopState.LATE: self.tr("late"),
            StopState.DONE: self.tr("done"),
            StopState.START: self.tr("start"),
            StopState.SELECTED: self.tr("selected"),
            StopState.FIXED: self.tr("fixed"),
        }
        name = stop.label if stop.number is None else f"{stop.number} {stop.label}"
        return self.tr("{name}, {state}").format(name=name, state=words[stop.state])

    # ------------------------------------------------------------ moving

    def _move(self, right: float, down: float) -> None:
        self._follows = False
        self._view = self._view.moved(right, down)
        self.update()

    def _zoom(self, factor: float, at: QPointF) -> None:
        self._follows = False
        self._view = self._view.zoomed(factor, at.x(), at.y())
        self.update()

    def _zoom_middle(self, factor: float) -> None:
        self._zoom(factor, QPointF(self.width() / 2, self.height() / 2))

    def _step(self, by: int) -> None:
        if self._stops:
            self.select((self._selected + by) % len(self._stops) if self._selected >= 0 else (0 if by > 0 else -1))

    def stop_at(self, at: QPointF) -> int:
        """The index of the stop under a pixel, the one painted last where marks cover each other; -1 for none."""
        if not self._stops:
            return -1
        away = self._view.screen_of([stop.point for stop in self._stops]) - (at.x(), at.y())
        near = ((away**2).sum(axis=1) <= _HIT_PX**2).nonzero()[0]
        if self._selected in near:
            return self._selected
        return int(near[-1]) if len(near) else -1

    # ------------------------------------------------------------ events

    def sizeHint(self) -> QSize:
        return QSize(460, 424)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = self._view.resized(max(1, self.width()), max(1, self.height()))
        self._plus.move(self.width() - 40, 12)
        self._minus.move(self.width() - 40, 39)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._settle.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        step = min(self.width(), self.height()) / 5
        moves = {
            key.Key_Left: (step, 0.0),
            key.Key_Right: (-step, 0.0),
            key.Key_Up: (0.0, step),
            key.Key_Down: (0.0, -step),
        }
        acts: dict[Qt.Key, Callable[[], None]] = {
            key.Key_Plus: lambda: self._zoom_middle(1.5),
            key.Key_Equal: lambda: self._zoom_middle(1.5),
            key.Key_Minus: lambda: self._zoom_middle(1 / 1.5),
            key.Key_Home: self.fit_to_stops,
            key.Key_PageDown: lambda: self._step(1),
            key.Key_PageUp: lambda: self._step(-1),
        }
        pressed = Qt.Key(event.key())
        if pressed in moves:
            self._move(*moves[pressed])
        elif pressed in acts:
            acts[pressed]()
        elif pressed in (key.Key_Return, key.Key_Enter) and self._selected >= 0:
            self.stop_clicked.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self._settle.start()
            self._zoom(2.0 ** (turned / 240), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            over = self.stop_at(event.position()) >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        way = event.position() - self._pressed
        if self._dragged or way.manhattanLength() > _DRAG_PX:
            self._dragged = True
            self._pressed = event.position()
            self._move(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        index = -1 if self._dragged else self.stop_at(event.position())
        self._dragged = False
        self.update()
        if index >= 0:
            self.select(index)
            self.stop_clicked.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.stop_at(event.position()) < 0:
            self._zoom(2.0, event.position())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.stop_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._stops[index].label if index >= 0 else "", self)
            return True
        return super().event(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        frame = QPainterPath()
        radius = self._theme.radius("card")
        frame.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(frame)
        moving = self._dragged or self._settle.isActive()
        scene = Scene(self._view, self._theme, self._stops, self._legs, self._selected, self._miles, moving)
        self._layers.paint(painter, scene, self.devicePixelRatioF())
        if self.hasFocus():
            width = self._theme.line("focus")
            painter.setPen(QPen(self._theme.color("accent.focus"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
