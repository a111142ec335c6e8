"""How long a drive takes when no road map is there to ask.

Roads are longer than the crow flies by 1.3 (US counties 1.22 to 1.43, Helsinki's centre 1.23); speed grows
with the length of the drive; every stop costs two minutes for parking and walking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sfa.places import distances
from sfa.places.point import Point

__all__ = ["Travel", "TravelModel", "travel"]

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class TravelModel:
    """What a drive is reckoned with.

    road_factor: road metres a metre of air. speeds: (below this many road metres, km/h), the last one open.
    stop_seconds: added to each drive. Calibrate per rep from logged drives.
    """

    road_factor: float = 1.3
    speeds: tuple[tuple[float, float], ...] = ((5_000, 25), (20_000, 45), (100_000, 70), (float("inf"), 90))
    stop_seconds: int = 120

    def seconds(self, metres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Driving seconds for road metres, without the stop.

        At the edge of a class a longer drive would suddenly be quicker than a shorter one: there it is held
        at the time of the class before until the greater speed has caught up.
        """
        result = np.zeros_like(metres)
        lower = 0.0
        for upper, speed in self.speeds:
            pace = 3.6 / speed
            time = np.where(metres >= lower, np.minimum(metres, upper) * pace, 0.0)
            np.maximum(result, time, out=result)
            lower = upper
        return result


@dataclass(frozen=True)
class Travel:
    """Drives between all pairs of some points: row = from, column = to; whole road metres and whole seconds."""

    metres: Whole
    seconds: Whole


def travel(
    points: Sequence[Point], model: TravelModel | None = None, destinations: Sequence[Point] | None = None
) -> Travel:
    """Drives from each point to each destination (to each other if None).

    From a point to itself (the diagonal, when no destinations are given) it is nothing; two stops in one
    house still cost the stop.
    """
    used = model or TravelModel()
    metres = distances.matrix(points, destinations) * used.road_factor
    seconds = used.seconds(metres) + used.stop_seconds
    if destinations is None:
        np.fill_diagonal(metres, 0.0)
        np.fill_diagonal(seconds, 0.0)
    return Travel(np.rint(metres).astype(np.int64), np.rint(seconds).astype(np.int64))
