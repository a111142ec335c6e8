"""What one transaction of an import writes: rows in bulk, edits of records that are there, references made good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.model import Account
from sfa.errors import NotAllowed
from sfa.exchange.known import Known
from sfa.exchange.known_loading import Entry
from sfa.exchange.plan import Prepared, Problem
from sfa.exchange.report import Outcome
from sfa.exchange.resolving import Record, Reference
from sfa.exchange.targets import target
from sfa.store.actor import Reach, covers
from sfa.store.base import Synced, table_of
from sfa.store.transaction import Transaction
from sfa.text import fold

__all__ = ["Batch", "Later", "Owning", "apply"]

ModelT = TypeVar("ModelT", bound=Synced)


@dataclass(frozen=True)
class Owning:
    """Whose new records are where the file does not say. currency: of records that need one. zone: IANA."""

    owner_id: UUID | None = None
    currency: str = "USD"
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Later:
    """A reference to look up when the whole file is in. model and id: the record that refers; by its `column`."""

    line: int
    model: type[Synced]
    id: UUID
    column: str
    field: str
    kind: str
    text: str


@dataclass
class Batch:
    """Collects what a group of rows becomes; `finish` writes it, `settle` keeps it once it is committed."""

    txn: Transaction
    known: Known
    owning: Owning
    created: Counter[str] = field(default_factory=Counter)
    later: list[Later] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[tuple[Prepared, Outcome]] = field(default_factory=list)
    _rows: dict[type[Synced], list[dict[str, Any]]] = field(default_factory=dict)
    _entries: dict[tuple[str, str], tuple[str, Entry]] = field(default_factory=dict)
    _teams: dict[str, UUID] = field(default_factory=dict)
    _mine: dict[UUID, bool] = field(default_factory=dict)

    # --- rows ---

    def insert(self, model: type[Synced], **values: Any) -> UUID:
        """Add a row when the batch is finished; returns its id."""
        id_: UUID = values.setdefault("id", self.txn.new_id())
        self._rows.setdefault(model, []).append(values)
        return id_

    def load(self, model: type[ModelT], column: str, ids: Iterable[UUID | None]) -> list[ModelT]:
        """The living rows of `model` whose `column` is among `ids`."""
        wanted = [id_ for id_ in ids if id_]
        if not wanted:
            return []
        columns = table_of(model).c
        query = select(model).where(columns[column].in_(wanted), columns["deleted_at"].is_(None))
        return list(self.txn.scalars(query.order_by(columns["id"])))

    def finish(self) -> None:
        """Send everything to the database; the store's own checks speak here."""
        self.txn.flush()
        for model, rows in self._rows.items():
            self.txn.insert_many(model, rows)
        self._rows.clear()

    def settle(self) -> None:
        """Make what was added known to the rows that follow. Called after the commit."""
        for kind, entry in self._entries.values():
            self.known.add(kind, entry)
        self.known.setup.teams.update(self._teams)

    # --- references ---

    def add_entry(self, kind: str, entry: Entry) -> None:
        """Note a new record, so that other rows can refer to it."""
        self._entries.setdefault((kind, fold(entry.name)), (kind, entry))

    def resolve(self, reference: Any) -> UUID | None:
        """The id a reference stands for by now, or None."""
        if not isinstance(reference, Reference):
            return None
        if reference.id or not reference.pending:
            return reference.id
        new = self._entries.get((reference.kind, fold(reference.text)))
        if new:
            return new[1].id
        found = self.known.find(reference.kind, reference.text)
        return found.id if found and found.matches == 1 else None

    def find_later(self, wanted: Later) -> UUID | None:
        """What a reference to another row of the file means, now that all are in; noted where it means nothing."""
        new = self._entries.get((wanted.kind, fold(wanted.text)))
        found = self.known.find(wanted.kind, wanted.text)
        matches = (found.matches if found else 0) + (new is not None)
        id_ = found.id if found else new[1].id if new else None
        if matches == 1 and id_ != wanted.id:
            return id_
        message = f"There are {matches} {wanted.kind} called “{wanted.text}”."
        if not matches:
            message = f"There is no {target(wanted.kind).one} “{wanted.text}”."
        elif matches == 1:
            message = f"“{wanted.text}” cannot be its own {wanted.field}."
        self.problems.append(Problem(wanted.line, "", wanted.field, message))
        return None

    def team(self, name: str) -> UUID | None:
        """The team of that name, also one this batch adds."""
        return self.known.setup.teams.get(fold(name)) or self._teams.get(fold(name))

    def add_team(self, name: str, id_: UUID) -> None:
        """Note a new team."""
        self._teams[fold(name)] = id_

    def owner(self, record: Record) -> UUID | None:
        """Whose the record is: the person its row names, else, where it names none, whose new records are."""
        named = record.get("owner")
        return self.resolve(named) if named is not None else self.owning.owner_id

    # --- rights and remarks ---

    def own_account(self, account_id: UUID | None, object_: str) -> None:
        """Raise NotAllowed where the actor may not add to this account.

        A new row counts as its maker's own; whether it may hang on this account is asked here.
        """
        reach = self.txn.actor.reach(object_, "edit")
        if account_id is None or reach is Reach.ALL:
            return
        if account_id not in self._mine:
            account = self.txn.find(Account, account_id)
            # One that this batch makes is not in the database yet, and is the actor's own.
            self._mine[account_id] = account is None or covers(
                self.txn.actor,
                reach,
                Account,
                {name: getattr(account, name) for name in ("owner_id", "territory_id", "created_by")},
                lambda _model, _id: None,
            )
        if not self._mine[account_id]:
            raise NotAllowed("You may not change this account.", details=f"{self.txn.actor.role}: {object_}.edit")

    def remark(self, prepared: Prepared, field: str, message: str) -> None:
        """Something to look at that only the store could tell."""
        self.problems.append(Problem(prepared.line, "", field, message))

    def done(self, prepared: Prepared, outcome: Outcome) -> None:
        """What became of a row."""
        self.outcomes.append((prepared, outcome))


def apply(row: Synced, values: Mapping[str, Any]) -> bool:
    """Set the values that differ; returns whether any did."""
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
