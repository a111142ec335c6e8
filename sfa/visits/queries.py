"""What screens read of visits: a day as a timeline, and how far each rep has come.

Times are minutes since the rep's local midnight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.activities.model import Activity
from sfa.money import Money
from sfa.people.model import User
from sfa.pipeline.model import Opportunity
from sfa.pipeline.states import DealState
from sfa.store.actor import Actor, visible
from sfa.visits.day import LeftOutVisit, PlannedDay, PlannedVisit, evaluate, sentence
from sfa.visits.model import Visit
from sfa.visits.problem import Reason
from sfa.visits.rep_day import RepDay, WantedVisit, read_day
from sfa.visits.rights import may_plan

__all__ = [
    "DayView",
    "Progress",
    "Shown",
    "TimelineStop",
    "day_progress",
    "day_view",
    "open_deals",
    "people_with_days",
    "view_of",
    "where_is",
]

LATE_FROM = 5
"""Minutes behind the plan from which a visit counts as late; less is traffic."""

Shown = Literal["planned", "under_way", "done", "late", "missed"]


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """A visit on the timeline.

    begin, end: as planned, or as it was. expected: when it will begin as far as one can tell now; late: minutes
    behind the plan. state late: the first of those behind the plan, from which the others' delay follows; missed:
    its day is over. drive, metres: from the stop before; None where no way is known. why: why it stands here.
    problems: what this order breaks, a sentence each. deal: the account's largest open one.
    """

    visit: WantedVisit
    number: int
    state: Shown
    begin: int | None
    end: int | None
    expected: int | None = None
    late: int = 0
    drive: int | None = None
    metres: int | None = None
    why: str = ""
    problems: tuple[str, ...] = ()
    deal: Money | None = None


@dataclass(frozen=True)
class DayView:
    """A rep's day as the timeline shows it. planned: an order was worked out or set. today: the day is today.

    lunch: begin and end, and before which stop it lies (the number of stops means: after the last).
    metres, drive: the whole day's driving, minutes. problems: what is wrong with the day as a whole.
    """

    rep: RepDay
    today: bool
    past: bool
    planned: bool
    stops: tuple[TimelineStop, ...]
    left_out: tuple[LeftOutVisit, ...]
    leave_at: int
    home_at: int
    metres: int
    drive: int
    lunch: tuple[int, int] | None = None
    lunch_before: int = 0
    problems: tuple[str, ...] = ()

    @property
    def now(self) -> int | None:
        """The minute it is, if the day is today."""
        return None if self.rep.now is None else self.rep.now // 60

    @property
    def done(self) -> int:
        """How many visits are over."""
        return sum(1 for stop in self.stops if stop.state == "done")

    @property
    def late(self) -> int:
        """How many visits are behind the plan."""
        return sum(1 for stop in self.stops if stop.late)

    @property
    def order(self) -> tuple[UUID, ...]:
        """The visits still to make, in their order."""
        return tuple(stop.visit.id for stop in self.stops if stop.visit.state == "planned")

    @property
    def next(self) -> TimelineStop | None:
        """The visit under way, else the first still to make."""
        under_way = next((stop for stop in self.stops if stop.state == "under_way"), None)
        return under_way or next((stop for stop in self.stops if stop.visit.state == "planned"), None)

    @cached_property
    def by_id(self) -> Mapping[UUID, TimelineStop]:
        """The stops by the id of their visit."""
        return {stop.visit.id: stop for stop in self.stops}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rep has come with the visits of a day. late: planned to have begun some minutes ago."""

    user_id: UUID
    name: str
    done: int
    open: int
    late: int


def day_view(session: Session, actor: Actor, user_id: UUID, day: date, now: datetime) -> DayView:
    """The day of that user as far as `actor` may see it, with what will become of it. Raises NotFound."""
    rep = read_day(session, actor, user_id, day, now)
    return view_of(rep, now, open_deals(session, actor, rep))


