"""How long the sample company takes to build."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from sfa.accounts.model import Account
from sfa.demo.build import build, demo_day, open_demo
from tests.benchmarks.row import Row

__all__ = ["rows"]

_TARGET_S = 30


def rows() -> list[Row]:
    """One build from nothing, through import and acts."""
    with tempfile.TemporaryDirectory() as folder:
        path, day = Path(folder) / "demo.db", demo_day()
        begun = time.perf_counter()
        build(path, day)
        taken = round(time.perf_counter() - begun, 1)
        store = open_demo(path, day)
        with store.reading() as session:
            accounts = session.scalar(select(func.count()).select_from(Account)) or 0
        store.close()
    return [Row("demo built, accounts", accounts, taken, "s", _TARGET_S, taken <= _TARGET_S)]
