"""Drive times without a road map."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.places.distances import single_distance
from sfa.places.point import Point
from sfa.places.travel import TravelModel, travel

DENVER, BOULDER, AURORA = (
    Point.from_degrees(39.7392, -104.9847),
    Point.from_degrees(40.0150, -105.2705),
    Point.from_degrees(39.7294, -104.8319),
)


def test_roads_are_three_tenths_longer_than_the_air() -> None:
    drive = travel([DENVER, BOULDER])
    assert drive.metres[0, 1] == pytest.approx(single_distance(DENVER, BOULDER) * 1.3, abs=1)


@pytest.mark.parametrize(
    ("kilometres", "minutes"),
    # 4 at 25 km/h, 18 at 45, 70 at 70, 180 at 90
    [(4, 9.6), (18, 24), (70, 60), (180, 120)],
)
def test_speed_grows_with_the_length_of_the_drive(kilometres: float, minutes: float) -> None:
    assert TravelModel().seconds(np.array([kilometres * 1000.0]))[0] == pytest.approx(minutes * 60)


@given(st.floats(0, 500_000), st.floats(0, 500_000))
def test_a_longer_drive_is_never_quicker(first: float, second: float) -> None:
    shorter, longer = TravelModel().seconds(np.array(sorted([first, second])))
    assert shorter <= longer


def test_every_drive_carries_the_two_minutes_of_a_stop() -> None:
    with_stop = travel([DENVER, AURORA])
    without = travel([DENVER, AURORA], TravelModel(stop_seconds=0))
    assert with_stop.seconds[0, 1] - without.seconds[0, 1] == 120


def test_staying_takes_no_time_but_two_stops_in_one_house_do() -> None:
    drive = travel([DENVER, DENVER])
    assert drive.seconds[0, 0] == 0
    assert drive.seconds[0, 1] == 120
    assert drive.metres[0, 1] == 0


def test_the_results_are_whole_numbers() -> None:
    drive = travel([DENVER, BOULDER, AURORA])
    assert drive.metres.dtype == np.int64
    assert drive.seconds.dtype == np.int64


def test_a_table_from_some_points_to_others_has_their_shape() -> None:
    assert travel([DENVER, BOULDER], destinations=[AURORA]).seconds.shape == (2, 1)
