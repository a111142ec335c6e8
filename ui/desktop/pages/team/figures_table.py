"""A small table of figures, one row a person; a column may show ordered parts as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from ui.desktop.columns import Cell, Column
from ui.desktop.rows import PAD, RowDelegate, paint_ground
from ui.desktop.tables import CellRole
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.bar import paint_parts

__all__ = ["FigureRow", "FiguresTable"]

PartsRole = Qt.ItemDataRole.UserRole + 40
_MOST_ROWS = 14
_BAR_HEIGHT = 12
_GAP = 9

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class FigureRow:
    """One row. parts: column number -> shares of the column's width, painted left of the cell's words.

    spoken: column number -> what a screen reader says instead of the cell's words.
    """

    id: Any
    cells: tuple[Cell, ...]
    parts: dict[int, tuple[float, ...]]
    spoken: dict[int, str]


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[FigureRow, ...] = ()

    def fill(self, columns: Sequence[Column], rows: Sequence[FigureRow]) -> None:
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, place = self.rows[index.row()], index.column()
        cell = row.cells[place]
        if role == CellRole:
            return cell
        if role == PartsRole:
            return row.parts.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken.get(place) or cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(place)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        return None

    def _align(self, place: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.columns[place].is_right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class _Delegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        parts = index.data(PartsRole)
        if parts is None:
            super().paint(painter, option, index)
            return
        view, theme = self._view, current()
        selected = view.selectionModel().isRowSelected(index.row(), view.rootIndex())
        painter.save()
        paint_ground(painter, option.rect, selected=selected, focused=view.hasFocus(), mark=False)
        painting.smooth(painter)
        cell: Cell = index.data(CellRole)
        font = theme.font("small", tabular=True)
        words = QFontMetrics(font).horizontalAdvance(cell.text)
        room = option.rect.adjusted(PAD, 0, -PAD, -1)
        # All bars of a column share one scale, so the room for words is that of the widest seen.
        width = max(20, room.width() - _GAP - self.words_width)
        box = QRectF(room.x(), room.y() + (room.height() - _BAR_HEIGHT) // 2, width, _BAR_HEIGHT)
        paint_parts(painter, box, parts)
        left = box.x() + width * sum(parts) + (_GAP if any(parts) else 0)
        painting.text(
            painter,
            QRectF(left, room.y(), words + 1, room.height()),
            cell.text,
            theme.color("text.secondary"),
            font,
        )
        painter.restore()

    words_width = 64


class FiguresTable(QTableView):
    """Up and Down choose a row, Enter or a double click opens it; as high as its rows."""

    opened = Signal(object)
    chosen = Signal(object)
    """Id of the current row, or None."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Model(self)
        self._delegate = _Delegate(self)
        self._filling = False
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(current().height("row"))
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setFixedHeight(current().height("table_head"))
        self.doubleClicked.connect(lambda _index: self._open())

    def set_figures(self, columns: Sequence[Column], rows: Sequence[FigureRow]) -> None:
        """Show these rows; the current one stays if its id is still there."""
        kept = self.current_id()
        self._filling = True
        self._rows.fill(columns, rows)
        self._filling = False
        self._fit_columns()
        self._delegate.words_width = self._widest_words()
        ids = [row.id for row in rows]
        if kept in ids:
            self.selectRow(ids.index(kept))
        self._fit_height()

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """What is shown."""
        return self._rows.rows

    def current_id(self) -> Any:
        """Id of the current row, or None."""
        row = self.currentIndex().row()
        return self._rows.rows[row].id if 0 <= row < len(self._rows.rows) else None

    def select(self, row_id: Any) -> None:
        """Make that row the current one, if it is there."""
        ids = [row.id for row in self._rows.rows]
        if row_id in ids:
            self.selectRow(ids.index(row_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page's actions."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._rows.rows:
            self.selectRow(0)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current_index: Index, previous: Index) -> None:
        super().currentChanged(current_index, previous)
        if not self._filling:
            self.chosen.emit(self.current_id())

    def _open(self) -> None:
        if self.current_id() is not None:
            self.opened.emit(self.current_id())

    def _fit_columns(self) -> None:
        head = self.horizontalHeader()
        for number, column in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(number, mode)
            if not column.stretch:
                head.resizeSection(number, column.width)

    def _widest_words(self) -> int:
        metrics = QFontMetrics(current().font("small", tabular=True))
        words = [row.cells[place].text for row in self._rows.rows for place in row.parts]
        return max((metrics.horizontalAdvance(text) for text in words), default=0)

    def _fit_height(self) -> None:
        theme = current()
        rows = min(len(self._rows.rows), _MOST_ROWS) * theme.height("row")
        wide = sum(column.width for column in self._rows.columns if not column.stretch) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        self.setFixedHeight(theme.height("table_head") + rows + bar + 2)
