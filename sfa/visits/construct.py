"""The plan shown at once: several greedy insertions, the best kept.

Insertion with time windows and forward slack after Solomon 1987; what is worth most per minute it costs goes in
first (team orienteering). Forty visits take some tens of milliseconds. No randomness: equal days, equal plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sfa.visits.routes import Route, fits_alone, value
from sfa.visits.timetable import Day

__all__ = ["complete", "construct", "insert_all", "skeleton"]


def construct(day: Day) -> list[int]:
    """Order of nodes with the most points, then least driving and waiting, that greedy insertion finds."""
    pool = [v for v in day.free if fits_alone(day, v)]
    base = skeleton(day, pool)
    plans = [_by_ratio(day, base, pool, weight) for weight in (0, 1)]
    plans += [complete(day, base, sorted(pool, key=key)) for key in _keys(day)]
    return min(plans, key=lambda order: value(day, order))


def skeleton(day: Day, pool: Iterable[int]) -> list[int]:
    """Locked stops in their order, then appointments where they fit: what every plan must hold."""
    route = Route(day, [])
    wanted = set(pool)
    for node in day.locked:
        gap = len(route.order)
        if node in wanted and route.added(node, gap) is not None:
            route.insert(node, gap)
    appointments = [v for v in wanted if day.problem.stops[v - 1].fixed_start is not None]
    insert_all(route, sorted(appointments, key=lambda v: day.starts[v]))
    return route.order


def complete(day: Day, base: list[int], queue: Iterable[int]) -> list[int]:
    """`base` with each of `queue` in turn at its cheapest place, if it has one."""
    route = Route(day, list(base))
    insert_all(route, queue)
    return route.order


def insert_all(route: Route, queue: Iterable[int]) -> None:
    """Put each of `queue` that is not there yet at its cheapest place, if it has one."""
    here = set(route.order)
    for node in queue:
        if node in here:
            continue
        place = route.best_gap(node)
        if place is not None:
            route.insert(node, place[1])


def _by_ratio(day: Day, base: list[int], pool: list[int], service_weight: int) -> list[int]:
    """Again and again the stop with most points a second added (with or without the visit's own time)."""
    route = Route(day, list(base))
    left = [v for v in pool if v not in set(base)]
    while left:
        choices = []
        for node in left:
            place = route.best_gap(node)
            if place is not None:
                added = place[0] - (1 - service_weight) * day.service[node]
                choices.append((-day.points[node] / max(60, added + 60), node, place[1]))
        if not choices:
            break
        _, node, gap = min(choices)
        route.insert(node, gap)
        chosen = {v for _, v, _ in choices} - {node}
        left = [v for v in left if v in chosen]
    return route.order


def _keys(day: Day) -> list[Callable[[int], tuple[float, ...]]]:
    """Orders in which stops are offered to sequential insertion."""
    origin = day.origin

    def far(v: int) -> int:
        return day.drive[origin][v] + day.drive[v][day.goal]

    def width(v: int) -> int:
        return sum(last - first for first, last in day.starts[v])

    return [
        lambda v: (-day.points[v], day.service[v], v),
        lambda v: (-day.points[v], far(v), v),
        lambda v: (-day.points[v], width(v), v),
        lambda v: (-day.points[v] / (day.service[v] + 900), v),
        lambda v: (-day.points[v] / (day.service[v] + far(v) // 4 + 300), v),
        lambda v: (day.starts[v][-1][1], v),
    ]
