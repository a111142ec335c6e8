"""Dates and times as other programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.exchange.dates import date_order, read_date, read_moment


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-05",
        "2027/2/5",
        "5.2.2027",
        "05.02.27",
        "20270205",
        "5 Feb 2027",
        "February 5, 2027",
        "2027-02-05T23:30:00.000Z",
        "2027-02-05 02:14:45-0800",
        "46423",
        "46423.0",
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert read_date(text) == date(2027, 2, 5)


@pytest.mark.parametrize(
    ("text", "order"), [("2027-02-31", ""), ("31.2.2027", ""), ("2/31/2027", "mdy"), ("31/02/2027", "dmy")]
)
def test_the_31st_of_february_does_not_exist(text: str, order: str) -> None:
    with pytest.raises(BadInput) as error:
        read_date(text, order)
    assert error.value.message == "31 February 2027 does not exist."


@pytest.mark.parametrize("text", ["", "soon", "2027-13-01", "0000-01-01", "32.1.2027", "12", "5 Foo 2027"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a date"):
        read_date(text)


def test_a_day_that_may_be_read_two_ways_asks_for_the_order() -> None:
    assert read_date("03/04/2027", "dmy") == date(2027, 4, 3)
    assert read_date("03/04/2027", "mdy") == date(2027, 3, 4)
    with pytest.raises(BadInput, match="name the order in the mapping"):
        read_date("03/04/2027")


@pytest.mark.parametrize(
    ("texts", "order"),
    [(["02/01/2014", "31/12/2012"], "dmy"), (["02/01/2014", "12/31/2012"], "mdy"), (["02/01/2014"], "")],
)
def test_the_order_of_a_column_is_proved_by_its_cells(texts: list[str], order: str) -> None:
    assert date_order(texts) == order


@given(st.dates(min_value=date(1970, 1, 1)))
def test_iso_days_read_back(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["07/15/2009 02:14:45+0800", "2009-07-14T20:14:45+02:00", "7/14/2009 6:14:45 PM", r"2009\7\14 18:14:45Z"]
)
def test_a_moment_is_brought_to_utc(text: str) -> None:
    assert read_moment(text, "mdy", UTC) == datetime(2009, 7, 14, 18, 14, 45, tzinfo=UTC)


def test_a_moment_without_offset_is_local() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert read_moment("2027-07-01 09:30", "", berlin) == datetime(2027, 7, 1, 7, 30, tzinfo=UTC)
    assert read_moment("2027-07-01", "", berlin) - datetime(2027, 7, 1, tzinfo=UTC) == timedelta(hours=-2)


def test_a_time_of_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput, match="no such time of day"):
        read_moment("2027-07-01 25:00", "", UTC)


def test_a_moment_keeps_its_parts_of_a_second() -> None:
    assert read_moment("2027-07-01T09:30:00.014+0000", "", UTC).microsecond == 14_000
