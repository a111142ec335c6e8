"""What is done about visits: planned, ordered, begun, ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import func, select

from sfa.accounts.model import Account, Location
from sfa.activities.acts import AddActivity, CompleteActivity, FollowUp
from sfa.activities.events import ActivityMoved
from sfa.activities.model import Activity
from sfa.errors import require
from sfa.store.acts import act
from sfa.store.transaction import Transaction
from sfa.visits.model import DayRoute, Visit
from sfa.visits.rights import check_may_plan

__all__ = [
    "ApplyPlan",
    "ChangeVisit",
    "FinishVisit",
    "LockVisit",
    "PlanVisit",
    "PlannedPlace",
    "ReorderDay",
    "StartVisit",
]

_USUAL_MINUTES = 30


class PlanVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit on a day. location_id: None is the account's main place. fixed_start: minutes since local midnight."""

    account_id: UUID
    day: date
    owner_id: UUID | None = None
    location_id: UUID | None = None
    contact_id: UUID | None = None
    opportunity_id: UUID | None = None
    purpose: str | None = None
    minutes: int | None = None
    priority: int = 5
    fixed_start: int | None = None


@act("visits.plan", PlanVisit, label="Plan visit", right="activity.create")
def plan_visit(txn: Transaction, new: PlanVisit) -> UUID:
    """Plan the visit, last in its day; returns its id, which is its activity's too."""
    account = txn.get(Account, new.account_id)
    place = _place(txn, new)
    owner = new.owner_id or txn.actor.user_id
    require(owner is not None, "A visit needs somebody who makes it.", field="owner_id")
    check_may_plan(txn.actor, owner)
    _check_wishes(new.priority, new.fixed_start)
    activity = txn.run(
        AddActivity(
            kind="visit",
            subject=new.purpose or f"Visit {account.name}",
            owner_id=owner,
            account_id=account.id,
            contact_id=new.contact_id,
            opportunity_id=new.opportunity_id,
            minutes=new.minutes or (place and place.visit_minutes) or _USUAL_MINUTES,
            due_on=new.day,
        )
    )
    txn.add(
        Visit(
            id=activity,
            owner_id=owner,
            account_id=account.id,
            location_id=place.id if place else None,
            day=new.day,
            position=_last_position(txn, owner, new.day) + 1,
            priority=new.priority,
            fixed_start=new.fixed_start,
            purpose=new.purpose,
        )
    )
    return UUID(str(activity))


class ChangeVisit(msgspec.Struct, frozen=True, kw_only=True):
    """Other wishes for a planned visit. fixed_start: minutes since local midnight; None is no appointment."""

    visit_id: UUID
    purpose: str | None
    minutes: int
    priority: int
    fixed_start: int | None


@act("visits.change", ChangeVisit, label="Change visit", right="activity.edit")
def change_visit(txn: Transaction, to: ChangeVisit) -> None:
    """Set purpose, length, priority and appointment. Refused for a visit that is over."""
    visit, activity = _open_visit(txn, to.visit_id)
    _check_wishes(to.priority, to.fixed_start)
    require(1 <= to.minutes <= 600, "A visit takes 1 to 600 minutes.", field="minutes")
    visit.purpose, visit.priority, visit.fixed_start = to.purpose, to.priority, to.fixed_start
    activity.subject = to.purpose or f"Visit {_account_name(txn, visit)}"
    activity.minutes = to.minutes


class StartVisit(msgspec.Struct, frozen=True):
    """Check in. lat, lon: where, 1e-7 degrees, if the rep shares it."""

    visit_id: UUID
    lat: int | None = None
    lon: int | None = None


