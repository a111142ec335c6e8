"""The timetable of an order that a person set: nothing is dropped, whatever is broken is said at its stop."""

from __future__ import annotations

from dataclasses import replace

from sfa.visits.plans import plan_of
from sfa.visits.problem import DayPlan, PlannedStop, Reason
from sfa.visits.schedule import Layout, Timetable, best_timetable, layouts
from sfa.visits.timetable import NEVER, Day, earliest_start

__all__ = ["plan_by_hand"]


def plan_by_hand(day: Day, order: list[int]) -> DayPlan:
    """The order with the best place for lunch: the timetable with the fewest and smallest breaches."""
    table = best_timetable(day, order)
    if table is None:
        table = min((_forced(day, layout) for layout in layouts(day, order)), key=lambda t: _breach(day, t))
    plan = plan_of(day, table)
    stops = tuple(replace(p, problems=_problems(day, k, p)) for k, p in enumerate(plan.stops))
    return replace(plan, stops=stops, problems=_day_problems(day, plan))


def _forced(day: Day, layout: Layout) -> Timetable:
    """Each step as early as it can begin; what comes too late begins on arrival."""
    depart = layout.earliest
    if day.fixed_depart is None and layout.steps:
        first = layout.steps[0]
        opening = earliest_start(first.starts, depart + first.drive)
        depart = opening - first.drive if opening < NEVER else depart
    begins, now = [], depart
    for step in layout.steps:
        arrive = now + step.drive
        begin = earliest_start(step.starts, arrive)
        begin = arrive if begin >= NEVER else begin
        begins.append(begin)
        now = begin + step.service
    end = now + layout.last_leg
    drive = sum(step.drive for step in layout.steps) + layout.last_leg
    idle = end - depart - drive - sum(step.service for step in layout.steps)
    return Timetable(layout, begins, depart, end, idle, drive)


def _breach(day: Day, table: Timetable) -> tuple[int, int, int]:
    """How many steps are late or never possible, by how much in all, and the return."""
    late = [max(0, table.end - day.latest_end)]
    if table.layout.where == "end":
        # Lunch after the return is a breach of its own, else it would always move there on a long day.
        late.append(max(0, table.end - table.layout.latest))
    for step, begin in zip(table.layout.steps, table.begins, strict=True):
        if earliest_start(step.starts, begin) != begin:
            late.append(begin - step.starts[-1][1] if step.starts else 1)
    return sum(1 for seconds in late if seconds > 0), sum(late), table.end


def _problems(day: Day, place: int, p: PlannedStop) -> tuple[Reason, ...]:
    stop = day.problem.stops[day.problem.node(p.key) - 1]
    found = []
    starts = stop.starts()
    if stop.done is None:
        if stop.fixed_start is not None and p.start != stop.fixed_start:
            late = p.start - stop.fixed_start
            found.append(Reason("misses_appointment", (("at", stop.fixed_start), ("late", late))))
        elif not stop.windows:
            found.append(Reason("closed"))
        elif not starts:
            found.append(Reason("open_too_short", (("duration", stop.duration),)))
        elif earliest_start(starts, p.start) != p.start:
            closes = starts[-1][1] + stop.duration
            found.append(Reason("too_late", (("closes", closes), ("late", p.leave - closes))))
        if stop.locked is not None and place != stop.locked:
            found.append(Reason("lock_moved", (("place", stop.locked + 1), ("now", place + 1))))
    return tuple(found)


def _day_problems(day: Day, plan: DayPlan) -> tuple[Reason, ...]:
    found = []
    problem, lunch = day.problem, day.lunch
    if plan.end > problem.shift[1]:
        found.append(Reason("day_late", (("end", problem.shift[1]), ("late", plan.end - problem.shift[1]))))
    if problem.max_length is not None and plan.end - plan.depart > problem.max_length:
        late = plan.end - plan.depart - problem.max_length
        found.append(Reason("day_long", (("late", late),)))
    if lunch is not None and plan.lunch is not None and plan.lunch.end > lunch.closes:
        found.append(Reason("lunch_late", (("closes", lunch.closes), ("late", plan.lunch.end - lunch.closes))))
    return tuple(found)
