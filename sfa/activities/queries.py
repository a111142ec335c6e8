"""What screens and reports read of activities: due, overdue, of a record, promised; last and next of an account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Contact
from sfa.activities.kinds import KINDS, OUTCOMES
from sfa.activities.model import Activity
from sfa.people.model import User
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of

__all__ = [
    "ActivityRow",
    "Facts",
    "account_facts",
    "count_of_account",
    "due",
    "last_contact",
    "of_account",
    "of_opportunity",
    "one",
    "open_promises",
    "planned_of_opportunities",
]

TOUCHING = tuple(kind.key for kind in KINDS.values() if kind.touches)
_NOT_REACHED = tuple({o.key for known in OUTCOMES.values() for o in known if not o.reached})


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as lists show it. due_on: the owner's calendar day; due_at, done_at: UTC."""

    id: UUID
    kind: str
    subject: str
    state: str
    promise: bool
    due_on: date | None
    due_at: datetime | None
    zone: str | None
    minutes: int | None
    done_at: datetime | None
    direction: str | None
    outcome: str | None
    result: str | None
    next_step: str | None
    owner_id: UUID | None
    owner: str
    account_id: UUID | None
    account: str
    contact_id: UUID | None
    contact: str
    opportunity_id: UUID | None
    quote_id: UUID | None

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before `today`."""
        return self.state == "planned" and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Facts:
    """The last and the next of an account's activities."""

    last_visit: datetime | None
    last_contact: datetime | None
    next: ActivityRow | None


_PLAIN = (
    "id", "kind", "subject", "state", "promise", "due_on", "due_at", "zone", "minutes", "done_at", "direction",
    "outcome", "result", "next_step", "owner_id", "account_id", "contact_id", "opportunity_id", "quote_id",
)  # fmt: skip


def _rows(
    session: Session, actor: Actor, *conditions: ColumnElement[bool], order: Any, limit: int
) -> list[ActivityRow]:
    query = (
        select(
            *(getattr(Activity, name) for name in _PLAIN),
            func.coalesce(User.name, "").label("owner"),
            func.coalesce(Account.name, "").label("account"),
            func.coalesce(Contact.name, "").label("contact"),
        )
        .outerjoin(User, User.id == Activity.owner_id)
        .outerjoin(Account, Account.id == Activity.account_id)
        .outerjoin(Contact, Contact.id == Activity.contact_id)
        .where(Activity.deleted_at.is_(None), visible(actor, Activity), *conditions)
        .order_by(*order)
        .limit(limit)
    )
    return [ActivityRow(**row._mapping) for row in session.execute(query)]


_BY_DUE = (Activity.due_on.is_(None), Activity.due_on, Activity.due_at.is_(None), Activity.due_at, Activity.id)
_NEWEST = (Activity.done_at.desc(), Activity.id.desc())
_REACHED = or_(Activity.outcome.is_(None), Activity.outcome.not_in(_NOT_REACHED))
_PLANNED = Activity.state == "planned"


def one(session: Session, actor: Actor, activity_id: UUID) -> ActivityRow | None:
    """The activity of that id, or None where it is not the actor's to see."""
    return next(iter(_rows(session, actor, Activity.id == activity_id, order=(Activity.id,), limit=1)), None)


def due(session: Session, actor: Actor, user_id: UUID, day: date, limit: int = 500) -> list[ActivityRow]:
    """What that user has to do on `day` or should have done before, the oldest first."""
    conditions = (Activity.owner_id == user_id, _PLANNED, Activity.due_on <= day)
    return _rows(session, actor, *conditions, order=_BY_DUE, limit=limit)


def of_account(
    session: Session, actor: Actor, account_id: UUID, *, planned: bool | None = None, limit: int = 500
) -> list[ActivityRow]:
    """Activities of an account: what is planned, soonest first, then what was done, newest first.

    planned: only what is planned (True) or only what was done (False). Cancelled ones are left out.
    """
    here = Activity.account_id == account_id
    ahead = [] if planned is False else _rows(session, actor, here, _PLANNED, order=_BY_DUE, limit=limit)
    if planned is True or len(ahead) >= limit:
        return ahead
    done = _rows(session, actor, here, Activity.state == "done", order=_NEWEST, limit=limit - len(ahead))
    return [*ahead, *done]


def of_opportunity(session: Session, actor: Actor, opportunity_id: UUID, limit: int = 200) -> list[ActivityRow]:
    """Activities of a deal, ordered as in `of_account`."""
    here = Activity.opportunity_id == opportunity_id
    ahead = _rows(session, actor, here, _PLANNED, order=_BY_DUE, limit=limit)
    done = _rows(session, actor, here, Activity.state == "done", order=_NEWEST, limit=limit)
    return [*ahead, *done][:limit]


def open_promises(
    session: Session, actor: Actor, account_id: UUID | None = None, limit: int = 200
) -> list[ActivityRow]:
    """Promises not kept yet, of one account or of all that the actor sees, the oldest first."""
    conditions: list[ColumnElement[bool]] = [_PLANNED, Activity.promise.is_(True)]
    if account_id is not None:
        conditions.append(Activity.account_id == account_id)
    return _rows(session, actor, *conditions, order=_BY_DUE, limit=limit)


def planned_of_opportunities(session: Session, actor: Actor, deals: Collection[UUID]) -> dict[UUID, ActivityRow]:
    """deal id -> the soonest thing still to do for it, for those of `deals` that have one."""
    found: dict[UUID, ActivityRow] = {}
    conditions = (Activity.opportunity_id.in_(list(deals)), _PLANNED)
    for row in _rows(session, actor, *conditions, order=_BY_DUE, limit=10 * len(deals) + 1):
        assert row.opportunity_id is not None
        found.setdefault(row.opportunity_id, row)
    return found


def count_of_account(session: Session, actor: Actor, account_id: UUID) -> int:
    """How many activities `of_account` would tell of, were it not for its limit."""
    conditions = (Activity.account_id == account_id, Activity.state != "cancelled", Activity.deleted_at.is_(None))
    query = select(func.count()).select_from(Activity).where(*conditions, visible(actor, Activity))
    return session.execute(query).scalar_one()


def account_facts(session: Session, actor: Actor, account_id: UUID) -> Facts:
    """When the account was last visited and last spoken to, and what comes next."""
    seen = and_(Activity.account_id == account_id, Activity.deleted_at.is_(None), visible(actor, Activity))
    done = select(func.max(Activity.done_at)).where(seen, Activity.state == "done")
    ahead = of_account(session, actor, account_id, planned=True, limit=1)
    return Facts(
        last_visit=session.execute(done.where(Activity.kind == "visit")).scalar(),
        last_contact=session.execute(done.where(Activity.kind.in_(TOUCHING), _REACHED)).scalar(),
        next=ahead[0] if ahead else None,
    )


def last_contact(actor: Actor) -> Select[Any]:
    """account_id and the moment somebody there was last reached, for lists of accounts."""
    work = table_of(Activity).c
    query: Select[Any] = (
        select(work.account_id, func.max(work.done_at).label("value"))
        .where(
            Activity.account_id.is_not(None),
            Activity.state == "done",
            Activity.kind.in_(TOUCHING),
            _REACHED,
            Activity.deleted_at.is_(None),
            visible(actor, Activity),
        )
        .group_by(Activity.account_id)
    )
    return query
