"""Icons: the shipped Lucide drawings in a token's colour, crisp at any pixel ratio.

button.setIcon(icon("phone"))                     # text.primary, follows the theme
painter.drawPixmap(point, pixmap("clock", "state.warn", 12, ratio))
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.desktop.theme import current, tokens

__all__ = ["draw", "exists", "icon", "pixmap"]

_KEPT = 512
_OVERSAMPLE = 3
_drawn: OrderedDict[tuple[str, str, int, float], QPixmap] = OrderedDict()


@cache
def _drawing(name: str) -> str:
    """The SVG text of a shipped icon with the house's stroke. Raises FileNotFoundError if there is none."""
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{tokens()["icon"]["stroke"]}"')


def exists(name: str) -> bool:
    """Whether an icon of this name ships."""
    return resources.path(f"icons/{name}.svg").is_file()


def pixmap(name: str, color: str = "text.primary", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` px at a device pixel ratio. color: a token name."""
    return _pixmap(name, current().hex(color), size, ratio)


def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    key = (name, color, size, ratio)
    found = _drawn.get(key)
    if found is not None:
        _drawn.move_to_end(key)
        return found
    _drawn[key] = made = _render(_drawing(name).replace("currentColor", color), size, ratio)
    if len(_drawn) > _KEPT:
        _drawn.popitem(last=False)
    return made


def _render(drawing: str, size: int, ratio: float) -> QPixmap:
    pixels = max(1, round(size * ratio))
    # At low ratios a stroke falls between pixels; drawn larger and scaled down it keeps its weight.
    scale = _OVERSAMPLE if ratio < 2 else 1
    image = QImage(pixels * scale, pixels * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    if scale > 1:
        image = image.scaled(
            pixels,
            pixels,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, name: str, x: float, y: float, *, color: str = "text.primary", size: int = 16) -> None:
    """Paint the icon with its upper left corner at (x, y), moved to whole pixels."""
    ratio = painter.device().devicePixelRatio() if painter.device() is not None else 1.0
    painter.drawPixmap(QPoint(round(x), round(y)), pixmap(name, color, size, ratio))


class _Engine(QIconEngine):
    """Draws on demand, in the colour the theme has at that moment."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        size = min(rect.width(), rect.height())
        left = rect.x() + (rect.width() - size) / 2
        top = rect.y() + (rect.height() - size) / 2
        draw(painter, self._name, left, top, color=self._color_in(mode), size=size)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: ARG002
        # `size` comes in device pixels already.
        edge = max(1, round(min(size.width(), size.height()) / scale))
        return pixmap(self._name, self._color_in(mode), edge, scale)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    def _color_in(self, mode: QIcon.Mode) -> str:
        return "text.hint" if mode == QIcon.Mode.Disabled else self._color


@cache
def icon(name: str, color: str = "text.primary") -> QIcon:
    """The icon for menus, actions and buttons; it follows the theme. color: a token name."""
    _drawing(name)
    return QIcon(_Engine(name, color))


def tinted(name: str, color: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon in a colour that is no token of its own, such as white on a map mark."""
    return _pixmap(name, color.name(), size, ratio)
