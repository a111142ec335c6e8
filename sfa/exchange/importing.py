"""A file brought into the store: in groups of rows, each a transaction, with a report on every row."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from sfa.errors import FieldbookError, NotAllowed, StoreError
from sfa.exchange.account_writer import AccountWriter, ContactWriter
from sfa.exchange.acts import NoteImport
from sfa.exchange.batch import Batch, Later, Owning
from sfa.exchange.csv_reading import CsvSource, open_csv
from sfa.exchange.daily_writer import ActivityWriter, LeadWriter
from sfa.exchange.deal_writer import DealWriter
from sfa.exchange.known import Known
from sfa.exchange.mapping import Mapping, load_mapping, mapping_for, with_defaults
from sfa.exchange.ordering import managers_first
from sfa.exchange.people_writer import ProductWriter, UserWriter
from sfa.exchange.plan import Prepared, prepare, unused_columns
from sfa.exchange.report import ImportReport, Outcome
from sfa.exchange.resolving import Record
from sfa.exchange.targets import Target, ValueType, target
from sfa.people.model import User
from sfa.store.actor import Actor, Reach
from sfa.store.store import Store
from sfa.store.tables import Setting

__all__ = ["GROUP", "ImportDefaults", "import_csv"]

GROUP = 500
"""Rows written in one transaction."""

_OBJECTS = {
    "users": "user", "accounts": "account", "contacts": "contact", "products": "product", "leads": "lead",
    "opportunities": "opportunity", "activities": "activity",
}  # fmt: skip


class Writer(Protocol):
    """Writes records of one kind into a batch."""

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the record or bring the one that is there up to date. Raises FieldbookError when it cannot be."""
        ...


_WRITERS: dict[str, Callable[[Batch, Sequence[Prepared]], Writer]] = {
    "users": UserWriter,
    "accounts": AccountWriter,
    "contacts": ContactWriter,
    "products": ProductWriter,
    "opportunities": DealWriter,
    "leads": LeadWriter,
    "activities": ActivityWriter,
}


@dataclass(frozen=True)
class ImportDefaults:
    """What holds where file and mapping leave it open.

    owner_id: whose new records are. currency: ISO 4217; the company's when blank. country: ISO 3166-1, whose phone
    numbers are meant. zone: IANA name of local times; the actor's own when blank.
    """

    owner_id: UUID | None = None
    currency: str = ""
    country: str = ""
    zone: str = ""


