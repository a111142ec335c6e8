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

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.config import default_store
from sfa.errors import BadInput
from sfa.people.model import User
from sfa.store.keys import PassphraseNeeded
from sfa.store.store import Store
from sfa.workspace import Workspace

__all__ = ["opened", "passphrase_from_environment", "store_path", "user_by_name"]


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
        if name:
            return user_by_name(session, name).id
        query = select(User.id).where(User.role == "admin", User.active, User.deleted_at.is_(None)).order_by(User.id)
        found = session.scalars(query).first()
    if found is None:
        raise BadInput("This store has no administrator; name a user with --user.")
    return found


def user_by_name(session: Session, name: str) -> User:
    """The user of that name or e-mail address, or whose name alone begins so. Raises BadInput."""
    living = select(User).where(User.deleted_at.is_(None))
    exact = session.scalars(living.where((User.name == name) | (User.email == name))).all()
    found = exact or session.scalars(living.where(User.name.startswith(name, autoescape=True))).all()
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(f"There is no user “{name}”.")
    raise BadInput(f"“{name}” could be {', '.join(sorted(user.name for user in found))}; give the whole name.")
