"""What a phone takes over from the laptop: the next stop on its map by a QR code, the day as a GPX file."""

from __future__ import annotations

import io

from sfa.places.gpx import Waypoint, gpx
from sfa.places.maps_link import web_link
from sfa.visits.queries import DayView, TimelineStop

__all__ = ["day_gpx", "file_name", "next_stop", "qr_matrix", "qr_svg", "stop_link"]

_BORDER = 4  # modules a reader needs around the code


def next_stop(view: DayView) -> TimelineStop | None:
    """The visit under way or the first still to make that lies on the map."""
    ahead = [stop for stop in view.stops if stop.state in ("under_way", "planned", "late") and stop.visit.point]
    return ahead[0] if ahead else None


def stop_link(stop: TimelineStop) -> str:
    """A link with directions to the stop; empty for one without a place on the map."""
    return web_link(stop.visit.point) if stop.visit.point else ""


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code as rows of dark (True) and light modules, with the quiet border it needs."""
    import segno

    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(dark) for dark in row) for row in code.matrix_iter(border=_BORDER))


def qr_svg(text: str) -> bytes:
    """The code as an SVG picture."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=_BORDER, scale=4)
    return out.getvalue()


def day_gpx(view: DayView) -> str:
    """The day's stops in their order as a GPX route, from where the day starts to where it ends."""
    rep = view.rep
    points = [Waypoint(rep.start.point, rep.start.name)] if rep.start.point else []
    for stop in view.stops:
        if stop.visit.point:
            when = "" if stop.begin is None else f"{stop.begin // 60:02}:{stop.begin % 60:02}"
            note = " · ".join(part for part in (when, stop.visit.address, stop.visit.purpose) if part)
            points.append(Waypoint(stop.visit.point, f"{stop.number} {stop.visit.account}", note))
    if rep.end.point:
        points.append(Waypoint(rep.end.point, rep.end.name))
    return gpx(f"{rep.user_name}, {rep.day.isoformat()}", points)


def file_name(view: DayView, ending: str) -> str:
    """A name for a file of this day: "visits-2026-11-17.gpx"."""
    return f"visits-{view.rep.day.isoformat()}.{ending}"
