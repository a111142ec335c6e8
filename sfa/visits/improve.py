"""Our own search: ruin a part of the day and recreate it (Schrimpf 2000; Christiaens and Vanden Berghe 2020).

Works without any solver library; serves where none is installed, where stops are locked, and for small days.
Repeatable with a seed and a number of iterations; with seconds it can be stopped at any moment.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sfa.visits.budget import Budget
from sfa.visits.routes import Route, fits_alone
from sfa.visits.schedule import best_timetable, quick_timetable
from sfa.visits.timetable import Day

__all__ = ["improve"]

_SMALL = 8
_LARGEST_RUIN = 8


def improve(day: Day, start: list[int], *, budget: Budget, seed: int) -> list[int]:
    """The best order found from `start` within `budget`; never worse than `start`, which must be feasible."""
    return _Search(day, start, Random(seed)).run(budget)


@dataclass
class _Worth:
    """An order with its points lost and its time, and both as one number for the acceptance rule."""

    order: list[int]
    missing: int
    time: tuple[int, int, int]
    soft: float

    @property
    def hard(self) -> tuple[int, tuple[int, int, int]]:
        return self.missing, self.time


class _Search:
    """Simulated annealing over ruin and recreate."""

    def __init__(self, day: Day, start: list[int], rng: Random) -> None:
        self.day, self.rng = day, rng
        self.pool = [v for v in day.free if fits_alone(day, v)]
        self.locked = set(day.locked)
        self.near = self._neighbours()
        self.exchange = self._seconds_a_point()
        small = len(self.pool) <= _SMALL
        self.blink = 0.2 if small else 0.03
        self.timetable = best_timetable if small else quick_timetable
        table = self.timetable(day, start)
        assert table is not None, "improve needs a feasible order"
        self.best = self.current = self._worth(start, table.cost)

    def run(self, budget: Budget) -> list[int]:
        """Iterate until the budget is spent; return the best order."""
        if not self.pool or (len(self.pool) == 1 and not self.best.missing):
            return self.best.order
        hot, cold = 2.0 * self.exchange, 5.0
        iteration = 0
        while (spent := budget.spent(iteration)) < 1.0:
            iteration += 1
            temperature = hot * (cold / hot) ** spent
            self._step(temperature)
        return self.best.order

    def _step(self, temperature: float) -> None:
        order = self._recreate(self._ruin())
        table = self.timetable(self.day, order)
        if table is None:
            return
        new = self._worth(order, table.cost)
        threshold = self.current.soft - temperature * math.log(1.0 - self.rng.random())
        if new.soft < threshold:
            self.current = new
        if new.hard < self.best.hard:
            self.best = self.current = new

    def _worth(self, order: list[int], time: tuple[int, int, int]) -> _Worth:
        missing = self.day.missing(order)
        return _Worth(order, missing, time, missing * self.exchange + time[0])

    def _seconds_a_point(self) -> float:
        """How much time a point is worth while the search is warm: about what a typical visit takes a point."""
        times = [self.day.service[v] + 600 for v in self.pool]
        points = [self.day.problem.stops[v - 1].prize for v in self.pool]
        return max(60.0, sum(times) / max(1, sum(points)))

    def _neighbours(self) -> dict[int, list[int]]:
        drive = self.day.drive
        return {v: sorted(self.pool, key=lambda u: drive[v][u] + drive[u][v]) for v in self.pool}

    def _ruin(self) -> list[int]:
        """The current order without some stops: a string of neighbours in time, near ones, or any."""
        rng, order = self.rng, self.current.order
        loose = [v for v in order if v not in self.locked]
        if not loose:
            return list(order)
        count = rng.randint(1, min(_LARGEST_RUIN, len(loose)))
        kind = rng.random()
        if kind < 0.45:
            at = rng.randrange(len(loose) - count + 1)
            gone = set(loose[at : at + count])
        elif kind < 0.8:
            here = set(loose)
            centre = rng.choice(self.pool)
            gone = set([v for v in self.near[centre] if v in here][:count])
        else:
            gone = set(rng.sample(loose, count))
        return [v for v in order if v not in gone]

    def _recreate(self, order: list[int]) -> list[int]:
        """`order` with the stops that fit put in again, in an order drawn anew, sometimes past the best place."""
        rng = self.rng
        route = Route(self.day, order)
        here = set(order)
        queue = [v for v in self.pool if v not in here]
        queue.sort(key=self._queue_key())

        def blink() -> bool:
            return rng.random() < self.blink

        waits = rng.random() < 0.5
        for node in queue:
            place = route.best_gap(node, skip=blink, waits=waits)
            if place is not None:
                route.insert(node, place[1])
        return route.order

    def _queue_key(self) -> Callable[[int], float]:
        """A sorting of the stops waiting, drawn at random: by chance, value, value a second, nearness, tightness."""
        day, rng = self.day, self.rng
        noise = [rng.random() for _ in range(day.goal + 1)]
        kind = rng.random()
        if kind < 0.3:
            return lambda v: noise[v]
        if kind < 0.55:
            return lambda v: noise[v] - day.points[v]
        if kind < 0.8:
            return lambda v: -day.points[v] / (day.service[v] + 600) * (0.5 + noise[v])
        centre = rng.choice(self.pool)
        if kind < 0.9:
            return lambda v: day.drive[centre][v] * (0.5 + noise[v])
        return lambda v: (day.starts[v][-1][1] - day.starts[v][0][0]) * (0.5 + noise[v])
