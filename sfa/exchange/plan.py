"""Rows of a file made into records, with everything a person should know about each: the dry run.

Nothing is written here. The store's side takes the prepared records one by one and runs acts on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sfa.errors import BadInput
from sfa.exchange.compiling import (
    Column,
    Problem,
    column_names,
    reader,
    repairs_by_column,
    unguard_cells,
)
from sfa.exchange.csv_reading import SourceRow
from sfa.exchange.mapping_model import Mapping
from sfa.exchange.record_checks import InFile, check_record
from sfa.exchange.resolving import Found, Record, Reference, Resolver
from sfa.exchange.synonyms import key
from sfa.exchange.targets import OnError, Target, ValueType, target
from sfa.text import fold

__all__ = ["Prepared", "Problem", "prepare", "unused_columns"]

_SAMPLE = 300
_GUARD_REPAIR = "guard apostrophe before a formula taken off"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One row, ready or not.

    record: typed values by field name, blank fields left out; None when the row is refused or skipped.
    existing: the record this one would update. repairs: names of the repairs made, one for each.
    skipped: why the mapping leaves the row out.
    """

    line: int
    record: Record | None
    problems: tuple[Problem, ...] = ()
    repairs: tuple[str, ...] = ()
    existing: Found | None = None
    skipped: str = ""

    @property
    def refused(self) -> bool:
        """Whether the row breaks a rule and cannot come in."""
        return self.record is None and not self.skipped

    @property
    def flagged(self) -> bool:
        """Whether the row comes in with something to look at."""
        return self.record is not None and bool(self.problems)


def prepare(rows: Iterable[SourceRow], mapping: Mapping, resolver: Resolver) -> Iterator[Prepared]:
    """Every row as a record of `mapping.kind`, or with the reasons why not; in order, one at a time.

    The first rows are looked at together to learn how the file writes numbers and dates.
    """
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLE))
    headers = next((row.values for row in sample if row.values), {})
    worker = _Worker(mapping, headers, [row.values for row in sample], resolver)
    return map(worker.prepare, chain(sample, rows))


def unused_columns(headers: Iterable[str], mapping: Mapping) -> list[str]:
    """The columns of the file that the mapping does not read."""
    used = {key(column) for rule in mapping.fields for column in rule.columns}
    used.update(key(rule.column) for rule in mapping.skip)
    return [header for header in headers if key(header) not in used]


