"""What runs by itself, and when. The schedule is declared here; when a job last ran is remembered in the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sfa.clock import Clock
from sfa.store import backup
from sfa.store.store import Store

__all__ = ["JOBS", "Job", "Scheduler", "backup_folder", "due", "keep_backup", "run_due"]

_KEPT = 7
_LOOK_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    """Something done every so often. run: is handed the open store."""

    name: str
    every: timedelta
    run: Callable[[Store], None]


def backup_folder(store: Path) -> Path:
    """Where the daily backups of a store lie."""
    return store.with_name(store.stem + " backups")


def keep_backup(store: Store) -> None:
    """Write today's backup and let go of those before the last seven."""
    folder = backup_folder(store.path)
    folder.mkdir(exist_ok=True)
    stamp = store.clock.now().strftime("%Y-%m-%d")
    backup.back_up(store, folder / f"{store.path.stem} {stamp}.backup")
    for old in sorted(folder.glob(f"{store.path.stem} *.backup"))[:-_KEPT]:
        old.unlink()


JOBS: tuple[Job, ...] = (Job("backup", timedelta(days=1), keep_backup),)


def due(store: Store, now: datetime, jobs: tuple[Job, ...] = JOBS) -> list[Job]:
    """The jobs whose time has come, also after the laptop slept through it or its clock was set back."""
    waiting = []
    for job in jobs:
        last = store.recall(_key(job))
        if last is None or not timedelta() <= now - datetime.fromisoformat(last) < job.every:
            waiting.append(job)
    return waiting


def run_due(store: Store, jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Run what is due; returns the names. A job that fails is tried again at the next look, and raises."""
    names = []
    for job in due(store, store.clock.now(), jobs):
        job.run(store)
        store.remember(_key(job), store.clock.now().isoformat())
        names.append(job.name)
    return names


def _key(job: Job) -> str:
    return f"job.{job.name}"


class Scheduler:
    """Looks every ten minutes whether something is due, and hands it to the one writer.

    queue: has `run_due` run on the writing thread; called on the scheduler's own thread.
    """

    def __init__(self, queue: Callable[[], object], clock: Clock, every: timedelta = _LOOK_EVERY) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler
        from apscheduler.triggers.interval import IntervalTrigger

        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
        self._scheduler: Any = BackgroundScheduler(timezone="UTC", job_defaults=defaults)
        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone="UTC")
        self._scheduler.add_job(queue, trigger, next_run_time=clock.now() + timedelta(seconds=1))

    def start(self) -> None:
        """Begin to look, first in a second."""
        self._scheduler.start()

    def stop(self) -> None:
        """Look no more; what has been queued is not undone."""
        self._scheduler.shutdown(wait=False)