@act("visits.start", StartVisit, label="Start visit", right="activity.edit")
def start_visit(txn: Transaction, start: StartVisit) -> None:
    """Note when the visit began. Refused while another visit of the same person is still open."""
    visit, activity = _open_visit(txn, start.visit_id)
    require(visit.started_at is None, "This visit has begun already.")
    for other in txn.scalars(
        select(Visit).where(
            Visit.owner_id == visit.owner_id,
            Visit.started_at.is_not(None),
            Visit.ended_at.is_(None),
            Visit.deleted_at.is_(None),
        )
    ):
        underway = txn.find(Activity, other.id)
        require(
            underway is None or underway.state != "planned",
            f"The visit at {_account_name(txn, other)} is still open; log its outcome first.",
        )
    visit.started_at, visit.at_lat, visit.at_lon = txn.now, start.lat, start.lon
    require(activity.state == "planned", "This visit is over.")


class FinishVisit(msgspec.Struct, frozen=True, kw_only=True):
    """Check out with an outcome (see sfa.activities.kinds). follow_up: what it leads to."""

    visit_id: UUID
    outcome: str
    result: str | None = None
    next_step: str | None = None
    follow_up: FollowUp | None = None


@act("visits.finish", FinishVisit, label="Log visit", right="activity.edit")
def finish_visit(txn: Transaction, done: FinishVisit) -> UUID | None:
    """Log the outcome, note the end, plan what follows; returns the follow-up's id, or None."""
    visit, activity = _open_visit(txn, done.visit_id)
    visit.ended_at = txn.now
    begun = visit.started_at
    minutes = activity.minutes if begun is None else max(1, round((txn.now - begun).total_seconds() / 60))
    followed: UUID | None = txn.run(
        CompleteActivity(
            activity_id=activity.id,
            outcome=done.outcome,
            result=done.result,
            next_step=done.next_step,
            minutes=min(minutes or _USUAL_MINUTES, 24 * 60),
            follow_up=done.follow_up,
        )
    )
    return followed


class LockVisit(msgspec.Struct, frozen=True):
    """Keep the visit at its place in the order, or let the planner move it again."""

    visit_id: UUID
    locked: bool


@act("visits.lock", LockVisit, label="Lock visit", right="activity.edit")
def lock_visit(txn: Transaction, lock: LockVisit) -> None:
    """Lock or unlock."""
    txn.get(Visit, lock.visit_id).locked = lock.locked


class ReorderDay(msgspec.Struct, frozen=True):
    """The day's visits in the order a person wants."""

    user_id: UUID
    day: date
    order: tuple[UUID, ...]


@act("visits.reorder", ReorderDay, label="Reorder visits", right="activity.edit")
def reorder_day(txn: Transaction, to: ReorderDay) -> None:
    """Number the visits anew; those not named come after, as they were."""
    check_may_plan(txn.actor, to.user_id)
    visits = {visit.id: visit for visit in visits_of_day(txn, to.user_id, to.day)}
    require(set(to.order) <= set(visits), "One of these visits is not on this day any more.")
    rest = [visit_id for visit_id in visits if visit_id not in set(to.order)]
    for position, visit_id in enumerate([*to.order, *rest]):
        visits[visit_id].position = position


class PlannedPlace(msgspec.Struct, frozen=True):
    """One visit of a plan. arrive, leave: minutes since local midnight; why: reasons as [code, data]."""

    visit_id: UUID
    arrive: int
    leave: int
    why: tuple[tuple[str, dict[str, Any]], ...] = ()


class ApplyPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the planner worked out for a day. Times in minutes since local midnight; left_out: [visit, reason]."""

    user_id: UUID
    day: date
    stops: tuple[PlannedPlace, ...]
    left_out: tuple[tuple[UUID, str], ...] = ()
    leave_at: int
    home_at: int
    lunch_at: int | None = None
    metres: int = 0
    seconds: int = 0


@act("visits.apply_plan", ApplyPlan, label="Plan the day", right="activity.edit")
def apply_plan(txn: Transaction, plan: ApplyPlan) -> None:
    """Write order and times into the visits and the day; those left out come last, without times.

    A visit that is over keeps the times it was planned for, so that they can be compared with what happened.
    """
    check_may_plan(txn.actor, plan.user_id)
    visits = {visit.id: visit for visit in visits_of_day(txn, plan.user_id, plan.day)}
    over = {row.id for row in _activities(txn, visits) if row.state == "done"}
    for position, stop in enumerate(plan.stops):
        visit = visits.pop(stop.visit_id, None)
        if visit is None:
            continue
        visit.position = position
        if visit.id not in over:
            visit.arrive, visit.leave = stop.arrive, stop.leave
            visit.why = {"reasons": [[code, data] for code, data in stop.why]}
    for position, visit in enumerate(visits.values(), start=len(plan.stops)):
        visit.position = position
        if visit.id not in over:
            visit.arrive = visit.leave = visit.why = None
    route = _route(txn, plan.user_id, plan.day)
    route.leave_at, route.home_at, route.lunch_at = plan.leave_at, plan.home_at, plan.lunch_at
    route.metres, route.seconds, route.planned_at = plan.metres, plan.seconds, txn.now
    route.left_out = [[str(visit_id), reason] for visit_id, reason in plan.left_out]


def visits_of_day(txn: Transaction, user_id: UUID, day: date) -> Sequence[Visit]:
    """The person's visits of that day that are not cancelled, in order."""
    query = (
        select(Visit)
        .join(Activity, Activity.id == Visit.id)
        .where(
            Visit.owner_id == user_id,
            Visit.day == day,
            Visit.deleted_at.is_(None),
            Activity.deleted_at.is_(None),
            Activity.state != "cancelled",
        )
        .order_by(Visit.position, Visit.id)
    )
    return txn.scalars(query)


def follow_activity(txn: Transaction, moved: ActivityMoved) -> None:
    """A visit's activity went to another day: the visit goes along, last in that day's order."""
    visit = txn.find(Visit, moved.activity_id) if moved.kind == "visit" else None
    if visit is None or moved.day is None or visit.day == moved.day:
        return
    visit.position = _last_position(txn, visit.owner_id, moved.day) + 1
    visit.day = moved.day
    visit.arrive = visit.leave = visit.why = None
    visit.locked = False


def _check_wishes(priority: int, fixed_start: int | None) -> None:
    require(1 <= priority <= 10, "A priority is a number from 1 to 10.", field="priority")
    require(fixed_start is None or 0 <= fixed_start < 24 * 60, "A start lies within the day.", field="fixed_start")


def _activities(txn: Transaction, ids: Collection[UUID]) -> Sequence[Activity]:
    return txn.scalars(select(Activity).where(Activity.id.in_(ids)))


def _place(txn: Transaction, new: PlanVisit) -> Location | None:
    if new.location_id is not None:
        place = txn.get(Location, new.location_id)
        require(place.account_id == new.account_id, "This location belongs to another account.", field="location_id")
        return place
    query = select(Location).where(Location.account_id == new.account_id, Location.deleted_at.is_(None))
    found = sorted(txn.scalars(query), key=lambda row: (not row.main, row.id))
    return found[0] if found else None


def _open_visit(txn: Transaction, visit_id: UUID) -> tuple[Visit, Activity]:
    visit = txn.get(Visit, visit_id)
    activity = txn.get(Activity, visit_id)
    require(activity.state == "planned", f"This visit is {activity.state} already.")
    return visit, activity


def _account_name(txn: Transaction, visit: Visit) -> str:
    account = txn.find(Account, visit.account_id)
    return account.name if account else "another account"


def _last_position(txn: Transaction, owner: UUID | None, day: date) -> int:
    query = select(func.max(Visit.position)).where(
        Visit.owner_id == owner, Visit.day == day, Visit.deleted_at.is_(None)
    )
    found = txn.rows(query)[0][0]
    return -1 if found is None else int(found)


def _route(txn: Transaction, user_id: UUID, day: date) -> DayRoute:
    query = select(DayRoute).where(DayRoute.user_id == user_id, DayRoute.day == day, DayRoute.deleted_at.is_(None))
    return next(iter(txn.scalars(query)), None) or txn.add(DayRoute(user_id=user_id, day=day))
