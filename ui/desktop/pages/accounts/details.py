"""Fields edited where they stand: a name, its value, and beside it what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sfa.errors import BadInput
from sfa.money import Money, to_minor
from sfa.places.opening_hours import OpeningHours
from ui.desktop import formats
from ui.desktop.fields import TextField
from ui.desktop.forms import InlineEdit
from ui.desktop.pages.accounts.words import part_names, phone, tr
from ui.desktop.widgets.labels import label

__all__ = [
    "ACCOUNT",
    "CONTACT",
    "PLACE",
    "FieldSpec",
    "FieldsPanel",
    "account_fields",
    "contact_fields",
    "place_fields",
]

ACCOUNT, PLACE, CONTACT = "account", "location", "contact"

Show = Callable[[Mapping[str, Any]], str]


def _plain(name: str) -> Show:
    return lambda values: str(values.get(name) or "")


@dataclass(frozen=True)
class FieldSpec:
    """A field: how its value is shown, and what the typed text becomes before the room reads it.

    read: raises BadInput; by default the text goes on as typed. tall: several lines.
    """

    name: str
    title: str
    show: Show
    read: Callable[[str, Mapping[str, Any]], Any] = lambda typed, _values: typed
    tall: bool = False


class FieldsPanel(QWidget):
    """Fields below each other. F2, Enter or a click edits; Enter or leaving stores; Escape does not."""

    edited = Signal(str, object)
    """(field, what to store)"""

    def __init__(self, fields: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.name: spec for spec in fields}
        self._values: Mapping[str, Any] = {}
        self._typed: dict[str, str] = {}
        self._editors: dict[str, InlineEdit | TextField] = {}
        self._errors: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 132)
        grid.setColumnStretch(1, 1)
        for line, spec in enumerate(fields):
            self._add(grid, line, spec)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show another record, or the same one anew; what is being edited stays."""
        if values.get("id") != self._values.get("id"):
            for name in self._specs:
                self._say(name, "")
        self._values = values
        for name, spec in self._specs.items():
            editor = self._editors[name]
            shown = spec.show(values)
            if isinstance(editor, InlineEdit):
                editor.set_text(shown)
            elif not editor.editor.hasFocus():
                editor.set_value(shown)

    def editor(self, name: str) -> InlineEdit | TextField:
        """The editor of a field. Raises KeyError."""
        return self._editors[name]

    def first_editor(self) -> InlineEdit | TextField:
        """Where editing begins."""
        return next(iter(self._editors.values()))

    def error_of(self, name: str) -> str:
        """What is said to be wrong with a field, or nothing."""
        return str(self._errors[name].text())

    def show_error(self, name: str, sentence: str) -> None:
        """Say beside the field what is wrong and open it again with what was typed."""
        self._say(name, sentence)
        editor = self._editors[name]
        if sentence and isinstance(editor, InlineEdit):
            editor.begin(self._typed.get(name))

    def _add(self, grid: QGridLayout, line: int, spec: FieldSpec) -> None:
        error = label("", "small", "bad", wrap=True)
        error.hide()
        self._errors[spec.name] = error
        cell = QVBoxLayout()
        cell.setSpacing(0)
        if spec.tall:
            area = TextField(spec.name, spec.title, lines=5)
            area.committed.connect(lambda: self._on_edited(spec.name, area.text()))
            self._editors[spec.name] = area
            cell.addWidget(area)
            cell.addWidget(error)
            grid.addLayout(cell, line, 0, 1, 2)
            return
        editor = InlineEdit(spec.title, placeholder=self.tr("Add"))
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        editor.edited.connect(lambda typed: self._on_edited(spec.name, typed))
        self._editors[spec.name] = editor
        cell.addWidget(editor)
        cell.addWidget(error)
        name = label(spec.title, "base", "secondary")
        name.setFixedHeight(28)
        grid.addWidget(name, line, 0)
        grid.addLayout(cell, line, 1)

    def _on_edited(self, name: str, typed: str) -> None:
        spec = self._specs[name]
        self._typed[name] = typed
        self._say(name, "")
        if typed == spec.show(self._values):
            return
        try:
            value = spec.read(typed, self._values)
        except BadInput as error:
            self.show_error(name, error.message)
            return
        self.edited.emit(name, value)

    def _say(self, name: str, sentence: str) -> None:
        self._errors[name].setText(sentence)
        self._errors[name].setVisible(bool(sentence))


