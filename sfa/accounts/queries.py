"""What screens and reports read of accounts: heads, locations, contacts, values of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from sfa.accounts.display import address_line
from sfa.accounts.model import Account, Affiliation, Contact, Location
from sfa.people.model import User
from sfa.store import search
from sfa.store.actor import Actor, visible
from sfa.store.base import Synced, model_named, table_of

__all__ = [
    "ContactRow",
    "FoundAccount",
    "Head",
    "LocationRow",
    "Outside",
    "contact_values",
    "contacts",
    "find_accounts",
    "head",
    "location_values",
    "locations",
    "names",
    "values",
]


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """An account as it is offered while one types; address: its main place in one line."""

    id: UUID
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the card of an account. visit_every: days, wished."""

    id: UUID
    name: str
    category: str
    tier: str
    address: str
    phone: str
    territory: str
    owner_id: UUID | None
    owner: str
    visit_every: int | None
    currency: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """An account that is in the store but not the actor's to see. owner: whom to ask."""

    id: UUID
    owner: str


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A place of an account; lat, lon: 1e-7 degrees. opening_hours: see sfa.places.opening_hours."""

    id: UUID
    label: str
    address: str
    country: str
    main: bool
    lat: int | None
    lon: int | None
    opening_hours: Mapping[str, Any] | None
    visit_minutes: int | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person of an account as lists show them. role: as the affiliation says, else the job title."""

    id: UUID
    name: str
    role: str
    part: str
    phone: str
    email: str
    do_not_contact: bool
    affiliation_id: UUID | None


def head(session: Session, actor: Actor, account_id: UUID) -> Head | Outside | None:
    """The head of an account's card; Outside when it is another's, None when it is not in this store."""
    territory = table_of(model_named("territory"))  # a later room's; only the name is shown
    query = (
        select(Account, User.name, territory.c.name, visible(actor, Account))
        .outerjoin(User, User.id == Account.owner_id)
        .outerjoin(territory, territory.c.id == Account.territory_id)
        .where(Account.id == account_id, Account.deleted_at.is_(None))
    )
    found = session.execute(query).first()
    if found is None:
        return None
    account, owner, territory_name, is_visible = found
    if not is_visible:
        return Outside(account_id, owner or "")
    places = locations(session, actor, account_id)
    return Head(
        id=account_id,
        name=account.name,
        category=account.category or account.sector or "",
        tier=account.tier or "",
        address=places[0].address if places else "",
        phone=account.phone or "",
        territory=territory_name or "",
        owner_id=account.owner_id,
        owner=owner or "",
        visit_every=account.visit_every,
        currency=account.currency,
        flags=tuple(account.flags or ()),
    )


def values(session: Session, actor: Actor, account_id: UUID) -> Mapping[str, Any] | None:
    """Every field of an account, by column; None when the actor may not see it."""
    return _fields(session, actor, Account, account_id)


def contact_values(session: Session, actor: Actor, contact_id: UUID) -> Mapping[str, Any] | None:
    """Every field of a contact, by column; None when the actor may not see it."""
    return _fields(session, actor, Contact, contact_id)


def location_values(session: Session, actor: Actor, location_id: UUID) -> Mapping[str, Any] | None:
    """Every field of a location, by column; None when the actor may not see it."""
    return _fields(session, actor, Location, location_id)


def _fields(session: Session, actor: Actor, model: type[Synced], row_id: UUID) -> Mapping[str, Any] | None:
    table = table_of(model)
    query = select(table).where(table.c.id == row_id, table.c.deleted_at.is_(None), visible(actor, model))
    found = session.execute(query).first()
    return None if found is None else dict(zip(found._fields, found, strict=True))


def locations(session: Session, actor: Actor, account_id: UUID) -> list[LocationRow]:
    """The places of an account, the main one first, then by city."""
    query = (
        select(Location)
        .where(Location.account_id == account_id, Location.deleted_at.is_(None), visible(actor, Location))
        .order_by(Location.main.desc(), Location.city_key, Location.id)
    )
    return [_location(row) for row in session.scalars(query)]


def _location(row: Location) -> LocationRow:
    return LocationRow(
        id=row.id,
        label=row.label or "",
        address=address_line(row.street, row.city, row.region, row.postal_code),
        country=row.country or "",
        main=row.main,
        lat=row.lat,
        lon=row.lon,
        opening_hours=row.opening_hours,
        visit_minutes=row.visit_minutes,
    )


def find_accounts(session: Session, actor: Actor, typed: str, limit: int = 6) -> list[FoundAccount]:
    """Accounts by what was typed of their name, the best first."""
    hits = search.find(session, typed, actor, tables=("account",), limit=limit)
    return [FoundAccount(hit.id, hit.title, _main_address(session, actor, hit.id)) for hit in hits]


def _main_address(session: Session, actor: Actor, account_id: UUID) -> str:
    return next((place.address for place in locations(session, actor, account_id)), "")


def contacts(session: Session, actor: Actor, account_id: UUID, day: date) -> list[ContactRow]:
    """The people who belong to an account on `day`, by name.

    A contact made without an affiliation belongs to its account until an affiliation says otherwise.
    """
    runs = and_(
        or_(Affiliation.until.is_(None), Affiliation.until > day),
        or_(Affiliation.since.is_(None), Affiliation.since <= day),
    )
    tied = and_(
        Affiliation.contact_id == Contact.id,
        Affiliation.account_id == account_id,
        Affiliation.deleted_at.is_(None),
    )
    never_tied = and_(Contact.account_id == account_id, ~exists().where(tied).correlate(Contact))
    query = (
        select(Contact, Affiliation.id, Affiliation.role)
        .outerjoin(Affiliation, and_(tied, runs))
        .where(
            Contact.deleted_at.is_(None),
            visible(actor, Contact),
            or_(Affiliation.id.is_not(None), never_tied),
            # Keeps the search for people to those who ever had to do with the account.
            or_(
                Contact.account_id == account_id,
                Contact.id.in_(select(Affiliation.contact_id).where(Affiliation.account_id == account_id)),
            ),
        )
        .order_by(Contact.name_key, Contact.id)
    )
    return [
        ContactRow(
            id=row.id,
            name=row.name,
            role=role or row.job_title or "",
            part=row.part or "",
            phone=row.phone or row.mobile or "",
            email=row.email or "",
            do_not_contact=row.do_not_contact,
            affiliation_id=tie,
        )
        for row, tie, role in session.execute(query)
    ]


def names(session: Session, actor: Actor, ids: list[UUID]) -> dict[UUID, str]:
    """Names of the accounts among `ids` that the actor may see."""
    query = select(Account.id, Account.name).where(Account.id.in_(ids), visible(actor, Account))
    return {row.id: row.name for row in session.execute(query)}
