"""A place on the earth as the store keeps it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sfa.errors import BadInput

__all__ = ["E7", "Point"]

E7 = 10_000_000


@dataclass(frozen=True, order=True)
class Point:
    """Latitude and longitude (WGS 84) in whole 1e-7 degrees: about a centimetre, and equal everywhere.

    Raises BadInput where no such place is on earth.
    """

    lat_e7: int
    lon_e7: int

    def __post_init__(self) -> None:
        if not -90 * E7 <= self.lat_e7 <= 90 * E7:
            raise BadInput(f"Latitude {_shown(self.lat_e7)} is outside −90 to 90.", field="latitude")
        if not -180 * E7 <= self.lon_e7 <= 180 * E7:
            raise BadInput(f"Longitude {_shown(self.lon_e7)} is outside −180 to 180.", field="longitude")

    @classmethod
    def from_degrees(cls, lat: float, lon: float) -> Point:
        """The point at `lat`, `lon` degrees, rounded to 1e-7. Raises BadInput also for nan and infinity."""
        if not math.isfinite(lat):
            raise BadInput(f"Latitude {lat} is outside −90 to 90.", field="latitude")
        if not math.isfinite(lon):
            raise BadInput(f"Longitude {lon} is outside −180 to 180.", field="longitude")
        return cls(round(lat * E7), round(lon * E7))

    @property
    def lat(self) -> float:
        """Degrees north, negative in the south."""
        return self.lat_e7 / E7

    @property
    def lon(self) -> float:
        """Degrees east, negative in the west."""
        return self.lon_e7 / E7


def _shown(e7: int) -> str:
    return f"{e7 / E7:.7f}".rstrip("0").rstrip(".").replace("-", "−")