def view_of(
    rep: RepDay, now: datetime, deals: Mapping[UUID, Money] | None = None, fresh: PlannedDay | None = None
) -> DayView:
    """The timeline of a day that was read already. deals: account -> what its largest open deal is worth.

    fresh: a plan that is not kept yet, to be shown instead of the stored one.
    """
    today_there = now.astimezone(ZoneInfo(rep.zone)).date()
    kept_out = _kept_out(rep) if fresh is None else {}
    order = [visit.id for visit in rep.routable if visit.state == "planned" and visit.id not in kept_out]
    found = fresh or evaluate(rep, order)
    past = rep.day < today_there
    stops = [_stop(rep, stop, past, deals or {}, is_fresh=fresh is not None) for stop in found.stops]
    stops.extend(_elsewhere(rep, deals or {}))
    stops.sort(key=lambda stop: stop.visit.state == "planned")
    stops = _with_begin_order(stops)
    lunch, lunch_before = _lunch(rep, found, stops, is_fresh=fresh is not None)
    return DayView(
        rep=rep,
        today=rep.now is not None,
        past=past,
        planned=rep.route is not None and rep.route.planned_at is not None,
        stops=tuple(stops),
        left_out=tuple(LeftOutVisit(out.visit, kept_out.get(out.visit.id, out.reason)) for out in found.left_out),
        leave_at=found.leave_at,
        home_at=found.home_at,
        metres=found.plan.metres,
        drive=round(found.plan.drive / 60),
        lunch=lunch,
        lunch_before=lunch_before,
        problems=found.problems,
    )


def _kept_out(rep: RepDay) -> dict[UUID, str]:
    """Visits the last plan had no room for; what was locked, promised or put back since is in again."""
    stored = rep.route.left_out if rep.route else {}
    return {
        visit.id: stored[visit.id]
        for visit in rep.visits
        if visit.id in stored and visit.arrive is None and not visit.locked and visit.fixed_start is None
    }


def _stop(
    rep: RepDay, stop: PlannedVisit, past: bool, deals: Mapping[UUID, Money], *, is_fresh: bool
) -> TimelineStop:
    visit = stop.visit
    begin, end, late = stop.arrive, stop.leave, 0
    state: Shown = visit.state
    told = None if is_fresh or rep.now is None or visit.state != "planned" else visit.arrive
    if told is not None and visit.leave is not None:
        begin, end = told, visit.leave
        late = stop.arrive - told
        late = late if late >= LATE_FROM else 0
    if state == "planned":
        state = "missed" if past else "planned"
    return TimelineStop(
        visit=visit,
        number=0,
        state=state,
        begin=begin,
        end=end,
        expected=stop.arrive if visit.state == "planned" else None,
        late=late,
        drive=stop.drive,
        metres=stop.metres,
        why=stop.why if is_fresh else _stored_why(visit) or stop.why,
        problems=stop.problems,
        deal=deals.get(visit.account_id),
    )


def _stored_why(visit: WantedVisit) -> str:
    return sentence([Reason(code, tuple(data.items())) for code, data in visit.why])


