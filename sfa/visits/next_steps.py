"""What usually follows a visit: a few steps for each outcome, the likeliest first, each on a working day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.activities.acts import FollowUp
from sfa.people.acts import USUAL_WEEK, span_of
from sfa.people.model import WorkingHours

__all__ = ["FIRST_STEPS", "NextStep", "next_steps", "works_on"]

_LONGEST_BREAK = 14


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step to take. kind: see sfa.activities.kinds. days: wished distance in calendar days; due_on: the first
    working day from there on.
    """

    kind: str
    subject: str
    days: int
    due_on: date | None = None
    promise: bool = False

    def follow_up(self) -> FollowUp:
        """What `FinishVisit` takes."""
        return FollowUp(kind=self.kind, subject=self.subject, due_on=self.due_on, promise=self.promise)


_CALL_WEEK = NextStep("call", "Call after the visit", 7)
_FIGURES = NextStep("promise", "Send the figures", 1, promise=True)
_QUOTE = NextStep("task", "Write the quote", 1)
_MEETING = NextStep("meeting", "Meet again", 14)
_SEASON = NextStep("call", "Ask how things stand", 90)

FIRST_STEPS: Mapping[str, tuple[NextStep, ...]] = {
    "ordered": (NextStep("call", "Ask whether the delivery arrived", 14), _CALL_WEEK, _MEETING),
    "interested": (_CALL_WEEK, _QUOTE, _FIGURES, _MEETING),
    "next_step_set": (_CALL_WEEK, _QUOTE, _FIGURES, _MEETING),
    "serviced": (NextStep("call", "Ask whether all runs well", 30), _CALL_WEEK, _QUOTE),
    "not_in": (NextStep("call", "Call to find a new date", 1), _CALL_WEEK, _MEETING),
    "no_interest": (_SEASON, NextStep("call", "Ask how things stand", 180)),
    "postponed": (NextStep("call", "Call to find a new date", 2), _CALL_WEEK, _MEETING),
}
"""Outcome of a visit -> the steps that usually follow."""


def next_steps(session: Session, user_id: UUID, outcome: str, today: date) -> tuple[NextStep, ...]:
    """The usual steps after that outcome, each moved on to a day on which the person works."""
    works = works_on(session, user_id)
    return tuple(
        NextStep(
            step.kind, step.subject, step.days, _first_working(today + timedelta(days=step.days), works), step.promise
        )
        for step in FIRST_STEPS.get(outcome, (_CALL_WEEK,))
    )


def works_on(session: Session, user_id: UUID) -> Callable[[date], bool]:
    """Whether that person works on a day, by their working hours or the usual ones."""
    query = select(WorkingHours).where(WorkingHours.user_id == user_id, WorkingHours.deleted_at.is_(None))
    found = session.scalars(query.order_by(WorkingHours.id)).first()
    hours = found or WorkingHours(user_id=user_id, week=USUAL_WEEK)
    return lambda day: span_of(hours, day) is not None


def _first_working(day: date, works: Callable[[date], bool]) -> date:
    """`day`, or the first working day after it; `day` itself for one who never works."""
    later = (day + timedelta(days=more) for more in range(_LONGEST_BREAK))
    return next((one for one in later if works(one)), day)
