"""Weekly opening hours as people write them: "Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00".

A subset of the opening_hours text of OpenStreetMap: days, day ranges and lists, time spans, "off", "24/7".
A later rule replaces an earlier one for its days. A span may run past midnight ("Fr 18:00-02:00"): it belongs
to the day it starts on, and `windows` shows its tail on the next day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sfa.errors import BadInput

__all__ = ["DAYS", "OpeningHours", "Span"]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = 1440
_EXAMPLE = "Write it like “Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-13:00”."
_NAMES = {
    **{name.lower(): i for i, name in enumerate(DAYS)},
    **{name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
    "di": 1,
    "mi": 2,
    "do": 3,
    "so": 6,
}
_RULE = re.compile(r"^(?P<days>[^\W\d_]+(?:\s*[-–,]\s*[^\W\d_]+)*)?[\s:]*(?P<times>.*)$")
_TIME = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$")

Span = tuple[int, int]  # minutes after midnight of the day it starts on; the end may pass 1440


@dataclass(frozen=True)
class OpeningHours:
    """Spans of each weekday, Monday first, in order and apart. Nothing known at all is None, not this."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise BadInput("Opening hours need seven days.", field="opening_hours")
        for day, spans in enumerate(self.week):
            for span in spans:
                _check_span(day, span)
        merged = tuple(tuple(_merged(spans)) for spans in self.week)
        for day, spans in enumerate(merged):
            for span in spans:
                _check_span(day, span)
        object.__setattr__(self, "week", merged)

    def windows(self, day: int) -> list[Span]:
        """When it is open on `day` (0 = Monday), minutes after midnight within 0 to 1440.

        The early hours of a span that began the day before are part of it.
        """
        own = [(start, min(end, _DAY)) for start, end in self.week[day]]
        tail = [(0, end - _DAY) for _, end in self.week[day - 1] if end > _DAY]
        return _merged([*tail, *own])

    def is_open(self, day: int, minute: int) -> bool:
        """Whether it is open on `day` at `minute`; the closing minute is closed."""
        return any(start <= minute < end for start, end in self.windows(day))

    def to_json(self) -> dict[str, list[list[int]]]:
        """The stored form: weekday number ("0" = Monday) to its spans; closed days are left out."""
        return {str(day): [list(span) for span in spans] for day, spans in enumerate(self.week) if spans}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> OpeningHours:
        """The reverse of `to_json`. Raises BadInput for anything else."""
        week: list[tuple[Span, ...]] = [()] * 7
        for key, spans in stored.items():
            try:
                day = int(key)
                pairs = tuple((_whole(start), _whole(end)) for start, end in spans)
            except (TypeError, ValueError) as error:
                raise BadInput("The stored opening hours cannot be read.", details=repr(stored)) from error
            if not 0 <= day <= 6:
                raise BadInput("The stored opening hours cannot be read.", details=repr(stored))
            week[day] = pairs
        return cls(tuple(week))

    @classmethod
    def parse(cls, text: str) -> OpeningHours:
        """Hours from text; raises BadInput with a sentence that names the part that is wrong."""
        week: list[tuple[Span, ...]] = [()] * 7
        rules = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
        if not rules:
            raise BadInput(f"Opening hours are empty. {_EXAMPLE}", field="opening_hours")
        for rule in rules:
            days, spans = _parse_rule(rule)
            for day in days:
                week[day] = spans
        return cls(tuple(week))

    def format(self) -> str:
        """The text `parse` reads back, days with equal hours joined; "off" if never open."""
        if self.week == (((0, _DAY),),) * 7:
            return "24/7"
        parts = []
        first = 0
        for day in range(1, 8):
            if day == 7 or self.week[day] != self.week[first]:
                if self.week[first]:
                    parts.append(f"{_day_range(first, day - 1)} {_times(self.week[first])}")
                first = day
        return "; ".join(parts) or "off"


def _check_span(day: int, span: Span) -> None:
    start, end = span
    # A full 24 hours from another minute than midnight would read back as nothing.
    longest = _DAY if start == 0 else _DAY - 1
    if not 0 <= start < _DAY or not start < end <= start + longest:
        raise BadInput(
            f"{DAYS[day]}: hours must start within the day, end after their start and not last past 24 hours.",
            details=f"{start}-{end}",
            field="opening_hours",
        )


def _merged(spans: list[Span] | tuple[Span, ...]) -> list[Span]:
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _parse_rule(rule: str) -> tuple[list[int], tuple[Span, ...]]:
    if rule.replace(" ", "") == "24/7":
        return list(range(7)), ((0, _DAY),)
    if rule.lower() in {"off", "closed"}:
        return list(range(7)), ()
    match = _RULE.match(rule)
    days, times = (match["days"] or "", match["times"].strip()) if match else ("", "")
    if times == "" and " " in days:
        days, _, times = days.rpartition(" ")
    found = _parse_days(days) if days else list(range(7))
    if times.lower() in {"off", "closed"}:
        return found, ()
    if not times:
        raise BadInput(f"“{rule}” has no times. {_EXAMPLE}", field="opening_hours")
    return found, tuple(_parse_span(part.strip()) for part in times.split(","))


def _parse_days(text: str) -> list[int]:
    days: list[int] = []
    for part in text.split(","):
        first, *last = [_parse_day(name) for name in re.split(r"[-–]", part)]
        if len(last) > 1:
            raise BadInput(f"“{part.strip()}” is no range of days. {_EXAMPLE}", field="opening_hours")
        count = (last[0] - first) % 7 + 1 if last else 1
        days.extend((first + i) % 7 for i in range(count))
    return days


def _parse_day(name: str) -> int:
    day = _NAMES.get(name.strip().lower())
    if day is None:
        raise BadInput(f"“{name.strip()}” is no day. {_EXAMPLE}", field="opening_hours")
    return day


def _parse_span(text: str) -> Span:
    ends = re.split(r"\s*[-–]\s*", text)
    if len(ends) != 2:
        raise BadInput(f"“{text}” is no span of time. {_EXAMPLE}", field="opening_hours")
    start, end = _parse_time(ends[0]), _parse_time(ends[1])
    if start == _DAY:
        raise BadInput(f"“{text}” starts at 24:00; write 00:00 on the next day.", field="opening_hours")
    if start == end:
        raise BadInput(f"“{text}” is no time at all; for the whole day write 00:00-24:00.", field="opening_hours")
    return start, end if end > start else end + _DAY


def _parse_time(text: str) -> int:
    match = _TIME.match(text.strip().lower())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match and match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0) if 1 <= hour <= 12 else 99
    if minute > 59 or hour * 60 + minute > _DAY:
        raise BadInput(f"“{text.strip()}” is no time of day. {_EXAMPLE}", field="opening_hours")
    return hour * 60 + minute


def _day_range(first: int, last: int) -> str:
    if first == last:
        return DAYS[first]
    return f"{DAYS[first]}-{DAYS[last]}"


def _times(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{_clock(start)}-{_clock(end if end <= _DAY else end - _DAY)}" for start, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
