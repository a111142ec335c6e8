"""A form's field whose value is picked from what is found while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from sfa.errors import BadInput
from ui.desktop.background import Background
from ui.desktop.fields import Field
from ui.desktop.widgets.suggest import SuggestEdit
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["PickField"]


class _Picked(Protocol):
    @property
    def id(self) -> Any: ...

    @property
    def title(self) -> str: ...


class PickField(Field):
    """The value is the id of the line that was picked, or of the only one found by exactly what was typed.

    find: runs on a reading thread. refusal: the sentence for text that names nothing that was found.
    """

    def __init__(
        self,
        name: str,
        title: str,
        background: Background,
        find: Callable[[str], Sequence[TwoLine]],
        *,
        refusal: str,
        placeholder: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.input = SuggestEdit(title, background, find, self._keep)
        super().__init__(name, title, self.input, required=required, parent=parent)
        self._refusal = refusal
        self._found: Sequence[TwoLine] = ()
        self._picked: _Picked | None = None
        self.input.setPlaceholderText(placeholder)
        self.input.textEdited.connect(self._on_edited)
        self.input.chosen.connect(self._on_chosen)
        self.input.nothing_found.connect(lambda _text: self.show_error(refusal))
        self.input.editingFinished.connect(self._on_committed)

    @property
    def found(self) -> Sequence[TwoLine]:
        """What was offered last."""
        return self._found

    def value(self) -> Any:
        typed = self.input.text().strip()
        if not typed:
            return None
        if self._picked is not None and self._picked.title == typed:
            return self._picked.id
        same = [line for line in self._found if line.title.casefold() == typed.casefold()]
        if len(same) == 1:
            return same[0].id
        raise BadInput(self._refusal)

    def set_value(self, value: Any) -> None:
        """What to show as picked: a `TwoLine`, a search's `Hit` or the like, or None."""
        self._picked = value
        self.input.show_taken(value.title if value is not None else "")

    def _keep(self, _text: str, found: Sequence[TwoLine]) -> Sequence[TwoLine]:
        self._found = found
        return found

    def _on_edited(self) -> None:
        self._picked = None
        self._on_changed()

    def _on_chosen(self, value: Any) -> None:
        self.set_value(next(line for line in self._found if line.id == value))
        self.show_error("")
        self.changed.emit()
