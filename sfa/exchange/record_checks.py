"""Rules that a whole record must keep, and those between the rows of one file."""

from __future__ import annotations

from datetime import date
from typing import Literal, Protocol

from sfa.exchange.compiling import Problem
from sfa.exchange.resolving import Record, Reference, Value
from sfa.exchange.targets import Target
from sfa.text import fold

__all__ = ["InFile", "check_record"]


class _Say(Protocol):
    def __call__(self, field: str, message: str) -> None: ...


def check_record(goal: Target, record: Record, problems: list[Problem], line: int) -> None:
    """Add what is wrong with `record` as a whole to `problems`; values that make no sense are taken out of it."""

    def say(field: str, message: str, severity: Literal["refused", "flagged"] = "flagged") -> None:
        problems.append(Problem(line, "", field, message, severity))

    failed = {problem.field for problem in problems}
    for field in goal.fields.values():
        if field.required and field.name not in record and field.name not in failed:
            say(field.name, f"The {goal.one} has no {field.label}.", "refused")
    if goal.any_of and not any(name in record for name in goal.any_of):
        labels = [goal.fields[name].label for name in goal.any_of]
        say(goal.any_of[0], f"The {goal.one} has no {', no '.join(labels)}.", "refused")
    if "lat" in goal.fields:
        _check_place(record, say, failed)
    if "close_on" in record:
        _check_days(record, say)


def _check_place(record: Record, say: _Say, failed: set[str]) -> None:
    latitude, longitude = record.get("lat"), record.get("lon")
    if (latitude is None) != (longitude is None):
        record.pop("lat", None)
        record.pop("lon", None)
        if not failed.intersection(("lat", "lon")):
            say("lat", "Only one of latitude and longitude is given; the place was left open.")
    elif latitude == 0 and longitude == 0:
        del record["lat"], record["lon"]
        say("lat", "The coordinates 0, 0 lie in the open sea; the place was left open.")


def _check_days(record: Record, say: _Say) -> None:
    created, closed = record.get("opened_on"), record.get("close_on")
    if isinstance(created, date) and isinstance(closed, date) and closed < created:
        say("close_on", "The deal closes before it was opened.")


class InFile:
    """Remembers the records of a file, to tell a row that says the same as an earlier one."""

    def __init__(self, goal: Target) -> None:
        self._goal = goal
        self._lines: dict[tuple[str, ...], int] = {}
        self._whole: dict[int, int] = {}
        self._alike: dict[str, int] = {}

    def check(self, record: Record, problems: list[Problem], line: int) -> None:
        """Refuse a row whose external id an earlier row had, or that repeats one; flag one that is only alike.

        Two companies may bear one name, so an equal name alone is no reason to lose a row.
        """
        identity = self._identity(record)
        earlier = self._lines.setdefault(identity, line) if identity else line
        if earlier == line:
            self._check_alike(record, problems, line)
            return
        if identity[0] == "id":
            message, refused = f"The same ID is in line {earlier}.", True
        else:
            message = f"The same {self._goal.one} is in line {earlier}."
            refused = self._goal.unique or (len(record) > 1 and self._repeats(record, line))
        problems.append(Problem(line, "", "", message, "refused" if refused else "flagged"))

    def remember(self, record: Record, line: int) -> None:
        """Take note of a record that comes in."""
        if "external_id" not in record and not self._goal.unique:
            self._whole.setdefault(_whole(record), line)

    def _repeats(self, record: Record, line: int) -> bool:
        return self._whole.get(_whole(record), line) != line

    def _check_alike(self, record: Record, problems: list[Problem], line: int) -> None:
        alike = record.get(self._goal.alike)
        if not alike:
            return
        earlier = self._alike.setdefault(fold(str(alike)), line)
        if earlier != line:
            label = self._goal.fields[self._goal.alike].label
            message = f"The {label} {alike} is also in line {earlier}."
            problems.append(Problem(line, "", self._goal.alike, message))

    def _identity(self, record: Record) -> tuple[str, ...]:
        own = record.get("external_id")
        if own:
            return ("id", str(own))
        return tuple(fold(_text(record.get(name))) for name in self._goal.identity)


def _whole(record: Record) -> int:
    return hash(tuple((name, _text(value)) for name, value in record.items()))


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    return value.text if isinstance(value, Reference) else str(value)
