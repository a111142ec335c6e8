"""An order set by hand is scheduled as it is, and whatever it breaks is said where it breaks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.visits.planner import evaluate_order, plan_day
from sfa.visits.problem import DayPlan, DayProblem, Lunch
from sfa.visits.verify import verify
from tests.sfa.visits.days import HOUR, LUNCH, day_on_a_line, days, visit


def codes(plan: DayPlan) -> dict[str, list[str]]:
    """Problem codes by stop, and of the day under an empty key."""
    found = {p.key: [reason.code for reason in p.problems] for p in plan.stops}
    return {**found, "": [reason.code for reason in plan.problems]}


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=days(), data=st.data())
def test_any_order_is_scheduled_and_it_is_feasible_exactly_when_the_verifier_agrees(
    problem: DayProblem, data: st.DataObject
) -> None:
    wanted = data.draw(st.permutations([stop.key for stop in problem.stops]))

    plan = evaluate_order(problem, wanted)

    done = [key for key in plan.order if next(s for s in problem.stops if s.key == key).done]
    assert list(plan.order[len(done) :]) == [key for key in wanted if key not in done]
    assert verify(problem, plan) == [] or not plan.feasible
    moved_up = any(reason.code == "lock_moved" for p in plan.stops for reason in p.problems)
    assert plan.feasible or moved_up or verify(problem, plan)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=days(tied=False))
def test_the_planners_own_order_set_by_hand_gives_the_same_timetable(problem: DayProblem) -> None:
    plan = plan_day(problem, iterations=10)
    if plan.feasible:
        again = evaluate_order(problem, plan.order)

        assert (again.end, again.depart, again.drive, again.wait) == (plan.end, plan.depart, plan.drive, plan.wait)


def test_a_stop_reached_after_closing_says_by_how_much() -> None:
    problem = day_on_a_line({visit("far"): 60, visit("early", windows=((8 * HOUR, 9 * HOUR),)): 30})

    plan = evaluate_order(problem, ["far", "early"])

    assert codes(plan) == {"far": [], "early": ["too_late"], "": []}
    assert plan.stops[1].problems[0].get("late") == 90 * 60


def test_a_missed_appointment_a_closed_door_and_a_moved_lock_are_flagged() -> None:
    stops = {
        visit("a", 120): 0,
        visit("fixed", fixed_start=9 * HOUR): 0,
        visit("shut", windows=()): 0,
        visit("tight", 60, ((8 * HOUR, 8 * HOUR + 60),)): 0,
        visit("lock", locked=0): 0,
    }

    plan = evaluate_order(day_on_a_line(stops), ["a", "fixed", "shut", "tight", "lock"])

    assert codes(plan) == {
        "a": [],
        "fixed": ["misses_appointment"],
        "shut": ["closed"],
        "tight": ["open_too_short"],
        "lock": ["lock_moved"],
        "": [],
    }


def test_a_day_that_ends_too_late_and_is_too_long_is_flagged() -> None:
    problem = day_on_a_line({visit(f"v{i}", 120): 10 for i in range(5)}, max_length=9 * HOUR)

    assert codes(evaluate_order(problem, [s.key for s in problem.stops]))[""] == ["day_late", "day_long"]


def test_lunch_that_an_appointment_leaves_no_room_for_is_flagged() -> None:
    stops = {visit("m", 230, fixed_start=8 * HOUR): 0, visit("noon", 300, fixed_start=11 * HOUR + 3000): 0}

    plan = evaluate_order(day_on_a_line(stops, lunch=Lunch(1800, 11 * HOUR + 2700, 12 * HOUR + 1800)), ["m", "noon"])

    assert not plan.feasible


def test_lunch_is_not_put_off_for_hours_to_spare_one_closing_time() -> None:
    now = 12 * HOUR + 2400
    stops = {visit("a", 150): 0, visit("b", 120, ((8 * HOUR, 17 * HOUR + 1200),)): 0}

    plan = evaluate_order(day_on_a_line(stops, lunch=LUNCH, now=now), ["a", "b"])

    assert codes(plan) == {"a": [], "b": ["too_late"], "": ["day_late"]}
    assert plan.lunch is not None
    assert plan.lunch.start == now


def test_stops_the_order_does_not_name_are_left_out_by_hand() -> None:
    problem = day_on_a_line({visit("a"): 1, visit("b"): 2}, lunch=LUNCH)

    plan = evaluate_order(problem, ["b"])

    assert [(out.key, out.why[0].code) for out in plan.left_out] == [("a", "by_hand")]


def test_finished_visits_stay_in_front_of_an_order_by_hand() -> None:
    problem = day_on_a_line({visit("a"): 1, visit("b", done=(8 * HOUR, 9 * HOUR)): 2})

    assert evaluate_order(problem, ["a", "b"]).order == ("b", "a")


def test_an_unknown_visit_is_refused() -> None:
    with pytest.raises(BadInput, match="not in this day"):
        evaluate_order(day_on_a_line({}), ["x"])
