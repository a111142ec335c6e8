"""Amounts are whole minor units; nothing is lost when they are cut up."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.money import Money, exponent, parse_decimal, round_half_up, spread, to_minor

DATA = Path(__file__).parents[1] / "data" / "money"
EXAMPLES = {
    example["case"]: example["pairs"]
    for example in json.loads((DATA / "rounding_worked_examples.json").read_text(encoding="utf-8"))
    if "case" in example and "pairs" in example
}


def test_every_currency_of_iso_4217_has_its_minor_unit() -> None:
    with (DATA / "iso4217_minor_units.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row["iso_minor_units"] for row in csv.DictReader(file)}
    digits = {code: int(units) for code, units in known.items() if units.isdigit()}
    assert len(digits) > 150
    assert {code: exponent(code) for code in digits} == digits


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("ISK", 0), ("HUF", 2)],
)
def test_each_currency_has_its_own_number_of_digits(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


@pytest.mark.parametrize("code", ["", "usd", "US", "DOLLAR", "ÜSD"])
def test_what_is_no_currency_code_is_refused(code: str) -> None:
    with pytest.raises(BadInput, match="currency code"):
        exponent(code)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("8.2551", "8.26"), ("8.2550", "8.26"), ("8.2549", "8.25"), ("-1622.835", "-1622.84")],
)
def test_halves_round_away_from_zero(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value), 2) == Decimal(rounded)


@pytest.mark.parametrize("text", ["", "NaN", "sNaN", "Infinity", "1e", "twelve", "1,5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a number"):
        parse_decimal(text)


def test_an_amount_beyond_counting_is_refused() -> None:
    with pytest.raises(BadInput, match="too large"):
        to_minor(Decimal("1e13"), "USD")


def test_amounts_add_and_subtract() -> None:
    assert Money.of("12.50", "USD") - Money.of("20", "USD") == Money(-750, "USD")
    assert Money.total([Money(1, "KWD"), Money(2, "KWD")], "KWD").value == Decimal("0.003")


def test_amounts_of_two_currencies_do_not_add() -> None:
    with pytest.raises(BadInput, match="USD and EUR"):
        Money(1, "USD") + Money(1, "EUR")


def test_the_odd_cent_goes_to_the_largest_remainder() -> None:
    assert spread(100, [Decimal(1), Decimal(1), Decimal(1)]) == [34, 33, 33]
    assert spread(10, [Decimal("1.5"), Decimal("2.7"), Decimal("5.8")]) == [1, 3, 6]


def test_a_part_takes_no_more_than_its_room() -> None:
    assert spread(5, [Decimal(9), Decimal(1)], room=[2, 3]) == [2, 3]


def test_nothing_to_spread_over_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="nothing to spread"):
        spread(1, [Decimal(0)])


@given(st.integers(0, 10**12), st.lists(st.decimals(0, 10**6, places=4), min_size=1, max_size=30))
def test_no_cent_is_lost_in_spreading(whole: int, weights: list[Decimal]) -> None:
    if not sum(weights):
        whole = 0
    parts = spread(whole, weights)
    assert sum(parts) == whole
    exact = [whole * weight / (sum(weights) or 1) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))
