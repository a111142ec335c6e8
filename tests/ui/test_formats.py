"""Numbers, money and dates as people write and read them."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from sfa.errors import BadInput
from sfa.money import Money
from ui.desktop import formats

TODAY = date(2026, 11, 17)


@pytest.fixture
def german():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def test_money_carries_its_currency_and_a_real_minus() -> None:
    assert formats.money(Money.of("12650", "USD")) == "$12,650.00"
    assert formats.money(Money.of("-3198.55", "USD")) == "−$3,198.55"
    assert formats.money(Money.of("12650.5", "USD"), whole=True) == "$12,651"


def test_a_foreign_currency_is_named_by_its_code() -> None:
    assert formats.money(Money(1234, "JPY")) == "JPY\N{NO-BREAK SPACE}1,234"


@pytest.mark.parametrize(
    ("locale", "miles"), [("en_US", True), ("en_GB", True), ("de_DE", False), ("en_CA", False), ("", False)]
)
def test_roads_are_told_in_miles_to_whom_signs_show_miles(locale: str, miles: bool) -> None:
    assert formats.uses_miles(locale) is miles


def test_what_rounds_to_nothing_has_no_minus() -> None:
    assert formats.money(Money.of("-0.40", "USD"), whole=True) == "$0"


def test_a_german_reads_points_and_commas(german) -> None:
    assert formats.decimal(Decimal("1234567.5"), 2) == "1.234.567,50"
    assert formats.money(Money.of("1234.5", "EUR")).replace("\N{NO-BREAK SPACE}", " ") == "1.234,50 €"
    assert formats.parse_number("1.234,50") == Decimal("1234.50")
    assert formats.day(TODAY) == "17. Nov. 2026"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), ("1,234.5", "1234.5"), ("-3", "-3"), ("−3", "-3"), (" 1 000 ", "1000"), (".5", "0.5")],
)
def test_a_number_may_be_typed_in_several_ways(typed: str, number: str) -> None:
    assert formats.parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["twelve", "1,2", "1.2.3", "--1", "1e5", "NaN", "", "１２"])
def test_what_is_no_number_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match="is not a number"):
        formats.parse_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_every_number_shown_is_read_back_equal(number: Decimal) -> None:
    assert formats.parse_number(formats.decimal(number)) == number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2/28/2027", date(2027, 2, 28)),
        ("28.02.2027", date(2027, 2, 28)),
        ("2027-02-28", date(2027, 2, 28)),
        ("2/28/27", date(2027, 2, 28)),
        ("11/20", date(2026, 11, 20)),
        ("2/1", date(2027, 2, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 18)),
        ("+14", date(2026, 12, 1)),
    ],
)
def test_a_date_may_be_typed_in_several_ways(typed: str, meant: date) -> None:
    assert formats.parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.02.2027", "February 2027 has 28 days"),
        ("2/30/2028", "February 2028 has 29 days"),
        ("13/13/2027", "There is no month 13."),
        ("0/1/2027", "There is no month 0."),
        ("1/1/9999", "The year 9999 is too far away."),
        ("next week", "“next week” is not a date; write it like 2/28/2027."),
        ("1/2/3/4", "“1/2/3/4” is not a date; write it like 2/28/2027."),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_what_would_be_right(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        formats.parse_date(typed, TODAY)
    assert refused.value.message == sentence


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_date_shown_in_an_input_is_read_back_equal(moment: date) -> None:
    assert formats.parse_date(formats.typed_date(moment), TODAY) == moment


@given(st.text(max_size=30))
def test_no_text_typed_as_a_date_does_harm(text: str) -> None:
    with contextlib.suppress(BadInput):
        assert formats.parse_date(text, TODAY).year >= 1900
