"""The PyVRP module: never worse than where it starts, repeatable, stopped when told to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from sfa.visits import pyvrp_solver
from sfa.visits.budget import Budget
from sfa.visits.construct import construct
from sfa.visits.problem import DayProblem
from sfa.visits.routes import value
from sfa.visits.schedule import best_timetable, quick_timetable
from sfa.visits.timetable import Day
from tests.benchmarks.visit_instances import rep_day
from tests.sfa.visits.days import HOUR, LUNCH, day_on_a_line, days, visit

pytest.importorskip("pyvrp")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=days())
def test_the_answer_is_feasible_and_not_worse_than_the_start(problem: DayProblem) -> None:
    day = Day(problem)
    if day.locked or best_timetable(day, []) is None:
        return
    start = construct(day)

    found = pyvrp_solver.solve(day, start, budget=Budget(iterations=40), seed=1)

    assert quick_timetable(day, found) is not None
    assert value(day, found) <= value(day, start)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_crowded_day_is_improved(seed: int) -> None:
    day = Day(rep_day(25, seed))
    start = construct(day)

    assert value(day, pyvrp_solver.solve(day, start, budget=Budget(iterations=800), seed=1)) < value(day, start)


def test_equal_seeds_and_iterations_give_equal_orders() -> None:
    day = Day(rep_day(25, 4))
    start = construct(day)

    first, second = (pyvrp_solver.solve(day, start, budget=Budget(iterations=300), seed=5) for _ in range(2))

    assert first == second


def test_the_warm_start_is_told_with_its_lunch_and_windows() -> None:
    day = Day(rep_day(12, 1))
    start = construct(day)

    model = pyvrp_solver._Model(day, day.free, set(start))
    told = model.solution(start)

    assert told is not None
    assert told.is_feasible()
    assert model.run(told, Budget(iterations=0), 1) == start


def test_cancelling_ends_both_runs_at_once() -> None:
    day = Day(rep_day(40, 1))
    start = construct(day)

    assert pyvrp_solver.solve(day, start, budget=Budget(seconds=3600.0, cancelled=lambda: True), seed=1) == start


def test_a_day_with_locked_stops_is_not_for_pyvrp() -> None:
    assert not pyvrp_solver.can_solve(Day(day_on_a_line({visit("a", locked=0): 1})))
    assert pyvrp_solver.can_solve(Day(day_on_a_line({visit("a"): 1})))


def test_an_appointment_that_cannot_be_kept_does_not_spoil_the_rest() -> None:
    stops = {visit(f"v{i}"): i for i in range(8)} | {
        visit("one", 60, fixed_start=10 * HOUR): 0,
        visit("two", 60, fixed_start=10 * HOUR + 600): 0,
    }
    day = Day(day_on_a_line(stops, lunch=LUNCH))

    found = pyvrp_solver.solve(day, construct(day), budget=Budget(iterations=100), seed=1)

    assert len(found) == 9
