"""What is due, promised, last and next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sfa.accounts.acts import AddAccount
from sfa.activities import queries
from sfa.activities.acts import AddActivity, CancelActivity, CompleteActivity, LogActivity
from sfa.pipeline.acts import AddOpportunity
from tests.stores import new_store, workspace_of

DAY = date(2026, 11, 17)


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
    return work.run(AddAccount(name="Taphouse", owner_id=work.user.id))


def _plan(work, subject, day=None, **fields):
    return work.run(AddActivity(kind=fields.pop("kind", "task"), subject=subject, due_on=day, **fields))


def _ask(work, query, *args, **fields):
    with work.reading() as session:
        return query(session, work.actor, *args, **fields)


def _subjects(rows):
    return [row.subject for row in rows]


def test_what_is_due_today_and_what_is_overdue_is_told_oldest_first(work) -> None:
    _plan(work, "Today", DAY), _plan(work, "Late", date(2026, 11, 10)), _plan(work, "Tomorrow", date(2026, 11, 18))
    _plan(work, "Some day")
    rows = _ask(work, queries.due, work.user.id, DAY)
    assert _subjects(rows) == ["Late", "Today"]
    assert [row.is_overdue(DAY) for row in rows] == [True, False]


def test_what_has_an_agreed_time_stands_before_what_has_none(work) -> None:
    _plan(work, "Any time", DAY)
    _plan(work, "At three", due_at=datetime(2026, 11, 17, 20, tzinfo=UTC), zone="America/New_York")
    assert _subjects(_ask(work, queries.due, work.user.id, DAY)) == ["At three", "Any time"]


def test_what_is_done_or_cancelled_is_no_longer_due(work) -> None:
    work.run(CompleteActivity(activity_id=_plan(work, "Done", DAY)))
    work.run(CancelActivity(_plan(work, "Cancelled", DAY)))
    assert _ask(work, queries.due, work.user.id, DAY) == []


def test_what_another_has_to_do_is_not_due_for_me(store, work) -> None:
    _plan(workspace_of(store, "Rita"), "Of Rita", DAY)
    assert _ask(work, queries.due, work.user.id, DAY) == []


def test_a_manager_sees_what_is_due_for_the_team_and_nobody_elses(store, work) -> None:
    otto, mia = workspace_of(store, "Otto"), workspace_of(store, "manager")
    _plan(work, "Of Rob", DAY), _plan(otto, "Of Otto", DAY)
    assert _subjects(_ask(mia, queries.due, work.user.id, DAY)) == ["Of Rob"]
    assert _ask(mia, queries.due, otto.user.id, DAY) == []


def test_activities_of_an_account_are_what_is_planned_and_then_what_was_done(work, account) -> None:
    _plan(work, "Later", date(2026, 12, 1), account_id=account), _plan(work, "Soon", DAY, account_id=account)
    for day in (2, 9):
        at = datetime(2026, 11, day, tzinfo=UTC)
        work.run(LogActivity(kind="call", subject=f"Call {day}", account_id=account, done_at=at))
    work.run(CancelActivity(_plan(work, "Not to be", account_id=account)))
    assert _subjects(_ask(work, queries.of_account, account)) == ["Soon", "Later", "Call 9", "Call 2"]
    assert _ask(work, queries.count_of_account, account) == 4


def test_activities_of_a_deal_are_found_by_the_deal(work, account) -> None:
    deal = work.run(AddOpportunity(name="Taps", currency="USD", account_id=account))
    _plan(work, "Offer", DAY, opportunity_id=deal), _plan(work, "Other", DAY, account_id=account)
    assert _subjects(_ask(work, queries.of_opportunity, deal)) == ["Offer"]


def test_each_deal_is_told_with_the_soonest_thing_to_do_for_it(work, account) -> None:
    deals = [work.run(AddOpportunity(name=name, currency="USD", account_id=account)) for name in "AB"]
    _plan(work, "Second", date(2026, 11, 20), opportunity_id=deals[0])
    _plan(work, "First", DAY, opportunity_id=deals[0])
    found = _ask(work, queries.planned_of_opportunities, deals)
    assert {deal: row.subject for deal, row in found.items()} == {deals[0]: "First"}


def test_open_promises_are_those_not_kept_yet(work, account) -> None:
    kept = _plan(work, "Kept", DAY, promise=True, account_id=account)
    work.run(CompleteActivity(activity_id=kept, outcome="kept"))
    _plan(work, "Open", DAY, kind="promise", account_id=account), _plan(work, "No promise", DAY, account_id=account)
    assert _subjects(_ask(work, queries.open_promises, account)) == ["Open"]


def test_the_facts_of_an_account_tell_its_last_visit_last_contact_and_next_activity(work, account) -> None:
    for kind, day, outcome in (
        ("visit", 2, "ordered"),
        ("call", 9, "spoke"),
        ("call", 12, "no_answer"),
        ("note", 13, None),
    ):
        at = datetime(2026, 11, day, tzinfo=UTC)
        work.run(LogActivity(kind=kind, subject="x", account_id=account, done_at=at, outcome=outcome))
    _plan(work, "Next", DAY, account_id=account)
    facts = _ask(work, queries.account_facts, account)
    assert (facts.last_visit.day, facts.last_contact.day, facts.next.subject) == (2, 9, "Next")


def test_an_account_without_history_has_no_facts(work, account) -> None:
    assert _ask(work, queries.account_facts, account) == queries.Facts(None, None, None)


def test_one_activity_is_told_by_its_id_to_those_who_may_see_it(store, work, account) -> None:
    task = _plan(work, "Mine", DAY, account_id=account)
    assert _ask(work, queries.one, task).account == "Taphouse"
    assert _ask(workspace_of(store, "Otto"), queries.one, task) is None
