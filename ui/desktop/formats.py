"""Dates, numbers and money as people write and read them, by the locale in force.

The rooms return `Money`, `Decimal` and `date`; only here do they become words. Minus is a real minus.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from sfa.errors import BadInput
from sfa.money import Money, exponent, round_half_up

__all__ = [
    "day",
    "day_and_month",
    "decimal",
    "locale",
    "money",
    "parse_date",
    "parse_number",
    "percent",
    "time",
    "typed_date",
    "uses_miles",
]

_MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"


def locale() -> QLocale:
    """The locale in force; a machine without one (C) reads US English."""
    found = QLocale()
    if found.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return found


def uses_miles(name: str) -> bool:
    """Whether roads are told in miles to somebody of that locale (such as en_US), else in kilometres.

    By the measurement systems of the Unicode CLDR; one that is not known reads kilometres.
    """
    return QLocale(name).measurementSystem() != QLocale.MeasurementSystem.MetricSystem


def decimal(value: Decimal | int, digits: int | None = None) -> str:
    """A number with the locale's groups and decimal sign; digits: decimals to show, None keeps its own."""
    exact = Decimal(value)
    if digits is not None:
        exact = round_half_up(exact, digits)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    shown = locale().toString(int(whole))
    if fraction:
        shown += locale().decimalPoint() + fraction
    return (_MINUS if exact < 0 else "") + shown


def money(amount: Money, *, whole: bool = False) -> str:
    """An amount with its currency: "$12,650.00"; whole: rounded to major units, for overviews."""
    digits = 0 if whole else exponent(amount.currency)
    number = decimal(abs(amount.value), digits)
    here = locale()
    if here.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == amount.currency:
        shown = here.toCurrencyString(1).replace("1", "#", 1)
        shown = re.sub(r"#[.,٫]?0*", lambda _: number, shown)
    else:
        shown = f"{amount.currency}{_NO_BREAK}{number}"
    return (_MINUS if amount.minor < 0 and number.strip("0.,") else "") + shown


def percent(share: Decimal, digits: int = 0) -> str:
    """A share (0.25 is 25 %), with a no-break space before the sign."""
    return f"{decimal(share * 100, digits)}{_NO_BREAK}%"


def day(moment: date, *, with_year: bool = True) -> str:
    """A date for lists: "17 Nov 2026"."""
    pattern = _pattern("MMM") + (" yyyy" if with_year else "")
    return locale().toString(QDate(moment.year, moment.month, moment.day), pattern)


def day_and_month(moment: date, *, with_weekday: bool = False) -> str:
    """A date for headings: "17 November" or "Tuesday 17 November"."""
    pattern = ("dddd " if with_weekday else "") + _pattern("MMMM")
    return locale().toString(QDate(moment.year, moment.month, moment.day), pattern)


def time(moment: datetime) -> str:
    """Time of day as 24 hours, "09:05"; the caller has put `moment` into the zone that counts."""
    return f"{moment:%H:%M}"


def typed_date(moment: date) -> str:
    """A date as an input shows it: the locale's short order with four digits for the year."""
    pattern = locale().dateFormat(QLocale.FormatType.ShortFormat)
    pattern = re.sub(r"y+", "yyyy", pattern)
    return locale().toString(QDate(moment.year, moment.month, moment.day), pattern)


def _pattern(month: str) -> str:
    dotted = locale().language() in (
        QLocale.Language.German,
        QLocale.Language.Czech,
        QLocale.Language.Danish,
        QLocale.Language.Finnish,
    )
    return f"d{'.' if dotted else ''} {month}"


def parse_number(text: str) -> Decimal:
    """What a person typed as a number, with or without groups. Raises BadInput in a sentence."""
    here = locale()
    cleaned = text.strip().replace(_MINUS, "-").replace(_NO_BREAK, "").replace(" ", "").replace("'", "")
    group, point = here.groupSeparator(), here.decimalPoint()
    tail = cleaned.rpartition(point)[2] if point in cleaned else ""
    head = cleaned[: len(cleaned) - len(tail) - len(point)] if point in cleaned else cleaned
    if group.strip():
        groups = head.lstrip("+-").split(group)
        if len(groups) > 1 and any(len(part) not in (2, 3) for part in groups[1:]):
            raise BadInput(_tr("“{text}” is not a number.").format(text=text))
        head = head.replace(group, "")
    plain = head + (f".{tail}" if tail else "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d+)?|\.\d+)", plain, re.ASCII):
        raise BadInput(_tr("“{text}” is not a number.").format(text=text))
    return Decimal(plain)


def parse_date(text: str, today: date) -> date:
    """What a person typed as a date, in the locale's order; also 2027-02-28, "today", "tomorrow", "+14".

    Without a year the next such day from `today` is meant. Raises BadInput with what would be right.
    """
    words = text.strip().casefold()
    if words in (_tr("today").casefold(), _tr("tomorrow").casefold()):
        return today + timedelta(days=words != _tr("today").casefold())
    if re.fullmatch(r"\+\d{1,4}", words, re.ASCII):
        return today + timedelta(days=int(words))
    numbers = [int(part) for part in re.findall(r"\d+", words)] if len(words) <= 24 else []
    if len(numbers) not in (2, 3) or not re.fullmatch(r"[\d./\-\s,]+", words):
        raise BadInput(
            _tr("“{text}” is not a date; write it like {sample}.").format(text=text.strip()[:24], sample=_sample())
        )
    year, month, number = _ordered(words, numbers, today)
    return _checked(year, month, number)


def _ordered(words: str, numbers: list[int], today: date) -> tuple[int, int, int]:
    """Year, month and day in the order in which they were typed."""
    if len(numbers) == 3 and re.match(r"\d{3,4}\b", words):
        return numbers[0], numbers[1], numbers[2]
    day_first = "." in words or _day_stands_first()
    number, month = (numbers[0], numbers[1]) if day_first else (numbers[1], numbers[0])
    if len(numbers) == 3:
        year = numbers[2] + (2000 if numbers[2] < 100 else 0)
        return year, month, number
    return today.year + ((month, number) < (today.month, today.day)), month, number


def _checked(year: int, month: int, number: int) -> date:
    if not 1 <= month <= 12:
        raise BadInput(_tr("There is no month {month}.").format(month=month))
    if not 1900 <= year <= 2200:
        raise BadInput(_tr("The year {year} is too far away.").format(year=year))
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        name = locale().standaloneMonthName(month)
        raise BadInput(_tr("{month} {year} has {days} days").format(month=name, year=year, days=last))
    return date(year, month, number)


def _day_stands_first() -> bool:
    pattern = locale().dateFormat(QLocale.FormatType.ShortFormat)
    return pattern.find("d") < pattern.find("M")


def _sample() -> str:
    return "28.02.2027" if _day_stands_first() else "2/28/2027"


def _tr(text: str) -> str:
    return QCoreApplication.translate("formats", text)
