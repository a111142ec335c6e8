"""Activities: planned, logged, done with an outcome, moved, cancelled, reopened."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sfa.accounts.acts import AddAccount
from sfa.activities.acts import (
    AddActivity,
    CancelActivity,
    CompleteActivity,
    FollowUp,
    LogActivity,
    MoveToDay,
    ReopenActivity,
    RescheduleActivity,
)
from sfa.activities.events import ActivityCancelled, ActivityDone, ActivityMoved
from sfa.activities.kinds import KINDS, SALES, outcomes_of
from sfa.activities.model import Activity
from sfa.errors import NotAllowed, RuleBroken
from sfa.pipeline.acts import AddOpportunity
from sfa.pipeline.model import Opportunity
from sfa.store.actor import Actor
from tests.stores import TUESDAY, new_store, workspace_of

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return workspace_of(store, "rep")


@pytest.fixture
def account(work):
    return work.run(AddAccount(name="Hilliard Taphouse", owner_id=work.user.id))


@pytest.fixture
def task(work, account):
    return work.run(AddActivity(kind="call", subject="Ask for the lease", account_id=account, due_on=FRIDAY))


def _row(work, activity_id) -> Activity:
    with work.reading() as session:
        row = session.get(Activity, activity_id)
        session.expunge(row)
        return row


def test_the_twenty_five_sales_activities_are_kinds_of_their_own() -> None:
    assert len({kind.key for kind in SALES}) == 25
    assert all(KINDS[kind.key] is kind for kind in SALES)


def test_a_visit_may_end_with_an_order_or_with_nobody_in() -> None:
    assert {"ordered", "interested", "next_step_set", "not_in", "no_interest", "postponed"} <= {
        outcome.key for outcome in outcomes_of("visit")
    }


def test_what_is_planned_belongs_to_whoever_planned_it(work, task) -> None:
    row = _row(work, task)
    assert (row.owner_id, row.state, row.due_on) == (work.user.id, "planned", FRIDAY)


def test_an_agreed_time_falls_on_the_local_day(work) -> None:
    late = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    row = _row(work, work.run(AddActivity(kind="call", subject="Late", due_at=late, zone="America/New_York")))
    assert row.due_on == FRIDAY


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "dance", "subject": "x"}, "no kind of activity called “dance”"),
        ({"kind": "task", "subject": " \u200b "}, "needs a subject"),
        ({"kind": "call", "subject": "x", "direction": "up"}, "in or out"),
        ({"kind": "call", "subject": "x", "minutes": 1441}, "at most a day"),
        ({"kind": "call", "subject": "x", "due_at": TUESDAY}, "needs the zone"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_sentence(work, fields, sentence) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        work.run(AddActivity(**fields))


def test_an_activity_for_a_deal_notes_the_step_it_served(work, account) -> None:
    deal = work.run(AddOpportunity(name="Second tap wall", currency="USD", account_id=account))
    row = _row(work, work.run(AddActivity(kind="needs_analysis", subject="Measure", opportunity_id=deal)))
    with work.reading() as session:
        assert row.stage_id == session.get(Opportunity, deal).stage_id
    assert row.account_id == account


def test_a_call_is_logged_with_its_outcome_and_plans_what_follows(work, account) -> None:
    done = LogActivity(
        kind="call", subject="Lease", account_id=account, outcome="next_step_set", result="Wants a lease",
        next_step="Send lease offer", follow_up=FollowUp(due_on=FRIDAY, promise=True),
    )  # fmt: skip
    row = _row(work, work.run(done))
    assert (row.state, row.outcome, row.result) == ("done", "next_step_set", "Wants a lease")
    with work.reading() as session:
        follow = session.query(Activity).filter(Activity.state == "planned").one()
    assert (follow.subject, follow.due_on, follow.account_id, follow.promise) == (
        "Send lease offer", FRIDAY, account, True,
    )  # fmt: skip


def test_what_lies_in_the_future_is_not_logged(work) -> None:
    with pytest.raises(RuleBroken, match="lies in the future"):
        work.run(LogActivity(kind="call", subject="x", done_at=datetime(2026, 11, 18, tzinfo=UTC)))


def test_completing_marks_it_done_and_returns_the_follow_up(work, task) -> None:
    follow = work.run(CompleteActivity(activity_id=task, outcome="spoke", follow_up=FollowUp(subject="Call again")))
    assert _row(work, task).state == "done"
    assert _row(work, follow).subject == "Call again"


def test_a_follow_up_without_words_is_refused_and_nothing_is_done(work, task) -> None:
    with pytest.raises(RuleBroken, match="needs a subject"):
        work.run(CompleteActivity(activity_id=task, follow_up=FollowUp(due_on=FRIDAY)))
    assert _row(work, task).state == "planned"


def test_an_outcome_of_another_kind_is_refused(work, task) -> None:
    with pytest.raises(RuleBroken, match="no outcome of a call"):
        work.run(CompleteActivity(activity_id=task, outcome="not_in"))


def test_what_is_done_is_not_done_again(work, task) -> None:
    work.run(CompleteActivity(activity_id=task))
    with pytest.raises(RuleBroken, match="is done already"):
        work.run(CompleteActivity(activity_id=task))


def test_what_was_reopened_is_to_do_again(work, task) -> None:
    work.run(CompleteActivity(activity_id=task, outcome="spoke", result="Not really"))
    work.run(ReopenActivity(task))
    row = _row(work, task)
    assert (row.state, row.done_at, row.outcome, row.result) == ("planned", None, None, "Not really")


def test_what_is_cancelled_cannot_be_completed(work, task) -> None:
    work.run(CancelActivity(task, "They closed"))
    with pytest.raises(RuleBroken, match="is cancelled already"):
        work.run(CompleteActivity(activity_id=task))


def test_an_agreed_time_keeps_its_place_on_the_local_clock_when_the_clocks_change(work) -> None:
    ten = datetime(2027, 3, 12, 15, 0, tzinfo=UTC)
    task = work.run(AddActivity(kind="call", subject="x", due_at=ten, zone="America/New_York"))
    work.run(MoveToDay(task, date(2027, 3, 15)))
    row = _row(work, task)
    assert (row.due_on, row.due_at) == (date(2027, 3, 15), datetime(2027, 3, 15, 14, 0, tzinfo=UTC))


def test_rescheduling_to_a_day_drops_the_agreed_time(work) -> None:
    task = work.run(AddActivity(kind="call", subject="x", due_at=TUESDAY, zone="UTC"))
    work.run(RescheduleActivity(task, FRIDAY))
    row = _row(work, task)
    assert (row.due_on, row.due_at) == (FRIDAY, None)


def test_others_hear_what_happened_within_the_same_transaction(store, work, task) -> None:
    heard = []
    for kind in (ActivityDone, ActivityMoved, ActivityCancelled):
        store.listen({kind: (lambda txn, event: heard.append(event),)})
    work.run(MoveToDay(task, FRIDAY))
    work.run(CompleteActivity(activity_id=task, outcome="spoke"))
    work.run(ReopenActivity(task))
    work.run(CancelActivity(task))
    assert [type(event) for event in heard] == [ActivityMoved, ActivityDone, ActivityCancelled]
    assert heard[1].outcome == "spoke"


def test_undoing_a_completion_takes_the_follow_up_back_too(work, task) -> None:
    follow = work.run(CompleteActivity(activity_id=task, outcome="spoke", follow_up=FollowUp(subject="Again")))
    work.undo()
    assert _row(work, task).state == "planned"
    assert _row(work, follow).deleted_at is not None


@pytest.mark.parametrize(
    "act",
    [
        lambda task: CompleteActivity(activity_id=task),
        CancelActivity,
        lambda task: RescheduleActivity(task, MONDAY),
        lambda task: MoveToDay(task, MONDAY),
    ],
)
def test_a_rep_of_another_territory_does_not_touch_it(act, store, task) -> None:
    with pytest.raises(NotAllowed):
        workspace_of(store, "Otto").run(act(task))


def test_a_rep_of_another_territory_does_not_reopen_it(store, work, task) -> None:
    work.run(CompleteActivity(activity_id=task))
    with pytest.raises(NotAllowed):
        workspace_of(store, "Otto").run(ReopenActivity(task))


@pytest.mark.parametrize("act", [AddActivity, LogActivity])
def test_without_the_right_nothing_is_added(act, store) -> None:
    with pytest.raises(NotAllowed):
        store.run(act(kind="task", subject="x"), Actor(None, "Guest", {"activity": {"read": "all"}}))


def test_a_rep_does_not_give_work_to_a_colleague_of_another_team(store, work) -> None:
    otto = workspace_of(store, "Otto").user.id
    with pytest.raises(NotAllowed):
        work.run(AddActivity(kind="task", subject="For you", owner_id=otto))
