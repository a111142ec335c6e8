"""The route file for navigation apps, and map links."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sfa.places.gpx import Waypoint, gpx
from sfa.places.maps_link import geo_link, web_link
from sfa.places.point import Point

SPOT = Point(400_992_000, -831_141_000)
NAME = "{http://www.topografix.com/GPX/1/1}"


def test_the_stops_stand_in_the_file_in_their_order() -> None:
    text = gpx("Tuesday", [Waypoint(SPOT, "Browar Zieliński"), Waypoint(Point(0, 5), "Müller & Sons", "ring twice")])
    route = ET.fromstring(text).find(f"{NAME}rte")
    assert route is not None
    points = route.findall(f"{NAME}rtept")
    assert [p.findtext(f"{NAME}name") for p in points] == ["Browar Zieliński", "Müller & Sons"]
    assert points[0].attrib == {"lat": "40.0992000", "lon": "-83.1141000"}
    assert points[1].findtext(f"{NAME}desc") == "ring twice"


@given(st.text())
def test_any_name_makes_a_well_formed_file(name: str) -> None:
    ET.fromstring(gpx(name, [Waypoint(SPOT, name, name)]).encode("utf-8", "surrogatepass"))


def test_a_geo_link_carries_place_and_name() -> None:
    assert geo_link(SPOT) == "geo:40.099200,-83.114100"
    assert geo_link(SPOT, "A & B") == "geo:40.099200,-83.114100?q=40.099200,-83.114100(A%20%26%20B)"


def test_a_web_link_asks_for_directions_to_the_point() -> None:
    assert web_link(SPOT) == "https://www.google.com/maps/dir/?api=1&destination=40.099200%2C-83.114100"
