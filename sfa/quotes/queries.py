"""Quotes as lists and reports need them; each filtered by what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account
from sfa.errors import NotFound
from sfa.money import Money
from sfa.people.model import User
from sfa.quotes.letterhead import company_facts, discount_limit
from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.states import LIVE, State, shown_state
from sfa.store.actor import Actor, visible
from sfa.text import fold

__all__ = [
    "ListFilter",
    "QuoteRow",
    "first_line",
    "quote_ids",
    "quote_named",
    "quote_rows",
    "quotes_of_account",
    "quotes_of_opportunity",
    "waiting_quotes",
]


@dataclass(frozen=True)
class QuoteRow:
    """A quote in a list. state: as it shows on the day asked for. over_limit: more off the list than usual."""

    id: UUID
    number: str
    revision: int
    account_id: UUID | None
    customer: str
    title: str
    state: State
    total: Money
    valid_until: date | None
    owner: str
    changed: datetime
    over_limit: bool = False


@dataclass(frozen=True)
class ListFilter:
    """Which quotes a list holds. state: "" for all, "open" for drafts and sent ones, else one state.

    on: the reader's day, which tells what has expired.
    """

    on: date
    state: str = ""
    account_id: UUID | None = None


_CUSTOMER = select(Account.name).where(Account.id == Quote.account_id).scalar_subquery()
_ORDERS: dict[str, Any] = {
    "number": Quote.number,
    "customer": select(Account.name_key).where(Account.id == Quote.account_id).scalar_subquery(),
    "state": Quote.state,
    "total": Quote.gross,
    "valid_until": Quote.valid_until,
    "owner": select(User.name_key).where(User.id == Quote.owner_id).scalar_subquery(),
    "changed": Quote.updated_at,
}


def quote_ids(
    session: Session,
    actor: Actor,
    which: ListFilter,
    order_by: str = "number",
    descending: bool = True,
    text: str = "",
) -> list[UUID]:
    """Ids of the quotes that match, in order. text: part of a number, customer or title."""
    query = select(Quote.id).where(*_of_filter(actor, which))
    if key := fold(text):
        query = query.where(_matches(key))
    order = _ORDERS[order_by]
    direction = order.desc() if descending else order.asc()
    last = (Quote.revision.desc(), Quote.id.desc()) if descending else (Quote.revision, Quote.id)
    return list(session.scalars(query.order_by(direction, *last)))


def quote_rows(session: Session, actor: Actor, ids: Sequence[UUID], on: date) -> list[QuoteRow]:
    """The quotes of these ids that the actor may see, in the order given."""
    found = {row.id: row for row in _rows(session, _row_query(actor).where(Quote.id.in_(ids)), on)}
    return [found[id_] for id_ in ids if id_ in found]


def quotes_of_account(session: Session, actor: Actor, account_id: UUID, on: date) -> list[QuoteRow]:
    """An account's quotes, the newest first."""
    query = _row_query(actor).where(Quote.account_id == account_id)
    return _rows(session, query.order_by(Quote.created_at.desc(), Quote.id.desc()), on)


def quotes_of_opportunity(session: Session, actor: Actor, opportunity_id: UUID, on: date) -> list[QuoteRow]:
    """A deal's quotes, the newest first."""
    query = _row_query(actor).where(Quote.opportunity_id == opportunity_id)
    return _rows(session, query.order_by(Quote.created_at.desc(), Quote.id.desc()), on)


def waiting_quotes(session: Session, actor: Actor, on: date, limit: int = 50) -> list[QuoteRow]:
    """What a manager should look at: sent quotes that await an answer and drafts with more off than usual.

    Those over the limit come first, then by the day on which they run out.
    """
    query = _row_query(actor).where(Quote.state.in_([state.value for state in LIVE]), Quote.gross != 0)
    ordered = query.order_by(Quote.valid_until, Quote.id)
    rows = [row for row in _rows(session, ordered, on) if row.over_limit or row.state is State.SENT]
    return sorted(rows, key=lambda row: not row.over_limit)[:limit]


def quote_named(session: Session, actor: Actor, number: str) -> UUID:
    """The newest version with that number. Raises NotFound."""
    query = (
        select(Quote.id)
        .where(Quote.number == number.strip().upper(), Quote.deleted_at.is_(None), visible(actor, Quote))
        .order_by(Quote.revision.desc())
        .limit(1)
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFound(f"There is no quote {number}.")
    return found


def _of_filter(actor: Actor, which: ListFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Quote.deleted_at.is_(None), visible(actor, Quote)]
    if which.account_id is not None:
        wanted.append(Quote.account_id == which.account_id)
    lapsed = and_(Quote.state == State.SENT.value, Quote.valid_until < which.on)
    if which.state == State.EXPIRED:
        wanted.append(lapsed)
    elif which.state == State.SENT:
        wanted += [Quote.state == State.SENT.value, or_(Quote.valid_until.is_(None), Quote.valid_until >= which.on)]
    elif which.state == "open":
        wanted.append(Quote.state.in_([state.value for state in LIVE]))
    elif which.state:
        wanted.append(Quote.state == which.state)
    return wanted


def _matches(key: str) -> ColumnElement[bool]:
    like = f"%{key.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    accounts = select(Account.id).where(Account.name_key.like(like, escape="!"))
    return or_(
        func.lower(Quote.number).like(like, escape="!"),
        func.lower(Quote.title).like(like, escape="!"),
        Quote.account_id.in_(accounts),
    )


def _row_query(actor: Actor) -> Select[Any]:
    owner = select(User.name).where(User.id == Quote.owner_id).scalar_subquery()
    return select(
        Quote.id, Quote.number, Quote.revision, Quote.account_id, _CUSTOMER.label("customer"), Quote.bill_to,
        Quote.title, Quote.state, Quote.gross, Quote.net, Quote.currency, Quote.valid_until, owner.label("owner"),
        Quote.updated_at,
    ).where(Quote.deleted_at.is_(None), visible(actor, Quote))  # fmt: skip


def _rows(session: Session, query: Select[Any], on: date) -> list[QuoteRow]:
    rows = session.execute(query).all()
    over = _over_limit(session, [row.id for row in rows if row.state in LIVE])
    return [
        QuoteRow(
            id=row.id,
            number=row.number,
            revision=row.revision,
            account_id=row.account_id,
            customer=row.customer or first_line(row.bill_to),
            title=row.title or "",
            state=shown_state(row.state, row.valid_until, on),
            total=Money(row.gross, row.currency),
            valid_until=row.valid_until,
            owner=row.owner or "",
            changed=row.updated_at,
            over_limit=row.id in over,
        )
        for row in rows
    ]


def _over_limit(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these quotes have a discount above the company's limit, on a line or on the whole."""
    if not ids:
        return set()
    limit = discount_limit(company_facts(session))
    whole = select(Quote.id, Quote.discount).where(Quote.id.in_(ids), Quote.discount.is_not(None))
    lines = select(QuoteLine.quote_id, QuoteLine.discount).where(
        QuoteLine.quote_id.in_(ids), QuoteLine.discount.is_not(None), QuoteLine.deleted_at.is_(None)
    )
    return {id_ for query in (whole, lines) for id_, discount in session.execute(query) if (discount or 0) > limit}


def first_line(text: str | None) -> str:
    """The name on a stored address."""
    return (text or "").split("\n", 1)[0]
