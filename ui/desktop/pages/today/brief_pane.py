"""The pane at the right: the next visit or the picked one, what to know before it, and its outcome."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from sfa.visits.brief import Brief
from sfa.visits.queries import DayView, TimelineStop
from ui.desktop.day_rows import outcome_chip
from ui.desktop.pages.today import words
from ui.desktop.pages.today.brief_parts import DealRow, PersonRow, QuoteLine, Rows, SinceLine, ToDoLine
from ui.desktop.pages.today.outcome import OutcomeStrip
from ui.desktop.pages.today.words import tr
from ui.desktop.widgets.buttons import RING, Button, IconButton
from ui.desktop.widgets.chips import Chip, ChipData
from ui.desktop.widgets.labels import frame, label, separator

__all__ = ["BriefPane"]

_EDGE = 20
_BRIEF, _LOG = 0, 1


class BriefPane(QWidget):
    """Filled by `show_stop` at once and by `show_brief` when that has been read."""

    start_asked = Signal(object)
    """Id of the visit to begin."""
    phone_asked = Signal()
    call_asked = Signal(str)
    """A number as stored."""
    open_asked = Signal(str, object)
    """(record type, id)"""

    def __init__(self, zone: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._today = zone, today
        self._stop: TimelineStop | None = None
        self._phone = ""
        self.setMinimumWidth(272)
        self._make_head()
        self._make_body()
        self._lay_out()
        self._nothing()

    @property
    def stop(self) -> TimelineStop | None:
        """The visit shown."""
        return self._stop

    @property
    def is_logging(self) -> bool:
        """Whether an outcome is being asked for."""
        return self._stack.currentIndex() == _LOG and self._stack.isVisibleTo(self)

    def show_stop(self, view: DayView, stop: TimelineStop | None) -> None:
        """Show what the day knows of the visit; the brief of another one goes."""
        changed = (stop and stop.visit.id) != (self._stop and self._stop.visit.id)
        self._stop = stop
        if stop is None:
            self._nothing(view)
            return
        if changed:
            self._brief.hide()
            self._scroll.verticalScrollBar().setValue(0)
            self.stop_logging()
        if self.is_logging and stop.state != "under_way":
            self.stop_logging()
        self._fill_head(view, stop)
        self._whole.setCurrentIndex(0)

    def show_brief(self, found: Brief | None) -> None:
        """Show why, whom, what is open and what happened; nothing for a visit that is not to be seen."""
        if found is None or self._stop is None or found.visit_id != self._stop.visit.id:
            return
        self._show_why(words.why_words(found))
        self._meet_head.setVisible(self.people.fill(found.people))
        self._deal_part.setVisible(self.deals.fill(found.deals))
        self._deal_head.setText(tr("Open deal") if len(found.deals) == 1 else tr("Open deals"))
        to_do, quotes = self.to_do.fill(found.to_do), self.quotes.fill(found.quotes)
        self._open_part.setVisible(to_do or quotes)
        since = tr("Since the last visit") if found.last_visit else tr("What is known")
        self._since_head.setText(since)
        self._since_part.setVisible(self.since.fill(words.since(found, self._zone, self._today())))
        self._brief.show()

    def act(self) -> None:
        """What Enter does for the visit shown: begin it, or log what came of it."""
        if self._stop is None:
            return
        if self._stop.state == "under_way":
            self.log()
        elif self._stop.visit.state == "planned":
            self.start_asked.emit(self._stop.visit.id)

    def log(self) -> None:
        """Ask what came of the visit under way."""
        if self._stop is not None and self._stop.state == "under_way":
            self._stack.setCurrentIndex(_LOG)
            self.outcome.begin(self._stop.visit.id, self._today())

    def stop_logging(self) -> None:
        """Show the brief again."""
        had_focus = self.outcome.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._stack.setCurrentIndex(_BRIEF)
        if had_focus:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def call_ahead(self) -> None:
        """Call the account."""
        if self._phone:
            self.call_asked.emit(self._phone)

    def open_account(self) -> None:
        """Show the account of the visit."""
        if self._stop is not None:
            self.open_asked.emit("account", self._stop.visit.account_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    # --- filling ---

    def _nothing(self, view: DayView | None = None) -> None:
        self._rest.setText(tr("The brief of the next visit will stand here."))
        self._rest.setVisible(view is not None)
        self.stop_logging()
        self._whole.setCurrentIndex(1)

    def _fill_head(self, view: DayView, stop: TimelineStop) -> None:
        visit = stop.visit
        self._state.setText(_state_line(view, stop))
        chip = _chip(stop)
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set_data(chip)
        self._name.setText(visit.account)
        self._address.setText(words.address_line(stop))
        self._problem.setText("\n".join(stop.problems))
        self._problem.setVisible(bool(stop.problems))
        self._fill_buttons(stop)
        self._why_head.setText(tr("What it was for") if visit.state == "done" else tr("Why you are going"))
        self._here.setText(stop.why)
        self._here_part.setVisible(bool(stop.why) and visit.state == "planned")

    def _show_why(self, said: str) -> None:
        # Several lines of plain text stand too close for reading at a glance.
        self._why.setText(f'<p style="line-height: 135%; margin: 0">{html.escape(said)}</p>')
        self._why.setAccessibleName(said)

    def _fill_buttons(self, stop: TimelineStop) -> None:
        under_way = stop.state == "under_way"
        self.primary.setText(tr("Log outcome") if under_way else tr("Start visit"))
        self.primary.setVisible(stop.visit.state != "done")
        self._phone = stop.visit.phone or ""
        self.call.setVisible(bool(self._phone))
        self.call.setToolTip(words.phone(self._phone))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Where the words find no room beside each other, calling keeps its icon."""
        said = tr("Call ahead") if self._stop is not None and self._stop.visit.state == "planned" else tr("Call")
        self.call.setText(said)
        self.call.setAccessibleName(said)
        needed = sum(one.sizeHint().width() + 2 for one in (self.primary, self.call, self.phone))
        if needed > self.width() - 2 * (_EDGE - RING):
            self.call.setText("")
        for button in (self.primary, self.call):
            button.updateGeometry()

    # --- made once ---

    def _make_head(self) -> None:
        self._state = label(size="small", tone="secondary")
        self._chip = Chip("-")
        self._name = label(size="title", strong=True, wrap=True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._address = label(size="small", tone="secondary", wrap=True)
        self._problem = label(size="small", tone="warn", wrap=True)
        self.primary = Button(tr("Start visit"), "primary", shortcut="Return")
        self.primary.clicked.connect(self.act)
        self.call = Button(tr("Call ahead"), icon="phone")
        self.call.clicked.connect(self.call_ahead)
        self.account = IconButton("external-link", tr("Open the account"), small=True)
        self.account.clicked.connect(self.open_account)
        self.phone = IconButton("qr-code", tr("Send the day to the phone"), "secondary")
        self.phone.clicked.connect(self.phone_asked)

    def _make_body(self) -> None:
        self._why_head = label(tr("Why you are going"), strong=True)
        self._why = label(tone="secondary", wrap=True)
        self._why.setTextFormat(Qt.TextFormat.RichText)
        self._meet_head = label(tr("Meet"), strong=True)
        self.people: Rows[object] = Rows(self._person_row, 3)
        self._deal_head = label(tr("Open deal"), strong=True)
        self.deals: Rows[object] = Rows(self._deal_row, 2, 8)
        self.to_do: Rows[object] = Rows(lambda: ToDoLine(self._today), 3)
        self.quotes: Rows[object] = Rows(self._quote_row, 2)
        self._since_head = label(strong=True)
        self.since: Rows[object] = Rows(SinceLine, 3)
        self._here = label(size="small", tone="secondary", wrap=True)
        self.outcome = OutcomeStrip()

    def _person_row(self) -> QWidget:
        row = PersonRow()
        row.call_asked.connect(self.call_asked)
        return row

    def _deal_row(self) -> QWidget:
        row = DealRow()
        row.opened.connect(self.open_asked)
        return row

    def _quote_row(self) -> QWidget:
        row = QuoteLine()
        row.opened.connect(self.open_asked)
        return row

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._brief_widget())
        self._stack.addWidget(self.outcome)
        inner = frame("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(_EDGE - RING, 12, _EDGE - RING, 16)
        column.setSpacing(0)
        self._add_head(column)
        line = QVBoxLayout()
        line.setContentsMargins(RING, 0, RING, 0)
        line.addWidget(separator())
        column.addLayout(line)
        column.addSpacing(10)
        column.addWidget(self._stack, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._rest = label("", tone="secondary", wrap=True)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._rest.setContentsMargins(_EDGE, 80, _EDGE, 0)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._scroll)
        self._whole.addWidget(self._rest)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _add_head(self, column: QVBoxLayout) -> None:
        state = QWidget()
        state.setFixedHeight(22)
        top = QHBoxLayout(state)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._state, 1)
        top.addWidget(self._chip)
        named = QHBoxLayout()
        named.setSpacing(4)
        named.addWidget(self._name, 1)
        named.addWidget(self.account, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setContentsMargins(RING, 0, RING, 0)
        said.setSpacing(2)
        said.addWidget(state)
        said.addLayout(named)
        said.addWidget(self._address)
        said.addWidget(self._problem)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._buttons.addWidget(self.primary)
        self._buttons.addWidget(self.call)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.phone)
        column.addLayout(said)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        column.addSpacing(12)

    def _brief_widget(self) -> QWidget:
        self._deal_part = _part(self._deal_head, self.deals)
        self._open_part = _part(label(tr("Still open"), strong=True), self.to_do, self.quotes)
        self._since_part = _part(self._since_head, self.since)
        self._here_part = _part(label(tr("Why at this place in the day"), strong=True), self._here)
        self._brief = QWidget()
        column = QVBoxLayout(self._brief)
        column.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(0)
        column.addWidget(self._why_head)
        column.addSpacing(2)
        column.addWidget(self._why)
        column.addSpacing(10)
        column.addWidget(self._meet_head)
        column.addSpacing(2)
        column.addWidget(self.people)
        for part in (self._deal_part, self._open_part, self._since_part, self._here_part):
            column.addWidget(part)
        page = QWidget()
        holder = QVBoxLayout(page)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self._brief)
        holder.addStretch(1)
        self._brief.hide()
        return page


def _part(*widgets: QWidget) -> QWidget:
    """A section below a line: heading and what stands under it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 12, 0, 0)
    column.setSpacing(4)
    column.addWidget(separator())
    column.addSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return made


def _state_line(view: DayView, stop: TimelineStop) -> str:
    if stop.state == "under_way":
        return tr("Visit under way")
    if stop.state == "done":
        return tr("Visit made")
    if stop.state == "missed":
        return tr("Not made")
    if stop.begin is None:
        return tr("Not in the order")
    is_next = view.next is not None and view.next.visit.id == stop.visit.id
    return tr("Next visit") if is_next else tr("Visit {number}").format(number=stop.number)


def _chip(stop: TimelineStop) -> ChipData | None:
    if stop.state == "late":
        return ChipData(words.late(stop.late), "warn", "clock")
    if stop.state == "done":
        return outcome_chip(stop.visit.outcome)
    if stop.visit.locked and stop.visit.state == "planned":
        return ChipData(tr("Locked"), "neutral", "lock")
    return None
