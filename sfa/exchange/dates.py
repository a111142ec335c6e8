"""Dates and times as spreadsheets and other programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from sfa.errors import BadInput

__all__ = ["date_order", "read_date", "read_moment"]

_TIME = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})([-/.\\])(?P<m>\d{1,2})[-/.\\](?P<d>\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<mark>[./-])\s?(?P<b>\d{1,2})[./-]\s?(?P<y>\d{4}|\d{2})" + _TIME)
_DAY_NAMED = re.compile(r"(?P<d>\d{1,2})\.?[ -](?P<name>[A-Za-z]{3,9})\.?[ ,-]+(?P<y>\d{4})" + _TIME)
_NAME_FIRST = re.compile(r"(?P<name>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})" + _TIME)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})" + _TIME)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SERIAL_ZERO = date(1899, 12, 30)


def read_date(text: str, order: str = "") -> date:
    """The day written in `text`; a time beside it is left out.

    order: "dmy" or "mdy", what `03/04/2027` means in this column; ISO, dotted and named months need none.
    A number of five digits is a spreadsheet's day number. Raises BadInput, also for days that do not exist.
    """
    return _read(text, order)[0]


def read_moment(text: str, order: str, zone: tzinfo) -> datetime:
    """The moment written in `text`, in UTC; without an offset of its own it is local to `zone`."""
    day, match = _read(text, order)
    parts = match.groupdict() if match else {}
    hour, minute, second = (int(parts.get(key) or 0) for key in ("hour", "minute", "second"))
    micros = int((parts.get("fraction") or "0").ljust(6, "0")[:6])
    half = (parts.get("half") or "").lower().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second, micros, _offset(parts, zone))
    except ValueError as error:
        raise BadInput(f"“{text.strip()}” has no such time of day.") from error
    return local.astimezone(UTC)


def date_order(texts: Iterable[str]) -> str:
    """Which comes first, as a column's own cells prove it: "dmy", "mdy" or "" when none does."""
    for text in texts:
        match = _YEAR_LAST.fullmatch(text.strip())
        if match and match["mark"] != ".":
            if int(match["a"]) > 12:
                return "dmy"
            if int(match["b"]) > 12:
                return "mdy"
    return ""


def _read(text: str, order: str) -> tuple[date, re.Match[str] | None]:
    text = text.strip()
    match = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _day(text, int(match["y"]), int(match["m"]), int(match["d"])), match
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _in_order(text, match, order), match
    match = _DAY_NAMED.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    if match:
        return _day(text, int(match["y"]), _month(text, match["name"]), int(match["d"])), match
    if _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(text.split(".")[0])), None
    raise _no_date(text)


def _in_order(text: str, match: re.Match[str], order: str) -> date:
    first, second = int(match["a"]), int(match["b"])
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 2000 if year < 69 else 1900
    if match["mark"] == "." or order == "dmy" or (not order and first > 12):
        return _day(text, year, second, first)
    if order == "mdy" or second > 12 or first == second:
        return _day(text, year, first, second)
    raise BadInput(f"“{text}” may begin with the day or with the month; name the order in the mapping (date_order).")


def _day(text: str, year: int, month: int, day: int) -> date:
    if not (1 <= month <= 12 and 1 <= day <= 31 and year):
        raise _no_date(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput(f"{day} {_MONTHS[month - 1]} {year} does not exist.") from error


def _month(text: str, name: str) -> int:
    short = name.lower()
    found = [at for at, month in enumerate(_MONTHS, 1) if month.lower().startswith(short)]
    if short == "sept":
        return 9
    if len(found) != 1:
        raise _no_date(text)
    return found[0]


def _offset(parts: dict[str, str | None], zone: tzinfo) -> tzinfo:
    written = parts.get("zone")
    if not written:
        return zone
    if written in ("Z", "UTC"):
        return UTC
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))


def _no_date(text: str) -> BadInput:
    return BadInput(f"“{text if len(text) <= 40 else text[:39] + '…'}” is not a date.")
