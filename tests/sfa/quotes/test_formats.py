"""Numbers and dates on documents follow CLDR."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sfa.money import Money
from sfa.quotes.formats import DocumentFormat

TRUTH = Path(__file__).parents[2] / "data" / "money" / "cldr_format_truth.csv"


def truth(kind: str) -> list[tuple[str, str, str]]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return [(row["locale"], row["input"], row["expected"]) for row in csv.DictReader(file) if row["kind"] == kind]


@pytest.mark.parametrize(("locale", "value", "expected"), truth("decimal"))
def test_quantities_in_every_locale(locale: str, value: str, expected: str) -> None:
    assert DocumentFormat(locale).quantity(Decimal(value)) == expected


@pytest.mark.parametrize(("locale", "value", "expected"), truth("date:long"))
def test_dates_in_every_locale(locale: str, value: str, expected: str) -> None:
    assert DocumentFormat(locale).day(date.fromisoformat(value)) == expected


def test_amounts_are_not_rounded_to_even() -> None:
    # Babel rounds 12.5 to 12; the engine has made 13 of it before.
    assert DocumentFormat("en_US").amount(Money.of("12.5", "JPY")) == "13"


def test_a_unit_price_shows_all_its_decimals() -> None:
    assert DocumentFormat("en_US").price(Decimal("0.00125"), "USD") == "0.00125"
    assert DocumentFormat("en_US").price(Decimal("4.5"), "USD") == "4.50"


def test_what_is_taken_off_has_a_true_minus_sign_and_nothing_has_none() -> None:
    assert DocumentFormat("en_US").minus(Money(150, "USD")) == "−1.50"
    assert DocumentFormat("en_US").minus(Money(0, "USD")) == "0.00"


def test_percents_keep_their_decimals() -> None:
    assert DocumentFormat("de-DE").percent(Decimal("7.5")) == "7,5\xa0%"
    assert DocumentFormat("en_US").percent(Decimal(20)) == "20%"
