"""Opening a store: what can go wrong is one clear sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

import sfa.rooms  # noqa: F401
from sfa.accounts.model import Account
from sfa.errors import BadInput, StoreBusy, StoreError, StoreMissing, StoreTooNew, WrongKey
from sfa.store import backup, migrate
from sfa.store.keys import key_file_of
from sfa.store.store import Store
from tests.sfa.store.conftest import SYSTEM
from tests.stores import new_store


def add(store: Store, name: str) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name=name))


def names(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.scalars(text("SELECT name FROM account WHERE deleted_at IS NULL")))


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="make one with “fieldbook init”"):
        Store.open(tmp_path / "none.db")


def test_a_store_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store._engines.writer.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version=9999")
    path = store.path
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="newer Fieldbook"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_second_instance_is_told_so_and_the_first_goes_on(tmp_path: Path) -> None:
    first = new_store(tmp_path)
    with pytest.raises(StoreBusy, match="open in another Fieldbook"):
        Store.open(first.path)
    add(first, "Still works")
    assert names(first) == {"Still works"}
    first.close()
    Store.open(first.path).close()


def test_the_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    path = store.path
    store.close()
    code = (
        "import os, sys; from pathlib import Path; import sfa.rooms; from sfa.store.store import Store;"
        "Store.open(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=Path(__file__).parents[3], check=False)
    Store.open(path).close()


def test_reading_commands_open_it_beside_the_running_app(tmp_path: Path) -> None:
    first = new_store(tmp_path)
    add(first, "Seen")
    reader = Store.open(first.path, writable=False)
    assert names(reader) == {"Seen"}
    with pytest.raises(StoreError, match="reading only"):
        add(reader, "Never")
    reader.close()
    first.close()


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs a folder nobody can write to")
def test_a_read_only_folder_is_said_in_one_sentence() -> None:
    with pytest.raises(StoreError, match="/sys/kernel") as caught:
        Store.create(Path("/sys/kernel/fieldbook.db"), plain=True)
    assert "\n" not in caught.value.message


def test_what_is_no_store_is_said_so(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    path = store.path
    store.close()
    path.write_bytes(b"This is a letter to my aunt. " * 300)
    with pytest.raises(WrongKey, match=r"store\.db"):
        Store.open(path)


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Saved")
    with store._engines.writer.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="The disk is full") as caught:
        for number in range(200):
            with store.transaction("Fill", SYSTEM) as txn:
                txn.add(Account(name=f"Account {number}", note="x" * 15000))
    assert "disk is full" in caught.value.message
    kept = names(store)
    assert "Saved" in kept
    with store._engines.writer.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    add(store, "After room was made")
    assert names(store) == kept | {"After room was made"}
    store.close()


def test_an_older_store_is_copied_before_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    add(store, "Old")
    path = store.path
    store.close()
    monkeypatch.setattr(migrate, "SCHEMA", migrate.SCHEMA + 1)
    with pytest.raises(StoreError, match="older Fieldbook"):
        Store.open(path, writable=False)
    Store.open(path).close()
    copy = path.with_name(f"store.db.before-{migrate.SCHEMA}")
    monkeypatch.undo()
    shutil.copy2(key_file_of(path), key_file_of(copy))
    kept = Store.open(copy)
    assert names(kept) == {"Old"}
    kept.close()


def test_the_migrations_make_just_what_the_models_say(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from sfa.store.base import Base

    store = new_store(tmp_path, "empty")
    with store._engines.writer.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _obj, name, *_: not str(name).startswith("search_")}
        )
        assert compare_metadata(context, Base.metadata) == []
    store.close()


def test_a_backup_brings_back_what_was_there(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "In the backup")
    backup.back_up(store, tmp_path / "monday.backup")
    add(store, "After the backup")
    path = store.path
    with pytest.raises(StoreBusy):
        backup.restore(tmp_path / "monday.backup", path)
    store.close()
    kept = backup.restore(tmp_path / "monday.backup", path)
    restored = Store.open(path)
    assert names(restored) == {"In the backup"}
    restored.close()
    assert kept is not None
    before = Store.open(kept)
    assert names(before) == {"In the backup", "After the backup"}
    before.close()


def test_half_a_backup_is_refused_and_the_store_stays(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    add(store, "Safe")
    path, file = store.path, tmp_path / "cut.backup"
    backup.back_up(store, file)
    store.close()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(BadInput, match="no Fieldbook backup"):
        backup.restore(file, path)
    after = Store.open(path)
    assert names(after) == {"Safe"}
    after.close()


def test_a_backup_opens_elsewhere_with_the_recovery_key(tmp_path: Path) -> None:
    store, recovery = Store.create(tmp_path / "here.db", passphrase="forgotten")
    add(store, "Travelled")
    backup.back_up(store, tmp_path / "a.backup")
    store.close()
    with pytest.raises(WrongKey):
        backup.restore(tmp_path / "a.backup", tmp_path / "there.db", secret="wrong")
    assert not (tmp_path / "there.db").exists()
    backup.restore(tmp_path / "a.backup", tmp_path / "there.db", secret=recovery)
    there = Store.open(tmp_path / "there.db", secret=recovery)
    assert names(there) == {"Travelled"}
    there.close()


def test_a_backup_is_for_the_user_alone(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    backup.back_up(store, tmp_path / "a.backup")
    assert os.name == "nt" or (tmp_path / "a.backup").stat().st_mode & 0o077 == 0
    store.close()
