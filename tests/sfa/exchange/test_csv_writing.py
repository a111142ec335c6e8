"""CSV as we write it, and reading it back."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.exchange.csv_writing import cell_text, read_back, write_csv, write_rows
from sfa.money import Money
from tests.sfa.exchange.files import DATA

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def test_naughty_strings_read_back_equal_from_our_own_csv(tmp_path: Path) -> None:
    strings = json.loads((DATA / "bad_input" / "blns.json").read_text(encoding="utf-8"))
    path = tmp_path / "names.csv"
    write_csv(path, ["number", "name"], enumerate(strings))
    assert [row["name"] for row in read_back(path)] == strings


@settings(max_examples=60)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_any_text_reads_back_equal_from_our_own_csv(pairs: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.csv"
        write_csv(path, ["row", "left", "right"], [(f"r{at}", *pair) for at, pair in enumerate(pairs)])
        assert [(row["left"], row["right"]) for row in read_back(path)] == pairs


def test_the_file_has_crlf_and_a_mark_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, ["name"], [["Zoë"], ["Ana"]]) == 2
    assert path.read_bytes() == "\ufeffname\r\nZoë\r\nAna\r\n".encode()


def test_the_mark_can_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["name"], [], mark=False)
    assert path.read_bytes() == b"name\r\n"


def test_formulas_are_defused_in_the_file() -> None:
    file = io.StringIO(newline="")
    write_rows(file, ["=x"], [["=1+1"], ["-5.00"]])
    assert file.getvalue() == "'=x\r\n'=1+1\r\n-5.00\r\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (Decimal("1E+3"), "1000"),
        (Money(-1250, "EUR"), "-12.50"),
        (date(2027, 2, 5), "2027-02-05"),
        (datetime(2027, 2, 5, 8, 30, tzinfo=UTC), "2027-02-05T08:30:00+0000"),
        (7, "7"),
    ],
)
def test_values_are_written_plainly(value: object, text: str) -> None:
    assert cell_text(value) == text  # type: ignore[arg-type]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def rows() -> list[list[str]]:
        raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match="No space left on device"):
        write_csv(path, ["a"], (row for _ in "x" for row in rows()))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
