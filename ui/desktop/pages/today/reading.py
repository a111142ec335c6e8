"""What the page reads and does, as functions for worker threads: each opens a snapshot or transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sfa.activities import queries as activities
from sfa.activities.acts import AddActivity, CompleteActivity, MoveToDay
from sfa.activities.queries import ActivityRow
from sfa.visits import day as days
from sfa.visits.brief import Brief, brief
from sfa.visits.day import PlannedDay
from sfa.visits.next_steps import NextStep, next_steps
from sfa.visits.queries import DayView, TimelineStop, day_view
from sfa.workspace import Workspace

__all__ = [
    "Today",
    "add_task",
    "complete",
    "keep_order",
    "move_all",
    "optimised",
    "postpone",
    "read_brief",
    "read_steps",
    "read_today",
    "user_of",
]


@dataclass(frozen=True)
class Today:
    """The day on screen. due: what is to do today, without visits; overdue: what should have been done before."""

    view: DayView
    due: tuple[ActivityRow, ...]
    overdue: tuple[ActivityRow, ...]

    @property
    def day(self) -> date:
        """The calendar day shown."""
        return self.view.rep.day

    def stop(self, visit_id: UUID) -> TimelineStop | None:
        """The visit of that id, also one that found no room; None if it is not on this day."""
        known = self.view.by_id.get(visit_id)
        if known is not None:
            return known
        out = next((out for out in self.view.left_out if out.visit.id == visit_id), None)
        return None if out is None else TimelineStop(out.visit, 0, "planned", None, None, problems=(out.reason,))


def user_of(workspace: Workspace) -> UUID:
    """Whose day it is."""
    user_id = workspace.actor.user_id
    assert user_id is not None, "a page is opened by somebody"
    return user_id


def read_today(workspace: Workspace) -> Today:
    """The day as it stands now."""
    user_id, today = user_of(workspace), workspace.today()
    with workspace.reading() as session:
        view = day_view(session, workspace.actor, user_id, today, workspace.clock.now())
        rows = activities.due(session, workspace.actor, user_id, today)
    tasks = [row for row in rows if row.kind != "visit"]
    return Today(
        view,
        tuple(row for row in tasks if not row.is_overdue(today)),
        tuple(row for row in tasks if row.is_overdue(today)),
    )


def read_brief(workspace: Workspace, visit_id: UUID) -> Brief | None:
    """What to know before that visit."""
    with workspace.reading() as session:
        return brief(session, workspace.actor, visit_id, workspace.clock.now(), workspace.user.zone)


def read_steps(workspace: Workspace, outcome: str) -> tuple[NextStep, ...]:
    """The steps that usually follow a visit with that outcome."""
    with workspace.reading() as session:
        return next_steps(session, user_of(workspace), outcome, workspace.today())


def optimised(workspace: Workspace) -> PlannedDay:
    """The best order of the day that is found in a moment; nothing is written."""
    return days.plan_rep_day(workspace, user_of(workspace), workspace.today())


def keep_order(workspace: Workspace, order: Sequence[UUID]) -> PlannedDay:
    """Keep the order a person set."""
    return days.order_by_hand(workspace, user_of(workspace), workspace.today(), order)


def complete(row: ActivityRow) -> CompleteActivity:
    """The act that ticks a row off; a promise was kept."""
    return CompleteActivity(activity_id=row.id, outcome="kept" if row.kind == "promise" else None)


def add_task(subject: str, day: date) -> AddActivity:
    """The act that adds something to do on a day."""
    return AddActivity(kind="task", subject=subject, due_on=day)


def postpone(activity_id: UUID, today: date) -> MoveToDay:
    """The act that leaves a task or visit for tomorrow."""
    return MoveToDay(activity_id, today + timedelta(days=1))


def move_all(workspace: Workspace, ids: Sequence[UUID], day: date) -> None:
    """Move several activities to a day as one action."""
    with workspace.transaction("Move to today") as txn:
        for activity_id in ids:
            txn.run(MoveToDay(activity_id, day))
