"""Geometry for `resources.build_basemap`: reading map files, cutting into cells, packing for the database."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# level: size of a cell in degrees, tolerance of simplification in degrees
LEVELS = {0: (30, 0.03), 1: (6, 0.01), 2: (2, 0.0012)}
# Stored as the position in this list.
KINDS = ("land", "builtup", "lake", "river", "county", "state", "country")
# What the finest level draws less sharply: discs are no survey, rivers and foreign states are 1:10,000,000.
COARSER = {"land": 2.0, "builtup": 3.0, "lake": 1.0, "river": 2.5, "county": 1.0, "state": 3.0, "country": 2.0}
SPAN, OFFSET = 60000, 2768

Geometry = Any  # a shapely geometry; shapely is no dependency of Fieldbook


class Topology:
    """A TopoJSON file: shared arcs and the objects made of them."""

    def __init__(self, path: Path) -> None:
        self.data = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = self.data["transform"]["scale"], self.data["transform"]["translate"]
        self.arcs = [list(_decoded(arc, scale, shift)) for arc in self.data["arcs"]]

    def ring(self, arcs: list[int]) -> list[tuple[float, float]]:
        """The points of consecutive arcs; a negative number means the arc backwards."""
        points: list[tuple[float, float]] = []
        for number in arcs:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def shape(self, geometry: dict[str, Any]) -> Geometry:
        """One object as a valid shapely geometry."""
        import shapely
        from shapely.geometry import MultiLineString, MultiPolygon, Polygon

        kind, arcs = geometry["type"], geometry.get("arcs", [])
        if kind == "LineString":
            return MultiLineString([self.ring(arcs)])
        if kind == "MultiLineString":
            return MultiLineString([self.ring(part) for part in arcs])
        polygons = {"Polygon": [arcs], "MultiPolygon": arcs}.get(kind, [])
        loops = [[loop for loop in map(self.ring, p) if len(loop) > 3] for p in polygons]
        made = [Polygon(p[0], p[1:]) for p in loops if p]
        return shapely.make_valid(MultiPolygon(made))

    def shapes(self, name: str) -> list[tuple[dict[str, Any], Geometry]]:
        """All objects of a layer with their properties and id."""
        found = self.data["objects"][name]["geometries"]
        return [({"id": g.get("id"), **(g.get("properties") or {})}, self.shape(g)) for g in found]


def _decoded(arc: list[list[int]], scale: list[float], shift: list[float]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + shift[0], y * scale[1] + shift[1]


def flat_arcs(arcs: list[Any]) -> Iterator[int]:
    """All arc numbers in nested lists."""
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from flat_arcs(item)


def shapefile_rows(path: Path) -> Iterator[tuple[dict[str, Any], Geometry]]:
    """The rows and valid geometries of a shapefile; broken ones are left out."""
    import shapefile
    import shapely
    from shapely.geometry import shape

    with shapefile.Reader(str(path), encoding="latin-1") as reader:
        for item in reader.iterShapeRecords():
            if item.shape.points:
                yield item.record.as_dict(), shapely.make_valid(shape(item.shape.__geo_interface__))


def cut(geometry: Geometry, size: float) -> dict[int, list[Geometry]]:
    """`geometry` cut into cells of `size` degrees by halving: no large shape is cut thousands of times."""
    import shapely

    cells: dict[int, list[Geometry]] = defaultdict(list)
    columns, rows = round(360 / size), round(180 / size)
    edge = size * 0.01  # filled neighbours overlap by this much, else a seam shows between them

    def halve(part: Geometry, west: int, south: int, wide: int, high: int) -> None:
        box = (west * size - 180, south * size - 90, (west + wide) * size - 180, (south + high) * size - 90)
        flat = part.geom_type.endswith("Polygon")
        margin = edge if flat else 0
        part = shapely.clip_by_rect(part, box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)
        if part.is_empty:
            return
        if wide == high == 1:
            cells[south * columns + west].append(part)
        elif wide >= high:
            halve(part, west, south, wide // 2, high)
            halve(part, west + wide // 2, south, wide - wide // 2, high)
        else:
            halve(part, west, south, wide, high // 2)
            halve(part, west, south + high // 2, wide, high - high // 2)

    for part in shapely.get_parts(geometry):
        halve(part, 0, 0, columns, rows)
    return cells


def rings(geometry: Geometry, smallest: float) -> Iterator[list[tuple[float, float]]]:
    """All lines or rings of a geometry; polygons smaller than `smallest` square degrees are left out."""
    import shapely

    for part in shapely.get_parts(shapely.get_parts(geometry)):
        if part.geom_type == "Polygon" and part.area > smallest:
            yield list(part.exterior.coords)
            yield from (list(hole.coords) for hole in part.interiors)
        elif part.geom_type == "LineString":
            yield list(part.coords)
        elif part.geom_type.startswith(("Multi", "Geometry")):
            yield from rings(part, smallest)


def packed(parts: list[list[tuple[float, float]]], cell: int, size: float) -> bytes:
    """A kind's parts in the stored form (see `resources.build_basemap`); empty when nothing is left."""
    columns = round(360 / size)
    west, south = cell % columns * size - 180, cell // columns * size - 90
    counts: list[int] = []
    values: list[int] = []
    for part in parts:
        points: list[tuple[int, int]] = []
        for x, y in part:
            at = (round((x - west) / size * SPAN) + OFFSET, round((y - south) / size * SPAN) + OFFSET)
            if not points or at != points[-1]:
                points.append(at)
        if len(points) > 1:
            counts.append(len(points))
            values.extend(v for point in points for v in point)
    if not counts:
        return b""
    head = struct.pack(f"<{len(counts) + 1}I", len(counts), *counts)
    return head + _planes(values[::2]) + _planes(values[1::2])


