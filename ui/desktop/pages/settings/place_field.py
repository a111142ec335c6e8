"""A field that finds a town or a postal code as one types, in the shipped gazetteer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sfa.people.acts import Place
from ui.desktop.context import Context
from ui.desktop.pages.settings.reading import find_places
from ui.desktop.pick_field import PickField
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["PlaceField"]


class PlaceField(PickField):
    """The value is a `Place`."""

    def __init__(self, context: Context, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(
            name,
            title,
            context.background,
            _found,
            refusal=self.tr("Choose a place from the list"),
            placeholder=self.tr("Type a town or postal code"),
            parent=parent,
        )

    def set_value(self, value: Any) -> None:
        """A `Place`, or None."""
        super().set_value(_line(value) if isinstance(value, Place) else value)


def _found(text: str) -> list[TwoLine]:
    return [_line(place) for place in find_places(text)]


def _line(place: Place) -> TwoLine:
    return TwoLine(place, place.name, icon="map-pin")
