"""The first tab of the card: the timeline at the left; people, deals and work at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.desktop.pages.accounts.lines import activity_line, contact_line, deal_line, timeline_lines
from ui.desktop.pages.accounts.reading import CardData
from ui.desktop.pages.accounts.words import filter_names
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.scrolling import scrolling
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.segmented import Segmented
from ui.desktop.widgets.split import Split
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["Overview", "Section"]

_RIGHT_WIDTH = 500
_SHOWN = 6
_INSET = 8  # room between the ground of a selected row and its words


class Section(QWidget):
    """A heading with an act, and a list as high as its rows; without rows a sentence."""

    def __init__(self, title: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = SectionHead(title)
        self.list = TwoLineList(title, inset=_INSET)
        self._empty = label(empty, tone="secondary", wrap=True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        self.head.setContentsMargins(_INSET, 0, _INSET, 0)
        self._empty.setContentsMargins(_INSET, 0, _INSET, 0)
        for part in (self.head, self.list, self._empty):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fill(self, lines: Sequence[TwoLine], note: str = "") -> None:
        """Show other rows."""
        self.head.set_note(note)
        self.list.set_lines(lines)
        self.list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.list.setFixedHeight(self.list.full_height())


class Overview(QWidget):
    """Asks the card for everything it does."""

    note_asked = Signal()
    contact_asked = Signal()
    task_asked = Signal()
    entry_opened = Signal(object)
    """(record type, id) of a timeline entry"""
    contact_opened = Signal(object)
    deal_opened = Signal(object)
    activity_opened = Signal(object)
    activity_ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: CardData | None = None
        self.filters = Segmented(self.tr("Timeline shows"), filter_names(), "pills")
        self.timeline = TwoLineList(self.tr("Timeline"), has_lines=False, inset=_INSET)
        self._nothing = label(self.tr("Nothing of this kind yet."), tone="secondary")
        self.contacts = Section(self.tr("Contacts"), self.tr("Nobody known yet. C adds the first contact."))
        self.deals = Section(self.tr("Open deals"), self.tr("No open deal."))
        self.work = Section(self.tr("To do"), self.tr("Nothing planned. T plans the next step."))
        self.split = Split([self._left(), self._right()], [_RIGHT_WIDTH])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.split)
        self._connect()

    def fill(self, data: CardData) -> None:
        """Show another account, or the same one anew."""
        self._data = data
        self._show_timeline()
        people = [contact_line(row) for row in data.contacts]
        self.contacts.fill(people[:_SHOWN], str(len(people)) if people else "")
        found = data.open_deals
        self.deals.fill([deal_line(deal) for deal in found[:_SHOWN]], str(len(found)) if found else "")
        planned = [row for row in data.activities if row.state == "planned"]
        self.work.fill([activity_line(row, data) for row in planned[:_SHOWN]], str(len(planned)) if planned else "")

    def _left(self) -> QWidget:
        pane = QWidget()
        head = SectionHead(self.tr("Timeline"))
        self._note = head.add_action(self.tr("Add note"), shortcut="N")
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 13, 0)
        row.setSpacing(12)
        row.addWidget(head, 1)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        pills = QHBoxLayout()
        pills.setContentsMargins(16, 0, 16, 0)
        pills.addWidget(self.filters)
        pills.addStretch(1)
        column.addLayout(pills)
        words = QHBoxLayout()
        words.setContentsMargins(24, 0, 16, 0)
        words.addWidget(self._nothing)
        column.addLayout(words)
        lists = QHBoxLayout()
        lists.setContentsMargins(24 - _INSET, 0, 8, 0)
        lists.addWidget(self.timeline)
        column.addLayout(lists, 1)
        return pane

    def _right(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24 - _INSET, 8, 21 - _INSET, 8)
        column.setSpacing(4)
        for section in (self.contacts, self.deals, self.work):
            column.addWidget(section)
        column.addStretch(1)
        return scrolling(inner)

    def _connect(self) -> None:
        self.filters.chosen.connect(self._show_timeline)
        self._note.clicked.connect(self.note_asked)
        self.contacts.head.add_action(self.tr("Add"), shortcut="C").clicked.connect(self.contact_asked)
        self.work.head.add_action(self.tr("Plan"), shortcut="T").clicked.connect(self.task_asked)
        self.timeline.opened.connect(self._on_entry)
        self.contacts.list.opened.connect(self.contact_opened)
        self.deals.list.opened.connect(self.deal_opened)
        self.work.list.opened.connect(self.activity_opened)
        self.work.list.lines.check_asked.connect(self._on_ticked)

    def _show_timeline(self) -> None:
        if self._data is None:
            return
        lines = timeline_lines(self._data, self.filters.current)
        self.timeline.set_lines(lines)
        self._nothing.setVisible(not lines)

    def _on_entry(self, line_id: object) -> None:
        assert isinstance(line_id, tuple)
        if line_id[0] is not None:
            self.entry_opened.emit(line_id[0])

    def _on_ticked(self, activity_id: object, _wanted: bool) -> None:
        self.activity_ticked.emit(activity_id)
