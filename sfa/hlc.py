"""Hybrid logical clock (Kulkarni et al. 2014): wall milliseconds, a counter, a device.

Orders concurrent edits of one field and dates history. Never decides what is delivered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sfa.clock import Clock, to_micros

__all__ = ["Hlc", "HybridClock"]

_COUNTER_BITS = 16


@dataclass(frozen=True, order=True)
class Hlc:
    """One reading: millis since 1970, counter (16 bits), device number as the tie-break."""

    millis: int
    counter: int
    device: int

    def pack(self) -> int:
        """Millis and counter as one integer of 64 bits; the device stands beside it."""
        return self.millis << _COUNTER_BITS | self.counter

    @staticmethod
    def unpack(packed: int, device: int) -> Hlc:
        """The reverse of `pack`."""
        return Hlc(packed >> _COUNTER_BITS, packed & 0xFFFF, device)

    @property
    def moment(self) -> datetime:
        """The wall time it carries, in UTC."""
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.millis)


class HybridClock:
    """Gives readings that never go back, whatever the wall clock does."""

    def __init__(self, clock: Clock, device: int = 0, last: int = 0) -> None:
        self._clock = clock
        self._device = device
        self._last = Hlc.unpack(last, device)

    def tick(self) -> Hlc:
        """The next reading for a change made here."""
        wall = to_micros(self._clock.now()) // 1000
        if wall > self._last.millis:
            self._last = Hlc(wall, 0, self._device)
        else:
            self._last = self._after(self._last)
        return self._last

    def fold(self, seen: Hlc) -> None:
        """Take note of a reading from elsewhere: the next tick is later than it."""
        if (seen.millis, seen.counter) > (self._last.millis, self._last.counter):
            self._last = Hlc(seen.millis, seen.counter, self._device)

    def _after(self, last: Hlc) -> Hlc:
        if last.counter == 0xFFFF:
            return Hlc(last.millis + 1, 0, self._device)
        return Hlc(last.millis, last.counter + 1, self._device)
