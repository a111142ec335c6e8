"""What stands on the company's quotes; for the administrator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from sfa.errors import FieldbookError
from sfa.quotes.document import Paper
from sfa.store.events import Announcement
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.fields import ChoiceField, DecimalField, TextField
from ui.desktop.forms import Form
from ui.desktop.pages.settings.reading import read_company, save_company
from ui.desktop.pages.settings.section import Section
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["CompanySection"]


class CompanySection(Section):
    """Head, terms and paper of every quote from now on; quotes that were sent stay as they are."""

    icon = "building"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._latest: Latest[dict[str, Any]] = Latest(context.background, self)
        self._is_touched = False
        self.begin(
            self.tr("Company"), self.tr("Stands on new quotes of everybody. Quotes that were sent stay as they are.")
        )
        papers = [(paper.value, paper.value) for paper in Paper]
        self.form = Form(
            [
                [TextField("name", self.tr("Name"), required=True)],
                [TextField("address", self.tr("Address, a line each"), lines=3)],
                [TextField("phone", self.tr("Phone")), TextField("email", self.tr("E-mail"))],
                [
                    TextField("tax_id", self.tr("Tax number")),
                    ChoiceField("paper", self.tr("Paper"), papers, required=True),
                    DecimalField(
                        "discount_limit",
                        self.tr("Look at discounts above, %"),
                        least=Decimal(0),
                        most=Decimal(100),
                        required=True,
                    ),
                ],
                [TextField("terms", self.tr("Terms under every quote"), lines=4)],
            ]
        )
        self._currency = label(tone="secondary", wrap=True)
        self.button = Button(self.tr("Save company"), "primary", shortcut="Ctrl+S")
        self.column.addWidget(self.form)
        self.column.addWidget(self._currency)
        self.add_buttons(self.button)
        self.column.addStretch(1)
        self.form.changed.connect(self._on_touched)
        self.button.clicked.connect(self.save)

    def activate(self) -> None:
        if not self._is_touched:
            self._latest.read(read_company, self.context.workspace).done(self._show)

    def refresh(self, announcement: Announcement) -> None:
        if announcement.touches("setting"):
            self.activate()

    def save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        self.button.setEnabled(False)
        handle = self.context.background.write(save_company, self.context.workspace, values, owner=self)
        handle.done(self._on_saved).failed(self._on_refused)

    def _show(self, facts: dict[str, Any]) -> None:
        if self._is_touched:
            return
        names = ("name", "address", "phone", "email", "tax_id", "paper", "discount_limit", "terms")
        self.form.set_values({name: facts.get(name) for name in names})
        words = self.tr("Amounts are in {currency}; the currency was chosen when the store was made.")
        self._currency.setText(words.format(currency=facts.get("currency", "USD")))

    def _on_touched(self) -> None:
        self._is_touched = True

    def _on_saved(self, _result: object) -> None:
        self._is_touched = False
        self.button.setEnabled(True)
        self.show_error(None)
        self.done_told.emit(self.tr("Company saved"), True)  # noqa: FBT003
        self.activate()

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        shown = isinstance(error, FieldbookError) and self.form.show_error(error)
        self.show_error(None if shown else error)
