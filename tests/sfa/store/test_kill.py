"""kill -9 at any moment of a write loses no committed group and leaves the store whole."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sfa.accounts.model import Account, Contact, Location
from sfa.people.model import User
from sfa.store import audit, search
from sfa.store.actor import system_actor
from sfa.store.store import Store
from sfa.store.tables import ChangeGroup
from tests.stores import new_store

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the crasher forks")
RANDOM_KILLS = 250


class Crasher:
    """Talks to the crasher process."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.path = folder / "store.db"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.sfa.store.crasher", str(template), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def trial(self, order: str) -> dict:
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait(10) == 0


@pytest.fixture
def crasher(tmp_path: Path) -> Iterator[Crasher]:
    template = tmp_path / "template"
    template.mkdir()
    store = new_store(template)
    path = store.path
    store.close()
    (tmp_path / "run").mkdir()
    process = Crasher(path, tmp_path / "run")
    yield process
    process.stop()


def check_whole(path: Path, answer: dict) -> int:
    """Everything reported is there, everything there is whole; returns the number of groups."""
    reported = {int(line.split()[1]) for line in answer["said"] if line.startswith("done")}
    store = Store.open(path)
    try:
        with store.reading() as session:
            assert session.connection().execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert audit.broken_links(session) == []
            labels = session.scalars(select(ChangeGroup.label).where(ChangeGroup.label.startswith("Action"))).all()
            kept = {int(label.split()[1]) for label in labels}
            assert reported <= kept
            assert len(kept - reported) <= 1
            for model, each in ((Account, 1), (Location, 1), (Contact, 3)):
                assert session.scalar(select(func.count()).select_from(model)) == each * len(kept)
            assert session.scalar(select(func.count()).where(User.name.startswith("User "))) == len(kept)
            for number in range(4):
                assert bool(search.find(session, f"Account {number}", system_actor())) is (number in kept)
    finally:
        store.close()
    return len(kept)


def test_killed_at_every_sql_statement_the_store_stays_whole(crasher: Crasher) -> None:
    whole = crasher.trial("0")
    assert not whole["died"]
    statements = int(whole["said"][-1].split()[1])
    assert statements > 40
    seen = set()
    for number in range(1, statements + 1):
        answer = crasher.trial(str(number))
        assert answer["died"]
        seen.add(check_whole(crasher.path, answer))
    assert {0, 1, 2, 3} <= seen


def test_killed_at_random_moments_the_store_stays_whole(crasher: Crasher) -> None:
    dice = random.Random(20261117)
    died = 0
    for _ in range(RANDOM_KILLS):
        answer = crasher.trial(f"t {dice.randrange(0, 60_000)}")
        died += bool(answer["died"])
        check_whole(crasher.path, answer)
    assert died > RANDOM_KILLS // 4
