"""What a person types to add a line: "3 gtx plus", "2.5 h fitter @ 85"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sfa.money import parse_decimal

__all__ = ["TypedLine", "read_line"]

_NUMBER = r"(?:\d{1,9}(?:[.,]\d{1,4})?|[.,]\d{1,4})"
_PRICE = re.compile(rf"\s*@\s*({_NUMBER})\s*$")
_QUANTITY = re.compile(rf"^\s*(-?{_NUMBER})\s*(?:[x×*]\s+|\s+|[x×*]$|$)")


@dataclass(frozen=True)
class TypedLine:
    """How many of what; price: per unit, where one was typed."""

    quantity: Decimal
    words: str
    price: Decimal | None = None


def read_line(typed: str) -> TypedLine:
    """Quantity in front, price behind an @, words between. A number alone may be an article number: it stays words.

    Comma and point both mark decimals; nobody types thousands here. A negative quantity is read as it is, for
    the act to refuse it in words.
    """
    price = None
    if found := _PRICE.search(typed):
        price = _decimal(found[1])
        typed = typed[: found.start()]
    quantity = Decimal(1)
    if (found := _QUANTITY.match(typed)) and typed[found.end() :].strip():
        quantity = _decimal(found[1])
        typed = typed[found.end() :]
    return TypedLine(quantity, " ".join(typed.split()), price)


def _decimal(text: str) -> Decimal:
    return parse_decimal(text.replace(",", "."))
