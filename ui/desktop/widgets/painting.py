"""Small helps for classes that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from ui.desktop.theme import current

__all__ = ["focus_ring", "rounded", "shade", "smooth", "text"]

_LEFT = Qt.AlignmentFlag.AlignLeft


def smooth(painter: QPainter) -> None:
    """Antialias edges and letters from here on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None = None) -> None:
    """A filled rectangle with round corners; a 1 px edge lies inside `rect`, on whole pixels."""
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def shade(alpha: float) -> QColor:
    """The colour of a shadow: black in every theme."""
    color = QColor(Qt.GlobalColor.black)
    color.setAlphaF(alpha)
    return color


def focus_ring(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The focus ring of the theme, drawn inside the edges of `rect`."""
    theme = current()
    width = theme.line("focus")
    painter.setPen(QPen(theme.color("accent.focus"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    words: str,
    color: QColor,
    font: QFont,
    align: Qt.AlignmentFlag = _LEFT,
) -> None:
    """One line, vertically centred on the capitals' middle, elided at its right when it does not fit."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.setFont(font)
    painter.setPen(color)
    width = metrics.horizontalAdvance(shown)
    if align & Qt.AlignmentFlag.AlignRight:
        left = rect.x() + rect.width() - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.x() + (rect.width() - width) / 2
    else:
        left = rect.x()
    base = rect.y() + (rect.height() + metrics.capHeight()) / 2
    painter.drawText(QPointF(round(left), round(base)), shown)
