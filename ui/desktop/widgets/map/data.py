"""What the map shows, as plain data: the page makes it, the map only paints it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sfa.places.point import Point

__all__ = ["MapLeg", "MapStop", "StopState"]


class StopState(Enum):
    """How a stop is marked: by shape and sign first, colour third."""

    PLANNED = "planned"
    LATE = "late"
    DONE = "done"
    START = "start"
    SELECTED = "selected"
    FIXED = "fixed"


@dataclass(frozen=True)
class MapStop:
    """One mark. number stands in it (none for START and DONE, which carry a sign); label stands beside it."""

    point: Point
    label: str
    number: int | None = None
    state: StopState = StopState.PLANNED


@dataclass(frozen=True)
class MapLeg:
    """One drive. points: from, to, and whatever is known between; past: already driven; label: "20 min"."""

    points: tuple[Point, ...]
    past: bool = False
    label: str = ""
