"""A rep's day: read from the store, planned, ordered by hand, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from sfa.activities.acts import CancelActivity, CompleteActivity
from sfa.clock import FixedClock
from sfa.errors import NotAllowed
from sfa.people.acts import SetWorkingHours
from sfa.people.model import User
from sfa.visits.acts import FinishVisit, LockVisit, PlanVisit, StartVisit
from sfa.visits.day import PlannedDay, apply, evaluate, order_by_hand, plan_rep_day, read_rep_day
from sfa.visits.model import DayRoute, Visit
from sfa.visits.verify import verify
from tests.sfa.visits.denver import BREWERIES, DAY, HOME, Brewery, denver_store, plan_visits, rob_of
from tests.stores import workspace_of

SATURDAY = date(2026, 11, 21)
TOMORROW = date(2026, 11, 18)


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 11, 17, 13, 0, tzinfo=UTC), step=0.001)  # 06:00 in Denver


@pytest.fixture
def store(tmp_path, clock):
    made = denver_store(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return rob_of(store)


@pytest.fixture
def visits(work):
    return plan_visits(work)


def planned(work, day=DAY, **more) -> PlannedDay:
    """The plan, checked by the verifier that shares nothing with the planner."""
    found = plan_rep_day(work, work.user.id, day, seconds=None, iterations=40, **more)
    assert verify(found.problem, found.plan) == []
    return found


def names(found: PlannedDay) -> list[str]:
    return [stop.visit.account for stop in found.stops]


def reasons(found: PlannedDay) -> dict[str, str]:
    return {out.visit.account: out.reason for out in found.left_out}


def test_all_eight_visits_are_in_the_plan_or_left_out_with_a_reason(work, visits) -> None:
    found = planned(work)
    assert sorted(names(found) + list(reasons(found))) == sorted(visits)
    assert all(reasons(found).values())


def test_every_visit_lies_within_its_opening_hours_and_says_why_it_stands_there(work, visits) -> None:
    found = {stop.visit.account: stop for stop in planned(work).stops}
    assert found["Our Mutual Friend Brewing"].leave <= 12 * 60
    assert found["Goldspot Brewing Co"].arrive >= 13 * 60
    assert all(stop.why.endswith(".") and stop.why[0].isupper() for stop in found.values())


def test_between_two_visits_there_is_time_to_drive(work, visits) -> None:
    stops = planned(work).stops
    assert all(after.arrive >= before.leave + after.drive - 1 for before, after in pairwise(stops))


def test_the_first_plan_is_handed_out_before_the_search_ends(work, visits) -> None:
    first: list[PlannedDay] = []
    found = planned(work, on_first=first.append)
    assert len(first) == 1
    assert found.plan.prize >= first[0].plan.prize


def test_a_cancelled_search_still_answers_with_a_sound_plan(work, visits) -> None:
    assert names(planned(work, cancelled=lambda: True))


def test_planning_writes_nothing_until_it_is_applied(work, visits) -> None:
    found = planned(work)
    with work.reading() as session:
        assert session.query(DayRoute).count() == 0
    apply(work, found)
    again = read_rep_day(work, work.user.id, DAY)
    assert again.route is not None
    assert [v.account for v in sorted(again.visits, key=lambda v: v.position)][: len(found.stops)] == names(found)


def test_an_applied_plan_can_be_undone(work, visits) -> None:
    before = [(v.account, v.position) for v in read_rep_day(work, work.user.id, DAY).visits]
    apply(work, planned(work))
    assert work.undo() == "Plan the day"
    assert [(v.account, v.position) for v in read_rep_day(work, work.user.id, DAY).visits] == before


def test_a_visit_without_a_place_is_left_out_with_what_to_do(work) -> None:
    plan_visits(work, (*BREWERIES[:2], Brewery("Nowhere Ales", "", "", None)))
    found = planned(work)
    assert reasons(found) == {"Nowhere Ales": "Nowhere Ales has no place on the map; set it on the account."}


def test_a_place_given_later_is_used_though_the_visit_was_planned_without(work) -> None:
    ids = plan_visits(work, (Brewery("Nowhere Ales", "", "", None),))
    with work.transaction("Set place") as txn:
        place = txn.get(Visit, ids["Nowhere Ales"]).location_id
        from sfa.accounts.model import Location

        row = txn.get(Location, place)
        row.lat, row.lon = 397000000, -1050000000
    assert names(planned(work)) == ["Nowhere Ales"]


def test_a_day_off_leaves_all_out_and_says_so(work) -> None:
    plan_visits(work, BREWERIES[:2], SATURDAY)
    found = planned(work, SATURDAY)
    assert not found.stops
    assert set(reasons(found).values()) == {"Saturday is a day off."}


def test_a_closed_account_is_left_out_because_it_is_closed(work) -> None:
    plan_visits(work, (replace(BREWERIES[0], hours="We-Fr 09:00-17:00"),))
    assert reasons(planned(work)) == {"Barrels & Bottles Brewery": "Closed that day."}


def test_an_unknown_opening_time_is_no_reason_to_stay_away(work) -> None:
    plan_visits(work, (replace(BREWERIES[0], hours=""),))
    assert names(planned(work)) == ["Barrels & Bottles Brewery"]


def test_an_appointment_is_kept_to_the_minute(work) -> None:
    plan_visits(work, (*BREWERIES[:4], replace(BREWERIES[4], more={"fixed_start": 11 * 60 + 15})))
    at = {stop.visit.account: stop.arrive for stop in planned(work).stops}
    assert at["Long Table Brewing"] == 11 * 60 + 15


def test_a_locked_visit_keeps_its_place(work, visits) -> None:
    with work.transaction("Put it first") as txn:
        txn.get(Visit, visits["Boulder Beer Co"]).position = -1
    work.run(LockVisit(visits["Boulder Beer Co"], locked=True))
    assert names(planned(work))[0] == "Boulder Beer Co"


def test_a_cancelled_visit_is_not_part_of_the_day(work, visits) -> None:
    work.run(CancelActivity(visits["Boulder Beer Co"]))
    assert "Boulder Beer Co" not in {v.account for v in read_rep_day(work, work.user.id, DAY).visits}


def test_what_is_done_stands_first_as_it_was_and_nothing_begins_before_now(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 17, 16, 10, tzinfo=UTC)
    work.run(StartVisit(visits["Vine Street Pub & Brewery"]))
    clock.advance(minutes=50)
    work.run(FinishVisit(visit_id=visits["Vine Street Pub & Brewery"], outcome="ordered"))
    found = planned(work)
    first, second = found.stops[:2]
    assert (first.visit.account, first.arrive // 10, first.visit.state) == ("Vine Street Pub & Brewery", 55, "done")
    assert second.arrive >= 10 * 60


def test_the_visit_under_way_is_followed_by_the_rest(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
    work.run(StartVisit(visits["Boulder Beer Co"]))
    clock.advance(minutes=10)
    found = planned(work)
    assert names(found)[0] == "Boulder Beer Co"
    assert found.stops[0].leave >= 10 * 60 + 45
    assert found.stops[1].arrive >= found.stops[0].leave + found.stops[1].drive - 1


def test_a_visit_completed_without_a_check_in_counts_as_over(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
    work.run(CompleteActivity(activity_id=visits["Boulder Beer Co"], outcome="ordered", minutes=40))
    first = planned(work).stops[0]
    assert (first.visit.account, first.leave - first.arrive) == ("Boulder Beer Co", 40)


def test_a_visit_logged_on_a_later_day_does_not_bend_the_route(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    work.run(FinishVisit(visit_id=visits["Boulder Beer Co"], outcome="ordered"))
    assert "Boulder Beer Co" not in names(planned(work))


def test_planning_ahead_is_not_bound_by_the_time_of_today(work, clock) -> None:
    plan_visits(work, BREWERIES[:3], TOMORROW)
    clock.at = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)  # 18:00 on the 17th in Denver
    assert read_rep_day(work, work.user.id, TOMORROW).now is None
    assert len(planned(work, TOMORROW).stops) == 3


def test_late_in_the_day_what_is_left_is_left_out(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 18, 0, 25, tzinfo=UTC)  # 17:25
    found = planned(work)
    assert not found.stops
    assert len(found.left_out) == 8


def test_without_a_home_the_day_begins_at_the_first_visit(work) -> None:
    with work.reading() as session:
        week = {"tue": [(480, 1050)]}
        assert session.get(User, work.user.id)
    work.run(SetWorkingHours(work.user.id, week, 30, 690, 810))
    plan_visits(work, BREWERIES[:1])
    found = planned(work)
    assert (found.plan.metres, found.stops[0].drive) == (0, 0)


def test_an_order_by_hand_is_kept_whole_and_what_it_breaks_is_said(work, visits) -> None:
    day = read_rep_day(work, work.user.id, DAY)
    order = [visits["Goldspot Brewing Co"], *(v for n, v in visits.items() if n != "Goldspot Brewing Co")]
    found = evaluate(day, order)
    assert [stop.visit.id for stop in found.stops] == order
    late = next(stop for stop in found.stops if stop.visit.account == "Our Mutual Friend Brewing")
    assert "it closes at 12:00" in late.problems[0]


def test_visits_an_order_does_not_name_are_left_out(work, visits) -> None:
    day = read_rep_day(work, work.user.id, DAY)
    found = evaluate(day, [visits["Boulder Beer Co"]])
    assert len(found.left_out) == 7


def test_the_order_a_person_set_stays_with_its_times(work, visits) -> None:
    order = tuple(reversed(visits.values()))
    order_by_hand(work, work.user.id, DAY, order)
    again = read_rep_day(work, work.user.id, DAY)
    assert [v.id for v in sorted(again.visits, key=lambda v: v.position)] == list(order)
    assert all(v.arrive is not None for v in again.visits)
    assert work.undo() == "Reorder visits"


def test_a_manager_plans_the_day_of_the_team(store, work, visits) -> None:
    mia = workspace_of(store, "manager")
    found = plan_rep_day(mia, work.user.id, DAY, seconds=None, iterations=5)
    apply(mia, found)
    assert len(found.stops) + len(found.left_out) == 8


@pytest.mark.parametrize("who", ["Rita", "Otto"])
def test_a_rep_plans_nobody_elses_day(store, work, visits, who) -> None:
    with pytest.raises(NotAllowed):
        plan_rep_day(workspace_of(store, who), work.user.id, DAY, iterations=1)


def test_a_manager_does_not_plan_another_teams_day(store, work) -> None:
    otto = workspace_of(store, "Otto")
    with pytest.raises(NotAllowed):
        plan_rep_day(workspace_of(store, "manager"), otto.user.id, DAY, iterations=1)


def test_a_visit_cannot_be_planned_for_somebody_else(store, work, visits) -> None:
    account = read_rep_day(work, work.user.id, DAY).visits[0].account_id
    rita = workspace_of(store, "Rita")
    with pytest.raises(NotAllowed):
        work.run(PlanVisit(account_id=account, day=DAY, owner_id=rita.user.id))


def test_home_is_where_the_working_hours_say(work, visits) -> None:
    day = read_rep_day(work, work.user.id, DAY)
    assert (day.start.name, day.start.point.lat_e7) == ("Englewood", HOME.lat)
    assert day.end == day.start
