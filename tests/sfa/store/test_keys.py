"""Ways to a store's key, and what a person hears when none leads there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from uuid import UUID

import pytest

import sfa.rooms  # noqa: F401
from sfa.accounts.model import Account
from sfa.errors import StoreError, WrongKey
from sfa.store import keys
from sfa.store.keys import KeyFile, PassphraseNeeded, key_file_of
from sfa.store.store import Store
from tests.sfa.store.conftest import SYSTEM


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, store: str) -> str | None:
        return self.kept.get(store)

    def put(self, store: str, secret: str) -> None:
        self.kept[store] = secret


def test_a_passphrase_opens_and_another_does_not(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", passphrase="correct horse")
    store.close()
    Store.open(tmp_path / "a.db", secret="correct horse").close()
    with pytest.raises(WrongKey, match="This passphrase does not open the store"):
        Store.open(tmp_path / "a.db", secret="battery staple")


def test_without_a_passphrase_the_store_asks_for_it(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", passphrase="correct horse")
    store.close()
    with pytest.raises(PassphraseNeeded):
        Store.open(tmp_path / "a.db")


def test_the_recovery_key_opens_it_on_another_machine_however_it_is_typed(tmp_path: Path) -> None:
    store, recovery = Store.create(tmp_path / "a.db", keyring=Ring())
    store.close()
    with pytest.raises(PassphraseNeeded, match="recovery key"):
        Store.open(tmp_path / "a.db", keyring=Ring())
    for typed in (recovery, recovery.lower(), recovery.replace("-", " ")):
        Store.open(tmp_path / "a.db", secret=typed, keyring=Ring()).close()


def test_the_keyring_opens_it_without_asking(tmp_path: Path) -> None:
    ring = Ring()
    store, _ = Store.create(tmp_path / "a.db", keyring=ring)
    store.close()
    Store.open(tmp_path / "a.db", keyring=ring).close()
    assert KeyFile.read(key_file_of(tmp_path / "a.db")).lock("plain") is None


def test_the_demo_keeps_its_key_in_a_file_only_the_user_can_read(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", plain=True)
    assert store.key_file.is_open_to_all
    store.close()
    assert stat.S_IMODE(key_file_of(tmp_path / "a.db").stat().st_mode) == 0o600 or os.name == "nt"


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_recovery_key(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store, recovery = Store.create(path, passphrase="old one")
    store.close()
    file = KeyFile.read(key_file_of(path))
    keys.with_passphrase(file, keys.unlock(file, secret="old one"), "new one").write(key_file_of(path))
    Store.open(path, secret="new one").close()
    Store.open(path, secret=recovery).close()
    with pytest.raises(WrongKey):
        Store.open(path, secret="old one")


def test_the_file_shows_nothing_of_what_is_in_it(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", passphrase="correct horse")
    with store.transaction("Add", SYSTEM) as txn:
        txn.add(Account(name="Very Secret Brewery"))
    store.close()
    data = (tmp_path / "a.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Secret Brewery" not in data


def test_a_damaged_key_file_is_said_so(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", passphrase="x")
    store.close()
    key_file_of(tmp_path / "a.db").write_text("{")
    with pytest.raises(StoreError, match=r"The key file a\.db\.keys cannot be read"):
        Store.open(tmp_path / "a.db", secret="x")


def test_the_key_of_one_store_does_not_open_another(tmp_path: Path) -> None:
    first, _ = Store.create(tmp_path / "a.db", plain=True)
    second, _ = Store.create(tmp_path / "b.db", plain=True)
    first.close()
    second.close()
    shutil.copy2(key_file_of(tmp_path / "a.db"), key_file_of(tmp_path / "b.db"))
    with pytest.raises(WrongKey, match=r"The key does not open b\.db"):
        Store.open(tmp_path / "b.db")


SECRET_SERVICE = """
    import sys
    from pathlib import Path
    from uuid import UUID
    import sfa.rooms
    from sfa.store.store import Store
    path = Path(sys.argv[1])
    store, _ = Store.create(path)
    assert store.key_file.lock("keyring") and not store.key_file.is_open_to_all
    number = str(store.key_file.store)
    store.close()
    Store.open(path).close()
    import keyring
    assert "SecretService" in type(keyring.get_keyring()).__module__, keyring.get_keyring()
    assert len(keyring.get_password("Fieldbook", number)) == 44
    keyring.delete_password("Fieldbook", number)
    from sfa.store.keys import PassphraseNeeded
    try:
        Store.open(path)
    except PassphraseNeeded:
        print("asked")
"""


@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="needs gnome-keyring and dbus (.ci/run installs them)",
)
def test_a_real_secret_service_keeps_the_key(tmp_path: Path) -> None:
    script = tmp_path / "use_keyring.py"
    script.write_text(textwrap.dedent(SECRET_SERVICE))
    unlocked = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
    command = f"{unlocked} && exec {sys.executable} {script} {tmp_path / 'a.db'}"
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    result = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.stdout.strip() == "asked", result.stderr


def test_a_machine_without_keyring_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    import keyring.core

    keyring.core.init_backend()
    with pytest.raises(StoreError, match="no keyring; set FIELDBOOK_PASSPHRASE"):
        Store.create(tmp_path / "a.db")
    assert list(tmp_path.glob("a.db*")) in ([], [tmp_path / "a.db.lock"])


def test_store_ids_are_uuids(tmp_path: Path) -> None:
    store, _ = Store.create(tmp_path / "a.db", plain=True)
    assert isinstance(store.key_file.store, UUID)
    store.close()
