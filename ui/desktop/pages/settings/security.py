"""How the store is locked, said plainly; and another passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from sfa.errors import FieldbookError
from sfa.store.keys import key_file_of
from sfa.store.safekeeping import LEAST_LETTERS, change_passphrase, lock_of
from ui.desktop.context import Context
from ui.desktop.fields import TextField
from ui.desktop.forms import Form
from ui.desktop.pages.settings.section import Section
from ui.desktop.pages.settings.words import lock_words
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.section import SectionHead

__all__ = ["SecuritySection"]


class SecuritySection(Section):
    """A store whose key lies in a file (the demo) only says so."""

    icon = "lock"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.begin(self.tr("Security"), self.tr("The store is encrypted. This is how it opens:"))
        self.words = label(wrap=True)
        self.column.addWidget(self.words)
        self.column.addWidget(
            label(
                self.tr("The recovery key, shown once when the store was made, opens it and its backups anywhere."),
                tone="secondary",
                wrap=True,
            )
        )
        self._head = SectionHead("")
        self.present = _secret("present", self.tr("Present passphrase or recovery key"))
        hint = self.tr("At least {count} characters; several words are easiest to keep").format(count=LEAST_LETTERS)
        self.new = _secret("new", self.tr("New passphrase"), hint)
        self.again = _secret("again", self.tr("New passphrase again"))
        self.form = Form([[self.present], [self.new], [self.again]])
        note = self.tr("Backups made before keep the lock they were made with.")
        self._note = label(note, "small", "secondary", wrap=True)
        self.button = Button("", "primary", shortcut="Ctrl+S")
        self.column.addWidget(self._head)
        self.column.addWidget(self.form)
        self.column.addWidget(self._note)
        self.add_buttons(self.button)
        self.column.addStretch(1)
        self.button.clicked.connect(self.save)

    def activate(self) -> None:
        store = self.context.workspace.store
        try:
            lock = lock_of(store.key_file)
        except FieldbookError as error:
            self.show_error(error)
            return
        self.words.setText(lock_words(lock, key_file_of(store.path).name))
        for part in (self._head, self.form, self._note, self.button):
            part.setVisible(lock != "plain")
        self.present.setVisible(lock == "passphrase")
        self.present.required = lock == "passphrase"
        has_one = lock == "passphrase"
        self._head.set_title(self.tr("Another passphrase") if has_one else self.tr("Use a passphrase instead"))
        self.button.setText(self.tr("Change passphrase") if has_one else self.tr("Set passphrase"))
        self.button.updateGeometry()

    def save(self) -> None:
        if self.button.isHidden():
            return
        values = self.form.values()
        if values is None:
            return
        if values["new"] != values["again"]:
            self.again.show_error(self.tr("Not the same as above"))
            self.again.editor.setFocus()
            return
        self.button.setEnabled(False)
        store = self.context.workspace.store
        handle = self.context.background.write(
            change_passphrase, store, values["present"] or None, values["new"], owner=self
        )
        handle.done(self._on_changed).failed(self._on_refused)

    def _on_changed(self, _result: object) -> None:
        self.button.setEnabled(True)
        self.show_error(None)
        self.form.set_values({"present": "", "new": "", "again": ""})
        self.activate()
        told = self.tr("From now on the store opens with the new passphrase")
        self.done_told.emit(told, False)  # noqa: FBT003

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        shown = isinstance(error, FieldbookError) and self.form.show_error(error)
        self.show_error(None if shown else error)


class _SecretField(TextField):
    """Blanks at either end belong to a passphrase."""

    def value(self) -> str:
        return self.text()


def _secret(name: str, title: str, hint: str = "") -> TextField:
    field = _SecretField(name, title, required=True, hint=hint)
    if isinstance(field.input, QLineEdit):
        field.input.setEchoMode(QLineEdit.EchoMode.Password)
    return field
