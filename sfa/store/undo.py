"""Taking back a group: a new group that restores the values before, if nobody changed the rows since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sfa.errors import UndoRefused
from sfa.store.base import Synced, model_named
from sfa.store.capture import INSERT, plan_of
from sfa.store.tables import Change, ChangeGroup
from sfa.store.transaction import Transaction

__all__ = ["last_undoable", "take_back"]


def last_undoable(session: Session, actor_id: UUID | None, *, redo: bool = False) -> ChangeGroup | None:
    """The group Undo (or Redo) would take back for this person, or None.

    Undo takes the newest group that is neither an undo nor taken back; Redo takes back the newest undo that
    no new work followed.
    """
    later = aliased(ChangeGroup)
    taken_back = select(later.id).where(later.undo_of == ChangeGroup.id).exists()
    mine = select(ChangeGroup).where(ChangeGroup.actor_id == actor_id, ~taken_back).order_by(ChangeGroup.seq.desc())
    for group in session.scalars(mine.limit(200)):
        is_undo = group.undo_of is not None and not _is_redo(session, group)
        if is_undo is redo:
            return group
        if redo and group.undo_of is None:
            return None
    return None


def _is_redo(session: Session, group: ChangeGroup) -> bool:
    undone = session.scalars(select(ChangeGroup).where(ChangeGroup.id == group.undo_of)).one()
    return undone.undo_of is not None and not _is_redo(session, undone)


def take_back(txn: Transaction, session: Session, group: ChangeGroup) -> None:
    """Reverse every change of `group` in `txn`. Raises UndoRefused in a sentence."""
    if group.irreversible:
        raise UndoRefused(group.irreversible)
    changes: Sequence[Change] = session.scalars(
        select(Change).where(Change.group_seq == group.seq).order_by(Change.n.desc())
    ).all()
    txn.mark_undo(group.id)
    for change in changes:
        model = model_named(change.table_name)
        if model.spec.internal:
            continue  # a number that was given out is never given back
        row = txn.get_any(model, change.row_id)
        if change.kind == INSERT:
            _end(txn, row, group, change)
        else:
            _restore(row, model, group, change)


def _end(txn: Transaction, row: Synced, group: ChangeGroup, change: Change) -> None:
    if row.version > 1 and _differs(row, type(row), change.set_to):
        raise _refused(row, group)
    if row.deleted_at is None:
        txn.delete(row)


def _restore(row: Synced, model: type[Synced], group: ChangeGroup, change: Change) -> None:
    if _differs(row, model, change.set_to):
        raise _refused(row, group)
    for field in plan_of(model).fields:
        if field.name in change.base:
            setattr(row, field.name, field.type.from_wire(change.base[field.name]))


def _differs(row: Synced, model: type[Synced], wanted: dict[str, Any]) -> bool:
    fields = [f for f in plan_of(model).fields if f.name in wanted and f.name != "deleted_at"]
    return any(f.type.to_wire(getattr(row, f.name)) != wanted[f.name] for f in fields)


def _refused(row: Synced, group: ChangeGroup) -> UndoRefused:
    return UndoRefused(
        f"“{group.label}” cannot be undone: this {row.spec.label} was changed since.",
        details=f"{row.__tablename__} {row.id}",
    )
