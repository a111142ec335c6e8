"""The form for a new deal, in the pane at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.pipeline.acts import AddOpportunity
from sfa.pipeline.queries import Step
from ui.desktop.context import Context
from ui.desktop.fields import ChoiceField, DateField, MoneyField, TextField
from ui.desktop.forms import Form
from ui.desktop.widgets.account_search import AccountField
from ui.desktop.widgets.buttons import RING, Button, IconButton
from ui.desktop.widgets.labels import label

__all__ = ["NewDealPane"]


class NewDealPane(QWidget):
    """Enter adds the deal, Escape gives it up; what was typed stays until the deal is added."""

    added = Signal(object)
    """The id of the new deal."""
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        today = context.workspace.today
        self.account = AccountField(context, "account_id", self.tr("Account"))
        self.name = TextField("name", self.tr("Deal name"), required=True)
        self.amount = MoneyField("amount", self.tr("Amount"), "USD")
        self.close_on = DateField("close_on", self.tr("Close date"), today)
        self.step = ChoiceField("stage_id", self.tr("Step"), required=True)
        self.next_step = TextField("next_step", self.tr("Next step"))
        self.next_on = DateField("next_step_on", self.tr("On"), today)
        self.form = Form(
            [[self.account], [self.name], [self.amount, self.close_on], [self.step], [self.next_step, self.next_on]]
        )
        self._error = label(tone="bad", wrap=True)
        self._error.hide()
        self.add = Button(self.tr("Add deal"), "primary", shortcut="Return")
        self.add.clicked.connect(self.submit)
        cancel = Button(self.tr("Cancel"), "quiet", shortcut="Esc")
        cancel.clicked.connect(self.closed)
        close = IconButton("x", self.tr("Close"), small=True)
        close.clicked.connect(self.closed)
        self._lay_out(cancel, close)

    def begin(self, steps: Sequence[Step], currency: str) -> None:
        """Put the focus into the first field. steps: those to choose from; currency: the company's."""
        self.amount.currency = currency
        before = self.step.value()
        options = [(step.id, step.name) for step in steps if not step.is_won]
        self.step.set_options(options)
        if before is None and options:
            self.step.set_value(options[0][0])
        self.account.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Add the deal, or say beside the field what is missing."""
        values = self.form.values()
        if values is None:
            return
        self.add.setEnabled(False)
        args = self._args(values)
        background, run = self._context.background, self._context.workspace.run
        background.write(run, args, owner=self).done(self._on_added).failed(self._on_refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _args(self, values: dict[str, Any]) -> AddOpportunity:
        amount = values["amount"]
        return AddOpportunity(
            name=values["name"],
            currency=self.amount.currency,
            account_id=values["account_id"],
            amount=amount.minor if amount is not None else 0,
            stage_id=values["stage_id"],
            close_on=values["close_on"],
            next_step=values["next_step"] or None,
            next_step_on=values["next_step_on"],
        )

    def _on_added(self, deal_id: UUID) -> None:
        self.add.setEnabled(True)
        self._error.hide()
        empty = dict.fromkeys(("account_id", "name", "amount", "close_on", "next_step", "next_step_on"))
        self.form.set_values(empty)
        self.added.emit(deal_id)

    def _on_refused(self, error: Exception) -> None:
        self.add.setEnabled(True)
        shown = isinstance(error, FieldbookError) and self.form.show_error(error)
        self._error.setVisible(not shown)
        if not shown:
            self._error.setText(str(error))

    def _lay_out(self, cancel: Button, close: IconButton) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(RING, 0, 0, 0)
        head.addWidget(label(self.tr("New deal"), "heading", strong=True), 1)
        head.addWidget(close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        # A button's ring stands outside; what is seen of it begins where the fields begin.
        column.setContentsMargins(20 - RING, 10, 24 - RING, 16)
        for part in (self.form, self._error):
            part.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addWidget(self._error)
        column.addLayout(buttons)
        column.addStretch(1)
