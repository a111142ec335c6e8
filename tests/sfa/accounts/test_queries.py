"""The card of an account: head, locations, people, timeline."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sfa.accounts import queries, timeline
from sfa.accounts.acts import (
    AddAccount,
    AddAffiliation,
    AddContact,
    AddLocation,
    EndAffiliation,
    Place,
    SetMainLocation,
)
from sfa.accounts.model import Affiliation, Contact
from sfa.activities import timeline as _activities  # noqa: F401  (registers its source)
from sfa.activities.acts import AddActivity, LogActivity
from tests.stores import new_store, territory_of, workspace_of

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
def account(store, work):
    place = Place(street="4065 Main Street", city="Hilliard", region="OH", postal_code="43026")
    return work.run(
        AddAccount(
            name="Hilliard Taphouse", tier="A", category="Bar", owner_id=work.user.id,
            territory_id=territory_of(store, "Rob"), place=place,
        )
    )  # fmt: skip


def _ask(work, query, *args):
    with work.reading() as session:
        return query(session, work.actor, *args)


def test_the_head_says_who_where_and_whose(work, account) -> None:
    head = _ask(work, queries.head, account)
    assert (head.name, head.tier, head.address, head.territory, head.owner) == (
        "Hilliard Taphouse", "A", "4065 Main Street, Hilliard OH 43026", "West", "Rob Rep",
    )  # fmt: skip


def test_of_an_account_in_another_territory_only_the_owner_is_told(store, account) -> None:
    found = _ask(workspace_of(store, "Otto"), queries.head, account)
    assert found == queries.Outside(account, "Rob Rep")


def test_an_account_that_is_not_in_the_store_is_nothing(work, store) -> None:
    assert _ask(work, queries.head, store.ids.new()) is None


def test_the_fields_of_an_account_are_not_told_to_another_territory(store, work, account) -> None:
    assert _ask(work, queries.values, account)["tier"] == "A"
    assert _ask(workspace_of(store, "Otto"), queries.values, account) is None


def test_the_main_location_stands_first(work, account) -> None:
    other = work.run(AddLocation(account_id=account, place=Place(city="Zanesville")))
    work.run(SetMainLocation(other))
    assert [row.address for row in _ask(work, queries.locations, account)] == [
        "Zanesville", "4065 Main Street, Hilliard OH 43026",
    ]  # fmt: skip


def test_the_people_of_an_account_are_told_with_their_role(work, account) -> None:
    work.run(AddContact(account_id=account, name="Tyler Brandt", job_title="Bar manager", phone="+16145550187"))
    (row,) = _ask(work, queries.contacts, account, DAY)
    assert (row.name, row.role, row.phone) == ("Tyler Brandt", "Bar manager", "+16145550187")


def test_who_has_left_is_no_longer_among_the_people(work, account) -> None:
    work.run(AddContact(account_id=account, name="Tyler"))
    with work.reading() as session:
        tie = session.query(Affiliation.id).scalar()
    work.run(EndAffiliation(tie, DAY))
    assert _ask(work, queries.contacts, account, DAY) == []


def test_a_person_may_belong_to_two_accounts(work, account) -> None:
    other = work.run(AddAccount(name="Second", owner_id=work.user.id))
    contact = work.run(AddContact(account_id=account, name="Tyler"))
    work.run(AddAffiliation(contact_id=contact, account_id=other, role="Adviser"))
    assert [row.role for row in _ask(work, queries.contacts, other, DAY)] == ["Adviser"]
    assert len(_ask(work, queries.contacts, account, DAY)) == 1


def test_a_contact_without_an_affiliation_belongs_to_its_account(work, account) -> None:
    with work.transaction("Import") as txn:
        txn.add(Contact(name="Imported", account_id=account))
    assert [row.name for row in _ask(work, queries.contacts, account, DAY)] == ["Imported"]


def test_the_people_of_another_territory_are_not_told(store, work, account) -> None:
    work.run(AddContact(account_id=account, name="Tyler"))
    assert _ask(workspace_of(store, "Otto"), queries.contacts, account, DAY) == []


def test_the_timeline_tells_what_lies_ahead_first_and_then_the_newest(work, account) -> None:
    for day in (3, 9):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        work.run(LogActivity(kind="call", subject=f"Call {day}", account_id=account, done_at=at, outcome="spoke"))
    work.run(AddActivity(kind="visit", subject="Later", account_id=account, due_on=date(2026, 12, 3)))
    work.run(AddActivity(kind="visit", subject="Soon", account_id=account, due_on=date(2026, 11, 18)))
    told = [(entry.title, entry.planned) for entry in _ask(work, timeline.entries, account)]
    assert told == [
        ("Soon", True), ("Later", True), ("Account added", False), ("Call 9", False), ("Call 3", False),
    ]  # fmt: skip


def test_an_entry_names_the_outcome_and_the_first_line_of_what_was_said(work, account) -> None:
    work.run(LogActivity(kind="call", subject="Lease", account_id=account, outcome="spoke", result="Wants it\nsoon"))
    entry = next(entry for entry in _ask(work, timeline.entries, account) if entry.title == "Lease")
    assert (entry.kind, entry.detail, entry.who) == ("call", "Spoke with them · Wants it", "Rob Rep")


def test_the_timeline_of_another_territory_is_empty(store, work, account) -> None:
    work.run(LogActivity(kind="call", subject="Lease", account_id=account))
    assert _ask(workspace_of(store, "Otto"), timeline.entries, account) == []


def test_accounts_are_found_by_typing_with_their_address(store, work, account) -> None:
    (found,) = _ask(work, queries.find_accounts, "hill")
    assert (found.id, found.name, found.address) == (
        account,
        "Hilliard Taphouse",
        "4065 Main Street, Hilliard OH 43026",
    )
    assert _ask(workspace_of(store, "Otto"), queries.find_accounts, "hill") == []
