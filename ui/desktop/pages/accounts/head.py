"""The head of an account's card: who it is, what can be done, and the few facts that matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.money import Money
from ui.desktop import formats
from ui.desktop.pages.accounts.reading import CardData
from ui.desktop.pages.accounts.words import category_and_place, days_ago, tr, when_planned
from ui.desktop.widgets.avatar import Avatar
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.chips import Chip, ChipData
from ui.desktop.widgets.labels import ElidedLabel, Tone, label, separator, set_tone

__all__ = ["CardHead", "Fact", "FactsStrip", "facts_of"]


class CardHead(QWidget):
    """Initials, name, tier and address; the three things done most at the right."""

    quote_asked = Signal()
    call_asked = Signal()
    visit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar("", 44, own=True, square=True)
        self.name = ElidedLabel("", "title", strong=True)
        self.second = ElidedLabel("", "base", "secondary")
        self._tier = Chip("", "accent")
        quote = Button(self.tr("New quote"), icon="file-text", shortcut="Q")
        call = Button(self.tr("Log call"), icon="phone", shortcut="L")
        visit = Button(self.tr("Plan visit"), "primary", shortcut="V")
        quote.clicked.connect(self.quote_asked)
        call.clicked.connect(self.call_asked)
        visit.clicked.connect(self.visit_asked)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.name)
        first.addWidget(self._tier)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(first)
        words.addWidget(self.second)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 21, 12)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addSpacing(8)
        row.addLayout(words, 1)
        for button in (quote, call, visit):
            row.addWidget(button)

    def fill(self, data: CardData) -> None:
        """Show another account."""
        head = data.head
        self._avatar.set_name(head.name)
        self.name.setText(head.name)
        self.second.setText(category_and_place(head.category, head.address, head.territory))
        self._tier.set_data(ChipData(self.tr("Tier {tier}").format(tier=head.tier), "accent"))
        self._tier.setVisible(bool(head.tier))


@dataclass(frozen=True)
class Fact:
    """A fact: what it is, its value, and a line below it in a tone."""

    name: str
    value: str
    note: str = ""
    tone: Tone = "secondary"


class FactsStrip(QWidget):
    """Facts side by side in equal parts, with lines between them."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 8)
        row.setSpacing(15)
        self._parts = []
        for number in range(count):
            if number:
                row.addWidget(separator(Qt.Orientation.Vertical))
            name, value = label("", "small", "secondary"), ElidedLabel("", "heading", strong=True)
            note = ElidedLabel("", "small", "secondary")
            self._parts.append((name, value, note))
            column = QVBoxLayout()
            column.setSpacing(3)
            for part in (name, value, note):
                column.addWidget(part)
            row.addLayout(column, 1)

    def fill(self, facts: Sequence[Fact]) -> None:
        """Show other facts, as many as the strip was made for."""
        for (name, value, note), fact in zip(self._parts, facts, strict=True):
            name.setText(fact.name)
            value.setText(fact.value)
            note.setText(fact.note)
            set_tone(note, fact.tone, strong=fact.tone == "warn")


def facts_of(data: CardData) -> list[Fact]:
    """The five facts of an account."""
    return [_deals(data), _last_visit(data), _next(data), _quotes(data), _owner(data)]


def _deals(data: CardData) -> Fact:
    found = data.open_deals
    if not found:
        return Fact(tr("Open deals"), tr("None"), _last_closed(data))
    value = _sum([deal.value for deal in found])
    weighted = _sum([deal.weighted for deal in found])
    counted = tr("{count} · {value}").format(count=len(found), value=value) if value else str(len(found))
    return Fact(tr("Open deals"), counted, tr("weighted {value}").format(value=weighted) if weighted else "")


def _last_closed(data: CardData) -> str:
    won = [deal for deal in data.deals if deal.state == "won" and deal.closed_on]
    return tr("last won {day}").format(day=formats.day(won[0].closed_on)) if won and won[0].closed_on else ""


def _sum(amounts: Sequence[Money]) -> str:
    """The total, or nothing where currencies differ."""
    currencies = {amount.currency for amount in amounts}
    return formats.money(Money.total(amounts, currencies.pop()), whole=True) if len(currencies) == 1 else ""


def _last_visit(data: CardData) -> Fact:
    last, every = data.facts.last_visit, data.head.visit_every
    wished = tr("due every {days}").format(days=every) if every else ""
    if last is None:
        return Fact(tr("Last visit"), tr("Never"), wished)
    away = days_ago(last, data.today, data.zone)
    ago = tr("today") if away == 0 else tr("yesterday") if away == 1 else tr("{days} days").format(days=away)
    is_late = every is not None and away > every
    day = formats.day_and_month(last.date())
    return Fact(
        tr("Last visit"), day, ", ".join(part for part in (ago, wished) if part), "warn" if is_late else "secondary"
    )


def _next(data: CardData) -> Fact:
    row = data.facts.next
    if row is None:
        return Fact(tr("Next activity"), tr("None planned"), tr("T plans one"))
    late = row.is_overdue(data.today)
    words = when_planned(row, data.zone, data.today)
    return Fact(
        tr("Next activity"),
        row.subject,
        tr("was due {day}").format(day=words) if late else words,
        "warn" if late else "secondary",
    )


def _quotes(data: CardData) -> Fact:
    waiting = [quote for quote in data.quotes if quote.state == "sent"]
    drafts = sum(1 for quote in data.quotes if quote.state == "draft")
    value = _sum([quote.total for quote in waiting])
    shown = tr("{count} · {value}").format(count=len(waiting), value=value) if value else tr("None")
    return Fact(tr("Quotes sent"), shown, tr("{count} drafts").format(count=drafts) if drafts else tr("no draft"))


def _owner(data: CardData) -> Fact:
    return Fact(tr("Owner"), data.head.owner or tr("Nobody"), data.head.territory)
