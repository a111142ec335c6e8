"""Offline look-ups of addresses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfa.errors import StoreError
from sfa.places.distances import single_distance
from sfa.places.gazetteer import Gazetteer, name_key
from sfa.places.point import Point


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer() as opened:
        yield opened


def test_a_zip_code_gives_its_middle_and_says_so(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_postal("80202")
    assert place is not None
    assert (place.name, place.region, place.precision, place.source) == ("Denver", "CO", "postal", "zipcodes")
    assert single_distance(place.point, Point.from_degrees(39.7491, -104.9946)) < 100


def test_leading_zeros_and_the_four_further_digits_do_no_harm(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_postal("00501") is not None
    assert gazetteer.by_postal("43026-1234") == gazetteer.by_postal("43026")


@pytest.mark.parametrize("code", ["", "00000", "ABCDE", "' OR 1=1"])
def test_an_unknown_code_is_none(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.by_postal(code) is None


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Columbus", "US", 39.96, -83.0),
        ("München", "DE", 48.137, 11.575),
        ("munich", "DE", 48.137, 11.575),
        ("Muenchen", "DE", 48.137, 11.575),
        ("WIEN", "AT", 48.208, 16.372),
        ("Zürich", "CH", 47.367, 8.55),
        ("St. Louis", "US", 38.627, -90.198),
        ("Saint Louis", "US", 38.627, -90.198),
        ("Coeur d’Alene", "US", 47.678, -116.78),
        ("New York", "US", 40.714, -74.006),
        ("Kronach", "DE", 50.241, 11.328),
        ("Tōkyō", "JP", 35.69, 139.69),
    ],
)
def test_a_town_is_found_as_people_write_it(
    gazetteer: Gazetteer, name: str, country: str, lat: float, lon: float
) -> None:
    found = gazetteer.by_city(name, country)
    assert found, name
    assert single_distance(found[0].point, Point.from_degrees(lat, lon)) < 10_000
    assert found[0].precision == "city"


def test_the_larger_of_two_towns_comes_first_and_the_state_decides(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_city("Columbus")[0].region == "OH"
    assert gazetteer.by_city("Columbus", "US", "GA")[0].region == "GA"


def test_a_town_knows_its_time_zone(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_city("Denver", "US", "CO")[0].zone == "America/Denver"


def test_the_postal_code_is_trusted_before_the_town(gazetteer: Gazetteer) -> None:
    by_code = gazetteer.locate("43026", "Columbus", "OH", "US")
    assert by_code is not None
    assert (by_code.name, by_code.precision) == ("Hilliard", "postal")


def test_an_unknown_code_falls_back_to_the_town_and_says_so(gazetteer: Gazetteer) -> None:
    place = gazetteer.locate("99999-X", "Columbus", "OH", "US")
    assert place is not None
    assert (place.name, place.precision) == ("Columbus", "city")


def test_nothing_known_is_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.locate("", "Nowhere at all", "", "US") is None
    assert gazetteer.locate() is None


def test_typing_finds_the_large_places_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("chic", "US")
    assert found[0].name == "Chicago"
    assert len(found) == len(set(found))


def test_a_place_called_so_comes_before_one_that_others_call_so(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.search("monaco")]
    assert names.index("Monaco") < names.index("Munich")


def test_after_one_letter_the_large_towns_are_offered(gazetteer: Gazetteer) -> None:
    assert [place.name for place in gazetteer.search("c", "US", limit=3)] == ["Chicago", "Columbus", "Charlotte"]


def test_typing_nothing_finds_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("  ") == []


def test_the_nearest_place_is_the_nearest(gazetteer: Gazetteer) -> None:
    place = gazetteer.nearest(Point.from_degrees(40.03, -83.16))
    assert place is not None
    assert place.name == "Hilliard"


def test_the_nearest_place_is_found_across_a_cell_border(gazetteer: Gazetteer) -> None:
    # Denver's cell of large cities ends at -90 degrees; the places of this desert stand in other cells.
    place = gazetteer.nearest(Point.from_degrees(38.99999, -110.00001))
    assert place is not None
    assert place.name == "Green River"


def test_in_the_middle_of_the_ocean_there_is_no_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest(Point.from_degrees(0, -140)) is None


@given(st.text(max_size=30))
def test_any_text_may_be_looked_up(text: str) -> None:
    with Gazetteer() as opened:
        opened.by_city(text)
        opened.search(text, limit=3)


@given(st.text(max_size=30))
def test_a_name_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_many_threads_may_ask_at_once(gazetteer: Gazetteer) -> None:
    answers: list[str] = []

    def ask() -> None:
        for _ in range(50):
            place = gazetteer.by_postal("80202")
            answers.append(place.name if place else "")

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Denver"] * 300


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="map data is missing"):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_damaged_file_is_one_clear_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all" * 500)
    with Gazetteer(broken) as opened, pytest.raises(StoreError, match="cannot be read"):
        opened.by_postal("80202")
