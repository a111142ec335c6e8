"""Distances by the matrix, and the shipped gazetteer."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import resources
from sfa.places.distances import matrix, single_distance
from sfa.places.gazetteer import Gazetteer
from sfa.places.point import E7, Point
from tests.benchmarks.row import Row

__all__ = ["rows"]

_ROOT = Path(__file__).resolve().parents[2]
_MATRICES = {40: 1.0, 300: 20.0, 2000: 1000.0}
_LOOKUPS = 20_000
_TOWNS = ("Columbus", "Köln", "Saint Louis", "San José", "Łódź", "Springfield", "Paris", "New York City", "Zürich",
          "Nowhere at all", "Portland", "Grand Rapids", "München", "Boulder", "Asheville")  # fmt: skip
_CODES = ("43215", "10001", "94103", "60601", "80302", "97209", "00000", "02139", "98101", "28801")
_GROWTH = """
import sys
from sfa.places.gazetteer import Gazetteer
def memory():
    return next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmRSS"))
import sfa.places.distances
before = memory()
with Gazetteer() as gazetteer:
    for word in sys.argv[1:]:
        gazetteer.by_city(word), gazetteer.search(word), gazetteer.search(word[:1]), gazetteer.by_postal("43215")
    print((memory() - before) * 1024 / 1e6)
"""


def rows() -> list[Row]:
    """Each matrix, its worst error, exact look-ups, search as you type; the file and the memory it takes."""
    return [*(_matrix_row(size, target) for size, target in _MATRICES.items()), _error(), *_gazetteer()]


def _points(size: int, spread: float) -> list[Point]:
    draw = random.Random(size)
    return [
        Point(round((40 + draw.uniform(-spread, spread)) * E7), round((-83 + draw.uniform(-spread, spread)) * E7))
        for _ in range(size)
    ]


def _matrix_row(size: int, target: float) -> Row:
    points = _points(size, 1.0)
    figure = _median_ms(lambda: matrix(points, points), 15 if size < 1000 else 3)
    return Row(f"distances {size} x {size}", size, round(figure, 2), "ms", target, figure <= target)


def _error() -> Row:
    points = _points(25, 3.0)
    found = matrix(points, points)
    wrong = max(
        abs(float(found[i, j]) - single_distance(points[i], points[j]))
        for i in range(len(points))
        for j in range(i)
        if found[i, j] < 1_000_000
    )
    return Row("distances, worst error below 1,000 km", 300, round(wrong, 3), "m", 1.0, wrong <= 1.0)


def _gazetteer() -> list[Row]:
    draw = random.Random(1)
    with Gazetteer() as gazetteer:
        towns = _per_second(lambda: gazetteer.by_city(draw.choice(_TOWNS)))
        codes = _per_second(lambda: gazetteer.by_postal(draw.choice(_CODES)))
        typed = [town[:length] for town in _TOWNS for length in range(1, len(town) + 1)]
        keys = sorted(_median_ms(lambda word=word: gazetteer.search(word), 3) for word in typed)  # type: ignore[misc]
    late = keys[int(0.95 * len(keys))]
    size = resources.path("basemap.sqlite").stat().st_size / 1e6
    held = _memory_held()
    return [
        Row("gazetteer, towns by name", _LOOKUPS, round(towns), "a second", _LOOKUPS, towns >= _LOOKUPS),
        Row("gazetteer, postal codes", _LOOKUPS, round(codes), "a second", _LOOKUPS, codes >= _LOOKUPS),
        Row("gazetteer, search as you type, 95th percentile", len(keys), round(late, 2), "ms", 5, late <= 5),
        Row("gazetteer and base map, file", 1, round(size, 1), "MB", 60, size <= 60),
        Row("gazetteer, memory it adds", 1, round(held, 1), "MB", 50, held <= 50),
    ]


def _per_second(ask: Callable[[], object]) -> float:
    ask()
    begun = time.perf_counter()
    for _ in range(_LOOKUPS):
        ask()
    return _LOOKUPS / (time.perf_counter() - begun)


def _median_ms(work: Callable[[], object], runs: int) -> float:
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _memory_held() -> float:
    """MB that a process grows by when the gazetteer is asked for every kind of thing (Linux; 0 elsewhere)."""
    if not sys.platform.startswith("linux"):
        return 0.0
    command = [sys.executable, "-c", _GROWTH, *_TOWNS]
    return float(subprocess.run(command, cwd=_ROOT, check=True, capture_output=True, text=True).stdout)
