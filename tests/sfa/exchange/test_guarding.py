"""Cells that a spreadsheet would run."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.exchange.guarding import guarded, is_dangerous, unguarded
from tests.sfa.exchange.files import DATA

LIKELY = st.text(alphabet="'=+-@\t\r\n A1()|!/.,\"", max_size=12)


def _cells(honest: bool) -> list[str]:
    with (DATA / "csv" / "formula_injection_cells.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["cell"] for row in rows if row["kind"].startswith("legit") == honest]


@pytest.mark.parametrize("cell", _cells(honest=True))
def test_honest_cells_are_left_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("cell", [cell for cell in _cells(honest=False) if not cell.startswith("DDE")])
def test_dangerous_cells_get_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["=1+1", "=A1", " =1+1", "\n=1+1", "＝1+1", "+A1", "-cmd|x", "@SUM(A1)", "- 2+3"])
def test_other_ways_to_begin_a_formula_are_guarded_too(cell: str) -> None:
    assert is_dangerous(cell)


@given(st.one_of(st.text(), LIKELY))
def test_the_guard_comes_off_without_loss(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@given(st.one_of(st.text(), LIKELY))
def test_what_was_guarded_is_dangerous_no_more(cell: str) -> None:
    assert not is_dangerous(guarded(cell))


def test_an_apostrophe_that_guards_nothing_stays() -> None:
    assert unguarded("'s") == "'s"
    assert unguarded("'-5.00") == "'-5.00"
