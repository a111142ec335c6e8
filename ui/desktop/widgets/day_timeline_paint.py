"""The rows of a day timeline as plain data, and how each is painted.

Places in px from the left edge of the view: times end at 66, the spine stands at 88, words begin at 112.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.desktop import icons
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting
from ui.desktop.widgets.chips import ChipData, chip_width, paint_chip

__all__ = ["DriveRow", "PointRow", "TimelineRow", "VisitRow", "VisitState", "height_of", "paint_row"]

SPINE = 88
_TIME_RIGHT = 66
_WORDS = 112
_INSET = 8
_DISC = 12
_POINT_HEIGHT = 30
_RIGHT_PAD = 16


class VisitState(Enum):
    """How a visit is marked: by sign and shape first, colour third."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class VisitRow:
    """A visit, 58 px. begin, end: as shown ("11:00"). second_tone: token of the second line.

    movable: it can be dragged, moved with Alt and locked. tip: shown under the mouse. spoken: what a screen
    reader says of its state.
    """

    id: Any
    number: int
    title: str
    second: str = ""
    begin: str = ""
    end: str = ""
    state: VisitState = VisitState.PLANNED
    chip: ChipData | None = None
    second_tone: str = "text.secondary"
    locked: bool = False
    movable: bool = True
    tip: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class DriveRow:
    """A drive, 20 px: "13 min · 7.2 mi". now: "now 11:12" where the day has come to this point."""

    words: str
    now: str = ""


@dataclass(frozen=True)
class PointRow:
    """Where the day starts or ends, or lunch. icon: house or coffee."""

    time: str
    words: str
    icon: str = "house"
    now: str = ""


TimelineRow = VisitRow | DriveRow | PointRow


@dataclass(frozen=True)
class Look:
    """How a row stands in the view: picked, with or without focus, under the mouse, being dragged."""

    selected: bool = False
    focused: bool = False
    by_keys: bool = False
    hovered: bool = False
    lifted: bool = False


def height_of(row: TimelineRow) -> int:
    """Height in px."""
    theme = current()
    if isinstance(row, VisitRow):
        return theme.height("timeline_visit")
    return theme.height("timeline_drive") if isinstance(row, DriveRow) else _POINT_HEIGHT


def paint_row(painter: QPainter, rect: QRect, row: TimelineRow, look: Look) -> None:
    """Paint the row without the spine behind it."""
    theme = current()
    painter.save()
    if isinstance(row, VisitRow):
        _paint_visit(painter, theme, rect, row, look)
    elif isinstance(row, DriveRow):
        _paint_drive(painter, theme, rect, row)
    else:
        _paint_point(painter, theme, rect, row)
    painter.restore()


def paint_spine(painter: QPainter, top: int, bottom: int) -> None:
    """The line the day hangs on."""
    painter.fillRect(QRect(SPINE, top, 1, bottom - top), current().color("line.separator"))


def paint_drop_mark(painter: QPainter, y: int, width: int) -> None:
    """Where a dragged visit would land."""
    theme = current()
    painter.save()
    painting.smooth(painter)
    painter.setPen(QPen(theme.color("accent.fill"), 2))
    painter.drawLine(QPointF(_WORDS - 8, y), QPointF(width - _RIGHT_PAD, y))
    painter.setBrush(theme.color("accent.fill"))
    painter.drawEllipse(QPointF(_WORDS - 8, y), 3, 3)
    painter.restore()


def _paint_visit(painter: QPainter, theme: Theme, rect: QRect, row: VisitRow, look: Look) -> None:
    painting.smooth(painter)
    box = QRectF(rect).adjusted(_INSET, 1, -_INSET, -1)
    ground = _ground(theme, look)
    if ground is not None:
        edge = theme.color("line.control") if look.lifted else None
        painting.rounded(painter, box, theme.radius("card"), ground, edge)
    if look.selected and look.focused and look.by_keys:
        painting.focus_ring(painter, box, theme.radius("card"))
    done = row.state is VisitState.DONE
    ink = theme.color("text.secondary" if done else "text.primary")
    upper, lower = QRect(0, rect.y() + 10, rect.width(), 18), QRect(0, rect.y() + 29, rect.width(), 18)
    right = Qt.AlignmentFlag.AlignRight
    times = theme.font(strong=not done, tabular=True)
    painting.text(painter, upper.adjusted(0, 0, _TIME_RIGHT - rect.width(), 0), row.begin, ink, times, right)
    lower_times = lower.adjusted(0, 0, _TIME_RIGHT - rect.width(), 0)
    painting.text(
        painter, lower_times, row.end, theme.color("text.secondary"), theme.font("small", tabular=True), right
    )
    _paint_disc(painter, theme, QPointF(SPINE + 0.5, rect.center().y() + 0.5), row)
    words_end = _paint_right(painter, rect, row, look)
    title = QRect(_WORDS, upper.y(), words_end - _WORDS, upper.height())
    painting.text(painter, title, row.title, ink, theme.font(strong=True))
    second = QRect(_WORDS, lower.y(), rect.width() - _RIGHT_PAD - _WORDS - (20 if row.locked else 0), lower.height())
    painting.text(painter, second, row.second, theme.color(row.second_tone), theme.font("small"))


