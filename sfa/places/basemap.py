"""What the map under the stops is made of: shapes, place names and county names of a piece of the earth."""

from __future__ import annotations

import struct
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from sfa.places.cells import TIERS, Box, open_basemap, place_cells_in, square_cells_in
from sfa.places.point import E7

__all__ = ["KINDS", "AreaName", "BaseMap", "PlaceName", "Shape", "level_for"]

KINDS = ("land", "builtup", "lake", "river", "county", "state", "country")
_SIZES = (30.0, 6.0, 2.0)  # degrees of a cell by level, as resources.basemap_shapes cut them
_SPAN, _OFFSET = 60_000, 2768
_KEPT = 160


@dataclass(frozen=True)
class Shape:
    """The parts of one kind in one cell. points: (n, 2) longitude, latitude; counts: points of each part."""

    kind: str
    points: NDArray[np.float64]
    counts: NDArray[np.int64]


@dataclass(frozen=True)
class PlaceName:
    """A place to be named on the map, degrees; population is 0 where nobody counted."""

    name: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True)
class AreaName:
    """A point where a county's name can stand, degrees; room: degrees to the county's edge."""

    name: str
    lat: float
    lon: float
    room: float


def level_for(metres_per_pixel: float) -> int:
    """The level of detail to draw at: 0 continents, 1 countries, 2 where people drive."""
    if metres_per_pixel > 1500:
        return 0
    return 1 if metres_per_pixel > 450 else 2


class BaseMap:
    """Reads the shipped map file; keeps what was read last. Any thread may ask."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = open_basemap(file)
        self._cells: OrderedDict[tuple[int, int], list[Shape]] = OrderedDict()

    def close(self) -> None:
        """Release the file."""
        self._file.close()

    def __enter__(self) -> BaseMap:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def attribution(self) -> str:
        """Whose data it is, for the map's corner."""
        rows = self._file.rows("SELECT value FROM meta WHERE key = 'attribution'")
        return str(rows[0][0]) if rows else ""

    def shapes(self, box: Box, level: int) -> list[Shape]:
        """All shapes of the cells that meet `box`; what is no land in them is water."""
        found: list[Shape] = []
        for cell, column, row in square_cells_in(box, _SIZES[level]):
            found.extend(self._cell(level, cell, column, row))
        return found

    def _cell(self, level: int, cell: int, column: int, row: int) -> list[Shape]:
        key = (level, cell)
        kept = self._cells.get(key)
        if kept is not None:
            return kept
        size = _SIZES[level]
        rows = self._file.rows("SELECT data FROM shape WHERE id = ?", (level * 1_000_000 + cell,))
        corner = np.array([column * size - 180, row * size - 90])
        made = [shape for (data,) in rows for shape in _unpacked(data, corner, size)]
        self._cells[key] = made
        while len(self._cells) > _KEPT:
            self._cells.popitem(last=False)
        return made

    def places(self, box: Box, least: int, limit: int) -> list[PlaceName]:
        """Up to `limit` places of at least `least` people in `box`, the largest first."""
        tiers = 1 + next(i for i, (population, _) in enumerate(TIERS) if least >= population)
        found: list[PlaceName] = []
        for first, last in place_cells_in(box, tiers):
            found.extend(self._places_of_row(first, last, box, least))
        found.sort(key=lambda place: -place.population)
        return found[:limit]

    def _places_of_row(self, first: int, last: int, box: Box, least: int) -> list[PlaceName]:
        rows = self._file.rows(
            "SELECT name, lat, lon, population FROM place WHERE id BETWEEN"
            " (SELECT min(first) FROM place_cell WHERE cell BETWEEN ? AND ?) AND"
            " (SELECT max(last) FROM place_cell WHERE cell BETWEEN ? AND ?)"
            " AND population >= ? AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
            (first, last, first, last, least, *_edges(box)),
        )
        return [PlaceName(name, lat / E7, lon / E7, population) for name, lat, lon, population in rows]

    def area_names(self, box: Box) -> list[AreaName]:
        """Points in `box` where names of counties can stand, the roomiest first; a county may come often."""
        found: list[AreaName] = []
        for first, last in place_cells_in(box):
            if first >= 3_000_000:  # county names stand in cells of the finest size, numbered without a tier
                rows = self._file.rows(
                    "SELECT name, lat, lon, room FROM area_label WHERE cell BETWEEN ? AND ?"
                    " AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
                    (first - 3_000_000, last - 3_000_000, *_edges(box)),
                )
                found.extend(AreaName(name, lat / E7, lon / E7, room / E7) for name, lat, lon, room in rows)
        return sorted(found, key=lambda area: -area.room)


def _edges(box: Box) -> tuple[int, int, int, int]:
    return round(box.south * E7), round(box.north * E7), round(box.west * E7), round(box.east * E7)


def _unpacked(data: bytes, corner: NDArray[np.float64], size: float) -> Iterator[Shape]:
    """The sections of a cell, as `resources.build_basemap` tells. corner: west, south in degrees."""
    raw = zlib.decompress(data)
    at = 0
    while at < len(raw):
        kind, length = struct.unpack_from("<BI", raw, at)
        yield _section(KINDS[kind], raw[at + 5 : at + 5 + length], corner, size)
        at += 5 + length


def _section(kind: str, raw: bytes, corner: NDArray[np.float64], size: float) -> Shape:
    parts = int(np.frombuffer(raw, "<u4", 1)[0])
    counts = np.frombuffer(raw, "<u4", parts, offset=4).astype(np.int64)
    body = np.frombuffer(raw, np.uint8, offset=4 + 4 * parts).astype(np.uint16).reshape(4, -1)
    folded = np.stack([body[0] | body[1] << 8, body[2] | body[3] << 8], axis=1)
    # Stored as differences modulo 65536 with the sign in the lowest bit: summing in 16 bits restores them.
    steps = (folded >> 1) ^ (0 - (folded & 1))
    whole = np.cumsum(steps, axis=0, dtype=np.uint16).astype(np.float64)
    return Shape(kind, (whole - _OFFSET) * (size / _SPAN) + corner, counts)
