"""What is due today: tasks and promises with check boxes, a line to add one, and what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sfa.activities.queries import ActivityRow
from ui.desktop.pages.today import words
from ui.desktop.widgets.buttons import LinkButton
from ui.desktop.widgets.labels import ElidedLabel, label, separator
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.two_line_list import TwoLine, TwoLineList

__all__ = ["BAR", "DuePane"]

BAR = 12
"""Room in px at the right edge of the pane in which the scroll bar of a long list stands."""

_ROW = 34
_FEWEST = 2


class _TaskLine(QLineEdit):
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


class DuePane(QWidget):
    """Space ticks, Del moves to tomorrow, Enter opens; `begin_task` shows a line to type one."""

    done_asked = Signal(object)
    """An `ActivityRow`."""
    opened = Signal(object)
    task_typed = Signal(str)
    move_all_asked = Signal(list)
    """Ids of what is overdue."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: dict[UUID, ActivityRow] = {}
        self._overdue: tuple[ActivityRow, ...] = ()
        self._room = 400
        self.head = SectionHead(self.tr("Due today"))
        self.add = self.head.add_action(self.tr("Add"), shortcut="T")
        self.add.clicked.connect(self.begin_task)
        self.list = TwoLineList(self.tr("Due today"))
        self.list.lines.check_asked.connect(self._on_checked)
        self.list.opened.connect(self._on_opened)
        self.line = _TaskLine()
        self.line.setPlaceholderText(self.tr("What is to be done today? Enter adds it, Esc ends"))
        self.line.setAccessibleName(self.tr("New task"))
        self.line.setMaxLength(300)
        self.line.returnPressed.connect(self._on_typed)
        self.line.closed.connect(self._end_task)
        self._line_room = QWidget()
        room = QVBoxLayout(self._line_room)
        room.setContentsMargins(0, 6, 0, 0)
        room.addWidget(self.line)
        self._line_room.hide()
        self.nothing = label(self.tr("Nothing is due today."), tone="secondary")
        self.nothing.setFixedHeight(_ROW)
        self._make_foot()
        self._lay_out()

    def show_due(self, due: Sequence[ActivityRow], overdue: Sequence[ActivityRow]) -> None:
        """Fill the list and the line below it."""
        before, was_in = self.list.currentIndex().row(), self.list.hasFocus()
        self._rows = {row.id: row for row in due}
        self._overdue = tuple(overdue)
        self.list.set_lines([self._line(row) for row in due])
        if before >= 0 and not self.list.currentIndex().isValid() and due:
            self.list.setCurrentIndex(self.list.lines.index(min(before, len(due) - 1)))
        self.list.setVisible(bool(due))
        if was_in and not due:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.nothing.setVisible(not due)
        self.head.set_note(self._count(len(due)))
        self._show_foot()
        self.fit(self._room)

    def current(self) -> ActivityRow | None:
        """The row that keys act on, while the list has the focus."""
        return self._rows.get(self.list.current_id()) if self.list.hasFocus() else None

    def begin_task(self) -> None:
        """Show the line to type a task in."""
        self._line_room.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, room: int) -> None:
        """Take up to `room` px for the list; what does not fit scrolls."""
        self._room = room
        fits = max(_FEWEST, room // _ROW)
        self.list.setFixedHeight(min(fits, len(self._rows)) * _ROW)
        self._list_room.setContentsMargins(0, 0, 0 if len(self._rows) > fits else BAR, 0)

    def _line(self, row: ActivityRow) -> TwoLine:
        is_timed_promise = row.promise and row.due_at is not None
        return TwoLine(
            row.id,
            words.due_title(row),
            right=words.due_when(row, self._zone),
            right_strong=is_timed_promise,
            right_tone="state.warn" if is_timed_promise else "text.secondary",
            icon="handshake" if row.promise else words.kind_icon(row.kind),
            checked=False,
        )

    def _count(self, count: int) -> str:
        if count == 0:
            return ""
        promises = sum(1 for row in self._rows.values() if row.promise)
        if promises == 0:
            return self.tr("1 task") if count == 1 else self.tr("{count} tasks").format(count=count)
        return self.tr("1 promise") if count == 1 else self.tr("{count} tasks and promises").format(count=count)

    def _show_foot(self) -> None:
        count = len(self._overdue)
        self.overdue.setVisible(count > 0)
        self.move_all.setVisible(count > 0)
        if count:
            said = self.tr("1 overdue") if count == 1 else self.tr("{count} overdue").format(count=count)
            self.overdue.setText(said)
            self.overdue.setToolTip("\n".join(words.due_title(row) for row in self._overdue))
            act = {1: self.tr("Move it to today"), 2: self.tr("Move both to today")}
            self.move_all.setText(act.get(count) or self.tr("Move all to today"))
            self.move_all.updateGeometry()
        self.hint.setVisible(bool(self._rows))

    def _on_checked(self, activity_id: UUID, wanted: bool) -> None:
        row = self._rows.get(activity_id)
        if row is not None and wanted:
            self.done_asked.emit(row)

    def _on_opened(self, activity_id: UUID) -> None:
        row = self._rows.get(activity_id)
        if row is not None:
            self.opened.emit(row)

    def _on_typed(self) -> None:
        subject = self.line.text().strip()
        if not subject:
            self._end_task()
            return
        self.line.clear()
        self.task_typed.emit(subject)

    def _end_task(self) -> None:
        self.line.clear()
        back = self.list if self.list.isVisibleTo(self) else self.add
        back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line_room.hide()

    def _on_move_all(self) -> None:
        self.move_all_asked.emit([row.id for row in self._overdue])

    def _make_foot(self) -> None:
        self.overdue = label(size="small", tone="bad", strong=True)
        self.move_all = LinkButton("")
        self.move_all.clicked.connect(self._on_move_all)
        self.hint = ElidedLabel(self.tr("Space done · Del move to tomorrow"), "micro", "hint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.overdue)
        row.addWidget(self.move_all)
        row.addWidget(self.hint, 1)
        self.foot.setFixedHeight(32)

    def _lay_out(self) -> None:
        above, below = QVBoxLayout(), QVBoxLayout()
        self._list_room = QVBoxLayout()
        for part in (above, self._list_room, below):
            part.setContentsMargins(0, 0, BAR, 0)
            part.setSpacing(0)
        above.addWidget(self.head)
        above.addSpacing(4)
        above.addWidget(separator())
        self._list_room.addWidget(self.list)
        for widget in (self.nothing, self._line_room, self.foot):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (above, self._list_room, below):
            column.addLayout(part)
