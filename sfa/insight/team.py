"""The manager's picture of the team: pipeline by rep and step, won this month, today's visits, risks, what waits.

Every figure counts what the reader may see, in one currency; what a deal is worth and why one is at risk is
said by sfa.pipeline alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sfa.activities.model import Activity
from sfa.clock import local_day
from sfa.insight.standing import Standing, standings
from sfa.money import Money
from sfa.people.queries import Member, led_by, team_names
from sfa.pipeline.filters import CloseIn, Reader, close_window
from sfa.pipeline.model import Opportunity, Stage
from sfa.pipeline.queries import Card, Step, at_risk, steps
from sfa.pipeline.states import NOT_CLOSED, DealState
from sfa.pipeline.value import weighted_sql
from sfa.quotes.letterhead import company_facts
from sfa.quotes.model import Quote
from sfa.quotes.queries import QuoteRow, waiting_quotes
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of
from sfa.visits.model import Visit

__all__ = ["Deals", "RepFigures", "TeamPicture", "VisitCount", "Waiting", "count_visits", "team_picture"]

_MANY = 1000


@dataclass(frozen=True, slots=True)
class Deals:
    """How many deals and what they are worth."""

    count: int
    value: Money


@dataclass(frozen=True, slots=True)
class VisitCount:
    """A day's visits. late: not done, and the planned time to leave has passed."""

    done: int = 0
    late: int = 0
    to_come: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.late + self.to_come

    def __add__(self, other: VisitCount) -> VisitCount:
        return VisitCount(self.done + other.done, self.late + other.late, self.to_come + other.to_come)


@dataclass(frozen=True, slots=True)
class RepFigures:
    """One rep. user_id None stands for all deals whose owner is outside the team or nobody.

    by_step: open deals, one entry for each of the picture's steps. weighted: by the formula of sfa.pipeline.value.
    """

    user_id: UUID | None
    name: str
    by_step: tuple[Deals, ...]
    open: Deals
    weighted: Money
    won: Deals
    at_risk: int
    visits: VisitCount
    standing: Standing


@dataclass(frozen=True, slots=True)
class Waiting:
    """A quote somebody should look at. since: when it was sent; of a draft, when it was last changed."""

    quote: QuoteRow
    since: datetime


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """Everything the Team page shows, at one moment. as_of: UTC.

    steps: the open steps in order, and last, with id None, any other step where there are such deals.
    won_before: won in the whole month before. month_gone: share of the month that has passed, today included.
    elsewhere: open deals in other currencies, which no amount here includes.
    """

    as_of: datetime
    today: date
    currency: str
    teams: tuple[str, ...]
    steps: tuple[tuple[UUID | None, str], ...]
    reps: tuple[RepFigures, ...]
    open: Deals
    weighted: Money
    won: Deals
    won_before: Deals
    month_gone: float
    visits: VisitCount
    risks: tuple[Card, ...]
    risk_value: Money
    waiting: tuple[Waiting, ...]
    standing: Standing
    elsewhere: int


def team_picture(session: Session, actor: Actor, now: datetime, zone: str) -> TeamPicture:
    """The picture for `actor`, whose calendar is that of the IANA `zone`."""
    today = local_day(now, zone)
    currency = str(company_facts(session).get("currency") or "USD")
    people = led_by(session, actor)
    first, after = close_window(today, CloseIn.THIS_MONTH)
    risks = at_risk(session, Reader(actor, today, zone))
    figures = _Figures(
        ids=frozenset(member.id for member in people),
        currency=currency,
        steps=[step for step in steps(session) if not step.is_won],
        open=_open_deals(session, actor, currency),
        won=_won_deals(session, actor, currency, first, after),
        risks=risks,
        visits=_visits(session, actor, people, now),
        standings=standings(session, actor, people, today, zone, currency),
    )
    reps = figures.reps(people)
    before = _won_deals(session, actor, currency, (first - timedelta(days=1)).replace(day=1), first)
    return TeamPicture(
        as_of=now,
        today=today,
        currency=currency,
        teams=tuple(team_names(session, actor)),
        steps=figures.step_names(),
        reps=reps,
        open=_sum((rep.open for rep in reps), currency),
        weighted=Money.total((rep.weighted for rep in reps), currency),
        won=_sum((rep.won for rep in reps), currency),
        won_before=_sum(before.values(), currency),
        month_gone=(today - first + timedelta(days=1)) / (after - first),
        visits=sum((rep.visits for rep in reps), VisitCount()),
        risks=tuple(risks),
        risk_value=Money.total((card.value for card in risks if card.value.currency == currency), currency),
        waiting=_waiting(session, actor, today),
        standing=Standing.of_all((rep.standing for rep in reps), currency),
        elsewhere=_elsewhere(session, actor, currency),
    )


