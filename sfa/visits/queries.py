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

__all__ = ["DayView", "Progress", "Shown", "TimelineStop", "day_progress", "day_view", "view_of"]

LATE_FROM = 5
"""Minutes behind the plan from which a visit counts as late; less is traffic."""

Shown = Literal["planned", "under_way", "done", "late", "missed"]


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """A visit on the timeline.

    begin, end: as planned, or as it was. expected: when it will begin as far as one can tell now; late: minutes
    behind the plan. drive, metres: from the stop before; None where no way is known. state missed: its day is over.
    why: why it stands here. problems: what this order breaks, a sentence each. deal: the account's largest open one.
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
        return sum(1 for stop in self.stops if stop.state == "late")

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
    return view_of(rep, now, _open_deals(session, actor, rep))


def view_of(rep: RepDay, now: datetime, deals: Mapping[UUID, Money] | None = None) -> DayView:
    """The timeline of a day that was read already. deals: account -> what its largest open deal is worth."""
    today_there = now.astimezone(ZoneInfo(rep.zone)).date()
    kept_out = _kept_out(rep)
    order = [visit.id for visit in rep.routable if visit.state == "planned" and visit.id not in kept_out]
    found = evaluate(rep, order)
    past = rep.day < today_there
    stops = [_stop(rep, stop, past, deals or {}) for stop in found.stops]
    stops.extend(_elsewhere(rep, deals or {}))
    stops.sort(key=lambda stop: stop.visit.state == "planned")
    stops = _with_begin_order(stops)
    lunch_before = _lunch_place(found, stops)
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
        lunch=found.lunch,
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


def _stop(rep: RepDay, stop: PlannedVisit, past: bool, deals: Mapping[UUID, Money]) -> TimelineStop:
    visit = stop.visit
    begin, end, late = stop.arrive, stop.leave, 0
    state: Shown = visit.state
    if visit.state == "planned" and rep.now is not None and visit.arrive is not None and visit.leave is not None:
        begin, end = visit.arrive, visit.leave
        late = stop.arrive - visit.arrive
        late = late if late >= LATE_FROM else 0
    if state == "planned":
        state = "missed" if past else "late" if late else "planned"
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
        why=_stored_why(visit) or stop.why,
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
    return [replace(stop, number=number) for number, stop in enumerate([*made, *ahead], start=1)]


def _lunch_place(found: PlannedDay, stops: list[TimelineStop]) -> int:
    """Before which stop lunch lies."""
    lunch = found.plan.lunch
    if lunch is None or lunch.where == "start":
        return 0
    keys = [stop.visit.key for stop in stops]
    if lunch.key is None or lunch.key not in keys:
        return len(stops)
    return keys.index(lunch.key) + (lunch.where == "after")


def _open_deals(session: Session, actor: Actor, rep: RepDay) -> dict[UUID, Money]:
    """Account -> value of its largest open deal."""
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