def _ground(theme: Theme, look: Look) -> QColor | None:
    if look.lifted:
        return theme.color("bg.raised")
    if look.selected:
        return theme.color("accent.soft" if look.focused else "bg.track")
    return theme.color("bg.hover") if look.hovered else None


def _paint_right(painter: QPainter, rect: QRect, row: VisitRow, look: Look) -> int:
    """Chip above, lock below; returns where the words must end."""
    right = rect.width() - _RIGHT_PAD
    if row.locked:
        icons.draw(painter, "lock", right - 13, rect.y() + 31, color="text.secondary", size=14)
    if row.chip is None:
        return right
    left = right - chip_width(row.chip)
    paint_chip(painter, QPoint(left, rect.y() + 9), row.chip, on_selection=look.selected)
    return left - 8


def _paint_disc(painter: QPainter, theme: Theme, middle: QPointF, row: VisitRow) -> None:
    fill, edge, ink = {
        VisitState.PLANNED: ("accent.fill", None, "accent.on"),
        VisitState.UNDER_WAY: ("accent.soft", "accent.fill", "accent.text"),
        VisitState.LATE: ("state.warn", None, "bg.page"),
        VisitState.DONE: ("bg.page", "text.secondary", "text.secondary"),
    }[row.state]
    painter.setBrush(theme.color(fill))
    painter.setPen(QPen(theme.color(edge), 1.5) if edge else Qt.PenStyle.NoPen)
    painter.drawEllipse(middle, _DISC - (1 if edge else 0), _DISC - (1 if edge else 0))
    if row.state is VisitState.DONE:
        icons.draw(painter, "check", middle.x() - 7, middle.y() - 7, color=ink, size=14)
        return
    box = QRectF(middle.x() - _DISC, middle.y() - _DISC, 2 * _DISC, 2 * _DISC)
    font = theme.font("small", strong=True)
    painting.text(painter, box, str(row.number), theme.color(ink), font, Qt.AlignmentFlag.AlignHCenter)


def _paint_drive(painter: QPainter, theme: Theme, rect: QRect, row: DriveRow) -> None:
    painting.smooth(painter)
    if row.words:
        icons.draw(painter, "car", _WORDS + 2, rect.center().y() - 6, color="text.hint", size=12)
        box = QRect(_WORDS + 20, rect.y(), rect.width() - _WORDS - 20 - _RIGHT_PAD, rect.height())
        painting.text(painter, box, row.words, theme.color("text.secondary"), theme.font("micro"))
    _paint_now(painter, theme, rect, row.now)


def _paint_now(painter: QPainter, theme: Theme, rect: QRect, now: str) -> None:
    if not now:
        return
    box = QRect(0, rect.y(), _TIME_RIGHT, rect.height())
    font = theme.font("micro", strong=True)
    painting.text(painter, box, now, theme.color("accent.text"), font, Qt.AlignmentFlag.AlignRight)
    painter.setBrush(theme.color("accent.fill"))
    painter.setPen(QPen(theme.color("bg.page"), 2))
    painter.drawEllipse(QPointF(SPINE + 0.5, rect.center().y() + 0.5), 4, 4)


def _paint_point(painter: QPainter, theme: Theme, rect: QRect, row: PointRow) -> None:
    painting.smooth(painter)
    small = theme.font("small", tabular=True)
    box = QRect(0, rect.y(), _TIME_RIGHT, rect.height())
    if row.now and not row.time:
        _paint_now(painter, theme, rect, row.now)
    painting.text(painter, box, row.time, theme.color("text.secondary"), small, Qt.AlignmentFlag.AlignRight)
    middle = QPointF(SPINE + 0.5, rect.center().y() + 0.5)
    painter.setBrush(theme.color("bg.page"))
    painter.setPen(QPen(theme.color("line.control"), 1))
    painter.drawEllipse(middle, 9, 9)
    icons.draw(painter, row.icon, middle.x() - 6, middle.y() - 6, color="text.secondary", size=12)
    words = QRect(_WORDS, rect.y(), rect.width() - _WORDS - _RIGHT_PAD, rect.height())
    painting.text(painter, words, row.words, theme.color("text.secondary"), theme.font("small"))
