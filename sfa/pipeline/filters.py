"""Which deals a board or list shows: whose, by when they should close, by what words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from sfa.accounts.model import Account
from sfa.activities.model import Activity
from sfa.pipeline.model import Opportunity
from sfa.pipeline.states import NOT_CLOSED, DealState
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of
from sfa.store.types import Day
from sfa.text import fold

__all__ = ["ALL_DEALS", "WON_SHOWN_DAYS", "CloseIn", "DealFilter", "Reader", "Which", "Whose", "close_window"]

WON_SHOWN_DAYS = 90
"""So long a won deal stands in the follow-up step without open work."""


class Whose(StrEnum):
    """Whose deals, among those the reader may see."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


class CloseIn(StrEnum):
    """When a deal should close (or did)."""

    ANY = "any"
    THIS_MONTH = "this_month"
    THIS_QUARTER = "this_quarter"
    NEXT_QUARTER = "next_quarter"
    PAST = "past"
    NONE = "none"


class Which(StrEnum):
    """Deals by what became of them. board: open ones and those in follow-up."""

    BOARD = "board"
    OPEN = "open"
    WON = "won"
    LOST = "lost"
    ALL = "all"


@dataclass(frozen=True)
class DealFilter:
    """What is asked for. text: words in the deal's or the account's name. account_id, owner_id: only their deals."""

    whose: Whose = Whose.ALL
    close_in: CloseIn = CloseIn.ANY
    which: Which = Which.BOARD
    text: str = ""
    account_id: UUID | None = None
    owner_id: UUID | None = None


ALL_DEALS = DealFilter(which=Which.ALL)


@dataclass(frozen=True)
class Reader:
    """Who reads and what day it is for them. zone: their IANA zone."""

    actor: Actor
    today: date
    zone: str = "UTC"


def condition(reader: Reader, wanted: DealFilter) -> ColumnElement[bool]:
    """What the rows of opportunity, joined (outer) with account, must meet."""
    deal, account = table_of(Opportunity).c, table_of(Account).c
    parts = [visible(reader.actor, Opportunity), deal.deleted_at.is_(None), _which(reader, wanted.which)]
    if wanted.whose is Whose.MINE:
        parts.append(deal.owner_id == reader.actor.user_id)
    elif wanted.whose is Whose.TEAM:
        parts.append(deal.owner_id.in_(reader.actor.team))
    if wanted.close_in is not CloseIn.ANY:
        parts.append(_closes(reader.today, wanted.close_in))
    if wanted.account_id is not None:
        parts.append(deal.account_id == wanted.account_id)
    if wanted.owner_id is not None:
        parts.append(deal.owner_id == wanted.owner_id)
    for word in fold(wanted.text).split():
        found = account.name_key.contains(word, autoescape=True)
        parts.append(or_(deal.name_key.contains(word, autoescape=True), found))
    return and_(*parts)


def _which(reader: Reader, which: Which) -> ColumnElement[bool]:
    deal = table_of(Opportunity).c
    open_ = deal.state.in_(NOT_CLOSED)
    if which is Which.ALL:
        return deal.state.is_not(None)
    if which is Which.OPEN:
        return open_
    if which in (Which.WON, Which.LOST):
        return deal.state == which.value
    work = table_of(Activity).c
    open_work = exists(
        select(work.id).where(work.opportunity_id == deal.id, work.state == "planned", work.deleted_at.is_(None))
    )
    recent = deal.closed_on >= reader.today - timedelta(days=WON_SHOWN_DAYS)
    return or_(open_, and_(deal.state == DealState.WON.value, or_(recent, open_work)))


def _closes(today: date, close_in: CloseIn) -> ColumnElement[bool]:
    deal = table_of(Opportunity).c
    day = func.coalesce(deal.closed_on, deal.close_on, type_=Day())
    if close_in is CloseIn.NONE:
        return day.is_(None)
    if close_in is CloseIn.PAST:
        return and_(deal.state.in_(NOT_CLOSED), deal.close_on < today)
    first, after = close_window(today, close_in)
    return and_(day >= first, day < after)


def close_window(today: date, close_in: CloseIn) -> tuple[date, date]:
    """First day of the period and first day after it. Raises ValueError for what is no period."""
    if close_in is CloseIn.THIS_MONTH:
        first = today.replace(day=1)
        return first, _months_on(first, 1)
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    if close_in is CloseIn.THIS_QUARTER:
        return this, _months_on(this, 3)
    if close_in is CloseIn.NEXT_QUARTER:
        return _months_on(this, 3), _months_on(this, 6)
    raise ValueError(close_in)


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.month - 1 + months, 12)
    return date(first.year + year, month + 1, 1)
