"""A section with one form and its Save button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from sfa.errors import FieldbookError
from sfa.store.events import Announcement
from sfa.workspace import Workspace
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.forms import Form
from ui.desktop.pages.settings.section import Section
from ui.desktop.widgets.buttons import Button

__all__ = ["FormSection"]


class FormSection(Section):
    """Reads what the form shows and keeps it by one write; what is being typed is not overwritten.

    Subclasses put their parts into `column`, call `finish`, and say what is shown and what is written.
    table: announcements of it bring the form up to date. read: runs on a reading thread.
    """

    table = ""
    read: Callable[[Workspace], Any]
    form: Form
    button: Button

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._latest: Latest[Any] = Latest(context.background, self)
        self._is_touched = False
        self._saved_words = ""

    def finish(self, button: str, saved: str) -> None:
        """The Save button below all parts; saved: what the toast says."""
        self._saved_words = saved
        self.button = Button(button, "primary", shortcut="Ctrl+S")
        self.add_buttons(self.button)
        self.column.addStretch(1)
        self.form.changed.connect(self.touch)
        self.button.clicked.connect(self.save)

    def show_values(self, values: Any) -> None:
        """Fill the form with what `read` gave."""
        raise NotImplementedError

    def activate(self) -> None:
        if not self._is_touched:
            self._latest.read(type(self).read, self.context.workspace).done(self._show)

    def refresh(self, announcement: Announcement) -> None:
        if announcement.touches(self.table):
            self.activate()

    def touch(self) -> None:
        """The person changed something: it stays until it is saved."""
        self._is_touched = True

    def write(self, run: Callable[..., object], *args: object) -> None:
        """Have it done off the UI thread, and say how it went."""
        self.button.setEnabled(False)
        handle = self.context.background.write(run, *args, owner=self)
        handle.done(self._on_saved).failed(self._on_refused)

    def _show(self, values: Any) -> None:
        if not self._is_touched:
            self.show_values(values)
            self.show_error(None)

    def _on_saved(self, _result: object) -> None:
        self._is_touched = False
        self.button.setEnabled(True)
        self.show_error(None)
        self.done_told.emit(self._saved_words, True)  # noqa: FBT003
        self.activate()

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        shown = isinstance(error, FieldbookError) and self.form.show_error(error)
        self.show_error(None if shown else error)
