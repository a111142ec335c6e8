"""A day with visits to make, planned through the acts a rep would use."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.model import Account, Contact, Location
from sfa.activities.acts import AddActivity, FollowUp
from sfa.clock import FixedClock
from sfa.demo.cast import REPS, DemoRep
from sfa.demo.clock import DONE_UNTIL, USUAL_OPENING, moment
from sfa.demo.words import PURPOSES, RESULTS
from sfa.pipeline.model import Opportunity
from sfa.places.distances import matrix
from sfa.places.point import Point
from sfa.store.actor import Actor
from sfa.store.store import Store
from sfa.visits.acts import FinishVisit, PlanVisit, StartVisit
from sfa.visits.day import plan_rep_day
from sfa.visits.model import Visit
from sfa.workspace import Workspace

__all__ = ["begin_visits", "plan_day_of", "plan_missing"]

_VISITS = 7
_APART = 4_000  # metres
_ITERATIONS = 400
_NOTE = "This is the demo's own plan; only your own changes can be undone."


@dataclass(frozen=True)
class Customer:
    """An account that could be visited; worth: minor units of its open deals."""

    account: UUID
    point: Point
    worth: int
    deal: UUID | None
    contact: UUID | None


def plan_missing(store: Store, actors: dict[str, Actor], day: date) -> bool:
    """Plan visits and tasks for every rep who has none on `day`; whether there was anything to plan."""
    with store.reading() as session:
        busy = set(session.scalars(select(Visit.owner_id).where(Visit.day == day, Visit.deleted_at.is_(None))))
    idle = [rep for rep in REPS if actors[rep.name].user_id not in busy]
    for rep in idle:
        plan_day_of(store, rep, actors[rep.name], day)
    return bool(idle)


def plan_day_of(store: Store, rep: DemoRep, actor: Actor, day: date) -> None:
    """Seven visits that lie together, in the planner's order, and a few things due."""
    dice = random.Random(f"{rep.name} {day.isoformat()}")
    chosen = _together(_customers(store, actor), dice)
    with store.transaction("Plan the demo's day", actor) as txn:
        for customer in chosen:
            txn.run(
                PlanVisit(
                    account_id=customer.account, day=day, contact_id=customer.contact, opportunity_id=customer.deal,
                    purpose=dice.choice(PURPOSES), priority=8 if customer.deal else 4,
                )
            )  # fmt: skip
        for customer in dice.sample(chosen, 2):
            txn.run(
                AddActivity(
                    kind="call", subject="Call ahead about the cellar", account_id=customer.account, due_on=day
                )
            )
        txn.mark_irreversible(_NOTE)
    assert actor.user_id is not None
    workspace = Workspace.enter(store, actor.user_id)
    planned = plan_rep_day(workspace, actor.user_id, day, seconds=None, iterations=_ITERATIONS)
    with store.transaction("Plan the demo's day", actor) as txn:
        txn.run(planned.args())
        txn.mark_irreversible(_NOTE)


def begin_visits(store: Store, clock: FixedClock, actors: dict[str, Actor], day: date) -> datetime:
    """Make the morning's visits; returns the moment after, at which the demo opens."""
    dice = random.Random(f"visits made {day.isoformat()}")
    planned = {rep.name: _planned(store, rep, actors[rep.name], day) for rep in REPS}
    mine = [end for _, end, _ in planned[REPS[0].name] if end <= moment(day, DONE_UNTIL)]
    opens = max(mine, default=moment(day, USUAL_OPENING)) + timedelta(minutes=4)
    deeds: list[tuple[datetime, str, str, UUID]] = []
    for who, visits in planned.items():
        for start, end, visit_id in visits:
            if end < opens:
                deeds += [(start, who, "start", visit_id), (end, who, "finish", visit_id)]
    for at, who, what, visit_id in sorted(deeds, key=lambda deed: (deed[0], deed[1], deed[2])):
        clock.at = at.astimezone(UTC)
        outcome, words = dice.choice(RESULTS[:4])
        follow = FollowUp(kind="call", subject="Send what was agreed", due_on=day + timedelta(days=3))
        done = FinishVisit(visit_id=visit_id, outcome=outcome, result=words, follow_up=follow)
        with store.transaction("Visit", actors[who]) as txn:
            txn.run(StartVisit(visit_id) if what == "start" else done)
            txn.mark_irreversible(_NOTE)
    return opens


def _planned(store: Store, rep: DemoRep, actor: Actor, day: date) -> list[tuple[datetime, datetime, UUID]]:
    """Begin, end and id of the visits that the plan has a time for."""
    query = select(Visit).where(Visit.owner_id == actor.user_id, Visit.day == day).order_by(Visit.position)
    with store.reading() as session:
        return [
            (_at(day, visit.arrive, rep), _at(day, visit.leave, rep), visit.id)
            for visit in session.scalars(query)
            if visit.arrive is not None and visit.leave is not None
        ]


def _at(day: date, minute: int, rep: DemoRep) -> datetime:
    return moment(day, time(minute // 60, minute % 60), rep.zone)


def _customers(store: Store, actor: Actor) -> list[Customer]:
    with store.reading() as session:
        deals = {
            row.account_id: row
            for row in session.execute(
                select(Opportunity.account_id, Opportunity.id, Opportunity.amount)
                .where(Opportunity.owner_id == actor.user_id, Opportunity.state == "open")
                .order_by(Opportunity.amount, Opportunity.id)
            )
        }
        people = dict(session.execute(select(Contact.account_id, Contact.id).order_by(Contact.id.desc())).all())
        places = session.execute(
            select(Location.account_id, Location.lat, Location.lon)
            .join(Account, Account.id == Location.account_id)
            .where(Account.owner_id == actor.user_id, Location.lat.is_not(None), Account.deleted_at.is_(None))
            .order_by(Location.account_id)
        ).all()
    found = []
    for row in places:
        deal = deals.get(row.account_id)
        point = Point(row.lat, row.lon)
        worth, deal_id = (deal.amount, deal.id) if deal else (0, None)
        found.append(Customer(row.account_id, point, worth, deal_id, people.get(row.account_id)))
    return found


def _together(customers: Sequence[Customer], dice: random.Random) -> list[Customer]:
    """One with a good deal, and six around it that do not lie door to door; those with deals come first."""
    with_deal = [c for c in customers if c.deal]
    anchor = dice.choice(sorted(with_deal, key=lambda c: -c.worth)[:10] or list(customers))
    metres = matrix([c.point for c in customers])
    chosen = [customers.index(anchor)]
    near = [int(i) for i in metres[chosen[0]].argsort(kind="stable")]
    near.sort(key=lambda i: metres[chosen[0], i] * (0.4 if customers[i].deal else 1.0))
    for index in near:
        if all(metres[index, other] >= _APART for other in chosen):
            chosen.append(index)
        if len(chosen) == _VISITS:
            break
    return [customers[index] for index in chosen]
