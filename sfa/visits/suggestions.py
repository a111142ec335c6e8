"""Which accounts are due for a visit and lie near a day's way, and a whole day made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Location
from sfa.activities.model import Activity
from sfa.places import distances
from sfa.places.point import Point
from sfa.store.actor import Actor, visible
from sfa.visits import planner
from sfa.visits.acts import ApplyPlan, PlanVisit
from sfa.visits.day import Work, named
from sfa.visits.model import Visit
from sfa.visits.rep_day import RepDay, WantedVisit, read_day, visit_at
from sfa.visits.rights import check_may_plan

__all__ = ["Suggestion", "fill_day", "suggestions"]

_SOON = timedelta(days=7)
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An account that waits for a visit. days_since: None before the first; metres: air line to the day's way."""

    account_id: UUID
    account: str
    city: str
    days_since: int | None
    visit_every: int
    metres: int
    location_id: UUID

    @property
    def overdue(self) -> int:
        """Days it has waited longer than it should; for one never visited its whole interval."""
        return self.visit_every if self.days_since is None else self.days_since - self.visit_every


def suggestions(session: Session, actor: Actor, rep: RepDay, limit: int = 8) -> list[Suggestion]:
    """Accounts of that rep whose visit is due on the day, not planned within a week of it; the nearest first."""
    anchors = [visit.point for visit in rep.routable if visit.point]
    anchors = anchors or ([rep.start.point] if rep.start.point else [])
    found = _due(session, actor, rep)
    if anchors and found:
        near = distances.matrix([_point(place) for _, place in found], anchors).min(axis=1)
        found = [
            (replace(one, metres=round(metres)), place) for (one, place), metres in zip(found, near, strict=True)
        ]
    ranked = sorted((one for one, _ in found), key=lambda one: (one.metres, -one.overdue, one.account))
    return ranked[:limit]


def _due(session: Session, actor: Actor, rep: RepDay) -> list[tuple[Suggestion, Location]]:
    last = (
        select(Activity.account_id, func.max(Activity.done_at).label("at"))
        .where(Activity.kind == "visit", Activity.state == "done", Activity.deleted_at.is_(None))
        .group_by(Activity.account_id)
        .subquery()
    )
    query = (
        select(Account.id, Account.name, Account.visit_every, last.c.at, Location)
        .join(Location, Location.account_id == Account.id)
        .outerjoin(last, last.c.account_id == Account.id)
        .where(
            Account.owner_id == rep.user_id,
            Account.visit_every.is_not(None),
            Account.deleted_at.is_(None),
            Account.id.not_in(_planned_near(rep.day)),
            Location.main,
            Location.lat.is_not(None),
            Location.lon.is_not(None),
            Location.deleted_at.is_(None),
            visible(actor, Account),
        )
        .order_by(Account.name_key, Account.id)
    )
    found: dict[UUID, tuple[Suggestion, Location]] = {}
    for account_id, name, every, at, place in session.execute(query):
        days = None if at is None else (rep.day - at.date()).days
        if days is None or days >= every:
            one = Suggestion(account_id, name, place.city or "", days, every, 0, place.id)
            found.setdefault(account_id, (one, place))
    return list(found.values())


def _planned_near(day: date) -> Select[Any]:
    """Accounts with a visit planned within a week of `day`."""
    return (
        select(Visit.account_id)
        .join(Activity, Activity.id == Visit.id)
        .where(
            Visit.day.between(day - _SOON, day + _SOON),
            Visit.deleted_at.is_(None),
            Activity.state != "cancelled",
        )
    )


def _point(place: Location) -> Point:
    assert place.lat is not None
    assert place.lon is not None
    return Point(place.lat, place.lon)


def fill_day(
    work: Work, user_id: UUID, day: date, *, seconds: float | None = 1.0, iterations: int | None = None
) -> int:
    """Plan visits to due accounts that fit beside what is planned already; returns how many were added.

    Only accounts the planner found room for become visits. Raises NotAllowed for somebody else's day.
    """
    check_may_plan(work.actor, user_id)
    with work.reading() as session:
        rep = read_day(session, work.actor, user_id, day, work.clock.now())
        extra = _candidates(session, suggestions(session, work.actor, rep, limit=_CANDIDATES))
    fuller = replace(rep, visits=(*rep.visits, *extra))
    problem = fuller.problem()
    planned = named(fuller, problem, planner.plan_day(problem, seconds=seconds, iterations=iterations))
    added = [stop.visit.account_id for stop in planned.stops if stop.visit in extra]
    if added:
        _keep(work, rep, planned.args(), added)
    return len(added)


def _candidates(session: Session, wanted: list[Suggestion]) -> list[WantedVisit]:
    """Visits nobody has planned yet; until they are kept, the account's id stands for the visit's."""
    query = select(Location).where(Location.id.in_([one.location_id for one in wanted]))
    places = {place.id: place for place in session.scalars(query)}
    return [visit_at(one.account_id, one.account_id, one.account, places[one.location_id]) for one in wanted]


def _keep(work: Work, rep: RepDay, args: ApplyPlan, added: list[UUID]) -> None:
    known = {visit.id for visit in rep.visits}
    with work.transaction("Plan my day") as txn:
        ids = {
            account: txn.run(PlanVisit(account_id=account, day=rep.day, owner_id=rep.user_id)) for account in added
        }
        stops = tuple(
            msgspec.structs.replace(stop, visit_id=ids.get(stop.visit_id, stop.visit_id)) for stop in args.stops
        )
        left_out = tuple((visit_id, reason) for visit_id, reason in args.left_out if visit_id in known)
        txn.run(msgspec.structs.replace(args, stops=stops, left_out=left_out))
