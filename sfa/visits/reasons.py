"""Why each stop stands where it does, and why each stop left out is out; and how to say it in English."""

from __future__ import annotations

from dataclasses import replace

from sfa.visits.problem import DayPlan, LeftOut, PlannedStop, Reason, Stop
from sfa.visits.routes import Route, fits_alone
from sfa.visits.schedule import best_timetable, quick_timetable
from sfa.visits.timetable import Day

__all__ = ["text", "why_here", "why_left_out"]

_TIGHT = 45 * 60
_DAY = 86_400
_MINUTES_ALONE = 100


def why_here(day: Day, plan: DayPlan) -> list[tuple[Reason, ...]]:
    """For each stop of the plan, the strongest reasons first."""
    names = [day.problem.start.name, *(_stop(day, p.key).place.name for p in plan.stops), day.problem.end.name]
    rows = [0, *(day.problem.node(p.key) for p in plan.stops), day.goal]
    found: list[tuple[Reason, ...]] = []
    for k, planned in enumerate(plan.stops):
        stop = _stop(day, planned.key)
        if stop.done is not None:
            found.append((Reason("done"),))
            continue
        here, before, after = rows[k + 1], rows[k], rows[k + 2]
        detour = day.drive[before][here] + day.drive[here][after] - day.drive[before][after]
        way = Reason("between", (("before", names[k]), ("after", names[k + 2]), ("seconds", max(0, detour))))
        bound = _bound(stop, planned)
        if not bound and k == len(plan.stops) - 1 and k and _closes_last(day, plan):
            bound = [Reason("last_closes_late", (("closes", _closing(stop)),))]
        found.append((*bound, way))
    return found


def _bound(stop: Stop, planned: PlannedStop) -> list[Reason]:
    """What ties the stop to its time or place."""
    found = []
    if stop.fixed_start is not None:
        found.append(Reason("fixed", (("at", stop.fixed_start),)))
    if stop.locked is not None:
        found.append(Reason("locked", (("place", stop.locked + 1),)))
    if stop.fixed_start is not None:
        return found
    starts = stop.starts()
    for k, (opens, latest) in enumerate(starts):
        if opens <= planned.start <= latest:
            if planned.start == opens and planned.arrive < opens:
                found.append(Reason("opens", (("at", opens),)))
            elif latest - planned.start <= _TIGHT:
                found.append(Reason("closes", (("at", latest + stop.duration),)))
            elif k and planned.start - opens <= _TIGHT:
                found.append(Reason("opens_again", (("at", opens),)))
            break
    return found


def _closing(stop: Stop) -> int:
    return max((closes for _, closes in stop.windows), default=0)


def _closes_last(day: Day, plan: DayPlan) -> bool:
    """Whether the last stop has a closing time, later than some other's and not earlier than any."""
    closings = [_closing(_stop(day, p.key)) for p in plan.stops]
    return closings[-1] == max(closings) > min(closings) and closings[-1] < _DAY


def why_left_out(day: Day, order: list[int]) -> tuple[LeftOut, ...]:
    """For each stop that is not in `order` (nodes, feasible), why not."""
    here = set(order)
    left = [v for v in day.free if v not in here]
    if not left:
        return ()
    stops = day.problem.stops
    room = _Room(day, order) if best_timetable(day, []) is not None else None
    return tuple(LeftOut(stops[v - 1].key, _why_not(day, room, v)) for v in left)


def _why_not(day: Day, room: _Room | None, node: int) -> tuple[Reason, ...]:
    stop = day.problem.stops[node - 1]
    if not stop.windows and stop.fixed_start is None:
        return (Reason("closed"),)
    starts = stop.starts()
    if not starts:
        return (Reason("open_too_short", (("duration", stop.duration),)),)
    if starts[-1][1] < day.begin:
        return (Reason("over", (("now", day.begin),)),)
    if room is None:
        return (Reason("day_over", (("end", day.problem.shift[1]),)),)
    if not fits_alone(day, node):
        return (_unreachable(day, node),)
    swap = room.cheapest_swap(node)
    return (room.lack(node), swap) if swap is not None else (room.lack(node),)


