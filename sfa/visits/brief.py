"""The brief of a visit: why one goes, whom one meets, what is open, what happened since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.accounts import queries as accounts
from sfa.accounts import timeline
from sfa.accounts.model import Account
from sfa.accounts.queries import ContactRow
from sfa.accounts.timeline import Entry
from sfa.activities import queries as activities
from sfa.activities.model import Activity
from sfa.activities.queries import ActivityRow
from sfa.clock import local_day
from sfa.money import Money
from sfa.pipeline import queries as deals
from sfa.pipeline.filters import DealFilter, Reader, Which
from sfa.pipeline.states import DealState
from sfa.quotes.queries import QuoteRow, quotes_of_account
from sfa.quotes.states import LIVE
from sfa.store.actor import Actor, visible
from sfa.visits.model import Visit

__all__ = ["Brief", "OpenDeal", "brief"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal to move on. step: its number of `steps`, the last of which is the won one; 0 where it stands nowhere."""

    id: UUID
    name: str
    amount: Money
    estimated: bool
    stage: str
    step: int
    steps: int
    next_step: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What to know before walking in.

    days_since: whole days since the last visit, None before the first. visit_every: days, wished.
    people: who is met first stands first. to_do: promises first. since: the newest first.
    """

    visit_id: UUID
    account_id: UUID
    account: str
    address: str
    phone: str
    purpose: str
    last_visit: date | None
    days_since: int | None
    visit_every: int | None
    people: tuple[ContactRow, ...]
    deals: tuple[OpenDeal, ...]
    to_do: tuple[ActivityRow, ...]
    since: tuple[Entry, ...]
    quotes: tuple[QuoteRow, ...]

    @property
    def is_due(self) -> bool:
        """Whether the account has waited longer for a visit than it should."""
        return self.visit_every is not None and self.days_since is not None and self.days_since > self.visit_every


def brief(session: Session, actor: Actor, visit_id: UUID, now: datetime, zone: str) -> Brief | None:
    """The brief of a visit, or None where the actor may not see it or it is gone. zone: the reader's."""
    found = session.execute(
        select(Visit.account_id, Visit.purpose, Activity.subject, Activity.contact_id, Activity.opportunity_id)
        .join(Activity, Activity.id == Visit.id)
        .where(Visit.id == visit_id, Visit.deleted_at.is_(None), visible(actor, Visit))
    ).first()
    if found is None:
        return None
    today = local_day(now, zone)
    account_id = found.account_id
    head = accounts.head(session, actor, account_id)
    known = head if isinstance(head, accounts.Head) else None
    last = _last_visit(session, actor, account_id, visit_id)
    last_day = None if last is None else local_day(last, zone)
    return Brief(
        visit_id=visit_id,
        account_id=account_id,
        account=known.name if known else _name(session, account_id),
        address=known.address if known else "",
        phone=known.phone if known else "",
        purpose=found.purpose or found.subject,
        last_visit=last_day,
        days_since=None if last_day is None else (today - last_day).days,
        visit_every=known.visit_every if known else None,
        people=_people(session, actor, account_id, found.contact_id, today),
        deals=_deals(session, Reader(actor, today, zone), account_id, found.opportunity_id),
        to_do=_to_do(session, actor, account_id, visit_id),
        since=_since(session, actor, account_id, visit_id, last),
        quotes=tuple(q for q in quotes_of_account(session, actor, account_id, today) if q.state in LIVE),
    )


def _name(session: Session, account_id: UUID) -> str:
    return session.scalars(select(Account.name).where(Account.id == account_id)).first() or ""


def _last_visit(session: Session, actor: Actor, account_id: UUID, but: UUID) -> datetime | None:
    query = (
        select(Activity.done_at)
        .where(
            Activity.account_id == account_id,
            Activity.kind == "visit",
            Activity.state == "done",
            Activity.id != but,
            Activity.deleted_at.is_(None),
            visible(actor, Activity),
        )
        .order_by(Activity.done_at.desc())
    )
    return session.scalars(query.limit(1)).first()


def _people(
    session: Session, actor: Actor, account_id: UUID, first: UUID | None, day: date
) -> tuple[ContactRow, ...]:
    """Whom the visit names, then who has a part in buying, then the others by name."""
    found = accounts.contacts(session, actor, account_id, day)
    return tuple(sorted(found, key=lambda person: (person.id != first, not person.part)))


def _deals(session: Session, reader: Reader, account_id: UUID, first: UUID | None) -> tuple[OpenDeal, ...]:
    found = deals.cards(session, reader, DealFilter(which=Which.OPEN, account_id=account_id))
    places = {step.id: step.position for step in deals.steps(session)}
    order = sorted(places.values())
    shown = [
        OpenDeal(
            id=card.id,
            name=card.name,
            amount=card.value,
            estimated=card.estimated,
            stage=card.stage or "",
            step=order.index(places[card.stage_id]) + 1 if card.stage_id in places else 0,
            steps=len(order),
            next_step=card.next_step or "",
        )
        for card in found
        if card.state == DealState.OPEN
    ]
    return tuple(sorted(shown, key=lambda deal: deal.id != first))


def _to_do(session: Session, actor: Actor, account_id: UUID, visit_id: UUID) -> tuple[ActivityRow, ...]:
    """What is still to do for the account apart from this visit."""
    rows = activities.of_account(session, actor, account_id, planned=True, limit=20)
    return tuple(sorted((row for row in rows if row.id != visit_id), key=lambda row: not row.promise))


def _since(
    session: Session, actor: Actor, account_id: UUID, visit_id: UUID, last: datetime | None
) -> tuple[Entry, ...]:
    """What happened after the last visit; before the first one, the newest there is."""
    found = [
        entry
        for entry in timeline.entries(session, actor, account_id, limit=60)
        if not entry.planned and entry.ref != ("activity", visit_id) and (last is None or entry.at >= last)
    ]
    return tuple(found[:_SHOWN])
