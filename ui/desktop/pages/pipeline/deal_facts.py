"""The facts of a deal: amount, dates, probability and contact to change in place, the rest to read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from sfa.accounts.queries import ContactRow
from sfa.errors import BadInput
from sfa.money import Money
from sfa.pipeline.queries import DealDetail
from ui.desktop import formats
from ui.desktop.actions import make_menu
from ui.desktop.forms import InlineEdit
from ui.desktop.pages.pipeline.facts import Facts
from ui.desktop.widgets.buttons import LinkButton
from ui.desktop.widgets.labels import Tone, set_tone

__all__ = ["DealFacts", "day_words"]

_RIGHT = Qt.AlignmentFlag.AlignRight


def day_words(day: date | None) -> str:
    """A date, or nothing."""
    return formats.day(day) if day is not None else ""


class DealFacts(Facts):
    """Tells what was typed as values of the deal's fields, or a sentence when it cannot be read."""

    edited = Signal(dict)
    """Field -> value, as `EditOpportunity` takes them."""
    refused = Signal(str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._deal: DealDetail | None = None
        self._contacts: Sequence[ContactRow] = ()
        self.amount = InlineEdit(self.tr("Amount"), strong=True, align=_RIGHT)
        self.close_on = InlineEdit(self.tr("Close date"), placeholder=self.tr("Set a date"), align=_RIGHT)
        self.probability = InlineEdit(self.tr("Probability"), align=_RIGHT)
        self.contact = LinkButton("")
        self.contact.clicked.connect(self._on_contact)
        self.amount.edited.connect(lambda text: self._tell("amount", self._amount, text))
        self.close_on.edited.connect(lambda text: self._tell("close_on", self._day, text))
        self.probability.edited.connect(lambda text: self._tell("probability", self._percent, text))
        self.add(self.tr("Amount"), self.amount)
        self._close_title = self.add(self.tr("Close date"), self.close_on)
        self._in_step = self.add_words(self.tr("In this step"))
        self._chance_title = self.add(self.tr("Probability"), self.probability)
        self._weighted = self.add_words(self.tr("Weighted"))
        self._closed = self.add_words(self.tr("Closed"))
        self._reason = self.add_words(self.tr("Lost because"))
        self._note = self.add_words(self.tr("Note"))
        self._contact_title = self.add(self.tr("Contact"), self.contact, Qt.AlignmentFlag.AlignRight)
        self._product = self.add_words(self.tr("Product"))
        self._owner = self.add_words(self.tr("Owner"))
        self._opened = self.add_words(self.tr("Opened"))
        self._flag = self.add_words(self.tr("Look at"))

    def show_deal(self, deal: DealDetail, contacts: Sequence[ContactRow]) -> None:
        """Fill the rows; contacts: who may be chosen."""
        self._deal, self._contacts = deal, contacts
        card, is_open = deal.card, deal.card.state in ("open", "on_hold")
        self.amount.set_text(formats.money(card.value))
        self.close_on.set_text(day_words(card.close_on))
        self.probability.set_text(self.tr("{number} %").format(number=deal.chance))
        for editor in (self.amount, self.close_on, self.probability):
            editor.set_editable(is_open)
        for widget in (self.probability, self._chance_title):
            widget.setVisible(is_open)
        late = is_open and card.close_on is not None and card.close_on < self._today()
        set_tone(self._close_title, "warn" if late else "secondary")
        usual = self.tr("{days} of {usual} days").format(days=card.days, usual=card.rotting_days)
        tone: Tone = "warn" if card.is_too_old else "primary"
        self._in_step.show_words(usual if is_open else "", tone, strong=card.is_too_old)
        self._weighted.show_words(formats.money(card.weighted) if is_open else "")
        self._weighted.setToolTip(
            self.tr("{amount} × {chance} %").format(amount=formats.money(card.value), chance=deal.chance)
        )
        self._closed.show_words(day_words(card.closed_on) if not is_open else "")
        self._show_rest(deal)

    def _show_rest(self, deal: DealDetail) -> None:
        self._reason.show_words(deal.loss_reason or "")
        self._note.show_words(deal.loss_note or "")
        self.contact.setText(deal.contact or self.tr("Choose"))
        self.contact.updateGeometry()
        for widget in (self.contact, self._contact_title):
            widget.setVisible(deal.contact is not None or deal.card.account_id is not None)
        self._product.show_words(deal.product or "")
        self._owner.show_words(deal.card.owner or "")
        self._opened.show_words(day_words(deal.opened_on))
        self._flag.show_words(deal.flag or "", "warn")

    def choose_contact(self, contact_id: Any) -> None:
        """Ask for another contact; None for nobody."""
        self.edited.emit({"contact_id": contact_id})

    def _tell(self, field: str, read: Callable[[str], Any], text: str) -> None:
        try:
            value = read(text)
        except BadInput as error:
            self.refused.emit(error.message)
            return
        self.edited.emit({field: value})

    def _amount(self, text: str) -> int:
        assert self._deal is not None
        currency = self._deal.card.value.currency
        bare = "".join(char for char in text.replace(currency, "") if unicodedata.category(char) != "Sc")
        return Money.of(formats.parse_number(bare), currency).minor

    def _day(self, text: str) -> date | None:
        return formats.parse_date(text, self._today()) if text else None

    def _percent(self, text: str) -> int | None:
        """An empty text gives the decision back to the step."""
        bare = text.replace("%", "").strip()
        number = formats.parse_number(bare) if bare else None
        if number is not None and number != int(number):
            raise BadInput(self.tr("A whole percent, such as {sample}").format(sample=int(number)))
        return None if number is None else int(number)

    def _on_contact(self) -> None:
        menu = make_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in self._contacts:
            words = f"{row.name} · {row.role}" if row.role else row.name
            menu.addAction(words, partial(self.choose_contact, row.id))
        if not self._contacts:
            menu.addAction(self.tr("This account has no contacts yet")).setEnabled(False)
        elif self._deal is not None and self._deal.contact_id is not None:
            menu.addSeparator()
            menu.addAction(self.tr("Nobody"), partial(self.choose_contact, None))
        menu.popup(self.contact.mapToGlobal(self.contact.rect().bottomLeft()))
