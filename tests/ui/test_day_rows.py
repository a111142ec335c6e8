"""A day in words: what the timeline and the map of both pages show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sfa.clock import FixedClock
from sfa.places.point import Point
from sfa.visits.day import apply, plan_rep_day
from sfa.visits.queries import DayView, day_view
from sfa.visits.rep_day import Base
from tests.sfa.visits.denver import BREWERIES, DAY, denver_store, plan_visits, rob_of
from ui.desktop.day_rows import distance, duration, map_stops, outcome_chip, timeline_rows
from ui.desktop.widgets.day_timeline import DriveRow, PointRow, VisitRow


@pytest.fixture
def view(tmp_path, qapp_theme) -> Iterator[DayView]:
    """Four visits from Englewood and back, in their best order."""
    store = denver_store(tmp_path, FixedClock(datetime(2026, 11, 17, 13, 0, tzinfo=UTC), step=0.001))
    work = rob_of(store)
    plan_visits(work, BREWERIES[:4])
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=10))
    with work.reading() as session:
        yield day_view(session, work.actor, work.user.id, DAY, work.clock.now())
    store.close()


def points(view: DayView) -> list[str]:
    """The words of leaving, lunch and coming back."""
    return [row.words for row in timeline_rows(view, miles=True) if isinstance(row, PointRow)]


def test_rows_run_from_home_over_drives_and_lunch_back_home(view) -> None:
    rows = timeline_rows(view, miles=True)
    assert points(view) == ["Leave home, Englewood", "Lunch, 30 min", "Home"]
    assert sum(isinstance(row, VisitRow) for row in rows) == 4
    assert sum(isinstance(row, DriveRow) for row in rows) == 5


def test_lunch_after_the_return_stands_below_home(view) -> None:
    late = replace(view, lunch=(view.home_at, view.home_at + 30), lunch_before=len(view.stops))
    assert points(late) == ["Leave home, Englewood", "Home", "Lunch, 30 min"]


def test_lunch_after_the_last_visit_stands_above_home(view) -> None:
    end = view.stops[-1].end
    late = replace(view, lunch=(end, end + 30), lunch_before=len(view.stops))
    assert points(late) == ["Leave home, Englewood", "Lunch, 30 min", "Home"]


def test_a_day_that_ends_elsewhere_names_the_place(view) -> None:
    elsewhere = replace(view, rep=replace(view.rep, end=Base("Boulder", Point.from_degrees(40.0, -105.2))))
    assert points(elsewhere)[-1] == "Home, Boulder"


def test_the_map_calls_home_home_and_not_by_the_name_of_its_town(view) -> None:
    marks, _ = map_stops(view)
    assert marks[0].label == "Home"


@pytest.mark.parametrize("outcome", ["not_in", "postponed", "no_interest"])
def test_a_visit_that_brought_nothing_is_not_green(qapp_theme, outcome) -> None:
    chip = outcome_chip(outcome)
    assert (chip.tone, chip.icon) == ("neutral", "")


@pytest.mark.parametrize("outcome", ["ordered", "interested", "next_step_set", "serviced"])
def test_a_visit_that_brought_something_is_green_with_a_check(qapp_theme, outcome) -> None:
    chip = outcome_chip(outcome)
    assert (chip.tone, chip.icon) == ("ok", "check")


@pytest.mark.parametrize(("miles", "words"), [(True, "13.1 mi"), (False, "21.1 km")])
def test_roads_are_told_in_miles_or_kilometres(qapp_theme, miles, words) -> None:
    assert distance(21_100, miles=miles) == words


@pytest.mark.parametrize(("minutes", "words"), [(24, "24 min"), (99, "99 min"), (281, "4 h 41 min")])
def test_long_delays_read_in_hours(qapp_theme, minutes, words) -> None:
    assert duration(minutes).replace("\N{NO-BREAK SPACE}", " ") == words