@dataclass(frozen=True)
class _Figures:
    """What was read, by owner; owners outside the team are put together."""

    ids: frozenset[UUID]
    currency: str
    steps: Sequence[Step]
    open: Sequence[tuple[UUID | None, UUID | None, int, int, int]]
    won: Mapping[UUID | None, Deals]
    risks: Sequence[Card]
    visits: Mapping[UUID, VisitCount]
    standings: Mapping[UUID, Standing]

    def reps(self, people: Sequence[Member]) -> tuple[RepFigures, ...]:
        """Reps by name, whoever else has something to show, and last what lies outside the team."""
        shown = [self._of({member.id}, member.id, member.name) for member in people]
        kept = [rep for rep, member in zip(shown, people, strict=True) if member.role == "rep" or _has_figures(rep)]
        owners = {row[0] for row in self.open} | set(self.won) | {card.owner_id for card in self.risks}
        outside = self._of(owners - self.ids, None, "")
        return (*kept, outside) if _has_figures(outside) else tuple(kept)

    def step_names(self) -> tuple[tuple[UUID | None, str], ...]:
        named: tuple[tuple[UUID | None, str], ...] = tuple((step.id, step.name) for step in self.steps)
        return (*named, (None, "Other step")) if self._has_other else named

    @property
    def _has_other(self) -> bool:
        known = {step.id for step in self.steps}
        return any(row[1] not in known for row in self.open)

    def _of(self, owners: Iterable[UUID | None], user_id: UUID | None, name: str) -> RepFigures:
        owners = set(owners)
        rows = [row for row in self.open if row[0] in owners]
        known = {step.id for step in self.steps}
        by_step = [self._deals([row for row in rows if row[1] == step.id]) for step in self.steps]
        if self._has_other:
            by_step.append(self._deals([row for row in rows if row[1] not in known]))
        return RepFigures(
            user_id=user_id,
            name=name,
            by_step=tuple(by_step),
            open=self._deals(rows),
            weighted=Money(sum(row[4] for row in rows), self.currency),
            won=_sum((deals for owner, deals in self.won.items() if owner in owners), self.currency),
            at_risk=sum(1 for card in self.risks if card.owner_id in owners),
            visits=self.visits.get(user_id, VisitCount()) if user_id else VisitCount(),
            standing=(self.standings.get(user_id) if user_id else None) or Standing.nothing(self.currency),
        )

    def _deals(self, rows: Sequence[tuple[Any, ...]]) -> Deals:
        return Deals(sum(row[2] for row in rows), Money(sum(row[3] for row in rows), self.currency))


def _has_figures(rep: RepFigures) -> bool:
    return bool(rep.open.count or rep.won.count or rep.visits.total or rep.at_risk)


def _sum(parts: Iterable[Deals], currency: str) -> Deals:
    found = list(parts)
    return Deals(sum(part.count for part in found), Money.total((part.value for part in found), currency))


