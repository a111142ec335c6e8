"""What people type into the fields of an account, made storable: phone, e-mail, web address, degrees.

Every function takes text that is not blank and raises BadInput with one sentence that says what would be right.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from sfa.errors import BadInput

__all__ = ["clean_degrees", "clean_email", "clean_phone", "clean_url", "clean_whole_number"]

_HOST = re.compile(r"[^\s/?#@\\:.]+(\.[^\s/?#@\\:.]+)+(:\d{1,5})?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def clean_phone(text: str, country: str = "") -> str:
    """A phone number in E.164 form ("+16145550142"), with ";ext=5" behind it where there is an extension.

    country: ISO 3166 code by which a number without "+" is read.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country.upper() or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        sample = "" if country else " Begin with + and the country, as in +1 614 555 0142."
        raise BadInput(f"“{_short(text)}” is not a phone number.{sample}")
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{shown};ext={number.extension}" if number.extension else shown


def clean_email(text: str) -> str:
    """An e-mail address in normal form; nothing is asked of the network."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise BadInput(f"“{_short(text)}” is not an e-mail address.", details=str(error)) from error


def clean_url(text: str) -> str:
    """A web address with its scheme; "example.com" becomes "https://example.com"."""
    address = text.strip()
    scheme = _SCHEME.match(address)
    if scheme is None:
        address = f"https://{address}"
    elif scheme.group(1).lower() not in ("http", "https"):
        raise BadInput("A web address begins with http:// or https://.")
    host = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    if not _HOST.fullmatch(host) or re.search(r"\s", address):
        raise BadInput(f"“{_short(text)}” is not a web address.")
    return address


def clean_degrees(text: str, limit: int) -> int:
    """Latitude (limit 90) or longitude (limit 180) in 1e-7 degrees from decimal degrees."""
    try:
        degrees = Decimal(text.strip().replace(",", ".").replace("−", "-").removesuffix("°"))
    except InvalidOperation:
        degrees = Decimal("NaN")
    if not degrees.is_finite():
        raise BadInput(f"“{_short(text)}” is not a number of degrees, such as 39.9612.")
    if abs(degrees) > limit:
        raise BadInput(f"{degrees} degrees is outside −{limit} to {limit}.")
    return int((degrees * 10**7).to_integral_value())


def clean_whole_number(text: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`; groups of three may be marked."""
    digits = re.sub(r"[\s,.'’\u00a0]", "", text)
    if not re.fullmatch(r"\d{1,12}", digits, re.ASCII):
        raise BadInput(f"“{_short(text)}” is not a whole number.")
    number = int(digits)
    if not least <= number <= most:
        raise BadInput(f"{number} is outside {least} to {most}.")
    return number


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
