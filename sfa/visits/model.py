"""Visits and the day they are part of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column, ref
from sfa.store.types import Bool, Day, Degrees, Int, Json, Moment, Text

__all__ = ["DayRoute", "Visit"]


class Visit(Synced):
    """What a visit knows beyond its activity, whose id it shares.

    day: the rep's calendar day. position: its place in the day's order. locked: the planner leaves that place alone.
    fixed_start: minutes since local midnight, where a time was agreed. arrive, leave: the same, as last planned.
    started_at, ended_at: check-in and check-out; at_lat, at_lon: where, 1e-7 degrees, if the rep shares it.
    """

    __tablename__ = "visit"
    spec: ClassVar = TableSpec(object="activity", label="visit", owner="owner_id", through="account_id")
    owner_id: Mapped[UUID] = ref("user", merge=Merge.SERVER, required=True)
    account_id: Mapped[UUID] = ref("account", merge=Merge.FIXED, required=True)
    location_id: Mapped[UUID | None] = ref("location")
    day: Mapped[date] = column(Day, required=True, index=True)
    position: Mapped[int] = column(Int, default=0)
    locked: Mapped[bool] = column(Bool, default=False)
    priority: Mapped[int] = column(Int, default=5)
    fixed_start: Mapped[int | None] = column(Int)
    arrive: Mapped[int | None] = column(Int)
    leave: Mapped[int | None] = column(Int)
    why: Mapped[dict[str, Any] | None] = column(Json)
    purpose: Mapped[str | None] = column(Text(500))
    started_at: Mapped[datetime | None] = column(Moment, merge=Merge.SERVER)
    ended_at: Mapped[datetime | None] = column(Moment, merge=Merge.SERVER)
    at_lat: Mapped[int | None] = column(Degrees(90), merge=Merge.SERVER)
    at_lon: Mapped[int | None] = column(Degrees(180), merge=Merge.SERVER)


class DayRoute(Synced):
    """A rep's day as planned: one a person and day. metres, seconds: driven in all; left_out: visits with reasons."""

    __tablename__ = "day_route"
    spec: ClassVar = TableSpec(object="activity", label="day route", owner="user_id")
    user_id: Mapped[UUID] = ref("user", merge=Merge.FIXED, required=True)
    day: Mapped[date] = column(Day, merge=Merge.FIXED, required=True, index=True)
    lunch_at: Mapped[int | None] = column(Int)
    home_at: Mapped[int | None] = column(Int)
    leave_at: Mapped[int | None] = column(Int)
    metres: Mapped[int] = column(Int, default=0)
    seconds: Mapped[int] = column(Int, default=0)
    left_out: Mapped[list[Any] | None] = column(Json)
    planned_at: Mapped[datetime | None] = column(Moment)
