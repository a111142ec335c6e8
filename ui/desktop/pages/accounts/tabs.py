"""The other tabs of the card: one list each; contacts and locations with their fields beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.desktop.pages.accounts.details import FieldsPanel, FieldSpec
from ui.desktop.pages.accounts.words import tr
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.scrolling import scrolling
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.split import Split
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["DetailsTab", "ListTab", "RecordsTab", "activities_list", "contacts_list", "deals_list",
           "locations_list", "quotes_list"]  # fmt: skip

_FIELDS_WIDTH = 460
_INSET = 8  # room between the ground of a selected row and its words


class ListTab(QWidget):
    """A list with a heading and an act; an empty one teaches the next step."""

    asked = Signal()
    opened = Signal(object)

    def __init__(self, title: str, empty: EmptyState, action: str = "", shortcut: str = "") -> None:
        super().__init__()
        head = SectionHead(title)
        self.list = TwoLineList(title, inset=_INSET)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        place = QWidget()
        centred = QVBoxLayout(place)
        centred.addWidget(empty, 0, Qt.AlignmentFlag.AlignHCenter)
        centred.addStretch(1)
        self._stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(24 - _INSET, 8, 21 - _INSET, 0)
        column.setSpacing(4)
        head.setContentsMargins(_INSET, 0, _INSET, 0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        if action:
            head.add_action(action, shortcut=shortcut).clicked.connect(self.asked)
        empty.asked.connect(self.asked)
        self.list.opened.connect(self.opened)

    def fill(self, lines: Sequence[TwoLine]) -> None:
        """Show other rows."""
        self.list.set_lines(lines)
        self._stack.setCurrentIndex(0 if lines else 1)


class RecordsTab(QWidget):
    """A list of records of one kind, and beside it the fields of the current one, edited in place."""

    edited = Signal(object, str, object)
    """(record id, field, what to store)"""
    act_asked = Signal(object)
    """The act beside the heading, for the record with this id."""

    def __init__(self, records: ListTab, fields: Sequence[FieldSpec], heading: str, act: str, icon: str) -> None:
        super().__init__()
        self.records = records
        self.panel = FieldsPanel(fields)
        self._values: Mapping[UUID, Mapping[str, Any]] = {}
        self._shown: UUID | None = None
        self._pane = QWidget()
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(24, 8, 21, 8)
        column.setSpacing(8)
        head = SectionHead(heading)
        self.act = head.add_action(act, icon)
        self.act.clicked.connect(lambda: self.act_asked.emit(self._shown))
        column.addWidget(head)
        column.addWidget(self.panel, 1)
        area = scrolling(self._pane)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.split = Split([records, area], [_FIELDS_WIDTH])
        outer.addWidget(self.split)
        self._area = area
        records.list.current_line_changed.connect(self._on_current)
        records.opened.connect(self._on_opened)
        self.panel.edited.connect(self._on_edited)

    def fill(self, lines: Sequence[TwoLine], values: Mapping[UUID, Mapping[str, Any]]) -> None:
        """Show other records; the current one stays if it is still there."""
        self._values = values
        self.records.fill(lines)
        if self._shown not in values:
            self._shown = next(iter(values), None)
            if self._shown is not None:
                self.records.list.select(self._shown)
        self._area.setVisible(bool(values))
        self._show()

    def select(self, record_id: UUID) -> None:
        """Bring a record to the front."""
        self.records.list.select(record_id)

    @property
    def current(self) -> UUID | None:
        """The record whose fields are shown."""
        return self._shown

    def _on_current(self, record_id: UUID | None) -> None:
        if record_id is not None and record_id != self._shown:
            self._shown = record_id
            self._show()

    def _on_opened(self, _record_id: UUID) -> None:
        self.panel.first_editor().setFocus(Qt.FocusReason.TabFocusReason)

    def _on_edited(self, field: str, value: object) -> None:
        if self._shown is not None:
            self.edited.emit(self._shown, field, value)

    def _show(self) -> None:
        if self._shown is not None and self._shown in self._values:
            self.panel.fill(self._values[self._shown])


class DetailsTab(QWidget):
    """All fields of the account."""

    def __init__(self, fields: Sequence[FieldSpec], heading: str) -> None:
        super().__init__()
        self.panel = FieldsPanel(fields)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(8)
        column.addWidget(SectionHead(heading))
        self.panel.setMaximumWidth(720)
        column.addWidget(self.panel, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner))


def contacts_list() -> ListTab:
    """The people of the account."""
    advice = tr("Who decides, who uses it, who pays?")
    empty = EmptyState("users", tr("Nobody known yet"), advice, tr("Add contact"), shortcut="C")
    return ListTab(tr("Contacts"), empty, tr("Add"), "C")


def locations_list() -> ListTab:
    """The places of the account."""
    advice = tr("An address puts the account on the map.")
    return ListTab(
        tr("Locations"), EmptyState("map-pin", tr("No location yet"), advice, tr("Add location")), tr("Add")
    )


def deals_list() -> ListTab:
    """The deals of the account."""
    advice = tr("A deal begins at Prospecting.")
    return ListTab(tr("Deals"), EmptyState("handshake", tr("No deal yet"), advice, tr("Add deal")), tr("Add"))


def activities_list() -> ListTab:
    """What is planned with the account and what was done."""
    advice = tr("Log a call with L, plan something with T.")
    empty = EmptyState("calendar", tr("Nothing done and nothing planned"), advice, tr("Plan"), shortcut="T")
    return ListTab(tr("Activities"), empty, tr("Plan"), "T")


def quotes_list() -> ListTab:
    """The quotes of the account."""
    empty = EmptyState("file-text", tr("No quote yet"), "", tr("New quote"), shortcut="Q")
    return ListTab(tr("Quotes"), empty, tr("New"), "Q")
