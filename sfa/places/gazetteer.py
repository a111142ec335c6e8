"""Where an address lies, without a network: postal codes and place names from the shipped file.

Order of trust: a postal code (0.3 to 5 km), then a town's centre (1 to 10 km). Every answer says which it is,
so that nobody plans a visit on a town's centre without seeing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import numpy as np

from sfa.places import distances
from sfa.places.cells import Box, open_basemap, place_cells_in
from sfa.places.point import Point
from sfa.text import fold

__all__ = ["Gazetteer", "Place", "name_key"]

Precision = Literal["postal", "city"]

_COLUMNS = "p.name, p.country, p.region, p.lat, p.lon, p.population, z.name"
_PLACE = f"SELECT {_COLUMNS} FROM place_name n JOIN place p USING (id) LEFT JOIN zone z ON z.id = p.zone"  # noqa: S608
_NO_LIMIT = 2**40
_ABBREVIATED = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_WRITTEN_OUT = {long: short for short, long in _ABBREVIATED.items()}


@dataclass(frozen=True)
class Place:
    """A place found: country is ISO 3166 alpha-2, region a state's letters where known, zone IANA or "".

    precision: what the point is the middle of. source: whose data says so, for the badge and the credits.
    """

    name: str
    country: str
    region: str
    point: Point
    population: int
    zone: str
    precision: Precision
    source: str


def name_key(name: str) -> str:
    """The folded form under which a place is stored: no case, accents, dots or apostrophes; single spaces."""
    return " ".join(re.sub(r"[-/,()]", " ", re.sub(r"[.'’‘`]", "", fold(name))).split())


class Gazetteer:
    """Look-ups in the shipped file; any thread may ask. Close it, or use it as a context manager."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = open_basemap(file)

    @cached_property
    def _last_ids(self) -> tuple[int, ...]:
        """By letters typed (0, 1, 2): the highest id offered; places of 100,000 people, then 15,000 and more."""
        rows = self._file.rows(
            "SELECT max(last) FILTER (WHERE cell < 2000000), max(last) FILTER (WHERE cell < 3000000) FROM place_cell"
        )
        return (0, *rows[0])

    def close(self) -> None:
        """Release the file."""
        self._file.close()

    def __enter__(self) -> Gazetteer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def by_postal(self, code: str, country: str = "US") -> Place | None:
        """The middle of a postal code's area. US codes may carry their four further digits."""
        wanted = code.strip().upper()
        if country == "US":
            wanted = wanted[:5]
        rows = self._file.rows(
            "SELECT name, country, region, lat, lon FROM postal WHERE country = ? AND code = ?", (country, wanted)
        )
        if not rows:
            return None
        name, of, region, lat, lon = rows[0]
        return Place(name, of, region, Point(lat, lon), 0, "", "postal", "zipcodes")

    def by_city(self, name: str, country: str = "", region: str = "") -> list[Place]:
        """Places of that name, the largest first; country and region narrow the search when given."""
        found: dict[Point, Place] = {}
        for key in _variants(name_key(name)):
            for place in map(_place, self._file.rows(_PLACE + " WHERE n.key = ?", (key,))):
                if country in ("", place.country) and (not place.region or region in ("", place.region)):
                    found[place.point] = place
        return sorted(found.values(), key=lambda place: -place.population)

    def locate(self, postal: str = "", city: str = "", region: str = "", country: str = "") -> Place | None:
        """The best answer for an address: its postal code, else its town; None when neither is known."""
        if postal.strip() and country:
            place = self.by_postal(postal, country)
            if place is not None:
                return place
        if not city.strip():
            return None
        return next(iter(self.by_city(city, country, region)), None)

    def search(self, prefix: str, country: str = "", limit: int = 20) -> list[Place]:
        """Places whose name begins with `prefix`, for search as you type.

        First those whose own name begins so, then those others call so (Köln for "Col"); the largest first.
        """
        key = name_key(prefix)
        if not key:
            return []
        # Places are numbered by tier, the largest first: the lowest ids are what a person means. After one
        # or two letters only towns are offered; to sort every place that begins so would take too long.
        sql = (
            f"SELECT {_COLUMNS} FROM (SELECT DISTINCT id FROM place_name WHERE key >= ? AND key < ? AND id <= ?) n"  # noqa: S608
            " JOIN place p USING (id) LEFT JOIN zone z ON z.id = p.zone"
            " WHERE ? IN ('', p.country) ORDER BY p.id LIMIT ?"
        )
        last = self._last_ids[len(key)] if len(key) < 3 else _NO_LIMIT
        rows = self._file.rows(sql, (key, key + "\U0010ffff", last, country, 20 * limit))
        found = [_place(row) for row in rows]
        found.sort(key=lambda place: (not name_key(place.name).startswith(key), -place.population))
        return found[:limit]

    def nearest(self, point: Point, within_metres: float = 50_000) -> Place | None:
        """The populated place whose middle is nearest, or None if there is none within that distance."""
        rows = self._near(point, within_metres)
        if not rows:
            return None
        away = distances.matrix([point], [Point(row[3], row[4]) for row in rows])[0]
        best = int(np.argmin(away))
        return _place(rows[best]) if away[best] <= within_metres else None

    def _near(self, point: Point, metres: float) -> list[tuple[Any, ...]]:
        sql = (
            f"SELECT {_COLUMNS} FROM place p LEFT JOIN zone z ON z.id = p.zone WHERE p.id BETWEEN"  # noqa: S608
            " (SELECT min(first) FROM place_cell WHERE cell BETWEEN ? AND ?) AND"
            " (SELECT max(last) FROM place_cell WHERE cell BETWEEN ? AND ?)"
        )
        found: list[tuple[Any, ...]] = []
        for cells in place_cells_in(Box.around(point, metres)):
            found.extend(self._file.rows(sql, (*cells, *cells)))
        return found


def _place(row: tuple[Any, ...]) -> Place:
    name, country, region, lat, lon, population, zone = row
    source = "GeoNames" if zone else "zipcodes"
    return Place(name, country, region, Point(lat, lon), max(0, population), zone or "", "city", source)


def _variants(key: str) -> Iterable[str]:
    """The key, and the key with its first word shortened or written out (St. Louis, Saint Louis)."""
    yield key
    first, space, rest = key.partition(" ")
    other = _ABBREVIATED.get(first) or _WRITTEN_OUT.get(first)
    if space and other:
        yield f"{other} {rest}"
