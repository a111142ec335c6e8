"""What the page asks of the rooms, as functions for the reading and the writing thread. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sfa.accounts.queries import LocationRow
from sfa.accounts.queries import locations as read_locations
from sfa.activities.acts import MoveToDay
from sfa.store import search
from sfa.store.search import Hit
from sfa.visits import day as days
from sfa.visits.acts import PlanVisit
from sfa.visits.day import PlannedDay
from sfa.visits.queries import DayView, day_view, open_deals, people_with_days, view_of, where_is
from sfa.visits.suggestions import Suggestion, suggestions
from sfa.workspace import Workspace
from ui.desktop.background import Task

__all__ = [
    "SEARCH_SECONDS",
    "Preview",
    "day_of_visit",
    "first_plan",
    "found_accounts",
    "keep_plan",
    "move_visits",
    "people",
    "place_of",
    "plan_account",
    "read_view",
    "reorder",
    "search_plan",
    "suggested",
]

SEARCH_SECONDS = 1.6
"""How long Optimise searches: with the first plan and its keeping it stays below two seconds."""


@dataclass(frozen=True)
class Preview:
    """A plan that is not kept yet and the day as it would look."""

    planned: PlannedDay
    view: DayView


def read_view(workspace: Workspace, user_id: UUID, day: date) -> DayView:
    """The day as it is kept, with what will become of it."""
    with workspace.reading() as session:
        return day_view(session, workspace.actor, user_id, day, workspace.clock.now())


def day_of_visit(workspace: Workspace, visit_id: UUID) -> tuple[UUID, date] | None:
    """Whose day a visit is on, and which; None where it may not be seen."""
    with workspace.reading() as session:
        return where_is(session, workspace.actor, visit_id)


def people(workspace: Workspace) -> list[tuple[UUID, str]]:
    """Whose days may be planned here."""
    with workspace.reading() as session:
        return people_with_days(session, workspace.actor)


def first_plan(workspace: Workspace, user_id: UUID, day: date) -> Preview:
    """The plan that is there at once, before any search."""
    return _preview(workspace, days.plan_rep_day(workspace, user_id, day, cancelled=lambda: True))


def search_plan(task: Task, workspace: Workspace, user_id: UUID, day: date, seconds: float) -> Preview:
    """The best plan that is found in the time; stops when the task is stopped."""
    planned = days.plan_rep_day(workspace, user_id, day, seconds=seconds, cancelled=lambda: task.is_stopped)
    task.check()
    return _preview(workspace, planned)


def _preview(workspace: Workspace, planned: PlannedDay) -> Preview:
    with workspace.reading() as session:
        deals = open_deals(session, workspace.actor, planned.rep)
    return Preview(planned, view_of(planned.rep, workspace.clock.now(), deals, planned))


def keep_plan(workspace: Workspace, preview: Preview) -> DayView:
    """Keep the plan; returns the day as it then is."""
    days.apply(workspace, preview.planned)
    return replace(preview.view, planned=True)


def reorder(workspace: Workspace, user_id: UUID, day: date, order: Sequence[UUID]) -> PlannedDay:
    """Keep an order a person set; returns what it leads to."""
    return days.order_by_hand(workspace, user_id, day, order)


def move_visits(workspace: Workspace, visits: Sequence[UUID], day: date) -> None:
    """Move visits to another day, in one action."""
    with workspace.transaction("Move visits") as txn:
        for visit_id in visits:
            txn.run(MoveToDay(visit_id, day))


def plan_account(workspace: Workspace, user_id: UUID, day: date, account_id: UUID) -> UUID:
    """Add a visit to an account at the end of the day; returns its id."""
    visit_id: UUID = workspace.run(PlanVisit(account_id=account_id, day=day, owner_id=user_id))
    return visit_id


def suggested(workspace: Workspace, view: DayView) -> list[Suggestion]:
    """Accounts that are due and lie near the day's way."""
    with workspace.reading() as session:
        return suggestions(session, workspace.actor, view.rep)


def found_accounts(workspace: Workspace, text: str) -> list[tuple[Hit, str]]:
    """Accounts found by what was typed, each with its address."""
    with workspace.reading() as session:
        hits = search.find(session, text, workspace.actor, tables=("account",), limit=12)
        places = {hit.id: place_of(read_locations(session, workspace.actor, hit.id)) for hit in hits}
    return [(hit, places[hit.id]) for hit in hits]


def place_of(locations: Sequence[LocationRow]) -> str:
    """The address of the main place, or nothing."""
    return locations[0].address if locations else ""
