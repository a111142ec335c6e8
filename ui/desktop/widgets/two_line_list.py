"""Lists of two lines a row, 44 px: due work, deals at risk, the timeline of an account, palette hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ui.desktop import icons
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting
from ui.desktop.widgets.avatar import paint_avatar
from ui.desktop.widgets.checks import paint_check
from ui.desktop.widgets.chips import chip_width, paint_chip
from ui.desktop.widgets.two_line_model import LineRole, TwoLine, TwoLineModel

__all__ = ["LineRole", "TwoLine", "TwoLineList", "TwoLineModel"]

_HEADING_HEIGHT = 30
_ONE_LINE_HEIGHT = 34
_GAP = 12
_CHECK_EDGE = 16

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: TwoLineList) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        line: TwoLine = index.data(LineRole)
        if line.is_heading:
            return QSize(100, _HEADING_HEIGHT)
        return QSize(100, current().height("row_two_lines") if line.second else _ONE_LINE_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: TwoLine = index.data(LineRole)
        theme = current()
        painter.save()
        painting.smooth(painter)
        if line.is_heading:
            self._paint_heading(painter, theme, option.rect, line)
        else:
            self._paint_ground(painter, theme, option.rect, index)
            box = self._paint_left(
                painter, theme, option.rect.adjusted(self._view.inset, 0, -self._view.inset, 0), line
            )
            box = self._paint_chip(painter, theme, box, line)
            # What stands at the right stands on the first line; the second goes on below it.
            first = self._paint_right(painter, theme, box, line)
            self._paint_words(painter, theme, first, box, line)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        line = index.data(LineRole)
        if event.type() != QEvent.Type.ToolTip or line is None:
            return super().helpEvent(event, view, option, index)
        room = option.rect.width() - 60
        wide = QFontMetrics(current().font()).horizontalAdvance(line.title) > room
        QToolTip.showText(event.globalPos(), line.title if wide else "", view)
        return True

    def check_box(self, rect: QRect) -> QRectF:
        """Where the check box of a row lies."""
        top = rect.y() + (rect.height() - _CHECK_EDGE) // 2
        return QRectF(rect.x() + self._view.inset + 2, top, _CHECK_EDGE, _CHECK_EDGE)

    def _paint_heading(self, painter: QPainter, theme: Theme, rect: QRect, line: TwoLine) -> None:
        font = theme.font("small", strong=True)
        left = rect.x() + self._view.inset
        width = QFontMetrics(font).horizontalAdvance(line.title)
        box = QRect(left, rect.y(), width + 1, rect.height())
        painting.text(painter, box, line.title, theme.color("text.secondary"), font)
        start = left + width + 12
        edge = QRect(start, rect.center().y(), rect.right() - self._view.inset - start, 1)
        painter.fillRect(edge, theme.color("line.separator"))

    def _paint_ground(self, painter: QPainter, theme: Theme, rect: QRect, index: Index) -> None:
        view = self._view
        selected = view.selectionModel().isSelected(index)
        ground = None
        if selected:
            ground = theme.color("accent.soft" if view.hasFocus() or view.keeps_colour else "bg.track")
        elif index.row() == self.hovered_row:
            ground = theme.color("bg.hover")
        if ground is not None:
            painting.rounded(painter, QRectF(rect).adjusted(0, 0, 0, -1), theme.radius("control"), ground)
        if view.has_lines:
            painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.color("line.separator"))
        if selected and view.hasFocus() and view.by_keys:
            painting.focus_ring(painter, QRectF(rect).adjusted(0, 0, 0, -1), theme.radius("control"))

    def _paint_left(self, painter: QPainter, theme: Theme, box: QRect, line: TwoLine) -> QRect:
        """Check box, icon or initials; returns the room right of them."""
        middle = box.y() + (box.height() - 1) / 2
        if line.checked is not None:
            check = QRectF(box.x() + 2, round(middle - _CHECK_EDGE / 2), _CHECK_EDGE, _CHECK_EDGE)
            paint_check(painter, check, checked=line.checked)
            box = box.adjusted(_CHECK_EDGE + 2 + 10, 0, 0, 0)
        if line.avatar:
            paint_avatar(painter, QRectF(box.x(), round(middle - 14), 28, 28), line.avatar)
            return box.adjusted(28 + _GAP, 0, 0, 0)
        if not line.icon:
            return box
        size = 16
        if line.round_icon:
            ground = f"{line.icon_tone}.soft" if line.icon_tone.startswith("state.") else "bg.hover"
            disc = QRectF(box.x(), round(middle - 14), 28, 28)
            painting.rounded(painter, disc, 14, theme.color(ground))
            icons.draw(painter, line.icon, box.x() + 6, middle - 8, color=line.icon_tone, size=size)
            return box.adjusted(28 + _GAP, 0, 0, 0)
        icons.draw(painter, line.icon, box.x(), middle - 8, color=line.icon_tone, size=size)
        return box.adjusted(size + 10, 0, 0, 0)

    @staticmethod
    def _paint_chip(painter: QPainter, theme: Theme, box: QRect, line: TwoLine) -> QRect:
        if line.chip is None:
            return box
        width = chip_width(line.chip)
        top = box.y() + (6 if line.second else (box.height() - theme.height("chip")) // 2)
        paint_chip(painter, QPoint(box.right() - width, top), line.chip)
        return box.adjusted(0, 0, -width - 8, 0)

    @staticmethod
    def _paint_right(painter: QPainter, theme: Theme, box: QRect, line: TwoLine) -> QRect:
        if not line.right:
            return box
        font = theme.font("base" if line.right_strong else "small", strong=line.right_strong, tabular=True)
        width = QFontMetrics(font).horizontalAdvance(line.right)
        height = 22 if line.second else box.height() - 1
        top = box.y() + (2 if line.second else 0)
        place = QRect(box.right() - width, top, width + 1, height)
        painting.text(painter, place, line.right, theme.color(line.right_tone), font)
        return box.adjusted(0, 0, -width - 10, 0)

    @staticmethod
    def _paint_words(painter: QPainter, theme: Theme, box: QRect, below: QRect, line: TwoLine) -> None:
        font = theme.font(strong=line.is_strong)
        ink = theme.color("text.hint" if line.checked else "text.primary")
        if not line.second:
            painting.text(painter, box.adjusted(0, 0, 0, -1), line.title, ink, font)
            return
        upper = QRect(box.x(), box.y() + 2, box.width(), 22)
        lower = QRect(below.x(), below.y() + 22, below.width(), 18)
        painting.text(painter, upper, line.title, ink, font)
        warns = line.tone.startswith("state.")
        second_font = theme.font("small", strong=warns and line.is_strong)
        painting.text(painter, lower, line.second, theme.color(line.tone), second_font)


class TwoLineList(QListView):
    """Enter or a double click opens, Space ticks; Up and Down pass over headings."""

    opened = Signal(object)
    current_line_changed = Signal(object)

    def __init__(self, name: str, *, has_lines: bool = True, inset: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_lines = has_lines
        self.inset = inset
        self.keeps_colour = False
        self.by_keys = False
        self._lines = TwoLineModel(self)
        self._delegate = _Delegate(self)
        self.setAccessibleName(name)
        self.setModel(self._lines)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._on_activated)

    @property
    def lines(self) -> TwoLineModel:
        """The model; set its lines to fill the list."""
        return self._lines

    def set_lines(self, lines: Sequence[TwoLine]) -> None:
        """Fill the list; the current row stays if its id is still there."""
        kept = self.current_id()
        self._lines.set_lines(lines)
        row = self._lines.row_of(kept)
        if kept is not None and row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._lines.index(row))

    def current_id(self) -> Any:
        """Id of the current row, or None."""
        line = self.currentIndex().data(LineRole)
        return line.id if line is not None else None

    def select(self, line_id: Any) -> bool:
        """Make the row with this id the current one; False if there is none."""
        row = self._lines.row_of(line_id)
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row))
        return row >= 0

    def full_height(self) -> int:
        """Height in px that shows every row without scrolling."""
        return sum(self.sizeHintForRow(row) for row in range(self._lines.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keys = True
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self._toggle(self.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page's actions."""

    def step(self, by: int) -> None:
        """Move to the next row in a direction that is no heading."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._lines.rowCount():
            if not self._lines.lines[row].is_heading:
                self.setCurrentIndex(self._lines.index(row))
                return
            row += by

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keys = False
        index = self.indexAt(event.position().toPoint())
        line = index.data(LineRole)
        on_check = line is not None and line.checked is not None
        if on_check and self._delegate.check_box(self.visualRect(index)).adjusted(-6, -6, 6, 6).contains(
            event.position()
        ):
            self._toggle(index)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Before Qt does, which would take a row without selecting it.
        if not self.currentIndex().isValid():
            self.step(1)
        super().focusInEvent(event)
        self.by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        line = current.data(LineRole)
        self.current_line_changed.emit(line.id if line is not None else None)

    def _toggle(self, index: QModelIndex) -> None:
        line = index.data(LineRole)
        if line is not None and line.checked is not None:
            state = Qt.CheckState.Unchecked if line.checked else Qt.CheckState.Checked
            self._lines.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _on_activated(self, index: QModelIndex) -> None:
        line = index.data(LineRole)
        if line is not None and not line.is_heading:
            self.opened.emit(line.id)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()
