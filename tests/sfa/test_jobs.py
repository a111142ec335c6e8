"""What runs by itself: daily backups, also after a sleep, and none that is not due."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sfa import jobs
from sfa.clock import FixedClock, SystemClock
from sfa.jobs import Job, Scheduler, backup_folder, run_due
from sfa.store import backup
from sfa.store.store import Store
from tests.stores import TUESDAY, new_store


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TUESDAY)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    opened = new_store(tmp_path, clock=clock)
    yield opened
    opened.close()


def backups(store: Store) -> list[str]:
    return sorted(path.name for path in backup_folder(store.path).glob("*"))


def test_the_first_look_makes_a_backup_that_can_be_restored(store: Store, tmp_path: Path) -> None:
    assert run_due(store) == ["backup"]
    assert backups(store) == ["store 2026-11-17.backup"]
    backup.restore(backup_folder(store.path) / "store 2026-11-17.backup", tmp_path / "again.db")
    Store.open(tmp_path / "again.db").close()


def test_nothing_is_done_twice_a_day(store: Store, clock: FixedClock) -> None:
    run_due(store)
    clock.advance(hours=23)
    assert run_due(store) == []
    clock.advance(hours=1)
    assert run_due(store) == ["backup"]


def test_it_is_remembered_over_a_restart(store: Store, clock: FixedClock) -> None:
    run_due(store)
    path = store.path
    store.close()
    again = Store.open(path, clock=clock)
    assert run_due(again) == []
    again.close()


def test_seven_backups_are_kept(store: Store, clock: FixedClock) -> None:
    for _ in range(9):
        run_due(store)
        clock.advance(days=1)
    assert backups(store) == [f"store 2026-11-{day}.backup" for day in range(19, 26)]


def test_a_clock_set_back_does_not_stop_it(store: Store, clock: FixedClock) -> None:
    clock.advance(days=400)
    run_due(store)
    clock.advance(days=-400)
    assert run_due(store) == ["backup"]


def test_a_job_that_fails_is_due_again(store: Store) -> None:
    tries = []

    def fail(_store: Store) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("disk")

    job = Job("fragile", timedelta(days=1), fail)
    with pytest.raises(OSError, match="disk"):
        run_due(store, (job,))
    assert run_due(store, (job,)) == ["fragile"]


def test_the_scheduler_looks_soon_and_stops_when_told() -> None:
    looked = threading.Event()
    scheduler = Scheduler(looked.set, SystemClock())
    scheduler.start()
    assert looked.wait(10)
    scheduler.stop()


def test_every_job_has_a_name_of_its_own() -> None:
    names = [job.name for job in jobs.JOBS]
    assert len(set(names)) == len(names)
