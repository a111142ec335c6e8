"""Numbers and amounts as people and programs write them, in any of the world's usual styles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from sfa.errors import BadInput
from sfa.money import Money

__all__ = ["decimal_mark", "read_amount", "read_integer", "read_number"]

_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,18})?[eE][+-]?[0-9]{1,2}")
_SHAPE = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}")
_GAPS = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2009'’_\u200e\u200f\u061c"))
_MARKS = {"−": "-", "–": "-", "٫": ".", "٬": ",", "，": ",", "．": "."}
_CURRENCY_WORD = re.compile(r"^([+-]?)\s*([^\W\d_]{1,4}\.?[$]?|[A-Z]{1,3}[$]|\W?[$€£¥])|([^\W\d_]{1,4}\.?)$")
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₹": "INR", "₩": "KRW", "CHF": "CHF", "₴": "UAH", "R$": "BRL"}
_MOST_DIGITS = 30


def read_number(text: str, mark: str = "") -> Decimal:
    """The number written in `text`.

    mark: the decimal mark of the column ("." or ","), needed only where the shape leaves it open: `1.234`
    is one and a bit unless the column's mark is a comma. Raises BadInput for what is no number.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text) and not (mark == "," and "." in text):
        return Decimal(text)
    if _SCIENTIFIC.fullmatch(text):
        return Decimal(format(Decimal(text.replace(",", ".")), "f"))
    sign, body = _bare(text)
    if not _SHAPE.fullmatch(body) or len(body) > _MOST_DIGITS:
        raise BadInput(f"“{_short(text)}” is not a number.")
    whole, part = _split(text, body, mark)
    return Decimal(f"{sign}{whole or '0'}.{part or '0'}") if part else Decimal(f"{sign}{whole}")


def read_integer(text: str, mark: str = "") -> int:
    """A whole number; `12.0` is one. Raises BadInput."""
    value = read_number(text, mark)
    if value != value.to_integral_value():
        raise BadInput(f"“{_short(text)}” is not a whole number.")
    return int(value)


def read_amount(text: str, currency: str, mark: str = "", factor: Decimal = Decimal(1)) -> Money:
    """An amount in major units; a currency named in the cell beats `currency`, a bare `$` does not.

    factor: what one unit of the cell means, 1,000,000 for a column in millions. Raises BadInput.
    """
    named = next((code for sign, code in _SIGNS.items() if sign in text), "")
    code = re.search(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text)
    bare = _CURRENCY_WORD.sub(r"\1", text.strip()).strip()
    bare = "".join(char for char in bare if unicodedata.category(char) != "Sc")
    return Money.of(read_number(bare, mark) * factor, code.group() if code else named or currency)


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark that a column's cells prove: ".", "," or "" when none does."""
    for text in texts:
        _, body = _bare(text)
        if not _SHAPE.fullmatch(body):
            continue
        last = max(body.rfind("."), body.rfind(","))
        if last < 0:
            continue
        mark = body[last]
        other = "," if mark == "." else "."
        if other in body:
            return mark
        if body.count(mark) > 1:
            return other
        if not _could_group(body, last):
            return mark
    return ""


def _bare(text: str) -> tuple[str, str]:
    """Sign and the rest of a number's text: gaps out, digits and marks in ASCII."""
    text = "".join(_MARKS.get(char, char) for char in text).translate(_GAPS)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(char, char)) for char in text)
    negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if negative else text
    if text.endswith("-"):
        text = "-" + text[:-1]
    negative ^= text.startswith("-")
    return ("-" if negative else ""), text[1:] if text[:1] in ("-", "+") else text


def _could_group(body: str, at: int) -> bool:
    """Whether the only mark of `body`, at `at`, may part thousands."""
    return len(body) - at == 4 and 1 <= at <= 3 and body[0] != "0"


def _split(text: str, body: str, mark: str) -> tuple[str, str]:
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return body, ""
    found = body[last]
    other = "," if found == "." else "."
    if other in body or body.count(found) == 1:
        grouping = other not in body and _could_group(body, last) and found != (mark or ".")
        head, tail = (body, "") if grouping else (body[:last], body[last + 1 :])
    else:
        head, tail = body, ""
    if "," in head or "." in head:
        # Either mark may group, never both at once.
        if ("," in head and "." in head) or not _GROUPED.fullmatch(head.replace(".", ",")):
            raise BadInput(f"“{_short(text)}” is not a number: its digits are grouped oddly.")
        head = head.replace(",", "").replace(".", "")
    return head, tail


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
