"""Today's visits as blocks, a line a rep: done, late, to come. And the legend above a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfa.insight.team import VisitCount
from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Legend", "VisitLine", "VisitsChart"]

_ROW = 28
_NAME = 92
_WORDS = 112
_BLOCK, _BLOCK_HEIGHT, _GAP = 19, 12, 3
_BETWEEN = 24
_SWATCH = 8


@dataclass(frozen=True)
class VisitLine:
    """A rep's day. words: at the right edge; spoken: the whole as one sentence."""

    name: str
    visits: VisitCount
    words: str
    spoken: str


class VisitsChart(QWidget):
    """Two columns of lines. It takes the focus so that a screen reader can read it."""

    inset = 4
    """So many px in from the left edge the words start."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[VisitLine, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[VisitLine]) -> None:
        """Show these lines, filling the left column first."""
        self._lines = tuple(lines)
        self.setAccessibleDescription(" ".join(line.spoken for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _ROW * self._deep() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        width = (self.width() - _BETWEEN) / 2
        for number, line in enumerate(self._lines):
            column, row = divmod(number, self._deep())
            self._paint_line(painter, QRectF(column * (width + _BETWEEN), 2 + row * _ROW, width, _ROW), line)
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()), current().radius("control"))

    def _deep(self) -> int:
        return max(1, (len(self._lines) + 1) // 2)

    def _paint_line(self, painter: QPainter, box: QRectF, line: VisitLine) -> None:
        theme = current()
        name = QRectF(box.x() + self.inset, box.y(), _NAME - 8, box.height())
        painting.text(painter, name, line.name, theme.color("text.primary"), theme.font())
        late = line.visits.late > 0
        ink = theme.color("state.warn" if late else "text.secondary")
        right = QRectF(box.right() - _WORDS - 4, box.y(), _WORDS, box.height())
        painting.text(painter, right, line.words, ink, theme.font(strong=late), Qt.AlignmentFlag.AlignRight)
        room = box.width() - _NAME - _WORDS - 12
        self._paint_blocks(painter, QRectF(box.x() + _NAME, box.y(), room, box.height()), line.visits)

    @staticmethod
    def _paint_blocks(painter: QPainter, room: QRectF, visits: VisitCount) -> None:
        if not visits.total:
            return
        theme = current()
        width = min(float(_BLOCK), room.width() / visits.total - _GAP)
        if width < 1:
            return
        kinds = ["chart.main"] * visits.done + ["state.warn"] * visits.late + ["chart.rest"] * visits.to_come
        edge = theme.color("line.control") if theme.is_high_contrast else None
        top = room.y() + (room.height() - _BLOCK_HEIGHT) / 2
        for number, kind in enumerate(kinds):
            block = QRectF(room.x() + number * (width + _GAP), top, width, _BLOCK_HEIGHT)
            painting.rounded(painter, block, theme.radius("bar"), theme.color(kind), edge)
            if kind == "state.warn" and width >= 10:
                icons.draw(painter, "clock", round(block.center().x() - 5), top + 1, color="bg.page", size=10)


class Legend(QWidget):
    """Coloured squares with words. colors: asked at each paint, so that it follows the theme."""

    def __init__(self, colors: Callable[[], Sequence[QColor]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._words: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: Sequence[str]) -> None:
        """One for each colour."""
        self._words = tuple(words)
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(current().font("micro"))
        return QSize(sum(_SWATCH + 5 + metrics.horizontalAdvance(text) + 12 for text in self._words), 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        font = theme.font("micro")
        metrics = QFontMetrics(font)
        left = 0.0
        for color, text in zip(self._colors(), self._words, strict=False):
            swatch = QRectF(left, (self.height() - _SWATCH) / 2, _SWATCH, _SWATCH)
            painting.rounded(painter, swatch, 2, color)
            width = metrics.horizontalAdvance(text)
            box = QRectF(left + _SWATCH + 5, 0, width + 1, self.height())
            painting.text(painter, box, text, theme.color("text.secondary"), font)
            left += _SWATCH + 5 + width + 12
