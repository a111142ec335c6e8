"""Accounts, locations, contacts and who belongs where."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, child_of, column, ref, sort_key
from sfa.store.types import Bool, Day, Degrees, Int, Json, Minor, Text

__all__ = ["Account", "Affiliation", "Contact", "Location"]


class Account(Synced):
    """A company we sell to or want to.

    category: what kind of business it is. tier: A, B, C … annual_revenue: minor units of `currency`.
    flags: what a person should look at, such as "imported without an owner". visit_every: days, wished.
    """

    __tablename__ = "account"
    spec: ClassVar = TableSpec(
        object="account", label="account", title="name", search=("category", "sector", "phone", "email", "website"),
        owner="owner_id", territory="territory_id",
    )  # fmt: skip
    name: Mapped[str] = column(Text(300), merge=Merge.MANUAL, required=True, label="Account name")
    name_key: Mapped[str] = sort_key("name", 300)
    category: Mapped[str | None] = column(Text(80))
    sector: Mapped[str | None] = column(Text(80))
    tier: Mapped[str | None] = column(Text(20))
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
    territory_id: Mapped[UUID | None] = ref("territory", merge=Merge.SERVER)
    parent_id: Mapped[UUID | None] = ref("account", merge=Merge.MANUAL)
    phone: Mapped[str | None] = column(Text(40))
    email: Mapped[str | None] = column(Text(254))
    website: Mapped[str | None] = column(Text(500))
    employees: Mapped[int | None] = column(Int)
    founded: Mapped[int | None] = column(Int)
    annual_revenue: Mapped[int | None] = column(Minor, merge=Merge.MANUAL)
    currency: Mapped[str | None] = column(Text(3))
    visit_every: Mapped[int | None] = column(Int)
    note: Mapped[str | None] = column(Text(20000), merge=Merge.TEXT)
    flags: Mapped[list[str] | None] = column(Json, merge=Merge.SET)
    external_id: Mapped[str | None] = column(Text(120), index=True)
    __table_args__ = (
        # A hundred thousand names in order without touching one row.
        Index("ix_account_list", "name_key", "id", "deleted_at", "owner_id", "territory_id", "created_by"),
    )  # fmt: skip


class Location(Synced):
    """A place of an account: one is the main one, a chain has many.

    lat, lon: 1e-7 degrees. precision: exact, street, postal or city; source: who said so.
    opening_hours: see sfa.places.opening_hours. visit_minutes: how long a visit here usually takes.
    """

    __tablename__ = "location"
    spec: ClassVar = TableSpec(
        object="account", label="location", search=("street", "city", "region", "postal_code", "label"),
        found_as="account_id", through="account_id",
    )  # fmt: skip
    account_id: Mapped[UUID] = child_of("account")
    label: Mapped[str | None] = column(Text(120))
    main: Mapped[bool] = column(Bool, default=True)
    street: Mapped[str | None] = column(Text(300))
    city: Mapped[str | None] = column(Text(120))
    city_key: Mapped[str] = sort_key("city", 120)
    region: Mapped[str | None] = column(Text(120))
    postal_code: Mapped[str | None] = column(Text(20))
    country: Mapped[str | None] = column(Text(80))
    lat: Mapped[int | None] = column(Degrees(90))
    lon: Mapped[int | None] = column(Degrees(180))
    precision: Mapped[str | None] = column(Text(20))
    source: Mapped[str | None] = column(Text(40))
    opening_hours: Mapped[dict[str, Any] | None] = column(Json)
    visit_minutes: Mapped[int | None] = column(Int)


class Contact(Synced):
    """A person in a company. part: their role in buying (decides, influences, uses …)."""

    __tablename__ = "contact"
    spec: ClassVar = TableSpec(
        object="contact", label="contact", title="name", search=("job_title", "email", "phone", "mobile"),
        through="account_id",
    )  # fmt: skip
    name: Mapped[str] = column(Text(300), merge=Merge.MANUAL, required=True, label="Name")
    name_key: Mapped[str] = sort_key("name", 300)
    first_name: Mapped[str | None] = column(Text(120))
    last_name: Mapped[str | None] = column(Text(120))
    account_id: Mapped[UUID | None] = ref("account", merge=Merge.MANUAL)
    job_title: Mapped[str | None] = column(Text(120))
    part: Mapped[str | None] = column(Text(40))
    email: Mapped[str | None] = column(Text(254))
    phone: Mapped[str | None] = column(Text(40))
    mobile: Mapped[str | None] = column(Text(40))
    preferred_channel: Mapped[str | None] = column(Text(20))
    do_not_contact: Mapped[bool] = column(Bool, merge=Merge.OR, default=False)
    note: Mapped[str | None] = column(Text(20000), merge=Merge.TEXT)
    external_id: Mapped[str | None] = column(Text(120), index=True)


class Affiliation(Synced):
    """A contact belongs to an account in some role, from `since` until before `until`; a person may have several."""

    __tablename__ = "affiliation"
    spec: ClassVar = TableSpec(object="contact", label="affiliation", through="account_id")
    contact_id: Mapped[UUID] = ref("contact", merge=Merge.FIXED, required=True)
    account_id: Mapped[UUID] = ref("account", merge=Merge.FIXED, required=True)
    role: Mapped[str | None] = column(Text(120))
    since: Mapped[date | None] = column(Day)
    until: Mapped[date | None] = column(Day)
