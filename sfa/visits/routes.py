"""An order of stops under change: what can go where, answered in constant time for each place in the order.

Each position carries four times. With lunch still to come (0) or taken (1): the earliest moment of
leaving (`out0`, `out1`) and the latest arrival from which the rest of the day still works (`by0`, `by1`).
Whether a stop fits between two others follows from its neighbours alone (Savelsbergh 1992, forward time slack).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sfa.visits.schedule import quick_timetable
from sfa.visits.timetable import NEVER, Day, earliest_start, latest_start

__all__ = ["Route", "Value", "fits_alone", "value"]

Value = tuple[int, tuple[int, int, int]]


def fits_alone(day: Day, node: int) -> bool:
    """Whether the stop could be made if it were the only one of the rest of the day."""
    return bool(day.starts[node]) and quick_timetable(day, [node]) is not None


def value(day: Day, order: list[int]) -> Value:
    """Points lost, then (driving and waiting, driving, return): less is better. The order must be feasible."""
    table = quick_timetable(day, order)
    assert table is not None, "only feasible orders have a value"
    return day.missing(order), table.cost


class Route:
    """An order of nodes with its four labels a position; index 0 is the origin, the last is the goal."""

    __slots__ = ("by0", "by1", "day", "order", "out0", "out1")

    def __init__(self, day: Day, order: list[int]) -> None:
        self.day = day
        self.order = order
        self.out0: list[int] = []
        self.out1: list[int] = []
        self.by0: list[int] = []
        self.by1: list[int] = []
        self.refresh()

    def refresh(self) -> None:
        """Work out the labels again after `order` was changed."""
        self._forward()
        self._backward()

    def _forward(self) -> None:
        day = self.day
        has_lunch = day.lunch is not None
        t0 = day.begin if has_lunch else NEVER
        t1 = day.begin if not has_lunch else NEVER if day.fixed_depart is not None else day.lunch_first()
        out0, out1, here = [t0], [t1], day.origin
        for node in self.order:
            drive, service, starts = day.drive[here][node], day.service[node], day.starts[node]
            arrive1 = t1 + drive
            if t0 < NEVER:
                arrive1 = min(arrive1, day.after_lunch(t0, drive))
                t0 = min(NEVER, earliest_start(starts, t0 + drive) + service)
            t1 = min(NEVER, earliest_start(starts, arrive1) + service)
            out0.append(t0)
            out1.append(t1)
            here = node
        self.out0, self.out1 = out0, out1

    def _backward(self) -> None:
        day = self.day
        has_lunch = day.lunch is not None
        b1 = day.latest_end
        b0 = min(b1, day.lunch_time[1]) if has_lunch else -NEVER  # lunch after the day is as good
        by0, by1, there = [b0], [b1], day.goal
        for node in reversed(self.order):
            drive, service, starts = day.drive[node][there], day.service[node], day.starts[node]
            if has_lunch:
                leave0 = max(b0 - drive, day.before_lunch(b1, drive))
                b0 = latest_start(starts, leave0 - service)
            b1 = latest_start(starts, b1 - drive - service)
            by0.append(b0)
            by1.append(b1)
            there = node
        by0.append(-NEVER)
        by1.append(-NEVER)
        self.by0, self.by1 = by0[::-1], by1[::-1]

    def feasible(self) -> bool:
        """Whether windows, lunch and return can all be kept (the length of the day apart)."""
        last = len(self.order)
        here = self.order[-1] if last else self.day.origin
        return self._slack(self.out0[last], self.out1[last], self.day.drive[here][self.day.goal], last + 1) >= 0

    def added(self, node: int, gap: int, *, waits: bool = True) -> int | None:
        """Seconds of driving, service and (with `waits`) waiting that `node` adds at `gap`, or None."""
        day = self.day
        here, there = self._ends(gap)
        to, onward = day.drive[here][node], day.drive[node][there]
        leave0, leave1 = self._leaves(node, gap, to)
        if self._slack(leave0, leave1, onward, gap + 1) < 0:
            return None
        added = to + onward - day.drive[here][there] + day.service[node]
        if waits:
            since, leave = (self.out0[gap], leave0) if leave0 < NEVER else (self.out1[gap], leave1)
            added += max(0, leave - since - to - day.service[node])
        return added

    def shortage(self, node: int, gap: int) -> int | None:
        """Seconds by which the rest of the day comes too late with `node` at `gap`; None if it is closed then."""
        here, there = self._ends(gap)
        leave0, leave1 = self._leaves(node, gap, self.day.drive[here][node])
        if leave0 >= NEVER and leave1 >= NEVER:
            return None
        slack = self._slack(leave0, leave1, self.day.drive[node][there], gap + 1)
        return -slack if slack > -NEVER // 2 else None

    def _ends(self, gap: int) -> tuple[int, int]:
        here = self.order[gap - 1] if gap else self.day.origin
        return here, self.order[gap] if gap < len(self.order) else self.day.goal

    def _leaves(self, node: int, gap: int, to: int) -> tuple[int, int]:
        """Earliest departures from `node` at `gap`, with lunch to come and with lunch taken."""
        day, t0 = self.day, self.out0[gap]
        service, starts = day.service[node], day.starts[node]
        arrive1 = self.out1[gap] + to
        leave0 = NEVER
        if t0 < NEVER:
            arrive1 = min(arrive1, day.after_lunch(t0, to))
            leave0 = min(NEVER, earliest_start(starts, t0 + to) + service)
        return leave0, min(NEVER, earliest_start(starts, arrive1) + service)

    def _slack(self, leave0: int, leave1: int, drive: int, position: int) -> int:
        """How much too early one arrives at `position` with these departures; negative if it is too late."""
        slack = -NEVER
        arrive1 = leave1 + drive
        if leave0 < NEVER:
            slack = self.by0[position] - leave0 - drive
            arrive1 = min(arrive1, self.day.after_lunch(leave0, drive))
        return max(slack, self.by1[position] - arrive1)

    def best_gap(
        self, node: int, *, skip: Callable[[], bool] | None = None, waits: bool = True
    ) -> tuple[int, int] | None:
        """Cheapest place for `node` as (seconds added, gap), or None; gaps for which `skip` says so are passed over.

        waits: whether waiting counts; leaving later may save it, so a search should try both.
        A gap that brings locked stops nearer to their place counts as cheaper than any that does not.
        """
        drive, best = self.day.drive, None
        to, service = drive[node], self.day.service[node]
        stations = [self.day.origin, *self.order, self.day.goal]
        pulled = self._pulled()
        for gap in self._open_gaps(node):
            here, there = stations[gap], stations[gap + 1]
            detour = drive[here][node] + to[there] - drive[here][there] + service
            nearer = -pulled[gap] if pulled else 0
            if best is not None and (nearer, detour) >= best[0]:
                continue
            if skip is not None and skip():
                continue
            added = self.added(node, gap, waits=waits)
            if added is not None and (best is None or (nearer, added) < best[0]):
                best = ((nearer, added), gap)
        return (best[0][1], best[1]) if best else None

    def _open_gaps(self, node: int) -> Iterator[int]:
        """Positions at which `node` is neither certainly too late nor certainly delays what follows too much."""
        starts = self.day.starts[node]
        if not starts:
            return
        latest, leave = starts[-1][1], starts[0][0] + self.day.service[node]
        for gap in range(self.first_gap() if self.day.locked else 0, len(self.order) + 1):
            if self.out0[gap] > latest and self.out1[gap] > latest:
                return
            if leave <= self.by1[gap + 1] or leave <= self.by0[gap + 1]:
                yield gap

    def _pulled(self) -> list[int]:
        """For each position, how many locked stops behind it an insertion there brings nearer to their place."""
        cap, locked = self.day.cap, self.day.locked
        return (
            [sum(1 for v in self.order[gap:] if cap[v] >= 0) for gap in range(len(self.order) + 1)] if locked else []
        )

    def insert(self, node: int, gap: int) -> bool:
        """Put `node` in at `gap`; taken back, and False, when the day would become too long."""
        self.order.insert(gap, node)
        if self.day.problem.max_length is not None and quick_timetable(self.day, self.order) is None:
            del self.order[gap]
            return False
        self.refresh()
        return True

    def first_gap(self) -> int:
        """First position at which something may be put in without moving a locked stop beyond its place."""
        cap = self.day.cap
        full = [k + 1 for k, v in enumerate(self.order) if 0 <= cap[v] <= k]
        return full[-1] if full else 0
