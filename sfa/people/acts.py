"""What is done about people."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from sfa.errors import require
from sfa.people.model import Role, Team, User, WorkingHours
from sfa.people.permissions import DEFAULT_ROLES
from sfa.store.acts import act
from sfa.store.transaction import Transaction

__all__ = ["AddTeam", "AddUser", "SetUpRoles", "SetWorkingHours"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_WEEK = {day: [[8 * 60, 17 * 60 + 30]] for day in _DAYS[:5]}


class SetUpRoles(msgspec.Struct, frozen=True):
    """Make the three roles Fieldbook starts with."""


@act("people.set_up_roles", SetUpRoles, label="Set up roles", right="role.create")
def set_up_roles(txn: Transaction, _args: SetUpRoles) -> None:
    """Make the roles that are not there yet."""
    known = {role.key for role in txn.scalars(select(Role))}
    for key, (name, rights) in DEFAULT_ROLES.items():
        if key not in known:
            txn.add(Role(key=key, name=name, rights={obj: dict(actions) for obj, actions in rights.items()}))


class AddUser(msgspec.Struct, frozen=True):
    """A new colleague. zone: IANA name; locale: such as en_US; week: as in WorkingHours."""

    name: str
    role: str
    email: str | None = None
    phone: str | None = None
    team_id: UUID | None = None
    zone: str = "UTC"
    locale: str = "en_US"
    external_id: str | None = None


@act("people.add_user", AddUser, label="Add user", right="user.create")
def add_user(txn: Transaction, new: AddUser) -> UUID:
    """Add the user with usual working hours; returns the id. Raises RuleBroken for an unknown role."""
    roles = {role.key for role in txn.scalars(select(Role).where(Role.deleted_at.is_(None)))}
    require(new.role in roles, f"There is no role “{new.role}”; known are {', '.join(sorted(roles))}.", field="role")
    fields = msgspec.structs.asdict(new)
    user = txn.add(User(**fields))
    txn.add(WorkingHours(user_id=user.id, week=USUAL_WEEK))
    return user.id


class AddTeam(msgspec.Struct, frozen=True):
    """A new team under a manager."""

    name: str
    manager_id: UUID | None = None
    region: str | None = None


@act("people.add_team", AddTeam, label="Add team", right="team.create")
def add_team(txn: Transaction, new: AddTeam) -> UUID:
    """Add the team; returns its id."""
    return txn.add(Team(name=new.name, manager_id=new.manager_id, region=new.region)).id


class Place(msgspec.Struct, frozen=True):
    """Where a day starts or ends: a name for the screen and 1e-7 degrees."""

    name: str
    lat: int
    lon: int


class SetWorkingHours(msgspec.Struct, frozen=True):
    """A person's week and lunch, and where their day starts and ends. Times: minutes since local midnight."""

    user_id: UUID
    week: dict[str, list[tuple[int, int]]]
    lunch: int
    lunch_from: int
    lunch_to: int
    start: Place | None = None
    end: Place | None = None


@act("people.set_working_hours", SetWorkingHours, label="Change working hours", right="working_hours.edit")
def set_working_hours(txn: Transaction, to: SetWorkingHours) -> None:
    """Replace the person's working hours. Raises RuleBroken for hours that cannot be."""
    _check_hours(to)
    query = select(WorkingHours).where(WorkingHours.user_id == to.user_id, WorkingHours.deleted_at.is_(None))
    hours = next(iter(txn.scalars(query)), None) or txn.add(WorkingHours(user_id=to.user_id, week={}))
    hours.week = {day: [list(span) for span in spans] for day, spans in to.week.items()}
    hours.lunch, hours.lunch_from, hours.lunch_to = to.lunch, to.lunch_from, to.lunch_to
    for side, place in (("start", to.start), ("end", to.end)):
        values: tuple[Any, ...] = (place.name, place.lat, place.lon) if place else (None, None, None)
        for part, value in zip(("name", "lat", "lon"), values, strict=True):
            setattr(hours, f"{side}_{part}", value)


def _check_hours(to: SetWorkingHours) -> None:
    for day, spans in to.week.items():
        require(day in _DAYS, f"“{day}” is not a day of the week.", field="week")
        for start, end in spans:
            require(0 <= start < end <= 24 * 60, "A working day must end after it starts.", field="week")
    require(0 <= to.lunch <= 180, "Lunch can last at most three hours.", field="lunch")
    require(to.lunch_from + to.lunch <= to.lunch_to, "Lunch does not fit between its limits.", field="lunch_to")


def span_of(hours: WorkingHours, day: date) -> tuple[int, int] | None:
    """First and last working minute of `day`, or None for a day off."""
    spans = hours.week.get(_DAYS[day.weekday()]) or []
    return (spans[0][0], spans[-1][1]) if spans else None
