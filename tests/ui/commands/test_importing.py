"""The commands import and export, as a script sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stores import new_store
from ui.cli import main


@pytest.fixture
def store(tmp_path: Path) -> Path:
    opened = new_store(tmp_path)
    opened.close()
    return opened.path


def _file(folder: Path, text: str) -> str:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _run(store: Path, *words: str) -> int:
    return main(["--store", str(store), *words])


def test_an_import_prints_its_report_and_ends_with_0(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _run(store, "import", _file(tmp_path, "name,city\nA,Ghent\n"), "--as", "accounts")
    assert code == 0
    assert "1 rows read, 1 imported." in capsys.readouterr().out


def test_refused_rows_are_listed_and_the_code_is_3(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "name,lat,lon\nGood,1,1\n" + "Bad,99,1\n" * 25
    assert _run(store, "import", _file(tmp_path, text), "--as", "accounts") == 3
    out = capsys.readouterr().out
    assert out.count("A latitude lies between -90 and 90 degrees, not at 99.") == 20
    assert "… and 5 more; --json lists them all." in out


def test_json_lists_every_problem(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "name,lat,lon\nGood,1,1\n" + "Bad,99,1\n" * 25
    assert _run(store, "import", _file(tmp_path, text), "--as", "accounts", "--json") == 3
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (report["imported"], report["refused"], len(report["problems"])) == (1, 25, 25)
    assert report["problems"][0]["line"] == 3


def test_a_file_that_cannot_be_read_is_one_sentence_and_code_1(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(store, "import", str(tmp_path / "none.csv"), "--as", "accounts") == 1
    assert capsys.readouterr().err == f"fieldbook: There is no file {tmp_path / 'none.csv'}.\n"


def test_an_unknown_kind_is_wrong_usage(store: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        _run(store, "import", _file(tmp_path, "name\nA\n"), "--as", "planets")
    assert ended.value.code == 2


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, "name\nQuerkenhof\n")
    assert _run(store, "import", file, "--as", "accounts", "--dry-run") == 0
    assert "1 would be imported" in capsys.readouterr().out
    _run(store, "find", "Querkenhof", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_an_owner_and_a_currency_can_be_given(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, "name,revenue\nA,12\n")
    _run(store, "import", file, "--as", "accounts", "--owner", "Rita", "--currency", "eur")
    _run(store, "export", "accounts", str(tmp_path / "out.csv"))
    assert "A,12.00,EUR,Rita Rep" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_an_owner_nobody_knows_is_refused_before_anything_is_written(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, "name\nA\n")
    assert _run(store, "import", file, "--as", "accounts", "--owner", "Nobody") == 1
    assert "There is no user “Nobody”." in capsys.readouterr().err


def test_the_user_at_work_imports_with_their_own_rights(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _file(tmp_path, "name\nA\n")
    assert main(["--store", str(store), "--user", "Rob Rep", "import", file, "--as", "products"]) == 1
    assert "Your role does not include adding products." in capsys.readouterr().err


def test_an_export_is_read_back_unchanged(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(store, "import", _file(tmp_path, "name,city\nCafé Ω,Ghent\n"), "--as", "accounts")
    assert _run(store, "export", "accounts", str(tmp_path / "out.csv"), "--json") == 0
    capsys.readouterr()
    assert _run(store, "import", str(tmp_path / "out.csv"), "--as", "accounts", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1


def test_an_export_into_a_folder_that_is_not_there_is_one_sentence(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(store, "export", "users", str(tmp_path / "none" / "out.csv")) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_no_progress_is_printed_where_there_is_no_terminal(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(store, "import", _file(tmp_path, "name\nA\n"), "--as", "accounts")
    assert capsys.readouterr().err == ""


def test_progress_is_one_line_on_a_terminal(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    text = "name\n" + "".join(f"N{n}\n" for n in range(700))
    _run(store, "import", _file(tmp_path, text), "--as", "accounts")
    err = capsys.readouterr().err
    assert "line 501 of 702, about" in err
    assert "\n" not in err
