"""Visits as acts: planned, changed, begun, ended, locked, ordered, moved; and who may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sfa.accounts.acts import AddAccount
from sfa.accounts.model import Location
from sfa.activities.acts import MoveToDay
from sfa.activities.model import Activity
from sfa.errors import FieldbookError, NotAllowed, RuleBroken
from sfa.store.actor import Actor
from sfa.visits.acts import (
    ApplyPlan,
    ChangeVisit,
    FinishVisit,
    LockVisit,
    PlannedPlace,
    PlanVisit,
    ReorderDay,
    StartVisit,
)
from sfa.visits.model import DayRoute, Visit
from tests.sfa.visits.denver import BREWERIES, DAY, add_brewery, denver_store, plan_visits, rob_of
from tests.stores import workspace_of

TOMORROW = date(2026, 11, 18)


@pytest.fixture
def store(tmp_path):
    made = denver_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return rob_of(store)


@pytest.fixture
def visits(work):
    return list(plan_visits(work, BREWERIES[:3]).values())


def visit(work, visit_id) -> Visit:
    with work.reading() as session:
        row = session.get(Visit, visit_id)
        session.expunge(row)
        return row


def activity(work, visit_id) -> Activity:
    with work.reading() as session:
        row = session.get(Activity, visit_id)
        session.expunge(row)
        return row


def plan(work, visits, **more) -> ApplyPlan:
    stops = tuple(
        PlannedPlace(v, 540 + 60 * k, 570 + 60 * k, (("opens", {"at": 32400}),)) for k, v in enumerate(visits)
    )
    values = {"leave_at": 500, "home_at": 1000, "lunch_at": 720, "metres": 5000, "seconds": 900, **more}
    return ApplyPlan(user_id=work.user.id, day=DAY, stops=stops, **values)


def test_a_planned_visit_is_an_activity_of_the_same_id(work, visits) -> None:
    row, act = visit(work, visits[0]), activity(work, visits[0])
    assert (row.id, act.kind, act.due_on, act.owner_id) == (act.id, "visit", DAY, work.user.id)


def test_visits_of_a_day_are_numbered_as_they_are_planned(work, visits) -> None:
    assert [visit(work, v).position for v in visits] == [0, 1, 2]


def test_a_visit_takes_the_accounts_main_place_and_its_usual_length(work, visits) -> None:
    row = visit(work, visits[1])
    with work.reading() as session:
        place = session.get(Location, row.location_id)
        assert place.city == "Boulder"
    assert activity(work, visits[1]).minutes == 45


def test_a_location_of_another_account_is_refused(work, visits) -> None:
    other = work.run(AddAccount(name="Elsewhere", owner_id=work.user.id))
    with pytest.raises(RuleBroken, match="another account"):
        work.run(PlanVisit(account_id=other, day=DAY, location_id=visit(work, visits[0]).location_id))


@pytest.mark.parametrize("wrong", [{"priority": 0}, {"priority": 11}, {"fixed_start": 1440}, {"fixed_start": -1}])
def test_wishes_that_cannot_be_are_refused(work, visits, wrong) -> None:
    account = visit(work, visits[0]).account_id
    with pytest.raises(RuleBroken):
        work.run(PlanVisit(account_id=account, day=DAY, **wrong))


def test_wishes_can_be_changed_until_the_visit_is_over(work, visits) -> None:
    change = ChangeVisit(visit_id=visits[0], purpose="Taste", minutes=50, priority=9, fixed_start=600)
    work.run(change)
    row, act = visit(work, visits[0]), activity(work, visits[0])
    assert (row.purpose, row.priority, row.fixed_start, act.minutes, act.subject) == ("Taste", 9, 600, 50, "Taste")
    work.run(FinishVisit(visit_id=visits[0], outcome="ordered"))
    with pytest.raises(RuleBroken, match="done already"):
        work.run(change)


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 601}, {"priority": 12}, {"fixed_start": 2000}])
def test_changes_that_cannot_be_are_refused(work, visits, wrong) -> None:
    values = {"purpose": None, "minutes": 30, "priority": 5, "fixed_start": None, **wrong}
    with pytest.raises(RuleBroken):
        work.run(ChangeVisit(visit_id=visits[0], **values))


def test_starting_notes_the_time_and_the_place_where_it_is_shared(work, visits) -> None:
    work.run(StartVisit(visits[0], 397562107, -1052202098))
    row = visit(work, visits[0])
    assert row.started_at is not None
    assert (row.at_lat, row.at_lon) == (397562107, -1052202098)


def test_a_visit_begins_once(work, visits) -> None:
    work.run(StartVisit(visits[0]))
    with pytest.raises(RuleBroken, match="begun already"):
        work.run(StartVisit(visits[0]))


def test_a_second_visit_begins_only_when_the_first_is_logged(work, visits) -> None:
    work.run(StartVisit(visits[0]))
    with pytest.raises(RuleBroken, match="Barrels & Bottles Brewery is still open"):
        work.run(StartVisit(visits[1]))
    work.run(FinishVisit(visit_id=visits[0], outcome="ordered"))
    work.run(StartVisit(visits[1]))


def test_finishing_notes_outcome_end_and_real_length(store, work, visits) -> None:
    work.run(StartVisit(visits[0]))
    store.clock.advance(minutes=47)
    work.run(FinishVisit(visit_id=visits[0], outcome="ordered", result="Forty kegs"))
    row, act = visit(work, visits[0]), activity(work, visits[0])
    assert (act.state, act.outcome, act.minutes, act.result) == ("done", "ordered", 47, "Forty kegs")
    assert row.ended_at > row.started_at


def test_a_visit_without_check_in_keeps_its_planned_length(work, visits) -> None:
    work.run(FinishVisit(visit_id=visits[1], outcome="not_in"))
    assert activity(work, visits[1]).minutes == 45


def test_a_finished_visit_is_not_finished_again(work, visits) -> None:
    work.run(FinishVisit(visit_id=visits[0], outcome="ordered"))
    with pytest.raises(RuleBroken, match="done already"):
        work.run(FinishVisit(visit_id=visits[0], outcome="ordered"))


def test_an_outcome_that_no_visit_has_is_refused(work, visits) -> None:
    with pytest.raises(RuleBroken, match="voicemail"):
        work.run(FinishVisit(visit_id=visits[0], outcome="voicemail"))
    assert visit(work, visits[0]).ended_at is None


def test_moving_the_activity_moves_its_visit_to_the_end_of_that_day(work, visits) -> None:
    later = plan_visits(work, BREWERIES[3:5], TOMORROW)
    work.run(LockVisit(visits[0], locked=True))
    work.run(plan(work, visits))
    work.run(MoveToDay(visits[0], TOMORROW))
    row = visit(work, visits[0])
    assert (row.day, row.position, row.arrive, row.locked) == (TOMORROW, len(later), None, False)


def test_undoing_a_move_brings_the_visit_back_as_it_was(work, visits) -> None:
    work.run(plan(work, visits))
    work.run(MoveToDay(visits[1], TOMORROW))
    work.undo()
    row = visit(work, visits[1])
    assert (row.day, row.position, row.arrive) == (DAY, 1, 600)


def test_an_order_by_hand_puts_those_it_does_not_name_last(work, visits) -> None:
    work.run(ReorderDay(work.user.id, DAY, (visits[2], visits[0])))
    assert [visit(work, v).position for v in (visits[2], visits[0], visits[1])] == [0, 1, 2]


def test_an_order_with_a_visit_of_another_day_is_refused(work, visits) -> None:
    work.run(MoveToDay(visits[0], TOMORROW))
    with pytest.raises(RuleBroken, match="not on this day"):
        work.run(ReorderDay(work.user.id, DAY, tuple(visits)))


def test_a_plan_writes_times_reasons_and_the_route(work, visits) -> None:
    work.run(plan(work, reversed(visits)))
    row = visit(work, visits[2])
    assert (row.position, row.arrive, row.leave, row.why) == (0, 540, 570, {"reasons": [["opens", {"at": 32400}]]})
    with work.reading() as session:
        route = session.query(DayRoute).one()
        assert (route.leave_at, route.home_at, route.lunch_at, route.metres) == (500, 1000, 720, 5000)


def test_what_a_plan_leaves_out_comes_last_without_times(work, visits) -> None:
    work.run(plan(work, visits))
    work.run(plan(work, visits[1:], left_out=((visits[0], "The day is full."),)))
    row = visit(work, visits[0])
    assert (row.position, row.arrive, row.why) == (2, None, None)
    with work.reading() as session:
        assert session.query(DayRoute).one().left_out == [[str(visits[0]), "The day is full."]]


def test_a_visit_that_is_over_keeps_the_times_it_was_planned_for(work, visits) -> None:
    work.run(plan(work, visits))
    work.run(FinishVisit(visit_id=visits[0], outcome="ordered"))
    later = replace_stops(plan(work, visits), 60)
    work.run(later)
    assert [visit(work, v).arrive for v in visits] == [540, 660, 720]


def replace_stops(args: ApplyPlan, later: int) -> ApplyPlan:
    import msgspec

    stops = tuple(msgspec.structs.replace(s, arrive=s.arrive + later, leave=s.leave + later) for s in args.stops)
    return msgspec.structs.replace(args, stops=stops)


def test_a_visit_that_was_moved_meanwhile_is_passed_over_by_a_plan(work, visits) -> None:
    worked_out = plan(work, visits)
    work.run(MoveToDay(visits[0], TOMORROW))
    work.run(worked_out)
    assert visit(work, visits[0]).arrive is None


def acts_on(work, visits):
    return {
        "plan": PlanVisit(account_id=visit(work, visits[0]).account_id, day=DAY, owner_id=work.user.id),
        "change": ChangeVisit(visit_id=visits[0], purpose="x", minutes=30, priority=5, fixed_start=None),
        "start": StartVisit(visits[0]),
        "finish": FinishVisit(visit_id=visits[0], outcome="ordered"),
        "lock": LockVisit(visits[0], locked=True),
        "reorder": ReorderDay(work.user.id, DAY, tuple(visits)),
        "apply": plan(work, visits),
    }


ACTS = ("plan", "change", "start", "finish", "lock", "reorder", "apply")


@pytest.mark.parametrize("name", ACTS)
def test_no_act_is_done_by_a_rep_of_another_team(store, work, visits, name) -> None:
    with pytest.raises(NotAllowed):
        workspace_of(store, "Otto").run(acts_on(work, visits)[name])


@pytest.mark.parametrize("name", ACTS)
def test_no_act_is_done_without_the_right(store, work, visits, name) -> None:
    nobody = Actor(work.user.id, "Nobody", {"account": {"*": "all"}}, role="guest")
    with pytest.raises(NotAllowed):
        store.run(acts_on(work, visits)[name], nobody)


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_done_by_the_manager_of_the_team(store, work, visits, name) -> None:
    workspace_of(store, "manager").run(acts_on(work, visits)[name])


def test_an_unknown_visit_is_one_sentence(work) -> None:
    account = add_brewery(work, replace(BREWERIES[0], name="Other"))
    with pytest.raises(FieldbookError, match="not here any more"):
        work.run(StartVisit(account))
