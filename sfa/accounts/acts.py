"""What is done about accounts, their locations and the people in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from sfa.accounts.model import Account, Affiliation, Contact, Location
from sfa.errors import NotAllowed, require
from sfa.places.opening_hours import OpeningHours
from sfa.store.actor import covers
from sfa.store.acts import act
from sfa.store.transaction import Transaction
from sfa.text import is_blank

__all__ = [
    "AddAccount",
    "AddAffiliation",
    "AddContact",
    "AddLocation",
    "EndAffiliation",
    "Place",
    "RemoveLocation",
    "SetMainLocation",
]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a location is. lat, lon: 1e-7 degrees; opening_hours: the stored form of sfa.places.opening_hours."""

    label: str | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    lat: int | None = None
    lon: int | None = None
    precision: str | None = None
    source: str | None = None
    opening_hours: dict[str, Any] | None = None
    visit_minutes: int | None = None


class AddAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A new account with its first location. annual_revenue: minor units of `currency`."""

    name: str
    category: str | None = None
    sector: str | None = None
    tier: str | None = None
    owner_id: UUID | None = None
    territory_id: UUID | None = None
    parent_id: UUID | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    employees: int | None = None
    founded: int | None = None
    annual_revenue: int | None = None
    currency: str | None = None
    visit_every: int | None = None
    note: str | None = None
    flags: list[str] | None = None
    external_id: str | None = None
    place: Place | None = None


@act("accounts.add", AddAccount, label="Add account", right="account.create")
def add_account(txn: Transaction, new: AddAccount) -> UUID:
    """Add the account and its main location; returns the account's id. Raises BadInput, RuleBroken."""
    _require_name(new.name, "An account needs a name.")
    fields = {key: value for key, value in msgspec.structs.asdict(new).items() if key != "place"}
    account = txn.add(Account(**fields))
    if new.place is not None:
        _add_location(txn, account.id, new.place, main=True)
    return account.id


class AddLocation(msgspec.Struct, frozen=True, kw_only=True):
    """A further location of an account; the first one is the main one whatever `main` says."""

    account_id: UUID
    place: Place
    main: bool = False


@act("accounts.add_location", AddLocation, label="Add location", right="account.edit")
def add_location(txn: Transaction, new: AddLocation) -> UUID:
    """Add the location; returns its id."""
    _own_account(txn, new.account_id, "account")
    others = _locations(txn, new.account_id)
    main = new.main or not others
    if main:
        _clear_main(others)
    return _add_location(txn, new.account_id, new.place, main=main)


class SetMainLocation(msgspec.Struct, frozen=True):
    """Make this the location where the account is usually visited."""

    location_id: UUID


@act("accounts.set_main_location", SetMainLocation, label="Set main location", right="account.edit")
def set_main_location(txn: Transaction, to: SetMainLocation) -> None:
    """Make the location the main one; the one before is so no longer."""
    location = txn.get(Location, to.location_id)
    _clear_main([other for other in _locations(txn, location.account_id) if other.id != location.id])
    location.main = True


class RemoveLocation(msgspec.Struct, frozen=True):
    """A location that is no longer used."""

    location_id: UUID


@act("accounts.remove_location", RemoveLocation, label="Remove location", right="account.edit")
def remove_location(txn: Transaction, gone: RemoveLocation) -> None:
    """End the location; if it was the main one, the oldest of the others takes its place."""
    location = txn.get(Location, gone.location_id)
    others = [other for other in _locations(txn, location.account_id) if other.id != location.id]
    if location.main and others:
        others[0].main = True
    txn.delete(location)


class AddContact(msgspec.Struct, frozen=True, kw_only=True):
    """A person in an account. name: as it is shown; made of first and last name where it is not given."""

    account_id: UUID | None = None
    name: str = ""
    first_name: str | None = None
    last_name: str | None = None
    job_title: str | None = None
    part: str | None = None
    email: str | None = None
    phone: str | None = None
    mobile: str | None = None
    preferred_channel: str | None = None
    note: str | None = None
    external_id: str | None = None


