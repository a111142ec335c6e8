"""Finding records: by the start of the name, by words, by any three letters, by what lies at their places."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from sfa.accounts.model import Account, Contact, Location
from sfa.store import search
from sfa.store.store import Store
from sfa.text import fold, is_blank
from tests.sfa.store.conftest import SYSTEM
from tests.stores import new_store, territory_of, workspace_of

BLNS = json.loads((Path(__file__).parents[2] / "data" / "bad_input" / "blns.json").read_text("utf-8"))


def found(store: Store, wanted: str, **more: object) -> list[str]:
    with store.reading() as session:
        return [hit.title for hit in search.find(session, wanted, SYSTEM, **more)]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.transaction("Add", SYSTEM) as txn:
        for name, city in (("Zürich Bräu", "Winterthur"), ("Brauhaus Zürich", "Bülach"), ("Öl & Holz", "Zug")):
            account = txn.add(Account(name=name, phone="+41 44 668 18 00", email="info@zh.example"))
            txn.add(Location(account_id=account.id, city=city, street="Bahnhofstrasse 12"))
        txn.add(Contact(name="Zora O’Neil", mobile="+1 614 555 0142"))
    return store


def test_names_that_begin_so_come_before_names_that_hold_the_word(filled: Store) -> None:
    assert found(filled, "zur")[:2] == ["Zürich Bräu", "Brauhaus Zürich"]


def test_accents_and_case_do_not_matter(filled: Store) -> None:
    assert found(filled, "ZÜRICH BRAU") == found(filled, "zurich bräu")
    assert found(filled, "ZÜRICH BRAU")[0] == "Zürich Bräu"


def test_any_three_letters_within_a_word_find_it(filled: Store) -> None:
    assert "Brauhaus Zürich" in found(filled, "rauh")


def test_a_record_is_found_by_its_places(filled: Store) -> None:
    assert found(filled, "winterth") == ["Zürich Bräu"]


def test_a_phone_is_found_however_it_is_written(filled: Store) -> None:
    assert set(found(filled, "41446681800")) == {"Zürich Bräu", "Brauhaus Zürich", "Öl & Holz"}
    assert found(filled, "+1 614 555 0142") == ["Zora O’Neil"]


def test_the_tables_can_be_narrowed(filled: Store) -> None:
    assert found(filled, "z", tables=["contact"]) == ["Zora O’Neil"]


@pytest.mark.parametrize(
    "typed", ['a-b"c', "o'neil", "so OR", "(", '"', "*", "a AND", "NEAR(", "^x", "col:x", "--", "%", ""]
)
def test_whatever_is_typed_is_words_to_find_and_never_syntax(filled: Store, typed: str) -> None:
    assert isinstance(found(filled, typed), list)


def test_a_moved_place_is_found_under_its_new_town_only(filled: Store) -> None:
    with filled.transaction("Move", SYSTEM) as txn:
        from sqlalchemy import select

        place = txn.scalars(select(Location).where(Location.city == "Winterthur"))[0]
        place.city = "Frauenfeld"
    assert found(filled, "winterth") == []
    assert found(filled, "frauenf") == ["Zürich Bräu"]


@pytest.mark.parametrize("name", [s for s in BLNS if not is_blank(s)], ids=lambda s: ascii(s)[:40])
def test_every_naughty_name_is_stored_as_nfc_and_found_by_itself(shared: Store, name: str) -> None:
    with shared.transaction("Add", SYSTEM) as txn:
        account = txn.add(Account(name=name))
    with shared.reading() as session:
        stored = session.get(Account, account.id)
        assert stored.name == unicodedata.normalize("NFC", name)
        assert stored.name_key == fold(name)
        assert account.id in {hit.id for hit in search.find(session, name, SYSTEM, limit=500)}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = new_store(tmp_path_factory.mktemp("naughty"), "empty")
    yield opened
    opened.close()


def test_a_person_finds_only_what_they_may_see(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    rob, otto = workspace_of(store, "Rob"), workspace_of(store, "Otto")
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="Rob's bar", owner_id=rob.actor.user_id))
        txn.add(Account(name="Ritas bar", territory_id=territory_of(store, "Rita")))
        txn.add(Account(name="Otto's bar", owner_id=otto.actor.user_id))
    expected = {
        "Rob": {"Rob's bar"},
        "Rita": {"Ritas bar"},
        "Mia": {"Rob's bar", "Ritas bar"},
        "Otto": {"Otto's bar"},
        "Administrator": {"Rob's bar", "Ritas bar", "Otto's bar"},
    }
    for who, titles in expected.items():
        actor = workspace_of(store, who).actor
        with store.reading() as session:
            assert {hit.title for hit in search.find(session, "bar", actor)} == titles, who
    store.close()
