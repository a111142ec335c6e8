"""The best timetable of a given order: where lunch goes, when to leave, when each visit starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sfa.visits.problem import Window
from sfa.visits.timetable import NEVER, Day, earliest_start, latest_start

__all__ = ["Layout", "Step", "Timetable", "Where", "best_timetable", "layouts", "quick_timetable"]

Where = Literal["start", "before", "after", "end"]


class Step(NamedTuple):
    """One thing to do after a drive of `drive` seconds: a visit (its node) or lunch (node 0)."""

    node: int
    drive: int
    service: int
    starts: tuple[Window, ...]


class Layout(NamedTuple):
    """An order with lunch put in one place; `earliest` and `latest` bound departure and return.

    where, at: lunch at the start, at the end, or before or after the visit of node `at`; None without lunch.
    """

    steps: list[Step]
    last_leg: int
    earliest: int
    latest: int
    where: Where | None
    at: int | None


class Timetable(NamedTuple):
    """Begin of each step of `layout`, departure, return, and seconds of waiting and driving from `depart` on."""

    layout: Layout
    begins: list[int]
    depart: int
    end: int
    idle: int
    drive: int

    @property
    def time(self) -> int:
        """Driving and waiting: what a good order keeps small."""
        return self.idle + self.drive

    @property
    def cost(self) -> tuple[int, int, int]:
        """Less is better: driving and waiting, then driving alone, then an early return."""
        return (self.time, self.drive, self.end)


def _layout(day: Day, order: list[int], where: Where | None, leg: int) -> Layout:
    """The order with lunch `where`; "before" and "after" mean at the end or the start of leg number `leg`."""
    opens, latest, length = day.lunch_time
    begin, end, at = day.begin, day.latest_end, None
    here, steps = day.origin, []
    for k, node in enumerate([*order, day.goal]):
        drive = day.drive[here][node]
        if k == leg and where in ("before", "after"):
            at = node if where == "before" else here
            steps.append(Step(0, drive if where == "before" else 0, length, ((opens, latest),)))
            drive = 0 if where == "before" else drive
        steps.append(Step(node, drive, day.service[node], day.starts[node]))
        here = node
    goal = steps.pop()
    if where == "start":
        begin = day.lunch_first()
    elif where == "end":
        end = min(end, latest)
    return Layout(steps, goal.drive, begin, end, where, at)


def layouts(day: Day, order: list[int]) -> Iterator[Layout]:
    """Every way to put lunch into the order: at home before or after the day, or around each visit."""
    if day.lunch is None:
        yield _layout(day, order, None, -1)
        return
    yield _layout(day, order, "end", -1)
    if day.fixed_depart is None:
        yield _layout(day, order, "start", -1)
    for leg in range(len(order) + 1):
        if leg < len(order):
            yield _layout(day, order, "before", leg)
        if leg or day.fixed_depart is not None:
            yield _layout(day, order, "after", leg)


def _forward(layout: Layout, depart: int) -> tuple[list[int], int] | None:
    """Begin of each step and the return when leaving at `depart`, each as early as can be."""
    begins, now = [], depart
    for _, drive, service, starts in layout.steps:
        begin = earliest_start(starts, now + drive)
        if begin >= NEVER:
            return None
        begins.append(begin)
        now = begin + service
    return begins, now + layout.last_leg


def _latest_departure(layout: Layout, end: int) -> int:
    """Latest departure that still returns at `end`."""
    by = end - layout.last_leg
    for _, drive, service, starts in reversed(layout.steps):
        by = latest_start(starts, by - service) - drive
    return by


def _best_of(day: Day, layout: Layout) -> Timetable | None:
    """Timetable of the layout with least waiting: leave later while that removes more waiting than it costs.

    The return as a function of departure climbs in steps (one a window), so only the top of each step counts.
    """
    drive = sum(step.drive for step in layout.steps) + layout.last_leg
    busy = drive + sum(step.service for step in layout.steps)
    flexible = day.fixed_depart is None
    limit = day.problem.max_length if flexible else None
    best: Timetable | None = None
    depart = layout.earliest
    while True:
        run = _forward(layout, depart)
        if run is not None and flexible and run[1] <= layout.latest:
            depart = max(depart, _latest_departure(layout, run[1]))
            run = _forward(layout, depart)
        if run is None or run[1] > layout.latest:
            return best
        begins, end = run
        idle = end - depart - busy
        if (limit is None or end - depart <= limit) and (best is None or idle < best.idle):
            best = Timetable(layout, begins, depart, end, idle, drive)
        if idle <= 0 or not flexible:
            return best
        depart += 1


def best_timetable(day: Day, order: list[int]) -> Timetable | None:
    """Timetable of least driving and waiting for the order, then earliest return; None if it cannot be kept."""
    found = (_best_of(day, layout) for layout in layouts(day, order))
    return min((t for t in found if t is not None), key=_preference, default=None)


def _preference(table: Timetable) -> tuple[tuple[int, int, int], bool]:
    return table.cost, table.layout.where == "after"


def quick_timetable(day: Day, order: list[int]) -> Timetable | None:
    """Timetable of the order with lunch where it lets the day end first; None if it cannot be kept.

    The search's measure: one pass instead of one for each place of lunch. Never better than `best_timetable`.
    """
    where, leg = _lunch_for_earliest_end(day, order)
    table = _best_of(day, _layout(day, order, where, leg))
    if table is None and day.problem.max_length is not None:
        return best_timetable(day, order)  # the earliest return need not be the shortest day
    return table


def _lunch_for_earliest_end(day: Day, order: list[int]) -> tuple[Where | None, int]:
    if day.lunch is None:
        return None, -1
    latest = day.lunch.latest
    t0, t1 = day.begin, day.lunch_first() if day.fixed_depart is None else NEVER
    where: Where = "start"
    here, lunch_leg = day.origin, -1
    for k, node in enumerate([*order, day.goal]):
        drive = day.drive[here][node]
        arrive1 = t1 + drive
        if t0 < NEVER:
            with_lunch = day.after_lunch(t0, drive)
            if with_lunch < arrive1:
                arrive1, lunch_leg = with_lunch, k
                where = "before" if t0 + drive <= latest else "after"
        starts, service = day.starts[node] or ((0, NEVER),), day.service[node]
        t0 = min(NEVER, earliest_start(starts, t0 + drive) + service)
        t1 = min(NEVER, earliest_start(starts, arrive1) + service)
        here = node
    if t0 <= min(latest, day.latest_end):
        return "end", -1
    return where, lunch_leg
