"""What an open Fieldbook is: a store, the person at work, the clock, the company's settings.

Handed to every screen and command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa import rooms
from sfa.catalog.acts import SetUpCatalog
from sfa.clock import Clock, local_day, local_zone
from sfa.errors import NotFound, require
from sfa.people.acts import AddUser, SetUpRoles
from sfa.people.model import User
from sfa.people.permissions import actor_of
from sfa.pipeline.acts import SetUpPipeline
from sfa.store.actor import Actor, system_actor
from sfa.store.events import Announcements
from sfa.store.store import Store
from sfa.store.tables import Setting
from sfa.store.transaction import Transaction
from sfa.text import is_blank

__all__ = ["Workspace", "new_company", "read_setting", "set_up", "write_setting"]


class Workspace:
    """An open store and who works in it. Everything a screen does goes through here."""

    def __init__(self, store: Store, user: User, actor: Actor) -> None:
        self.store = store
        self.user = user
        self.actor = actor

    @staticmethod
    def enter(store: Store, user_id: UUID) -> Workspace:
        """Begin work as that user. Raises NotAllowed for one who no longer works here."""
        with store.reading() as session:
            user = session.get(User, user_id)
            if user is None:
                raise NotFound("This user is not in the store.", details=str(user_id))
            day = local_day(store.clock.now(), user.zone)
            actor = actor_of(session, user_id, day)
            session.expunge(user)
        store.listen(rooms.LISTENERS)
        return Workspace(store, user, actor)

    @property
    def clock(self) -> Clock:
        """The clock everything here goes by."""
        return self.store.clock

    @property
    def announcements(self) -> Announcements:
        """News of commits."""
        return self.store.announcements

    def today(self) -> date:
        """The user's own calendar day."""
        return local_day(self.clock.now(), self.user.zone)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one snapshot that cannot write."""
        with self.store.reading() as session:
            yield session

    def transaction(self, label: str) -> AbstractContextManager[Transaction]:
        """One action of the user, committed whole or not at all."""
        return self.store.transaction(label, self.actor)

    def run(self, args: msgspec.Struct) -> Any:
        """Run one act as the user."""
        return self.store.run(args, self.actor)

    def undo(self) -> str:
        """Take back the user's last action; returns what it was called."""
        return self.store.undo(self.actor)

    def redo(self) -> str:
        """Take back the last undo."""
        return self.store.undo(self.actor, redo=True)

    def setting(self, key: str, default: Any = None) -> Any:
        """The user's setting of that name, else the company's, else `default`."""
        with self.reading() as session:
            return read_setting(session, key, self.actor.user_id, default)

    def change_setting(self, key: str, value: Any, *, company: bool = False) -> None:
        """Keep a setting for the user, or for the whole company where the role permits."""
        with self.transaction("Change settings") as txn:
            write_setting(txn, key, value, None if company else self.actor.user_id)


def read_setting(session: Session, key: str, user_id: UUID | None, default: Any = None) -> Any:
    """A user's setting, else the company's, else `default`."""
    query = select(Setting.user_id, Setting.value).where(Setting.key == key, Setting.deleted_at.is_(None))
    found: dict[UUID | None, Any] = dict(session.execute(query).all())
    return found.get(user_id, found.get(None, default))


def write_setting(txn: Transaction, key: str, value: Any, user_id: UUID | None) -> None:
    """Set a user's setting, or the company's when user_id is None."""
    query = select(Setting).where(Setting.key == key, Setting.user_id == user_id, Setting.deleted_at.is_(None))
    found = next(iter(txn.scalars(query)), None)
    if found is None:
        txn.add(Setting(key=key, value=value, user_id=user_id))
    else:
        found.value = value


def new_company(path: Path, company: str, *, passphrase: str | None = None, **more: str) -> str:
    """Make a store for a company, whole or not at all; returns the recovery key to show once. more: as `set_up`."""
    store, recovery = Store.create(path, passphrase=passphrase)
    try:
        set_up(store, company, **more)
    except BaseException:
        store.close()
        Store.remove(path)
        raise
    store.close()
    return recovery


def set_up(
    store: Store, company: str, *, currency: str = "USD", admin: str = "Administrator", zone: str | None = None
) -> UUID:
    """Make a new store ready for work: roles, the seven steps, a price book, the first administrator.

    zone: the administrator's, else this machine's. Returns the administrator's id.
    """
    require(not is_blank(company), "A company needs a name.", field="company")
    with store.transaction("Set up Fieldbook", system_actor()) as txn:
        txn.run(SetUpRoles())
        txn.run(SetUpPipeline())
        txn.run(SetUpCatalog(currency=currency))
        write_setting(txn, "company", {"name": company, "currency": currency}, None)
        user_id: UUID = txn.run(AddUser(name=admin, role="admin", zone=zone or local_zone()))
    return user_id
