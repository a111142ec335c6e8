"""Copies of a store: one file that holds the encrypted store and its key file."""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

from sfa.errors import BadInput, StoreError
from sfa.store import keys
from sfa.store.engine import WriterLock, make_engines, said_in_words
from sfa.store.store import Store

__all__ = ["back_up", "restore"]

_STORE, _KEYS = "store.db", "store.keys"


def back_up(store: Store, target: Path) -> int:
    """Write a backup to `target`, whole or not at all; returns its size in bytes.

    It opens with the same passphrase, keyring or recovery key as the store.
    """
    draft = target.with_name(target.name + ".part")
    try:
        with store.at_rest(), said_in_words(target), zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as bundle:
            bundle.write(store.path, _STORE)
            bundle.write(keys.key_file_of(store.path), _KEYS)
        with said_in_words(target):
            draft.chmod(0o600)
            draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return target.stat().st_size


def restore(
    backup: Path, path: Path, *, secret: str | None = None, keyring: keys.KeyRing | None = None
) -> Path | None:
    """Put the store of `backup` at `path`, after checking that it opens and is whole.

    A store already there is kept beside it; returns where, or None. Raises BadInput for what is no backup,
    WrongKey or PassphraseNeeded when the key is not to be had, StoreBusy while the store is open.
    """
    with said_in_words(path), tempfile.TemporaryDirectory(dir=_folder(path)) as scratch:
        new = Path(scratch) / _STORE
        _unpack(backup, Path(scratch))
        key = keys.unlock(keys.KeyFile.read(Path(scratch) / _KEYS), secret=secret, keyring=keyring)
        _check(new, key)
        lock = WriterLock(path)
        lock.take()
        try:
            return _swap(new, path)
        finally:
            lock.free()


def _folder(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent


def _unpack(backup: Path, into: Path) -> None:
    try:
        with zipfile.ZipFile(backup) as bundle:
            for name in (_STORE, _KEYS):
                bundle.extract(name, into)
    except (zipfile.BadZipFile, KeyError) as error:
        raise BadInput(f"{backup.name} is no Fieldbook backup, or only part of one.", details=repr(error)) from error
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {backup}.", details=repr(error)) from error


def _check(path: Path, key: bytes) -> None:
    engines = make_engines(path, key)
    try:
        with engines.readers.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    finally:
        engines.dispose()
    if answer != "ok":
        raise StoreError("The store in this backup is damaged.", details=str(answer))


def _swap(new: Path, path: Path) -> Path | None:
    kept: Path | None = None
    if path.exists():
        kept = _free_name(path)
        keys.key_file_of(path).replace(keys.key_file_of(kept))
        path.replace(kept)
        for side in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{path}{side}").replace(f"{kept}{side}")
    new.with_name(_KEYS).replace(keys.key_file_of(path))
    new.replace(path)
    return kept


def _free_name(path: Path) -> Path:
    number = 1
    while (candidate := path.with_name(f"{path.name}.replaced-{number}")).exists():
        number += 1
    return candidate
