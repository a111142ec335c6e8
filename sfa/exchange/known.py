"""What the store holds already, loaded once: the resolver of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from sfa.exchange.known_loading import LOADERS, Entry, Setup, load_setup
from sfa.exchange.resolving import Found, Record, Reference
from sfa.text import fold

__all__ = ["Known", "name_of", "street_of"]

# Blank in the store, these do not tell two records apart.
_SOFT = frozenset({"email", "code"})
# What tells two records of one name apart.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "users": ("email",),
    "accounts": ("street", "postal_code", "city", "region", "country"),
    "contacts": ("email", "account"),
    "products": ("code",),
    "leads": ("email", "company"),
    "opportunities": ("account", "opened_on", "close_on", "owner"),
    "activities": ("type", "due", "account", "opportunity", "owner"),
}
_NAME_FIELD = {"products": "name", "activities": "subject"}


@dataclass
class _Kind:
    """The records of one kind."""

    own: dict[str, UUID] = field(default_factory=dict)
    named: dict[str, list[UUID]] = field(default_factory=dict)
    facts: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)
    telling: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)
    before: dict[str, tuple[UUID, ...]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        for name in dict.fromkeys(fold(name) for name in (entry.name, *entry.aliases) if name):
            self.named.setdefault(name, []).append(entry.id)
        if entry.external_id:
            self.own.setdefault(entry.external_id, entry.id)
        self.own.setdefault(str(entry.id), entry.id)
        self.facts[entry.id] = entry.facts

    def found(self, ids: Iterable[UUID]) -> Found | None:
        ids = list(ids)
        return Found(ids[0], self.facts.get(ids[0], {}), len(ids)) if ids else None


class Known:
    """The records an import may refer to or update, by folded name and by external id.

    `existing` answers from the state before the import, so that the result does not hang on where one
    transaction ends; `find` also knows what was added since.
    """

    def __init__(self, session: Session, kind: str, referred: Iterable[str], zone: str = "UTC") -> None:
        """Load records of `kind` and of the kinds it refers to. session: may be closed afterwards.

        zone: IANA name of the zone in which moments have their day.
        """
        self.setup: Setup = load_setup(session)
        self._zone = ZoneInfo(zone)
        self._kind = kind
        self._kinds: dict[str, _Kind] = {}
        for each in {kind, *referred}:
            records = self._kinds[each] = _Kind()
            for entry in LOADERS[each](session, self.setup):
                records.add(entry)
                if each == kind:
                    records.telling[entry.id] = entry.telling
        own = self._kinds[kind]
        own.before = {name: tuple(ids) for name, ids in own.named.items()}
        self._ids_before = dict(own.own)

    def find(self, kind: str, text: str) -> Found | None:
        """See `Resolver`."""
        records = self._kinds.get(kind)
        if records is None:
            return None
        own = records.own.get(text)
        return records.found([own] if own else records.named.get(fold(text), ()))

    def existing(self, kind: str, record: Record) -> Found | None:
        """See `Resolver`. The values that tell two of one name apart count where the file gives them."""
        records = self._kinds[kind]
        own = record.get("external_id")
        if own:
            known = self._ids_before.get(str(own))
            return records.found([known] if known else ())
        candidates = records.before.get(fold(name_of(kind, record)), ())
        if not candidates:
            return None
        wanted = {name: _plain(name, record, self._zone) for name in _TELLING[kind]}
        exact = [id_ for id_ in candidates if records.telling[id_] == wanted]
        if exact:
            return records.found(exact)
        return records.found(id_ for id_ in candidates if _fits(wanted, records.telling[id_]))

    def add(self, kind: str, entry: Entry) -> None:
        """Make a new record known, for the rows that refer to it."""
        records = self._kinds.get(kind)
        if records is not None:
            records.add(entry)


def name_of(kind: str, record: Record) -> str:
    """What a record is called: its name, or that of the person, the company or the address in its stead."""
    if kind in ("contacts", "leads"):
        parts = (str(record[name]) for name in ("first_name", "last_name") if name in record)
        return " ".join(parts) or str(record.get("company") or record.get("email", ""))
    return str(record.get(_NAME_FIELD.get(kind, "name"), ""))


def street_of(record: Record) -> str:
    """Both address lines as one."""
    return ", ".join(str(record[name]) for name in ("street", "street2") if name in record)


def _plain(name: str, record: Record, zone: ZoneInfo) -> Any:
    """A telling value in the form in which stored ones are compared."""
    if name == "street":
        return fold(street_of(record))
    value = record.get(name)
    if isinstance(value, Reference):
        return value.id or fold(value.text)
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return fold(value) if isinstance(value, str) else value if value is not None else ""


def _fits(wanted: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    return all(
        value == stored[name] or (not stored[name] and name in _SOFT) for name, value in wanted.items() if value != ""
    )
