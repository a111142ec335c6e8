"""Every stop says why it is where it is, and every one left out why it is out."""

from __future__ import annotations

import pytest

from sfa.visits import reasons
from sfa.visits.planner import evaluate_order, plan_day
from sfa.visits.problem import DayPlan, Lunch, Reason
from sfa.visits.reasons import text
from tests.sfa.visits.days import HOUR, LUNCH, MINUTE, day_on_a_line, visit


def said(plan: DayPlan, key: str) -> list[str]:
    """What the plan says about a stop, in English."""
    why = {p.key: p.why for p in plan.stops} | {out.key: out.why for out in plan.left_out}
    return [text(reason) for reason in why[key]]


def test_a_stop_between_two_others_says_what_it_adds() -> None:
    plan = plan_day(day_on_a_line({visit("a", windows=((8 * HOUR, 9 * HOUR),)): 3, visit("b"): 10}), iterations=50)

    assert plan.order == ("a", "b")
    assert said(plan, "b") == ["between A and Home it adds 14 min of driving"]


def test_opening_closing_and_appointment_bind_a_stop() -> None:
    stops = {
        visit("morning", 60, ((8 * HOUR, 9 * HOUR),)): 0,
        visit("opens", windows=((10 * HOUR, 17 * HOUR),)): 0,
        visit("meeting", fixed_start=14 * HOUR + 20 * MINUTE): 0,
        visit("again", windows=((8 * HOUR, 9 * HOUR), (15 * HOUR, 17 * HOUR))): 0,
    }

    plan = evaluate_order(day_on_a_line(stops), stops_in_order := ["morning", "opens", "meeting", "again"])

    assert plan.feasible
    assert [said(plan, key)[0] for key in stops_in_order] == [
        "must be finished by 09:00, when it closes",
        "opens at 10:00",
        "fixed at 14:20",
        "opens at 15:00",
    ]


def test_a_locked_and_a_finished_stop_say_so() -> None:
    plan = plan_day(day_on_a_line({visit("l", locked=1): 1, visit("d", done=(8 * HOUR, 9 * HOUR)): 2}), iterations=5)

    assert said(plan, "d") == ["already done"]
    assert said(plan, "l")[0] == "locked by you as number 2"


def test_the_last_stop_may_be_last_because_it_closes_late() -> None:
    stops = {visit("early", windows=((8 * HOUR, 10 * HOUR),)): 4, visit("late", windows=((8 * HOUR, 17 * HOUR),)): 5}

    plan = evaluate_order(day_on_a_line(stops), ["early", "late"])

    assert said(plan, "late")[0] == "last because it closes late, at 17:00"


def test_what_is_closed_too_short_open_or_over_is_left_out_for_that() -> None:
    stops = {
        visit("shut", windows=()): 1,
        visit("short", 60, ((9 * HOUR, 9 * HOUR + 1800),)): 1,
        visit("over", windows=((8 * HOUR, 9 * HOUR),)): 1,
    }

    plan = plan_day(day_on_a_line(stops, now=10 * HOUR), iterations=5)

    assert said(plan, "shut") == ["closed that day"]
    assert said(plan, "short") == ["the visit of 60 min is longer than it is open"]
    assert said(plan, "over") == ["its hours are over at 10:00"]


def test_what_cannot_be_reached_even_alone_says_what_stands_against_it() -> None:
    stops = {
        visit("far", windows=((8 * HOUR, 9 * HOUR),)): 45,
        visit("evening", windows=((15 * HOUR, 20 * HOUR),)): 150,
        visit("noon", fixed_start=11 * HOUR, minutes=170): 0,
    }

    plan = plan_day(day_on_a_line(stops, lunch=LUNCH), iterations=20)

    assert said(plan, "far") == ["cannot be reached in its hours even alone: arrival at 08:45, closed at 09:00"]
    assert said(plan, "evening") == ["even alone you would be back at 18:00, after the day ends at 17:00"]
    assert said(plan, "noon") == ["leaves no room for lunch between 11:30 and 13:30"]


def test_a_visit_longer_than_the_day_may_last_says_so() -> None:
    plan = plan_day(day_on_a_line({visit("long", 120): 0}, max_length=HOUR), iterations=5)

    assert said(plan, "long") == ["takes longer than your day may last, even alone"]


def test_a_full_day_says_how_many_minutes_are_missing_and_names_the_cheapest_swap() -> None:
    stops = {visit("big", 300, prize=9): 0, visit("mid", 200, prize=5): 0, visit("more", 70, prize=2): 0}

    plan = plan_day(day_on_a_line(stops), iterations=50)

    assert said(plan, "more") == [
        "the day is full: it needs 30 min more",
        "it would fit instead of MID, which has priority 5 against 2",
    ]


def test_hours_taken_by_an_equal_visit_say_so() -> None:
    hour = ((9 * HOUR, 10 * HOUR),)

    plan = plan_day(day_on_a_line({visit("a", 60, hour): 0, visit("b", 60, hour): 1}), iterations=20)

    assert said(plan, "b") == [
        "its hours are taken by other visits: 61 min are missing",
        "it would fit instead of A, which has the same priority",
    ]


def test_nothing_can_be_swapped_for_an_appointment() -> None:
    hour = ((9 * HOUR, 10 * HOUR),)
    stops = {visit("a", 60, fixed_start=9 * HOUR): 0, visit("b", 60, hour): 1}

    why = said(plan_day(day_on_a_line(stops), iterations=20), "b")

    assert why == ["its hours are taken by other visits: 61 min are missing"]


def test_the_lunch_of_a_visit_at_noon_is_its_own_reason() -> None:
    stops = {visit("noon", 120, fixed_start=11 * HOUR + 1800): 0}

    plan = plan_day(day_on_a_line(stops, lunch=Lunch(1800, 11 * HOUR + 1800, 13 * HOUR)), iterations=5)

    assert said(plan, "noon") == ["leaves no room for lunch between 11:30 and 13:00"]


@pytest.mark.parametrize(("late", "words"), [(81, "81 min"), (125, "2 h 5 min"), (180, "3 h")])
def test_lateness_is_said_first_and_long_spans_in_hours(late: int, words: str) -> None:
    reason = Reason("too_late", (("late", late * 60), ("closes", 36_000)))

    assert text(reason) == f"{words} too late: it closes at 10:00"


@pytest.mark.parametrize("code", sorted(reasons._TEXTS))
def test_every_reason_can_be_said(code: str) -> None:
    data = {"at": 3600, "place": 1, "now": 7200, "late": 61, "closes": 0, "opens": 0, "end": 0, "seconds": 1}
    names = {
        "before": "A",
        "after": "B",
        "stop": "C",
        "priority": 2,
        "own": 1,
        "duration": 60,
        "arrive": 5,
        "back": 9,
    }

    sentence = text(Reason(code, tuple((data | names).items())))

    assert sentence
    assert "{" not in sentence
