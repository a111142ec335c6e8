"""For whom a new quote is: found by typing."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sfa.workspace import Workspace
from ui.desktop.background import Background
from ui.desktop.widgets.account_search import AccountEdit
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["NewQuoteDialog"]


class NewQuoteDialog(QDialog):
    """Type an account, Enter takes the first found."""

    account_chosen = Signal(object)

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New quote"))
        self.input = AccountEdit(self.tr("Account"), workspace, background)
        self.input.setPlaceholderText(self.tr("Type the account it is for"))
        self._message = label(size="small", tone="bad")
        self.input.chosen.connect(self._on_chosen)
        self.input.nothing_found.connect(self._on_nothing)
        self.input.textEdited.connect(lambda _: self._message.setText(""))
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        make = Button(self.tr("Make quote"), "primary", shortcut="Return")
        make.clicked.connect(self.input.take)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(make)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(6)
        column.addWidget(label(self.tr("New quote for"), "heading", strong=True))
        column.addWidget(self.input)
        column.addWidget(self._message)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(480, 380)
        self.input.setFocus()

    @property
    def message(self) -> str:
        """What is wrong with the text."""
        return self._message.text()

    def _on_chosen(self, account_id: UUID) -> None:
        self.account_chosen.emit(account_id)
        self.accept()

    def _on_nothing(self, text: str) -> None:
        self._message.setText(self.tr("No account of yours is called “{text}”.").format(text=text[:60]))
