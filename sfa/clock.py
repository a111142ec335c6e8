"""The one place that reads the time. Everything else is handed a `Clock`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

__all__ = ["Clock", "FixedClock", "SystemClock", "local_day", "to_micros"]


class Clock(Protocol):
    """Tells the time in UTC; tests and the demo hand in their own."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands until it is moved; `step` seconds pass at each reading."""

    at: datetime
    step: float = 0.0

    def now(self) -> datetime:
        """The set moment; the next reading is `step` seconds later."""
        moment = self.at
        self.at += timedelta(seconds=self.step)
        return moment

    def advance(self, **delta: float) -> None:
        """Move the clock on by a timedelta's arguments."""
        self.at += timedelta(**delta)


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970 in UTC of an aware moment."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of `moment` for somebody who lives in the IANA `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def local_zone() -> str:
    """The machine's IANA zone, or UTC where it cannot be told."""
    try:
        name = time.tzname and datetime.now(UTC).astimezone().tzinfo
        key = getattr(name, "key", None)
        if key:
            return str(key)
        return _zone_from_link()
    except (OSError, ValueError):
        return "UTC"


def _zone_from_link() -> str:
    from pathlib import Path

    target = str(Path("/etc/localtime").resolve())
    _, found, zone = target.partition("zoneinfo/")
    if not found:
        return "UTC"
    ZoneInfo(zone)
    return zone
