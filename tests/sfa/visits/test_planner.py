"""A planned day: most worth first, then least driving and waiting; kept rules; nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sfa.errors import BadInput
from sfa.visits import pyvrp_solver
from sfa.visits.planner import evaluate_order, plan_day
from sfa.visits.problem import DayPlan, DayProblem
from sfa.visits.verify import verify
from tests.benchmarks.visit_instances import rep_day
from tests.sfa.visits.brute_force import optimum
from tests.sfa.visits.days import HOUR, LUNCH, MINUTE, day_on_a_line, days, grid_day, visit

random_days = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def checked(problem: DayProblem, **how: object) -> DayPlan:
    """Plan by iterations and put the plan before the verifier."""
    plan = plan_day(problem, **{"iterations": 60, **how})  # type: ignore[arg-type]
    assert plan.feasible
    assert verify(problem, plan) == []
    return plan


def worth(problem: DayProblem, plan: DayPlan) -> tuple[int, int]:
    """The plan's figures as `optimum` counts them."""
    fixed = {stop.key for stop in problem.stops if stop.fixed_start is not None}
    return plan.prize + 1000 * len(fixed.intersection(plan.order)), plan.drive + plan.wait


@pytest.mark.parametrize("library", [True, False], ids=["with pyvrp", "without pyvrp"])
@random_days
@given(problem=days())
def test_every_plan_passes_the_verifier_and_loses_no_visit(library: bool, problem: DayProblem) -> None:
    plan = plan_day(problem, iterations=30, use_pyvrp=library)

    if plan.feasible:
        assert verify(problem, plan) == []
    named = [*plan.order, *(out.key for out in plan.left_out)]
    assert sorted(named) == sorted(stop.key for stop in problem.stops)
    assert all(out.why for out in plan.left_out)


@random_days
@given(problem=days(tied=False))
def test_a_day_one_can_get_home_from_always_has_a_plan(problem: DayProblem) -> None:
    way_home = int(problem.travel.seconds[0, -1])

    plan = plan_day(problem, iterations=5)

    assert plan.feasible is (way_home <= (problem.max_length or way_home))


@random_days
@given(problem=days())
def test_equal_seed_and_iterations_give_equal_plans(problem: DayProblem) -> None:
    assert plan_day(problem, iterations=40, seed=3) == plan_day(problem, iterations=40, seed=3)


@pytest.mark.parametrize("size", [3, 4, 5, 6])
@pytest.mark.parametrize("seed", range(8))
def test_small_days_are_planned_to_the_optimum(size: int, seed: int) -> None:
    problem = grid_day(size, seed)

    assert worth(problem, checked(problem, iterations=300)) == optimum(problem)


@pytest.mark.parametrize("seed", range(100, 103))
def test_seven_visits_are_planned_to_the_optimum(seed: int) -> None:
    problem = grid_day(7, seed)

    assert worth(problem, checked(problem, iterations=400)) == optimum(problem)


@random_days
@given(problem=days(tied=False))
def test_a_new_plan_is_never_worse_than_the_current_order(problem: DayProblem) -> None:
    now = evaluate_order(problem, plan_day(problem, iterations=5, seed=9).order)
    if not now.feasible:
        return
    problem = replace(problem, current=now.order)

    plan = checked(problem, iterations=0)

    assert (plan.prize, -plan.drive - plan.wait) >= (now.prize, -now.drive - now.wait)


def test_the_current_order_is_kept_when_nothing_better_is_found_in_time() -> None:
    problem = rep_day(40, 3)
    best = plan_day(problem, iterations=1500)

    plan = checked(replace(problem, current=best.order), iterations=0)

    assert plan.order == best.order


def test_lunch_is_kept_inside_its_window_between_visits() -> None:
    stops = {visit(f"v{i}", 60): 2 * i for i in range(7)}

    plan = checked(day_on_a_line(stops, lunch=LUNCH))

    assert len(plan.stops) == 7
    assert plan.lunch is not None
    assert plan.lunch.where in ("before", "after")
    assert LUNCH.opens <= plan.lunch.start <= LUNCH.latest


def test_a_short_morning_has_its_lunch_after_the_day() -> None:
    plan = checked(day_on_a_line({visit("a", windows=((8 * HOUR, 9 * HOUR),)): 5}, lunch=LUNCH))

    assert plan.lunch is not None
    assert plan.lunch.where == "end"
    assert plan.end < 10 * HOUR


def test_the_day_begins_late_rather_than_with_waiting() -> None:
    plan = checked(day_on_a_line({visit("a", windows=((10 * HOUR, 12 * HOUR),)): 30}))

    assert plan.depart == 9 * HOUR + 30 * MINUTE
    assert plan.wait == 0


def test_the_more_valuable_visit_is_kept_when_both_do_not_fit() -> None:
    noon = ((12 * HOUR, 13 * HOUR),)

    plan = checked(day_on_a_line({visit("dear", 60, noon, prize=5): 50, visit("near", 60, noon, prize=4): 1}))

    assert plan.order == ("dear",)


