"""init, backup, restore, doctor, find, report, quote: what scripts rely on."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pypdfium2  # noqa: TID253
import pytest
from sqlalchemy import text

from sfa.accounts.acts import AddAccount
from sfa.catalog.acts import AddProduct
from sfa.quotes.acts import CreateQuote
from sfa.quotes.line_acts import AddLine
from tests.stores import new_store, workspace_of
from ui.cli import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with an account and a quote of 3 × 12.50."""
    store = new_store(tmp_path)
    admin = workspace_of(store, "admin")
    account = admin.run(AddAccount(name="Zürich Bräu"))
    with admin.transaction("Quote") as txn:
        product = txn.run(AddProduct(name="Tap", price=Decimal("12.50")))
        txn.run(AddLine(txn.run(CreateQuote(account)), product, Decimal(3)))
    store.close()
    return store.path


def run(path: Path, *words: str) -> int:
    return main(["--store", str(path), *words])


def test_init_makes_a_store_and_shows_the_recovery_key_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIELDBOOK_PASSPHRASE", "open sesame")
    path = tmp_path / "new.db"
    assert run(path, "init", "--company", "Scioto") == 0
    said = capsys.readouterr().out
    assert "Recovery key: " in said
    assert "open sesame" not in said
    assert run(path, "init", "--company", "Scioto") == 1
    assert "already a store" in capsys.readouterr().err
    assert run(path, "doctor") == 0
    monkeypatch.setenv("FIELDBOOK_PASSPHRASE", "wrong")
    assert run(path, "find", "x") == 1
    assert capsys.readouterr().err == "fieldbook: This passphrase does not open the store.\n"


@pytest.mark.parametrize("flaw", [("--company", " "), ("--company", "X", "--currency", "dollars")])
def test_init_that_is_refused_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flaw: tuple[str, ...]
) -> None:
    monkeypatch.setenv("FIELDBOOK_PASSPHRASE", "open sesame")
    assert run(tmp_path / "new.db", "init", *flaw) == 1
    assert list(tmp_path.iterdir()) == []


def test_doctor_finds_a_whole_store_whole(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "doctor", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["whole"], found["file"], found["audit"]) == (True, "ok", [])
    assert (found["rows"]["account"], found["rows"]["quote_line"]) == (1, 1)


def test_doctor_names_a_record_that_was_altered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = new_store(tmp_path)
    workspace_of(store, "admin").run(AddAccount(name="A"))
    with store._engines.writer.begin() as connection:
        connection.execute(
            text("UPDATE change_group SET label = 'Forged' WHERE seq = (SELECT max(seq) FROM change_group)")
        )
    store.close()
    assert run(store.path, "doctor") == 1
    assert "The group “Forged” was altered after it was recorded." in capsys.readouterr().out


def test_backup_and_restore_keep_the_store_that_was_there(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(path, "backup", str(tmp_path / "a.backup")) == 0
    assert run(path, "restore", str(tmp_path / "a.backup")) == 0
    assert "kept as store.db.replaced-1" in capsys.readouterr().out
    assert run(path, "doctor") == 0


def test_find_gives_type_id_and_title(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "find", "zurich", "--json") == 0
    hits = json.loads(capsys.readouterr().out)
    assert (hits[0]["type"], hits[0]["title"]) == ("account", "Zürich Bräu")
    assert set(hits[0]) == {"type", "id", "title"}


def test_report_has_the_shape_that_scripts_read(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "report", "pipeline", "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {"won", "lost", "open"}
    assert set(figures["won"]) == {"count", "value"}
    assert set(figures["open"]["stages"][0]) == {"name", "count", "value", "weighted"}


def test_quotes_are_listed_and_printed(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(path, "quote", "list", "--json") == 0
    (quote,) = json.loads(capsys.readouterr().out)
    assert (quote["customer"], quote["total"]) == ("Zürich Bräu", "37.50")
    assert run(path, "quote", "pdf", quote["number"], "--out", str(tmp_path / "q.pdf")) == 0
    assert quote["number"] in pypdfium2.PdfDocument(tmp_path / "q.pdf")[0].get_textpage().get_text_bounded()
    assert run(path, "quote", "pdf", "Q-0", "--out", str(tmp_path / "r.pdf")) == 1
    assert not (tmp_path / "r.pdf").exists()


def test_an_unknown_word_is_wrong_usage(path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(path, "dance")
    assert ended.value.code == 2
