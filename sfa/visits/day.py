"""Plan a rep's day: read it, order it, say why, keep it.

Reads happen in one session that is closed before the search begins; nothing is written until the plan is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from sfa.clock import Clock
from sfa.store.actor import Actor
from sfa.store.transaction import Transaction
from sfa.visits import planner
from sfa.visits.acts import ApplyPlan, PlannedPlace, ReorderDay
from sfa.visits.budget import never
from sfa.visits.problem import DayPlan, DayProblem, Reason
from sfa.visits.reasons import text
from sfa.visits.rep_day import RepDay, WantedVisit, read_day
from sfa.visits.rights import check_may_plan

__all__ = [
    "LeftOutVisit",
    "PlannedDay",
    "PlannedVisit",
    "Work",
    "apply",
    "evaluate",
    "named",
    "order_by_hand",
    "plan_rep_day",
    "read_rep_day",
    "sentence",
]


class Work(Protocol):
    """What planning needs of the workspace it is called from, which stands above this room."""

    @property
    def actor(self) -> Actor:
        """Who is at work."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock everything goes by."""
        ...

    def reading(self) -> AbstractContextManager[Session]:
        """A session that cannot write."""
        ...

    def transaction(self, label: str) -> AbstractContextManager[Transaction]:
        """One action of the user."""
        ...

    def run(self, args: msgspec.Struct) -> Any:
        """Run one act as the user."""
        ...


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A stop of a plan. arrive, leave: minutes since midnight, when the visit itself begins and ends.

    drive: minutes from the stop before; metres: length of that drive. why: one sentence. problems: one each.
    """

    visit: WantedVisit
    arrive: int
    leave: int
    drive: int
    metres: int
    why: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutVisit:
    """A visit that found no room, and why, in a sentence."""

    visit: WantedVisit
    reason: str


@dataclass(frozen=True)
class PlannedDay:
    """A plan with the names a person reads."""

    rep: RepDay
    problem: DayProblem
    plan: DayPlan
    left_out: tuple[LeftOutVisit, ...]

    @property
    def stops(self) -> tuple[PlannedVisit, ...]:
        """The visits in the order of the plan."""
        return tuple(
            PlannedVisit(
                visit=self.rep.by_key[stop.key],
                arrive=_minute(stop.start),
                leave=_minute(stop.leave),
                drive=round(stop.drive / 60),
                metres=stop.metres,
                why=sentence(stop.why),
                problems=tuple(sentence([reason]) for reason in stop.problems),
            )
            for stop in self.plan.stops
        )

    @property
    def lunch(self) -> tuple[int, int] | None:
        """Begin and end of lunch in minutes since midnight, or None where none is left to take."""
        return None if self.plan.lunch is None else (_minute(self.plan.lunch.start), _minute(self.plan.lunch.end))

    @property
    def leave_at(self) -> int:
        """Minute of departure."""
        return self.plan.depart // 60

    @property
    def home_at(self) -> int:
        """Minute of return."""
        return _minute(self.plan.end)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the day as a whole, a sentence each."""
        return tuple(sentence([reason]) for reason in self.plan.problems)

    def args(self) -> ApplyPlan:
        """The act that keeps this plan."""
        return ApplyPlan(
            user_id=self.rep.user_id,
            day=self.rep.day,
            stops=tuple(
                PlannedPlace(
                    visit_id=self.rep.by_key[stop.key].id,
                    arrive=_minute(stop.start),
                    leave=_minute(stop.leave),
                    why=tuple((reason.code, dict(reason.params)) for reason in stop.why),
                )
                for stop in self.plan.stops
            ),
            left_out=tuple((out.visit.id, out.reason) for out in self.left_out),
            leave_at=self.leave_at,
            home_at=self.home_at,
            lunch_at=self.lunch[0] if self.lunch else None,
            metres=self.plan.metres,
            seconds=self.plan.drive,
        )


def read_rep_day(work: Work, user_id: UUID, day: date) -> RepDay:
    """The day as the user at work may see it."""
    with work.reading() as session:
        return read_day(session, work.actor, user_id, day, work.clock.now())


def plan_rep_day(
    work: Work,
    user_id: UUID,
    day: date,
    *,
    seconds: float | None = 2.0,
    iterations: int | None = None,
    on_first: Callable[[PlannedDay], None] | None = None,
    cancelled: Callable[[], bool] = never,
) -> PlannedDay:
    """The best order found for that day; see `planner.plan_day`. Raises NotAllowed for somebody else's day."""
    check_may_plan(work.actor, user_id)
    rep = read_rep_day(work, user_id, day)
    problem = rep.problem()
    tell = None if on_first is None else (lambda plan: on_first(named(rep, problem, plan)))
    plan = planner.plan_day(problem, seconds=seconds, iterations=iterations, on_first=tell, cancelled=cancelled)
    return named(rep, problem, plan)


def evaluate(rep: RepDay, order: Iterable[UUID]) -> PlannedDay:
    """The timetable of the visits in exactly this order; what it breaks is said at each stop, nothing is dropped.

    Visits that `order` does not name are left out.
    """
    problem = rep.problem_by_hand()
    wanted = [str(visit_id) for visit_id in order]
    known = {stop.key for stop in problem.stops}
    return named(rep, problem, planner.evaluate_order(problem, [key for key in wanted if key in known]))


def order_by_hand(work: Work, user_id: UUID, day: date, order: Sequence[UUID]) -> PlannedDay:
    """Keep the order a person set, with the times that follow from it; returns what became of the day."""
    check_may_plan(work.actor, user_id)
    rep = read_rep_day(work, user_id, day)
    known = rep.route.left_out if rep.route else {}
    planned = evaluate(rep, order)
    left_out = tuple(LeftOutVisit(out.visit, known.get(out.visit.id, out.reason)) for out in planned.left_out)
    planned = replace(planned, left_out=left_out)
    with work.transaction("Reorder visits") as txn:
        txn.run(ReorderDay(user_id, day, tuple(order)))
        txn.run(planned.args())
    return planned


def apply(work: Work, planned: PlannedDay) -> None:
    """Keep the plan: order, times and reasons."""
    work.run(planned.args())


def sentence(reasons: Iterable[Reason]) -> str:
    """Reasons as one sentence."""
    said = "; ".join(text(reason) for reason in reasons)
    return said[:1].upper() + said[1:] + "." if said else ""


def named(rep: RepDay, problem: DayProblem, plan: DayPlan) -> PlannedDay:
    """The plan with the names of the day's visits, those without a place or on a day off among what is left out."""
    out = [LeftOutVisit(rep.by_key[left.key], sentence(left.why)) for left in plan.left_out]
    named = {stop.key for stop in problem.stops}
    for visit in rep.visits:
        if visit.state != "planned" or visit.key in named:
            continue
        reason = (
            f"{rep.day:%A} is a day off."
            if visit.point
            else f"{visit.account} has no place on the map; set it on the account."
        )
        out.append(LeftOutVisit(visit, reason))
    return PlannedDay(rep, problem, plan, tuple(out))


def _minute(seconds: int) -> int:
    """The minute that has begun by then or begins next: nothing is promised earlier than it can be."""
    return -(-seconds // 60)
