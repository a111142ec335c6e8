"""The timeline of a day: visits and drives down a spine, picked, locked and put in order by mouse and keys.

    timeline.set_rows([PointRow("08:00", "Leave home"), DriveRow("19 min · 13.1 mi"), VisitRow(…)])

It knows no store: the page hands it rows, runs the acts and hands it rows again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets.day_timeline_paint import (
    SPINE,
    DriveRow,
    Look,
    PointRow,
    TimelineRow,
    VisitRow,
    VisitState,
    height_of,
    paint_drop_mark,
    paint_row,
    paint_spine,
)

__all__ = ["DayTimeline", "DriveRow", "PointRow", "TimelineRow", "VisitRow", "VisitState"]

_TOP = 4
_BOTTOM = 12
_SCROLL_ZONE = 28
_SCROLL_MS = 30
_SCROLL_STEP = 12


class DayTimeline(QAbstractScrollArea):
    """Up and Down pick a visit, Enter opens it, Alt+Up and Alt+Down or the mouse move it, L locks it.

    reordered: the ids of the movable visits in their new order. The view shows the new order at once and
    keeps it until `set_rows`.
    """

    visit_selected = Signal(object)
    visit_activated = Signal(object)
    reordered = Signal(list)
    lock_asked = Signal(object, bool)

    def __init__(self, name: str, *, can_reorder: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TimelineRow, ...] = ()
        self._tops: list[int] = []
        self._selected: Any = None
        self._hovered: Any = None
        self._by_keys = False
        self._pressed: QPoint | None = None
        self._dragged: VisitRow | None = None
        self._drag_y = 0
        self._edge = QTimer(self)
        self._edge.setInterval(_SCROLL_MS)
        self._edge.timeout.connect(self._scroll_near_edge)
        self._can_reorder = can_reorder
        self.keeps_colour = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setMinimumWidth(260)

    # ------------------------------------------------------------ what is shown

    @property
    def rows(self) -> tuple[TimelineRow, ...]:
        """What is shown, from the morning on."""
        return self._rows

    @property
    def visits(self) -> list[VisitRow]:
        """The visits among the rows."""
        return [row for row in self._rows if isinstance(row, VisitRow)]

    @property
    def selected_id(self) -> Any:
        """Id of the picked visit, or None."""
        return self._selected

    def set_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Show other rows; the picked visit stays picked if it is still there."""
        self._rows = tuple(rows)
        self.cancel_drag()
        if self._selected is not None and self._visit(self._selected) is None:
            self._selected = None
        self._lay_out()

    def select(self, visit_id: Any) -> bool:
        """Pick a visit and bring it into view; False if it is not there. Emits visit_selected on a change."""
        row = self._visit(visit_id)
        if row is None:
            return False
        changed, self._selected = visit_id != self._selected, visit_id
        self._show(row)
        self._describe(row)
        self.viewport().update()
        if changed:
            self.visit_selected.emit(visit_id)
        return True

    def content_height(self) -> int:
        """Height in px that shows every row without scrolling."""
        return _TOP + sum(height_of(row) for row in self._rows) + _BOTTOM

    def sizeHint(self) -> QSize:
        return QSize(current().width("timeline"), 400)

    def row_rect(self, visit_id: Any) -> QRect:
        """Where the visit is painted now, in the viewport; empty if it is not there."""
        row = self._visit(visit_id)
        return QRect() if row is None else self._rect(self._rows.index(row))

    def _visit(self, visit_id: Any) -> VisitRow | None:
        return next((row for row in self.visits if row.id == visit_id), None)

    def _lay_out(self) -> None:
        self._tops, top = [], _TOP
        for row in self._rows:
            self._tops.append(top)
            top += height_of(row)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, top + _BOTTOM - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(current().height("timeline_visit") // 2)
        self.viewport().update()

    def _rect(self, index: int) -> QRect:
        top = self._tops[index] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), height_of(self._rows[index]))

    def _show(self, row: VisitRow) -> None:
        rect, bar = self._rect(self._rows.index(row)), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - _TOP)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + _TOP)

    def _describe(self, row: VisitRow) -> None:
        times = self.tr("{begin} to {end}").format(begin=row.begin, end=row.end) if row.begin else ""
        locked = self.tr("locked") if row.locked else ""
        parts = (f"{row.number} {row.title}", times, row.spoken, row.second, locked)
        words = ", ".join(part for part in parts if part)
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # ------------------------------------------------------------ the order

    def _movable(self) -> list[VisitRow]:
        return [row for row in self.visits if row.movable]

    def move_selected(self, by: int) -> None:
        """Move the picked visit up (-1) or down (1) among those that can be moved."""
        order = self._movable()
        row = self._visit(self._selected)
        if not self._can_reorder or row is None or row not in order:
            return
        place = order.index(row)
        if 0 <= place + by < len(order):
            order.remove(row)
            order.insert(place + by, row)
            self._take_order(order)

    def _take_order(self, order: list[VisitRow]) -> None:
        """Show the movable visits in their new order at once and tell it."""
        following = iter(order)
        moved = [next(following) if isinstance(row, VisitRow) and row.movable else row for row in self._rows]
        self._rows = tuple(moved)
        self._lay_out()
        row = self._visit(self._selected)
        if row is not None:
            self._show(row)
        self.reordered.emit([row.id for row in order])

    def _drop_place(self) -> int:
        """Where among the other movable visits the dragged one would land."""
        others = [row for row in self._movable() if row is not self._dragged]
        return sum(1 for row in others if self._rect(self._rows.index(row)).center().y() < self._drag_y)

    @property
    def is_dragging(self) -> bool:
        """Whether a visit is on its way to another place."""
        return self._dragged is not None

    def cancel_drag(self) -> None:
        """Let go of a visit that is being dragged; it stays where it was."""
        self._pressed = self._dragged = None
        self._edge.stop()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            if alt:
                self.move_selected(step)
            else:
                self._step(step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.visits:
            self.select(self.visits[0 if key == Qt.Key.Key_Home else -1].id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.visit_activated.emit(self._selected)
        elif key == Qt.Key.Key_L and not event.modifiers():
            self._ask_lock()
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self.cancel_drag()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        visits = self.visits
        if not visits:
            return
        row = self._visit(self._selected)
        place = 0 if row is None else min(len(visits) - 1, max(0, visits.index(row) + by))
        self.select(visits[place].id)

    def _ask_lock(self) -> None:
        row = self._visit(self._selected)
        if self._can_reorder and row is not None and row.movable:
            self.lock_asked.emit(row.id, not row.locked)

    def _visit_at(self, at: QPoint) -> VisitRow | None:
        for index, row in enumerate(self._rows):
            if isinstance(row, VisitRow) and self._rect(index).contains(at):
                return row
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        row = self._visit_at(event.position().toPoint())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.select(row.id)
        if self._can_reorder and row.movable:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            row = self._visit_at(at)
            self._hover(row.id if row else None)
            return
        if self._dragged is None and (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragged = self._visit(self._selected)
            self._edge.start()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged is not None:
            self._drag_y = at.y()
            self.viewport().update()

    def _scroll_near_edge(self) -> None:
        """Go on scrolling while a visit is held at the upper or lower edge."""
        bar = self.verticalScrollBar()
        if self._drag_y < _SCROLL_ZONE:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif self._drag_y > self.viewport().height() - _SCROLL_ZONE:
            bar.setValue(bar.value() + _SCROLL_STEP)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self._dragged
        if dragged is not None:
            order = self._movable()
            place, before = self._drop_place(), order.index(dragged)
            order.remove(dragged)
            order.insert(place, dragged)
            self.cancel_drag()
            if place != before:
                self._take_order(order)
        self.cancel_drag()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._visit_at(event.position().toPoint())
        if row is not None:
            self.visit_activated.emit(row.id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, visit_id: Any) -> None:
        if visit_id != self._hovered:
            self._hovered = visit_id
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_keys = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._selected is None and self._by_keys:
            self._step(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._visit_at(event.pos())
            QToolTip.showText(event.globalPos(), row.tip or row.title if row else "", self)
            return True
        return super().viewportEvent(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current().color("bg.page"))
        if not self._rows:
            return
        first, last = self._rect(0), self._rect(len(self._rows) - 1)
        paint_spine(painter, first.center().y(), last.center().y())
        for index, row in enumerate(self._rows):
            rect = self._rect(index)
            if rect.intersects(event.rect()) and row is not self._dragged:
                paint_row(painter, rect, row, self._look(row))
                if isinstance(row, VisitRow) and row.id == self._selected:
                    self._mend_spine(painter, rect)
        if self._dragged is not None:
            self._paint_drag(painter)

    def _mend_spine(self, painter: QPainter, rect: QRect) -> None:
        """The ground of a picked row lies over the spine; above and below the disc it shows again."""
        middle = rect.center().y()
        if rect.top() > self._rect(0).center().y():
            painter.fillRect(QRect(SPINE, rect.top(), 1, middle - 14 - rect.top()), current().color("line.separator"))
        painter.fillRect(QRect(SPINE, middle + 14, 1, rect.bottom() - middle - 13), current().color("line.separator"))

    def _look(self, row: TimelineRow) -> Look:
        if not isinstance(row, VisitRow):
            return Look()
        focused = self.hasFocus() or self.keeps_colour
        by_keys = self._by_keys and self.hasFocus()
        return Look(row.id == self._selected, focused, by_keys, row.id == self._hovered)

    def _paint_drag(self, painter: QPainter) -> None:
        assert self._dragged is not None
        others = [self._rect(self._rows.index(row)) for row in self._movable() if row is not self._dragged]
        place = self._drop_place()
        if others:
            y = others[place].top() - 2 if place < len(others) else others[-1].bottom() + 2
            paint_drop_mark(painter, y, self.viewport().width())
        height = height_of(self._dragged)
        painter.setOpacity(0.92)
        lifted = QRect(0, self._drag_y - height // 2, self.viewport().width(), height)
        paint_row(painter, lifted, self._dragged, Look(lifted=True))
