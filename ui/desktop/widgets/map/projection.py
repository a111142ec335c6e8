"""Web Mercator: from degrees to pixels and back. The world is a square of side 1, north up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sfa.places.cells import Box
from sfa.places.point import E7, Point

__all__ = ["Viewport", "fitted"]

_CIRCUMFERENCE = 40_075_016.686  # metres around the equator
_MOST_NORTH = 85.05
_LEAST_SCALE, _MOST_SCALE = 300.0, 40_000_000.0  # pixels for the world: a small world, about a metre a pixel

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Viewport:
    """What part of the world is seen: centre (x, y in 0 to 1), pixels for the whole world, size in pixels."""

    x: float
    y: float
    scale: float
    width: int
    height: int

    @classmethod
    def at(cls, center: Point, metres_across: float, width: int, height: int) -> Viewport:
        """The view of `width` x `height` pixels that is `metres_across` wide at its centre."""
        x, y = _world(np.array([[center.lon, center.lat]]))[0]
        metres = _CIRCUMFERENCE * math.cos(math.radians(center.lat))
        return cls(float(x), float(y), _kept(width * metres / metres_across), width, height)

    def screen(self, degrees: Floats) -> Floats:
        """Pixels of points given as (n, 2) longitude, latitude."""
        return (_world(degrees) - (self.x, self.y)) * self.scale + (self.width / 2, self.height / 2)

    def screen_of(self, points: Sequence[Point]) -> Floats:
        """Pixels of points."""
        return self.screen(np.array([(p.lon_e7, p.lat_e7) for p in points], dtype=np.float64).reshape(-1, 2) / E7)

    def degrees(self, px: float, py: float) -> tuple[float, float]:
        """Latitude and longitude at a pixel."""
        x = self.x + (px - self.width / 2) / self.scale
        y = self.y + (py - self.height / 2) / self.scale
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))), x * 360 - 180

    @property
    def box(self) -> Box:
        """The part of the world in view, clamped to the map."""
        north, west = self.degrees(0, 0)
        south, east = self.degrees(self.width, self.height)
        return Box(west, south, east, north).clamped()

    @property
    def metres_per_pixel(self) -> float:
        """At the middle of the view; the scale bar is right there."""
        latitude, _ = self.degrees(self.width / 2, self.height / 2)
        return _CIRCUMFERENCE * math.cos(math.radians(latitude)) / self.scale

    def moved(self, right: float, down: float) -> Viewport:
        """The view after the map was pushed by some pixels."""
        x = min(1.0, max(0.0, self.x - right / self.scale))
        y = min(0.97, max(0.03, self.y - down / self.scale))
        return replace(self, x=x, y=y)

    def zoomed(self, factor: float, px: float, py: float) -> Viewport:
        """The view after zooming by `factor`, with the place under a pixel staying there."""
        scale = _kept(self.scale * factor)
        gain = 1 / self.scale - 1 / scale
        moved = replace(self, scale=scale)
        return replace(
            moved,
            x=min(1.0, max(0.0, self.x + (px - self.width / 2) * gain)),
            y=min(0.97, max(0.03, self.y + (py - self.height / 2) * gain)),
        )

    def resized(self, width: int, height: int) -> Viewport:
        """The same centre and scale in another size."""
        return replace(self, width=width, height=height)


def fitted(
    points: Sequence[Point], width: int, height: int, margin: float = 48, least_metres: float = 6000
) -> Viewport:
    """The closest view that holds all points with `margin` pixels around, at least `least_metres` across."""
    world = _world(np.array([(p.lon, p.lat) for p in points]))
    low, high = world.min(axis=0), world.max(axis=0)
    x, y = (low + high) / 2
    free = np.maximum(1.0, np.array([width, height]) - 2 * margin)
    with np.errstate(divide="ignore"):
        scale = float(np.min(free / np.maximum(high - low, 1e-12)))
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * float(y)))))
    closest = width * _CIRCUMFERENCE * math.cos(math.radians(latitude)) / least_metres
    return Viewport(float(x), float(y), _kept(min(scale, closest)), width, height)


def _world(degrees: Floats) -> Floats:
    latitude = np.radians(np.clip(degrees[:, 1], -_MOST_NORTH, _MOST_NORTH))
    y = (1 - np.arcsinh(np.tan(latitude)) / math.pi) / 2
    return np.column_stack([(degrees[:, 0] + 180) / 360, y])


def _kept(scale: float) -> float:
    return min(_MOST_SCALE, max(_LEAST_SCALE, scale))
