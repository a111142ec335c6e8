"""An open store: reading sessions, the transaction, undo, news of commits."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from sfa.clock import Clock, SystemClock
from sfa.errors import StoreError, StoreMissing, UndoRefused
from sfa.hlc import HybridClock
from sfa.ids import Ids, RandomIds
from sfa.store import keys, migrate, undo
from sfa.store.actor import Actor
from sfa.store.acts import act_for
from sfa.store.engine import Engines, WriterLock, explain, make_engines, said_in_words
from sfa.store.events import Announcement, Announcements, Event, Listener
from sfa.store.tables import ChangeGroup, LocalState
from sfa.store.transaction import Gate, Transaction

__all__ = ["Store"]


class Store:
    """One encrypted file, opened. Make it with `Store.create` or `Store.open`, end it with `close`."""

    def __init__(
        self, path: Path, engines: Engines, gate: Gate, lock: WriterLock | None, clock: Clock, ids: Ids
    ) -> None:
        self.path = path
        self.clock = clock
        self.ids = ids
        self.announcements = Announcements()
        self._engines = engines
        self._gate = gate
        self._lock = lock
        self._writer = threading.RLock()
        self._listeners: dict[type[Event], tuple[Listener, ...]] = {}
        with self.reading() as session:
            last = session.scalars(select(ChangeGroup.hlc).order_by(ChangeGroup.seq.desc()).limit(1)).first()
        self._hlc = HybridClock(clock, device=0, last=last or 0)

    @staticmethod
    def create(
        path: Path,
        *,
        passphrase: str | None = None,
        keyring: keys.KeyRing | None = None,
        plain: bool = False,
        durable: bool = True,
        clock: Clock | None = None,
        ids: Ids | None = None,
    ) -> tuple[Store, str]:
        """Make a new store; returns it and the recovery key to show once. Raises StoreError.

        durable=False: a power cut may lose it whole; for stores that are built and then moved into place.
        """
        ids = ids or RandomIds()
        if path.exists():
            raise StoreError(f"There is already a store at {path}.")
        with said_in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = WriterLock(path)
            lock.take()
            try:
                key, file, recovery = keys.make_keys(ids.new(), passphrase=passphrase, keyring=keyring, plain=plain)
                file.write(keys.key_file_of(path))
                store = _opened(path, key, lock, clock or SystemClock(), ids, durable=durable)
            except BaseException:
                lock.free()
                Store.remove(path)
                raise
        return store, recovery

    @staticmethod
    def open(
        path: Path,
        *,
        secret: str | None = None,
        keyring: keys.KeyRing | None = None,
        writable: bool = True,
        clock: Clock | None = None,
        ids: Ids | None = None,
    ) -> Store:
        """Open a store. secret: passphrase or recovery key, where the keyring does not serve.

        Raises PassphraseNeeded, WrongKey, StoreTooNew, StoreBusy or StoreError, each with its sentence.
        """
        if not path.exists():
            raise StoreMissing(f"There is no store at {path}; make one with “fieldbook init”.")
        key = keys.unlock(keys.KeyFile.read(keys.key_file_of(path)), secret=secret, keyring=keyring)
        with said_in_words(path):
            lock = WriterLock(path) if writable else None
            if lock:
                lock.take()
            try:
                return _opened(path, key, lock, clock or SystemClock(), ids or RandomIds())
            except BaseException:
                if lock:
                    lock.free()
                raise

    @staticmethod
    def remove(path: Path) -> None:
        """Delete a store and what lies beside it: key file, lock, write-ahead log. Backups stay."""
        for part in ("", ".keys", ".lock", "-wal", "-shm"):
            path.with_name(path.name + part).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file and let others write."""
        with self._writer:
            self._engines.dispose()
            if self._lock:
                self._lock.free()

    @property
    def key_file(self) -> keys.KeyFile:
        """How the store is locked."""
        return keys.KeyFile.read(keys.key_file_of(self.path))

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one snapshot that cannot write. Not for more than one thread."""
        with Session(self._engines.readers, autoflush=False) as session:
            yield session

    # --- writing ---

    def listen(self, listeners: Mapping[type[Event], tuple[Listener, ...]]) -> None:
        """Hand in who writes along when an event is raised; those already known are not asked twice."""
        for kind, found in listeners.items():
            known = self._listeners.get(kind, ())
            self._listeners[kind] = (*known, *(listen for listen in found if listen not in known))

    @contextmanager
    def transaction(self, label: str, actor: Actor) -> Iterator[Transaction]:
        """One action: all of the `with` is committed at its end, or nothing of it.

        Raises what the rules refuse, and StoreError when the disk does.
        """
        with self._writing(label, actor) as (txn, _session):
            yield txn

    def run(self, args: msgspec.Struct, actor: Actor) -> Any:
        """Run one act in a transaction of its own; returns what the act returns."""
        with self.transaction(act_for(args).label, actor) as txn:
            return txn.run(args)

    def undo(self, actor: Actor, *, redo: bool = False) -> str:
        """Take back the actor's last action (or last undo); returns its label. Raises UndoRefused."""
        label = "Redo" if redo else "Undo"
        with self._writing(label, actor) as (txn, session):
            group = undo.last_undoable(session, actor.user_id, redo=redo)
            if group is None:
                raise UndoRefused("There is nothing to redo." if redo else "There is nothing to undo.")
            what = group.label.removeprefix("Undo: ").removeprefix("Redo: ")
            txn.label = f"{label}: {what}"
            undo.take_back(txn, session, group)
            return what

    def undo_group(self, actor: Actor, group_id: UUID) -> str:
        """Take back one group, be it the last or not; returns its label. Raises UndoRefused."""
        with self._writing("Undo", actor) as (txn, session):
            group = session.scalars(select(ChangeGroup).where(ChangeGroup.id == group_id)).one()
            txn.label = f"Undo: {group.label}"
            undo.take_back(txn, session, group)
            return str(group.label)

    @contextmanager
    def _writing(self, label: str, actor: Actor) -> Iterator[tuple[Transaction, Session]]:
        if self._lock is None:
            raise StoreError("This store was opened for reading only.")
        with self._writer:
            group, hlc = self.ids.new(), self._hlc.tick()
            try:
                with Session(self._engines.writer, expire_on_commit=False) as session, session.begin():
                    txn = Transaction(
                        session,
                        self._gate,
                        label=label,
                        actor=actor,
                        group=group,
                        hlc=hlc,
                        listeners=self._listeners,
                    )
                    yield txn, session
                    touched = txn.finish()
            except OperationalError as error:
                raise explain(error, self.path) from error
        if touched:
            self.announcements.publish(Announcement(touched, txn.label, group))

    # --- what this laptop remembers for itself ---

    def recall(self, key: str, default: Any = None) -> Any:
        """A value kept with `remember`."""
        with self.reading() as session:
            row = session.get(LocalState, key)
            return default if row is None else row.value

    def remember(self, key: str, value: Any) -> None:
        """Keep a small JSON value on this laptop; it never syncs."""
        with (
            self._writer,
            said_in_words(self.path),
            Session(self._engines.writer) as session,
            session.begin(),
        ):
            session.merge(LocalState(key=key, value=value))

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody writes, and all committed work lies in the one file: the moment to copy it."""
        with self._writer, said_in_words(self.path):
            connection = self._engines.writer.raw_connection()
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()
            yield


def _opened(
    path: Path, key: bytes, lock: WriterLock | None, clock: Clock, ids: Ids, *, durable: bool = True
) -> Store:
    gate = Gate()
    engines = make_engines(path, key, writing=lambda: gate.open, durable=durable)
    try:
        if migrate.needs_update(engines.readers if lock is None else engines.writer):
            if lock is None:
                raise StoreError(
                    "This store is from an older Fieldbook; open it once in the app to bring it up to date."
                )
            migrate.bring_up_to_date(engines.writer, path)
        return Store(path, engines, gate, lock, clock, ids)
    except BaseException:
        engines.dispose()
        raise
