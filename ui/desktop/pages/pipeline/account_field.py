"""A field that finds an account as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from sfa.errors import BadInput
from sfa.store.search import Hit
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.fields import Field
from ui.desktop.pages.pipeline.reading import find_accounts

__all__ = ["AccountField"]


class AccountField(Field):
    """The value is the id of the account that was picked, or the only one found by that exact name."""

    def __init__(self, context: Context, name: str, title: str, parent: QWidget | None = None) -> None:
        self.input = QLineEdit()
        super().__init__(name, title, self.input, required=True, parent=parent)
        self._workspace = context.workspace
        self._latest: Latest[list[Hit]] = Latest(context.background, self)
        self._hits: Sequence[Hit] = ()
        self._picked: Hit | None = None
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._on_chosen)
        self._completer = completer
        self.input.setCompleter(completer)
        self.input.setPlaceholderText(self.tr("Type a name"))
        self.input.textEdited.connect(self._on_edited)
        self.input.editingFinished.connect(self._on_committed)

    def value(self) -> Any:
        typed = self.input.text().strip()
        if not typed:
            return None
        if self._picked is not None and self._picked.title == typed:
            return self._picked.id
        same = [hit for hit in self._hits if hit.title.casefold() == typed.casefold()]
        if len(same) == 1:
            return same[0].id
        raise BadInput(self.tr("Choose an account from the list"))

    def set_value(self, value: Any) -> None:
        """A `Hit` to show, or None."""
        self._picked = value
        self.input.setText(value.title if value is not None else "")

    def _on_edited(self, text: str) -> None:
        self._picked = None
        self._on_changed()
        if text.strip():
            self._latest.read(find_accounts, self._workspace, text).done(self._on_found)

    def _on_found(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._model.setStringList([hit.title for hit in hits])
        if self.input.hasFocus() and hits and self._picked is None:
            self._completer.complete()

    def _on_chosen(self, text: str) -> None:
        # Names may be the same twice; the row under the cursor tells which is meant.
        popup = self._completer.popup()
        row = popup.currentIndex().row() if popup is not None else -1
        if not (0 <= row < len(self._hits) and self._hits[row].title == text):
            row = next((number for number, hit in enumerate(self._hits) if hit.title == text), -1)
        if row >= 0:
            self._picked = self._hits[row]
            self.show_error("")