class _Worker:
    def __init__(
        self, mapping: Mapping, headers: Iterable[str], sample: list[dict[str, str]], resolver: Resolver
    ) -> None:
        self._target: Target = target(mapping.kind)
        self._resolver = resolver
        names = column_names(headers)
        self._columns = sorted(_columns(mapping, self._target, names, sample), key=_turn)
        self._repairs = repairs_by_column(mapping, names)
        self._skip = [(names.get(key(rule.column), rule.column), rule) for rule in mapping.skip]
        self._used = sorted({name for column in self._columns for name in column.text.columns})
        self._found: dict[tuple[str, str], Found | None] = {}
        self._in_file = InFile(self._target)

    def prepare(self, row: SourceRow) -> Prepared:
        if row.problem:
            return Prepared(row.line, None, (Problem(row.line, "", "", row.problem, "refused"),))
        cells, repairs = self._repaired(row.values)
        for column, rule in self._skip:
            if cells.get(column, "").strip() in rule.values:
                return Prepared(row.line, None, repairs=repairs, skipped=rule.why)
        record: Record = {}
        problems: list[Problem] = []
        if row.remark:
            problems.append(Problem(row.line, "", "", row.remark))
        for each in self._columns:
            self._fill(each, cells, record, problems, row.line)
        check_record(self._target, record, problems, row.line)
        if not any(problem.severity == "refused" for problem in problems):
            self._in_file.check(record, problems, row.line)
        existing = self._existing(record, problems, row.line)
        if any(problem.severity == "refused" for problem in problems):
            return Prepared(row.line, None, tuple(problems), repairs)
        self._in_file.remember(record, row.line)
        return Prepared(row.line, record, tuple(problems), repairs, existing)

    def _existing(self, record: Record, problems: list[Problem], line: int) -> Found | None:
        if any(problem.severity == "refused" for problem in problems):
            return None
        found = self._resolver.existing(self._target.kind, record)
        if found and found.matches > 1:
            message = (
                f"There are {found.matches} {self._target.kind} like this already; an ID must tell which is meant."
            )
            problems.append(Problem(line, "", "", message, "refused"))
        return found

    def _repaired(self, values: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        cells = dict(values)
        repairs = [_GUARD_REPAIR] * unguard_cells(cells, self._used)
        for column, repair in self._repairs.items():
            done = repair(cells.get(column, ""))
            if done:
                cells[column] = done[0]
                repairs.append(done[1])
        return cells, tuple(repairs)

    def _fill(
        self, column: Column, cells: dict[str, str], record: Record, problems: list[Problem], line: int
    ) -> None:
        text = ""
        try:
            text = column.text(cells)
            if column.blank(text):
                self._fill_blank(column, record, problems, line)
                return
            value = column.read(text, record)
            if column.field.type is ValueType.REFERENCE:
                value = self._reference(column, str(value), problems, line)
            if value != "":
                record[column.field.name] = value
        except BadInput as error:
            self._fail(column, error.message, text, record, problems, line)

    def _fill_blank(self, column: Column, record: Record, problems: list[Problem], line: int) -> None:
        rule = column.rule
        if rule.estimate:
            source = record.get(rule.estimate.of)
            value = source.facts.get(rule.estimate.fact) if isinstance(source, Reference) else None
            if value is not None:
                record[column.field.name] = value
                if rule.estimate.mark:
                    record[rule.estimate.mark] = True
        if rule.flag_blank:
            problems.append(Problem(line, column.label, column.field.name, rule.flag_blank))

    def _fail(
        self, column: Column, message: str, text: str, record: Record, problems: list[Problem], line: int
    ) -> None:
        on_error = OnError.REFUSE if column.field.required else column.on_error
        if on_error is OnError.REFUSE:
            problems.append(Problem(line, column.label, column.field.name, message, "refused"))
            return
        kept = on_error is OnError.KEEP and len(text) <= column.field.most
        if kept:
            record[column.field.name] = text.strip()
        note = "It was kept as written." if kept else "It was left out."
        problems.append(Problem(line, column.label, column.field.name, f"{message} {note}"))

    def _reference(self, column: Column, text: str, problems: list[Problem], line: int) -> Reference:
        kind, missing = column.field.of, column.rule.missing
        key = (kind, fold(text))
        if key not in self._found:
            self._found[key] = self._resolver.find(kind, text)
        found = self._found[key]
        if found and found.matches == 1:
            return Reference(kind, text, found.id, "", found.facts)
        if not found and missing in ("create", "later"):
            return Reference(kind, text, None, "create" if missing == "create" else "later")
        one = target(kind).one
        message = f"There are {found.matches} {kind} called “{text}”." if found else f"There is no {one} “{text}”."
        if missing == "refuse":
            raise BadInput(message)
        problems.append(Problem(line, column.label, column.field.name, message))
        return Reference(kind, text, None)


def _columns(mapping: Mapping, goal: Target, names: dict[str, str], sample: list[dict[str, str]]) -> Iterator[Column]:
    for rule in mapping.fields:
        field = goal.fields[rule.to]
        own = [names.get(key(column), column) for column in rule.columns]
        texts = (text for cells in sample for name in own if (text := cells.get(name, "").strip()))
        yield Column(rule, field, reader(rule, field, mapping, texts), names)


def _turn(column: Column) -> int:
    """A phone is read by the row's country, an amount by its currency, an estimate by its reference: so they wait."""
    if column.rule.estimate:
        return 2
    return 0 if column.field.type in (ValueType.COUNTRY, ValueType.CURRENCY, ValueType.REFERENCE) else 1
