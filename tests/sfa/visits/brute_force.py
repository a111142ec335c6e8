"""The optimum of a small day by trying everything, written apart from the planner.

All times of the problem must be multiples of `GRID`; then so are those of an optimal plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from sfa.visits.problem import DayProblem

__all__ = ["GRID", "optimum"]

GRID = 600


@dataclass
class _Search:
    problem: DayProblem
    depart: int
    best: tuple[int, int]

    def walk(self, here: int, now: int, left: frozenset[int], eaten: str, work: int, worth: int) -> None:
        """From node `here` at `now`: go home, eat, or go on. eaten: "no", "inside" or "outside" the day."""
        problem = self.problem
        self._home(here, now, eaten, work, worth)
        if eaten == "no" and problem.lunch and here != 0:
            begin = max(now, problem.lunch.opens)
            if begin <= problem.lunch.latest:
                length = problem.lunch.duration
                self.walk(here, begin + length, left, "inside", work + length, worth)
        for node in left:
            arrive = now + int(problem.travel.seconds[here, node])
            self._visit(node, arrive, left, eaten, work, worth)
            if eaten == "no" and problem.lunch and max(arrive, problem.lunch.opens) <= problem.lunch.latest:
                length = problem.lunch.duration
                fed = max(arrive, problem.lunch.opens) + length
                self._visit(node, fed, left, "inside", work + length, worth)

    def _visit(self, node: int, ready: int, left: frozenset[int], eaten: str, work: int, worth: int) -> None:
        stop = self.problem.stops[node - 1]
        if ready > self.problem.shift[1]:
            return
        windows = stop.windows
        if stop.fixed_start is not None:
            windows = ((stop.fixed_start, stop.fixed_start + stop.duration),)
        for opens, closes in windows:
            start = max(ready, opens)
            if start + stop.duration <= closes:
                value = worth + stop.prize + (1000 if stop.fixed_start is not None else 0)
                end = start + stop.duration
                self.walk(node, end, left - {node}, eaten, work + stop.duration, value)

    def _home(self, here: int, now: int, eaten: str, work: int, worth: int) -> None:
        problem = self.problem
        end = now + int(problem.travel.seconds[here, len(problem.stops) + 1])
        if end > problem.shift[1]:
            return
        if problem.max_length is not None and end - self.depart > problem.max_length:
            return
        if problem.lunch is not None and eaten == "no" and end > problem.lunch.latest:
            return
        self.best = max(self.best, (worth, -(end - self.depart - work)))


def optimum(problem: DayProblem) -> tuple[int, int] | None:
    """(points, driving and waiting) of the best plan of a day without locks or past; appointments count 1000."""
    best = (-1, 0)
    first = max(problem.shift[0], problem.now)
    for depart in range(first, problem.shift[1] + 1, GRID):
        search = _Search(problem, depart, best)
        nodes = frozenset(range(1, len(problem.stops) + 1))
        lunch = problem.lunch
        fed = lunch is not None and max(first, lunch.opens) <= min(lunch.latest, depart - lunch.duration)
        search.walk(0, depart, nodes, "no", 0, 0)
        if fed:
            search.walk(0, depart, nodes, "outside", 0, 0)
        best = search.best
    return (best[0], -best[1]) if best[0] >= 0 else None
