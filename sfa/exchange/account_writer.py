"""Accounts with their main location, and contacts with where they belong, as an import writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sfa.accounts.model import Account, Affiliation, Contact, Location
from sfa.exchange.batch import Batch, Later, apply
from sfa.exchange.csv_writing import cell_text
from sfa.exchange.known import name_of, street_of
from sfa.exchange.known_loading import Entry
from sfa.exchange.plan import Prepared
from sfa.exchange.report import Outcome
from sfa.exchange.resolving import Record, Reference
from sfa.money import Money

__all__ = ["AccountWriter", "ContactWriter", "extras", "own_id", "put_extras"]

_PLAIN = (
    "name", "sector", "category", "tier", "visit_every", "employees", "founded", "phone", "email", "website", "note",
    "currency",
)  # fmt: skip
_PLACE = ("postal_code", "city", "region", "country", "lat", "lon")
_CONTACT = ("first_name", "last_name", "job_title", "part", "email", "phone", "mobile", "note")
_CONTACT_EXTRAS = (
    "department", "email2", "birthday", "website", "street", "street2", "postal_code", "city", "region", "country",
)  # fmt: skip
_IMPORT = "import"
NO_OWNER = "Imported without an owner."


class AccountWriter:
    """Writes accounts."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        known = [each.existing.id for each in rows if each.existing]
        self._accounts = {row.id: row for row in batch.load(Account, "id", known)}
        self._places = {row.account_id: row for row in batch.load(Location, "account_id", known) if row.main}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the account, or bring the one that is there up to date."""
        account = prepared.existing and self._accounts.get(prepared.existing.id)
        return self._update(account, prepared, record) if account else self._add(prepared, record)

    def _add(self, prepared: Prepared, record: Record) -> Outcome:
        batch = self._batch
        owner = batch.owner(record)
        flags = [problem.message for problem in prepared.problems]
        if owner is None and "owner" not in record:
            flags.append(NO_OWNER)
        own = own_id(record)
        id_ = batch.insert(
            Account,
            **_account_values(record),
            external_id=own,
            owner_id=owner,
            territory_id=batch.known.setup.territories.get(owner) if owner else None,
            parent_id=batch.resolve(record.get("parent")),
            flags=flags or None,
        )
        place = _place_values(record)
        if place:
            batch.insert(Location, account_id=id_, main=True, source=_source(place), **place)
        batch.add_entry("accounts", Entry(id_, str(record["name"]), own))
        self._look_later(id_, prepared, record)
        return Outcome.IMPORTED

    def _update(self, account: Account, prepared: Prepared, record: Record) -> Outcome:
        batch = self._batch
        batch.own_account(account.id, "account")
        values = _account_values(record)
        owner = batch.resolve(record.get("owner"))
        if owner and owner != account.owner_id:
            values["owner_id"] = owner
            values["territory_id"] = batch.known.setup.territories.get(owner)
        parent = batch.resolve(record.get("parent"))
        if parent and parent != account.id:
            values["parent_id"] = parent
        changed = apply(account, values)
        changed = self._update_place(account.id, record) or changed
        self._look_later(account.id, prepared, record)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _update_place(self, account_id: UUID, record: Record) -> bool:
        values = _place_values(record)
        if not values:
            return False
        place = self._places.get(account_id)
        if place is None:
            self._batch.insert(Location, account_id=account_id, main=True, source=_source(values), **values)
            return True
        if any(name in values and values[name] != getattr(place, name) for name in ("lat", "lon")):
            values["source"] = _IMPORT
        return apply(place, values)

    def _look_later(self, id_: UUID, prepared: Prepared, record: Record) -> None:
        parent = record.get("parent")
        if isinstance(parent, Reference) and parent.pending == "later" and self._batch.resolve(parent) is None:
            self._batch.later.append(
                Later(prepared.line, Account, id_, "parent_id", "parent", parent.kind, parent.text)
            )


def own_id(record: Record) -> str | None:
    """The record's external id."""
    own = record.get("external_id")
    return str(own) if own else None


