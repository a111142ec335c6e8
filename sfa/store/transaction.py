"""The only writer of synced tables."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Select, event, insert
from sqlalchemy.orm import ORMExecuteState, Session

from sfa.errors import NotAllowed, NotFound, RuleBroken
from sfa.hlc import Hlc
from sfa.ids import derived_id
from sfa.store import audit, search
from sfa.store.actor import Actor
from sfa.store.acts import act_for
from sfa.store.base import Synced, table_of
from sfa.store.capture import INSERT, Pending, Recorder
from sfa.store.events import Event, Listeners
from sfa.store.tables import Change, ChangeGroup

__all__ = ["Transaction", "WriteOutsideTransaction"]

ModelT = TypeVar("ModelT", bound=Synced)
_MAX_DEPTH = 8


class WriteOutsideTransaction(RuntimeError):
    """Our bug: something tried to write a synced table without a transaction."""


class Gate:
    """Open only while a transaction's own statements run; the tests' triggers ask it."""

    def __init__(self) -> None:
        self.open = False

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Let writes through for the length of a `with`."""
        before, self.open = self.open, True
        try:
            yield
        finally:
            self.open = before


class Transaction:
    """One action of one person: checks rights, keeps base values, and commits rows and change record together.

    Rows are made with `add`, changed by setting their attributes, and ended with `delete`.
    """

    def __init__(
        self,
        session: Session,
        gate: Gate,
        *,
        label: str,
        actor: Actor,
        group: UUID,
        hlc: Hlc,
        listeners: Listeners,
    ) -> None:
        self.label = label
        self.actor = actor
        self.group = group
        self.hlc = hlc
        self._session = session
        self._gate = gate
        self._listeners = listeners
        self._acts: list[Any] = []
        self._running: list[str] = []
        self._counters: Counter[str] = Counter()
        self._events: deque[tuple[int, Event]] = deque()
        self._depth = 0
        self._irreversible = ""
        self.undo_of: UUID | None = None
        self._recorder = Recorder(actor, self._stamp, self.new_id)
        session.info["transaction"] = self

    # --- time and identity ---

    @property
    def now(self) -> datetime:
        """The moment of the action, UTC, equal wherever the action is run again."""
        return self.hlc.moment

    def new_id(self) -> UUID:
        """The next id of this group for the act that is running."""
        name = self._running[-1] if self._running else "edit"
        self._counters[name] += 1
        return derived_id(self.group, name, self._counters[name])

    # --- reading ---

    def get(self, model: type[ModelT], row_id: UUID | None) -> ModelT:
        """The living row of that id. Raises NotFound."""
        row = self.find(model, row_id)
        if row is None:
            raise NotFound(
                f"This {model.spec.label} is not here any more.", details=f"{model.__tablename__} {row_id}"
            )
        return row

    def find(self, model: type[ModelT], row_id: UUID | None) -> ModelT | None:
        """The living row of that id, or None."""
        row = None if row_id is None else self._session.get(model, row_id)
        return None if row is None or row.deleted_at is not None else row

    def get_any(self, model: type[ModelT], row_id: UUID) -> ModelT:
        """The row of that id, deleted or not. Raises NotFound."""
        row = self._session.get(model, row_id)
        if row is None:
            raise NotFound(
                f"This {model.spec.label} is not here any more.", details=f"{model.__tablename__} {row_id}"
            )
        return row

    def scalars(self, query: Select[Any]) -> Sequence[Any]:
        """The rows a select of one model finds."""
        return self._session.scalars(query).all()

    def rows(self, query: Select[Any]) -> Sequence[Any]:
        """The rows a select of columns finds."""
        return self._session.execute(query).all()

    # --- writing ---

    def add(self, row: ModelT) -> ModelT:
        """Add a new row; its id is given at once."""
        row.id = row.id or self.new_id()
        self._session.add(row)
        return row

    def delete(self, row: Synced) -> None:
        """End a row softly: it stays, marked, until sync ends it for good."""
        row.deleted_at = self.now

    def insert_many(self, model: type[Synced], rows: Sequence[Mapping[str, Any]]) -> list[UUID]:
        """Add many rows given as column -> value, fast; returns their ids in order."""
        self._session.flush()
        ready = self._recorder.note_many(model, rows, self._session)
        if ready:
            with self._gate.opened():
                self._session.connection().execute(insert(table_of(model)), ready)
        return [row["id"] for row in ready]

    def flush(self) -> None:
        """Send what was changed so far, so that later reads and checks see it."""
        self._session.flush()

    # --- acts and events ---

    def run(self, args: msgspec.Struct) -> Any:
        """Run the act these arguments belong to. Raises NotAllowed, RuleBroken and what the act raises."""
        entry = act_for(args)
        if self.actor.reach(*entry.right) is None:
            raise NotAllowed(f"Your role does not include “{entry.label}”.", details=".".join(entry.right))
        if not self._running:
            self._acts.append([entry.name, entry.version, msgspec.to_builtins(args)])
        self._irreversible = self._irreversible or entry.irreversible
        self._enter(entry.name)
        try:
            result = entry.run(self, args)
            self._session.flush()
        finally:
            self._leave()
        if not self._running:
            self._dispatch()
        return result

    def raise_event(self, happened: Event) -> None:
        """Queue an event; its listeners run when the act is through, in this same transaction."""
        self._events.append((self._depth + 1, happened))

    def _enter(self, name: str) -> None:
        self._running.append(name)
        self._recorder.in_act(inside=True)

    def _leave(self) -> None:
        self._running.pop()
        self._recorder.in_act(inside=bool(self._running))

    def _dispatch(self) -> None:
        while self._events:
            self._depth, happened = self._events.popleft()
            if self._depth > _MAX_DEPTH:
                raise RuleBroken("Rules set each other off without end.", details=type(happened).__name__)
            self._enter(f"on {type(happened).__name__}")
            try:
                for listen in self._listeners.get(type(happened), ()):
                    listen(self, happened)
                self._session.flush()
            finally:
                self._leave()
        self._depth = 0

    def mark_irreversible(self, why: str) -> None:
        """Have undo refuse this group with the sentence `why`."""
        self._irreversible = why

    # --- what the store calls ---

    def finish(self) -> Mapping[str, frozenset[UUID]]:
        """Write the change record, audit link and search; returns the touched ids by table."""
        self._session.flush()
        self._dispatch()
        pending = [p for p in self._recorder.pending.values() if p.kind == INSERT or p.set_to]
        touched: dict[str, set[UUID]] = {}
        if pending:
            self._write_group(pending)
            for change in pending:
                touched.setdefault(change.table, set()).add(change.row_id)
            search.update(self._session, touched)
        return {table: frozenset(ids) for table, ids in touched.items()}

    def before_flush(self) -> None:
        """Called by the session's hook."""
        self._recorder.before_flush(self._session)

    def gate(self) -> Gate:
        """The gate the session's hooks open while they write."""
        return self._gate

    def mark_undo(self, of: UUID) -> None:
        """This group takes back the group `of`."""
        self.undo_of = of
        self._recorder.in_act(inside=True)

    def _stamp(self) -> Mapping[str, Any]:
        who = self.actor.user_id
        return {"created_at": self.now, "created_by": who, "updated_at": self.now, "updated_by": who}

    def _write_group(self, pending: Sequence[Pending]) -> None:
        connection = self._session.connection()
        head = {
            "id": self.group,
            "label": self.label,
            "acts": self._acts,
            "actor_id": self.actor.user_id,
            "hlc": self.hlc.pack(),
            "device": self.hlc.device,
            "at": self.now,
            "undo_of": self.undo_of,
            "irreversible": self._irreversible,
        }
        seq = connection.execute(
            insert(table_of(ChangeGroup)).returning(table_of(ChangeGroup).c.seq), head
        ).scalar_one()
        changes = [
            {
                "group_seq": seq,
                "n": n,
                "table_name": p.table,
                "row_id": p.row_id,
                "kind": p.kind,
                "base_version": p.base_version,
                "base": p.base,
                "set_to": p.set_to,
            }
            for n, p in enumerate(pending)
        ]
        connection.execute(insert(table_of(Change)), changes)
        audit.add_link(self._session, head, changes)


# --- the proof that nothing else writes ---


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    txn = session.info.get("transaction")
    if txn is not None:
        txn.before_flush()
        gate: Gate = txn.gate()
        session.info["gate_before"] = gate.open
        gate.open = True
        return
    if any(isinstance(row, Synced) for row in (*session.new, *session.dirty, *session.deleted)):
        raise WriteOutsideTransaction("synced rows are written by sfa.store.transaction alone")


def _close_gate(session: Session, *_ignored: Any) -> None:
    txn = session.info.get("transaction")
    if txn is not None:
        txn.gate().open = session.info.pop("gate_before", False)


event.listen(Session, "after_flush_postexec", _close_gate)
event.listen(Session, "after_soft_rollback", _close_gate)


@event.listens_for(Session, "do_orm_execute")
def _no_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_select:
        return
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Synced):
        raise WriteOutsideTransaction("synced rows are written by sfa.store.transaction alone")
