"""The 485 strings of the Big List of Naughty Strings as names of accounts."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from sfa.accounts import listing
from sfa.accounts.acts import AddAccount
from sfa.accounts.model import Account
from sfa.errors import RuleBroken
from sfa.store.actor import system_actor
from sfa.text import is_blank
from tests.stores import new_store, workspace_of

STRINGS = json.loads((Path(__file__).parents[2] / "data" / "bad_input" / "blns.json").read_text(encoding="utf-8"))
BLANK = [text for text in STRINGS if is_blank(text)]
SEEN = [text for text in STRINGS if not is_blank(text)]


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("blns"))
    with store.transaction("Naughty strings", system_actor()) as txn:
        for text in SEEN:
            txn.run(AddAccount(name=text))
    yield workspace_of(store, "admin")
    store.close()


def test_seven_of_them_are_blank() -> None:
    assert len(BLANK) == 7


@pytest.mark.parametrize("text", BLANK)
def test_a_blank_one_is_refused_with_the_reason(work, text) -> None:
    with pytest.raises(RuleBroken, match="An account needs a name"):
        work.run(AddAccount(name=text))


def test_every_other_one_is_stored_as_nfc_text(work) -> None:
    with work.reading() as session:
        stored = [name for (name,) in session.query(Account.name)]
    assert sorted(stored) == sorted(unicodedata.normalize("NFC", text) for text in SEEN)


def test_every_other_one_stands_in_the_list_under_its_name(work) -> None:
    with work.reading() as session:
        ids = listing.ids(session, work.actor)
        assert len(ids) == len(SEEN)
        shown = {row.name for row in listing.rows(session, work.actor, ids)}
    assert shown == {unicodedata.normalize("NFC", text) for text in SEEN}


def test_every_other_one_is_found_by_typing_it(work) -> None:
    lost = []
    with work.reading() as session:
        for text in SEEN:
            name = unicodedata.normalize("NFC", text)
            found = listing.rows(session, work.actor, listing.ids(session, work.actor, wanted=text))
            if name not in {row.name for row in found}:
                lost.append(text)
    assert lost == []
