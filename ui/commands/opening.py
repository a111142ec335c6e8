"""How a command gets at the store it works on."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sfa.config import default_store
from sfa.people.directory import first_administrator, user_by_name
from sfa.store.keys import PassphraseNeeded
from sfa.store.store import Store
from sfa.workspace import Workspace

__all__ = ["opened", "passphrase_from_environment", "store_path"]


def store_path(args: argparse.Namespace) -> Path:
    """The store the command line, FIELDBOOK_STORE or the custom of the system names."""
    return Path(args.store) if args.store else default_store()


def passphrase_from_environment() -> str | None:
    """FIELDBOOK_PASSPHRASE, for unattended use."""
    return os.environ.get("FIELDBOOK_PASSPHRASE") or None


def open_store(path: Path, *, writable: bool) -> Store:
    """Open with the environment's passphrase, the keyring, or by asking at the terminal."""
    try:
        return Store.open(path, secret=passphrase_from_environment(), writable=writable)
    except PassphraseNeeded:
        if not sys.stdin.isatty():
            raise
        return Store.open(path, secret=getpass.getpass("Passphrase: "), writable=writable)


@contextmanager
def opened(args: argparse.Namespace, *, writable: bool = False) -> Iterator[Workspace]:
    """The store, open, with an administrator (or the user --user names) at work. Closed at the end."""
    store = open_store(store_path(args), writable=writable)
    try:
        yield Workspace.enter(store, _who(store, args.user))
    finally:
        store.close()


def _who(store: Store, name: str | None) -> UUID:
    with store.reading() as session:
        return user_by_name(session, name).id if name else first_administrator(session)
