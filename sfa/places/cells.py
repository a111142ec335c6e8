"""How the shipped map file is opened and where in it a piece of the earth stands.

The layout is told in `resources.build_basemap`, which writes it.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sfa.errors import StoreError
from sfa.places.point import Point

__all__ = ["TIERS", "Box", "ReadOnlyFile", "open_basemap", "place_cells_in", "square_cells_in"]

# Least population of a tier, size of its cells in degrees.
TIERS = ((500_000, 30.0), (100_000, 6.0), (15_000, 2.0), (0, 0.5))
_TIER = 1_000_000
_ROW = 1000
_METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True)
class Box:
    """A part of the map in degrees. West may be less than -180 or east more than 180 never: clamp first."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, point: Point, metres: float) -> Box:
        """The smallest box that holds everything within `metres` of `point`, clamped to the map."""
        high = metres / _METRES_A_DEGREE
        wide = high / max(0.01, math.cos(math.radians(min(89.0, abs(point.lat) + high))))
        return cls(point.lon - wide, point.lat - high, point.lon + wide, point.lat + high).clamped()

    def clamped(self) -> Box:
        """The part of this box that is on the map."""
        return Box(max(-180.0, self.west), max(-90.0, self.south), min(180.0, self.east), min(90.0, self.north))


class ReadOnlyFile:
    """One connection to the shipped SQLite file, shared by all threads, one query at a time."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise StoreError("The map data is missing; install Fieldbook again.", details=str(path))
        # immutable: the file may lie in a folder where nobody may write, and nothing ever changes it.
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = threading.Lock()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises StoreError when the file is damaged."""
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError("The map data cannot be read; install Fieldbook again.", details=str(error)) from error

    def close(self) -> None:
        """Close the file; asking again afterwards is an error."""
        self._db.close()


def open_basemap(path: Path | None = None) -> ReadOnlyFile:
    """The shipped map file, or another of the same layout."""
    if path is None:
        import resources

        path = resources.path("basemap.sqlite")
    return ReadOnlyFile(path)


def place_cells_in(box: Box, tiers: int = len(TIERS)) -> Iterator[tuple[int, int]]:
    """First and last cell number of each row of place cells that meets `box`, in the upper `tiers` tiers."""
    for tier, (_, size) in enumerate(TIERS[:tiers]):
        for row in range(int((box.south + 90) // size), int((box.north + 90) // size) + 1):
            start = tier * _TIER + row * _ROW
            yield start + int((box.west + 180) // size), start + int((box.east + 180) // size)


def square_cells_in(box: Box, size: float) -> list[tuple[int, int, int]]:
    """(cell number, column, row) of the shape cells of `size` degrees that meet `box`."""
    columns = round(360 / size)
    rows = round(180 / size)
    west, east = int((box.west + 180) // size), int((box.east + 180) // size)
    south, north = int((box.south + 90) // size), int((box.north + 90) // size)
    return [
        (row * columns + column, column, row)
        for row in range(max(0, south), min(rows - 1, north) + 1)
        for column in range(max(0, west), min(columns - 1, east) + 1)
    ]
