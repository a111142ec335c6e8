"""Notes what a transaction does to synced rows: makes values storable, checks rights, keeps base values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import inspect

from sfa.errors import BadInput, NotAllowed
from sfa.store.actor import Actor, Reach, covers
from sfa.store.base import Merge, Synced, table_of, travelling_columns
from sfa.store.types import StoredType
from sfa.text import fold, is_blank

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Pending", "Recorder", "TablePlan", "plan_of"]

INSERT, UPDATE = "insert", "update"


@dataclass
class Pending:
    """What the group does to one row so far: wire values before (`base`) and after (`set_to`)."""

    table: str
    row_id: UUID
    kind: str
    base_version: int
    base: dict[str, Any] = field(default_factory=dict)
    set_to: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldPlan:
    """One travelling column, ready for use in loops."""

    name: str
    type: StoredType
    required: bool
    fixed: bool
    label: str

    def canonical(self, value: Any) -> Any:
        """The storable value; raises BadInput that names the field."""
        try:
            clean = self.type.canonical(value)
        except BadInput as error:
            raise BadInput(f"{self.label}: {error.message}", field=self.name) from error
        if self.required and (clean is None or (isinstance(clean, str) and is_blank(clean))):
            raise BadInput(f"{self.label} must not be blank.", field=self.name)
        return clean


@dataclass(frozen=True)
class TablePlan:
    """What the recorder needs to know of a model, worked out once."""

    model: type[Synced]
    fields: tuple[FieldPlan, ...]
    keys: tuple[tuple[str, str], ...]
    defaults: tuple[tuple[str, Any], ...]

    @property
    def table(self) -> str:
        """The table's name."""
        return str(self.model.__tablename__)


@lru_cache(maxsize=256)
def plan_of(model: type[Synced]) -> TablePlan:
    """The plan of a model."""
    fields = tuple(
        FieldPlan(
            c.name,
            c.type,  # type: ignore[arg-type]
            bool(c.info.get("required")),
            c.info.get("merge") is Merge.FIXED,
            c.info.get("label") or c.name.removesuffix("_id").replace("_", " ").capitalize(),
        )
        for c in travelling_columns(model)
    )
    columns = table_of(model).columns
    keys = tuple((c.name, str(c.info["key_of"])) for c in columns if "key_of" in c.info)
    defaults = tuple((c.name, c.default.arg) for c in columns if c.default is not None and c.default.is_scalar)  # type: ignore[attr-defined]
    return TablePlan(model, fields, keys, defaults)


