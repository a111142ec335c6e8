"""References between records while a file is read: found in the store, to be made, or to be looked for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from sfa.money import Money
from sfa.text import fold

__all__ = ["Found", "KnownRecords", "Record", "Reference", "Resolver", "Value"]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that is there. facts: what estimates may ask of it, by name. matches: how many fit the text."""

    id: UUID
    facts: Mapping[str, Value] = field(default_factory=dict)
    matches: int = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """What a cell refers to. id: of the record found.

    pending: "create" when the record is to be made (once per kind and folded text), "later" when it is to be
    looked up after the last row, because it may stand in the same file.
    """

    kind: str
    text: str
    id: UUID | None
    pending: Literal["", "create", "later"] = ""
    facts: Mapping[str, Value] = field(default_factory=dict)


Value = str | int | bool | Decimal | date | datetime | Money | Reference
Record = dict[str, Value]


class Resolver(Protocol):
    """How an import asks what is there already."""

    def find(self, kind: str, text: str) -> Found | None:
        """The record of `kind` with the external id `text`, or else of that name, folded."""
        ...

    def existing(self, kind: str, record: Record) -> Found | None:
        """The record that `record` would update: same external id, or same identity where it has none."""
        ...


class KnownRecords:
    """A resolver over records held in memory: for the dry run without a store, and for tests."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Found] = {}
        self._own: dict[tuple[str, str], Found] = {}

    def add(self, kind: str, name: str, found: Found, external_id: str = "") -> None:
        """Make a record known by its name and external id."""
        key = (kind, fold(name))
        earlier = self._found.get(key)
        matches = earlier.matches + 1 if earlier else 1
        self._found[key] = Found(found.id, found.facts, matches)
        if external_id:
            self._own[kind, external_id] = found

    def find(self, kind: str, text: str) -> Found | None:
        """See `Resolver`."""
        return self._own.get((kind, text)) or self._found.get((kind, fold(text)))

    def existing(self, kind: str, record: Record) -> Found | None:
        """See `Resolver`; knows external ids only."""
        return self._own.get((kind, str(record.get("external_id", ""))))
