"""A rep's day in words: what the timeline and the map show of a `DayView`."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from sfa.activities.kinds import Outcome, outcomes_of
from sfa.places.point import Point
from sfa.visits.queries import DayView, TimelineStop
from ui.desktop import formats
from ui.desktop.widgets.chips import ChipData
from ui.desktop.widgets.day_timeline import DriveRow, PointRow, TimelineRow, VisitRow, VisitState
from ui.desktop.widgets.map import MapLeg, MapStop, StopState

__all__ = [
    "clock",
    "day_summary",
    "distance",
    "duration",
    "map_legs",
    "map_stops",
    "outcome_chip",
    "state_chip",
    "timeline_rows",
    "visits_count",
]

_METRES_A_MILE = 1609.344


def _tr(text: str) -> str:
    return QCoreApplication.translate("Day", text)


def clock(minute: int | None) -> str:
    """Minutes since midnight as "09:05"; nothing for None."""
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def duration(minutes: int) -> str:
    """ "24 min" or "4 h 41 min", with no-break spaces."""
    if minutes < 100:
        return _tr("{minutes} min").format(minutes=minutes).replace(" ", "\u00a0")
    words = _tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    return words.replace(" ", "\u00a0")


def distance(metres: int, *, miles: bool) -> str:
    """Road metres in the unit people drive by: "13.1 mi" or "21,1 km"."""
    if miles:
        return _tr("{number} mi").format(number=formats.decimal(Decimal(metres / _METRES_A_MILE), 1))
    return _tr("{number} km").format(number=formats.decimal(Decimal(metres) / 1000, 1))


def visits_count(count: int) -> str:
    """ "1 visit" or "7 visits"."""
    return _tr("1 visit") if count == 1 else _tr("{count} visits").format(count=count)


def day_summary(view: DayView, *, miles: bool) -> str:
    """ "2 done · 94 mi · home 17:17", of what there is to say."""
    parts = [_tr("{count} done").format(count=view.done)] if view.done else []
    if any(stop.visit.point for stop in view.stops):
        parts.append(distance(view.metres, miles=miles))
        parts.append(_tr("home {time}").format(time=clock(view.home_at)))
    return " · ".join(parts)


def state_chip(stop: TimelineStop) -> ChipData | None:
    """The one chip of a visit: what came of it, what is wrong with it, or what it is worth."""
    if stop.state == "done":
        return outcome_chip(stop.visit.outcome)
    if stop.state == "under_way":
        return ChipData(_tr("Under way"), "accent", "circle-play")
    if stop.state == "missed":
        return ChipData(_tr("Not made"), "warn", "clock")
    if stop.state == "late" or stop.problems:
        return ChipData(_tr("Late") if stop.state == "late" else _tr("Does not fit"), "warn", "clock")
    if stop.visit.fixed_start is not None:
        return ChipData(_tr("Appointment"), "outline", "calendar-check")
    return ChipData(formats.money(stop.deal, whole=True)) if stop.deal is not None else None


def outcome_chip(key: str | None) -> ChipData:
    """How a visit ended: green where the customer took a step or was looked after."""
    found: Outcome | None = next((one for one in outcomes_of("visit") if one.key == key), None)
    if found is None:
        return ChipData(_tr("Done"), "neutral", "check")
    if not found.reached or found.key == "no_interest":
        return ChipData(_tr(found.name))
    return ChipData(_tr(found.name), "ok", "check")


def timeline_rows(view: DayView, *, miles: bool, can_reorder: bool = True) -> list[TimelineRow]:
    """The day from leaving home to coming back. Empty where there is no visit."""
    if not view.stops:
        return []
    now_before = _now_place(view)
    start = _tr("Leave {place}").format(place=_base(view.rep.start.name))
    rows: list[TimelineRow] = [PointRow(clock(view.leave_at), start)] if view.rep.start.point else []
    for place, stop in enumerate(view.stops):
        now = _now(view) if place == now_before else ""
        rows.extend(_way_to(view, place, stop, now, miles=miles))
        rows.append(_visit_row(stop, movable=can_reorder and stop.visit.state == "planned"))
    rows.extend(_way_home(view, now_before, miles=miles))
    return rows


def _way_to(view: DayView, place: int, stop: TimelineStop, now: str, *, miles: bool) -> list[TimelineRow]:
    rows: list[TimelineRow] = []
    known = stop.drive is not None and (place > 0 or view.rep.start.point is not None)
    words = _drive(stop.drive or 0, stop.metres or 0, miles=miles) if known else ""
    if words or now or place:
        rows.append(DriveRow(words, now))
    if view.lunch and view.lunch_before == place:
        rows.append(_lunch(view))
    return rows


def _way_home(view: DayView, now_before: int, *, miles: bool) -> list[TimelineRow]:
    rows: list[TimelineRow] = []
    now = _now(view) if now_before == len(view.stops) else ""
    home = view.rep.end.point is not None and any(stop.visit.point for stop in view.stops)
    drive = view.drive - sum(stop.drive or 0 for stop in view.stops)
    metres = view.metres - sum(stop.metres or 0 for stop in view.stops)
    if home or now:
        rows.append(DriveRow(_drive(max(0, drive), max(0, metres), miles=miles) if home else "", now))
    if home:
        rows.append(PointRow(clock(view.home_at), _end(view)))
    if view.lunch and view.lunch_before == len(view.stops):
        at_home = home and view.lunch[0] >= view.home_at
        rows.insert(len(rows) if at_home or not home else len(rows) - 1, _lunch(view))
    return rows


def _end(view: DayView) -> str:
    """Where the day ends; its place is named only where it did not begin there."""
    name = view.rep.end.name
    if name == "home" or view.rep.end == view.rep.start:
        return _tr("Home")
    return _tr("Home, {place}").format(place=name)


def _lunch(view: DayView) -> PointRow:
    assert view.lunch is not None
    begin, end = view.lunch
    return PointRow(clock(begin), _tr("Lunch, {minutes} min").format(minutes=end - begin), "coffee")


def _drive(minutes: int, metres: int, *, miles: bool) -> str:
    way = distance(metres, miles=miles)
    return _tr("{span} · {distance}").format(span=duration(minutes), distance=way)


def _base(name: str) -> str:
    return _tr("home") if name == "home" else _tr("home, {place}").format(place=name)


def _now(view: DayView) -> str:
    return _tr("now {time}").format(time=clock(view.now))


def _now_place(view: DayView) -> int:
    """Before which stop the day has come; -1 for a day that is not today or has not begun."""
    if view.now is None or (view.now < view.leave_at and not view.done):
        return -1
    ahead = (place for place, stop in enumerate(view.stops) if stop.visit.state == "planned")
    return next(ahead, len(view.stops))


_STATES = {
    "planned": VisitState.PLANNED,
    "under_way": VisitState.UNDER_WAY,
    "done": VisitState.DONE,
    "late": VisitState.LATE,
    "missed": VisitState.LATE,
}


def _visit_row(stop: TimelineStop, *, movable: bool) -> VisitRow:
    visit, chip = stop.visit, state_chip(stop)
    words, tone = visit.purpose or "", "text.secondary"
    if stop.state == "late":
        words, tone = _tr("{time} late").format(time=duration(stop.late)), "state.warn"
    elif stop.problems:
        words, tone = stop.problems[0], "state.warn"
    elif stop.late:
        words, tone = _tr("expected {time}").format(time=clock(stop.expected)), "state.warn"
    elif visit.rough:
        words = _tr("Only the town is known")
    state = VisitState.LATE if stop.problems and stop.state == "planned" else _STATES[stop.state]
    return VisitRow(
        id=visit.id,
        number=stop.number,
        title=visit.account,
        second=" · ".join(part for part in (visit.city or "", words) if part),
        begin=clock(stop.begin),
        end=clock(stop.end),
        state=state,
        chip=chip,
        second_tone=tone,
        locked=visit.locked and movable,
        movable=movable,
        tip="\n".join(part for part in (visit.account, visit.address, *stop.problems, stop.why) if part),
        spoken=chip.text if chip else "",
    )


def map_stops(view: DayView) -> tuple[list[MapStop], list[UUID | None]]:
    """Marks for the map, start and end first, and the visit each stands for."""
    marks: list[MapStop] = []
    ids: list[UUID | None] = []
    for base in dict.fromkeys((view.rep.start, view.rep.end)):
        if base.point is not None:
            marks.append(MapStop(base.point, _tr("Home"), state=StopState.START))
            ids.append(None)
    for stop in view.stops:
        if stop.visit.point is not None:
            done = stop.state == "done"
            marks.append(MapStop(stop.visit.point, stop.visit.account, None if done else stop.number, _mark(stop)))
            ids.append(stop.visit.id)
    return marks, ids


def _mark(stop: TimelineStop) -> StopState:
    if stop.state == "done":
        return StopState.DONE
    if stop.state in ("late", "missed") or stop.problems:
        return StopState.LATE
    return StopState.FIXED if stop.visit.locked else StopState.PLANNED


def map_legs(view: DayView) -> list[MapLeg]:
    """The drives of the day; those that lie behind are past, each says its minutes."""
    on_map = [stop for stop in view.stops if stop.visit.point is not None and stop.drive is not None]
    points: list[tuple[Point, TimelineStop | None]] = []
    if view.rep.start.point is not None:
        points.append((view.rep.start.point, None))
    points.extend((stop.visit.point, stop) for stop in on_map if stop.visit.point is not None)
    if view.rep.end.point is not None and on_map:
        points.append((view.rep.end.point, None))
    legs = []
    for (start, _), (end, stop) in pairwise(points):
        past = stop is not None and stop.state in ("done", "under_way")
        label = "" if stop is None else _tr("{minutes} min").format(minutes=stop.drive)
        legs.append(MapLeg((start, end), past, label))
    return legs
