"""How accounts and what happens with them are spoken of on the page."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from sfa.accounts.timeline import Entry
from sfa.activities.kinds import Outcome, kind_of, outcomes_of
from sfa.activities.queries import ActivityRow
from ui.desktop import formats
from ui.desktop.widgets.chips import ChipData, Tone

__all__ = [
    "FILTERS",
    "category_and_place",
    "days_ago",
    "entry_when",
    "filter_names",
    "kind_name",
    "outcome_options",
    "part_chip",
    "part_names",
    "phone",
    "tr",
    "when",
    "when_planned",
]

FILTERS: tuple[tuple[str, ...], ...] = (
    (),
    ("visit",),
    ("call",),
    ("mail",),
    ("task", "meeting", "note"),
    ("deal",),
    ("quote",),
)
"""Kinds of timeline entries that each filter chip shows; the first shows all."""


def tr(text: str) -> str:
    """The words in the person's language."""
    return QCoreApplication.translate("Accounts", text)


def filter_names() -> list[str]:
    """The words on the filter chips, in the order of `FILTERS`."""
    return [tr("All"), tr("Visits"), tr("Calls"), tr("E-mail"), tr("Tasks"), tr("Deals"), tr("Quotes")]


def kind_name(kind: str) -> str:
    """What a kind of activity is called."""
    return QCoreApplication.translate("Kinds", kind_of(kind).name)


def outcome_options(kind: str) -> list[tuple[str, str]]:
    """(key, words) of what can come of an activity of that kind."""
    return [(one.key, _outcome_name(one)) for one in outcomes_of(kind)]


def _outcome_name(outcome: Outcome) -> str:
    return QCoreApplication.translate("Outcomes", outcome.name)


def part_chip(part: str) -> ChipData | None:
    """The part a contact plays in buying."""
    tones: dict[str, Tone] = {"decides": "accent", "supports": "ok", "sceptical": "warn"}
    return ChipData(part_names().get(part, part), tones.get(part, "neutral")) if part else None


def part_names() -> dict[str, str]:
    """The parts a contact can play in buying, and what they are called."""
    return {
        "decides": tr("Decides"),
        "influences": tr("Influences"),
        "uses": tr("Uses it"),
        "pays": tr("Pays"),
        "supports": tr("Supports us"),
        "sceptical": tr("Sceptical"),
    }


def phone(number: str) -> str:
    """A stored number in groups, as people read it."""
    if not number.startswith("+") or " " in number:
        return number
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number.replace(";ext=", " ext. "), None)
    except phonenumbers.NumberParseException:
        return number
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return str(shown).replace("-", " ")


def days_ago(moment: datetime, today: date, zone: str) -> int:
    """Calendar days since `moment` for somebody who lives in `zone`."""
    return (today - moment.astimezone(ZoneInfo(zone)).date()).days


def when(moment: datetime, zone: str, today: date) -> str:
    """ "12 Nov 16:05"; the year only when it is another one."""
    here = moment.astimezone(ZoneInfo(zone))
    return tr("{day} {time}").format(
        day=formats.day(here.date(), with_year=here.year != today.year), time=formats.time(here)
    )


def when_planned(row: ActivityRow, zone: str, today: date) -> str:
    """The day something is due, with the agreed time if there is one."""
    if row.due_on is None:
        return tr("some day")
    day = _near(row.due_on, today)
    if row.due_at is None:
        return day
    return tr("{day}, {time}").format(day=day, time=formats.time(row.due_at.astimezone(ZoneInfo(row.zone or zone))))


def entry_when(entry: Entry, zone: str, today: date) -> str:
    """When a timeline entry was or will be."""
    if entry.all_day:
        return tr("some day") if entry.at.year > 9000 else _near(entry.at.date(), today)
    return when(entry.at, zone, today)


def _near(day: date, today: date) -> str:
    away = (day - today).days
    if away == 0:
        return tr("Today")
    if away == 1:
        return tr("Tomorrow")
    return formats.day(day, with_year=day.year != today.year)


def category_and_place(category: str, address: str, territory: str) -> str:
    """The line below an account's name."""
    place = tr("territory {name}").format(name=territory) if territory else ""
    return " · ".join(part for part in (category, address, place) if part)