@act("accounts.add_contact", AddContact, label="Add contact", right="contact.create")
def add_contact(txn: Transaction, new: AddContact) -> UUID:
    """Add the person and their affiliation with the account; returns the contact's id."""
    fields = msgspec.structs.asdict(new)
    fields["name"] = new.name or " ".join(part for part in (new.first_name, new.last_name) if part)
    _require_name(fields["name"], "A contact needs a name.")
    if new.account_id is not None:
        _own_account(txn, new.account_id, "contact")
    contact = txn.add(Contact(**fields))
    if new.account_id is not None:
        txn.add(Affiliation(contact_id=contact.id, account_id=new.account_id, role=new.job_title))
    return contact.id


class AddAffiliation(msgspec.Struct, frozen=True, kw_only=True):
    """A contact belongs to a further account."""

    contact_id: UUID
    account_id: UUID
    role: str | None = None
    since: date | None = None


@act("accounts.add_affiliation", AddAffiliation, label="Add affiliation", right="contact.edit")
def add_affiliation(txn: Transaction, new: AddAffiliation) -> UUID:
    """Tie the contact to the account; returns the affiliation's id. Raises RuleBroken if it is tied already."""
    contact = txn.get(Contact, new.contact_id)
    _own_account(txn, new.account_id, "contact")
    running = [one for one in _affiliations(txn, contact.id) if one.until is None]
    require(
        all(one.account_id != new.account_id for one in running),
        f"{contact.name} belongs to this account already.",
        field="contact_id",
    )
    if contact.account_id is None:
        contact.account_id = new.account_id
    return txn.add(Affiliation(contact_id=contact.id, account_id=new.account_id, role=new.role, since=new.since)).id


class EndAffiliation(msgspec.Struct, frozen=True):
    """A contact no longer belongs to an account, from `until` on."""

    affiliation_id: UUID
    until: date


@act("accounts.end_affiliation", EndAffiliation, label="End affiliation", right="contact.edit")
def end_affiliation(txn: Transaction, end: EndAffiliation) -> None:
    """Date the end. A contact whose first account this was is shown with the next one they belong to."""
    affiliation = txn.get(Affiliation, end.affiliation_id)
    require(affiliation.until is None, "This affiliation has ended already.")
    require(
        affiliation.since is None or affiliation.since <= end.until,
        "An affiliation cannot end before it began.",
        field="until",
    )
    affiliation.until = end.until
    contact = txn.find(Contact, affiliation.contact_id)
    if contact is None or contact.account_id != affiliation.account_id:
        return
    others = [one for one in _affiliations(txn, contact.id) if one.until is None and one.id != affiliation.id]
    if others:
        contact.account_id = others[0].account_id


def _own_account(txn: Transaction, account_id: UUID, object_: str) -> None:
    # A new row counts as its maker's own; whether it may hang on this account is asked here.
    account = txn.get(Account, account_id)
    values = {name: getattr(account, name) for name in ("owner_id", "territory_id", "created_by")}
    reach = txn.actor.reach(object_, "edit")
    if not covers(txn.actor, reach, Account, values, lambda _model, _id: None):
        raise NotAllowed("You may not change this account.", details=f"{txn.actor.role}: {object_}.edit")


def _require_name(name: str, message: str) -> None:
    require(not is_blank(name), message, field="name")


def _add_location(txn: Transaction, account_id: UUID, place: Place, *, main: bool) -> UUID:
    fields = msgspec.structs.asdict(place)
    if place.opening_hours is not None:
        OpeningHours.from_json(place.opening_hours)
    require(
        place.visit_minutes is None or 1 <= place.visit_minutes <= 600,
        "A visit takes 1 to 600 minutes.",
        field="visit_minutes",
    )
    require((place.lat is None) == (place.lon is None), "Latitude and longitude belong together.", field="lat")
    return txn.add(Location(account_id=account_id, main=main, **fields)).id


def _locations(txn: Transaction, account_id: UUID) -> Sequence[Location]:
    query = select(Location).where(Location.account_id == account_id, Location.deleted_at.is_(None))
    return txn.scalars(query.order_by(Location.created_at, Location.id))


def _clear_main(locations: Sequence[Location]) -> None:
    for location in locations:
        location.main = False


def _affiliations(txn: Transaction, contact_id: UUID) -> Sequence[Affiliation]:
    query = select(Affiliation).where(Affiliation.contact_id == contact_id, Affiliation.deleted_at.is_(None))
    return txn.scalars(query.order_by(Affiliation.created_at, Affiliation.id))
