"""The only module that knows PyVRP (0.14): translate the day, run it half warm and half cold, translate back.

PyVRP has no lunch and one window a client. A stop with several windows becomes a group of copies of which one is
taken; lunch becomes one client at every place, all in one group of which exactly one must be taken.
It knows no places in the order either, so a day with locked stops is left to our own search.
"""

from __future__ import annotations

import importlib.util
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sfa.visits.budget import Budget
from sfa.visits.problem import Window
from sfa.visits.routes import fits_alone, value
from sfa.visits.schedule import quick_timetable
from sfa.visits.timetable import Day

if TYPE_CHECKING:
    from pyvrp import Client, ProblemData, Solution, VehicleType

__all__ = ["available", "can_solve", "solve"]

_LUNCH = 0
# A second of waiting counts 4, a second of driving 5: equal times go to the plan with less driving.
_TIME_COST, _DRIVE_COST = 4, 1


def available() -> bool:
    """Whether PyVRP is installed (it has no wheel for every machine)."""
    return importlib.util.find_spec("pyvrp") is not None


def can_solve(day: Day) -> bool:
    """Whether this day can be told to PyVRP."""
    return available() and not day.locked


def solve(day: Day, start: list[int], *, budget: Budget, seed: int) -> list[int]:
    """The better of `start`, a run from it and a run from nothing, each with half of `budget`.

    start: feasible order of nodes. The answer is feasible by our own timetable, or it is `start`.
    """
    model = _Model(day, [v for v in day.free if fits_alone(day, v)], set(start))
    if not model.wanted:
        return start
    found = [start]
    for k, first in enumerate((model.solution(start), None)):
        order = model.run(first, budget.part(0.5), seed + k)
        if order is not None and quick_timetable(day, order) is not None:
            found.append(order)
    return min(found, key=lambda order: value(day, order))


@dataclass
class _Stop:
    """PyVRP's stopping criterion in terms of our budget."""

    budget: Budget
    iterations: int = field(default=0, init=False)

    def __call__(self, best_cost: int) -> bool:  # noqa: ARG002 (PyVRP's signature)
        over = self.budget.spent(self.iterations) >= 1.0
        self.iterations += 1
        return over


class _Model:
    """The day as PyVRP's data. `meaning[i]` is the node that client i stands for, `_LUNCH` for lunch."""

    def __init__(self, day: Day, pool: list[int], kept: set[int]) -> None:
        self.day = day
        stops = day.problem.stops
        # An appointment the first plan had to leave out would make PyVRP's problem unsolvable.
        self.wanted = [v for v in pool if not stops[v - 1].required or v in kept]
        self.meaning: list[int] = []
        self.at: list[int] = []
        self.windows: list[Window] = []
        self.groups: list[tuple[list[int], bool]] = []
        self.group_of: list[int | None] = []
        self.data = self._build()

    def _build(self) -> ProblemData:
        from pyvrp import ClientGroup, Depot, Location, ProblemData

        day = self.day
        for node in self.wanted:
            self._add(node, [node], list(day.starts[node]))
        if day.lunch is not None:
            places = [day.origin, *self.wanted, day.goal]
            self._add(_LUNCH, places, [(day.lunch.opens, day.lunch.latest)] * len(places))
        nodes = [day.origin, *self.wanted, day.goal]
        drive: Any = np.array([[day.drive[a][b] for b in nodes] for a in nodes], dtype=np.int64)
        return ProblemData(
            locations=[Location(0, 0) for _ in nodes],
            clients=self._clients({node: k for k, node in enumerate(nodes)}),
            depots=[Depot(0), Depot(len(nodes) - 1)],
            vehicle_types=[self._vehicle()],
            distance_matrices=[drive],
            duration_matrices=[drive],
            groups=[ClientGroup(members, required) for members, required in self.groups],
        )

    def _add(self, meaning: int, places: list[int], windows: list[Window]) -> None:
        """One client for each of `windows`, in a group if they are several; `places` one or as many."""
        if len(windows) > 1:
            first = len(self.meaning)
            required = meaning == _LUNCH or self.day.problem.stops[meaning - 1].required
            self.groups.append((list(range(first, first + len(windows))), required))
        for k, window in enumerate(windows):
            self.meaning.append(meaning)
            self.at.append(places[k % len(places)])
            self.windows.append(window)
            self.group_of.append(len(self.groups) - 1 if len(windows) > 1 else None)

    def _clients(self, index: dict[int, int]) -> list[Client]:
        from pyvrp import Client

        day, clients = self.day, []
        # One point must outweigh any saving of time, or stops are dropped to come home early.
        scale = (_TIME_COST + _DRIVE_COST) * (day.latest_end - day.begin + 1)
        for node, place, (first, last), group in zip(self.meaning, self.at, self.windows, self.group_of, strict=True):
            lunch = node == _LUNCH
            stop = None if lunch else day.problem.stops[node - 1]
            clients.append(
                Client(
                    location=index[place],
                    service_duration=day.lunch_time[2] if stop is None else stop.duration,
                    tw_early=max(0, first),
                    tw_late=last,
                    prize=0 if stop is None else stop.prize * scale,
                    required=stop is not None and stop.required and group is None,
                    group=group,
                )
            )
        return clients

    def _vehicle(self) -> VehicleType:
        from pyvrp import VehicleType

        day = self.day
        limit = day.problem.max_length if day.fixed_depart is None else None
        return VehicleType(
            start_depot=0,
            end_depot=1,
            tw_early=day.begin,
            tw_late=day.latest_end,
            shift_duration=limit if limit is not None else day.latest_end - day.begin,
            start_late=day.begin if day.fixed_depart is not None else None,
            unit_distance_cost=_DRIVE_COST,
            unit_duration_cost=_TIME_COST,
        )

    def solution(self, order: list[int]) -> Solution | None:
        """Our order as PyVRP's, with the windows and the lunch of our timetable; None if lunch is off the road."""
        from pyvrp import Solution

        table = quick_timetable(self.day, order)
        if table is None or (self.day.lunch is not None and table.layout.where in ("start", "end")):
            return None
        clients = []
        place = self.day.origin
        for step, begin in zip(table.layout.steps, table.begins, strict=True):
            if step.node != _LUNCH:
                place = step.node
            at = table.layout.at if step.node == _LUNCH else place
            clients.append(self._client(step.node, at, begin))
        return Solution(self.data, [clients])

    def _client(self, node: int, at: int | None, begin: int) -> int:
        for i, (meaning, place, window) in enumerate(zip(self.meaning, self.at, self.windows, strict=True)):
            if meaning == node and place == at and window[0] <= begin <= window[1]:
                return i
        raise AssertionError("a timetable outside its windows")

    def run(self, start: Solution | None, budget: Budget, seed: int) -> list[int] | None:
        """PyVRP's best order from `start` (None: from nothing), or None if it found no feasible one."""
        from pyvrp import solve as pyvrp_solve
        from pyvrp.exceptions import PenaltyBoundWarning

        # Prizes are meant to outweigh lateness of a few seconds; such answers are refused below. The filter stays,
        # for `catch_warnings` is not safe in a thread.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = pyvrp_solve(
            self.data,
            stop=_Stop(budget),
            seed=seed,
            collect_stats=False,
            display=False,
            initial_solution=start,
        )
        if not result.is_feasible():
            return None
        clients = [a.idx for route in result.best.routes() for a in route if a.is_client()]
        return [self.meaning[i] for i in clients if self.meaning[i] != _LUNCH]
