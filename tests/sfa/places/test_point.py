"""Points on the earth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import BadInput
from sfa.places.point import E7, Point


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_keeps_degrees_to_a_centimetre(lat: float, lon: float) -> None:
    point = Point.from_degrees(lat, lon)
    assert math.isclose(point.lat, lat, abs_tol=0.5000001e-7)
    assert math.isclose(point.lon, lon, abs_tol=0.5000001e-7)


def test_a_latitude_outside_the_earth_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput) as refused:
        Point.from_degrees(123, 0)
    assert refused.value.message == "Latitude 123 is outside −90 to 90."
    assert refused.value.field == "latitude"


def test_a_longitude_outside_the_earth_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput) as refused:
        Point(0, round(-180.5 * E7))
    assert refused.value.message == "Longitude −180.5 is outside −180 to 180."


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_coordinate_that_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(BadInput):
        Point.from_degrees(bad, 0)
    with pytest.raises(BadInput):
        Point.from_degrees(0, bad)


def test_the_poles_and_the_date_line_are_on_earth() -> None:
    assert Point.from_degrees(-90, 180).lat == -90
    assert Point.from_degrees(90, -180).lon == -180
