"""Links that open a point in the phone's map."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from sfa.places.point import Point

__all__ = ["geo_link", "web_link"]


def geo_link(point: Point, name: str = "") -> str:
    """A `geo:` link (RFC 5870); Android shows `name` at the pin, others ignore it."""
    at = f"{point.lat:.6f},{point.lon:.6f}"
    return f"geo:{at}?q={at}({quote(name, safe='')})" if name else f"geo:{at}"


def web_link(point: Point) -> str:
    """An https link with directions to the point: opens the map app on phones, a page elsewhere."""
    query = urlencode({"api": "1", "destination": f"{point.lat:.6f},{point.lon:.6f}"})
    return f"https://www.google.com/maps/dir/?{query}"
