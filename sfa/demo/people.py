"""Who works at Tapline Draught Supply, and where."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sfa.demo.cast import ADMIN, COMPANY, MANAGER, REPS
from sfa.people.acts import AddTeam, AddUser, Place, SetWorkingHours
from sfa.people.model import Team, User
from sfa.store.actor import Actor, system_actor
from sfa.store.store import Store
from sfa.territories.acts import AddTerritory
from sfa.workspace import set_up, write_setting

__all__ = ["actors", "add_people"]

_WEEK = {day: [(8 * 60, 17 * 60 + 30)] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def add_people(store: Store) -> None:
    """Set up the company, its team, and a territory a rep."""
    set_up(store, COMPANY["name"], currency=COMPANY["currency"], admin=ADMIN, zone=REPS[0].zone)
    with store.transaction("Set up the demo's people", system_actor()) as txn:
        write_setting(txn, "company", COMPANY, None)
        manager = txn.run(AddUser(name=MANAGER, role="manager", email=_mail(MANAGER), zone=REPS[0].zone))
        team = txn.run(AddTeam(name="Draught sales", manager_id=manager, region="United States"))
        txn.get(User, manager).team_id = txn.get(Team, team).id
        country = txn.run(AddTerritory(name="United States", owner_id=manager))
        for rep in REPS:
            user = txn.run(AddUser(name=rep.name, role="rep", email=_mail(rep.name), team_id=team, zone=rep.zone))
            txn.run(AddTerritory(name=f"{rep.city} area", parent_id=country, owner_id=user))
            home = Place(rep.city, round(rep.lat * 1e7), round(rep.lon * 1e7))
            txn.run(SetWorkingHours(user, _WEEK, 30, 11 * 60 + 30, 13 * 60 + 30, home, home))


def _mail(name: str) -> str:
    from sfa.text import fold

    return f"{fold(name).replace(' ', '.')}@tapline.example"


def actors(store: Store, day: date) -> dict[str, Actor]:
    """Everybody at work, by name."""
    from sqlalchemy import select

    from sfa.people.permissions import actor_of

    with store.reading() as session:
        people: list[tuple[str, UUID]] = [(row.name, row.id) for row in session.execute(select(User.name, User.id))]
        return {name: actor_of(session, user_id, day) for name, user_id in people}
