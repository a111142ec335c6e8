"""Numbers and dates as a document's reader writes them (CLDR, through babel)."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from sfa.money import Money, exponent

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

__all__ = ["DocumentFormat"]

_MOST_DECIMALS = 8


class DocumentFormat:
    """Formats for one locale; an unknown one falls back to en_US.

    Babel rounds halves to even, so whatever comes here has been rounded before.
    """

    def __init__(self, locale: str) -> None:
        self._locale = _locale(locale)

    def amount(self, amount: Money) -> str:
        """With all digits of the currency and without its sign: 1,234.50."""
        digits = exponent(amount.currency)
        return self._decimal(amount.value, digits, digits)

    def minus(self, amount: Money) -> str:
        """An amount that is taken off, with a true minus sign; nothing stays plain."""
        return f"−{self.amount(amount)}" if amount.minor else self.amount(amount)

    def price(self, price: Decimal, currency: str) -> str:
        """A unit price: the currency's digits at least, more where the price has them."""
        return self._decimal(price, exponent(currency), _MOST_DECIMALS)

    def quantity(self, quantity: Decimal) -> str:
        """A number with as many decimals as it has."""
        return self._decimal(quantity, 0, _MOST_DECIMALS)

    def percent(self, percent: Decimal) -> str:
        """7.5 as 7.5% or 7,5 % by locale."""
        pattern = _pattern(self._locale, "percent", 0, _MOST_DECIMALS)
        return str(pattern.apply(percent / 100, self._locale))

    def day(self, day: date) -> str:
        """A date with the month in words."""
        from babel.dates import format_date

        return str(format_date(day, "long", locale=self._locale))

    def _decimal(self, value: Decimal, least: int, most: int) -> str:
        return str(_pattern(self._locale, "decimal", least, most).apply(value, self._locale))


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale.parse("en_US")


@lru_cache(maxsize=64)
def _pattern(locale: Locale, kind: str, least: int, most: int) -> NumberPattern:
    formats = locale.percent_formats if kind == "percent" else locale.decimal_formats
    pattern: NumberPattern = copy.copy(formats[None])
    pattern.frac_prec = (least, most)
    return pattern
