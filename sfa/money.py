"""Amounts: integer minor units and an ISO 4217 currency. Never a float."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache

from sfa.errors import BadInput

__all__ = ["Money", "exponent", "parse_decimal", "round_half_up", "spread", "to_minor"]

# ISO 4217 currencies whose minor unit is not two digits (amendment list of 2026-01-01).
_EXPONENTS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
         "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip
_LIMIT = 10**15


@cache
def exponent(currency: str) -> int:
    """Digits of the minor unit: 2 for USD, 0 for JPY, 3 for KWD. Raises BadInput for what is no code."""
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise BadInput(f"“{currency}” is not a currency code such as USD.", field="currency")
    return _EXPONENTS.get(currency, 2)


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Round to `digits` decimals, halves away from zero (EN 16931 BR-CO-17)."""
    with localcontext() as context:
        context.prec = 60
        return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def to_minor(value: Decimal, currency: str) -> int:
    """`value` in major units as integer minor units, half up. Raises BadInput beyond 10^15 minor units."""
    if not value.is_finite():
        raise BadInput(f"“{value}” is not an amount.", field="amount")
    minor = int(round_half_up(value, exponent(currency)).scaleb(exponent(currency)))
    if abs(minor) >= _LIMIT:
        raise BadInput(f"The amount {value} {currency} is too large.", field="amount")
    return minor


def parse_decimal(text: str) -> Decimal:
    """A plain decimal such as `-1234.50`. Raises BadInput for anything else, NaN and infinities included."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadInput(f"“{text}” is not a number.")
    return value


@dataclass(frozen=True)
class Money:
    """An amount of `minor` units (cents) of `currency`."""

    minor: int
    currency: str

    @staticmethod
    def of(value: Decimal | int | str, currency: str) -> Money:
        """From major units: `Money.of("12.50", "USD")`."""
        return Money(to_minor(Decimal(value), currency), currency)

    @property
    def value(self) -> Decimal:
        """The amount in major units, with the currency's own number of digits."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise BadInput(f"{self.currency} and {other.currency} cannot be added without a rate.")
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    @staticmethod
    def zero(currency: str) -> Money:
        """Nothing, in `currency`."""
        return Money(0, currency)

    @staticmethod
    def total(amounts: Iterable[Money], currency: str) -> Money:
        """The sum; zero of `currency` where there are none. Raises BadInput for another currency."""
        return sum(amounts, Money.zero(currency))

    def __str__(self) -> str:
        return f"{self.value} {self.currency}"


def spread(
    whole: int,
    weights: Sequence[Decimal],
    *,
    room: Sequence[int] | None = None,
    ties: Sequence[tuple[str, ...]] = (),
) -> list[int]:
    """Cut `whole` (>= 0, minor units) into parts in proportion to `weights` (>= 0) by largest remainder.

    The parts add up to `whole`. room: the most each part may take; its sum must reach `whole`.
    ties: what decides between equal remainders and weights, so that the order of the lines does not;
    the position decides last. Source: Hamilton's method of apportionment.
    """
    limits = list(room) if room is not None else [whole] * len(weights)
    with localcontext() as context:
        context.prec = 60
        sum_of_weights = sum(weights, Decimal(0))
        if whole and not sum_of_weights:
            raise ValueError("nothing to spread the whole over")
        exact = [whole * weight / (sum_of_weights or 1) for weight in weights]
    parts = [min(int(share), limit) for share, limit in zip(exact, limits, strict=True)]
    keys = list(ties) or [()] * len(parts)
    order = sorted(range(len(parts)), key=lambda i: (int(exact[i]) - exact[i], -weights[i], keys[i], i))
    left = whole - sum(parts)
    while left > 0:
        open_parts = [i for i in order if parts[i] < limits[i]]
        if not open_parts:
            raise ValueError("the parts have no room for the whole")
        for i in open_parts[:left]:
            parts[i] += 1
        left = whole - sum(parts)
    return parts
