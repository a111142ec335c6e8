"""A table of records: `RecordModel` in a view with the house's rows, keys and states."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QCursor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.rows import EDGE, PAD, RowDelegate
from ui.desktop.tables import IdRole, RecordModel
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.labels import label

__all__ = ["RecordTable"]

_WORDS_AFTER_MS = 150
_EDIT = QAbstractItemView.EditTrigger


class _Head(QHeaderView):
    """Column heads with the sort sign beside the words."""

    def __init__(self, model: RecordModel, rows: RowDelegate, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._records = model
        self._rows = rows
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = current()
        column = self._records.columns[section]
        is_hovered = column.sortable and rect.contains(self.mapFromGlobal(QCursor.pos())) and self.underMouse()
        painter.save()
        painting.smooth(painter)
        painter.fillRect(rect, theme.color("bg.hover" if is_hovered else "bg.sunken"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.color("line.separator"))
        key, descending = self._records.order
        left_pad, right_pad = self._rows.pads(section)
        box = rect.adjusted(left_pad, 0, -right_pad, -1)
        font = theme.font("small")
        if key == column.key:
            sign = "chevron-up" if descending else "chevron-down"
            words = min(QFontMetrics(font).horizontalAdvance(column.title), box.width() - 18)
            left = box.right() - words - 17 if column.is_right else box.x() + words + 6
            icons.draw(painter, sign, left, box.y() + (box.height() - 12) / 2, color="text.secondary", size=12)
            box = box if column.is_right else box.adjusted(0, 0, -18, 0)
        align = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
        painting.text(painter, box, column.title, theme.color("text.secondary"), font, align)
        painter.restore()


class RecordTable(QTableView):
    """Enter or a double click opens a record, F2 edits it in place, a click on a head sorts.

    The current record and the selection are held by id: they stay through sorting, searching and reloading
    as long as the record is in the list.
    """

    opened = Signal(object)
    """The id of the record to open."""
    current_record_changed = Signal(object)
    """The id of the record that the detail pane should follow, or None."""

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._empty: QWidget | None = None
        # A layout, because the words of what stands there change.
        self._middle = QVBoxLayout(self.viewport())
        self._middle.addStretch(1)
        self._middle.addStretch(2)
        self._wanted: Any = None
        self._kept: tuple[Any, list[Any]] = (None, [])
        self._by_keys = False
        self._rows = RowDelegate(self, EDGE)
        self.setAccessibleName(name)
        self._reading = label(self.tr("Reading {name}…").format(name=name.lower()), tone="hint", parent=self)
        self._reading.hide()
        self._words_timer = QTimer(self)
        self._words_timer.setSingleShot(True)
        self._words_timer.setInterval(_WORDS_AFTER_MS)
        self._words_timer.timeout.connect(self._on_reading_takes_long)
        self._set_up()
        self.setModel(model)
        self._set_up_head()
        self._connect()

    @property
    def records(self) -> RecordModel:
        """The model."""
        return self._model

    def set_empty_state(self, widget: QWidget | None) -> None:
        """What stands in the middle when the list has no rows, usually an `EmptyState`."""
        if self._empty is not None:
            self._middle.removeWidget(self._empty)
            self._empty.hide()
            self._empty.setParent(None)
        self._empty = widget
        if widget is not None:
            self._middle.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignHCenter)
            self._show_emptiness()

    def current_id(self) -> Any:
        """Id of the current record, or None."""
        return self._model.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[Any]:
        """Ids of the selected records, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.id_at(row) for row in rows]

    def select(self, record_id: Any) -> bool:
        """Make a record the current one and bring it into view; if the list is still being read, then.

        False if it is not in the list.
        """
        row = self._model.row_of(record_id)
        if row < 0:
            self._wanted = record_id if self._model.is_loading or not self._model.was_loaded else None
            return False
        self.setCurrentIndex(self._model.index(row, 0))
        self.scrollTo(self._model.index(row, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self._on_activated(self.currentIndex())
        elif key == Qt.Key.Key_F2:
            self._edit_current()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._go_to(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page's actions, and Qt's search would load every page of the list."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Before Qt does, which would take a row without selecting it.
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
        super().focusInEvent(event)
        by_tab = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_keys = event.reason() in by_tab
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current_row = self.currentIndex().row()
        if not (self.hasFocus() and self._by_keys and current_row >= 0):
            return
        top, height = self.rowViewportPosition(current_row), self.rowHeight(current_row)
        painter = QPainter(self.viewport())
        painting.smooth(painter)
        width = min(self.viewport().width(), self.horizontalHeader().length())
        box = QRectF(0, top, width, height - 1)
        painting.focus_ring(painter, box, current().radius("key"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_window()

    def _set_up(self) -> None:
        theme = current()
        self.setItemDelegate(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_EDIT.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        # Visible, it is asked for every row above the window at each reset.
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(theme.height("row"))
        side.setDefaultSectionSize(theme.height("row"))

    def _set_up_head(self) -> None:
        head = _Head(self._model, self._rows, self)
        self.setHorizontalHeader(head)
        head.setFixedHeight(current().height("table_head"))
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(40)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, column in enumerate(self._model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(number, mode)
            beside_edge = EDGE - PAD if number in (0, len(self._model.columns) - 1) else 0
            head.resizeSection(number, column.width + beside_edge)
        head.setSortIndicatorClearable(False)
        self._show_order()
        head.setSectionsClickable(True)
        head.sortIndicatorChanged.connect(self._on_sort_asked)

    def _connect(self) -> None:
        model = self._model
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        model.loading_started.connect(self._words_timer.start)
        model.loaded.connect(self._on_loaded)
        model.failed.connect(self._on_loaded)
        self.doubleClicked.connect(self._on_activated)
        self.verticalScrollBar().valueChanged.connect(self._tell_window)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.viewport().update()
            self.current_record_changed.emit(current.data(IdRole) if current.isValid() else None)

    def _on_sort_asked(self, section: int, order: Qt.SortOrder) -> None:
        if self._model.columns[section].sortable:
            self._model.sort(section, order)
        self._show_order()

    def _show_order(self) -> None:
        key, descending = self._model.order
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        for number, column in enumerate(self._model.columns):
            if column.key == key:
                head = self.horizontalHeader()
                with QSignalBlocker(head):
                    head.setSortIndicator(number, order)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(IdRole))

    def _edit_current(self) -> None:
        row = self.currentIndex().row()
        columns = list(range(len(self._model.columns)))
        begin = max(0, self.currentIndex().column())
        for column in columns[begin:] + columns[:begin]:
            if row >= 0 and self._model.columns[column].editable:
                self.edit(self._model.index(row, column))
                return

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))

    def _hover(self, row: int) -> None:
        if row != self._rows.hovered_row:
            self._rows.hovered_row = row
            self.viewport().update()

    def _tell_window(self) -> None:
        shown = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 2
        self._model.set_window(self.rowAt(0), shown)

    def _on_about_to_reset(self) -> None:
        self._kept = (self._wanted if self._wanted is not None else self.current_id(), self.selected_ids())

    def _on_reset(self) -> None:
        record_id, selected = self._kept
        row = self._model.row_of(record_id) if record_id is not None else -1
        self._wanted = None
        if row < 0:
            if record_id is not None:
                self.current_record_changed.emit(None)
            elif self.hasFocus() and self._model.rowCount():
                # Whoever waits in an empty list for its rows can go on with Enter.
                self.setCurrentIndex(self._model.index(0, 0))
            return
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        if len(selected) > 1:
            for other in map(self._model.row_of, selected):
                if other >= 0:
                    model.select(self._model.index(other, 0), flags.Select | flags.Rows)
            model.setCurrentIndex(self._model.index(row, 0), flags.NoUpdate)
        else:
            self.setCurrentIndex(self._model.index(row, 0))

    def _on_loaded(self) -> None:
        self._words_timer.stop()
        self._reading.hide()
        self._show_emptiness()

    def _on_reading_takes_long(self) -> None:
        if self._model.is_loading and not self._model.rowCount():
            self._reading.adjustSize()
            self._reading.move(EDGE, self.horizontalHeader().height() + 12)
            self._reading.show()

    def _show_emptiness(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self._model.was_loaded and not self._model.rowCount())
