"""The table of a quote's lines, edited cell by cell from the keyboard."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.desktop.pages.quotes.lines_model import CodeRole, LinesModel
from ui.desktop.rows import PAD, RowDelegate
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["LinesTable"]

_Index = QModelIndex | QPersistentModelIndex
_EDIT = QAbstractItemView.EditTrigger
_HINT = QAbstractItemDelegate.EndEditHint
_FIRST_EDITED = "quantity"
_NARROW = 640


class _LineDelegate(RowDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        code = index.data(CodeRole) if index.column() == 0 else ""
        if code:
            theme = current()
            name = QFontMetrics(theme.font()).horizontalAdvance(index.data())
            box = option.rect.adjusted(PAD + name + PAD, 0, -PAD, -1)
            if QFontMetrics(theme.font("small")).horizontalAdvance(code) <= box.width():
                painting.text(painter, box, code, theme.color("text.hint"), theme.font("small"))

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Figures that come back while one types the next must not overwrite it.
        if not editor.property("filled"):
            super().setEditorData(editor, index)
            editor.setProperty("filled", True)  # noqa: FBT003


class LinesTable(QTableView):
    """Type into a cell or press Enter or F2 to change it; Tab goes on to the next figure.

    Delete removes a line, Alt+Up and Alt+Down move it.
    """

    removed = Signal(object)
    """The id of the line to remove."""
    moved = Signal(object, int)
    """(line id, the place from 0 where it should stand)"""
    left_down = Signal()
    """Down was pressed on the last line."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self._kept: tuple[UUID | None, int] = (None, 0)
        self._rows = _LineDelegate(self)
        self.setAccessibleName(self.tr("Lines of the quote"))
        self.setItemDelegate(self._rows)
        self._set_up()
        self.setModel(model)
        self._set_up_head()
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)

    def current_line(self) -> UUID | None:
        """The id of the line that has the cursor."""
        row = self.currentIndex().row()
        return self._lines.lines[row].id if 0 <= row < len(self._lines.lines) else None

    def edit_again(self, line_id: UUID, key: str, typed: str) -> None:
        """Open a cell with text that was refused, marked as wrong."""
        row, column = self._lines.row_of(line_id), self._lines.column_of(key)
        if row < 0 or column < 0:
            return
        index = self._lines.index(row, column)
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index) or self.findChild(QLineEdit)
        if isinstance(editor, QLineEdit):
            editor.setText(typed)
            editor.setProperty("invalid", "true")
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            editor.selectAll()

    def go_to(self, line_id: UUID, key: str = _FIRST_EDITED) -> None:
        """Put the cursor on a figure of a line."""
        row = self._lines.row_of(line_id)
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row, self._lines.column_of(key)))
            self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        rows = self._lines.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(640, self.horizontalHeader().height() + rows)

    def minimumSizeHint(self) -> QSize:
        row = self.verticalHeader().defaultSectionSize()
        shown = min(self._lines.rowCount(), 3) * row
        return QSize(420, self.horizontalHeader().height() + shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == self.State.EditingState:
            # What a cell's editor leaves over, such as its Enter, means nothing to the table.
            return
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        line = self.current_line()
        if line is not None and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(line, self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1))
        elif line is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(line)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit_current()
        elif key == Qt.Key.Key_Down and self.currentIndex().row() == self._lines.rowCount() - 1:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Tab the next figure is opened, not the next cell."""
        step = {_HINT.EditNextItem: 1, _HINT.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, _HINT.NoHint if step else hint)
        if step:
            self._edit_neighbour(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(0, self._lines.column_of(_FIRST_EDITED)))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not (self.hasFocus() and index.isValid()):
            return
        painter = QPainter(self.viewport())
        painting.smooth(painter)
        box = QRectF(self.visualRect(index)).adjusted(2, 2, -2, -3)
        painting.focus_ring(painter, box, current().radius("key"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The name must be read; what is left of it is below as a sum.
        self.setColumnHidden(self._lines.column_of("margin"), event.size().width() < _NARROW)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_EDIT.AnyKeyPressed | _EDIT.EditKeyPressed | _EDIT.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(current().height("row") + 4)

    def _set_up_head(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(current().height("table_head"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(40)
        for number, column in enumerate(self._lines.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(number, mode)
            head.resizeSection(number, column.width)

    def _edit_current(self) -> None:
        # A quote that was sent, or a cell that is worked out, is not entered.
        index = self.currentIndex()
        if index.isValid() and self._lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _edit_neighbour(self, step: int) -> None:
        columns = [place for place, column in enumerate(self._lines.columns) if column.editable]
        row, column = self.currentIndex().row(), self.currentIndex().column()
        place = columns.index(column) + step if column in columns else 0
        if 0 <= place < len(columns):
            target = self._lines.index(row, columns[place])
        else:
            target = self._lines.index(row + step, columns[0 if step > 0 else -1])
        if target.isValid():
            self.setCurrentIndex(target)
            self.edit(target)

    def _hover(self, row: int) -> None:
        if row != self._rows.hovered_row:
            self._rows.hovered_row = row
            self.viewport().update()

    def _on_about_to_reset(self) -> None:
        self._kept = (self.current_line(), self.currentIndex().column())

    def _on_reset(self) -> None:
        line, column = self._kept
        row = self._lines.row_of(line) if line is not None else -1
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row, column))
        self.updateGeometry()
