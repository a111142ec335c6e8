"""Numbers and amounts in the world's styles."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.exchange.numbers import decimal_mark, read_amount, read_integer, read_number
from sfa.money import Money
from tests.sfa.exchange.files import DATA


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1,23,456.78", "123456.78"),
        ("200.000.000", "200000000"),
        ("1,7", "1.7"),
        ("1.234", "1.234"),
        ("1,234", "1234"),
        ("0,234", "0.234"),
        ("(12.5)", "-12.5"),
        ("12-", "-12"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("1.5E3", "1500"),
        ("٣٤٫٥", "34.5"),
    ],
)
def test_a_number_is_read_by_its_shape(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "1.2.3", "--1", "NaN", "Infinity", "1e999", "0x10", "9" * 40])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a number"):
        read_number(text)


def test_the_columns_mark_settles_what_the_shape_leaves_open() -> None:
    assert read_number("1.234", ",") == 1234
    assert read_number("1,234", ",") == Decimal("1.234")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [(["1.234", "5,5"], ","), (["1,234", "5.5"], "."), (["1.000.000"], ","), (["1.234", "7"], ""), (["x"], "")],
)
def test_the_mark_of_a_column_is_proved_by_its_cells(texts: list[str], mark: str) -> None:
    assert decimal_mark(texts) == mark


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_grouping_by_either_style_reads_back_the_same_number(value: Decimal) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english) == read_number(german) == value


def test_whole_numbers_refuse_a_fraction() -> None:
    assert read_integer("12.0") == 12
    with pytest.raises(BadInput, match="is not a whole number"):
        read_integer("12.5")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$125000", Money(12_500_000, "USD")),
        ("€ 1.234,50", Money(123_450, "EUR")),
        ("1.100,04 EUR", Money(110_004, "EUR")),
        ("1 234,50 zł", Money(123_450, "PLN")),
        ("-$1.00", Money(-100, "USD")),
        ("CHF 5", Money(500, "CHF")),
    ],
)
def test_an_amount_may_name_its_currency(text: str, amount: Money) -> None:
    assert read_amount(text, "USD") == amount


def test_millions_become_units() -> None:
    assert read_amount("1100.04", "USD", factor=Decimal(1_000_000)) == Money.of("1100040000", "USD")


def test_an_amount_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="too large"):
        read_amount("99999999999999", "USD")


def _plain_numbers() -> list[tuple[str, str, str]]:
    with (DATA / "money" / "cldr_format_truth.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["locale"], row["input"], row["expected"])
            for row in csv.DictReader(file)
            if row["kind"] == "decimal" and "," not in row["input"]
        ]


def test_decimals_of_forty_five_locales_are_read() -> None:
    by_locale: dict[str, list[str]] = {}
    for locale, _, written in _plain_numbers():
        by_locale.setdefault(locale, []).append(written)
    wrong = [
        (locale, written, given_)
        for locale, given_, written in _plain_numbers()
        if not _reads(written, decimal_mark(by_locale[locale]), Decimal(given_))
    ]
    assert wrong == []


def _reads(written: str, mark: str, value: Decimal) -> bool:
    try:
        return abs(read_number(written, mark) - value) < Decimal("0.001")
    except BadInput:
        return False
