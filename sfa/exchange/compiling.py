"""A mapping made ready to run over rows: one small worker a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from sfa.errors import BadInput
from sfa.exchange.countries import read_country
from sfa.exchange.dates import date_order, read_date, read_moment
from sfa.exchange.guarding import unguarded
from sfa.exchange.mapping_model import FieldRule, Mapping, Repair
from sfa.exchange.numbers import decimal_mark, read_amount, read_integer, read_number
from sfa.exchange.resolving import Record, Value
from sfa.exchange.synonyms import key
from sfa.exchange.targets import TargetField, ValueType
from sfa.exchange.values import (
    read_choice,
    read_coordinate,
    read_currency,
    read_email,
    read_flag,
    read_line,
    read_lines,
    read_phone,
    read_url,
)
from sfa.money import Money
from sfa.text import fold, is_blank

__all__ = ["Column", "Problem", "RowText", "column_names", "reader", "repairs_by_column"]

Cells = dict[str, str]
_Read = Callable[[str, Record], Value]
_NUMERIC = (ValueType.INTEGER, ValueType.NUMBER, ValueType.MONEY)
_DATED = (ValueType.DATE, ValueType.MOMENT)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row. column: where in the file ("" for the whole row). field: the record's field."""

    line: int
    column: str
    field: str
    message: str
    severity: Literal["refused", "flagged"] = "flagged"


class RowText:
    """Takes the text for one field out of a row: joined, stripped, split, translated."""

    def __init__(self, rule: FieldRule, names: dict[str, str]) -> None:
        self.columns = [names.get(key(column), column) for column in rule.columns]
        self._rule = rule
        self._only = self.columns[0] if len(self.columns) == 1 else ""
        self._values = {fold(find): put for find, put in rule.values.items()}
        self._plain = not (rule.strip or rule.split or rule.values or rule.default)

    def __call__(self, cells: Cells) -> str:
        """The text, "" when blank. Raises BadInput for a value the mapping refuses."""
        text = cells.get(self._only, "") if self._only else self._joined(cells)
        return text if self._plain else self._worked(text)

    def _joined(self, cells: Cells) -> str:
        rule = self._rule
        if rule.constant:
            return rule.constant
        parts = [part for column in self.columns if (part := cells.get(column, "").strip())]
        return (parts[0] if parts else "") if rule.first else rule.join.join(parts)

    def _worked(self, text: str) -> str:
        rule = self._rule
        if rule.strip:
            text = text.strip(rule.strip)
        if rule.split:
            text = _part(text.strip(), rule.split.at, rule.split.part)
        if self._values and text.strip():
            text = self._translated(text)
        return rule.default if rule.default and not text.strip() else text

    def _translated(self, text: str) -> str:
        found = self._values.get(fold(text), self._values.get("*"))
        if found is not None:
            return found
        if self._rule.otherwise == "refuse":
            raise BadInput(f"“{text.strip()[:40]}” is not among the values the mapping knows.")
        return "" if self._rule.otherwise == "blank" else text


def _part(text: str, at: str, part: str) -> str:
    if part == "first":
        return text.partition(at)[0]
    if part == "all but first":
        return text.partition(at)[2]
    head, _, tail = text.rpartition(at)
    return tail if part == "last" else head


class Column:
    """How the text of one field becomes its value."""

    def __init__(self, rule: FieldRule, field: TargetField, read: _Read, names: dict[str, str]) -> None:
        self.rule, self.field, self.read = rule, field, read
        self.text = RowText(rule, names)
        self.on_error = rule.on_error or field.on_error
        self.label = ", ".join(self.text.columns)

    def blank(self, text: str) -> bool:
        """Whether nothing of `text` can be seen."""
        return not text or (not text.strip() if text.isascii() else is_blank(text))


