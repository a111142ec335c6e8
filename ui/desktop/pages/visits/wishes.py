"""What a person wishes of a visit: purpose, length, priority, an agreed time."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfa.errors import BadInput, FieldbookError
from sfa.visits.acts import ChangeVisit
from sfa.visits.rep_day import WantedVisit
from ui.desktop.day_rows import clock
from ui.desktop.fields import ChoiceField, DateField, NumberField, TextField
from ui.desktop.forms import Form

__all__ = ["TimeField", "Wishes"]

_PRIORITIES = (10, 5, 2)


class TimeField(TextField):
    """A time of day; the value is minutes since midnight, None where there is none."""

    def value(self) -> Any:
        typed = self.text().strip()
        if not typed:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:[:.h ]?(\d{2}))?", typed, re.ASCII)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if hour > 23 or minute > 59:
            raise BadInput(self.tr("A time such as 14:30"))
        return hour * 60 + minute

    def _show(self, value: Any) -> str:
        return clock(value)


class Wishes(QWidget):
    """Each field is taken when it is left; the pane runs the act."""

    change_asked = Signal(object)
    """`ChangeVisit`"""

    def __init__(self, move_to: DateField, parent: QWidget | None = None) -> None:
        """move_to: stands beside the priority; the pane listens to it."""
        super().__init__(parent)
        self._visit: WantedVisit | None = None
        options = ((10, self.tr("Must happen")), (5, self.tr("Usual")), (2, self.tr("If there is room")))
        self.purpose = TextField("purpose", self.tr("Purpose"), placeholder=self.tr("What the visit is for"))
        self.appointment = TimeField("fixed_start", self.tr("Appointment"), placeholder=self.tr("none"))
        self.minutes = NumberField("minutes", self.tr("Minutes"), least=Decimal(1), most=Decimal(600), required=True)
        self.priority = ChoiceField("priority", self.tr("Priority"), options)
        self.form = Form([[self.purpose], [self.appointment, self.minutes], [self.priority, move_to]])
        for field in (self.purpose, self.appointment, self.minutes):
            field.committed.connect(self._on_committed)
        self.priority.changed.connect(self._on_committed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)

    def show_visit(self, visit: WantedVisit) -> None:
        """Fill the fields; one that is being edited for the same visit keeps what was typed."""
        same = self._visit is not None and self._visit.id == visit.id
        self._visit = visit
        for name, value in self._stored(visit).items():
            field = self.form.field(name)
            if not (same and field.editor.hasFocus()):
                field.set_value(value)
                field.show_error("")

    def show_error(self, error: FieldbookError) -> bool:
        """Say a refusal beside the field it names; False if there is none."""
        return self.form.show_error(error)

    def _stored(self, visit: WantedVisit) -> dict[str, Any]:
        nearest = min(_PRIORITIES, key=lambda known: abs(known - visit.priority))
        return {
            "purpose": visit.purpose,
            "fixed_start": visit.fixed_start,
            "minutes": visit.minutes,
            "priority": nearest,
        }

    def _on_committed(self) -> None:
        visit = self._visit
        if visit is None or not all(field.check() for field in (self.appointment, self.minutes)):
            return
        values = {name: self.form.field(name).value() for name in self._stored(visit)}
        if values == {**self._stored(visit), "purpose": visit.purpose or ""}:
            return
        self.change_asked.emit(
            ChangeVisit(
                visit_id=visit.id,
                purpose=values["purpose"] or None,
                minutes=values["minutes"],
                priority=values["priority"],
                fixed_start=values["fixed_start"],
            )
        )
