"""A rep's day around Denver: eight real breweries, from a home in Englewood. Phones are reserved ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from sfa.accounts.acts import AddAccount, AddContact, Place
from sfa.clock import Clock
from sfa.people.acts import USUAL_WEEK, SetWorkingHours
from sfa.people.acts import Place as Base
from sfa.people.model import User
from sfa.places.opening_hours import OpeningHours
from sfa.store.actor import system_actor
from sfa.store.store import Store
from sfa.visits.acts import PlanVisit
from sfa.workspace import Workspace
from tests.stores import new_store, user_named, workspace_of

DAY = date(2026, 11, 17)
"""A Tuesday; the stores' clock stands at 08:00 in Denver on it."""
HOME = Base("Englewood", 396478000, -1049878000)


@dataclass(frozen=True)
class Brewery:
    """A place to visit. at: degrees; hours as people write them; minutes a visit takes."""

    name: str
    street: str
    city: str
    at: tuple[float, float] | None
    hours: str = "Mo-Fr 09:00-18:00"
    minutes: int = 30
    purpose: str = ""
    more: dict[str, object] = field(default_factory=dict)


BREWERIES = (
    Brewery(
        "Barrels & Bottles Brewery", "600 12th St", "Golden", (39.7562107, -105.2202098), purpose="Order for 40 kegs"
    ),
    Brewery("Boulder Beer Co", "2880 Wilderness Pl", "Boulder", (40.026439, -105.2480158), minutes=45),
    Brewery(
        "Chain Reaction Brewing Company",
        "902 S Lipan St",
        "Denver",
        (39.6987938, -105.001629),
        purpose="Close the deal",
    ),
    Brewery("Goldspot Brewing Co", "4970 Lowell Blvd", "Denver", (39.7868924, -105.0343545), "Mo-Fr 13:00-19:00"),
    Brewery("Long Table Brewing", "2895 Fairfax St", "Denver", (39.7581802, -104.928343), purpose="First visit"),
    Brewery(
        "Our Mutual Friend Brewing", "2810 Larimer St", "Denver", (39.7605777, -104.9825596), "Mo-Fr 09:00-12:00"
    ),
    Brewery("Stein Brewing Company", "2516 49th St", "Boulder", (40.0238083, -105.2378323), purpose="Presentation"),
    Brewery(
        "Vine Street Pub & Brewery", "1700 Vine St", "Denver", (39.7434087, -104.9627421), purpose="Cellar check"
    ),
)


def denver_store(folder: Path, clock: Clock | None = None) -> Store:
    """The test company, with Rob's home and hours near Denver."""
    store = new_store(folder, clock=clock)
    rob = user_named(store, "Rob")
    with store.transaction("Denver", system_actor()) as txn:
        txn.get(User, rob).zone = "America/Denver"
        txn.run(
            SetWorkingHours(
                user_id=rob,
                week={day: [tuple(span) for span in spans] for day, spans in USUAL_WEEK.items()},
                lunch=30,
                lunch_from=11 * 60 + 30,
                lunch_to=13 * 60 + 30,
                start=HOME,
            )
        )
    return store


def rob_of(store: Store) -> Workspace:
    """Rob at work."""
    return workspace_of(store, "rep")


def add_brewery(work: Workspace, brewery: Brewery) -> UUID:
    """The account with its place and a person to meet."""
    lat, lon = (round(part * 10**7) for part in brewery.at) if brewery.at else (None, None)
    account: UUID = work.run(
        AddAccount(
            name=brewery.name,
            owner_id=work.user.id,
            phone="+1 303 555 0100",
            visit_every=30,
            place=Place(
                street=brewery.street,
                city=brewery.city,
                region="Colorado",
                country="United States",
                lat=lat,
                lon=lon,
                precision="exact" if lat else None,
                opening_hours=OpeningHours.parse(brewery.hours).to_json() if brewery.hours else None,
                visit_minutes=brewery.minutes,
            ),
        )
    )
    work.run(AddContact(account_id=account, name="Katarzyna Nowak", job_title="Owner", part="decides"))
    return account


def plan_visits(work: Workspace, breweries: tuple[Brewery, ...] = BREWERIES, day: date = DAY) -> dict[str, UUID]:
    """A visit to each on that day; account name -> visit."""
    found = {}
    for brewery in breweries:
        account = add_brewery(work, brewery)
        found[brewery.name] = work.run(
            PlanVisit(account_id=account, day=day, purpose=brewery.purpose or None, **brewery.more)
        )
    return found
