"""What usually follows a visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sfa.activities.kinds import KINDS, outcomes_of
from sfa.people.acts import SetWorkingHours
from sfa.visits.next_steps import FIRST_STEPS, next_steps
from tests.stores import new_workspace

TUESDAY = date(2026, 11, 17)
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def work(tmp_path):
    made = new_workspace(tmp_path, "rep")
    yield made
    made.store.close()


def steps(work, outcome: str, today: date = TUESDAY):
    with work.reading() as session:
        return next_steps(session, work.user.id, outcome, today)


@pytest.mark.parametrize("outcome", [one.key for one in outcomes_of("visit")])
def test_each_outcome_of_a_visit_has_steps_of_known_kinds(work, outcome) -> None:
    found = steps(work, outcome)
    assert found
    assert all(step.kind in KINDS and step.subject and step.due_on for step in found)


def test_after_interest_a_call_in_a_week_is_proposed_first(work) -> None:
    first = steps(work, "interested")[0]
    assert (first.kind, first.due_on) == ("call", TUESDAY + timedelta(days=7))


def test_a_step_that_would_fall_on_a_day_off_moves_to_the_next_working_day(work) -> None:
    quote = next(step for step in steps(work, "interested", FRIDAY) if step.days == 1)
    assert quote.due_on == date(2026, 11, 23)


def test_a_person_who_works_on_saturdays_gets_saturdays(work) -> None:
    week = dict.fromkeys(("fri", "sat"), ((480, 1020),))
    work.run(SetWorkingHours(user_id=work.user.id, week=week, lunch=30, lunch_from=690, lunch_to=810))
    quote = next(step for step in steps(work, "interested", FRIDAY) if step.days == 1)
    assert quote.due_on == date(2026, 11, 21)


def test_one_who_never_works_gets_the_plain_day(work) -> None:
    work.run(SetWorkingHours(user_id=work.user.id, week={}, lunch=30, lunch_from=690, lunch_to=810))
    assert steps(work, "interested")[0].due_on == TUESDAY + timedelta(days=7)


def test_promises_become_promises() -> None:
    figures = next(step for step in FIRST_STEPS["interested"] if step.promise)
    assert figures.follow_up().promise


def test_an_outcome_nobody_foresaw_still_has_a_step(work) -> None:
    assert steps(work, "imported")[0].kind == "call"
