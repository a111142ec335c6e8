"""What a person settles about the safety of a store: its passphrase, and what a backup is before it is restored."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from sfa.errors import BadInput, WrongKey, require
from sfa.store import keys
from sfa.store.backup import _KEYS, _STORE
from sfa.store.store import Store

__all__ = ["LEAST_LETTERS", "BackupFacts", "LockKind", "change_passphrase", "lock_of", "look_into"]

LockKind = Literal["keyring", "passphrase", "plain"]

LEAST_LETTERS = 8
"""A passphrase has at least so many characters."""


@dataclass(frozen=True)
class BackupFacts:
    """A backup file. made_at: when the file was written, UTC; size: bytes; lock: how its store opens."""

    path: Path
    size: int
    made_at: datetime
    lock: LockKind


def lock_of(file: keys.KeyFile) -> LockKind:
    """How a store opens day by day; its recovery key opens it besides."""
    if file.is_open_to_all:
        return "plain"
    return "passphrase" if file.lock("passphrase") else "keyring"


def look_into(backup: Path) -> BackupFacts:
    """What can be told of a backup without opening its store. Raises BadInput for what is none."""
    try:
        with zipfile.ZipFile(backup) as bundle:
            bundle.getinfo(_STORE)
            file = msgspec.json.decode(bundle.read(_KEYS), type=keys.KeyFile)
        found = backup.stat()
    except (zipfile.BadZipFile, KeyError, msgspec.DecodeError) as error:
        raise BadInput(f"{backup.name} is no Fieldbook backup, or only part of one.", details=repr(error)) from error
    except OSError as error:
        raise BadInput(f"{backup.name} cannot be read.", details=repr(error)) from error
    return BackupFacts(backup, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC), lock_of(file))


def change_passphrase(store: Store, present: str | None, new: str, keyring: keys.KeyRing | None = None) -> None:
    """Lock the store under `new` instead of its passphrase or the keyring; the recovery key stays.

    present: passphrase or recovery key, where the store has one. Raises WrongKey or PassphraseNeeded (field
    "present") when the key is not to be had, RuleBroken for one that is too short, StoreError for a failed write.
    Backups made before keep the lock they were made with.
    """
    require(len(new) >= LEAST_LETTERS, f"A passphrase has at least {LEAST_LETTERS} characters.", field="new")
    file = store.key_file
    try:
        key = keys.unlock(file, secret=present, keyring=keyring)
    except WrongKey as error:
        error.field = "present"
        raise
    keys.with_passphrase(file, key, new).write(keys.key_file_of(store.path))
