"""A day's stops as a GPX 1.1 route, as every navigation app reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sfa.places.point import Point

__all__ = ["Waypoint", "gpx"]

# XML 1.0 has no place for these, not even as references.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Waypoint:
    """One stop: where it is, what it is called, and what the driver should read there."""

    point: Point
    name: str
    note: str = ""


def gpx(title: str, stops: Iterable[Waypoint]) -> str:
    """The file's text: one route of the stops in their order."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gpx version="1.1" creator="Fieldbook" xmlns="http://www.topografix.com/GPX/1/1">',
        f"  <rte>\n    <name>{_text(title)}</name>",
    ]
    for stop in stops:
        note = f"<desc>{_text(stop.note)}</desc>" if stop.note else ""
        at = f'lat="{stop.point.lat:.7f}" lon="{stop.point.lon:.7f}"'
        lines.append(f"    <rtept {at}><name>{_text(stop.name)}</name>{note}</rtept>")
    return "\n".join([*lines, "  </rte>", "</gpx>", ""])


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("", value))
