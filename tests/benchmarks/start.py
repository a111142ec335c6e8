"""How soon the app is there when it is started a second time, and what it holds in memory.

Real processes on a demo store: from the moment the process is asked for until the window is painted, and until the
data of the first page is painted.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.row import Row

__all__ = ["rows"]

_ROOT = Path(__file__).resolve().parents[2]
_STARTS = 5
_PAGES = "accounts,pipeline,visits,quotes,today"
_WINDOW_S, _DATA_S, _MEMORY_MB = 0.6, 1.5, 300


def rows() -> list[Row]:
    """Medians of five starts after one that warms the disk, and the memory after five pages."""
    from sfa.demo.build import build, demo_day

    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        build(store, demo_day())
        started(store, _PAGES)
        runs = [started(store) for _ in range(_STARTS)]
        memory = started(store, _PAGES)["memory"]
    window = statistics.median(run["window"] for run in runs)
    data = statistics.median(run["data"] for run in runs)
    most = round(max(memory.values()))
    return [
        Row("start, window painted", _STARTS, round(window, 2), "s", _WINDOW_S, window <= _WINDOW_S),
        Row("start, data on the first page", _STARTS, round(data, 2), "s", _DATA_S, data <= _DATA_S),
        Row("memory of the open demo, five pages shown", len(memory) - 1, most, "MB", _MEMORY_MB, most <= _MEMORY_MB),
    ]


def started(store: Path, pages: str = "") -> dict[str, Any]:
    """What `tests.benchmarks.starter` says of one start; Python keeps its compiled modules beside the store."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPYCACHEPREFIX": str(store.parent / "compiled")}
    command = [sys.executable, "-m", "tests.benchmarks.starter", str(store), repr(time.time()), pages]
    run = subprocess.run(command, cwd=_ROOT, env=env, check=False, capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"the app did not start: {run.stderr}")
    said: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return said
