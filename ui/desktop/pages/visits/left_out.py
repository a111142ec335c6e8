"""What found no room in the day, and why; each can go to the next day or be put in anyway."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.visits.day import LeftOutVisit
from ui.desktop.widgets.buttons import LinkButton
from ui.desktop.widgets.labels import separator
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.two_line_list import TwoLine, TwoLineList

__all__ = ["LeftOutList"]

_MOST_ROWS = 3


class LeftOutList(QWidget):
    """Hidden while everything fits."""

    move_asked = Signal(list)
    """Visits to move to the next day."""
    put_in_asked = Signal(object)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead(self.tr("Left out"))
        self.move_all = LinkButton(self.tr("Move to tomorrow"))
        self._head.add(self.move_all)
        self.list = TwoLineList(self.tr("Visits left out"), inset=4)
        self.put_in = LinkButton(self.tr("Put in anyway"))
        self.move_one = LinkButton(self.tr("Move this one"))
        self.put_in.clicked.connect(lambda: self.put_in_asked.emit(self.list.current_id()))
        self.move_one.clicked.connect(lambda: self.move_asked.emit([self.list.current_id()]))
        self.move_all.clicked.connect(lambda: self.move_asked.emit([line.id for line in self.list.lines.lines]))
        self.list.current_line_changed.connect(self._on_current)
        self.list.opened.connect(self.put_in_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 12, 10)
        column.setSpacing(2)
        column.addWidget(separator())
        column.addWidget(self._head)
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(self.put_in)
        row.addWidget(self.move_one)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def show_left_out(self, found: Sequence[LeftOutVisit], next_day: str) -> None:
        """Show what is left out; next_day: "tomorrow" or a date."""
        lines = [
            TwoLine(out.visit.id, out.visit.account, out.reason, icon="map-pin-off", tone="state.warn")
            for out in found
        ]
        self.list.set_lines(lines)
        rows = min(_MOST_ROWS, len(lines))
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows if rows else 0)
        self._head.set_note(str(len(lines)))
        words = QCoreApplication.translate("LeftOutList", "Move all to {day}")
        self.move_all.setText(words.format(day=next_day))
        self.move_all.updateGeometry()
        self.setVisible(bool(lines))
        self._on_current(self.list.current_id())

    def _on_current(self, line_id: object) -> None:
        for button in (self.put_in, self.move_one):
            button.setEnabled(line_id is not None)
        if line_id is not None and self.list.hasFocus():
            self.selected.emit(line_id)
