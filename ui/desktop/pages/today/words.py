"""The day in words: times, ways, states, reasons."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from sfa.activities.kinds import kind_of, outcomes_of
from sfa.activities.queries import ActivityRow
from sfa.visits.brief import Brief
from sfa.visits.day import PlannedDay
from sfa.visits.next_steps import NextStep
from sfa.visits.queries import DayView, TimelineStop
from ui.desktop import formats
from ui.desktop.day_rows import clock, distance

__all__ = [
    "address_line",
    "due_title",
    "due_when",
    "in_days",
    "kind_icon",
    "late",
    "minutes",
    "order_said",
    "outcome_name",
    "phone",
    "short_day",
    "since",
    "step_words",
    "tr",
    "why_words",
]

_HOUR = 60


def tr(text: str) -> str:
    """Words of this page in the person's language."""
    return QCoreApplication.translate("Today", text)


def minutes(count: int) -> str:
    """A span: "24 min", "2 h", "2 h 05"."""
    if count < 2 * _HOUR:
        return tr("{count} min").format(count=count)
    hours, rest = divmod(count, _HOUR)
    return (
        tr("{hours} h {minutes:02}").format(hours=hours, minutes=rest)
        if rest
        else tr("{hours} h").format(hours=hours)
    )


def late(count: int) -> str:
    """How far behind the plan: "24 min late"."""
    return tr("{span} late").format(span=minutes(count))


def outcome_name(key: str | None) -> str:
    """An outcome as people say it; nothing where none was noted."""
    return next((tr(one.name) for one in outcomes_of("visit") if one.key == key), "")


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


def address_line(stop: TimelineStop) -> str:
    """Street and town, and when one will be there."""
    visit = stop.visit
    parts = [visit.address or tr("No address known")]
    if stop.state == "done" and visit.began is not None:
        parts.append(tr("{begin} to {end}").format(begin=clock(stop.begin), end=clock(stop.end)))
    elif stop.state == "under_way":
        parts.append(tr("since {time}").format(time=clock(stop.begin)))
    elif stop.expected is not None:
        parts.append(tr("arriving {time}").format(time=clock(stop.expected)))
    return " · ".join(parts)


def why_words(found: Brief) -> str:
    """What the visit is for and how long it has been."""
    says_more = found.purpose and found.purpose != f"Visit {found.account}"
    said = [_sentence(found.purpose)] if says_more else []
    if found.days_since is None:
        said.append(tr("Nobody has visited them yet."))
    else:
        ago = _ago(found.days_since)
        if found.visit_every:
            said.append(tr("Last visit {ago}, due every {days} days.").format(ago=ago, days=found.visit_every))
        else:
            said.append(tr("Last visit {ago}.").format(ago=ago))
    return " ".join(said)


def _sentence(words: str) -> str:
    return words if words[-1:] in ".?!…" else f"{words}."


def _ago(days: int) -> str:
    if days == 0:
        return tr("today")
    return tr("yesterday") if days == 1 else tr("{days} days ago").format(days=days)


def due_title(row: ActivityRow) -> str:
    """What is to be done, for whom, in one line."""
    subject = row.subject
    if row.promise:
        said = tr("Promise to {name}: {subject}") if row.contact else tr("Promise: {subject}")
        subject = said.format(name=row.contact, subject=subject)
    known = subject.casefold()
    for name in (row.contact, row.account):
        if name and name.casefold() in known:
            return subject
    return f"{subject} · {row.account}" if row.account else subject


def due_when(row: ActivityRow, zone: str) -> str:
    """Until when: a time of day, or today."""
    if row.due_at is None:
        return tr("today")
    time = formats.time(row.due_at.astimezone(ZoneInfo(zone)))
    return tr("by {time}").format(time=time) if row.promise else time


def in_days(days: int) -> str:
    """A distance in days as people say it: "tomorrow", "in a week"."""
    named = {
        0: tr("today"),
        1: tr("tomorrow"),
        7: tr("in a week"),
        14: tr("in two weeks"),
        30: tr("in a month"),
        90: tr("in three months"),
        180: tr("in half a year"),
    }
    return named.get(days) or tr("in {days} days").format(days=days)


def step_words(step: NextStep) -> str:
    """A step to pick: "Call in a week", "Send the figures tomorrow"."""
    if step.kind == "call":
        return tr("Call {when}").format(when=in_days(step.days))
    return tr("{what} {when}").format(what=tr(step.subject), when=in_days(step.days))


def kind_icon(kind: str) -> str:
    """The icon of a kind of activity."""
    return kind_of(kind).icon


def short_day(moment: datetime, zone: str, today: date) -> str:
    """The day of a moment for narrow columns: "12 Nov", with the year where it is another."""
    there = moment.astimezone(ZoneInfo(zone)).date()
    return formats.day(there, with_year=there.year != today.year)


def since(found: Brief, zone: str, today: date) -> list[tuple[str, str]]:
    """What happened since the last visit as (day, words); the account's name goes without saying."""
    lines = []
    for entry in found.since:
        if entry.kind != "account":
            title = entry.title.replace(found.account, "").strip(" ·:-") or entry.title
            said = ": ".join(part for part in (title, entry.detail) if part)
            lines.append((short_day(entry.at, zone, today), said))
    return lines


def order_said(before: DayView, plan: PlannedDay, *, miles: bool) -> str:
    """What a better order brought, or that there is none."""
    out = len(plan.left_out)
    if out:
        said = tr("1 visit does not fit") if out == 1 else tr("{count} visits do not fit").format(count=out)
        return tr("Order worked out; {out}").format(out=said)
    ahead = tuple(stop.visit.id for stop in plan.stops if stop.visit.state == "planned")
    if ahead == before.order and before.planned:
        return tr("The order is the best one found")
    road, day = before.drive - round(plan.plan.drive / 60), before.home_at - plan.home_at
    if road > 0:
        way = distance(max(0, before.metres - plan.plan.metres), miles=miles)
        return tr("Order worked out: {span} and {way} less on the road").format(span=minutes(road), way=way)
    if day > 0:
        return tr("Order worked out: back {span} earlier").format(span=minutes(day))
    return tr("Order worked out: back at {time}").format(time=clock(plan.home_at))
