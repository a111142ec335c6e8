"""The store: opening it, one action of a person, and search as you type over 100,000 accounts."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.acts import AddAccount
from sfa.accounts.model import Account
from sfa.people.model import User
from sfa.store import search
from sfa.store.store import Store
from sfa.workspace import Workspace
from tests.benchmarks.row import Row
from tests.stores import new_workspace

__all__ = ["rows"]

_ACCOUNTS = 100_000
_NAMES = 200
_ACTIONS = 60
_OPEN_MS, _COMMIT_MS, _FIND_MS = 100.0, 20.0, 10.0
_FIRST = ("Hocking", "Żywiec", "Alte", "Solar", "Northern", "Lakeside", "Café", "Σίγμα", "Prairie", "Old", "Twin",
          "Golden", "Kowalski", "Müller", "Black", "Stone", "River", "Copper", "Wild", "Saint")  # fmt: skip
_MIDDLE = ("Valley", "Bridge", "Harbour", "Mountain", "Oak", "Mill", "Tower", "Field", "Creek", "Anchor", "Horse",
           "Moon", "Star", "Garden", "Union", "Station", "Fox", "Barrel", "Pine", "Forge")  # fmt: skip
_LAST = ("Brewing", "Ales", "Tavern", "Supply", "Gasthaus", "Market", "Hotel", "Bar", "Logistics", "Bistro")


def rows() -> list[Row]:
    """All on an encrypted store on disk, as an administrator and as the rep who owns a twentieth of it."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder))
        names = _fill(workspace)
        commits = [_committed(workspace, number) for number in range(_ACTIONS)]
        all_keys = list(_keys_typed(workspace, names))
        rep = Workspace.enter(workspace.store, _rep(workspace))
        rep_keys = list(_keys_typed(rep, names))
        workspace.store.close()
        opens = [_opened(workspace.store.path) for _ in range(7)]
    opening, commit = statistics.median(opens), statistics.median(commits)
    return [
        Row("open a store", _ACCOUNTS, round(opening, 1), "ms", _OPEN_MS, opening <= _OPEN_MS),
        Row("one action, committed", _ACCOUNTS, round(commit, 1), "ms", _COMMIT_MS, commit <= _COMMIT_MS),
        _find_row("search as you type, 95th percentile", all_keys),
        _find_row("search as you type, a rep of many, 95th percentile", rep_keys),
    ]


def _find_row(name: str, taken: list[float]) -> Row:
    late = sorted(taken)[int(0.95 * len(taken))]
    return Row(name, _ACCOUNTS, round(late, 2), "ms", _FIND_MS, late <= _FIND_MS)


def _fill(workspace: Workspace) -> list[str]:
    """100,000 accounts of 4,000 different beginnings; every twentieth is the rep's."""
    draw = random.Random(3)
    rep = _rep(workspace)
    names = [f"{draw.choice(_FIRST)} {draw.choice(_MIDDLE)} {draw.choice(_LAST)} {n}" for n in range(_ACCOUNTS)]
    owners = [rep if n % 20 == 0 else workspace.user.id for n in range(_ACCOUNTS)]
    for start in range(0, _ACCOUNTS, 10_000):
        part = [
            {"name": name, "owner_id": owner}
            for name, owner in zip(names[start : start + 10_000], owners[start : start + 10_000], strict=True)
        ]
        with workspace.transaction("Accounts to search") as txn:
            txn.insert_many(Account, part)
    return names


def _rep(workspace: Workspace) -> UUID:
    with workspace.reading() as session:
        return session.scalars(select(User.id).where(User.name.startswith("Rob"))).one()


def _opened(path: Path) -> float:
    """Milliseconds to open a store that exists, until the first read has answered."""
    begun = time.perf_counter()
    store = Store.open(path)
    with store.reading() as session:
        session.scalars(select(Account.id).limit(1)).one()
    taken = (time.perf_counter() - begun) * 1000
    store.close()
    return taken


def _committed(workspace: Workspace, number: int) -> float:
    begun = time.perf_counter()
    workspace.run(AddAccount(name=f"Customer of a single action {number}"))
    return (time.perf_counter() - begun) * 1000


def _keys_typed(workspace: Workspace, names: list[str]) -> Iterator[float]:
    """Milliseconds of each query while 200 random names are typed key by key."""
    draw = random.Random(7)
    for name in draw.sample(names, _NAMES):
        for length in range(1, min(len(name), 18) + 1):
            begun = time.perf_counter()
            with workspace.reading() as session:
                search.find(session, name[:length], workspace.actor, tables=("account",))
            yield (time.perf_counter() - begun) * 1000
