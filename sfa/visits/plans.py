"""From an order with its timetable to the `DayPlan` a person reads."""

from __future__ import annotations

from sfa.visits.problem import DayPlan, LunchStop, PlannedStop
from sfa.visits.schedule import Layout, Timetable
from sfa.visits.timetable import Day

__all__ = ["plan_of"]


def plan_of(day: Day, table: Timetable) -> DayPlan:
    """The plan: finished stops as they were, then the timetable; totals over the whole day, reasons still empty."""
    stops = [*_finished(day), *_planned(day, table)]
    here, metres, drive = 0, 0, 0
    for node in (*(day.problem.node(stop.key) for stop in stops), day.goal):
        metres += int(day.problem.travel.metres[here, node])
        drive += day.drive[here][node]
        here = node
    prizes = {stop.key: stop.prize for stop in day.problem.stops}
    return DayPlan(
        stops=tuple(stops),
        lunch=_lunch(day, table),
        depart=table.depart if day.fixed_depart is None else day.fixed_depart,
        end=table.end,
        metres=metres,
        drive=drive,
        wait=sum(stop.wait for stop in stops) + _idle_at_lunch(table),
        prize=sum(prizes[stop.key] for stop in stops),
    )


def _finished(day: Day) -> list[PlannedStop]:
    here, found = 0, []
    for node in day.done:
        stop = day.problem.stops[node - 1]
        start, leave = stop.done or (0, 0)
        metres = int(day.problem.travel.metres[here, node])
        found.append(PlannedStop(stop.key, start, start, leave, 0, metres, day.drive[here][node]))
        here = node
    return found


def _planned(day: Day, table: Timetable) -> list[PlannedStop]:
    layout = table.layout
    found: list[PlannedStop] = []
    here, now, arrived, ate = day.origin, table.depart, -1, 0
    for step, begin in zip(layout.steps, table.begins, strict=True):
        if step.node == 0:
            if layout.where == "before":
                arrived, ate = now + step.drive, step.service
        else:
            arrive = now + step.drive if arrived < 0 else arrived
            found.append(
                PlannedStop(
                    key=day.problem.stops[step.node - 1].key,
                    arrive=arrive,
                    start=begin,
                    leave=begin + step.service,
                    wait=begin - arrive - ate,
                    metres=int(day.problem.travel.metres[here, step.node]),
                    drive=day.drive[here][step.node],
                )
            )
            here, arrived, ate = step.node, -1, 0
        now = begin + step.service
    return found


def _idle_at_lunch(table: Timetable) -> int:
    """Waiting between a visit's end and lunch at the same place (waiting before a visit is counted there)."""
    if table.layout.where != "after":
        return 0
    now = table.depart
    for step, begin in zip(table.layout.steps, table.begins, strict=True):
        if step.node == 0:
            return begin - now
        now = begin + step.service
    return 0


def _lunch(day: Day, table: Timetable) -> LunchStop | None:
    lunch, layout = day.lunch, table.layout
    if lunch is None or layout.where is None:
        return None
    if layout.where == "start":
        start = min(lunch.latest, table.depart - lunch.duration)
    elif layout.where == "end":
        start = max(lunch.opens, table.end)
    else:
        start = _begin_of_lunch(layout, table.begins)
    key = day.problem.stops[layout.at - 1].key if layout.at else None
    return LunchStop(start, start + lunch.duration, layout.where, key)


def _begin_of_lunch(layout: Layout, begins: list[int]) -> int:
    return next(begin for step, begin in zip(layout.steps, begins, strict=True) if step.node == 0)
