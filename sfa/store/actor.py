"""Who acts, what they may do, and how far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from sfa.store.base import Synced, model_named, table_of

__all__ = ["Actor", "Reach", "covers", "system_actor", "visible"]

Rights = Mapping[str, Mapping[str, "Reach"]]
RowLookup = Callable[[type[Synced], UUID], Mapping[str, Any] | None]


class Reach(StrEnum):
    """How far a right goes; each includes the ones before it."""

    OWN = "own"
    TERRITORY = "territory"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True)
class Actor:
    """A person (or Fieldbook itself) at work.

    rights: object -> action (read, create, edit, delete or an act's own) -> reach; "*" stands for any.
    territories: ids the person's grants cover, with all below them. team: ids of the users they lead, and their own.
    """

    user_id: UUID | None
    name: str
    rights: Rights = field(default_factory=dict)
    territories: frozenset[UUID] = frozenset()
    team: frozenset[UUID] = frozenset()
    role: str = ""

    def reach(self, object_: str, action: str) -> Reach | None:
        """How far the actor may do `action` on `object_`, or None for not at all."""
        for name in (object_, "*"):
            actions = self.rights.get(name)
            if actions is not None:
                return actions.get(action) or actions.get("*")
        return None


def system_actor(name: str = "Fieldbook") -> Actor:
    """Fieldbook itself: set-up, imports by an administrator's command, migrations."""
    return Actor(None, name, {"*": {"*": Reach.ALL}}, role="system")


def visible(actor: Actor, model: type[Synced]) -> ColumnElement[bool]:
    """The condition on `model` that keeps the rows the actor may read. For every query of a list or report."""
    reach = actor.reach(model.spec.object, "read")
    if reach is None:
        return false()
    if reach is Reach.ALL or model.spec.company:
        return true()
    return _theirs(actor, model, reach)


def _theirs(actor: Actor, model: type[Synced], reach: Reach) -> ColumnElement[bool]:
    columns = table_of(model).columns
    spec = model.spec
    ways: list[ColumnElement[bool]] = [_made_by(actor, model)]
    if spec.owner:
        owners = actor.team if reach is Reach.TEAM else {actor.user_id}
        ways.append(columns[spec.owner].in_(owners))
    if spec.territory and reach is not Reach.OWN and actor.territories:
        ways.append(columns[spec.territory].in_(actor.territories))
    if spec.through:
        root = model_named(columns[spec.through].info["ref"])
        ways.append(
            columns[spec.through].in_(select(table_of(root).columns["id"]).where(_theirs(actor, root, reach)))
        )
    return or_(*ways)


def covers(
    actor: Actor, reach: Reach | None, model: type[Synced], row: Mapping[str, Any], look_up: RowLookup
) -> bool:
    """Whether `reach` takes in `row` (column -> value). look_up(model, id) gives the row it hangs on, or None."""
    if reach is None:
        return False
    if reach is Reach.ALL or model.spec.company:
        return True
    nobodys = all(row.get(name) is None for name in _holders(model))
    if nobodys and actor.user_id is not None and row.get("created_by") == actor.user_id:
        return True
    return _is_theirs(actor, reach, model, row, look_up)


def _owner(model: type[Synced], row: Mapping[str, Any]) -> UUID | None:
    return row.get(model.spec.owner) if model.spec.owner else None


def _made_by(actor: Actor, model: type[Synced]) -> ColumnElement[bool]:
    """What nobody owns and what hangs on no other record belongs to who made it."""
    columns = table_of(model).columns
    nobody = [columns[name].is_(None) for name in _holders(model)]
    return and_(columns["created_by"] == actor.user_id, *nobody)


def _holders(model: type[Synced]) -> list[str]:
    return [name for name in (model.spec.owner, model.spec.territory, model.spec.through) if name]


def _is_theirs(actor: Actor, reach: Reach, model: type[Synced], row: Mapping[str, Any], look_up: RowLookup) -> bool:
    spec = model.spec
    owner = _owner(model, row)
    if owner is not None and (owner == actor.user_id or (reach is Reach.TEAM and owner in actor.team)):
        return True
    if spec.territory and reach is not Reach.OWN and row.get(spec.territory) in actor.territories:
        return True
    parent_id = row.get(spec.through) if spec.through else None
    if parent_id is None:
        return False
    root = model_named(table_of(model).columns[spec.through].info["ref"])
    parent = look_up(root, parent_id)
    return parent is not None and covers(actor, reach, root, parent, look_up)