def import_csv(
    store: Store,
    actor: Actor,
    path: Path,
    kind: str,
    *,
    mapping_file: Path | None = None,
    dry_run: bool = False,
    defaults: ImportDefaults | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import `path` as records of `kind` and report on every row.

    Rows are written in groups of at most 500, each a transaction and a change group of its own; a row that is
    refused does not hinder the others. Who may not see everything becomes the owner of what names no owner.
    progress: called after each group with the line reached and the number of lines. cancelled: asked before
    each group; what was written stays. Importing a file again updates instead of adding.
    Raises BadInput for a file or mapping that cannot be used, NotAllowed for who may not import such records at
    all, and StoreError when the store can no longer be written.
    """
    goal = target(kind)
    if actor.reach(_OBJECTS[kind], "create") is None:
        raise NotAllowed(f"Your role does not include adding {kind}.", details=f"{actor.role}: {_OBJECTS[kind]}")
    source, mapping = _opened(path, kind, mapping_file)
    mapping, owning = _completed(store, actor, mapping, defaults or ImportDefaults(), _OBJECTS[kind])
    with store.reading() as session:
        known = Known(session, kind, _referred(goal, mapping), owning.zone)
    title, unused = mapping.title or mapping.name, unused_columns(source.headers, mapping)
    report = ImportReport(path.name, kind, title, dry_run, unused=unused)
    rows: Iterable[Prepared] = prepare(source.rows(), mapping, known)
    if kind == "users":
        rows = managers_first(rows)
    with _seldom_collecting():
        _Run(store, actor, known, owning, report).go(rows, _told(path, progress), cancelled or (lambda: False))
    report.notes[:0] = source.notes
    return report


class _Run:
    """One import under way."""

    def __init__(self, store: Store, actor: Actor, known: Known, owning: Owning, report: ImportReport) -> None:
        self._store, self._actor, self._known, self._owning = store, actor, known, owning
        self._report = report
        self._later: list[Later] = []
        self._label = f"Import {report.file}"[:200]

    def go(self, rows: Iterable[Prepared], told: Callable[[int], None], cancelled: Callable[[], bool]) -> None:
        """Take all rows, or as many as there is time for."""
        for group, last in _groups(rows):
            if cancelled():
                self._report.stopped = True
                self._report.notes.append(f"Stopped before line {group[0].line}; import the file again to go on.")
                return
            self._take(group, last=last)
            told(group[-1].line)

    def _take(self, group: Sequence[Prepared], *, last: bool) -> None:
        if self._report.dry_run:
            for prepared in group:
                self._report.add(prepared)
            return
        try:
            self._write(group, last=last)
        except StoreError as error:
            done = self._report.counts[Outcome.IMPORTED] + self._report.counts[Outcome.UPDATED]
            raise StoreError(
                f"{error.message} {done:,} rows were imported before; import the file again to go on.",
                details=error.details,
            ) from error

    def _write(self, group: Sequence[Prepared], *, last: bool) -> None:
        """Write rows in one transaction; when the store refuses, in halves, down to the row it means."""
        try:
            batch = self._attempt(group, last=last)
        except StoreError:
            raise
        except FieldbookError as error:
            self._isolate(group, error, last=last)
            return
        batch.settle()
        self._later += batch.later
        self._report.created.update(batch.created)
        for prepared, outcome in batch.outcomes:
            self._report.add(prepared, outcome)
        self._report.flagged += len({problem.line for problem in batch.problems})
        self._report.add_problems(batch.problems)

    def _isolate(self, group: Sequence[Prepared], error: FieldbookError, *, last: bool) -> None:
        if len(group) > 1:
            half = len(group) // 2
            self._write(group[:half], last=False)
            self._write(group[half:], last=last)
        elif not group:
            self._report.notes.append(error.message)
        elif last:
            # Either the row or what comes after the last row was refused: one by one it shows.
            self._write(group, last=False)
            self._write((), last=True)
        else:
            self._report.add_refusal(group[0].line, error.message, error.field)

    def _attempt(self, group: Sequence[Prepared], *, last: bool) -> Batch:
        with self._store.transaction(self._label, self._actor) as txn:
            batch = Batch(txn, self._known, self._owning)
            writer = _WRITERS[self._report.kind](batch, group)
            for prepared in group:
                outcome = Outcome.REFUSED
                if prepared.skipped:
                    outcome = Outcome.SKIPPED
                elif prepared.record is not None:
                    outcome = writer.write(prepared, prepared.record)
                batch.done(prepared, outcome)
            batch.finish()
            if last:
                self._close(batch)
        return batch

    def _close(self, batch: Batch) -> None:
        """With the last group: look up what may have stood further down, and note the import."""
        for wanted in (*self._later, *batch.later):
            found = batch.find_later(wanted)
            if found:
                setattr(batch.txn.get(wanted.model, wanted.id), wanted.column, found)
        batch.txn.flush()
        counts = Counter(self._report.counts)
        counts.update(outcome for _, outcome in batch.outcomes)
        if counts[Outcome.IMPORTED] or counts[Outcome.UPDATED]:
            numbers = {str(outcome): count for outcome, count in sorted(counts.items())}
            note = NoteImport(self._report.file[:260], self._report.kind, self._report.mapping[:120], numbers)
            batch.txn.run(note)


def _opened(path: Path, kind: str, mapping_file: Path | None) -> tuple[CsvSource, Mapping]:
    given = load_mapping(mapping_file) if mapping_file else None
    source = open_csv(path, encoding=given.encoding if given else "", delimiter=given.delimiter if given else "")
    return source, mapping_for(source.headers, kind, mapping_file)


def _completed(
    store: Store, actor: Actor, mapping: Mapping, defaults: ImportDefaults, object_: str
) -> tuple[Mapping, Owning]:
    """The mapping and the owner with what the company and the actor add."""
    with store.reading() as session:
        user = session.get(User, actor.user_id) if actor.user_id else None
        company = select(Setting.value).where(Setting.key == "company", Setting.user_id.is_(None))
        settings = session.scalars(company.where(Setting.deleted_at.is_(None))).first() or {}
    currency = defaults.currency or str(settings.get("currency", "USD"))
    zone = defaults.zone or (user.zone if user else "UTC")
    mapping = with_defaults(mapping, currency=currency, country=defaults.country, zone=zone)
    limited = actor.reach(object_, "create") is not Reach.ALL
    owner = defaults.owner_id or (actor.user_id if limited else None)
    return mapping, Owning(owner, mapping.currency, mapping.zone)


def _referred(goal: Target, mapping: Mapping) -> set[str]:
    fields = (goal.fields[rule.to] for rule in mapping.fields)
    return {field.of for field in fields if field.type is ValueType.REFERENCE}


def _groups(rows: Iterable[Prepared]) -> Iterator[tuple[list[Prepared], bool]]:
    """The rows in groups, and whether a group is the last."""
    rows = iter(rows)
    group = list(islice(rows, GROUP))
    while group:
        following = list(islice(rows, GROUP))
        yield group, not following
        group = following


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Rows hold no cycles: looking for garbage after every 700 objects would take a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _told(path: Path, progress: Callable[[int, int], None] | None) -> Callable[[int], None]:
    """Passes on the line reached together with the number of lines."""
    if progress is None:
        return lambda _line: None
    lines = _line_count(path)
    return lambda line: progress(min(line, lines), lines)


def _line_count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) + 1
