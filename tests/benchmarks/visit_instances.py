"""Days to plan, drawn with a seed: the shape R1 of the measurements (one rep, more wishes than hours)."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np

from sfa.visits.problem import DayProblem, Lunch, Place, Stop, Travel, Window

HOUR = 3600
OPEN, NOON_CLOSE, NOON_OPEN, CLOSE = 8 * HOUR, 12 * HOUR, 13 * HOUR, 17 * HOUR + 1800


def air_travel(points: list[tuple[float, float]]) -> Travel:
    """Straight lines between points in kilometres, 1.3 for the road, 45 km/h and a minute to park."""
    at = np.array(points, dtype=float)
    metres = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1)) * 1300.0
    seconds = metres / (45_000 / 3600) + 60
    np.fill_diagonal(seconds, 0)
    return Travel(metres.astype(np.int64), seconds.astype(np.int64))


def _windows(rng: Random) -> tuple[Window, ...]:
    kind = rng.random()
    if kind < 0.2:
        return ((OPEN, NOON_CLOSE),)
    if kind < 0.4:
        return ((NOON_OPEN, CLOSE),)
    if kind < 0.7:
        return ((OPEN + HOUR, NOON_CLOSE), (14 * HOUR, CLOSE))
    return ((OPEN, CLOSE),)


def rep_day(size: int, seed: int) -> DayProblem:
    """A day of `size` wished visits around three towns: 20 % mornings, 20 % afternoons, 30 % closed over noon,
    15 to 60 minutes each, priorities 10, 5 and 2, lunch of 30 minutes between 11:30 and 13:30.
    """
    rng = Random(f"R1-{size}-{seed}")
    towns = [(rng.uniform(-20, 20), rng.uniform(-20, 20)) for _ in range(3)]
    stops, points = [], [(0.0, 0.0)]
    for i in range(size):
        town = rng.choice(towns)
        spread = 4 if rng.random() < 0.7 else 15
        points.append((rng.gauss(town[0], spread), rng.gauss(town[1], spread)))
        stops.append(
            Stop(
                key=f"v{i}",
                place=Place(f"Customer {i}"),
                duration=rng.choice((15, 20, 30, 45, 60)) * 60,
                windows=_windows(rng),
                prize=rng.choices((10, 5, 2), (2, 3, 5))[0],
            )
        )
    home = Place("Home")
    points.append((0.0, 0.0))
    return DayProblem(
        day=date(2026, 11, 23),
        start=home,
        end=home,
        shift=(OPEN, CLOSE),
        stops=tuple(stops),
        travel=air_travel(points),
        lunch=Lunch(1800, 11 * HOUR + 1800, 13 * HOUR + 1800),
    )
