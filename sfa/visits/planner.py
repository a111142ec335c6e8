"""Plan a day: a first answer at once, a better one in the background, both checked and explained."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from sfa.visits import pyvrp_solver
from sfa.visits.budget import Budget, never
from sfa.visits.by_hand import plan_by_hand
from sfa.visits.construct import construct
from sfa.visits.improve import improve
from sfa.visits.plans import plan_of
from sfa.visits.problem import DayPlan, DayProblem, LeftOut, Reason
from sfa.visits.reasons import why_here, why_left_out
from sfa.visits.schedule import best_timetable
from sfa.visits.timetable import Day
from sfa.visits.verify import verify

__all__ = ["evaluate_order", "plan_day"]

# Up to this many stops our own search settles within some tens of milliseconds.
_SMALL = 7
_OWN_SHARE = 0.5


def plan_day(
    problem: DayProblem,
    *,
    seconds: float | None = 1.8,
    iterations: int | None = None,
    seed: int = 1,
    on_first: Callable[[DayPlan], None] | None = None,
    cancelled: Callable[[], bool] = never,
    use_pyvrp: bool = True,
    tick: Callable[[], float] = time.perf_counter,
) -> DayPlan:
    """The best plan found: most prize, then least driving and waiting; never worse than a feasible current order.

    seconds or iterations: how long to search; only iterations with a seed give the same plan every time.
    on_first: is handed the first plan before the search begins. cancelled: asked often; True ends the search
    with the best plan so far. Every plan has passed `verify`.
    """
    budget = Budget(None if iterations is not None else seconds, iterations, cancelled, tick)
    day = Day(problem)
    if best_timetable(day, []) is None:
        return _nothing_left(day)
    best, plan = _best(day, [construct(day), *_current(day)])
    if on_first is not None:
        on_first(plan)
    return _best(day, [best, *_searches(day, best, budget, seed, use_pyvrp=use_pyvrp)])[1]


def evaluate_order(problem: DayProblem, order: Iterable[str]) -> DayPlan:
    """The timetable of exactly this order, finished stops first; breaches are flagged, nothing is dropped.

    Stops that `order` does not name are left out "by hand". Raises BadInput for a key that is not in the day.
    """
    day = Day(problem)
    nodes = [problem.node(key) for key in order]
    wanted = [v for v in dict.fromkeys(nodes) if v not in set(day.done)]
    plan = plan_by_hand(day, wanted)
    left = [v for v in day.free if v not in set(wanted)]
    out = tuple(LeftOut(problem.stops[v - 1].key, (Reason("by_hand"),)) for v in left)
    return replace(_with_reasons(day, plan), left_out=out)


def _searches(day: Day, best: list[int], budget: Budget, seed: int, *, use_pyvrp: bool) -> list[list[int]]:
    """Our own search, and PyVRP from its result where it can help."""
    if len(day.free) <= _SMALL or not use_pyvrp or not pyvrp_solver.can_solve(day):
        return [improve(day, best, budget=budget, seed=seed)]
    own = improve(day, best, budget=budget.part(_OWN_SHARE), seed=seed)
    return [own, pyvrp_solver.solve(day, own, budget=budget.part(1 - _OWN_SHARE), seed=seed)]


def _current(day: Day) -> list[list[int]]:
    """The order the person has now, if all of it can be kept."""
    nodes = [day.problem.node(key) for key in day.problem.current]
    order = [v for v in nodes if v in set(day.free)]
    kept = best_timetable(day, order) is not None and all(
        day.cap[v] < 0 or k <= max(0, day.cap[v]) for k, v in enumerate(order)
    )
    return [order] if kept else []


def _best(day: Day, orders: list[list[int]]) -> tuple[list[int], DayPlan]:
    """The best of these by the exact timetable, among those whose plan passes the verifier."""
    tables = [(order, table) for order in orders if (table := best_timetable(day, order)) is not None]
    for order, table in sorted(tables, key=lambda found: (day.missing(found[0]), found[1].cost)):
        plan = replace(_with_reasons(day, plan_of(day, table)), left_out=why_left_out(day, order))
        if not verify(day.problem, plan):
            return order, plan
    raise AssertionError("no plan passes the verifier")


def _with_reasons(day: Day, plan: DayPlan) -> DayPlan:
    why = why_here(day, plan)
    return replace(plan, stops=tuple(replace(p, why=w) for p, w in zip(plan.stops, why, strict=True)))


def _nothing_left(day: Day) -> DayPlan:
    """What is done already, and everything else left out: the day is over or too short to get home."""
    return replace(_with_reasons(day, plan_by_hand(day, [])), left_out=why_left_out(day, []))
