"""The list of accounts: order, search, whose they are."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from sfa.accounts import listing
from sfa.accounts.acts import AddAccount, Place
from sfa.accounts.listing import MOST_FOUND, Scope
from sfa.accounts.model import Account
from sfa.activities import timeline  # noqa: F401  (registers the last contact)
from sfa.activities.acts import LogActivity
from sfa.store.actor import system_actor
from tests.stores import new_store, territory_of, workspace_of


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return workspace_of(store, "rep")


def _add(work, name, city=None, **fields) -> UUID:
    owner = fields.pop("owner_id", work.user.id)
    return work.run(AddAccount(name=name, owner_id=owner, place=Place(city=city) if city else None, **fields))


def _names(work, **asked) -> list[str]:
    with work.reading() as session:
        ids = listing.ids(session, work.actor, **asked)
        found = {row.id.bytes: row.name for row in listing.rows(session, work.actor, ids)}
        return [found[key] for key in ids]


def test_accounts_stand_in_the_order_of_their_folded_names(work) -> None:
    for name in ("zebra", "Ärger", "Brauhaus", "arena"):
        _add(work, name)
    assert _names(work) == ["arena", "Ärger", "Brauhaus", "zebra"]
    assert _names(work, descending=True) == ["zebra", "Brauhaus", "Ärger", "arena"]


def test_those_without_a_city_stand_last_whichever_way_the_list_runs(work) -> None:
    _add(work, "A", "Powell"), _add(work, "B"), _add(work, "C", "Dublin")
    assert _names(work, order_by="city") == ["C", "A", "B"]
    assert _names(work, order_by="city", descending=True) == ["A", "C", "B"]


def test_accounts_are_ordered_by_the_name_of_their_owner(store) -> None:
    mia, rob, rita = (workspace_of(store, who) for who in ("manager", "Rob", "Rita"))
    _add(rob, "Of Rob"), _add(rita, "Of Rita")
    assert _names(mia, order_by="owner") == ["Of Rita", "Of Rob"]


def test_accounts_are_ordered_by_when_somebody_was_last_reached(work) -> None:
    first, second = _add(work, "Long ago"), _add(work, "Lately")
    _add(work, "Never")
    for account, day, outcome in ((first, 2, "spoke"), (second, 9, "spoke"), (first, 12, "no_answer")):
        at = datetime(2026, 11, day, tzinfo=UTC)
        work.run(LogActivity(kind="call", subject="Call", account_id=account, done_at=at, outcome=outcome))
    assert _names(work, order_by="last_contact", descending=True) == ["Lately", "Long ago", "Never"]


def test_a_row_says_what_the_list_shows(work) -> None:
    account = _add(work, "Taphouse", "Hilliard")
    at = datetime(2026, 11, 9, tzinfo=UTC)
    work.run(LogActivity(kind="visit", subject="Visit", account_id=account, done_at=at))
    with work.reading() as session:
        (row,) = listing.rows(session, work.actor, listing.ids(session, work.actor))
    assert (row.id, row.name, row.city, row.owner, row.last_contact) == (
        account,
        "Taphouse",
        "Hilliard",
        "Rob Rep",
        at,
    )


@pytest.mark.parametrize(
    "typed", ["hil", "HILLIARD TAP", "tap", "tap hil", "illia", "Café", "cafe", "powell", "614 555", "1614555"]
)
def test_an_account_is_found_by_beginnings_of_words_parts_of_its_name_place_or_phone(work, typed) -> None:
    _add(work, "Hilliard Taphouse Café", "Powell", phone="+1 614 555 0142")
    _add(work, "Something else")
    assert _names(work, wanted=typed) == ["Hilliard Taphouse Café"]


def test_names_that_begin_with_what_was_typed_come_first(work) -> None:
    for name in ("Zum Adler", "Adlerhof", "Blauer Adler"):
        _add(work, name)
    assert _names(work, wanted="adl") == ["Adlerhof", "Blauer Adler", "Zum Adler"]


def test_a_search_can_be_ordered_by_another_column(work) -> None:
    _add(work, "Adler A", "Powell"), _add(work, "Adler B", "Dublin")
    assert _names(work, wanted="adler", order_by="city") == ["Adler B", "Adler A"]


@pytest.mark.parametrize(
    "typed", ['"', "'", "*", "a OR b", "NEAR(", "%", "_", "\\", "a AND", "-", "^a", "a:b", "(", ";--"]
)
def test_signs_of_the_query_language_are_only_letters(work, typed) -> None:
    _add(work, "Plain")
    assert _names(work, wanted=typed) in ([], ["Plain"])


def test_a_search_shows_so_many_at_most(store, work) -> None:
    with store.transaction("Many", system_actor()) as txn:
        txn.insert_many(Account, [{"name": f"Bar {n}", "owner_id": work.user.id} for n in range(MOST_FOUND + 20)])
    assert len(_names(work, wanted="bar")) == MOST_FOUND


def test_a_search_finds_the_few_that_are_mine_among_many_of_others(store, work) -> None:
    otto = workspace_of(store, "Otto").user.id
    with store.transaction("Many", system_actor()) as txn:
        txn.insert_many(Account, [{"name": f"Bar {n}", "owner_id": otto} for n in range(MOST_FOUND + 20)])
    _add(work, "Bar zzz")
    assert _names(work, wanted="bar") == ["Bar zzz"]


def test_a_rep_lists_own_accounts_and_those_of_the_territory_only(store, work) -> None:
    otto = workspace_of(store, "Otto")
    _add(work, "Mine"), _add(otto, "Far")
    with store.transaction("x", system_actor()) as txn:
        txn.add(Account(name="In the territory", territory_id=territory_of(store, "Rob"), owner_id=otto.user.id))
    assert _names(work) == ["In the territory", "Mine"]
    assert _names(work, scope=Scope.MINE) == ["Mine"]
    assert _names(work, scope=Scope.TERRITORY) == ["In the territory"]
    assert _names(work, wanted="far") == []


def test_rows_of_another_territory_are_not_handed_out_by_their_ids(store, work) -> None:
    far = _add(workspace_of(store, "Otto"), "Far")
    with work.reading() as session:
        assert listing.rows(session, work.actor, [far.bytes]) == []


def test_what_was_deleted_is_in_no_list_and_in_no_search(work) -> None:
    account = _add(work, "Gone")
    with work.transaction("Delete") as txn:
        txn.delete(txn.get(Account, account))
    assert _names(work) == []
    assert _names(work, wanted="gone") == []


def test_an_account_with_two_main_locations_stands_in_the_list_once(store, work) -> None:
    from sfa.accounts.model import Location

    account = _add(work, "Twice", "Powell")
    with work.transaction("Second") as txn:
        txn.add(Location(account_id=account, city="Dublin", main=True))
    assert _names(work, order_by="city") == ["Twice"]
