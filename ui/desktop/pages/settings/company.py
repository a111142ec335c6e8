"""What stands on the company's quotes; for the administrator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from sfa.quotes.document import Paper
from ui.desktop.context import Context
from ui.desktop.fields import ChoiceField, DecimalField, TextField
from ui.desktop.forms import Form
from ui.desktop.pages.settings.form_section import FormSection
from ui.desktop.pages.settings.reading import read_company, save_company
from ui.desktop.widgets.labels import label

__all__ = ["CompanySection"]


class CompanySection(FormSection):
    """Head, terms and paper of every quote from now on; quotes that were sent stay as they are."""

    icon = "building"
    table = "setting"
    read = staticmethod(read_company)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
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
        self.column.addWidget(self.form)
        self.column.addWidget(self._currency)
        self.finish(self.tr("Save company"), self.tr("Company saved"))

    def show_values(self, values: dict[str, Any]) -> None:
        names = ("name", "address", "phone", "email", "tax_id", "paper", "discount_limit", "terms")
        self.form.set_values({name: values.get(name) for name in names})
        words = self.tr("Amounts are in {currency}; the currency was chosen when the store was made.")
        self._currency.setText(words.format(currency=values.get("currency", "USD")))

    def save(self) -> None:
        values = self.form.values()
        if values is not None:
            self.write(save_company, self.context.workspace, values)
