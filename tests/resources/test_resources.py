"""What ships with Fieldbook."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

import resources
from resources.build_basemap import name_key as stored_key
from resources.build_basemap import place_cell
from sfa.places.gazetteer import name_key

LICENCES = ("Apache-2.0", "OFL-Inter", "OFL-NotoSans", "Lucide-ISC", "GeoNames-CC-BY-4.0", "OpenBreweryDB-MIT")


@pytest.fixture
def basemap() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(f"{resources.path('basemap.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)
    yield db
    db.close()


@pytest.mark.parametrize("name", ["Inter-Regular", "Inter-SemiBold", "NotoSans-Regular", "NotoSans-SemiBold"])
def test_fonts_are_true_type_with_outlines_pdf_can_embed(name: str) -> None:
    assert resources.path(f"fonts/{name}.ttf").read_bytes()[:4] == b"\0\1\0\0"


def test_every_icon_is_a_drawing_in_the_current_colour() -> None:
    icons = sorted(resources.path("icons").glob("*.svg"))
    assert len(icons) >= 70
    for icon in icons:
        root = ET.fromstring(icon.read_text(encoding="utf-8"))
        assert root.attrib["stroke"] == "currentColor", icon.name
        assert root.attrib["viewBox"] == "0 0 24 24", icon.name


def test_the_tokens_hold_three_themes() -> None:
    tokens = json.loads(resources.path("themes/tokens.json").read_text(encoding="utf-8"))
    assert set(tokens["themes"]) == {"light", "dark", "high-contrast"}


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_text_ships(name: str) -> None:
    assert len(resources.path(f"licences/{name}.txt").read_text(encoding="utf-8")) > 300


def test_every_licence_text_is_named_in_the_notice() -> None:
    notice = (resources.path("") / ".." / "NOTICE").read_text(encoding="utf-8")
    carried = {p.name for p in resources.path("licences").glob("*.txt")} - {"Apache-2.0.txt"}
    assert {name for name in carried if name not in notice} == set()


def test_the_demo_data_is_whole() -> None:
    with resources.path("demo/crm/sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == 8800
    with resources.path("demo/breweries.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == 11822


def test_the_map_file_stays_small() -> None:
    assert resources.path("basemap.sqlite").stat().st_size < 20_000_000


def test_keys_in_the_file_are_made_as_look_ups_make_them(basemap: sqlite3.Connection) -> None:
    rows = basemap.execute(
        "SELECT p.name, group_concat(n.key, '|') FROM place p JOIN place_name n USING (id)"
        " WHERE p.id % 97 = 0 GROUP BY p.id"
    ).fetchall()
    assert len(rows) > 1000
    for name, keys in rows:
        assert name_key(name) in keys.split("|")
        assert name_key(name) == stored_key(name)


def test_places_stand_in_the_cells_that_readers_look_in(basemap: sqlite3.Connection) -> None:
    rows = basemap.execute(
        "SELECT p.lat / 1e7, p.lon / 1e7, p.population, c.cell FROM place p"
        " JOIN place_cell c ON p.id BETWEEN c.first AND c.last WHERE p.id % 997 = 0"
    ).fetchall()
    assert len(rows) > 100
    assert all(place_cell(lat, lon, population) == cell for lat, lon, population, cell in rows)
