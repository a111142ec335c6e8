"""The brief of a visit: why, whom, what is open, what happened since."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sfa.accounts.acts import AddContact
from sfa.activities.acts import AddActivity, LogActivity
from sfa.money import Money
from sfa.pipeline.acts import AddOpportunity
from sfa.visits.acts import PlanVisit
from sfa.visits.brief import Brief, brief
from tests.sfa.visits.denver import BREWERIES, DAY, add_brewery, denver_store, rob_of
from tests.stores import workspace_of


@pytest.fixture
def store(tmp_path):
    made = denver_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return rob_of(store)


@pytest.fixture
def account(work):
    return add_brewery(work, BREWERIES[0])


@pytest.fixture
def visit(work, account):
    return work.run(PlanVisit(account_id=account, day=DAY, purpose="Agree the second tap wall"))


def read(work, visit_id) -> Brief | None:
    with work.reading() as session:
        return brief(session, work.actor, visit_id, work.clock.now(), work.user.zone)


def log(work, account, day: int, month: int = 10, kind: str = "visit", subject: str = "Visit", **more) -> None:
    at = datetime(2026, month, day, 17, tzinfo=UTC)
    work.run(LogActivity(kind=kind, subject=subject, account_id=account, done_at=at, **more))


def test_it_says_where_one_goes_and_why(work, visit) -> None:
    found = read(work, visit)
    assert (found.account, found.purpose) == ("Barrels & Bottles Brewery", "Agree the second tap wall")
    assert found.address.startswith("600 12th St, Golden")
    assert found.phone == "+1 303 555 0100"


def test_before_the_first_visit_there_is_no_last_one(work, visit) -> None:
    found = read(work, visit)
    assert (found.last_visit, found.days_since, found.is_due) == (None, None, False)


def test_it_counts_the_days_since_the_last_visit_against_how_often_one_should_come(work, account, visit) -> None:
    log(work, account, 7, outcome="ordered")
    found = read(work, visit)
    assert (found.days_since, found.visit_every, found.is_due) == (41, 30, True)


def test_whom_the_visit_names_comes_first_then_who_has_a_part(work, account) -> None:
    work.run(AddContact(account_id=account, name="Aaron Nobody"))
    named = work.run(AddContact(account_id=account, name="Tyler Brandt", job_title="Bar manager"))
    visit = work.run(PlanVisit(account_id=account, day=DAY, contact_id=named))
    assert [person.name for person in read(work, visit).people] == ["Tyler Brandt", "Katarzyna Nowak", "Aaron Nobody"]


def test_the_open_deals_stand_with_amount_and_step_the_visits_own_first(work, account) -> None:
    work.run(AddOpportunity(name="Big", account_id=account, amount=9000000, currency="USD"))
    own = work.run(AddOpportunity(name="Second tap wall", account_id=account, amount=1265000, currency="USD"))
    visit = work.run(PlanVisit(account_id=account, day=DAY, opportunity_id=own))
    first, second = read(work, visit).deals
    assert (first.name, first.amount, first.stage, first.step, first.steps) == (
        "Second tap wall",
        Money.of("12650", "USD"),
        "Prospecting",
        1,
        7,
    )
    assert second.name == "Big"


def test_promises_come_before_tasks_and_the_visit_itself_is_no_task(work, account, visit) -> None:
    work.run(AddActivity(kind="task", subject="Survey", account_id=account, due_on=DAY))
    work.run(AddActivity(kind="promise", subject="Price for 12 taps", account_id=account, due_on=DAY))
    assert [row.subject for row in read(work, visit).to_do] == ["Price for 12 taps", "Survey"]


def test_since_the_last_visit_only_what_came_after_it_counts(work, account, visit) -> None:
    log(work, account, 1, kind="call", subject="Before", outcome="spoke")
    log(work, account, 7, outcome="ordered")
    log(work, account, 2, 11, kind="call", subject="Asked for a lease", outcome="spoke")
    titles = [entry.title for entry in read(work, visit).since]
    assert "Asked for a lease" in titles
    assert "Before" not in titles


def test_another_rep_has_no_brief_of_it(store, visit) -> None:
    assert read(workspace_of(store, "Otto"), visit) is None


def test_the_manager_has(store, visit) -> None:
    assert read(workspace_of(store, "manager"), visit).account == "Barrels & Bottles Brewery"
