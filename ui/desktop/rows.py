"""How a row of a table is painted: ground, mark, separator, and what its cells hold."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.desktop import icons
from ui.desktop.columns import Cell
from ui.desktop.tables import CellRole
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting
from ui.desktop.widgets.avatar import paint_avatar
from ui.desktop.widgets.bar import paint_bar, paint_dashes
from ui.desktop.widgets.chips import chip_width, paint_chip

__all__ = ["EDGE", "PAD", "RowDelegate", "paint_ground"]

PAD = 10
EDGE = 24
"""From the edge of a page to its text, px."""

_GAP = 8
_BAR = 40

Index = QModelIndex | QPersistentModelIndex


def paint_ground(
    painter: QPainter,
    rect: QRect,
    *,
    selected: bool = False,
    focused: bool = True,
    hovered: bool = False,
    mark: bool = True,
    line: bool = True,
) -> None:
    """Ground, separator and selection mark of a row, or of one cell of it.

    mark: the 3 px at the left of a selected row; say False for cells right of the first.
    """
    theme = current()
    if selected:
        painter.fillRect(rect, theme.color("accent.soft" if focused else "bg.track"))
    elif hovered:
        painter.fillRect(rect, theme.color("bg.hover"))
    if line:
        edge = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(edge, theme.color("line.separator"))
    if selected and mark and focused:
        painter.fillRect(
            QRect(rect.left(), rect.top(), theme.line("selected_row_mark"), rect.height()),
            theme.color("accent.fill"),
        )


class RowDelegate(QStyledItemDelegate):
    """Paints cells of a `RecordModel`. The view sets which row is hovered.

    edge: px from the view's edges to the text of its first and last column; the ground reaches the edges.
    """

    def __init__(self, view: QTableView, edge: int = PAD) -> None:
        super().__init__(view)
        self._view = view
        self._edge = edge
        self.hovered_row = -1

    def pads(self, column: int) -> tuple[int, int]:
        """Room in px left and right of the text in that column, wherever the person has put it."""
        head = self._view.horizontalHeader()
        place = head.visualIndex(column)
        beside = self._view.width() - self._view.viewport().width()
        left = self._edge if place == 0 else PAD
        return left, max(PAD, self._edge - beside) if place == head.count() - 1 else PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._view
        theme = current()
        selected = view.selectionModel().isRowSelected(index.row(), view.rootIndex())
        painter.save()
        paint_ground(
            painter,
            option.rect,
            selected=selected,
            focused=view.hasFocus() or _is_editing(view),
            hovered=index.row() == self.hovered_row,
            mark=view.horizontalHeader().visualIndex(index.column()) == 0,
        )
        cell = index.data(CellRole)
        if cell is not None:
            right = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight))
            painting.smooth(painter)
            left_pad, right_pad = self.pads(index.column())
            box = option.rect.adjusted(left_pad, 0, -right_pad, -1)
            self._paint_cell(painter, theme, box, cell, right=right, selected=selected)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(80, current().height("row"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        right = index.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        header = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(header))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        left, right = self.pads(index.column())
        editor.setGeometry(option.rect.adjusted(left - PAD + 2, 2, PAD - right - 2, -3))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the whole text only where it was cut, or where the cell has more to say."""
        cell = index.data(CellRole)
        if event.type() != QEvent.Type.ToolTip or cell is None:
            return super().helpEvent(event, view, option, index)
        room = option.rect.width() - sum(self.pads(index.column()))
        cut = self._width(current(), cell, right=False) > room
        QToolTip.showText(event.globalPos(), cell.tooltip or (cell.text if cut else ""), view)
        return True

    def _width(self, theme: Theme, cell: Cell, *, right: bool) -> int:
        if cell.chip is not None:
            return chip_width(cell.chip)
        font = theme.font(strong=cell.strong, tabular=right)
        width = QFontMetrics(font).horizontalAdvance(cell.text)
        width += theme.icon_size("in_row") + _GAP if cell.icon else 0
        width += 24 + _GAP if cell.avatar else 0
        return width + (_BAR + _GAP if cell.bar is not None else 0)

    def _paint_cell(
        self, painter: QPainter, theme: Theme, box: QRect, cell: Cell, *, right: bool, selected: bool
    ) -> None:
        middle = box.y() + box.height() / 2
        if cell.chip is not None:
            top = round(middle - theme.height("chip") / 2)
            painter.setClipRect(box.adjusted(0, 0, PAD, 0))
            paint_chip(painter, QPoint(box.x(), top), cell.chip, on_selection=selected)
            return
        if cell.dashes is not None:
            line = QRectF(box.x(), round(middle - 2), min(96, box.width()), 4)
            paint_dashes(painter, line, *cell.dashes)
            return
        box = self._paint_before(painter, theme, box, cell)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        font = theme.font(strong=cell.strong, tabular=right)
        painting.text(painter, box, cell.text, theme.color(cell.tone), font, align)

    @staticmethod
    def _paint_before(painter: QPainter, theme: Theme, box: QRect, cell: Cell) -> QRect:
        """Avatar, icon or bar left of the words; returns the room for the words."""
        middle = box.y() + box.height() / 2
        if cell.avatar:
            paint_avatar(painter, QRectF(box.x(), round(middle - 12), 24, 24), cell.avatar)
            box = box.adjusted(24 + _GAP, 0, 0, 0)
        if cell.icon:
            size = theme.icon_size("in_row")
            icons.draw(painter, cell.icon, box.x(), middle - size / 2, color=cell.tone, size=size)
            box = box.adjusted(size + _GAP, 0, 0, 0)
        if cell.bar is not None:
            color = "chart.main" if cell.tone in ("text.primary", "text.secondary") else cell.tone
            paint_bar(painter, QRectF(box.x(), round(middle - 2), _BAR, 4), cell.bar, color=color)
            box = box.adjusted(_BAR + _GAP, 0, 0, 0)
        return box


def _is_editing(view: Any) -> bool:
    focus = view.focusWidget() if isinstance(view, QWidget) else None
    return focus is not None and focus.hasFocus() and view.isAncestorOf(focus)
