"""A field that finds a town or a postal code as one types, in the shipped gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sfa.errors import BadInput
from sfa.people.acts import Place
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.fields import Field
from ui.desktop.pages.settings.reading import find_places

__all__ = ["PlaceField"]


class PlaceField(Field):
    """The value is the place that was picked, or the only one found by exactly what was typed."""

    def __init__(self, context: Context, name: str, title: str, parent: QWidget | None = None) -> None:
        self.input = QLineEdit()
        super().__init__(name, title, self.input, parent=parent)
        self._latest: Latest[list[Place]] = Latest(context.background, self)
        self._found: Sequence[Place] = ()
        self._picked: Place | None = None
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.input.setCompleter(self._completer)
        self.input.setPlaceholderText(self.tr("Type a town or postal code"))
        self.input.textEdited.connect(self._on_edited)
        self.input.editingFinished.connect(self._on_committed)

    def value(self) -> Any:
        typed = self.input.text().strip()
        if not typed:
            return None
        if self._picked is not None and self._picked.name == typed:
            return self._picked
        same = [place for place in self._found if place.name.casefold() == typed.casefold()]
        if len(same) == 1:
            return same[0]
        raise BadInput(self.tr("Choose a place from the list"))

    def set_value(self, value: Any) -> None:
        self._picked = value
        self.input.setText(value.name if value is not None else "")
        self.input.setCursorPosition(0)

    @property
    def found(self) -> Sequence[Place]:
        """What the list offers."""
        return self._found

    def _on_edited(self, text: str) -> None:
        self._picked = None
        self._on_changed()
        if text.strip():
            self._latest.read(find_places, text).done(self._on_found)

    def _on_found(self, places: list[Place]) -> None:
        self._found = places
        self._model.setStringList([place.name for place in places])
        if self.input.hasFocus() and places and self._picked is None:
            self._completer.complete()

    def _on_activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self._picked = self._found[index.row()]
            self.input.setText(self._picked.name)
            self.show_error("")
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()