def _elsewhere(rep: RepDay, deals: Mapping[UUID, Money]) -> list[TimelineStop]:
    """Visits that were made, though nobody knows where or they were logged on another day."""
    routed = {visit.id for visit in rep.routable}
    found = []
    for visit in rep.visits:
        if visit.state == "planned" or visit.id in routed:
            continue
        began, ended = (second // 60 for second in rep.span_of(visit))
        on_the_day = began >= 0 and ended <= 24 * 60
        times = (began, ended) if on_the_day else (visit.arrive, visit.leave)
        found.append(TimelineStop(visit, 0, visit.state, *times, deal=deals.get(visit.account_id)))
    return found


def _with_begin_order(stops: list[TimelineStop]) -> list[TimelineStop]:
    """What was made by the time it began, then the rest as it stands; numbered through."""
    made = [stop for stop in stops if stop.visit.state != "planned"]
    made.sort(key=lambda stop: (stop.state == "under_way", stop.begin if stop.begin is not None else -1))
    ahead = [stop for stop in stops if stop.visit.state == "planned"]
    first_late = next((place for place, stop in enumerate(ahead) if stop.late), None)
    if first_late is not None:
        ahead[first_late] = replace(ahead[first_late], state="late")
    return [replace(stop, number=number) for number, stop in enumerate([*made, *ahead], start=1)]


def _lunch(
    rep: RepDay, found: PlannedDay, stops: list[TimelineStop], *, is_fresh: bool
) -> tuple[tuple[int, int] | None, int]:
    """Lunch and before which stop it lies: as planned while the planned times are shown, else as it will be."""
    told = rep.route.lunch_at if rep.route and rep.now is not None and not is_fresh else None
    if told is not None and rep.lunch is not None:
        before = sum(1 for stop in stops if stop.begin is not None and stop.begin < told)
        return (told, told + rep.lunch.duration // 60), before
    lunch = found.plan.lunch
    if lunch is None or lunch.where == "start":
        return found.lunch, 0
    keys = [stop.visit.key for stop in stops]
    if lunch.key is None or lunch.key not in keys:
        return found.lunch, len(stops)
    return found.lunch, keys.index(lunch.key) + (lunch.where == "after")


def open_deals(session: Session, actor: Actor, rep: RepDay) -> dict[UUID, Money]:
    """Account -> value of its largest open deal, for the accounts of that day."""
    accounts = {visit.account_id for visit in rep.visits}
    query = (
        select(Opportunity.account_id, Opportunity.amount, Opportunity.currency)
        .where(
            Opportunity.account_id.in_(accounts),
            Opportunity.state == DealState.OPEN.value,
            Opportunity.amount > 0,
            Opportunity.deleted_at.is_(None),
            visible(actor, Opportunity),
        )
        .order_by(Opportunity.amount, Opportunity.id)
    )
    found: dict[UUID, Money] = {}
    for account, amount, currency in session.execute(query):
        if account is not None:
            found[account] = Money(amount, currency)
    return found


def where_is(session: Session, actor: Actor, visit_id: UUID) -> tuple[UUID, date] | None:
    """Whose day a visit is on, and which; None where the actor may not see it."""
    query = select(Visit.owner_id, Visit.day).where(
        Visit.id == visit_id, Visit.deleted_at.is_(None), visible(actor, Visit)
    )
    row = session.execute(query).first()
    return None if row is None else (row.owner_id, row.day)


def people_with_days(session: Session, actor: Actor) -> list[tuple[UUID, str]]:
    """Whose days the actor may plan: (id, name), by name; always with their own."""
    query = select(User.id, User.name, User.role).where(User.deleted_at.is_(None), User.active)
    return [
        (user_id, name)
        for user_id, name, role in session.execute(query.order_by(User.name_key, User.id))
        if user_id == actor.user_id or (role == "rep" and may_plan(actor, user_id))
    ]


def day_progress(session: Session, actor: Actor, day: date, now: datetime) -> list[Progress]:
    """Each rep who has visits on `day` and how far they have come, by name."""
    query = (
        select(User.id, User.name, User.zone, Activity.state, Visit.arrive, Visit.started_at)
        .join(Visit, Visit.owner_id == User.id)
        .join(Activity, Activity.id == Visit.id)
        .where(
            Visit.day == day,
            Visit.deleted_at.is_(None),
            Activity.deleted_at.is_(None),
            Activity.state != "cancelled",
            visible(actor, Visit),
        )
        .order_by(User.name_key, User.id)
    )
    counts: dict[UUID, list[int]] = {}
    names: dict[UUID, str] = {}
    for user_id, name, zone, state, arrive, started in session.execute(query):
        names[user_id] = name
        done, still, late = counts.setdefault(user_id, [0, 0, 0])
        is_done = state == "done"
        behind = not is_done and started is None and _is_behind(arrive, zone, day, now)
        counts[user_id] = [done + is_done, still + (not is_done), late + behind]
    return [Progress(user_id, name, *counts[user_id]) for user_id, name in names.items()]


def _is_behind(arrive: int | None, zone: str, day: date, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(zone))
    if arrive is None or local.date() != day:
        return False
    return local.hour * 60 + local.minute - arrive >= LATE_FROM
