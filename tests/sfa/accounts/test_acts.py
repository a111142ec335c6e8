"""Accounts, their locations and the people in them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from sfa.accounts.acts import (
    AddAccount,
    AddAffiliation,
    AddContact,
    AddLocation,
    EndAffiliation,
    Place,
    RemoveLocation,
    SetMainLocation,
)
from sfa.accounts.model import Account, Affiliation, Contact, Location
from sfa.errors import BadInput, NotAllowed, RuleBroken
from tests.stores import new_store, workspace_of


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return workspace_of(store, "rep")


def _all(work, model):
    with work.reading() as session:
        return list(session.scalars(select(model).where(model.deleted_at.is_(None)).order_by(model.created_at)))


def _mains(work, account):
    return [row.city for row in _all(work, Location) if row.account_id == account and row.main]


def test_an_account_is_added_with_its_main_location(work) -> None:
    account = work.run(
        AddAccount(name="Hilliard Taphouse", place=Place(city="Hilliard", lat=400_000_000, lon=-830_000_000))
    )
    (location,) = _all(work, Location)
    assert (location.account_id, location.city, location.main) == (account, "Hilliard", True)


def test_an_account_without_a_visible_name_is_refused_with_the_reason(work) -> None:
    with pytest.raises(RuleBroken, match="An account needs a name") as refused:
        work.run(AddAccount(name=" \u200b\t"))
    assert refused.value.field == "name"


def test_coordinates_out_of_range_are_refused_in_a_sentence(work) -> None:
    with pytest.raises(BadInput, match="91 degrees is outside −90 to 90"):
        work.run(AddAccount(name="Nowhere", place=Place(lat=910_000_000, lon=0)))
    assert _all(work, Account) == []


def test_a_second_location_leaves_the_main_one_where_it_is(work) -> None:
    account = work.run(AddAccount(name="Chain", place=Place(city="Dublin")))
    work.run(AddLocation(account_id=account, place=Place(city="Powell")))
    assert _mains(work, account) == ["Dublin"]


def test_the_first_location_of_an_account_is_its_main_one(work) -> None:
    account = work.run(AddAccount(name="Chain"))
    work.run(AddLocation(account_id=account, place=Place(city="Powell")))
    assert _mains(work, account) == ["Powell"]


def test_an_account_has_one_main_location_after_another_was_chosen(work) -> None:
    account = work.run(AddAccount(name="Chain", place=Place(city="Dublin")))
    other = work.run(AddLocation(account_id=account, place=Place(city="Powell")))
    work.run(SetMainLocation(other))
    assert _mains(work, account) == ["Powell"]


def test_another_location_becomes_the_main_one_when_the_main_one_is_removed(work) -> None:
    account = work.run(AddAccount(name="Chain", place=Place(city="Dublin")))
    work.run(AddLocation(account_id=account, place=Place(city="Powell")))
    (main,) = [row for row in _all(work, Location) if row.main]
    work.run(RemoveLocation(main.id))
    assert _mains(work, account) == ["Powell"]


def test_a_contact_belongs_to_the_account_it_was_added_to(work) -> None:
    account = work.run(AddAccount(name="Taphouse"))
    contact = work.run(AddContact(account_id=account, first_name="Katarzyna", last_name="Nowak", job_title="Owner"))
    (tie,) = _all(work, Affiliation)
    assert (tie.contact_id, tie.account_id, tie.role) == (contact, account, "Owner")
    assert _all(work, Contact)[0].name == "Katarzyna Nowak"


def test_a_contact_is_not_tied_to_an_account_twice(work) -> None:
    account = work.run(AddAccount(name="Taphouse"))
    contact = work.run(AddContact(account_id=account, name="Tyler"))
    with pytest.raises(RuleBroken, match="belongs to this account already"):
        work.run(AddAffiliation(contact_id=contact, account_id=account))


def test_a_contact_who_leaves_is_shown_with_the_account_they_still_belong_to(work) -> None:
    first, second = work.run(AddAccount(name="One")), work.run(AddAccount(name="Two"))
    contact = work.run(AddContact(account_id=first, name="Tyler"))
    work.run(AddAffiliation(contact_id=contact, account_id=second))
    tie = next(row for row in _all(work, Affiliation) if row.account_id == first)
    work.run(EndAffiliation(tie.id, date(2026, 11, 17)))
    assert _all(work, Contact)[0].account_id == second


def test_an_affiliation_cannot_end_before_it_began(work) -> None:
    account = work.run(AddAccount(name="One"))
    contact = work.run(AddContact(name="Tyler"))
    tie = work.run(AddAffiliation(contact_id=contact, account_id=account, since=date(2026, 5, 1)))
    with pytest.raises(RuleBroken, match="before it began"):
        work.run(EndAffiliation(tie, date(2026, 4, 30)))


@pytest.fixture
def foreign(store):
    """An account of Otto's, with a location and a contact, that Rob may not touch."""
    otto = workspace_of(store, "Otto")
    account = otto.run(AddAccount(name="Far away", owner_id=otto.user.id, place=Place(city="Toledo")))
    contact = otto.run(AddContact(account_id=account, name="Pat"))
    location = next(row.id for row in _all(otto, Location))
    tie = next(row.id for row in _all(otto, Affiliation))
    return {"account": account, "contact": contact, "location": location, "tie": tie}


@pytest.mark.parametrize(
    "act",
    [
        lambda f, otto: AddAccount(name="For Otto", owner_id=otto),
        lambda f, otto: AddLocation(account_id=f["account"], place=Place(city="Lima")),
        lambda f, otto: RemoveLocation(f["location"]),
        lambda f, otto: AddContact(account_id=f["account"], name="Sam"),
        lambda f, otto: AddAffiliation(contact_id=f["contact"], account_id=f["account"], role="x"),
        lambda f, otto: EndAffiliation(f["tie"], date(2026, 11, 17)),
    ],
)
def test_a_rep_changes_nothing_of_another_territory(act, store, work, foreign) -> None:
    otto = workspace_of(store, "Otto").user.id
    if isinstance(act(foreign, otto), AddAffiliation):
        workspace_of(store, "Otto").run(EndAffiliation(foreign["tie"], date(2026, 11, 17)))
    with pytest.raises(NotAllowed):
        work.run(act(foreign, otto))


def test_a_rep_does_not_choose_the_main_location_of_another_territory(store, work, foreign) -> None:
    other = workspace_of(store, "Otto").run(AddLocation(account_id=foreign["account"], place=Place(city="Lima")))
    with pytest.raises(NotAllowed):
        work.run(SetMainLocation(other))