class Recorder:
    """Collects the pending changes of one group and stamps the rows."""

    def __init__(self, actor: Actor, stamp: Callable[[], Mapping[str, Any]], new_id: Callable[[], UUID]) -> None:
        self._actor = actor
        self._stamp = stamp
        self._new_id = new_id
        self._in_act = False
        self.pending: dict[tuple[str, UUID], Pending] = {}

    def in_act(self, *, inside: bool) -> None:
        """Whether an act is running: only then internal tables may be written."""
        self._in_act = inside

    # --- rows made and changed through the session ---

    def before_flush(self, session: Session) -> None:
        """Stamp, check and note everything the session is about to write."""
        gone = [row for row in session.deleted if isinstance(row, Synced)]
        assert not gone, "synced rows are deleted softly, by Transaction.delete"
        created = [row for row in session.new if isinstance(row, Synced)]
        changed = [row for row in session.dirty if isinstance(row, Synced) and session.is_modified(row)]
        for row in created:
            self._note_created(row)
        for row in created:
            self._check(type(row), "create", _values(row), session)
        for row in changed:
            self._note_changed(row, session)

    def _note_created(self, row: Synced) -> None:
        plan = plan_of(type(row))
        row.id = row.id or self._new_id()
        for name, default in plan.defaults:
            if getattr(row, name) is None:
                setattr(row, name, default)
        set_to = {}
        for spot in plan.fields:
            value = spot.canonical(getattr(row, spot.name))
            setattr(row, spot.name, value)
            if value is not None:
                set_to[spot.name] = spot.type.to_wire(value)
        for key, of in plan.keys:
            setattr(row, key, fold(getattr(row, of) or ""))
        for name, value in self._stamp().items():
            setattr(row, name, value)
        row.version = 1
        self.pending[plan.table, row.id] = Pending(plan.table, row.id, INSERT, 0, {}, set_to)

    def _note_changed(self, row: Synced, session: Session) -> None:
        plan = plan_of(type(row))
        state = inspect(row)
        base, set_to = {}, {}
        before = _values(row)
        for spot in plan.fields:
            history = state.attrs[spot.name].history
            if not history.has_changes():
                continue
            value = spot.canonical(history.added[0] if history.added else None)
            old = history.deleted[0] if history.deleted else None
            before[spot.name] = old
            if value == old and type(value) is type(old):
                continue
            assert not spot.fixed or (plan.table, row.id) in self.pending, f"{plan.table}.{spot.name} never changes"
            setattr(row, spot.name, value)
            base[spot.name], set_to[spot.name] = spot.type.to_wire(old), spot.type.to_wire(value)
        if not set_to:
            return
        self._check(plan.model, "delete" if "deleted_at" in set_to else "edit", before, session)
        for key, of in plan.keys:
            if of in set_to:
                setattr(row, key, fold(getattr(row, of) or ""))
        self._merge(plan.table, row, base, set_to)

    def _merge(self, table: str, row: Synced, base: dict[str, Any], set_to: dict[str, Any]) -> None:
        pending = self.pending.get((table, row.id))
        if pending is None:
            pending = self.pending[table, row.id] = Pending(table, row.id, UPDATE, row.version)
            row.version += 1
        for name, value in base.items():
            if pending.kind == UPDATE:
                pending.base.setdefault(name, value)
        pending.set_to.update(set_to)
        stamp = self._stamp()
        row.updated_at, row.updated_by = stamp["updated_at"], stamp["updated_by"]

    # --- rows made in bulk ---

    def note_many(
        self, model: type[Synced], rows: Sequence[Mapping[str, Any]], session: Session
    ) -> list[dict[str, Any]]:
        """Make `rows` (column -> value) storable and note them; returns what to insert."""
        plan = plan_of(model)
        common: dict[str, Any] = {**{spot.name: None for spot in plan.fields}, **dict(plan.defaults)}
        stamp = dict(self._stamp(), version=1)
        ready = []
        for row in rows:
            full = {**common, **row, **stamp}
            row_id = full["id"] = row.get("id") or self._new_id()
            set_to = {}
            for spot in plan.fields:
                value = full[spot.name]
                if value is None and not spot.required:
                    continue
                value = full[spot.name] = spot.canonical(value)
                set_to[spot.name] = spot.type.to_wire(value)
            for key, of in plan.keys:
                full[key] = fold(full[of] or "")
            self.pending[plan.table, row_id] = Pending(plan.table, row_id, INSERT, 0, {}, set_to)
            ready.append(full)
        if self._actor.reach(model.spec.object, "create") is not Reach.ALL or model.spec.internal:
            for full in ready:
                self._check(model, "create", full, session)
        return ready

    # --- rights ---

    def _check(self, model: type[Synced], action: str, row: Mapping[str, Any], session: Session) -> None:
        spec = model.spec
        if spec.internal:
            assert self._in_act, f"{spec.label} is written by acts alone"
            return
        reach = self._actor.reach(spec.object, action)
        if not covers(self._actor, reach, model, row, lambda root, id_: self._look_up(root, id_, session)):
            verb = {"create": "add", "edit": "change", "delete": "delete"}[action]
            raise NotAllowed(
                f"You may not {verb} this {spec.label}.",
                details=f"{self._actor.role}: {spec.object}.{action}",
            )

    def _look_up(self, model: type[Synced], row_id: UUID, session: Session) -> Mapping[str, Any] | None:
        plan = plan_of(model)
        made = self.pending.get((plan.table, row_id))
        if made is not None and made.kind == INSERT:
            # Of a row not yet written only what says whose it is.
            whose = (model.spec.owner, model.spec.territory, model.spec.through)
            values = {f.name: f.type.from_wire(made.set_to.get(f.name)) for f in plan.fields if f.name in whose}
            return {**values, "created_by": self._actor.user_id}
        with session.no_autoflush:
            row = session.get(model, row_id)
        return None if row is None else _values(row)


def _values(row: Synced) -> dict[str, Any]:
    return {c.name: getattr(row, c.name) for c in table_of(type(row)).columns}
