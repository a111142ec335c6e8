"""How heads and cards are painted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui.desktop import icons
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting
from ui.desktop.widgets.bar import paint_bar, paint_dashes
from ui.desktop.widgets.board.data import CardData, HeadData

__all__ = ["PAD", "card_height", "head_height", "paint_card", "paint_head", "two_lines"]

PAD = 9
_LINE = 16
_FIGURE = 20
_HEAD_TOP = 12
_RIGHT = Qt.AlignmentFlag.AlignRight


@lru_cache(maxsize=4096)
def _split(text: str, size: str, width: int) -> tuple[str, str]:
    """`text` as one line, or as two of which the second holds all the rest."""
    layout = QTextLayout(text, current().font(size, strong=True))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    end = line.textLength()
    layout.endLayout()
    return text[:end].rstrip(), text[end:].lstrip()


def two_lines(text: str, width: int, size: str = "small") -> tuple[str, ...]:
    """The lines of a name: one, or two of which the second is elided by the painter. width: px."""
    first, rest = _split(text, size, max(10, width))
    return (first, rest) if rest else (first,)


def card_height(card: CardData | None, width: int) -> int:
    """Height in px of a card of `width` px; one that is still being read takes one line of name."""
    lines = len(two_lines(card.title, width - 2 * PAD)) if card is not None else 1
    return 76 + lines * _LINE


def head_height(heads: Sequence[HeadData], width: int) -> int:
    """Height in px of all heads: names are never shortened, so a long one takes a second line in all of them."""
    lines = max((len(_head_lines(head, width)) for head in heads), default=1)
    return 66 + lines * _LINE


def _head_lines(head: HeadData, width: int) -> tuple[str, ...]:
    theme = current()
    strong, plain = QFontMetrics(theme.font("small", strong=True)), QFontMetrics(theme.font("small"))
    count = 6 + plain.horizontalAdvance(head.count)
    if strong.horizontalAdvance(head.title) + count <= width - 4:
        return (head.title,)
    lines = two_lines(head.title, width - 4 - count)
    return lines if len(lines) > 1 else (head.title, "")


def paint_head(painter: QPainter, box: QRectF, head: HeadData) -> None:
    """Name with its count, total with the probability, weighted total, bar."""
    theme = current()
    strong, plain = theme.font("small", strong=True), theme.font("small")
    left, width = box.x() + 2, box.width() - 4
    lines = _head_lines(head, int(box.width()))
    y = box.bottom() - 66 + _HEAD_TOP - _LINE * len(lines)
    for line in lines:
        _text(painter, QRectF(left, y, width, _LINE), line, "text.primary", strong)
        y += _LINE
    used = QFontMetrics(strong).horizontalAdvance(lines[-1]) + (6 if lines[-1] else 0)
    _text(painter, QRectF(left + used, y - _LINE, width - used + 8, _LINE), head.count, "text.secondary", plain)
    figure = QRectF(left, y + 1, width, 18)
    font = theme.font("small")
    _text(painter, figure, head.figure, "text.primary", font)
    free = width - QFontMetrics(font).horizontalAdvance(head.figure) - 6
    micro = theme.font("micro")
    if QFontMetrics(micro).horizontalAdvance(head.percent) <= free:
        _text(painter, figure, head.percent, "text.secondary", micro, _RIGHT)
    fits = QFontMetrics(micro).horizontalAdvance(head.second) <= width
    second = head.second if fits else head.second_short
    _text(painter, QRectF(left, y + 19, width, _LINE), second, "text.secondary", micro)
    paint_bar(painter, QRectF(left, y + 40, width, 3), head.share)


def paint_card(
    painter: QPainter,
    box: QRectF,
    card: CardData | None,
    *,
    selected: bool = False,
    focused: bool = False,
    hovered: bool = False,
    ghost: bool = False,
) -> None:
    """One card; None is one that is still being read. ghost: its shadow is where the mouse carries it."""
    theme = current()
    ground = "accent.soft" if selected and focused else "bg.hover" if selected or hovered else "bg.raised"
    edge = "line.control" if selected else "line.separator"
    painting.rounded(painter, box, theme.radius("card"), theme.color(ground), theme.color(edge))
    if selected and (focused or theme.is_high_contrast):
        painting.focus_ring(painter, box.adjusted(-1, -1, 1, 1), theme.radius("card") + 1)
    if ghost:
        painting.focus_ring(painter, box, theme.radius("card"))
    inner = box.adjusted(PAD, 7, -PAD, -8)
    if card is None:
        _text(painter, QRectF(inner.x(), inner.y(), inner.width(), _LINE), "…", "text.hint", theme.font("small"))
        return
    y = inner.y()
    ink = "text.secondary" if card.quiet else "text.primary"
    for line in two_lines(card.title, int(inner.width())):
        _text(painter, QRectF(inner.x(), y, inner.width(), _LINE), line, ink, theme.font("small", strong=True))
        y += _LINE
    _paint_figure(painter, theme, QRectF(inner.x(), y + 1, inner.width(), _FIGURE), card, ink)
    _paint_line(painter, theme, QRectF(inner.x(), y + 22, inner.width(), _LINE), card)
    _paint_foot(painter, theme, QRectF(inner.x(), inner.bottom() - 15, inner.width(), _LINE), card)


def _paint_figure(painter: QPainter, theme: Theme, box: QRectF, card: CardData, ink: str) -> None:
    font = theme.font()
    _text(painter, box, card.figure, ink, font)
    used = QFontMetrics(font).horizontalAdvance(card.figure) + 8
    if card.note and box.width() - used >= 48:
        _text(painter, box.adjusted(used, 0, 0, 0), card.note, "text.hint", theme.font("micro"))


def _paint_line(painter: QPainter, theme: Theme, box: QRectF, card: CardData) -> None:
    if card.warning:
        size = theme.icon_size("in_chip")
        icons.draw(painter, "triangle-alert", box.x(), box.y() + 2, color="state.warn", size=size)
        box = box.adjusted(size + 4, 0, 0, 0)
    font = theme.font("micro", strong=card.warning)
    metrics = QFontMetrics(font)
    day = metrics.horizontalAdvance(card.when) + 8 if card.when else 0
    words = metrics.elidedText(card.line, Qt.TextElideMode.ElideRight, int(box.width()) - day)
    _text(painter, box, words, "state.warn" if card.warning else "text.secondary", font)
    if day:
        used = metrics.horizontalAdvance(words) + 5
        _text(painter, box.adjusted(used, 0, 0, 0), card.when, "text.secondary", font)


def _paint_foot(painter: QPainter, theme: Theme, box: QRectF, card: CardData) -> None:
    font = theme.font("micro", strong=card.late)
    ink = "state.warn" if card.late else "text.secondary"
    _text(painter, box, card.age, ink, font, _RIGHT)
    age = QFontMetrics(font).horizontalAdvance(card.age)
    if card.late:
        icons.draw(painter, "clock", box.right() - age - 15, box.y() + 2, color=ink, size=12)
        age += 15
    room = min(18.0 * card.total - 4, box.width() - age - 8)
    if card.total and room > 12:
        paint_dashes(painter, QRectF(box.x(), box.y() + 6.5, room, 3), card.done, card.total, gap=3)


def _text(
    painter: QPainter,
    box: QRectF,
    words: str,
    ink: str,
    font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painting.text(painter, box, words, current().color(ink), font, align)