def test_an_appointment_is_kept_at_its_time_before_any_prize() -> None:
    stops = {visit("fixed", 60, fixed_start=9 * HOUR): 0, visit("dear", 60, ((9 * HOUR, 10 * HOUR),), prize=99): 0}

    plan = checked(day_on_a_line(stops))

    assert [(p.key, p.start) for p in plan.stops] == [("fixed", 9 * HOUR)]


def test_a_stop_with_two_windows_is_visited_in_the_one_that_suits() -> None:
    stops = {
        visit("twice", 60, ((8 * HOUR, 9 * HOUR), (15 * HOUR, 16 * HOUR))): 0,
        visit("early", 60, ((8 * HOUR, 9 * HOUR),)): 0,
    }

    assert checked(day_on_a_line(stops)).order == ("early", "twice")


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_locked_stop_stands_at_its_place(place: int) -> None:
    stops = {visit("far", locked=place): 40, visit("a"): 10, visit("b"): 20, visit("c"): 30}

    plan = checked(day_on_a_line(stops))

    assert len(plan.stops) == 4
    assert plan.order.index("far") == place


def test_locked_stops_keep_their_order_though_it_is_a_detour() -> None:
    stops = {visit("c", locked=2): 10, visit("a", locked=0): 30, visit("b", locked=1): 20, visit("d"): 25}

    assert checked(day_on_a_line(stops)).order[:3] == ("a", "b", "c")


def test_finished_visits_stay_as_they_were_at_the_head() -> None:
    stops = {
        visit("next"): 30,
        visit("second", done=(9 * HOUR, 10 * HOUR)): 20,
        visit("first", done=(8 * HOUR, 8 * HOUR + 1800)): 10,
    }

    plan = checked(day_on_a_line(stops, now=11 * HOUR))

    assert plan.order == ("first", "second", "next")
    assert (plan.stops[1].start, plan.stops[1].leave) == (9 * HOUR, 10 * HOUR)
    assert plan.stops[2].arrive == 11 * HOUR + 10 * MINUTE


def test_the_length_of_the_day_is_kept_though_the_shift_is_longer() -> None:
    stops = {visit(f"v{i}", 60): i for i in range(6)}

    plan = checked(day_on_a_line(stops, max_length=4 * HOUR))

    assert len(plan.stops) == 3
    assert plan.end - plan.depart <= 4 * HOUR


def test_after_the_end_of_the_day_everything_open_is_left_out() -> None:
    stops = {visit("over", done=(9 * HOUR, 10 * HOUR)): 20, visit("open"): 10}

    plan = plan_day(day_on_a_line(stops, now=18 * HOUR), iterations=10)

    assert plan.order == ("over",)
    assert [(out.key, out.why[0].code) for out in plan.left_out] == [("open", "day_over")]


def test_an_empty_day_is_an_empty_plan() -> None:
    plan = checked(day_on_a_line({}))

    assert (plan.stops, plan.left_out, plan.metres) == ((), (), 0)


def test_the_first_plan_is_shown_before_the_search_and_never_beats_the_last() -> None:
    problem, shown = rep_day(30, 2), []

    plan = plan_day(problem, iterations=600, on_first=shown.append)

    assert len(shown) == 1
    assert verify(problem, shown[0]) == []
    assert (plan.prize, -plan.drive - plan.wait) > (shown[0].prize, -shown[0].drive - shown[0].wait)


@pytest.mark.parametrize("library", [True, False], ids=["with pyvrp", "without pyvrp"])
def test_cancelling_gives_the_best_plan_so_far(library: bool) -> None:
    problem, asked = rep_day(30, 2), []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 20

    plan = plan_day(problem, seconds=3600.0, cancelled=cancelled, use_pyvrp=library)

    assert verify(problem, plan) == []


def test_seconds_are_measured_by_the_clock_handed_in() -> None:
    ticks = iter(range(10_000))

    plan = plan_day(rep_day(12, 1), seconds=50.0, tick=lambda: float(next(ticks)))

    assert 50 <= next(ticks) < 200
    assert plan.feasible


def test_without_the_library_the_own_search_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvrp_solver.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pyvrp_solver, "solve", lambda *_a, **_k: pytest.fail("the library is not there"))

    assert checked(rep_day(25, 4), iterations=200).stops


def test_the_same_visit_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="twice"):
        day_on_a_line({visit("a"): 1, visit("a", 20): 2})


def test_travel_tables_of_another_size_are_refused() -> None:
    problem = day_on_a_line({visit("a"): 1})

    with pytest.raises(BadInput, match="travel tables"):
        replace(problem, stops=())


@pytest.mark.soak
@pytest.mark.parametrize("size", [12, 25, 40])
@pytest.mark.parametrize("seed", range(1, 6))
def test_reference_days_come_within_three_per_mille_of_the_best_known(size: int, seed: int) -> None:
    from tests.benchmarks.visits import best_known

    plan = checked(rep_day(size, seed), iterations=6000)

    assert plan.prize >= best_known(size, seed).prize * 0.997


def test_a_current_order_that_moves_a_locked_stop_back_is_not_kept() -> None:
    problem = day_on_a_line({visit("a", locked=0): 10, visit("b"): 5}, current=("b", "a"))

    assert checked(problem, iterations=0).order == ("a", "b")
