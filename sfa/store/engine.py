"""Opening the encrypted file: engines, pragmas, and what a database error means in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from sfa.errors import FieldbookError, StoreBusy, StoreError, WrongKey

__all__ = ["Engines", "WriterLock", "explain", "make_engines", "said_in_words"]


@dataclass(frozen=True)
class Engines:
    """writer: one connection, BEGIN IMMEDIATE. readers: a pool that cannot write."""

    writer: Engine
    readers: Engine

    def dispose(self) -> None:
        """Close every connection."""
        self.readers.dispose()
        self.writer.dispose()


def make_engines(
    path: Path, key: bytes, *, writing: Callable[[], bool] = lambda: True, durable: bool = True
) -> Engines:
    """Engines on the file at `path` (made when missing). writing: answers the SQL function fieldbook_writing()."""
    from sqlcipher3 import dbapi2

    url = f"sqlite:///{path}"
    writer = create_engine(url, module=dbapi2, poolclass=StaticPool, connect_args={"check_same_thread": False})
    readers = create_engine(
        url, module=dbapi2, poolclass=QueuePool, pool_size=4, connect_args={"check_same_thread": False}
    )

    @event.listens_for(writer, "connect")
    def _open_writer(connection: Any, _record: Any) -> None:
        _prepare(connection, key)
        connection.execute("PRAGMA journal_mode=WAL")
        if not durable:
            connection.execute("PRAGMA synchronous=OFF")
        connection.create_function("fieldbook_writing", 0, lambda: int(writing()))

    @event.listens_for(readers, "connect")
    def _open_reader(connection: Any, _record: Any) -> None:
        _prepare(connection, key)
        connection.execute("PRAGMA query_only=ON")

    @event.listens_for(writer, "begin")
    def _begin_writer(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(readers, "begin")
    def _begin_reader(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return Engines(writer, readers)


def _prepare(connection: Any, key: bytes) -> None:
    connection.isolation_level = None
    for pragma in (
        f"key=\"x'{key.hex()}'\"",
        "cipher_log_level=NONE",
        "cipher_memory_security=OFF",
        "busy_timeout=5000",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master")


class WriterLock:
    """Who holds it may write; a second Fieldbook is told so. Freed by the system when the process ends.

    It is an exclusive transaction on a small file beside the store: the same on every system.
    """

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._connection: sqlite3.Connection | None = None

    def take(self) -> None:
        """Raises StoreBusy when another process holds it."""
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if connection is not None:
                connection.close()
            if "locked" in str(error):
                raise StoreBusy("This store is open in another Fieldbook; close it there first.") from error
            raise _in_words(str(error), self._path) from error
        self._connection = connection

    def free(self) -> None:
        """Let others write."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextmanager
def said_in_words(path: Path) -> Iterator[None]:
    """Turn database errors inside the `with` into sentences."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise explain(error, path) from error


def explain(error: BaseException, path: Path) -> FieldbookError:
    """The sentence for a database or file error met at the store `path`."""
    if isinstance(error, FieldbookError):
        return error
    inner = getattr(error, "orig", None) or error
    return _in_words(str(inner), path)


_SENTENCES: tuple[tuple[str, type[StoreError], str], ...] = (
    ("file is not a database", WrongKey, "The key does not open {name}, or it is no Fieldbook store."),
    (
        "disk is full",
        StoreError,
        "The disk is full; free some space and try again. Nothing saved so far is lost.",
    ),
    (
        "No space left",
        StoreError,
        "The disk is full; free some space and try again. Nothing saved so far is lost.",
    ),
    ("readonly", StoreError, "{folder} is read-only, so Fieldbook cannot write its store there."),
    (
        "Read-only file system",
        StoreError,
        "{folder} is read-only, so Fieldbook cannot write its store there.",
    ),
    ("Permission denied", StoreError, "You have no right to write to {folder}."),
    (
        "unable to open",
        StoreError,
        "Fieldbook cannot open or make files in {folder}; it may be missing or read-only.",
    ),
    ("database is locked", StoreBusy, "Another program holds {name} locked; try again in a moment."),
    ("malformed", StoreError, "{name} is damaged; restore the last backup with “fieldbook restore”."),
    ("disk I/O error", StoreError, "The disk that holds {name} reports an error."),
)


def _in_words(text: str, path: Path) -> StoreError:
    for mark, kind, sentence in _SENTENCES:
        if mark in text:
            return kind(sentence.format(name=path.name, folder=path.parent), details=text)
    return StoreError(f"The store {path.name} could not be used.", details=text)
