"""What holds for the whole quote: discount, tax, validity, person; and the words around the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from sfa.accounts.queries import contacts
from sfa.catalog.queries import TaxRow, taxes
from sfa.errors import FieldbookError
from sfa.quotes.acts import SetQuoteTerms
from sfa.quotes.view import QuoteView
from sfa.workspace import Workspace
from ui.desktop.fields import ChoiceField, DateField, DecimalField, Field, TextField
from ui.desktop.forms import Form
from ui.desktop.pages.quotes import words
from ui.desktop.widgets.buttons import Button

__all__ = ["Choices", "PaperWords", "TermsForm", "read_choices"]


@dataclass(frozen=True)
class Choices:
    """What can be chosen on a quote. people: (id, name) of the account's contacts."""

    taxes: Sequence[TaxRow]
    people: Sequence[tuple[UUID, str]]


def read_choices(workspace: Workspace, account_id: UUID | None) -> Choices:
    """Taxes and the account's people. For a reading thread."""
    with workspace.reading() as session:
        people = contacts(session, workspace.actor, account_id, workspace.today()) if account_id else []
        return Choices(taxes(session), [(person.id, person.name) for person in people])


class TermsForm(QWidget):
    """Each field is kept when it is left; a refusal stands below it."""

    asked = Signal(object)
    """The act to run."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote: QuoteView | None = None
        self.discount = DecimalField("discount", self.tr("Discount on all, %"), least=Decimal(0), most=Decimal(100))
        self.valid_until = DateField("valid_until", self.tr("Valid until"), workspace.today, required=True)
        self.tax = ChoiceField("tax_id", self.tr("Tax"))
        self.contact = ChoiceField("contact_id", self.tr("For the attention of"))
        self._form = Form([[self.discount, self.valid_until], [self.tax, self.contact]])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        for field in self._fields():
            field.committed.connect(lambda field=field: self._on_committed(field))

    def show_quote(self, quote: QuoteView) -> None:
        """Show the terms; what is being typed stays."""
        known, self._quote = self._quote, quote
        for field in self._fields():
            field.editor.setEnabled(quote.is_draft)
            typing = field.editor.hasFocus() and known is not None and known.id == quote.id
            if not typing or self._value_of(known, field.name) != self._value_of(quote, field.name):
                field.set_value(self._value_of(quote, field.name))
                field.show_error("")

    def show_choices(self, choices: Choices) -> None:
        """Offer these taxes and people."""
        each = (None, self.tr("By product"))
        self.tax.set_options([each, *((tax.id, _tax_words(tax)) for tax in choices.taxes)])
        self.contact.set_options([(None, self.tr("Nobody by name")), *choices.people])
        if self._quote is not None:
            self.tax.set_value(self._quote.tax_id)
            self.contact.set_value(self._quote.contact_id)

    @property
    def is_right(self) -> bool:
        """Whether no field holds something that was refused."""
        return all(field.editor.property("invalid") != "true" for field in self._fields())

    def show_error(self, error: FieldbookError) -> bool:
        """Show a refusal below its field; False if it is none of these."""
        return self._form.show_error(error)

    def _fields(self) -> tuple[Field, ...]:
        return (self.discount, self.valid_until, self.tax, self.contact)

    @staticmethod
    def _value_of(quote: QuoteView | None, name: str) -> Any:
        return None if quote is None else getattr(quote, name)

    def _on_committed(self, field: Field) -> None:
        quote = self._quote
        if quote is None or not quote.is_draft or not field.check():
            return
        value: Any = field.value()
        if (value or None) != (self._value_of(quote, field.name) or None):
            self.asked.emit(SetQuoteTerms(quote.id, **{field.name: value}))


def _tax_words(tax: TaxRow) -> str:
    return f"{tax.name}, {words.percent(tax.rate)}" if tax.rate else tax.name


class PaperWords(QDialog):
    """Title, note above the lines and terms below them."""

    def __init__(self, quote: QuoteView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Words on the quote"))
        self._quote = quote
        self._form = Form(
            [
                [TextField("title", self.tr("Title"), placeholder=self.tr("Taps for the new bar"))],
                [TextField("note", self.tr("Above the lines"), lines=3)],
                [TextField("terms", self.tr("Below the total"), lines=5)],
            ]
        )
        self._form.set_values({"title": quote.title, "note": quote.note, "terms": quote.terms})
        keep = Button(self.tr("Keep"), "primary", shortcut="Ctrl+Return")
        keep.setShortcut("Ctrl+Return")
        keep.clicked.connect(self.accept)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self._form)
        column.addLayout(buttons)
        self.setMinimumWidth(520)

    def act(self) -> SetQuoteTerms | None:
        """The act that keeps what was changed, or None."""
        values = self._form.values() or {}
        changed: dict[str, Any] = {
            name: value or None for name, value in values.items() if value != getattr(self._quote, name)
        }
        return SetQuoteTerms(self._quote.id, **changed) if changed else None
