"""A rep's day as plain data: what is asked (`DayProblem`) and what is answered (`DayPlan`).

All times are integer seconds since local midnight of the day, all durations seconds, all lengths metres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from sfa.errors import BadInput

__all__ = [
    "ALL_DAY",
    "DayPlan",
    "DayProblem",
    "IntMatrix",
    "LeftOut",
    "Lunch",
    "LunchStop",
    "Place",
    "PlannedStop",
    "Reason",
    "Stop",
    "Travel",
    "Window",
]

IntMatrix = npt.NDArray[np.int64]
Window = tuple[int, int]
ALL_DAY: tuple[Window, ...] = ((0, 86_400),)


@dataclass(frozen=True, slots=True)
class Place:
    """A named point; `lat` and `lon` are integer 1e-7 degrees."""

    name: str
    lat: int = 0
    lon: int = 0


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `duration` that starts at or after `opens` and ends at or before `closes`, in one piece."""

    duration: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if self.duration < 0 or self.closes - self.opens < self.duration:
            raise BadInput("The lunch break is longer than the time it may lie in.", field="lunch")

    @property
    def latest(self) -> int:
        """Latest start that still ends in time."""
        return self.closes - self.duration


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit that is wanted on the day.

    windows: opening hours; the visit starts and ends inside one of them. Empty means closed that day.
    prize: how much the visit is worth (priority, at least 1); the planner keeps the largest sum of prizes.
    fixed_start: an appointment; the visit starts at exactly this time and is kept before any prize.
    locked: place in the day's order (0 is the first stop, finished ones included); never later than that.
    done: when the visit really started and ended, if it is over.
    """

    key: str
    place: Place
    duration: int
    windows: tuple[Window, ...] = ALL_DAY
    prize: int = 1
    fixed_start: int | None = None
    locked: int | None = None
    done: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.duration < 0 or (self.locked is not None and self.locked < 0):
            raise BadInput("A visit's duration and place in the order cannot be negative.")
        if self.prize < 1:
            raise BadInput("A visit that is wanted has a priority of at least 1.", field="prize")
        if any(closes < opens for opens, closes in self.windows):
            raise BadInput("A visit's opening hours end before they begin.", field="windows")

    @property
    def required(self) -> bool:
        """Kept whatever its prize: an appointment or a stop the person locked."""
        return self.fixed_start is not None or self.locked is not None

    def starts(self) -> tuple[Window, ...]:
        """Earliest and latest start in each window the visit fits into, in time order."""
        if self.fixed_start is not None:
            return ((self.fixed_start, self.fixed_start),)
        fits = ((opens, closes - self.duration) for opens, closes in sorted(self.windows))
        return tuple((opens, latest) for opens, latest in fits if latest >= opens)


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """Length and time between all places of a day.

    Row and column 0 is where the day starts, 1 to n are the stops in the problem's order, n + 1 is where it ends.
    """

    metres: IntMatrix
    seconds: IntMatrix


@dataclass(frozen=True, slots=True, eq=False)
class DayProblem:
    """One person's day.

    shift: earliest departure and latest return. max_length: longest time from departure to return.
    now: nothing that is not done yet can begin before it (0 while planning ahead).
    current: keys in the order the person has now; a new plan is never worse than it.
    """

    day: date
    start: Place
    end: Place
    shift: Window
    stops: tuple[Stop, ...]
    travel: Travel
    lunch: Lunch | None = None
    max_length: int | None = None
    now: int = 0
    current: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        keys = {stop.key for stop in self.stops}
        if len(keys) != len(self.stops):
            raise BadInput("The same visit is in the day twice.", field="stops")
        if len(set(self.current)) != len(self.current) or not keys.issuperset(self.current):
            raise BadInput("The current order names a visit twice or one that is not in the day.")
        if self.shift[1] < self.shift[0]:
            raise BadInput("The working day ends before it begins.", field="shift")
        size = len(self.stops) + 2
        for matrix in (self.travel.metres, self.travel.seconds):
            if matrix.shape != (size, size) or not np.issubdtype(matrix.dtype, np.integer):
                raise BadInput("The travel tables do not fit the day's stops.")
            if matrix.size and int(matrix.min()) < 0:
                raise BadInput("A distance or travel time is negative.")

    def node(self, key: str) -> int:
        """Row of the stop in the travel tables."""
        for i, stop in enumerate(self.stops):
            if stop.key == key:
                return i + 1
        raise BadInput("That visit is not in this day.", details=key)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a code and its data, so that a screen can say it in its own language (`reasons.text` in English)."""

    code: str
    params: tuple[tuple[str, int | str], ...] = ()

    def get(self, name: str) -> int | str:
        """The datum called `name`; KeyError if the reason has none."""
        return dict(self.params)[name]


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """One visit in the plan: arrive, perhaps wait, start, leave. `metres` and `drive` are of the leg to it.

    why: why it stands here. problems: what is broken when the order was set by hand; empty in our own plans.
    """

    key: str
    arrive: int
    start: int
    leave: int
    wait: int
    metres: int
    drive: int
    why: tuple[Reason, ...] = ()
    problems: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LunchStop:
    """When and where lunch is: before leaving, at a stop (`key`) before or after its visit, or after the day."""

    start: int
    end: int
    where: Literal["start", "before", "after", "end"]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A visit that is not in the plan, and why."""

    key: str
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The answer. `drive`, `wait` and `metres` are totals from departure to return; `prize` of all kept stops."""

    stops: tuple[PlannedStop, ...]
    lunch: LunchStop | None
    depart: int
    end: int
    metres: int
    drive: int
    wait: int
    prize: int
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Reason, ...] = field(default=())

    @property
    def order(self) -> tuple[str, ...]:
        """Keys of the stops in the order of the plan."""
        return tuple(stop.key for stop in self.stops)

    @property
    def feasible(self) -> bool:
        """Whether nothing is late, locked out or too long."""
        return not self.problems and not any(stop.problems for stop in self.stops)
