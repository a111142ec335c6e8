"""Stores for tests: a fresh one costs a file copy."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from sfa.clock import Clock, FixedClock
from sfa.people.acts import AddTeam, AddUser
from sfa.people.model import Grant, User
from sfa.store.actor import system_actor
from sfa.store.base import synced_models
from sfa.store.keys import key_file_of
from sfa.store.store import Store
from sfa.territories.model import Territory
from sfa.workspace import Workspace, set_up

__all__ = ["TUESDAY", "guard", "new_store", "new_workspace", "territory_of", "user_named", "workspace_of"]

TUESDAY = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
"""A working day: 15:00 UTC, 10:00 in Columbus."""


@cache
def _template(kind: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fieldbook-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / f"{kind}.db"
    store, _ = Store.create(path, plain=True, clock=FixedClock(TUESDAY, step=0.001))
    if kind == "company":
        set_up(store, "Scioto Draught Supply", zone="UTC")
        _add_people(store)
    store.close()
    return path


def _add_people(store: Store) -> None:
    """Mia leads Rob and Rita; each rep has a territory. Otto is a rep of another team."""
    with store.transaction("People", system_actor()) as txn:
        zone = "America/New_York"
        manager = txn.run(AddUser(name="Mia Manager", role="manager", zone=zone))
        team = txn.run(AddTeam(name="Columbus", manager_id=manager))
        txn.get(User, manager).team_id = team
        reps = (("Rob Rep", team, "West"), ("Rita Rep", team, "East"), ("Otto Other", None, "Far"))
        for name, team_id, place in reps:
            rep = txn.run(AddUser(name=name, role="rep", team_id=team_id, zone=zone))
            area = txn.add(Territory(name=place, owner_id=rep))
            txn.add(Grant(user_id=rep, territory_id=area.id))


def new_store(folder: Path, kind: str = "company", clock: Clock | None = None) -> Store:
    """An open, guarded store in `folder`. kind: "empty" has tables only; "company" is set up and has people."""
    path = folder / "store.db"
    shutil.copy2(_template(kind), path)
    shutil.copy2(key_file_of(_template(kind)), key_file_of(path))
    store = Store.open(path, clock=clock or FixedClock(TUESDAY, step=0.001))
    guard(store)
    return store


def guard(store: Store) -> None:
    """Put temporary triggers on all synced tables: a write that no transaction makes fails the test."""
    with store._engines.writer.begin() as connection:
        for model in synced_models():
            for verb in ("INSERT", "UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TEMP TRIGGER guard_{model.__tablename__}_{verb} BEFORE {verb} "
                    f'ON main."{model.__tablename__}" WHEN fieldbook_writing() = 0 '
                    "BEGIN SELECT RAISE(ABORT, 'written outside a transaction'); END"
                )


def user_named(store: Store, name: str) -> UUID:
    """The id of a user whose name begins with `name`."""
    with store.reading() as session:
        return session.scalars(select(User.id).where(User.name.startswith(name))).one()


_FIRST = {"admin": "Administrator", "manager": "Mia", "rep": "Rob"}


def workspace_of(store: Store, who: str) -> Workspace:
    """Work in `store` as a role (admin, manager, rep) or as the user whose name begins with `who`."""
    return Workspace.enter(store, user_named(store, _FIRST.get(who, who)))


def new_workspace(folder: Path, role: str = "admin", clock: Clock | None = None) -> Workspace:
    """A workspace on a fresh company store; close it with `workspace.store.close()`."""
    return workspace_of(new_store(folder, clock=clock), role)


def territory_of(store: Store, rep: str) -> UUID:
    """The territory that rep owns."""
    with store.reading() as session:
        query = select(Territory.id).join(User, User.id == Territory.owner_id).where(User.name.startswith(rep))
        return session.scalars(query).one()