def reader(rule: FieldRule, field: TargetField, mapping: Mapping, samples: Iterable[str]) -> _Read:
    """The function that reads one field's text. samples: cells of the column, to learn its number or date style."""
    kind = field.type
    if kind in _NUMERIC:
        mark = mapping.decimal or decimal_mark(samples)
        return _bounded(_number_reader(rule, kind, mapping.currency or "USD", mark), field)
    if kind in _DATED:
        order = mapping.date_order or date_order(samples)
        zone = ZoneInfo(mapping.zone or "UTC")
        if kind is ValueType.DATE:
            return lambda text, _: read_date(text, order)
        return lambda text, _: read_moment(text, order, zone)
    if kind is ValueType.PHONE:
        return lambda text, record: read_phone(text, str(record.get("country") or mapping.country))
    if kind is ValueType.CHOICE:
        choices = {**field.choices, **{fold(value): value for value in field.choices.values()}}
        return lambda text, _: read_choice(text, choices)
    return _simple(field)


def _simple(field: TargetField) -> _Read:
    most = field.most
    readers: dict[ValueType, _Read] = {
        ValueType.LINE: lambda text, _: read_line(text, most),
        ValueType.LINES: lambda text, _: read_lines(text, most),
        ValueType.REFERENCE: lambda text, _: read_line(text, most),
        ValueType.LATITUDE: lambda text, _: read_coordinate(text, 90),
        ValueType.LONGITUDE: lambda text, _: read_coordinate(text, 180),
        ValueType.COUNTRY: lambda text, _: read_country(text),
        ValueType.CURRENCY: lambda text, _: read_currency(text),
        ValueType.EMAIL: lambda text, _: read_email(text),
        ValueType.URL: lambda text, _: read_url(text),
        ValueType.FLAG: lambda text, _: read_flag(text),
    }
    return readers[field.type]


def _number_reader(rule: FieldRule, kind: ValueType, currency: str, mark: str) -> _Read:
    factor = Decimal(rule.factor or "1")
    if kind is ValueType.MONEY:
        return lambda text, record: read_amount(text, str(record.get("currency") or currency), mark, factor)
    if kind is ValueType.NUMBER:
        return lambda text, _: read_number(text.rstrip(" %"), mark) * factor
    return lambda text, _: int(read_integer(text, mark) * factor)


def _bounded(read: _Read, field: TargetField) -> _Read:
    least = field.least
    if least is None:
        return read

    def bounded(text: str, record: Record) -> Value:
        value = read(text, record)
        figure = value.value if isinstance(value, Money) else value
        if isinstance(figure, int | Decimal) and figure < least:
            raise BadInput(f"“{text.strip()[:40]}” is below {least}.")
        return value

    return bounded


def column_names(headers: Iterable[str]) -> dict[str, str]:
    """The file's own column names by `synonyms.key`; the first of equal ones counts."""
    names: dict[str, str] = {}
    for header in headers:
        names.setdefault(key(header), header)
    return names


class _Repairs:
    """The repairs of one column."""

    def __init__(self, repairs: list[Repair]) -> None:
        self._exact = {repair.find: repair for repair in repairs if repair.find}
        self._patterns = [(re.compile(repair.pattern), repair) for repair in repairs if repair.pattern]

    def __call__(self, cell: str) -> tuple[str, str] | None:
        """The repaired cell and the repair's name, or None when it is sound."""
        exact = self._exact.get(cell.strip())
        if exact:
            return exact.put, _named(exact, exact.find, exact.put)
        for pattern, repair in self._patterns:
            match = pattern.fullmatch(cell.strip())
            if match:
                return match.expand(repair.put), _named(repair, "", "")
        return None


def _named(repair: Repair, find: str, put: str) -> str:
    change = f"“{find}” read as “{put}”" if find else repair.why or f"cells like {repair.pattern}"
    return f"{repair.column}: {change}"


def repairs_by_column(mapping: Mapping, names: dict[str, str]) -> dict[str, _Repairs]:
    """The mapping's repairs, by the file's own column names."""
    by_column: dict[str, list[Repair]] = {}
    for repair in mapping.repairs:
        by_column.setdefault(names.get(key(repair.column), repair.column), []).append(repair)
    return {column: _Repairs(repairs) for column, repairs in by_column.items()}


def unguard_cells(cells: Cells, columns: Iterable[str]) -> int:
    """Take formula guards off the cells of `columns`, in place; returns how many there were."""
    count = 0
    for column in columns:
        cell = cells.get(column, "")
        if cell[:1] == "'":
            bare = unguarded(cell)
            if bare is not cell:
                cells[column] = bare
                count += 1
    return count
