"""How a rep stands against the team: visits a working day, share of deals won, size of a deal.

The reasons behind a rep's figures, from what was done; no goal is needed for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sfa.activities.model import Activity
from sfa.money import Money
from sfa.people.queries import Member, weeks_of, working_days
from sfa.pipeline.model import Opportunity
from sfa.pipeline.states import DealState
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of

__all__ = ["CLOSED_DAYS", "VISIT_DAYS", "Standing", "standings"]

VISIT_DAYS = 28
"""Visits are counted over so many days before today."""

CLOSED_DAYS = 365
"""Deals won and lost are counted over so many days before today, and today."""


@dataclass(frozen=True, slots=True)
class Standing:
    """visits: done in the last `VISIT_DAYS`; days: working days therein; won, lost: of the last `CLOSED_DAYS`."""

    visits: int
    days: int
    won: int
    lost: int
    won_value: Money

    @property
    def visits_a_day(self) -> Decimal | None:
        """Visits done for each working day, or None without working days."""
        return Decimal(self.visits) / self.days if self.days else None

    @property
    def win_rate(self) -> Decimal | None:
        """Deals won of those closed (won / (won + lost)), or None while none was."""
        closed = self.won + self.lost
        return Decimal(self.won) / closed if closed else None

    @property
    def average_deal(self) -> Money | None:
        """What a deal won was worth on average, in whole minor units, or None while none was won."""
        if not self.won:
            return None
        return Money((self.won_value.minor * 2 + self.won) // (2 * self.won), self.won_value.currency)

    @staticmethod
    def nothing(currency: str) -> Standing:
        """Somebody of whom nothing is known."""
        return Standing(0, 0, 0, 0, Money.zero(currency))

    @staticmethod
    def of_all(parts: Iterable[Standing], currency: str) -> Standing:
        """All of them as one: the team."""
        found = list(parts)
        return Standing(
            visits=sum(part.visits for part in found),
            days=sum(part.days for part in found),
            won=sum(part.won for part in found),
            lost=sum(part.lost for part in found),
            won_value=Money.total((part.won_value for part in found), currency),
        )


def standings(
    session: Session, actor: Actor, people: Sequence[Member], today: date, zone: str, currency: str
) -> Mapping[UUID, Standing]:
    """The standing of each, as far as `actor` may see; days are those of the IANA `zone`."""
    ids = [member.id for member in people]
    visits = _visits(session, actor, ids, today, zone)
    closed = _closed(session, actor, ids, today, currency)
    first = today - timedelta(days=VISIT_DAYS)
    days = {id_: working_days(week, first, today) for id_, week in weeks_of(session, actor, ids).items()}
    nothing = Money.zero(currency)
    found: dict[UUID, Standing] = {}
    for id_ in ids:
        won, value = closed.get((id_, DealState.WON.value), (0, nothing))
        lost, _ = closed.get((id_, DealState.LOST.value), (0, nothing))
        found[id_] = Standing(visits.get(id_, 0), days[id_], won, lost, value)
    return found


def _visits(session: Session, actor: Actor, ids: Sequence[UUID], today: date, zone: str) -> dict[UUID, int]:
    midnight = datetime(today.year, today.month, today.day, tzinfo=ZoneInfo(zone))
    first = midnight - timedelta(days=VISIT_DAYS)
    query = (
        select(Activity.owner_id, func.count())
        .where(Activity.owner_id.in_(ids), Activity.kind == "visit", Activity.state == "done")
        .where(Activity.done_at >= first, Activity.done_at < midnight)
        .where(Activity.deleted_at.is_(None), visible(actor, Activity))
        .group_by(Activity.owner_id)
    )
    return {owner: int(count) for owner, count in session.execute(query) if owner is not None}


def _closed(
    session: Session, actor: Actor, ids: Sequence[UUID], today: date, currency: str
) -> dict[tuple[UUID, str], tuple[int, Money]]:
    deal = table_of(Opportunity).c
    query = (
        select(deal.owner_id, deal.state, func.count(), func.sum(deal.amount))
        .where(deal.owner_id.in_(ids), deal.state.in_((DealState.WON.value, DealState.LOST.value)))
        .where(deal.closed_on > today - timedelta(days=CLOSED_DAYS), deal.closed_on <= today)
        .where(deal.currency == currency, deal.deleted_at.is_(None), visible(actor, Opportunity))
        .group_by(deal.owner_id, deal.state)
    )
    return {
        (owner, state): (int(n), Money(int(value), currency)) for owner, state, n, value in session.execute(query)
    }
