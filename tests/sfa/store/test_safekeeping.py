"""Another passphrase, and what a backup says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfa.errors import BadInput, RuleBroken, StoreError, WrongKey
from sfa.store.backup import back_up, restore
from sfa.store.safekeeping import change_passphrase, lock_of, look_into
from sfa.store.store import Store
from tests.stores import new_store


class _Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, store: str) -> str | None:
        return self.kept.get(store)

    def put(self, store: str, secret: str) -> None:
        self.kept[store] = secret


@pytest.fixture
def locked(tmp_path: Path):
    store, recovery = Store.create(tmp_path / "store.db", passphrase="correct horse", durable=False)
    yield store, recovery
    store.close()


def test_the_store_opens_with_the_new_passphrase_only(locked) -> None:
    store, _ = locked
    change_passphrase(store, "correct horse", "battery staple")
    store.close()
    with pytest.raises(WrongKey):
        Store.open(store.path, secret="correct horse")
    Store.open(store.path, secret="battery staple").close()


def test_the_recovery_key_sets_a_new_passphrase_and_still_opens(locked) -> None:
    store, recovery = locked
    change_passphrase(store, recovery, "battery staple")
    store.close()
    Store.open(store.path, secret=recovery).close()


def test_a_wrong_passphrase_changes_nothing_and_names_its_field(locked) -> None:
    store, _ = locked
    with pytest.raises(WrongKey) as refused:
        change_passphrase(store, "wrong horse", "battery staple")
    assert refused.value.field == "present"
    store.close()
    Store.open(store.path, secret="correct horse").close()


def test_a_short_passphrase_is_refused(locked) -> None:
    with pytest.raises(RuleBroken, match="at least 8"):
        change_passphrase(locked[0], "correct horse", "1234567")


def test_a_passphrase_can_take_the_place_of_the_keyring(tmp_path: Path) -> None:
    ring = _Ring()
    store, _ = Store.create(tmp_path / "store.db", keyring=ring, durable=False)
    assert lock_of(store.key_file) == "keyring"
    change_passphrase(store, None, "battery staple", keyring=ring)
    assert lock_of(store.key_file) == "passphrase"
    store.close()
    Store.open(store.path, secret="battery staple").close()


def test_a_backup_says_its_size_and_how_it_opens(tmp_path: Path, locked) -> None:
    backup = tmp_path / "a.backup"
    size = back_up(locked[0], backup)
    found = look_into(backup)
    assert (found.size, found.lock, found.path) == (size, "passphrase", backup)


def test_a_backup_keeps_the_passphrase_it_was_made_with(tmp_path: Path, locked) -> None:
    store, _ = locked
    back_up(store, tmp_path / "a.backup")
    change_passphrase(store, "correct horse", "battery staple")
    restore(tmp_path / "a.backup", tmp_path / "b.db", secret="correct horse")
    Store.open(tmp_path / "b.db", secret="correct horse").close()


@pytest.mark.parametrize("content", [b"", b"no zip at all"], ids=["empty", "text"])
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"notes\.txt is no Fieldbook backup"):
        look_into(file)


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        look_into(tmp_path / "gone.backup")


def test_the_demo_says_that_its_key_lies_open(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    assert lock_of(store.key_file) == "plain"
    store.close()


def test_a_store_without_key_file_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.path.with_name("store.db.keys").unlink()
    with pytest.raises(StoreError):
        change_passphrase(store, None, "battery staple")
    store.close()
