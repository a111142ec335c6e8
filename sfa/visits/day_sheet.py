"""The day on paper: stops with times, addresses, whom to ask for and what for, on the quote's own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from sfa.accounts import queries as accounts
from sfa.accounts.queries import ContactRow
from sfa.quotes.document import Paper
from sfa.quotes.formats import DocumentFormat
from sfa.quotes.letterhead import company_facts, paper_of
from sfa.quotes.pdf_base import MARGIN, Block, PdfResult, Sheet, TextStyle, ink, paginate
from sfa.quotes.pdf_fonts import Weight, clean, one_line
from sfa.store.actor import Actor
from sfa.visits.queries import DayView, TimelineStop

__all__ = ["DaySheet", "day_sheet", "distance", "read_day_sheet"]

_TITLE = TextStyle(18, ink("text.primary"), Weight.STRONG)
_STRONG = TextStyle(10.5, ink("text.primary"), Weight.STRONG)
_TEXT = TextStyle(9.5, ink("text.primary"))
_QUIET = TextStyle(9, ink("text.secondary"))
_TIMES = 74.0
_NOTES = 150.0
_HEAD = 58.0
_FOOT = 34.0
_METRES_A_MILE = 1609.344


@dataclass(frozen=True)
class DaySheet:
    """What goes on the sheet. people: visit -> whom to ask for. miles: roads in miles, else kilometres."""

    view: DayView
    people: Mapping[UUID, ContactRow] = field(default_factory=dict)
    paper: Paper = Paper.LETTER
    locale: str = "en_US"
    miles: bool = True


def read_day_sheet(session: Session, actor: Actor, view: DayView, *, miles: bool) -> DaySheet:
    """The sheet of a day: whom the visit names, else who has a part in buying, else anybody there."""
    people = {}
    for stop in view.stops:
        known = accounts.contacts(session, actor, stop.visit.account_id, view.rep.day)
        known.sort(key=lambda person: (person.id != stop.visit.contact_id, not person.part))
        if known:
            people[stop.visit.id] = known[0]
    facts = company_facts(session)
    return DaySheet(view, people, paper_of(facts), str(facts.get("locale") or "en_US"), miles)


def distance(metres: int, *, miles: bool) -> str:
    """Road metres as "13.1 mi" or "21.1 km"."""
    return f"{metres / _METRES_A_MILE:.1f} mi" if miles else f"{metres / 1000:.1f} km"


def day_sheet(sheet: DaySheet) -> PdfResult:
    """The PDF: equal input gives equal bytes."""
    view = sheet.view
    title = f"{view.rep.user_name}, {_long_day(view.rep.day, sheet.locale)}"
    paper = Sheet(sheet.paper.size, title=title, author=view.rep.user_name, lang=sheet.locale.replace("_", "-"))
    room = paper.height - 2 * MARGIN - _FOOT
    pages = paginate(_blocks(paper, sheet), room - _HEAD, room)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            paper.next_page()
        top = MARGIN
        if number == 1:
            _head(paper, sheet, title)
            top += _HEAD
        for offset, block in page:
            block.draw(paper, top + offset)
        foot = f"Page {number} of {len(pages)}"
        paper.text(paper.right, paper.height - MARGIN + 12, foot, _QUIET, right=True)
        paper.text(paper.left, paper.height - MARGIN + 12, title, _QUIET)
    return paper.finish()


def _head(paper: Sheet, sheet: DaySheet, title: str) -> None:
    view = sheet.view
    paper.text(paper.left, MARGIN + 18, _fit(paper, title, _TITLE, paper.right - paper.left), _TITLE)
    driven = f"{distance(view.metres, miles=sheet.miles)}, {view.drive} min of driving"
    count = f"{len(view.stops)} visits" if len(view.stops) != 1 else "1 visit"
    facts = (count, driven, f"leave {_clock(view.leave_at)}", f"back {_clock(view.home_at)}")
    paper.text(paper.left, MARGIN + 36, " · ".join(facts), _QUIET)
    paper.rule(paper.left, paper.right, MARGIN + 48, ink("line.control"))


def _blocks(paper: Sheet, sheet: DaySheet) -> list[Block]:
    view, found = sheet.view, []
    for place, stop in enumerate(view.stops):
        if view.lunch and view.lunch_before == place:
            found.append(_line(_clock(view.lunch[0]), f"Lunch until {_clock(view.lunch[1])}"))
        found.append(_stop(paper, sheet, stop))
    if view.lunch and view.lunch_before == len(view.stops):
        found.append(_line(_clock(view.lunch[0]), f"Lunch until {_clock(view.lunch[1])}"))
    if view.left_out:
        found.append(_line("", "Left out", keep=True))
        found.extend(_line("", f"{out.visit.account}: {out.reason}") for out in view.left_out)
    return found


def _line(time: str, words: str, *, keep: bool = False) -> Block:
    def draw(paper: Sheet, top: float) -> None:
        paper.text(paper.left, top + 15, time, _QUIET.figures)
        left = paper.left + _TIMES
        paper.text(left, top + 15, _fit(paper, words, _QUIET, paper.right - left), _QUIET)

    return Block(24, draw, keep_with_next=keep)


def _stop(paper: Sheet, sheet: DaySheet, stop: TimelineStop) -> Block:
    left, width = paper.left + _TIMES, paper.right - paper.left - _TIMES - _NOTES
    lines = _wrapped(paper, f"{stop.number}  {stop.visit.account}", _STRONG, width)
    for words, style in _facts(sheet, stop):
        lines.extend(_wrapped(paper, words, style, width))
    height = 8 + max(sum(style.line for _, style in lines), 44) + 8

    def draw(paper: Sheet, top: float) -> None:
        paper.rule(paper.left, paper.right, top, ink("line.separator"))
        paper.text(paper.left, top + 19, _span(stop), _STRONG.figures)
        if stop.drive is not None:
            paper.text(paper.left, top + 33, f"{stop.drive} min", _QUIET)
            paper.text(paper.left, top + 45, distance(stop.metres or 0, miles=sheet.miles), _QUIET)
        y = top + 8
        for words, style in lines:
            paper.text(left, y + style.size, words, style)
            y += style.line
        for line in range(2):  # room to write by hand
            paper.rule(paper.right - _NOTES + 14, paper.right, top + 26 + 20 * line, ink("line.separator"))

    return Block(height, draw)


def _facts(sheet: DaySheet, stop: TimelineStop) -> list[tuple[str, TextStyle]]:
    visit, person = stop.visit, sheet.people.get(stop.visit.id)
    town = " ".join(part for part in (visit.city, visit.region, visit.postal_code) if part)
    asked = "" if person is None else " · ".join(p for p in (person.name, person.role, person.phone) if p)
    deal = ""
    if stop.deal is not None:
        deal = f"Open deal {stop.deal.currency} {DocumentFormat(sheet.locale).amount(stop.deal)}"
    facts = [(visit.purpose or "", _TEXT), (", ".join(p for p in (visit.street, town) if p), _QUIET)]
    return [
        (words, style)
        for words, style in (*facts, (asked, _QUIET), (visit.phone or "", _QUIET), (deal, _QUIET))
        if words
    ]


def _wrapped(paper: Sheet, words: str, style: TextStyle, width: float) -> list[tuple[str, TextStyle]]:
    lines = paper.fonts.wrap(one_line(clean(words)), style.weight, style.size, width)
    return [(line, style) for line in lines[:3]]


def _fit(paper: Sheet, words: str, style: TextStyle, width: float) -> str:
    return paper.fonts.elide(one_line(words), style.weight, style.size, width)


def _span(stop: TimelineStop) -> str:
    return "" if stop.begin is None else f"{_clock(stop.begin)}–{_clock(stop.end or stop.begin)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _long_day(day: date, locale: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, "full", locale=locale))
