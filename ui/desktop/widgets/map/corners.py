"""What stands in the map's corners: the scale bar, whose data it is, and the two zoom buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.desktop import formats
from ui.desktop.icons import tinted
from ui.desktop.theme import Theme

__all__ = [
    "ZoomButton",
    "attribution_rect",
    "buttons_rect",
    "nice_length",
    "paint_attribution",
    "paint_scale",
    "scale_rect",
]

_MILE = 1609.344
_FOOT = 0.3048
_WIDEST = 112.0  # pixels the bar may be long


def nice_length(metres_per_pixel: float, miles: bool) -> tuple[float, str, float]:
    """The longest round length that fits the bar: (number, unit, pixels)."""
    widest = metres_per_pixel * _WIDEST
    if miles:
        unit, metres = ("mi", _MILE) if widest >= _MILE else ("ft", _FOOT)
    else:
        unit, metres = ("km", 1000.0) if widest >= 1000 else ("m", 1.0)
    best = max(n for n in _round_numbers() if n * metres <= widest)
    return best, unit, best * metres / metres_per_pixel


def _round_numbers() -> list[int]:
    return [digit * 10**power for power in range(5) for digit in (1, 2, 5)]


def scale_rect(height: int) -> QRectF:
    """Where the bar stands: the lower left corner."""
    return QRectF(8, height - 34, _WIDEST + 16, 26)


def paint_scale(painter: QPainter, rect: QRectF, metres_per_pixel: float, miles: bool, theme: Theme) -> None:
    """The bar with its length above it."""
    number, unit, length = nice_length(metres_per_pixel, miles)
    rect = QRectF(rect.left(), rect.top(), length + 16, rect.height())
    _paint_plate(painter, rect, theme)
    left, foot = rect.left() + 8, rect.bottom() - 6
    painter.setPen(QPen(theme.color("text.secondary"), 1.2))
    painter.drawPolyline(
        [QPointF(left, foot - 4), QPointF(left, foot), QPointF(left + length, foot), QPointF(left + length, foot - 4)]
    )
    painter.setFont(theme.font("micro"))
    painter.setPen(theme.color("text.secondary"))
    text = f"{formats.locale().toString(int(number))} {unit}"
    painter.drawText(
        QRectF(left, rect.top() + 1, max(length, 48.0), 16),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
        text,
    )


def buttons_rect(width: int) -> QRectF:
    """Where the zoom buttons stand: the upper right corner."""
    return QRectF(width - 40, 12, 28, 55)


def attribution_rect(text: str, width: int, height: int, theme: Theme) -> QRectF:
    """Where the credits stand: the lower right corner."""
    wide = QFontMetricsF(theme.font("micro")).horizontalAdvance(text) + 12
    return QRectF(width - wide - 8, height - 28, wide, 20)


def paint_attribution(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """Whose data the map is; some licences ask for it on the map itself."""
    _paint_plate(painter, rect, theme)
    painter.setFont(theme.font("micro"))
    painter.setPen(theme.color("text.secondary"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_plate(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("map.halo", 0.85))
    painter.drawRoundedRect(rect, theme.radius("key"), theme.radius("key"))


class ZoomButton(QAbstractButton):
    """Plus or minus at the map's edge; the keyboard has + and − on the map itself."""

    def __init__(self, icon: str, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(28, 28)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "bg.track" if self.isDown() else "bg.hover" if self.underMouse() else "bg.raised"
        painter.setPen(QPen(self._theme.color("line.separator"), 1))
        painter.setBrush(self._theme.color(ground))
        radius = self._theme.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        sign = tinted(self._icon, self._theme.color("text.primary"), 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(6, 6), sign)
