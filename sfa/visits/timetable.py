"""A day problem as the searches see it: plain lists by node, working hours, points, and the rules of lunch."""

from __future__ import annotations

from sfa.visits.problem import DayProblem, Window

__all__ = ["NEVER", "Day", "earliest_start", "latest_start"]

NEVER = 1 << 40


def earliest_start(starts: tuple[Window, ...], arrive: int) -> int:
    """First possible start at or after `arrive`, or `NEVER`."""
    for first, last in starts:
        if arrive <= last:
            return max(first, arrive)
    return NEVER


def latest_start(starts: tuple[Window, ...], by: int) -> int:
    """Last possible start at or before `by`, or `-NEVER`."""
    for first, last in reversed(starts):
        if by >= first:
            return min(last, by)
    return -NEVER


class Day:
    """A `DayProblem` in the form the search works on: nodes are rows of the travel tables.

    points: what a node is worth. Appointments and locked stops weigh more than everything else together,
    and so does each place a locked stop stands too early, so that one number orders plans.
    """

    def __init__(self, problem: DayProblem) -> None:
        stops = problem.stops
        self.problem = problem
        self.drive: list[list[int]] = problem.travel.seconds.tolist()
        self.service = [0, *(stop.duration for stop in stops), 0]
        self.starts: list[tuple[Window, ...]] = [(), *(stop.starts() for stop in stops), ()]
        self.done = sorted((i + 1 for i, s in enumerate(stops) if s.done), key=lambda v: stops[v - 1].done or ())
        self.origin = self.done[-1] if self.done else 0
        self.goal = len(stops) + 1
        self._set_hours(problem)
        self._set_points(problem)

    def _set_hours(self, problem: DayProblem) -> None:
        """Earliest departure from the origin, latest return, and the lunch that is still possible."""
        self.begin = max(problem.shift[0], problem.now)
        self.latest_end = problem.shift[1]
        self.fixed_depart: int | None = None
        if self.done:
            first, last = (problem.stops[v - 1].done or (0, 0) for v in (self.done[0], self.done[-1]))
            self.begin = max(self.begin, last[1])
            self.fixed_depart = first[0] - self.drive[0][self.done[0]]
            if problem.max_length is not None:
                self.latest_end = min(self.latest_end, self.fixed_depart + problem.max_length)
        lunch = problem.lunch
        if lunch is not None and self.begin > lunch.latest:
            lunch = None  # it lies behind us, taken or not
        self.lunch = lunch
        self.lunch_time = (lunch.opens, lunch.latest, lunch.duration) if lunch else (NEVER, -NEVER, 0)

    def _set_points(self, problem: DayProblem) -> None:
        stops = problem.stops
        whole = sum(stop.prize for stop in stops) + 1
        self.cap = [-1, *((s.locked - len(self.done) if s.locked is not None else -1) for s in stops), -1]
        self.deficit = whole
        required = whole * (1 + sum(cap for cap in self.cap if cap > 0))
        self.points = [0, *(s.prize + (required if s.required else 0) for s in stops), 0]
        self.free = [i + 1 for i, stop in enumerate(stops) if not stop.done]
        self.locked = sorted((v for v in self.free if stops[v - 1].locked is not None), key=self._rank)

    def _rank(self, node: int) -> tuple[int, int]:
        return (self.cap[node], node)

    def after_lunch(self, leave: int, drive: int) -> int:
        """Arrival after a leg of `drive` seconds with lunch on it, at its end if possible, else at its start."""
        opens, latest, length = self.lunch_time
        arrive = leave + drive
        if arrive <= latest:
            return max(opens, arrive) + length
        if leave <= latest:
            return max(opens, leave) + length + drive
        return NEVER

    def before_lunch(self, by: int, drive: int) -> int:
        """Latest moment of leaving so that, with lunch on the leg, the arrival is at or before `by`."""
        opens, latest, length = self.lunch_time
        at_end = min(latest, by - length)
        at_start = min(latest, by - length - drive)
        if at_start >= opens:
            return max(at_start, at_end - drive)
        return at_end - drive if at_end >= opens else -NEVER

    def missing(self, order: list[int]) -> int:
        """Points lost: stops not in `order`, and places by which locked stops stand too early."""
        lost = sum(self.points[v] for v in self.free) - sum(self.points[v] for v in order)
        if self.locked:
            lost += self.deficit * sum(max(0, self.cap[v] - k) for k, v in enumerate(order) if self.cap[v] >= 0)
        return lost

    def lunch_first(self) -> int:
        """Earliest departure when lunch comes before it (at home; on the way it costs working time)."""
        opens, latest, length = self.lunch_time
        if self.lunch is None or self.begin > latest:
            return NEVER
        return max(self.begin, opens) + length