def _open_deals(
    session: Session, actor: Actor, currency: str
) -> list[tuple[UUID | None, UUID | None, int, int, int]]:
    """(owner, step, deals, amount, weighted amount) of open deals, amounts in minor units."""
    deal, stage = table_of(Opportunity).c, table_of(Stage).c
    query = (
        select(deal.owner_id, deal.stage_id, func.count(), func.sum(deal.amount), func.sum(weighted_sql()))
        .select_from(table_of(Opportunity).outerjoin(table_of(Stage), stage.id == deal.stage_id))
        .where(visible(actor, Opportunity), deal.deleted_at.is_(None))
        .where(deal.state.in_(NOT_CLOSED), deal.currency == currency)
        .group_by(deal.owner_id, deal.stage_id)
    )
    return [(owner, step, int(n), int(value), int(w)) for owner, step, n, value, w in session.execute(query)]


def _won_deals(
    session: Session, actor: Actor, currency: str, first: date, after: date
) -> Mapping[UUID | None, Deals]:
    """Deals won from `first` until before `after`, by owner."""
    deal = table_of(Opportunity).c
    query = (
        select(deal.owner_id, func.count(), func.sum(deal.amount))
        .where(visible(actor, Opportunity), deal.deleted_at.is_(None), deal.state == DealState.WON.value)
        .where(deal.closed_on >= first, deal.closed_on < after, deal.currency == currency)
        .group_by(deal.owner_id)
    )
    return {owner: Deals(int(n), Money(int(value), currency)) for owner, n, value in session.execute(query)}


def _elsewhere(session: Session, actor: Actor, currency: str) -> int:
    deal = table_of(Opportunity).c
    query = select(func.count()).where(
        visible(actor, Opportunity), deal.deleted_at.is_(None), deal.state.in_(NOT_CLOSED), deal.currency != currency
    )
    return session.execute(query).scalar_one()


def _visits(session: Session, actor: Actor, people: Sequence[Member], now: datetime) -> dict[UUID, VisitCount]:
    """Each person's visits of their own calendar day."""
    local = {member.id: now.astimezone(ZoneInfo(member.zone)) for member in people}
    query = (
        select(
            Visit.owner_id, Visit.day, Activity.state, Visit.leave, Visit.fixed_start, Activity.minutes
        )
        .join(Activity, Activity.id == Visit.id)
        .where(Visit.owner_id.in_(local), Visit.day.in_({moment.date() for moment in local.values()}))
        .where(Visit.deleted_at.is_(None), Activity.deleted_at.is_(None), Activity.state != "cancelled")
        .where(visible(actor, Visit))
    )  # fmt: skip
    planned: dict[UUID, list[tuple[bool, int | None]]] = defaultdict(list)
    for owner, day, state, leave, fixed_start, minutes in session.execute(query):
        if day == local[owner].date():
            agreed = None if fixed_start is None else fixed_start + (minutes or 0)
            planned[owner].append((state == "done", leave if leave is not None else agreed))
    return {owner: count_visits(found, _minutes(local[owner])) for owner, found in planned.items()}


def count_visits(visits: Iterable[tuple[bool, int | None]], now: int) -> VisitCount:
    """Count (done, planned time to leave) at `now`; times are minutes since local midnight.

    A visit nobody gave a time is never late.
    """
    found = [VisitCount(done=1) if done else _open_visit(leave, now) for done, leave in visits]
    return sum(found, VisitCount())


def _open_visit(leave: int | None, now: int) -> VisitCount:
    return VisitCount(late=1) if leave is not None and leave < now else VisitCount(to_come=1)


def _minutes(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _waiting(session: Session, actor: Actor, today: date) -> tuple[Waiting, ...]:
    rows = waiting_quotes(session, actor, today, limit=_MANY)
    query = select(Quote.id, func.coalesce(Quote.sent_at, Quote.updated_at)).where(Quote.id.in_([r.id for r in rows]))
    since = {row[0]: row[1] for row in session.execute(query)}
    return tuple(Waiting(row, since[row.id]) for row in rows)
