"""The card of one account: head, facts, tabs; forms open between the tabs' names and what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.desktop.pages.accounts import forms, tabs
from ui.desktop.pages.accounts.details import (
    ACCOUNT,
    CONTACT,
    PLACE,
    FieldsPanel,
    account_fields,
    contact_fields,
    place_fields,
)
from ui.desktop.pages.accounts.forms import InlineForm
from ui.desktop.pages.accounts.head import CardHead, FactsStrip, facts_of
from ui.desktop.pages.accounts.lines import activity_line, contact_line, deal_line, location_line, quote_line
from ui.desktop.pages.accounts.overview import Overview
from ui.desktop.pages.accounts.reading import CardData
from ui.desktop.pages.accounts.tabs import DetailsTab, RecordsTab
from ui.desktop.widgets.labels import label, separator
from ui.desktop.widgets.tabs import TabBar

__all__ = ["AccountCard"]

_FACTS = 5
_BACK = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace)


class AccountCard(QWidget):
    """Shows `CardData`; what the person does is only told, the page has it done."""

    back_asked = Signal()
    quote_asked = Signal()
    visit_asked = Signal()
    deal_asked = Signal()
    record_asked = Signal(str, object)
    activity_ticked = Signal(object)
    form_sent = Signal(object, object)
    """(InlineForm, values)"""
    leaving_told = Signal(object)
    """Id of a contact who left the account."""
    main_chosen = Signal(object)
    """Id of the location that is the main one from now on."""
    edited = Signal(str, object, str, object)
    """(kind, record id, field, what to store)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: CardData | None = None
        self._form: InlineForm | None = None
        self.head = CardHead()
        self.facts = FactsStrip(_FACTS)
        self.tabs = TabBar(self.tr("Parts of the account"))
        self.overview = Overview()
        self.stack = QStackedWidget()
        self._make_tabs()
        self._form_place = QVBoxLayout()
        self._lay_out()
        self._connect()
        for view in self.findChildren(QAbstractItemView):
            view.installEventFilter(self)

    @property
    def data(self) -> CardData | None:
        """What is shown."""
        return self._data

    @property
    def form(self) -> InlineForm | None:
        """The form that is open, if one is."""
        return self._form

    def fill(self, data: CardData) -> None:
        """Show another account, or the same one anew; an open form stays open for the same account."""
        if self._data is not None and self._data.id != data.id:
            self.close_form()
            self.tabs.setCurrentIndex(0)
        self._data = data
        self.head.fill(data)
        self.facts.fill(facts_of(data))
        self.overview.fill(data)
        self.contacts.fill([contact_line(row) for row in data.contacts], data.contact_values)
        self.locations.fill([location_line(row) for row in data.locations], data.place_values)
        self.deals.fill([deal_line(deal) for deal in data.deals])
        self.activities.fill([activity_line(row, data) for row in data.activities])
        self.quotes.fill([quote_line(row) for row in data.quotes])
        self.details.panel.fill(data.values)
        counts = (None, len(data.contacts), len(data.locations), len(data.deals), data.activity_count,
                  len(data.quotes), None)  # fmt: skip
        for number, count in enumerate(counts):
            self.tabs.set_count(number, count)

    def take_focus(self) -> None:
        """Put the focus where work begins: into the tab in front."""
        if self._form is not None:
            self._form.begin()
            return
        target = self._first_stops[self.tabs.currentIndex()]
        if not target.isVisible():
            target = self.tabs
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_contact(self, contact_id: UUID) -> None:
        """Bring a contact's fields to the front."""
        self.tabs.setCurrentIndex(1)
        self.contacts.select(contact_id)

    def open_form(self, make: Callable[[CardData], InlineForm]) -> None:
        """Open a form; one that is open is closed."""
        if self._data is None:
            return
        self.close_form()
        form = self._form = make(self._data)
        form.closed.connect(self._on_form_closed)
        form.sent.connect(lambda values: self.form_sent.emit(form, values))
        self._form_place.addWidget(form)
        form.show()
        form.begin()

    def close_form(self) -> None:
        """Take the open form away."""
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def complete(self, activity_id: UUID) -> None:
        """Open the form that says what came of a planned activity; of a done one nothing opens."""
        data = self._data
        if data is not None and any(row.id == activity_id and row.state == "planned" for row in data.activities):
            self.open_form(lambda data: forms.complete_form(data, activity_id))

    def panel_of(self, kind: str) -> FieldsPanel:
        """The fields of the account, its locations or its contacts."""
        return {ACCOUNT: self.details.panel, PLACE: self.locations.panel, CONTACT: self.contacts.panel}[kind]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BACK:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A list takes every key that has a letter, and to Qt these two have one.
        is_back = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _BACK
        if is_back:
            self._go_back()
            return True
        return super().eventFilter(watched, event)

    def _go_back(self) -> None:
        if self._form is not None:
            self._on_form_closed()
        else:
            self.back_asked.emit()

    def _make_tabs(self) -> None:
        self.contacts = RecordsTab(
            tabs.contacts_list(), contact_fields(), self.tr("Contact"), self.tr("No longer here"), "log-out"
        )
        self.locations = RecordsTab(
            tabs.locations_list(), place_fields(), self.tr("Location"), self.tr("Make main"), "flag"
        )
        self.deals = tabs.deals_list()
        self.activities = tabs.activities_list()
        self.quotes = tabs.quotes_list()
        self.details = DetailsTab(account_fields(), self.tr("Details"))
        parts = {
            self.tr("Overview"): self.overview, self.tr("Contacts"): self.contacts,
            self.tr("Locations"): self.locations, self.tr("Deals"): self.deals,
            self.tr("Activities"): self.activities, self.tr("Quotes"): self.quotes,
            self.tr("Details"): self.details,
        }  # fmt: skip
        self._first_stops: tuple[QWidget, ...] = (
            self.overview.timeline, self.contacts.records.list, self.locations.records.list, self.deals.list,
            self.activities.list, self.quotes.list, self.details.panel.first_editor(),
        )  # fmt: skip
        for name, part in parts.items():
            self.tabs.add(name)
            self.stack.addWidget(part)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 0, 24, 0)
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        bar.addWidget(label(self.tr("Ctrl 1 … 7 switches tabs, Esc goes back"), "small", "hint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, separator(), self.facts):
            column.addWidget(part)
        column.addLayout(bar)
        column.addWidget(separator())
        column.addLayout(self._form_place)
        # A form above may take most of a small window; what is below scrolls.
        self.stack.setMinimumHeight(120)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.install_keys(self)
        self.head.quote_asked.connect(self.quote_asked)
        self.head.visit_asked.connect(self.visit_asked)
        self.head.call_asked.connect(lambda: self.open_form(forms.call_form))
        view = self.overview
        view.note_asked.connect(lambda: self.open_form(forms.note_form))
        view.contact_asked.connect(lambda: self.open_form(forms.contact_form))
        view.task_asked.connect(lambda: self.open_form(forms.task_form))
        view.contact_opened.connect(self.show_contact)
        view.deal_opened.connect(lambda deal: self.record_asked.emit("opportunity", deal))
        view.activity_opened.connect(self.complete)
        view.activity_ticked.connect(self.activity_ticked)
        view.entry_opened.connect(self._on_entry)
        self.contacts.records.asked.connect(lambda: self.open_form(forms.contact_form))
        self.locations.records.asked.connect(lambda: self.open_form(forms.place_form))
        self.contacts.act_asked.connect(self.leaving_told)
        self.locations.act_asked.connect(self.main_chosen)
        self.deals.asked.connect(self.deal_asked)
        self.deals.opened.connect(lambda deal: self.record_asked.emit("opportunity", deal))
        self.activities.asked.connect(lambda: self.open_form(forms.task_form))
        self.activities.opened.connect(self.complete)
        self.activities.list.lines.check_asked.connect(lambda one, _wanted: self.activity_ticked.emit(one))
        self.quotes.asked.connect(self.quote_asked)
        self.quotes.opened.connect(lambda quote: self.record_asked.emit("quote", quote))
        self.details.panel.edited.connect(self._on_account_edited)
        self.locations.edited.connect(lambda row, field, value: self.edited.emit(PLACE, row, field, value))
        self.contacts.edited.connect(lambda row, field, value: self.edited.emit(CONTACT, row, field, value))

    def _on_tab(self, number: int) -> None:
        by_arrows = self.tabs.hasFocus()
        self.stack.setCurrentIndex(number)
        if not by_arrows:
            self.take_focus()

    def _on_entry(self, ref: Any) -> None:
        record_type, record_id = ref
        if record_type == "activity":
            self.complete(record_id)
        elif record_type != "account":
            self.record_asked.emit(record_type, record_id)

    def _on_account_edited(self, field: str, value: object) -> None:
        if self._data is not None:
            self.edited.emit(ACCOUNT, self._data.id, field, value)

    def _on_form_closed(self) -> None:
        self.close_form()
        self.take_focus()
