"""Deals in words: what cards, heads and cells say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from sfa.money import Money
from sfa.pipeline.board import Board, BoardColumn
from sfa.pipeline.queries import FACTS, Card
from ui.desktop import formats
from ui.desktop.columns import Cell, Column
from ui.desktop.widgets.board import CardData, HeadData

__all__ = ["amounts", "card_data", "cards_data", "columns", "days", "fact_name", "heads", "soon"]

# Days; nearer than this a day and a month cannot be mistaken for those of another year.
_FAR = 300


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pipeline", text)


def amounts(found: Iterable[Money]) -> str:
    """Totals by currency, in whole units: "$62,400" or "$62,400 + €1,200"; a bare zero where there are none."""
    return " + ".join(formats.money(amount, whole=True) for amount in found) or formats.decimal(0)


def days(count: int) -> str:
    """A short age: "today", "3 d"."""
    return _tr("{count} d").format(count=formats.decimal(count)) if count else _tr("today")


def soon(day: date, today: date) -> str:
    """A day as near as it is: "today", "tomorrow", "26 Nov"."""
    if day == today:
        return _tr("today")
    if (day - today).days == 1:
        return _tr("tomorrow")
    return formats.day(day, with_year=abs((day - today).days) > _FAR)


def fact_name(fact: str) -> str:
    """What a person calls one of the facts that should be known."""
    return {
        "contact": _tr("Contact named"),
        "amount": _tr("Amount agreed on, not estimated"),
        "close date": _tr("Close date set"),
        "next step": _tr("Next step planned"),
    }[fact]


def card_data(card: Card, today: date) -> CardData:
    """A card of the board. Its name is the account's, which people know; the deal's own stands beside the amount."""
    figure = formats.money(card.value, whole=True)
    if card.estimated:
        figure = _tr("≈ {amount}").format(amount=figure)
    warning = next((reason for reason in card.risks if reason.code != "rotting"), None)
    return CardData(
        title=card.account or card.name,
        figure=figure,
        line=warning.short if warning else _tr("On hold") if card.state == "on_hold" else card.next_step or "",
        when="" if warning or card.state == "on_hold" else _day(card, today),
        note=card.name if card.account else "",
        warning=warning is not None,
        done=len(FACTS) - len(card.missing),
        total=len(FACTS),
        age=days(card.days),
        late=card.is_too_old,
        quiet=card.state == "on_hold",
        spoken=_spoken(card, figure, today),
    )


def _day(card: Card, today: date) -> str:
    return soon(card.next_step_on, today) if card.next_step and card.next_step_on else ""


def _line(card: Card, today: date) -> str:
    if card.state == "on_hold":
        return _tr("On hold")
    return " ".join(part for part in (card.next_step, _day(card, today)) if part)


def _spoken(card: Card, figure: str, today: date) -> str:
    """Everything about the card, a line each."""
    lines = [card.account or "", card.name, f"{figure} · {card.stage or ''}"]
    if card.next_step and not any(reason.code == "next_step_late" for reason in card.risks):
        lines.append(_tr("Next step: {step}").format(step=_line(card, today)))
    lines += [reason.text for reason in card.risks]
    if card.missing:
        lines.append(_tr("Not known yet: {facts}").format(facts=", ".join(card.missing)))
    return "\n".join(line for line in lines if line)


def heads(shown: Board) -> list[HeadData]:
    """The heads of all columns; the bar compares weighted totals in the currency that counts most."""
    most = max((_first(column.weighted) for column in shown.columns), default=0)
    return [_head(column, most) for column in shown.columns]


def _narrow(found: Sequence[Money]) -> str:
    """Totals in the room of a head: the largest, and how many other currencies there are; the tooltip has all."""
    return amounts(found[:1]) + (f" +{len(found) - 1}" if len(found) > 1 else "")


def _first(found: Sequence[Money]) -> int:
    return found[0].minor if found else 0


def _head(column: BoardColumn, most: int) -> HeadData:
    weighted, total = amounts(column.weighted), amounts(column.total)
    count = formats.decimal(len(column.ids))
    percent = formats.percent(Decimal(column.step.probability) / 100)
    return HeadData(
        title=column.step.name,
        count=count,
        figure=_narrow(column.total),
        second=_tr("weighted {amount}").format(amount=_narrow(column.weighted)),
        second_short=_narrow(column.weighted),
        percent=percent,
        share=_first(column.weighted) / most if most else 0.0,
        spoken=_tr("{step}: {count} deals, {total}, weighted {weighted} at {percent}").format(
            step=column.step.name, count=count, total=total, weighted=weighted, percent=percent
        ),
    )


def columns(today: date) -> list[Column]:
    """The columns of the list view; every value is the whole card."""
    late, plain = "state.warn", "text.secondary"

    def account(card: Card) -> Cell:
        return Cell(card.account or _tr("No account"), "text.primary" if card.account else "text.hint", strong=True)

    def step(card: Card) -> Cell:
        words = {"won": _tr("Won"), "lost": _tr("Lost"), "on_hold": _tr("On hold")}
        shown = card.stage or _tr("Step unknown")
        state = words.get(card.state)
        return Cell(f"{state} · {shown}" if state and card.state != "won" else state or shown, plain)

    def closes(card: Card) -> Cell:
        day = card.closed_on or card.close_on
        is_past = any(reason.code == "close_date_past" for reason in card.risks)
        return Cell("" if day is None else formats.day(day), late if is_past else plain)

    def next_step(card: Card) -> Cell:
        warning = next((r for r in card.risks if r.code in ("no_next_step", "next_step_late")), None)
        if warning is not None:
            return Cell(warning.short, late, strong=True, icon="triangle-alert", tooltip=warning.text)
        return Cell(_line(card, today), plain)

    def age(card: Card) -> Cell:
        return Cell(days(card.days), late if card.is_too_old else plain, strong=card.is_too_old)

    def money(card: Card) -> Cell:
        shown = formats.money(card.value, whole=True)
        return Cell(_tr("≈ {amount}").format(amount=shown) if card.estimated else shown)

    def weighted(card: Card) -> Cell:
        return Cell(formats.money(card.weighted, whole=True), plain)

    return [
        Column("account", _tr("Account"), 170, stretch=True, cell=account),
        Column("name", _tr("Deal"), 150, cell=lambda card: Cell(card.name, plain)),
        Column("stage", _tr("Step"), 130, cell=step),
        Column("amount", _tr("Amount"), 100, kind="money", cell=money),
        Column("close_on", _tr("Closes"), 104, cell=closes),
        Column("next_step", _tr("Next step"), 150, cell=next_step),
        Column("days", _tr("In step"), 70, align="right", cell=age),
        Column("weighted", _tr("Weighted"), 100, kind="money", cell=weighted),
        Column("owner", _tr("Owner"), 130, cell=lambda card: Cell(card.owner or "", plain)),
    ]


def cards_data(cards: Mapping[UUID, Card], today: date) -> dict[UUID, CardData]:
    """Cards as the board wants them."""
    return {id_: card_data(card, today) for id_, card in cards.items()}
