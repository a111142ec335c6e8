"""What screens read of people: whom one leads, and when and from where somebody works."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.people.acts import USUAL_WEEK, Place
from sfa.people.model import Team, User, WorkingHours
from sfa.store.actor import Actor, Reach, visible

__all__ = ["WEEKDAYS", "Hours", "Member", "Week", "led_by", "team_names", "weeks_of", "working_days", "working_hours"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Keys of a week, in the order of `date.weekday`."""

Week = Mapping[str, Sequence[tuple[int, int]]]
"""Day -> spans of work in minutes since local midnight; a day off is missing or empty."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody whose work the reader answers for. zone: IANA name."""

    id: UUID
    name: str
    role: str
    zone: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's working hours. lunch: minutes, to be taken between lunch_from and lunch_to (since midnight)."""

    week: Week
    lunch: int = 30
    lunch_from: int = 11 * 60 + 30
    lunch_to: int = 13 * 60 + 30
    start: Place | None = None
    end: Place | None = None


def led_by(session: Session, actor: Actor) -> list[Member]:
    """Everybody at work whose deals the actor answers for, by name: the team, all, or the actor alone."""
    reach = actor.reach("opportunity", "read")
    query = select(User.id, User.name, User.role, User.zone).where(User.deleted_at.is_(None), User.active)
    if reach is not Reach.ALL:
        query = query.where(User.id.in_(actor.team if reach is Reach.TEAM else {actor.user_id}))
    return [Member(*row) for row in session.execute(query.order_by(User.name_key, User.id))]


def team_names(session: Session, actor: Actor) -> list[str]:
    """Names of the teams the actor leads, or of all where the actor sees all."""
    query = select(Team.name).where(Team.deleted_at.is_(None))
    if actor.reach("opportunity", "read") is not Reach.ALL:
        query = query.where(Team.manager_id == actor.user_id)
    return list(session.scalars(query.order_by(Team.name)))


def working_hours(session: Session, actor: Actor, user_id: UUID) -> Hours:
    """The person's working hours; the usual week where none were set or the actor may not see them."""
    query = select(WorkingHours).where(
        WorkingHours.user_id == user_id, WorkingHours.deleted_at.is_(None), visible(actor, WorkingHours)
    )
    found = session.scalars(query.order_by(WorkingHours.id)).first()
    if found is None:
        return Hours(_week(USUAL_WEEK))
    return Hours(
        week=_week(found.week),
        lunch=found.lunch,
        lunch_from=found.lunch_from,
        lunch_to=found.lunch_to,
        start=_place(found.start_name, found.start_lat, found.start_lon),
        end=_place(found.end_name, found.end_lat, found.end_lon),
    )


def weeks_of(session: Session, actor: Actor, users: Collection[UUID]) -> dict[UUID, Week]:
    """The working week of each user; the usual one where none was set or the actor may not see it."""
    query = select(WorkingHours.user_id, WorkingHours.week).where(
        WorkingHours.user_id.in_(users), WorkingHours.deleted_at.is_(None), visible(actor, WorkingHours)
    )
    found = {user_id: _week(week) for user_id, week in session.execute(query.order_by(WorkingHours.id.desc()))}
    return {user: found.get(user) or _week(USUAL_WEEK) for user in users}


def working_days(week: Week, first: date, until: date) -> int:
    """How many days with working time lie from `first` until before `until`."""
    days = (first + timedelta(days=number) for number in range((until - first).days))
    return sum(1 for day in days if week.get(WEEKDAYS[day.weekday()]))


def _week(stored: Mapping[str, Any]) -> Week:
    return {day: tuple((int(start), int(end)) for start, end in stored.get(day) or ()) for day in WEEKDAYS}


def _place(name: str | None, lat: int | None, lon: int | None) -> Place | None:
    return None if lat is None or lon is None else Place(name or "", lat, lon)
