"""Cell text to values: text, e-mail, phone, web address, coordinates, yes or no, one of a list.

Every function raises BadInput with one sentence when the text cannot be taken; blank text is the caller's
business. Numbers, dates and countries have modules of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sfa.errors import BadInput
from sfa.exchange.numbers import read_number
from sfa.money import exponent
from sfa.text import fold, nfc

__all__ = [
    "read_choice",
    "read_coordinate",
    "read_currency",
    "read_email",
    "read_flag",
    "read_line",
    "read_lines",
    "read_phone",
    "read_url",
]

_OUTER = " \t\r\n\v\f\u00a0"
_BREAKS = re.compile(r"\s*[\t\r\n]+\s*")
_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@"
    r"(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})"
)
_URL = re.compile(r"(?P<scheme>https?)://(?P<host>[^\s/?#@\\]+\.[^\s/?#@\\.]{2,})(?P<rest>[/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_PHONE_CHARS = re.compile(r"[^\d+]")
_TRUE = frozenset(["true", "yes", "y", "1", "x", "on", "ja", "oui", "si", "sí", "t", "wahr", "vrai"])
_FALSE = frozenset(["false", "no", "n", "0", "off", "nein", "non", "f", "falsch", "faux"])


def read_line(text: str, most: int = 255) -> str:
    """Text of one line: NFC, outer spaces removed, breaks and tabs made one space, zero bytes removed.

    Other control characters stay: they belong to what was typed, and screens show them harmlessly.
    most: characters allowed.
    """
    if text.isascii() and text.isprintable():
        text = text.strip()
    else:
        text = _BREAKS.sub(" ", nfc(text.replace("\0", "")).strip(_OUTER))
    return _within(text, most)


def read_lines(text: str, most: int = 20_000) -> str:
    """Text of several lines: NFC, outer spaces removed, line ends made \\n, zero bytes removed."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return _within(nfc(text).strip(_OUTER), most)


def _within(text: str, most: int) -> str:
    if len(text) > most:
        raise BadInput(f"The text has {len(text):,} characters; {most:,} is the most.")
    return text


def read_flag(text: str) -> bool:
    """Yes or no in the words and figures that programs write."""
    word = text.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise BadInput(f"“{text.strip()[:40]}” is neither yes nor no.")


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """One of a list. choices: folded words, as `sfa.text.fold` makes them, to the value they mean.

    A blank value means: known, but nothing to keep.
    """
    found = choices.get(fold(text))
    if found is None:
        allowed = ", ".join(filter(None, dict.fromkeys(choices.values())))
        raise BadInput(f"“{text.strip()[:40]}” is not one of: {allowed}.")
    return found


def read_coordinate(text: str, limit: int) -> int:
    """Degrees as integer 1e-7 degrees. limit: 90 for a latitude, 180 for a longitude."""
    mark = "," if "," in text else "."
    degrees = read_number(text.strip().rstrip("°"), mark)
    if abs(degrees) > limit:
        kind = "latitude" if limit == 90 else "longitude"
        raise BadInput(f"A {kind} lies between -{limit} and {limit} degrees, not at {text.strip()}.")
    return int((degrees * 10_000_000).to_integral_value())


def read_currency(text: str) -> str:
    """The code of a currency as ISO 4217 writes it."""
    code = text.strip().upper()
    exponent(code)
    return code


def read_email(text: str) -> str:
    """An e-mail address in normal form (domain in lower case). No name server is asked."""
    text = text.strip()
    plain = _EMAIL.fullmatch(text)
    # `--` may be punycode, which only the library can judge.
    if plain and len(plain["local"]) <= 64 and len(text) <= 254 and "--" not in plain["domain"]:
        return f"{plain['local']}@{plain['domain'].lower()}"
    return _thorough_email(text)


def _thorough_email(text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except (EmailNotValidError, ValueError) as error:
        raise BadInput(f"“{text[:60]}” is not an e-mail address.", details=str(error)) from error
    return found.normalized


def read_url(text: str) -> str:
    """A web address with scheme; `www.example.com` becomes https. Only http and https are taken."""
    text = text.strip()
    match = _URL.fullmatch(text if _SCHEME.match(text) else f"https://{text}")
    if not match or len(text) > 500:
        raise BadInput(f"“{text[:60]}” is not a web address.")
    return f"{match['scheme'].lower()}://{match['host'].lower()}{match['rest'] or ''}"


def read_phone(text: str, country: str) -> str:
    """A phone number in E.164 form, an extension after `;ext=`.

    country: ISO code of the country whose national numbers are meant, "" when it is not known.
    A number that begins with its country code but lacks the plus is understood too.
    """
    number = _phone(text.strip(), country)
    if not number:
        place = f" in {country}" if country else ""
        if not country and not text.strip().startswith("+"):
            raise BadInput(f"“{text.strip()[:40]}” is not a phone number unless its country is known.")
        raise BadInput(f"“{text.strip()[:40]}” is not a phone number{place}.")
    return number


@lru_cache(maxsize=4096)
def _phone(text: str, country: str) -> str:
    import phonenumbers

    attempts = [text]
    if not text.startswith("+"):
        attempts.append("+" + _PHONE_CHARS.sub("", text))
    for attempt in attempts:
        try:
            number = phonenumbers.parse(attempt, country or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            form = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return f"{form};ext={number.extension}" if number.extension else form
    return ""
