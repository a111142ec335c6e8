"""Distances over the ellipsoid: one exactly, many at once.

Many: Sodano's series (E. M. Sodano, "General non-iterative solution of the inverse and direct geodetic
problems", Bulletin Géodésique 75, 1965), which is Andoyer and Lambert's formula with the terms of second order
in the flattening; without them 784 km along the equator err by 1.1 m. Written so that a matrix needs one
arcsine a pair and no other trigonometry. Below 1,000 km it errs by centimetres; near the opposite end of
the earth, where no such series holds, by kilometres.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sfa.places.point import E7, Point

__all__ = ["matrix", "single_distance"]

_RADIUS = 6_378_137.0  # WGS 84: half the equator's axis in metres, and flattening
_FLATTENING = 1 / 298.257223563
_POLAR = _RADIUS * (1 - _FLATTENING)
_BLOCK = 1 << 16  # pairs worked on at a time: they stay in the processor's cache

Floats = NDArray[np.float64]


def single_distance(start: Point, end: Point) -> float:
    """Metres between two points along the geodesic (Karney 2013), for exports and as the tests' oracle."""
    from geopy.distance import geodesic

    return float(geodesic((start.lat, start.lon), (end.lat, end.lon)).meters)


def matrix(origins: Sequence[Point], destinations: Sequence[Point] | None = None) -> Floats:
    """Metres from each origin (rows) to each destination (columns; the origins themselves if None)."""
    rows = _Trig(origins)
    columns = rows if destinations is None else _Trig(destinations)
    result = np.empty((rows.count, columns.count))
    step = max(1, _BLOCK // max(1, columns.count))
    for first in range(0, rows.count, step):
        _fill(result[first : first + step], rows.part(first, first + step), columns)
    return result


class _Trig:
    """Sines and cosines of the reduced latitude b, its half and half the longitude l of each point."""

    def __init__(self, points: Sequence[Point]) -> None:
        degrees = np.array([(p.lat_e7, p.lon_e7) for p in points], dtype=np.float64).reshape(-1, 2) / E7
        lat, lon = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
        b = np.arctan2((1 - _FLATTENING) * np.sin(lat), np.cos(lat))
        self.count = len(points)
        self.values = np.stack([np.sin(b), np.cos(b), np.sin(b / 2), np.cos(b / 2), np.sin(lon / 2), np.cos(lon / 2)])

    def part(self, first: int, last: int) -> Floats:
        """The values of some points as columns, ready to meet all others as rows."""
        return self.values[:, first:last, np.newaxis]


def _fill(out: Floats, rows: Floats, columns: _Trig) -> None:
    sin1, cos1, half_sin1, half_cos1, lon_sin1, lon_cos1 = rows
    sin2, cos2, half_sin2, half_cos2, lon_sin2, lon_cos2 = columns.values
    across = half_sin1 * half_cos2 - half_cos1 * half_sin2
    along = lon_sin1 * lon_cos2 - lon_cos1 * lon_sin2
    both_cos = cos1 * cos2
    h = across * across + both_cos * along * along
    np.clip(h, 0.0, 1.0, out=h)
    arc = 2.0 * np.arcsin(np.sqrt(h))
    sine = 2.0 * np.sqrt(h * (1.0 - h))
    safe = np.maximum(sine, 1e-12)  # equal and opposite points would divide nought by nought
    azimuth = 2.0 * both_cos * along * (lon_cos1 * lon_cos2 + lon_sin1 * lon_sin2) / safe
    out[:] = _POLAR * _series(arc, sine, arc / safe, 1.0 - 2.0 * h, sin1 * sin2, 1.0 - azimuth * azimuth)


def _series(arc: Floats, sine: Floats, stretch: Floats, cosine: Floats, a: Floats, m: Floats) -> Floats:
    """Sodano's sum. stretch: arc / sine; a: product of the sines of the reduced latitudes; m: 1 - c squared."""
    f, f2 = _FLATTENING + _FLATTENING**2, _FLATTENING**2 / 2
    both = sine * cosine
    far = arc * stretch  # arc squared over sine
    result = (1.0 + f) * arc
    result += a * (f * sine - f2 * far - f2 * a * both)
    result += m * (f2 * far * cosine - f / 2 * (arc + both))
    result += m * m * (f2 / 8 * (arc + both) - f2 * far * cosine - f2 / 4 * both * cosine * cosine)
    result += a * m * f2 * (far + both * cosine)
    return result