def _number(name: str) -> Show:
    return lambda values: "" if values.get(name) is None else formats.decimal(values[name])


def _year(name: str) -> Show:
    return lambda values: "" if values.get(name) is None else str(values[name])


def _phone(name: str) -> Show:
    return lambda values: phone(values.get(name) or "")


def _place(values: Mapping[str, Any]) -> str:
    if values.get("lat") is None or values.get("lon") is None:
        return ""
    return f"{values['lat'] / 1e7:.6f}, {values['lon'] / 1e7:.6f}".replace("-", "−")


def _read_place(typed: str, _values: Mapping[str, Any]) -> dict[str, Any]:
    parts = [part.strip() for part in typed.replace(";", ",").split(",")]
    if len(parts) == 1 and not parts[0]:
        return {"lat": None, "lon": None}
    if len(parts) != 2:
        raise BadInput(tr("Write latitude and longitude, such as 40.0334, −83.1582"))
    return {"lat": parts[0], "lon": parts[1]}


def _hours(values: Mapping[str, Any]) -> str:
    stored = values.get("opening_hours")
    return OpeningHours.from_json(stored).format() if stored else ""


def _revenue(values: Mapping[str, Any]) -> str:
    minor = values.get("annual_revenue")
    return "" if minor is None else formats.money(Money(minor, values.get("currency") or "USD"), whole=True)


def _read_revenue(typed: str, values: Mapping[str, Any]) -> int | None:
    digits = "".join(char for char in typed if char.isdigit() or char in "+-−.,' \u00a0")
    if not typed.strip():
        return None
    if not digits.strip():
        raise BadInput(tr("“{text}” is not an amount.").format(text=typed[:40]))
    return to_minor(formats.parse_number(digits), values.get("currency") or "USD")


def _part(values: Mapping[str, Any]) -> str:
    part = values.get("part") or ""
    return part_names().get(part, part)


def _read_part(typed: str, _values: Mapping[str, Any]) -> str:
    keys = {name.casefold(): key for key, name in part_names().items()}
    return keys.get(typed.strip().casefold(), typed)


def account_fields() -> list[FieldSpec]:
    """The fields of an account."""

    return [
        FieldSpec("name", tr("Name"), _plain("name")),
        FieldSpec("category", tr("Category"), _plain("category")),
        FieldSpec("sector", tr("Sector"), _plain("sector")),
        FieldSpec("tier", tr("Tier"), _plain("tier")),
        FieldSpec("phone", tr("Phone"), _phone("phone")),
        FieldSpec("email", tr("E-mail"), _plain("email")),
        FieldSpec("website", tr("Website"), _plain("website")),
        FieldSpec("employees", tr("Employees"), _number("employees")),
        FieldSpec("founded", tr("Founded"), _year("founded")),
        FieldSpec("annual_revenue", tr("Annual revenue"), _revenue, _read_revenue),
        FieldSpec("visit_every", tr("Visit every (days)"), _number("visit_every")),
        FieldSpec("note", tr("Note"), _plain("note"), tall=True),
    ]


def place_fields() -> list[FieldSpec]:
    """The fields of a location."""
    return [
        FieldSpec("label", tr("Called"), _plain("label")),
        FieldSpec("street", tr("Street"), _plain("street")),
        FieldSpec("city", tr("City"), _plain("city")),
        FieldSpec("region", tr("Region"), _plain("region")),
        FieldSpec("postal_code", tr("Postal code"), _plain("postal_code")),
        FieldSpec("country", tr("Country"), _plain("country")),
        FieldSpec("opening_hours", tr("Opening hours"), _hours),
        FieldSpec("visit_minutes", tr("Visit takes (minutes)"), _number("visit_minutes")),
        FieldSpec("place", tr("Latitude, longitude"), _place, _read_place),
    ]


def contact_fields() -> list[FieldSpec]:
    """The fields of a contact."""
    return [
        FieldSpec("name", tr("Name"), _plain("name")),
        FieldSpec("job_title", tr("Job title"), _plain("job_title")),
        FieldSpec("part", tr("Part in buying"), _part, _read_part),
        FieldSpec("email", tr("E-mail"), _plain("email")),
        FieldSpec("phone", tr("Phone"), _phone("phone")),
        FieldSpec("mobile", tr("Mobile"), _phone("mobile")),
        FieldSpec("note", tr("Note"), _plain("note"), tall=True),
    ]
