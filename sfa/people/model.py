"""People: who works here, in which team, with which rights, when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column, ref, sort_key
from sfa.store.types import Bool, Day, Degrees, Int, Json, Text

__all__ = ["Grant", "Role", "Team", "User", "WorkingHours"]


class Role(Synced):
    """A named set of rights. rights: object -> action -> reach (see sfa.store.actor)."""

    __tablename__ = "role"
    spec: ClassVar = TableSpec(object="role", label="role", company=True)
    key: Mapped[str] = column(Text(20), merge=Merge.FIXED, required=True)
    name: Mapped[str] = column(Text(60), required=True)
    rights: Mapped[dict[str, dict[str, str]]] = column(Json, merge=Merge.SERVER, nullable=False)


class Team(Synced):
    """People who are led together."""

    __tablename__ = "team"
    spec: ClassVar = TableSpec(object="team", label="team", title="name", company=True)
    name: Mapped[str] = column(Text(120), required=True, label="Team")
    region: Mapped[str | None] = column(Text(120))
    manager_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)


class User(Synced):
    """A person who works with Fieldbook. zone: IANA name; locale: such as en_US."""

    __tablename__ = "user"
    spec: ClassVar = TableSpec(object="user", label="user", title="name", search=("email",), company=True)
    name: Mapped[str] = column(Text(120), required=True, label="Name")
    name_key: Mapped[str] = sort_key("name")
    email: Mapped[str | None] = column(Text(254))
    phone: Mapped[str | None] = column(Text(40))
    role: Mapped[str] = column(Text(20), merge=Merge.SERVER, required=True)
    team_id: Mapped[UUID | None] = ref("team", merge=Merge.SERVER)
    zone: Mapped[str] = column(Text(60), default="UTC")
    locale: Mapped[str] = column(Text(20), default="en_US")
    active: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=True)
    external_id: Mapped[str | None] = column(Text(120), index=True)


class Grant(Synced):
    """A user may work in a territory and all below it, from `since` until before `until`."""

    __tablename__ = "grant"
    spec: ClassVar = TableSpec(object="grant", label="grant", company=True)
    user_id: Mapped[UUID] = ref("user", merge=Merge.FIXED, required=True)
    territory_id: Mapped[UUID] = ref("territory", merge=Merge.FIXED, required=True)
    since: Mapped[date | None] = column(Day)
    until: Mapped[date | None] = column(Day)
    why: Mapped[str | None] = column(Text(200))


class WorkingHours(Synced):
    """When and from where a person works.

    week: {"mon": [[480, 1050]], …}, minutes since local midnight. lunch: minutes, taken between lunch_from and
    lunch_to. start and end: where the day begins and ends, with a name for the screen.
    """

    __tablename__ = "working_hours"
    spec: ClassVar = TableSpec(object="working_hours", label="working hours", owner="user_id")
    user_id: Mapped[UUID] = ref("user", merge=Merge.FIXED, required=True)
    week: Mapped[dict[str, Any]] = column(Json, nullable=False)
    lunch: Mapped[int] = column(Int, default=30)
    lunch_from: Mapped[int] = column(Int, default=11 * 60 + 30)
    lunch_to: Mapped[int] = column(Int, default=13 * 60 + 30)
    start_name: Mapped[str | None] = column(Text(120))
    start_lat: Mapped[int | None] = column(Degrees(90))
    start_lon: Mapped[int | None] = column(Degrees(180))
    end_name: Mapped[str | None] = column(Text(120))
    end_lat: Mapped[int | None] = column(Degrees(90))
    end_lon: Mapped[int | None] = column(Degrees(180))
