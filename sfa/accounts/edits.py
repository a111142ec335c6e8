"""Editing the fields of accounts, locations and contacts in place: what was typed becomes what is stored.

Used inside a transaction of the person at work; every refusal is a BadInput that names its field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.cleaning import clean_degrees, clean_email, clean_phone, clean_url, clean_whole_number
from sfa.accounts.model import Account, Contact, Location
from sfa.errors import BadInput
from sfa.places.opening_hours import OpeningHours
from sfa.store.base import Synced
from sfa.store.capture import plan_of
from sfa.store.transaction import Transaction
from sfa.text import is_blank

__all__ = ["clean_account", "clean_contact", "clean_location", "edit_account", "edit_contact", "edit_location"]

Cleaner = Callable[[str], Any]

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_MOST_EMPLOYEES = 10_000_000
_VISIT_DAYS = (7, 730)
_VISIT_MINUTES = (1, 600)


def edit_account(txn: Transaction, account_id: UUID, fields: Mapping[str, Any]) -> None:
    """Change fields of an account; text is read as typed, other values are taken as they are.

    Blank text empties a field. Raises BadInput with `field` set, NotFound, NotAllowed.
    """
    account = txn.get(Account, account_id)
    _apply(account, clean_account(fields, _country(txn, account_id)))


def edit_location(txn: Transaction, location_id: UUID, fields: Mapping[str, Any]) -> None:
    """Change fields of a location, as in `edit_account`. A person who sets a place makes it exact."""
    location = txn.get(Location, location_id)
    clean = clean_location(fields)
    if {"lat", "lon"} & clean.keys():
        lat, lon = clean.get("lat", location.lat), clean.get("lon", location.lon)
        if (lat is None) != (lon is None):
            raise BadInput("Latitude and longitude belong together.", field="lat" if lat is None else "lon")
        clean |= {"precision": None if lat is None else "exact", "source": None if lat is None else "person"}
    _apply(location, clean)


def edit_contact(txn: Transaction, contact_id: UUID, fields: Mapping[str, Any]) -> None:
    """Change fields of a contact, as in `edit_account`."""
    contact = txn.get(Contact, contact_id)
    country = _country(txn, contact.account_id) if contact.account_id else ""
    _apply(contact, clean_contact(fields, country))


def clean_account(fields: Mapping[str, Any], country: str = "") -> dict[str, Any]:
    """What would be stored for these fields of an account. country: ISO code for phones without "+"."""
    special: dict[str, Cleaner] = {
        "phone": partial(clean_phone, country=country),
        "email": clean_email,
        "website": clean_url,
        "employees": lambda text: clean_whole_number(text, 0, _MOST_EMPLOYEES),
        "founded": lambda text: clean_whole_number(text, _FIRST_YEAR, _LAST_YEAR),
        "visit_every": lambda text: clean_whole_number(text, *_VISIT_DAYS),
    }
    return _clean(Account, fields, special)


def clean_location(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What would be stored for these fields of a location."""
    special: dict[str, Cleaner] = {
        "lat": lambda text: clean_degrees(text, 90),
        "lon": lambda text: clean_degrees(text, 180),
        "opening_hours": lambda text: OpeningHours.parse(text).to_json(),
        "visit_minutes": lambda text: clean_whole_number(text, *_VISIT_MINUTES),
    }
    return _clean(Location, fields, special)


def clean_contact(fields: Mapping[str, Any], country: str = "") -> dict[str, Any]:
    """What would be stored for these fields of a contact."""
    phone = partial(clean_phone, country=country)
    return _clean(Contact, fields, {"phone": phone, "mobile": phone, "email": clean_email})


def _clean(model: type[Synced], fields: Mapping[str, Any], special: Mapping[str, Cleaner]) -> dict[str, Any]:
    plans = {plan.name: plan for plan in plan_of(model).fields}
    clean = {}
    for name, typed in fields.items():
        try:
            value = _value(typed, special.get(name))
        except BadInput as error:
            raise BadInput(error.message, details=error.details, field=name) from error
        clean[name] = plans[name].canonical(value)
    return clean


def _value(typed: Any, cleaner: Cleaner | None) -> Any:
    if not isinstance(typed, str):
        return typed
    # What cannot be seen is not empty where a field needs a value: there the refusal says so.
    if is_blank(typed):
        return None
    return cleaner(typed) if cleaner else typed.strip()


def _apply(row: Synced, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _country(txn: Transaction, account_id: UUID) -> str:
    query = (
        select(Location.country)
        .where(Location.account_id == account_id, Location.deleted_at.is_(None), Location.country.is_not(None))
        .order_by(Location.main.desc(), Location.id)
    )
    found = next(iter(txn.scalars(query.limit(1))), None) or ""
    return found.upper() if len(found) == 2 else ""
