"""How quotes are spoken of on the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from sfa.quotes.states import State
from ui.desktop import formats
from ui.desktop.widgets.chips import ChipData

__all__ = ["percent", "state_chip", "state_name", "valid_until"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quotes", text)


def state_name(state: State) -> str:
    """The state as one word."""
    return {
        State.DRAFT: _tr("Draft"),
        State.SENT: _tr("Sent"),
        State.ACCEPTED: _tr("Accepted"),
        State.DECLINED: _tr("Declined"),
        State.EXPIRED: _tr("Expired"),
        State.SUPERSEDED: _tr("Superseded"),
        State.CANCELLED: _tr("Cancelled"),
    }[state]


def state_chip(state: State, revision: int = 1) -> ChipData:
    """The state with its icon, and the version from the second on."""
    name = state_name(state)
    text = name if revision == 1 else _tr("{state}, version {number}").format(state=name, number=revision)
    if state is State.DRAFT:
        return ChipData(text, "outline", "pencil")
    if state is State.SENT:
        return ChipData(text, "accent", "send")
    if state is State.ACCEPTED:
        return ChipData(text, "ok", "check")
    if state is State.EXPIRED:
        return ChipData(text, "warn", "clock")
    if state is State.DECLINED:
        return ChipData(text, "bad", "x")
    return ChipData(text, "neutral", "history" if state is State.SUPERSEDED else "ban")


def percent(value: Decimal) -> str:
    """Percent as it is stored (8 is 8 %), with as many decimals as it has."""
    return f"{formats.decimal(value.normalize())}\N{NO-BREAK SPACE}%"


def valid_until(day: date | None) -> str:
    """ "valid until 17 December 2026", or nothing."""
    return _tr("valid until {day}").format(day=formats.day(day)) if day else ""