class _Room:
    """What would have to give way in a planned order for one more stop."""

    def __init__(self, day: Day, order: list[int]) -> None:
        stops = day.problem.stops
        self.day, self.order = day, order
        self.route = Route(day, list(order))
        # The same day without an end shows whether the end is what a stop lacks.
        self.endless = Day(replace(day.problem, shift=(day.problem.shift[0], 2 * _DAY), max_length=None))
        self.endless_route = Route(self.endless, list(order))
        loose = sorted((v for v in order if not stops[v - 1].required), key=lambda v: (stops[v - 1].prize, v))
        self.without = [(v, Route(day, [u for u in order if u != v])) for v in loose]

    def lack(self, node: int) -> Reason:
        """How much longer the day had to be for the stop, or how much room its own hours lack."""
        gaps = range(len(self.order) + 1)
        open_ended = [gap for gap in gaps if self.endless_route.added(node, gap) is not None]
        if open_ended:
            return Reason("full", (("seconds", min(self._longer(node, gap) for gap in open_ended)),))
        found = [self.route.shortage(node, gap) for gap in gaps]
        short = min((seconds for seconds in found if seconds is not None and seconds > 0), default=None)
        return Reason("hours_taken") if short is None else Reason("hours_lack", (("seconds", short),))

    def _longer(self, node: int, gap: int) -> int:
        """Seconds the day would have to be longer for `node` at `gap`, where only the end stands against it."""
        limit = self.day.problem.max_length
        if limit is None:
            return max(1, self.route.shortage(node, gap) or 0)
        table = quick_timetable(self.endless, [*self.order[:gap], node, *self.order[gap:]])
        if table is None:
            return _DAY
        return max(1, table.end - self.day.latest_end, table.end - table.depart - limit)

    def cheapest_swap(self, node: int) -> Reason | None:
        """The least valuable planned stop instead of which this one would fit."""
        stops = self.day.problem.stops
        for other, route in self.without:
            place = route.best_gap(node)
            if place is None or not route.insert(node, place[1]):
                continue
            del route.order[place[1]]
            route.refresh()
            mine, theirs = stops[node - 1].prize, stops[other - 1].prize
            code = "swap_higher" if theirs > mine else "swap_equal" if theirs == mine else "swap_lower"
            name = stops[other - 1].place.name
            return Reason(code, (("stop", name), ("priority", theirs), ("own", mine)))
        return None


def _unreachable(day: Day, node: int) -> Reason:
    """The stop cannot be made even alone: is it the way, or is it lunch?"""
    starts = day.starts[node]
    arrive = day.begin + day.drive[day.origin][node]
    start = next((max(arrive, opens) for opens, latest in starts if arrive <= latest), None)
    if start is None:
        return Reason("unreachable", (("arrive", arrive), ("closes", starts[-1][1] + day.service[node])))
    back = start + day.service[node] + day.drive[node][day.goal]
    if back > day.problem.shift[1]:
        return Reason("back_too_late", (("back", back), ("end", day.problem.shift[1])))
    if day.lunch is not None:
        return Reason("no_lunch", (("opens", day.lunch.opens), ("closes", day.lunch.closes)))
    return Reason("day_too_short")


def _stop(day: Day, key: str) -> Stop:
    return day.problem.stops[day.problem.node(key) - 1]


_TEXTS = {
    "done": "already done",
    "fixed": "fixed at {at:clock}",
    "locked": "locked by you as number {place}",
    "opens": "opens at {at:clock}",
    "opens_again": "opens again at {at:clock}",
    "closes": "must be finished by {at:clock}, when it closes",
    "last_closes_late": "last because it closes late, at {closes:clock}",
    "between": "between {before} and {after} it adds {seconds:minutes} of driving",
    "closed": "closed that day",
    "open_too_short": "the visit of {duration:minutes} is longer than it is open",
    "over": "its hours are over at {now:clock}",
    "day_over": "no time is left before the day ends at {end:clock}",
    "unreachable": "cannot be reached in its hours even alone: arrival at {arrive:clock}, closed at {closes:clock}",
    "back_too_late": "even alone you would be back at {back:clock}, after the day ends at {end:clock}",
    "no_lunch": "leaves no room for lunch between {opens:clock} and {closes:clock}",
    "day_too_short": "takes longer than your day may last, even alone",
    "full": "the day is full: it needs {seconds:minutes} more",
    "hours_taken": "its hours are taken by other visits",
    "hours_lack": "its hours are taken by other visits: {seconds:minutes} are missing",
    "swap_higher": "it would fit instead of {stop}, which has priority {priority} against {own}",
    "swap_equal": "it would fit instead of {stop}, which has the same priority",
    "swap_lower": "it would fit instead of {stop}, which has priority {priority} against {own}",
    "by_hand": "you took it out",
    "misses_appointment": "the appointment at {at:clock} is missed by {late:minutes}",
    "too_late": "{late:minutes} too late: it closes at {closes:clock}",
    "lock_moved": "locked as number {place}, now number {now}",
    "day_late": "the day ends {late:minutes} after {end:clock}",
    "day_long": "the day is {late:minutes} too long",
    "lunch_late": "lunch ends {late:minutes} after {closes:clock}",
}


def text(reason: Reason) -> str:
    """The reason in English, without a capital or a full stop, so that reasons can be joined."""
    values = {name: _Datum(value) for name, value in reason.params}
    return _TEXTS[reason.code].format(**values)


def _span(minutes: int) -> str:
    """ "81 min" or "2 h 5 min"."""
    if minutes < _MINUTES_ALONE:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


class _Datum:
    """A datum that knows how to print itself as a time of day, a duration or as it is."""

    def __init__(self, value: int | str) -> None:
        self.value = value

    def __format__(self, how: str) -> str:
        if how == "clock" and isinstance(self.value, int):
            return f"{self.value // 3600:02}:{self.value // 60 % 60:02}"
        if how == "minutes" and isinstance(self.value, int):
            return _span(-(-self.value // 60))
        return str(self.value)
