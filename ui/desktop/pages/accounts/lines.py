"""Rows of the card's lists: timeline, contacts, deals, work, places, quotes."""

from __future__ import annotations

from sfa.accounts.queries import ContactRow, LocationRow
from sfa.accounts.timeline import Entry
from sfa.activities.kinds import kind_of
from sfa.activities.queries import ActivityRow
from sfa.pipeline.queries import Card
from sfa.places.opening_hours import OpeningHours
from sfa.quotes.queries import QuoteRow
from ui.desktop import formats
from ui.desktop.pages.accounts.reading import CardData
from ui.desktop.pages.accounts.words import FILTERS, entry_when, kind_name, part_chip, phone, tr, when, when_planned
from ui.desktop.widgets.chips import ChipData
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["activity_line", "contact_line", "deal_line", "location_line", "quote_line", "timeline_lines"]


def timeline_lines(data: CardData, chosen: int) -> list[TwoLine]:
    """The timeline with its headings; chosen: number of the filter chip."""
    kinds = FILTERS[chosen]
    lines: list[TwoLine] = []
    heading = ""
    for number, entry in enumerate(data.entries):
        if kinds and entry.kind not in kinds:
            continue
        above = tr("Coming up") if entry.planned else _month(entry, data)
        if above != heading:
            heading = above
            lines.append(TwoLine(("heading", above), above, is_heading=True))
        lines.append(_entry(entry, number, data))
    return lines


def _month(entry: Entry, data: CardData) -> str:
    name = formats.locale().standaloneMonthName(entry.at.month)
    return name if entry.at.year == data.today.year else f"{name} {entry.at.year}"


def _entry(entry: Entry, number: int, data: CardData) -> TwoLine:
    late = entry.planned and entry.at.date() < data.today
    amount = formats.money(entry.amount, whole=True) if entry.amount is not None else ""
    words = [entry_when(entry, data.zone, data.today), entry.detail, amount]
    return TwoLine(
        (entry.ref, entry.at, number),
        entry.title,
        " · ".join(part for part in words if part),
        right=entry.who,
        icon=entry.icon or "circle-dot",
        round_icon=True,
        tone="state.warn" if late else "text.secondary",
        icon_tone="state.warn" if late else "text.secondary",
    )


def contact_line(row: ContactRow) -> TwoLine:
    """A person: role and how to reach them."""
    chip = ChipData(tr("Do not contact"), "bad", "ban") if row.do_not_contact else part_chip(row.part)
    second = " · ".join(part for part in (row.role, row.email) if part)
    return TwoLine(
        row.id, row.name, second or tr("no role known"), avatar=row.name, right=phone(row.phone), chip=chip
    )


def deal_line(deal: Card) -> TwoLine:
    """A deal: its step and when it should close or did."""
    states = {"won": tr("Won"), "lost": tr("Lost"), "on_hold": tr("On hold")}
    words = [states.get(deal.state) or deal.stage or ""]
    if deal.closed_on:
        words.append(formats.day(deal.closed_on))
    elif deal.close_on:
        words.append(tr("close {day}").format(day=formats.day(deal.close_on, with_year=False)))
    if deal.state == "open" and deal.next_step:
        words.append(deal.next_step)
    return TwoLine(
        deal.id,
        deal.name,
        " · ".join(part for part in words if part),
        right=formats.money(deal.value, whole=True),
        right_strong=deal.state in ("open", "on_hold"),
        right_tone="text.primary" if deal.state in ("open", "on_hold") else "text.secondary",
    )


def activity_line(row: ActivityRow, data: CardData) -> TwoLine:
    """Something done or to do; what is to do can be ticked."""
    to_do = row.state == "planned"
    late = row.is_overdue(data.today)
    if row.done_at is not None and not to_do:
        moment = when(row.done_at, data.zone, data.today)
    else:
        moment = when_planned(row, data.zone, data.today)
    words = [moment, kind_name(row.kind)]
    if row.promise and to_do:
        words.append(tr("promised"))
    words.append(row.contact)
    return TwoLine(
        row.id,
        row.subject,
        " · ".join(part for part in words if part),
        right=row.owner,
        icon=kind_of(row.kind).icon,
        tone="state.warn" if late else "text.secondary",
        icon_tone="state.warn" if late else "text.secondary",
        checked=False if to_do else None,
    )


def location_line(row: LocationRow) -> TwoLine:
    """A place: address, hours, and whether it is on the map."""
    hours = OpeningHours.from_json(row.opening_hours).format() if row.opening_hours else ""
    known = "" if row.lat is not None else tr("not on the map")
    return TwoLine(
        row.id,
        row.address or row.label or tr("Place without an address"),
        " · ".join(part for part in (row.label, hours, known) if part) or tr("opening hours unknown"),
        icon="map-pin" if row.lat is not None else "map-pin-off",
        chip=ChipData(tr("Main"), "accent") if row.main else None,
    )


def quote_line(row: QuoteRow) -> TwoLine:
    """A quote: its state and until when it holds."""
    names = {
        "draft": tr("Draft"),
        "sent": tr("Sent"),
        "accepted": tr("Accepted"),
        "declined": tr("Declined"),
        "expired": tr("Expired"),
        "superseded": tr("Superseded"),
        "cancelled": tr("Cancelled"),
    }
    until = tr("valid until {day}").format(day=formats.day(row.valid_until)) if row.valid_until else ""
    return TwoLine(
        row.id,
        " ".join(part for part in (row.number, row.title) if part),
        " · ".join(part for part in (names[row.state], until) if part),
        right=formats.money(row.total),
        icon="file-text",
    )
