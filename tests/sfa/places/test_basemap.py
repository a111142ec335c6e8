"""What the map is drawn from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from sfa.places.basemap import KINDS, BaseMap, level_for
from sfa.places.cells import Box, place_cells_in, square_cells_in
from sfa.places.distances import matrix
from sfa.places.point import Point

DENVER = Point.from_degrees(39.7392, -104.9847)
CHICAGO = Point.from_degrees(41.88, -87.75)


@pytest.fixture(scope="module")
def base() -> Iterator[BaseMap]:
    with BaseMap() as opened:
        yield opened


def _inside(points: np.ndarray, counts: np.ndarray, lon: float, lat: float) -> bool:
    """Odd-even rule over all rings."""
    crossings = 0
    first = 0
    for count in counts:
        ring = points[first : first + count]
        first += count
        x, y = ring[:, 0], ring[:, 1]
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        hit = (y > lat) != (y2 > lat)
        with np.errstate(divide="ignore", invalid="ignore"):
            crossings += int((hit & (lon < (x2 - x) * (lat - y) / (y2 - y) + x)).sum())
    return crossings % 2 == 1


def _is(base: BaseMap, kind: str, lat: float, lon: float, level: int = 2) -> bool:
    shapes = base.shapes(Box(lon, lat, lon, lat), level)
    return any(_inside(s.points, s.counts, lon, lat) for s in shapes if s.kind == kind)


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize(
    ("lat", "lon", "dry"),
    [
        (39.74, -104.98, True),  # Denver
        (41.6, -87.9, True),  # south of Chicago
        (48.14, 11.58, True),  # Munich
        (51.5, -0.1, True),  # London
        (-33.5, 149.0, True),  # west of Sydney
        (25.0, -90.0, False),  # Gulf of Mexico
        (55.0, 3.0, False),  # North Sea
        (42.0, -87.0, False),  # Lake Michigan
        (43.5, -82.0, False),  # Lake Huron, Canadian side
        (42.0, 50.0, False),  # Caspian Sea
    ],
)
def test_land_is_land_and_water_is_water(base: BaseMap, level: int, lat: float, lon: float, dry: bool) -> None:
    land = _is(base, "land", lat, lon, level) and not _is(base, "lake", lat, lon, level)
    assert land == dry


def test_cities_are_built_up_and_the_prairie_is_not(base: BaseMap) -> None:
    assert _is(base, "builtup", 39.72, -104.98)
    assert _is(base, "builtup", 41.85, -87.70)
    assert not _is(base, "builtup", 39.5, -103.5)


def test_the_lake_beside_a_city_is_not_built_up(base: BaseMap) -> None:
    assert not _is(base, "builtup", 41.85, -87.50)


def test_where_people_drive_there_are_county_lines_and_rivers(base: BaseMap) -> None:
    kinds = {shape.kind for shape in base.shapes(Box.around(DENVER, 25_000), 2)}
    assert {"land", "county", "river", "builtup"} <= kinds
    assert kinds <= set(KINDS)


def test_points_of_a_cell_lie_in_its_cell(base: BaseMap) -> None:
    box = Box(-105.5, 39.5, -105.5, 39.5)
    for shape in base.shapes(box, 2):
        assert shape.counts.sum() == len(shape.points)
        assert (np.abs(shape.points - (-105, 39)) <= 1.05).all()


@pytest.mark.parametrize("center", [DENVER, CHICAGO, Point.from_degrees(48.14, 11.58)])
def test_around_a_city_names_stand_about_every_five_kilometres(base: BaseMap, center: Point) -> None:
    places = base.places(Box.around(center, 25_000), 0, 500)
    points = [Point.from_degrees(p.lat, p.lon) for p in places]
    away = matrix(points)
    np.fill_diagonal(away, np.inf)
    assert len(places) >= 40
    assert np.median(away.min(axis=1)) < 5_000


def test_the_largest_places_come_first_and_no_more_than_asked(base: BaseMap) -> None:
    places = base.places(Box.around(CHICAGO, 25_000), 0, 10)
    assert len(places) == 10
    assert places[0].name == "Chicago"
    people = [place.population for place in places]
    assert people == sorted(people, reverse=True)


def test_a_wide_view_names_only_large_cities(base: BaseMap) -> None:
    places = base.places(Box(-125, 25, -65, 49), 500_000, 500)
    assert {"New York City", "Chicago", "Los Angeles"} <= {place.name for place in places}
    assert all(place.population >= 500_000 for place in places)


def test_counties_have_names_inside_the_view(base: BaseMap) -> None:
    box = Box.around(DENVER, 25_000)
    areas = base.area_names(box)
    assert {"Denver", "Jefferson", "Adams"} <= {area.name for area in areas}
    assert all(box.south <= area.lat <= box.north and box.west <= area.lon <= box.east for area in areas)


def test_the_credits_name_every_source(base: BaseMap) -> None:
    for source in ("US Census", "Natural Earth", "GeoNames"):
        assert source in base.attribution


def test_closer_views_are_drawn_in_more_detail() -> None:
    assert [level_for(m) for m in (5000, 1000, 108)] == [0, 1, 2]


def test_cells_cover_a_box_to_its_edges_and_stay_on_the_map() -> None:
    assert [cell for cell, _, _ in square_cells_in(Box(-180, -90, 180, 90), 30.0)] == list(range(72))
    rows = list(place_cells_in(Box(-105.1, 39.9, -104.9, 40.1)))
    assert (3_259_149, 3_259_150) in rows
    assert (3_260_149, 3_260_150) in rows
