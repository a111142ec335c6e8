"""The demo's clock: the real time, or a time at which there is something to do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sfa.clock import Clock, SystemClock

__all__ = ["DONE_UNTIL", "DemoClock", "moment"]

_ZONE = "America/Denver"
_OPENS, _CLOSES = time(10, 40), time(15, 0)
DONE_UNTIL = time(10, 30)


def moment(day: date, at: time, zone: str = _ZONE) -> datetime:
    """That local time as an aware moment."""
    return datetime.combine(day, at, ZoneInfo(zone))


class DemoClock:
    """The machine's clock while it is a working morning in Denver on `day`; else one that starts at 10:40 there.

    A store opened in the evening or on another continent still shows a day with visits to make.
    """

    def __init__(self, day: date, real: Clock | None = None) -> None:
        self._real = real or SystemClock()
        now = self._real.now()
        fits = moment(day, _OPENS) <= now <= moment(day, _CLOSES)
        self._shift = timedelta() if fits else moment(day, _OPENS) - now

    @property
    def is_shifted(self) -> bool:
        """Whether it shows another time than the machine's."""
        return self._shift != timedelta()

    def now(self) -> datetime:
        """The demo's present moment, UTC."""
        from datetime import UTC

        return (self._real.now() + self._shift).astimezone(UTC)
