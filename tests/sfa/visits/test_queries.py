"""A day as a timeline, the progress of the team, and which accounts are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sfa.activities.acts import LogActivity
from sfa.clock import FixedClock
from sfa.money import Money
from sfa.pipeline.acts import AddOpportunity
from sfa.visits.acts import FinishVisit, LockVisit, StartVisit
from sfa.visits.day import apply, order_by_hand, plan_rep_day, read_rep_day
from sfa.visits.queries import day_progress, day_view, people_with_days, where_is
from sfa.visits.suggestions import fill_day, suggestions
from tests.sfa.visits.denver import BREWERIES, DAY, Brewery, add_brewery, denver_store, plan_visits, rob_of
from tests.stores import workspace_of


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


def view(work, day=DAY, who=None):
    with work.reading() as session:
        return day_view(session, work.actor, (who or work).user.id, day, work.clock.now())


def optimised(work, day=DAY):
    apply(work, plan_rep_day(work, work.user.id, day, seconds=None, iterations=40))
    return view(work, day)


def at(clock, hour: int, minute: int = 0) -> None:
    clock.at = datetime(2026, 11, 17, hour + 7, minute, tzinfo=UTC)


def test_before_it_is_planned_the_day_shows_its_visits_in_their_order(work, visits) -> None:
    shown = view(work)
    assert [stop.visit.id for stop in shown.stops] == list(visits.values())
    assert [stop.number for stop in shown.stops] == list(range(1, 9))
    assert not shown.planned


def test_a_planned_day_has_times_drives_lunch_and_home(work, visits) -> None:
    shown = optimised(work)
    assert shown.planned
    assert all(stop.begin < stop.end for stop in shown.stops)
    assert shown.leave_at < shown.stops[0].begin
    assert shown.stops[-1].end < shown.home_at <= 17 * 60 + 30
    assert shown.lunch[1] - shown.lunch[0] == 30
    assert sum(stop.metres for stop in shown.stops) < shown.metres


def test_lunch_stands_where_nobody_is_visited(work, visits) -> None:
    shown = optimised(work)
    before = shown.stops[shown.lunch_before - 1]
    after = shown.stops[shown.lunch_before]
    assert before.end <= shown.lunch[0]
    assert shown.lunch[1] <= after.begin


def test_a_visit_behind_the_plan_is_late_and_the_delay_of_the_rest_follows_from_it(work, visits, clock) -> None:
    first = optimised(work).stops[0]
    at(clock, 9, 55)
    shown = view(work)
    late = shown.by_id[first.visit.id]
    assert (late.state, late.begin) == ("late", first.begin)
    assert late.expected == late.begin + late.late
    assert [stop.state for stop in shown.stops].count("late") == 1
    assert shown.late > 1


def test_a_few_minutes_are_traffic(work, visits, clock) -> None:
    optimised(work)
    at(clock, 9, 23)  # leaves at 09:20
    assert view(work).late == 0


def test_what_is_done_shows_when_it_really_was(work, visits, clock) -> None:
    first = optimised(work).stops[0].visit.id
    at(clock, 10)
    work.run(StartVisit(first))
    assert view(work).by_id[first].state == "under_way"
    clock.advance(minutes=45)
    work.run(FinishVisit(visit_id=first, outcome="ordered"))
    stop = view(work).by_id[first]
    assert (stop.state, stop.begin, stop.end, stop.visit.outcome) == ("done", 600, 645, "ordered")
    assert view(work).done == 1


def test_the_next_visit_is_the_one_under_way_or_the_first_still_to_make(work, visits, clock) -> None:
    order = [stop.visit.id for stop in optimised(work).stops]
    assert view(work).next.visit.id == order[0]
    at(clock, 10)
    work.run(StartVisit(order[2]))
    assert view(work).next.visit.id == order[2]


def test_what_the_plan_left_out_keeps_its_reason(work) -> None:
    plan_visits(work, (*BREWERIES[:2], replace(BREWERIES[2], hours="We 09:00-17:00")))
    shown = optimised(work)
    assert [(out.visit.account, out.reason) for out in shown.left_out] == [
        ("Chain Reaction Brewing Company", "Closed that day.")
    ]


def test_what_was_left_out_can_be_put_in_and_then_says_what_it_breaks(work) -> None:
    ids = plan_visits(work, (*BREWERIES[:2], replace(BREWERIES[2], hours="We 09:00-17:00")))
    shown = optimised(work)
    order_by_hand(work, work.user.id, DAY, [*shown.order, ids["Chain Reaction Brewing Company"]])
    again = view(work)
    assert not again.left_out
    assert again.stops[-1].problems == ("Closed that day.",)


def test_a_reorder_keeps_the_reasons_of_what_stays_out(work) -> None:
    plan_visits(work, (*BREWERIES[:2], replace(BREWERIES[2], hours="We 09:00-17:00")))
    shown = optimised(work)
    order_by_hand(work, work.user.id, DAY, list(reversed(shown.order)))
    assert view(work).left_out[0].reason == "Closed that day."


def test_a_visit_added_after_planning_stands_last(work) -> None:
    plan_visits(work, BREWERIES[:3])
    optimised(work)
    late = plan_visits(work, BREWERIES[4:5])["Long Table Brewing"]
    assert view(work).stops[-1].visit.id == late


def test_the_largest_open_deal_of_an_account_is_shown(work, visits) -> None:
    account = view(work).stops[0].visit.account_id
    for amount in ("900", "18400"):
        work.run(AddOpportunity(name=amount, account_id=account, amount=int(amount) * 100, currency="USD"))
    assert view(work).stops[0].deal == Money.of("18400", "USD")


def test_a_visit_of_a_day_that_is_over_was_missed(work, visits, clock) -> None:
    clock.at = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    shown = view(work)
    assert shown.past
    assert {stop.state for stop in shown.stops} == {"missed"}


def test_another_rep_of_the_team_sees_nothing_of_the_day(store, work, visits) -> None:
    rita = workspace_of(store, "Rita")
    assert not view(rita, who=work).stops


def test_the_manager_sees_who_has_come_how_far(store, work, visits, clock) -> None:
    order = [stop.visit.id for stop in optimised(work).stops]
    at(clock, 10, 0)
    work.run(FinishVisit(visit_id=order[0], outcome="ordered"))
    at(clock, 11, 10)
    mia = workspace_of(store, "manager")
    with mia.reading() as session:
        found = day_progress(session, mia.actor, DAY, clock.now())
    assert [(one.name, one.done, one.open, one.late) for one in found] == [("Rob Rep", 1, 7, 2)]


def test_days_can_be_planned_for_oneself_and_the_team(store, work) -> None:
    def names(who: str) -> list[str]:
        one = workspace_of(store, who)
        with one.reading() as session:
            return [name for _, name in people_with_days(session, one.actor)]

    assert names("Rob") == ["Rob Rep"]
    assert names("manager") == ["Mia Manager", "Rita Rep", "Rob Rep"]
    assert names("admin") == ["Administrator", "Otto Other", "Rita Rep", "Rob Rep"]


def test_a_visit_tells_its_day(store, work, visits) -> None:
    visit = visits["Boulder Beer Co"]
    with work.reading() as session:
        assert where_is(session, work.actor, visit) == (work.user.id, DAY)
        assert where_is(session, workspace_of(store, "Otto").actor, visit) is None


def suggested(work):
    day = read_rep_day(work, work.user.id, DAY)
    with work.reading() as session:
        return [(one.account, one.days_since) for one in suggestions(session, work.actor, day)]


def test_accounts_that_are_due_are_suggested_the_nearest_first(work, clock) -> None:
    plan_visits(work, BREWERIES[1:2])  # in Boulder
    for brewery in (BREWERIES[7], BREWERIES[6], BREWERIES[0]):  # Denver, Boulder, Golden
        add_brewery(work, brewery)
    assert [name for name, _ in suggested(work)] == [
        "Stein Brewing Company",
        "Barrels & Bottles Brewery",
        "Vine Street Pub & Brewery",
    ]


def test_an_account_visited_lately_is_not_due(work, clock) -> None:
    lately = add_brewery(work, BREWERIES[0])
    long_ago = add_brewery(work, BREWERIES[1])
    for account, day in ((lately, date(2026, 11, 1)), (long_ago, date(2026, 9, 1))):
        at_noon = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        work.run(LogActivity(kind="visit", subject="Visit", account_id=account, done_at=at_noon, outcome="ordered"))
    assert suggested(work) == [("Boulder Beer Co", 77)]


def test_an_account_that_is_planned_already_is_not_suggested(work, visits) -> None:
    assert suggested(work) == []


def test_an_empty_day_is_filled_with_due_accounts_that_fit_in_one_action(work) -> None:
    for brewery in (*BREWERIES[:4], Brewery("Closed Cellar", "", "Golden", (39.75, -105.2), "Mo 09:00-12:00")):
        add_brewery(work, brewery)
    assert fill_day(work, work.user.id, DAY, seconds=None, iterations=20) == 4
    shown = view(work)
    assert shown.planned
    assert "Closed Cellar" not in {stop.visit.account for stop in shown.stops}
    assert all(stop.why for stop in shown.stops)
    assert work.undo() == "Plan my day"
    assert not view(work).stops


def test_nothing_is_filled_in_where_nobody_is_due(work) -> None:
    assert fill_day(work, work.user.id, DAY, seconds=None, iterations=5) == 0


def test_a_locked_visit_that_was_left_out_is_in_again(work) -> None:
    ids = plan_visits(work, (*BREWERIES[:2], replace(BREWERIES[2], hours="We 09:00-17:00")))
    optimised(work)
    work.run(LockVisit(ids["Chain Reaction Brewing Company"], locked=True))
    assert ids["Chain Reaction Brewing Company"] in view(work).by_id
