"""The customers: real breweries near each rep's city, with invented people, numbers and hours."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

import resources
from sfa.accounts.model import Account, Location
from sfa.demo.cast import REPS, DemoRep
from sfa.exchange.importing import import_csv
from sfa.places.distances import matrix
from sfa.places.opening_hours import OpeningHours
from sfa.places.point import Point
from sfa.store.actor import Actor
from sfa.store.store import Store
from sfa.text import fold

__all__ = ["ACCOUNTS_EACH", "add_customers"]

ACCOUNTS_EACH = 150
_LEFT_OUT = ("closed", "planning")
_FIRST = (
    "Katarzyna", "Tyler", "Günther", "Megan", "José", "Aisha", "Björn", "Chloé", "Dmitri", "Esra", "Fiona", "Giulia",
    "Hiroshi", "Ingrid", "Jamal", "Kaja", "Luis", "Maeve", "Nikos", "Olga", "Priya", "Quentin", "Rosa", "Søren",
    "Thu", "Uta", "Víctor", "Wanda", "Ximena", "Yusuf", "Zofia", "Andre", "Beth", "Carla", "Dale", "Erin",
)  # fmt: skip
_LAST = (
    "Nowak", "Brandt", "Schäfer", "O’Rourke", "Ramírez", "Bello", "Lindqvist", "Dubois", "Ivanov", "Yıldız", "Walsh",
    "Conti", "Tanaka", "Haugen", "Carter", "Novotná", "Mendoza", "Byrne", "Papadopoulos", "Petrenko", "Shah",
    "Martin",
    "Silva", "Jørgensen", "Nguyễn", "Becker", "Ortiz", "Zieliński", "Flores", "Demir", "Mazur", "Young", "Reed",
    "Rossi", "Hughes", "Kelly",
)  # fmt: skip
_JOBS = (
    ("Owner", "decides"), ("Head brewer", "uses"), ("Taproom manager", "influences"), ("Bookkeeper", "pays"),
    ("General manager", "decides"), ("Cellar lead", "uses"),
)  # fmt: skip
_HOURS = (
    "Mo-Su 08:00-18:00", "Mo-Su 10:00-20:00", "Mo-Su 09:00-12:00,13:00-17:00", "Mo-Su 07:00-15:00",
    "Mo-Su 11:00-22:00", "Mo-Su 08:30-17:30",
)  # fmt: skip
_TIERS = (("A", 14, 45), ("B", 28, 30), ("C", 56, 30))


def add_customers(store: Store, actors: dict[str, Actor], dice: random.Random, step: Callable[[str], None]) -> None:
    """Import about 150 accounts a rep with their contacts, then give them hours, tiers and visit rhythm."""
    with tempfile.TemporaryDirectory() as scratch:
        for rep, rows in zip(REPS, _near(REPS), strict=True):
            step(f"Customers around {rep.city}")
            accounts = _write(Path(scratch) / "accounts.csv", [_reserved(row, rep, i) for i, row in enumerate(rows)])
            import_csv(store, actors[rep.name], accounts, "accounts")
            people = _write(Path(scratch) / "contacts.csv", list(_people(rows, rep, dice)))
            import_csv(store, actors[rep.name], people, "contacts")
            _refine(store, actors[rep.name], dice)


def _near(reps: Sequence[DemoRep]) -> list[list[dict[str, str]]]:
    with resources.path("demo/breweries.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["latitude"] and r["brewery_type"] not in _LEFT_OUT]
    points = [Point.from_degrees(float(r["latitude"]), float(r["longitude"])) for r in rows]
    homes = [Point.from_degrees(rep.lat, rep.lon) for rep in reps]
    metres = matrix(homes, points)
    mine = metres.argmin(axis=0)
    found = []
    for number in range(len(reps)):
        order = sorted(
            (i for i in range(len(rows)) if mine[i] == number), key=lambda i: (metres[number, i], rows[i]["id"])
        )
        found.append([rows[i] for i in order[:ACCOUNTS_EACH]])
    return found


def _reserved(row: dict[str, str], rep: DemoRep, number: int) -> dict[str, str]:
    """The row with telephone and site that belong to nobody (555-01xx, .example)."""
    site = _slug(row["name"])
    return {**row, "phone": f"+1 {rep.area} 555 {100 + number % 100:04d}", "website_url": f"https://{site}.example"}


def _people(rows: Iterable[dict[str, str]], rep: DemoRep, dice: random.Random) -> Iterable[dict[str, str]]:
    for row in rows:
        for job, part in dice.sample(_JOBS, dice.choice((1, 2, 2, 3))):
            first, last = dice.choice(_FIRST), dice.choice(_LAST)
            yield {
                "First Name": first,
                "Last Name": last,
                "Job Title": job,
                "Buying Role": part,
                "Account": row["id"],
                "Email": f"{_slug(first)}.{_slug(last)}@{_slug(row['name'])}.example",
                "Phone": f"+1 {rep.area} 555 {dice.randrange(100, 200):04d}",
            }


def _write(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _refine(store: Store, actor: Actor, dice: random.Random) -> None:
    with store.transaction("Set tiers and opening hours", actor) as txn:
        mine = select(Account).where(Account.owner_id == actor.user_id).order_by(Account.name_key, Account.id)
        places: dict[UUID, Location] = {row.account_id: row for row in txn.scalars(select(Location))}
        for number, account in enumerate(txn.scalars(mine)):
            tier, every, minutes = _TIERS[0 if number % 10 == 0 else 1 if number % 10 < 4 else 2]
            account.tier, account.visit_every = tier, every
            place = places[account.id]
            place.visit_minutes = minutes
            place.opening_hours = _hours(dice)


def _hours(dice: random.Random) -> dict[str, Any]:
    return OpeningHours.parse(dice.choice(_HOURS)).to_json()


def _slug(name: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(name).replace("ı", "i"))
    return "-".join(kept.split())[:40].strip("-") or "customer"
