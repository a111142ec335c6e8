"""The demo's clock shows a time at which there is something to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sfa.clock import Clock, SystemClock

__all__ = ["DONE_UNTIL", "USUAL_OPENING", "DemoClock", "moment"]

_ZONE = "America/Denver"
DONE_UNTIL = time(10, 30)
"""Visits of the first rep that the plan ends before then have been made when the demo is opened."""
USUAL_OPENING = time(8, 10)


def moment(day: date, at: time, zone: str = _ZONE) -> datetime:
    """That local time as an aware moment."""
    return datetime.combine(day, at, ZoneInfo(zone))


class DemoClock:
    """Runs from the moment `opens`, whenever the demo is opened: a morning with visits made and visits to make."""

    def __init__(self, opens: datetime, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        self._shift = opens - self._real.now()

    def now(self) -> datetime:
        """The demo's present moment, UTC."""
        return (self._real.now() + self._shift).astimezone(UTC)
