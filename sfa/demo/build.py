"""Building and opening the demo."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from sfa.clock import FixedClock, SystemClock, local_day, local_zone, to_micros
from sfa.demo.cast import ADMIN, PERSON_OF_ROLE, REPS
from sfa.demo.clock import USUAL_OPENING, DemoClock, moment
from sfa.ids import SeededIds

# The window stands before any store is opened, and a demo that stands needs nothing that builds one:
# rooms are imported where they are used.
if TYPE_CHECKING:
    from sfa.store.store import Store

__all__ = ["DEMO_VERSION", "PERSON_OF_ROLE", "build", "demo_day", "open_demo"]

DEMO_VERSION = 1
_OPENS = "demo.opens"
Step = Callable[[str], None]


def demo_day() -> date:
    """The day the demo is about: today on this machine."""
    return local_day(SystemClock().now(), local_zone())


def build(path: Path, day: date, step: Step = lambda _words: None) -> None:
    """Build the demo's store at `path`, whole or not at all. Equal day and version give equal contents.

    step: told what is being done, for progress.
    """
    from sfa.store.keys import key_file_of
    from sfa.store.store import Store

    draft = path.with_name(path.name + ".building")
    Store.remove(draft)
    dice = random.Random(f"{DEMO_VERSION} {day.isoformat()}")
    begin = moment(day - timedelta(days=90), time(6)).astimezone(UTC)
    clock = FixedClock(begin, step=0.001)
    ids = SeededIds(f"demo {DEMO_VERSION} {day.isoformat()}", millis=to_micros(begin) // 1000)
    step("The company and its people")
    store, _ = Store.create(draft, plain=True, clock=clock, ids=ids, durable=False)
    try:
        _fill(store, clock, day, dice, step)
    finally:
        store.close()
    Store.remove(path)
    key_file_of(draft).replace(key_file_of(path))
    draft.replace(path)
    Store.remove(draft)


def open_demo(path: Path, day: date) -> Store:
    """Open the demo; on a later day than it was built for, new visits are planned first."""
    from sfa.store.store import Store

    store = Store.open(path, clock=DemoClock(_opening(path, day)))
    try:
        if not _is_planned(store, day):
            from sfa.demo.people import actors
            from sfa.demo.today import plan_missing

            plan_missing(store, actors(store, day), day)
    except BaseException:
        store.close()
        raise
    return store


def _is_planned(store: Store, day: date) -> bool:
    """Whether every rep has visits on `day`."""
    from sqlalchemy import select

    from sfa.people.model import User
    from sfa.visits.model import Visit

    with store.reading() as session:
        query = select(User.name).join(Visit, Visit.owner_id == User.id)
        busy = set(session.scalars(query.where(Visit.day == day, Visit.deleted_at.is_(None))))
    return busy >= {rep.name for rep in REPS}


def _opening(path: Path, day: date) -> datetime:
    """When the demo's clock starts: after the visits made on the day it was built for, else in the early morning."""
    from sfa.store.store import Store

    store = Store.open(path, writable=False)
    try:
        kept = store.recall(_OPENS)
    finally:
        store.close()
    opens = datetime.fromisoformat(kept) if kept else None
    usual = moment(day, USUAL_OPENING)
    return opens if opens is not None and opens.date() == usual.date() else usual


def _fill(store: Store, clock: FixedClock, day: date, dice: random.Random, step: Step) -> None:
    from sfa.demo.customers import add_customers
    from sfa.demo.history import add_catalogue, add_history
    from sfa.demo.people import actors, add_people
    from sfa.demo.today import begin_visits, plan_day_of
    from sfa.exchange.importing import import_csv

    add_people(store)
    people = actors(store, day)
    step("The catalogue")
    import_csv(store, people[ADMIN], resources.path("demo/crm/products.csv"), "products")
    add_catalogue(store, people[ADMIN])
    add_customers(store, people, dice, step)
    add_history(store, clock, people, day, dice, step)
    for rep in REPS:
        step(f"Today around {rep.city}")
        clock.at = max(clock.at, _morning(day))
        plan_day_of(store, rep, people[rep.name], day)
    store.remember(_OPENS, begin_visits(store, clock, people, day).isoformat())


def _morning(day: date) -> datetime:
    """Six in the morning where the sun rises first."""
    return moment(day, time(6), "America/New_York").astimezone(UTC)