def _planes(values: list[int]) -> bytes:
    """Steps between values with the sign in the lowest bit, all low bytes, then all high bytes: zlib likes it."""
    steps = [(value - before + 32768) % 65536 - 32768 for before, value in zip([0, *values], values, strict=False)]
    folded = [(2 * step if step >= 0 else -2 * step - 1) for step in steps]
    return bytes(f & 255 for f in folded) + bytes(f >> 8 for f in folded)


def write_shapes(
    db: sqlite3.Connection, layers: dict[str, tuple[int, Geometry]], busy: list[tuple[float, float]]
) -> None:
    """Cut, simplify and store each layer at the levels from its first on; built-up areas end at the shore.

    Cells far from every point of `busy` (longitude, latitude) are three times coarser.
    """
    import shapely

    for level, (size, fineness) in LEVELS.items():
        land: dict[int, list[Geometry]] = {}
        sections: dict[int, bytes] = defaultdict(bytes)
        near = _neighbourhoods(busy, size)
        for kind, (first, geometry) in layers.items():
            if level < first:
                continue
            tolerance = fineness * (COARSER[kind] if level == 2 else 1.0)
            # Cut first: to simplify a continent with its topology takes minutes, its pieces seconds.
            cells = {
                cell: list(shapely.simplify(found, tolerance * (1 if cell in near else 3)))
                for cell, found in cut(geometry, size).items()
            }
            if kind == "land":
                land = cells
            if kind == "builtup":
                cells = {
                    c: [_joined(found).intersection(_joined(land[c]))] for c, found in cells.items() if c in land
                }
            for cell, found in cells.items():
                data = packed([r for g in found for r in rings(g, (tolerance * 2) ** 2)], cell, size)
                if data:
                    sections[cell] += struct.pack("<BI", KINDS.index(kind), len(data)) + data
            print(level, kind, flush=True)
        for cell, data in sections.items():
            db.execute("INSERT INTO shape VALUES(?,?)", (level * 1_000_000 + cell, zlib.compress(data, 9)))


def _neighbourhoods(busy: Iterable[tuple[float, float]], size: float) -> set[int]:
    """The cells with a point of `busy` (longitude, latitude) and the cells around them."""
    columns = round(360 / size)
    found = {(int((lon + 180) // size), int((lat + 90) // size)) for lon, lat in busy}
    return {(y + j) * columns + x + i for x, y in found for i in (-1, 0, 1) for j in (-1, 0, 1)}


def _joined(found: list[Geometry]) -> Geometry:
    import shapely

    return shapely.union_all([shapely.make_valid(g) for g in found])
