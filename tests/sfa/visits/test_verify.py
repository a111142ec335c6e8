"""The verifier finds every kind of mistake that is put into a sound plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sfa.visits.planner import plan_day
from sfa.visits.problem import DayPlan, DayProblem, LeftOut, LunchStop, PlannedStop
from sfa.visits.verify import verify
from tests.sfa.visits.days import HOUR, LUNCH, day_on_a_line, visit


@pytest.fixture
def problem() -> DayProblem:
    stops = {
        visit("done", done=(8 * HOUR + 600, 9 * HOUR)): 2,
        visit("early", windows=((8 * HOUR, 10 * HOUR),)): 5,
        visit("fixed", fixed_start=14 * HOUR): 10,
        visit("late", windows=((15 * HOUR, 16 * HOUR),)): 20,
        visit("locked", locked=2): 7,
    }
    return day_on_a_line(stops, lunch=LUNCH, max_length=8 * HOUR + 1800)


@pytest.fixture
def plan(problem: DayProblem) -> DayPlan:
    found = plan_day(problem, iterations=200)
    assert len(found.stops) == 5
    assert verify(problem, found) == []
    return found


def with_stop(plan: DayPlan, key: str, **changes: int) -> DayPlan:
    """The plan with one stop changed."""
    return replace(plan, stops=tuple(replace(p, **changes) if p.key == key else p for p in plan.stops))  # type: ignore[arg-type]


def stop(plan: DayPlan, key: str) -> PlannedStop:
    return next(p for p in plan.stops if p.key == key)


def moved(plan: DayPlan, key: str, seconds: int) -> DayPlan:
    """The plan with one visit later (or earlier), its waiting time adjusted."""
    p = stop(plan, key)
    return with_stop(plan, key, start=p.start + seconds, leave=p.leave + seconds, wait=p.wait + seconds)


def test_a_visit_that_is_nowhere_is_found(problem: DayProblem, plan: DayPlan) -> None:
    lost = replace(plan, stops=plan.stops[:-1])

    assert f"{plan.stops[-1].key} is in the plan 0 times." in verify(problem, lost)


def test_a_visit_both_planned_and_left_out_is_found(problem: DayProblem, plan: DayPlan) -> None:
    twice = replace(plan, left_out=(LeftOut("late", ()),))

    assert verify(problem, twice) == ["late is in the plan 2 times.", "late is left out without a reason."]


def test_a_visit_of_another_day_is_found(problem: DayProblem, plan: DayPlan) -> None:
    strange = replace(plan, stops=(*plan.stops, replace(plan.stops[0], key="x")))

    assert verify(problem, strange) == ["Stop x is not in the day."]


def test_closed_doors_are_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "late is visited outside its opening hours." in verify(problem, moved(plan, "late", 3 * HOUR))


def test_a_missed_appointment_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert any("the appointment is at" in said for said in verify(problem, moved(plan, "fixed", 60)))


def test_a_changed_past_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "done is over, but its times were changed." in verify(problem, with_stop(plan, "done", start=8 * HOUR))


def test_a_shortened_visit_is_found(problem: DayProblem, plan: DayPlan) -> None:
    short = with_stop(plan, "late", leave=stop(plan, "late").leave - 60)

    assert "late lasts 1740 s instead of 1800 s." in verify(problem, short)


def test_an_impossible_drive_is_found(problem: DayProblem, plan: DayPlan) -> None:
    fast = with_stop(plan, "fixed", arrive=stop(plan, "fixed").arrive - 60)

    assert any(said.startswith("fixed is reached at") for said in verify(problem, fast))


def test_a_visit_before_arrival_is_found(problem: DayProblem, plan: DayPlan) -> None:
    p = stop(plan, "early")

    assert "early starts too early." in verify(problem, with_stop(plan, "early", start=p.arrive - 60))


def test_a_wrong_leg_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "The leg to late has a wrong length." in verify(problem, with_stop(plan, "late", metres=1))


def test_a_wrong_waiting_time_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "The waiting time at late is wrong." in verify(problem, with_stop(plan, "late", wait=7))


@pytest.mark.parametrize("name", ["metres", "drive", "prize"])
def test_wrong_totals_are_found(problem: DayProblem, plan: DayPlan, name: str) -> None:
    assert any(said.startswith("The total") for said in verify(problem, replace(plan, **{name: 1})))  # type: ignore[arg-type]


def test_a_wrong_total_of_waiting_is_found() -> None:
    problem = day_on_a_line({visit("a"): 1})

    plan = replace(plan_day(problem, iterations=1), wait=5)

    assert verify(problem, plan) == ["The total waiting time is wrong."]


def test_a_wrong_return_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "The return is not when the last leg ends." in verify(problem, replace(plan, end=plan.end - 1))


def test_a_late_return_is_found(problem: DayProblem, plan: DayPlan) -> None:
    short = replace(problem, shift=(8 * HOUR, 15 * HOUR))

    assert "The day ends too late." in verify(short, plan)


def test_an_early_departure_is_found() -> None:
    problem = day_on_a_line({visit("a"): 1})
    plan = plan_day(problem, iterations=1)

    assert verify(replace(problem, shift=(9 * HOUR, 17 * HOUR)), plan) == ["The day begins before it may."]


def test_a_long_day_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert verify(replace(problem, max_length=HOUR), plan) == ["The day is too long."]


def test_a_forgotten_lunch_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "There is no lunch." in verify(problem, replace(plan, lunch=None))


def test_a_lunch_nobody_wanted_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert "There is a lunch nobody asked for." in verify(replace(problem, lunch=None), plan)


def test_a_late_lunch_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert plan.lunch is not None
    late = replace(plan.lunch, start=LUNCH.closes, end=LUNCH.closes + LUNCH.duration)

    assert "Lunch is outside its hours." in verify(problem, replace(plan, lunch=late))


def test_a_short_lunch_is_found(problem: DayProblem, plan: DayPlan) -> None:
    assert plan.lunch is not None
    short = replace(plan.lunch, end=plan.lunch.end - 60)

    assert "Lunch is too short or has begun already." in verify(problem, replace(plan, lunch=short))


def test_a_visit_during_lunch_is_found() -> None:
    problem = day_on_a_line({visit("a", 60, ((12 * HOUR, 13 * HOUR),)): 1})
    plan = plan_day(problem, iterations=1)
    lunch = LunchStop(12 * HOUR + 600, 12 * HOUR + 2400, "before", "a")

    said = verify(replace(problem, lunch=LUNCH), replace(plan, lunch=lunch))

    assert "Lunch is interrupted by the visit to a." in said


def test_a_drive_during_lunch_is_found() -> None:
    problem = day_on_a_line({visit("a", 60, ((13 * HOUR, 14 * HOUR),)): 60})
    plan = plan_day(problem, iterations=1)
    lunch = LunchStop(12 * HOUR, 12 * HOUR + 1800, "before", "a")

    said = verify(replace(problem, lunch=LUNCH), replace(plan, lunch=lunch))

    assert "Lunch is interrupted by the drive to a." in said


def test_a_locked_stop_moved_back_is_found(problem: DayProblem, plan: DayPlan) -> None:
    earlier = replace(problem, stops=tuple(replace(s, locked=1) if s.key == "locked" else s for s in problem.stops))

    assert verify(earlier, plan) == ["locked is locked at place 1 and stands at 2."]


def test_the_past_behind_the_future_is_found(problem: DayProblem, plan: DayPlan) -> None:
    turned = replace(plan, stops=(plan.stops[1], plan.stops[0], *plan.stops[2:]))

    assert "Finished stops are not at the head of the plan." in verify(problem, turned)
