"""The demo's clock shows a time at which there is something to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sfa.clock import Clock, SystemClock

__all__ = ["DONE_UNTIL", "DemoClock", "moment"]

_ZONE = "America/Denver"
_OPENS = time(10, 40)
DONE_UNTIL = time(10, 30)


def moment(day: date, at: time, zone: str = _ZONE) -> datetime:
    """That local time as an aware moment."""
    return datetime.combine(day, at, ZoneInfo(zone))


class DemoClock:
    """Runs from 10:40 in Denver on `day`, whenever the demo is opened: visits made, visits to make."""

    def __init__(self, day: date, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        self._shift = moment(day, _OPENS) - self._real.now()

    def now(self) -> datetime:
        """The demo's present moment, UTC."""
        return (self._real.now() + self._shift).astimezone(UTC)
