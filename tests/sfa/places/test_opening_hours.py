"""Weekly opening hours."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.places.opening_hours import OpeningHours

spans = st.tuples(st.integers(0, 1439), st.integers(1, 1439)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def _week(days: list[list[tuple[int, int]]]) -> OpeningHours | None:
    try:
        return OpeningHours(tuple(tuple(day) for day in days))
    except BadInput:  # spans that together last longer than a day
        return None


weeks = st.lists(st.lists(spans, max_size=3), min_size=7, max_size=7).map(_week).filter(lambda week: week is not None)


def test_weekdays_with_a_lunch_break_and_a_short_saturday_are_read() -> None:
    hours = OpeningHours.parse("Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00")
    assert hours.windows(0) == [(480, 720), (780, 1020)]
    assert hours.windows(5) == [(540, 780)]
    assert hours.windows(6) == []


@pytest.mark.parametrize(
    ("text", "day", "windows"),
    [
        ("24/7", 6, [(0, 1440)]),
        ("09:00-17:00", 6, [(540, 1020)]),
        ("Mo,We 8-12", 2, [(480, 720)]),
        ("Mo,We 8-12", 1, []),
        ("Fr-Mo 10:00-12:00", 0, [(600, 720)]),
        ("monday 9am-5.30pm", 0, [(540, 1050)]),
        ("Mo-Fr 08:00-17:00; Fr 08:00-12:00", 4, [(480, 720)]),
        ("Mo-Su 08:00-17:00; Su off", 6, []),
        ("Mo 08:00-12:00, 11:00-14:00", 0, [(480, 840)]),
        ("Di–Do 8:00–16:00", 3, [(480, 960)]),
        ("Mo 00:00-24:00", 0, [(0, 1440)]),
    ],
)
def test_the_ways_people_write_hours_are_understood(text: str, day: int, windows: list[tuple[int, int]]) -> None:
    assert OpeningHours.parse(text).windows(day) == windows


def test_a_span_past_midnight_ends_on_the_next_day() -> None:
    hours = OpeningHours.parse("Su 18:00-02:00")
    assert hours.windows(6) == [(1080, 1440)]
    assert hours.windows(0) == [(0, 120)]
    assert hours.format() == "Su 18:00-02:00"


def test_the_closing_minute_is_closed() -> None:
    hours = OpeningHours.parse("Mo 08:00-12:00")
    assert hours.is_open(0, 480)
    assert not hours.is_open(0, 720)


@given(weeks)
def test_text_and_stored_form_read_back_equal(hours: OpeningHours) -> None:
    assert OpeningHours.parse(hours.format()) == hours
    assert OpeningHours.from_json(json.loads(json.dumps(hours.to_json()))) == hours


@given(weeks, st.integers(0, 6))
def test_windows_are_in_order_apart_and_within_the_day(hours: OpeningHours, day: int) -> None:
    edges = [edge for window in hours.windows(day) for edge in window]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= 1440 for edge in edges)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("Mo-Fr", "“Mo-Fr” has no times."),
        ("Xx 08:00-12:00", "“Xx” is no day."),
        ("Mo 08:00", "“08:00” is no span of time."),
        ("Mo 25:00-26:00", "“25:00” is no time of day."),
        ("Mo 08:61-09:00", "“08:61” is no time of day."),
        ("Mo 09:00-09:00", "is no time at all"),
        ("Mo 24:00-02:00", "starts at 24:00"),
        ("Mo-Tu-We 8-9", "is no range of days"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(BadInput) as refused:
        OpeningHours.parse(text)
    assert part in refused.value.message
    assert refused.value.field == "opening_hours"


@pytest.mark.parametrize(
    "stored", [{"7": [[0, 60]]}, {"x": []}, {"0": [[60, 0]]}, {"0": [["a", 1]]}, {"0": 5}, {"0": [[1.5, 60]]}]
)
def test_a_damaged_stored_form_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        OpeningHours.from_json(stored)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    with contextlib.suppress(BadInput):
        OpeningHours.parse(text)
