"""A team at work on a Tuesday at 11:10: eight reps with deals, visits and quotes. For tests and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sfa.accounts.model import Account
from sfa.clock import FixedClock
from sfa.people.acts import AddTeam, AddUser
from sfa.people.model import User
from sfa.pipeline.acts import AddOpportunity, MoveStage, WinOpportunity
from sfa.pipeline.queries import steps
from sfa.quotes.acts import CreateQuote, SendQuote
from sfa.quotes.line_acts import AddLine
from sfa.store.actor import system_actor
from sfa.store.store import Store
from sfa.visits.acts import FinishVisit, PlanVisit
from sfa.visits.model import Visit
from sfa.workspace import Workspace
from tests.stores import new_store, user_named

__all__ = ["NAMES", "NOW", "SampleTeam", "sample_team"]

NOW = datetime(2026, 12, 15, 16, 10, tzinfo=UTC)
"""11:10 in Columbus. Four weeks after the store was made, for a store's time never runs back."""

DAY = date(2026, 12, 15)
ZONE = "America/New_York"
NAMES = (
    "Lena Hoffmann",
    "Tomasz Kowalczyk",
    "Emily Carter",
    "Jürgen Baumann",
    "Agnieszka Wiśniewska",
    "Marcus Delgado",
    "Sabine Krämer",
    "DeShawn Miller",
)
_HOUSES = (
    "Delaware Arena",
    "Hotel Lindenhof",
    "Granville House",
    "Pub pod Orłem",
    "Brauhaus Lindner",
    "Café Übersee",
)
_VISITS = ((2, 1, 4), (3, 2, 2), (5, 0, 2), (4, 0, 2), (5, 0, 2), (4, 0, 2), (5, 0, 1), (3, 0, 3))


@dataclass(frozen=True)
class SampleTeam:
    """The store and who is in it."""

    store: Store
    clock: FixedClock
    manager: Workspace

    def work_of(self, name: str) -> Workspace:
        """The hands of a rep."""
        return Workspace.enter(self.store, user_named(self.store, name))


def sample_team(folder: Path, reps: int = 8) -> SampleTeam:
    """A fresh store with so many of the eight reps under Theresa Berger."""
    clock = FixedClock(NOW - timedelta(days=25), step=0.001)
    store = new_store(folder, clock=clock)
    with store.transaction("People", system_actor()) as txn:
        manager = txn.run(AddUser(name="Theresa Berger", role="manager", zone=ZONE))
        team = txn.run(AddTeam(name="Draught sales", manager_id=manager))
        txn.get(User, manager).team_id = team
        for name in NAMES[:reps]:
            txn.run(AddUser(name=name, role="rep", team_id=team, zone=ZONE))
    made = [_Rep(store, clock, number) for number in range(reps)]
    for rep in made:
        rep.visits_of_weeks_ago()
    clock.at = NOW - timedelta(days=15)
    for rep in made:
        rep.deals_of_weeks_ago()
    clock.at = NOW
    for rep in made:
        rep.today()
    return SampleTeam(store, clock, Workspace.enter(store, manager))


class _Rep:
    """One rep's doings; all figures follow from the number."""

    def __init__(self, store: Store, clock: FixedClock, number: int) -> None:
        self.number = number
        self.work = Workspace.enter(store, user_named(store, NAMES[number]))
        with self.work.reading() as session:
            self.steps = [step for step in steps(session) if not step.is_won]
        self.accounts = self._accounts()

    def _accounts(self) -> list[UUID]:
        with self.work.transaction("Add accounts") as txn:
            owner = self.work.user.id
            names = (f"{house} {self.number + 1}" for house in _HOUSES)
            return [txn.add(Account(name=name, owner_id=owner)).id for name in names]

    def visits_of_weeks_ago(self) -> None:
        """One to three, all on one day."""
        with self.work.transaction("Visits") as txn:
            for week in range(1 + self.number % 3):
                txn.run(PlanVisit(account_id=self.accounts[week], day=DAY - timedelta(days=25)))
        self._finish(DAY - timedelta(days=25))

    def deals_of_weeks_ago(self) -> None:
        """One in every step; the last two are a day too old, and one more has no next step."""
        with self.work.transaction("Deals") as txn:
            for place, step in enumerate(self.steps):
                new = AddOpportunity(
                    name=f"Taps {place}",
                    currency="USD",
                    account_id=self.accounts[place],
                    amount=(9 - self.number) * 1_050_000 + place * 310_000,
                    stage_id=step.id,
                    close_on=DAY + timedelta(days=10 * place + 5),
                    next_step=None if (place + self.number) % 4 == 0 else "Call back",
                    next_step_on=DAY + timedelta(days=3),
                )
                txn.run(new)

    def today(self) -> None:
        """Wins, visits done, late and to come, and a quote."""
        with self.work.transaction("Today") as txn:
            for place in range(1 + (self.number + 1) % 3):
                new = AddOpportunity(
                    name="Won", currency="USD", account_id=self.accounts[place], amount=1_240_000 + place * 100_000
                )
                deal = txn.run(new)
                txn.run(MoveStage(deal, self.steps[-1].id))
                txn.run(WinOpportunity(deal))
            done, late, to_come = _VISITS[self.number]
            for place in range(done + late + to_come):
                visit = txn.run(PlanVisit(account_id=self.accounts[place % 6], day=DAY))
                over = place < done + late
                txn.get(Visit, visit).leave = (9 * 60 + 15 * place) if over else 13 * 60 + 30 * place
        self._finish(DAY, done)
        if self.number in (1, 4):
            self._quote()

    def _finish(self, day: date, count: int | None = None) -> None:
        from sqlalchemy import select

        query = select(Visit.id).where(Visit.owner_id == self.work.user.id, Visit.day == day).order_by(Visit.position)
        with self.work.reading() as session:
            found = list(session.scalars(query))
        with self.work.transaction("Log visits") as txn:
            for visit in found[:count]:
                txn.run(FinishVisit(visit_id=visit, outcome="interested"))

    def _quote(self) -> None:
        with self.work.transaction("Quote") as txn:
            quote = txn.run(CreateQuote(self.accounts[0]))
            line = AddLine(quote, name="Tap tower", unit_price=Decimal(4821), discount=Decimal("27.5"))
            txn.run(line)
        if self.number == 1:
            self.work.run(SendQuote(quote))
