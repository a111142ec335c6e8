"""The audit chain of a device: every group's digest, each link sealed by the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sfa.store.base import table_of
from sfa.store.tables import AuditEntry, Change, ChangeGroup

__all__ = ["add_link", "broken_links"]

_HEAD = ("id", "label", "acts", "actor_id", "hlc", "device", "undo_of")
_CHANGE = ("table_name", "row_id", "kind", "base_version", "base", "set_to")


def add_link(session: Session, head: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> None:
    """Seal a group (its row and the rows of its changes) into the chain."""
    entry = table_of(AuditEntry)
    last = session.execute(select(entry.c.hash).order_by(entry.c.n.desc()).limit(1)).scalar()
    digest = _digest(head, changes)
    link = {"group_id": head["id"], "digest": digest, "hash": _seal(last, digest)}
    session.connection().execute(insert(entry), link)


def broken_links(session: Session) -> list[str]:
    """What does not fit, a sentence each; empty when nobody touched the record of changes."""
    found = []
    groups = {g.id: g for g in session.scalars(select(ChangeGroup))}
    last: str | None = None
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.n)):
        group = groups.pop(entry.group_id, None)
        if entry.hash != _seal(last, entry.digest):
            found.append(f"Link {entry.n} does not follow from the one before.")
        if group is None:
            found.append(f"Link {entry.n} names a group that is missing.")
        elif _stored_digest(session, group) != entry.digest:
            found.append(f"The group “{group.label}” was altered after it was recorded.")
        last = entry.hash
    return [*found, *(f"The group “{group.label}” has no link in the chain." for group in groups.values())]


def _stored_digest(session: Session, group: ChangeGroup) -> str:
    changes = session.scalars(select(Change).where(Change.group_seq == group.seq).order_by(Change.n))
    head = {name: getattr(group, name) for name in _HEAD}
    return _digest(head, [{name: getattr(change, name) for name in _CHANGE} for change in changes])


def _digest(head: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over who did what when and every value before and after, as canonical JSON."""
    body = [[head[name] for name in _HEAD], [[change[name] for name in _CHANGE] for change in changes]]
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()


def _seal(last: str | None, digest: str) -> str:
    return hashlib.sha256(((last or "") + digest).encode()).hexdigest()
