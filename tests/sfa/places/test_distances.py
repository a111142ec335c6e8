"""Distances; the oracle is geopy's exact geodesic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfa.places.distances import matrix, single_distance
from sfa.places.point import Point

latitudes = st.floats(-85, 85)
longitudes = st.floats(-180, 180)


@given(latitudes, longitudes, st.floats(-6, 6), st.floats(-6, 6))
@settings(max_examples=300)
def test_the_matrix_is_within_a_metre_of_the_geodesic_below_a_thousand_kilometres(
    lat: float, lon: float, north: float, east: float
) -> None:
    start = Point.from_degrees(lat, lon)
    end = Point.from_degrees(max(-89.0, min(89.0, lat + north)), (lon + east + 180) % 360 - 180)
    exact = single_distance(start, end)
    if exact < 1_000_000:
        assert matrix([start], [end])[0, 0] == pytest.approx(exact, abs=1.0)


@given(st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=6))
def test_a_matrix_has_no_way_to_itself_and_is_the_same_both_ways(places: list[tuple[float, float]]) -> None:
    points = [Point.from_degrees(*place) for place in places]
    metres = matrix(points)
    assert np.allclose(np.diag(metres), 0.0)
    assert np.allclose(metres, metres.T, atol=1e-6)


@given(latitudes, longitudes)
def test_opposite_ends_of_the_earth_have_a_finite_distance(lat: float, lon: float) -> None:
    here, there = Point.from_degrees(lat, lon), Point.from_degrees(-lat, (lon + 360) % 360 - 180)
    assert np.isfinite(matrix([here], [there])[0, 0])


def test_neighbours_a_metre_apart_are_told_apart() -> None:
    here, there = Point(398_000_000, -1_049_000_000), Point(398_000_090, -1_049_000_000)
    assert matrix([here], [there])[0, 0] == pytest.approx(single_distance(here, there), abs=0.001)


def test_a_matrix_larger_than_one_block_equals_its_rows_one_by_one() -> None:
    points = [Point.from_degrees(40 + i / 1000, -100 + i / 700) for i in range(400)]
    whole = matrix(points)
    assert np.array_equal(whole[399], matrix(points[399:], points)[0])


def test_no_points_make_an_empty_matrix() -> None:
    assert matrix([]).shape == (0, 0)
