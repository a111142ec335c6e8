"""Construction, own search, timetable and budget, each by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfa.visits.budget import Budget
from sfa.visits.construct import construct
from sfa.visits.improve import improve
from sfa.visits.problem import DayProblem
from sfa.visits.routes import Route, value
from sfa.visits.schedule import best_timetable, quick_timetable
from sfa.visits.timetable import Day
from tests.benchmarks.visit_instances import rep_day
from tests.sfa.visits.days import HOUR, day_on_a_line, days, visit

random_days = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@random_days
@given(problem=days(most=8, tied=False), data=st.data())
def test_a_stop_fits_by_the_labels_exactly_when_the_timetable_says_so(
    problem: DayProblem, data: st.DataObject
) -> None:
    day = Day(problem)
    if not day.free or problem.max_length is not None or quick_timetable(day, []) is None:
        return
    order = [v for v in data.draw(st.permutations(day.free)) if day.starts[v]]
    if not order:
        return
    node, rest = order[0], order[1:]
    if quick_timetable(day, rest) is None:
        rest = rest[:1] if quick_timetable(day, rest[:1]) is not None else []
    gap = data.draw(st.integers(0, len(rest)))

    fits = Route(day, rest).added(node, gap) is not None

    assert fits is (best_timetable(day, [*rest[:gap], node, *rest[gap:]]) is not None)


@random_days
@given(problem=days(most=8))
def test_the_quick_timetable_exists_when_the_exact_one_does_and_is_never_better(problem: DayProblem) -> None:
    day = Day(problem)
    order = [v for v in day.free if day.starts[v]][:4]

    quick, exact = quick_timetable(day, order), best_timetable(day, order)

    assert (quick is None) is (exact is None)
    assert quick is None or exact is None or exact.cost <= quick.cost


@random_days
@given(problem=days())
def test_the_first_plan_is_feasible_and_holds_each_stop_once(problem: DayProblem) -> None:
    day = Day(problem)
    if best_timetable(day, []) is None:
        return

    order = construct(day)

    assert best_timetable(day, order) is not None
    assert len(set(order)) == len(order)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_more_iterations_never_make_the_order_worse(seed: int) -> None:
    day = Day(rep_day(30, seed))
    start = construct(day)
    found = [value(day, improve(day, start, budget=Budget(iterations=n), seed=1)) for n in (0, 400)]

    assert [value(day, start), *found] == sorted([value(day, start), *found], reverse=True)
    assert found[0] > found[1]


def test_locked_places_that_nobody_fills_pull_visits_in_front() -> None:
    stops = {visit("l", locked=3): 10} | {visit(f"v{i}"): 20 + i for i in range(5)}
    day = Day(day_on_a_line(stops))

    order = improve(day, construct(day), budget=Budget(iterations=50), seed=1)

    assert order.index(1) == 3


def test_a_budget_of_iterations_counts_them() -> None:
    budget = Budget(iterations=4)

    assert [budget.spent(k) for k in (0, 2, 4)] == [0, 0.5, 1]


def test_a_budget_of_seconds_begins_with_the_first_question() -> None:
    ticks = iter([100.0, 100.0, 101.0, 104.0])
    budget = Budget(seconds=4.0, tick=lambda: next(ticks))

    shares = [budget.spent(0), budget.spent(1), budget.spent(2)]

    assert all(a <= b for a, b in pairwise(shares))
    assert shares[-1] == 1


def test_a_part_of_a_budget_keeps_the_way_to_cancel() -> None:
    part = Budget(iterations=10, cancelled=lambda: True).part(0.5)

    assert part.iterations == 5
    assert part.spent(0) == 1


def test_the_stop_that_opens_late_comes_last() -> None:
    problem = day_on_a_line({visit("late", windows=((15 * HOUR, 16 * HOUR),)): 5, visit("any", 60): 10})

    assert construct(Day(problem)) == [2, 1]
