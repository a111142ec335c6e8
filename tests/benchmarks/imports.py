"""How fast a file comes into the store, every row checked."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import resources
from sfa.exchange.importing import import_csv
from sfa.exchange.report import Outcome
from tests.benchmarks.row import Row
from tests.stores import new_workspace

__all__ = ["rows"]

_TARGET = 3000


def rows() -> list[Row]:
    """Breweries as accounts with locations into an encrypted store: first time, and once more unchanged.

    The best of three runs, each into a fresh store.
    """
    runs = [_run() for _ in range(3)]
    first, again = (max(figures) for figures in zip(*runs, strict=True))
    size = 11_822
    return [
        Row("import, account rows", size, round(first), "rows/s", _TARGET, first >= _TARGET),
        Row("import again, nothing new", size, round(again), "rows/s", _TARGET, again >= _TARGET),
    ]


def _run() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder))
        file = resources.path("demo/breweries.csv")
        speeds = []
        for expected in (Outcome.IMPORTED, Outcome.UNCHANGED):
            start = time.perf_counter()
            report = import_csv(workspace.store, workspace.actor, file, "accounts")
            speeds.append(report.read / (time.perf_counter() - start))
            assert report.counts[expected] == report.read
        workspace.store.close()
    return speeds[0], speeds[1]