def _account_values(record: Record) -> dict[str, Any]:
    values: dict[str, Any] = {name: record[name] for name in _PLAIN if name in record}
    revenue = record.get("annual_revenue")
    if isinstance(revenue, Money):
        values["annual_revenue"], values["currency"] = revenue.minor, revenue.currency
    return values


def _place_values(record: Record) -> dict[str, Any]:
    values: dict[str, Any] = {name: record[name] for name in _PLACE if name in record}
    street = street_of(record)
    if street:
        values["street"] = street
    return values


def _source(place: dict[str, Any]) -> str | None:
    """Who said where it is."""
    return _IMPORT if "lat" in place else None


class ContactWriter:
    """Writes contacts, their affiliation, and companies that come with them."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        known = [each.existing.id for each in rows if each.existing]
        self._contacts = {row.id: row for row in batch.load(Contact, "id", known)}
        self._ties = {(row.contact_id, row.account_id) for row in batch.load(Affiliation, "contact_id", known)}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the contact, or bring the one that is there up to date."""
        contact = prepared.existing and self._contacts.get(prepared.existing.id)
        return self._update(contact, record) if contact else self._add(record)

    def _add(self, record: Record) -> Outcome:
        batch, own, name = self._batch, own_id(record), name_of("contacts", record)
        account = self._account(record)
        values = {field: record[field] for field in _CONTACT if field in record}
        custom = extras(record, _CONTACT_EXTRAS)
        id_ = batch.insert(Contact, **values, name=name, account_id=account, external_id=own, custom=custom or None)
        if account:
            batch.insert(Affiliation, contact_id=id_, account_id=account, role=record.get("job_title"))
        batch.add_entry("contacts", Entry(id_, name, own))
        return Outcome.IMPORTED

    def _update(self, contact: Contact, record: Record) -> Outcome:
        values: dict[str, Any] = {field: record[field] for field in _CONTACT if field in record}
        if "first_name" in record or "last_name" in record:
            values["name"] = name_of("contacts", record)
        account = self._account(record)
        changed = False
        if account:
            values["account_id"] = account
            if (contact.id, account) not in self._ties:
                self._batch.insert(
                    Affiliation, contact_id=contact.id, account_id=account, role=record.get("job_title")
                )
                changed = True
        changed = put_extras(contact, extras(record, _CONTACT_EXTRAS)) or changed
        return Outcome.UPDATED if apply(contact, values) or changed else Outcome.UNCHANGED

    def _account(self, record: Record) -> UUID | None:
        """The contact's account, made where the mapping says so."""
        reference = record.get("account")
        batch = self._batch
        found = batch.resolve(reference)
        if found:
            batch.own_account(found, "contact")
        elif isinstance(reference, Reference) and reference.pending == "create":
            return self._make_account(reference.text, record)
        return found

    def _make_account(self, name: str, record: Record) -> UUID:
        batch = self._batch
        owner = batch.owner(record)
        id_ = batch.insert(
            Account,
            name=name,
            owner_id=owner,
            territory_id=batch.known.setup.territories.get(owner) if owner else None,
            flags=None if owner else [NO_OWNER],
        )
        place = _place_values(record)
        if place:
            batch.insert(Location, account_id=id_, main=True, **place)
        batch.add_entry("accounts", Entry(id_, name))
        batch.created["accounts"] += 1
        return id_


def extras(record: Record, names: Sequence[str]) -> dict[str, Any]:
    """Values the table has no column for, as text: kept in the record's own fields, so that nothing is lost."""
    return {name: _plain(record[name]) for name in names if name in record}


def put_extras(row: Account | Contact | Any, found: dict[str, Any]) -> bool:
    """Merge extras into a row's own fields; returns whether they differ."""
    merged = {**(row.custom or {}), **found}
    return bool(found) and apply(row, {"custom": merged})


def _plain(value: Any) -> str:
    return value.text if isinstance(value, Reference) else cell_text(value)
