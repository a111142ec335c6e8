"""Forms that open inside the card: log a call, write a note, add a contact, a task, a place. No modals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.workspace import Workspace
from ui.desktop.fields import ChoiceField, DateField, Field, NumberField, TextField
from ui.desktop.forms import Form
from ui.desktop.pages.accounts import doing
from ui.desktop.pages.accounts.doing import Done
from ui.desktop.pages.accounts.reading import CardData
from ui.desktop.pages.accounts.words import kind_name, outcome_options, part_names, tr
from ui.desktop.widgets.buttons import RING, Button
from ui.desktop.widgets.labels import frame, label

__all__ = ["InlineForm", "account_form", "call_form", "complete_form", "contact_form", "note_form", "place_form",
           "task_form"]  # fmt: skip

_PLANNABLE = ("task", "call", "meeting", "visit", "email", "promise")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Run = Callable[[Workspace, Done], None]


class InlineForm(QWidget):
    """A form with Save and Cancel. Ctrl+Enter saves, Escape closes; what is wrong stands beside its field."""

    sent = Signal(object)
    """The values, all of them right as far as the form can tell."""
    closed = Signal()

    def __init__(
        self,
        title: str,
        save: str,
        rows: Sequence[Sequence[Field]],
        *,
        run: Run | None = None,
        done: str = "",
        activity_id: UUID | None = None,
    ) -> None:
        super().__init__()
        self.run = run
        self.done_words = done
        self.activity_id = activity_id
        self.form = Form(rows)
        self.save = Button(save, "primary", shortcut="Ctrl+Return")
        self._cancel = Button(self.tr("Cancel"), shortcut="Esc")
        self._wrong = label("", "small", "bad", wrap=True)
        self._wrong.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._wrong, 1)
        buttons.addStretch(1)
        ground = frame("sunken")
        column = QVBoxLayout(ground)
        # A button's ring stands outside; what is seen of it begins where the fields begin.
        column.setContentsMargins(24 - RING, 12, 24 - RING, 8)
        column.setSpacing(8)
        head = label(title, strong=True)
        for part in (head, self.form):
            part.setContentsMargins(RING, 0, RING, 0)
            column.addWidget(part)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        self.save.clicked.connect(self.send)
        self._cancel.clicked.connect(self.closed)
        self._first = rows[0][0]

    def begin(self) -> None:
        """Put the focus into the first field."""
        self._first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Hand on the values, if all fields are right."""
        values = self.form.values()
        if values is not None:
            self._wrong.hide()
            self.save.setEnabled(False)
            self.sent.emit(values)

    def show_error(self, error: Exception) -> None:
        """Say what was refused, beside its field if it names one."""
        self.save.setEnabled(True)
        if isinstance(error, FieldbookError) and not self.form.show_error(error):
            self._wrong.setText(error.message)
            self._wrong.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
        else:
            super().keyPressEvent(event)


def _next_step(today: Callable[[], date]) -> list[Field]:
    return [
        TextField("next_step", tr("Next step"), placeholder=tr("Send the lease offer")),
        DateField("due_on", tr("On"), today, hint=tr("A day plans it as a task")),
    ]


def _result() -> Field:
    return TextField("result", tr("What was said"), lines=2)


def _people(data: CardData) -> ChoiceField:
    options: list[tuple[Any, str]] = [(row.id, row.name) for row in data.contacts]
    return ChoiceField("contact_id", tr("With"), options, placeholder=tr("Nobody named"))


def call_form(data: CardData) -> InlineForm:
    """Log a call."""
    rows: list[list[Field]] = [
        [
            TextField("subject", tr("What it was about"), required=True),
            ChoiceField("outcome", tr("Outcome"), outcome_options("call")),
            _people(data),
            NumberField("minutes", tr("Minutes")),
        ],
        [_result()],
        _next_step(lambda: data.today),
    ]
    return InlineForm(tr("Log call"), tr("Save call"), rows, run=doing.log_call, done=tr("Call logged"))


def complete_form(data: CardData, activity_id: UUID) -> InlineForm:
    """Say what came of a planned activity."""
    row = next(one for one in data.activities if one.id == activity_id)
    outcomes = outcome_options(row.kind)
    first: list[list[Field]] = [[ChoiceField("outcome", tr("Outcome"), outcomes)]] if outcomes else []
    return InlineForm(
        tr("Done: {subject}").format(subject=row.subject),
        tr("Mark done"),
        [*first, [_result()], _next_step(lambda: data.today)],
        run=doing.complete,
        done=tr("Marked done"),
        activity_id=activity_id,
    )


def note_form(_data: CardData) -> InlineForm:
    """Write a note."""
    rows = [[TextField("text", tr("Note"), lines=3, required=True)]]
    return InlineForm(tr("Add note"), tr("Save note"), rows, run=doing.add_note, done=tr("Note added"))


def contact_form(_data: CardData) -> InlineForm:
    """Add a person."""
    parts = list(part_names().items())
    rows: list[list[Field]] = [
        [TextField("name", tr("Name"), required=True), TextField("job_title", tr("Job title"))],
        [ChoiceField("part", tr("Part in buying"), parts), TextField("phone", tr("Phone"))],
        [TextField("email", tr("E-mail")), TextField("mobile", tr("Mobile"))],
    ]
    return InlineForm(tr("Add contact"), tr("Save contact"), rows, run=doing.add_contact, done=tr("Contact added"))


def task_form(data: CardData) -> InlineForm:
    """Plan something."""
    due = DateField("due_on", tr("Due"), lambda: data.today, hint=tr("Empty is some day"))
    due.set_value(data.today + timedelta(days=1))
    kind = ChoiceField("kind", tr("Kind"), [(key, kind_name(key)) for key in _PLANNABLE], required=True)
    kind.set_value("task")
    rows: list[list[Field]] = [[TextField("subject", tr("What is to be done"), required=True), kind, due]]
    return InlineForm(tr("Plan activity"), tr("Save"), rows, run=doing.plan_task, done=tr("Activity planned"))


def place_form(_data: CardData) -> InlineForm:
    """Add a place."""
    rows: list[list[Field]] = [
        [TextField("label", tr("Called")), TextField("street", tr("Street"))],
        [TextField("city", tr("City"), required=True), TextField("region", tr("Region")),
         TextField("postal_code", tr("Postal code")), TextField("country", tr("Country"))],
        [TextField("opening_hours", tr("Opening hours"), placeholder="Mo-Fr 08:00-17:00")],
    ]  # fmt: skip
    return InlineForm(
        tr("Add location"), tr("Save location"), rows, run=doing.add_location, done=tr("Location added")
    )


def account_form() -> InlineForm:
    """Add an account with its first location."""
    rows: list[list[Field]] = [
        [TextField("name", tr("Name"), required=True)],
        [TextField("category", tr("Category")), TextField("tier", tr("Tier"))],
        [TextField("phone", tr("Phone")), TextField("email", tr("E-mail"))],
        [TextField("website", tr("Website"))],
        [TextField("street", tr("Street"))],
        [TextField("city", tr("City")), TextField("region", tr("Region"))],
        [TextField("postal_code", tr("Postal code")), TextField("country", tr("Country"), hint=tr("Such as US"))],
    ]
    return InlineForm(tr("New account"), tr("Save account"), rows, done=tr("Account added"))
