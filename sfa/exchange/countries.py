"""Countries by the names people write."""

from __future__ import annotations

from functools import cache

from sfa.errors import BadInput
from sfa.text import fold

__all__ = ["read_country"]

_ALIASES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u.k.": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB",
    "great britain": "GB", "gbr": "GB", "deu": "DE", "fra": "FR", "can": "CA", "aus": "AU", "nld": "NL",
    "holland": "NL", "the netherlands": "NL", "south korea": "KR", "republic of korea": "KR",
    "north korea": "KP", "russia": "RU", "russian federation": "RU", "czech republic": "CZ", "czechia": "CZ",
    "turkey": "TR", "turkiye": "TR", "viet nam": "VN", "ivory coast": "CI", "burma": "MM", "macedonia": "MK",
    "uae": "AE", "hong kong": "HK", "macau": "MO", "palestine": "PS", "swaziland": "SZ", "cape verde": "CV",
    "brasil": "BR", "osterreich": "AT", "republic of ireland": "IE",
}  # fmt: skip
_OTHER_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "fi", "sv", "da", "nb", "cs", "ja", "ko", "zh")


def read_country(text: str) -> str:
    """The ISO 3166-1 code of two letters for a name, in English or another common language, or a code.

    Raises BadInput for what is no country.
    """
    code = _find(text.strip())
    if not code:
        raise BadInput(f"“{text.strip()[:40]}” is not a country.")
    return code


@cache
def _find(text: str) -> str:
    english = _names("en")
    if len(text) == 2 and text.upper() in english.values():
        return text.upper()
    key = fold(text)
    found = _ALIASES.get(key) or english.get(key)
    if found:
        return found
    for language in _OTHER_LANGUAGES:
        found = _names(language).get(key)
        if found:
            return found
    return ""


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale(language).territories
    return {
        fold(name): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
    }
