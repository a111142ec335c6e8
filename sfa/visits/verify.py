"""Checks a plan against its problem, written apart from the planner so that they cannot share a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sfa.visits.problem import DayPlan, DayProblem, Lunch, LunchStop, PlannedStop, Stop

__all__ = ["verify"]


def verify(problem: DayProblem, plan: DayPlan) -> list[str]:
    """Sentences that say what is wrong with the plan; empty if nothing is."""
    known = {stop.key for stop in problem.stops}
    strangers = [p.key for p in plan.stops if p.key not in known]
    if strangers:
        return [f"Stop {key} is not in the day." for key in strangers]
    return [
        *_each_once(problem, plan),
        *_visits(problem, plan),
        *_legs(problem, plan),
        *_lunch(problem, plan),
        *_hours(problem, plan),
        *_locks(problem, plan),
        *_totals(problem, plan),
    ]


def _stop(problem: DayProblem, key: str) -> Stop:
    return next(stop for stop in problem.stops if stop.key == key)


def _row(problem: DayProblem, key: str) -> int:
    return [stop.key for stop in problem.stops].index(key) + 1


def _each_once(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    named = [p.key for p in plan.stops] + [out.key for out in plan.left_out]
    for stop in problem.stops:
        if named.count(stop.key) != 1:
            yield f"{stop.key} is in the plan {named.count(stop.key)} times."
    for out in plan.left_out:
        if not out.why:
            yield f"{out.key} is left out without a reason."


def _visits(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    """Duration, opening hours and appointments of each visit."""
    for p in plan.stops:
        stop = _stop(problem, p.key)
        if stop.done is not None:
            if (p.start, p.leave) != stop.done:
                yield f"{p.key} is over, but its times were changed."
            continue
        if p.leave - p.start != stop.duration:
            yield f"{p.key} lasts {p.leave - p.start} s instead of {stop.duration} s."
        if p.start < p.arrive or p.start < problem.now:
            yield f"{p.key} starts too early."
        if stop.fixed_start is not None:
            if p.start != stop.fixed_start:
                yield f"{p.key} starts at {p.start}, the appointment is at {stop.fixed_start}."
        elif not any(opens <= p.start and p.leave <= closes for opens, closes in stop.windows):
            yield f"{p.key} is visited outside its opening hours."


def _legs(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    """From each place to the next there is exactly the travel time, and lunch where it was taken."""
    lunch = plan.lunch
    row, now = 0, plan.depart
    for p in plan.stops:
        there = _row(problem, p.key)
        drive = int(problem.travel.seconds[row, there])
        if (p.drive, p.metres) != (drive, int(problem.travel.metres[row, there])):
            yield f"The leg to {p.key} has a wrong length."
        eaten = lunch.end - lunch.start if lunch and (lunch.where, lunch.key) == ("before", p.key) else 0
        if _stop(problem, p.key).done is None:
            if p.arrive != now + drive:
                yield f"{p.key} is reached at {now + drive}, not at {p.arrive}."
            if p.wait != p.start - p.arrive - eaten or p.wait < 0:
                yield f"The waiting time at {p.key} is wrong."
        row, now = there, p.leave
        if lunch and lunch.where == "after" and lunch.key == p.key:
            now = max(lunch.end, now)
        if _stop(problem, p.key).done is not None:
            now = max(now, problem.now, problem.shift[0]) if _last_done(problem, plan) == p.key else now
    if plan.end != now + int(problem.travel.seconds[row, len(problem.stops) + 1]):
        yield "The return is not when the last leg ends."


def _last_done(problem: DayProblem, plan: DayPlan) -> str | None:
    done = [p.key for p in plan.stops if _stop(problem, p.key).done is not None]
    return done[-1] if done else None


def _lunch(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    wanted, lunch = problem.lunch, plan.lunch
    free_from = max([problem.now, problem.shift[0], *(s.done[1] for s in problem.stops if s.done)])
    if wanted is None or free_from > wanted.closes - wanted.duration:
        if lunch is not None:
            yield "There is a lunch nobody asked for."
        return
    if lunch is None:
        yield "There is no lunch."
        return
    if lunch.end - lunch.start != wanted.duration or lunch.start < free_from:
        yield "Lunch is too short or has begun already."
    if lunch.start < wanted.opens or lunch.end > wanted.closes:
        yield "Lunch is outside its hours."
    yield from _interruptions(plan, lunch, wanted)


def _interruptions(plan: DayPlan, lunch: LunchStop, wanted: Lunch) -> Iterator[str]:
    """Work and driving are periods; none of them may overlap lunch."""
    if wanted.duration == 0:
        return
    if lunch.where == "start" and lunch.end > plan.depart:
        yield "Lunch at the start is not over at departure."
    if lunch.where == "end" and lunch.start < plan.end:
        yield "Lunch at the end begins before the return."
    for p in plan.stops:
        if p.start < lunch.end and lunch.start < p.leave:
            yield f"Lunch is interrupted by the visit to {p.key}."
        if lunch.where in ("before", "after") and p.arrive - p.drive < lunch.end and lunch.start < p.arrive:
            yield f"Lunch is interrupted by the drive to {p.key}."
        if lunch.key == p.key and not _beside(p, lunch):
            yield f"Lunch is not where the plan says, at {p.key}."
    if plan.stops and lunch.where == "after" and lunch.key == plan.stops[-1].key and lunch.end > plan.end:
        yield "Lunch is interrupted by the way home."


def _beside(p: PlannedStop, lunch: LunchStop) -> bool:
    if lunch.where == "before":
        return p.arrive <= lunch.start and lunch.end <= p.start
    return p.leave <= lunch.start


def _hours(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    """Departure, return and length of the day; the past is not judged."""
    fresh = not any(stop.done for stop in problem.stops)
    if fresh and plan.depart < max(problem.shift[0], problem.now):
        yield "The day begins before it may."
    if plan.end > problem.shift[1]:
        yield "The day ends too late."
    if problem.max_length is not None and plan.end - plan.depart > problem.max_length:
        yield "The day is too long."


def _locks(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    """Finished stops first and in order of time; no locked stop later than its place, nor past another."""
    done = [p for p in plan.stops if _stop(problem, p.key).done is not None]
    if list(plan.stops[: len(done)]) != done or [p.start for p in done] != sorted(p.start for p in done):
        yield "Finished stops are not at the head of the plan."
    places = []
    for k, p in enumerate(plan.stops):
        stop = _stop(problem, p.key)
        if stop.locked is not None and stop.done is None:
            places.append(stop.locked)
            if k > max(stop.locked, len(done)):
                yield f"{p.key} is locked at place {stop.locked} and stands at {k}."
    if places != sorted(places):
        yield "Locked stops have changed their order."


def _totals(problem: DayProblem, plan: DayPlan) -> Iterator[str]:
    rows = [0, *(_row(problem, p.key) for p in plan.stops), len(problem.stops) + 1]
    legs = list(pairwise(rows))
    if plan.metres != sum(int(problem.travel.metres[leg]) for leg in legs):
        yield "The total length is wrong."
    if plan.drive != sum(int(problem.travel.seconds[leg]) for leg in legs):
        yield "The total driving time is wrong."
    if plan.prize != sum(_stop(problem, p.key).prize for p in plan.stops):
        yield "The total worth is wrong."
    if not any(stop.done for stop in problem.stops):
        eaten = plan.lunch.end - plan.lunch.start if plan.lunch and plan.lunch.key is not None else 0
        busy = plan.drive + eaten + sum(p.leave - p.start for p in plan.stops)
        if plan.wait != plan.end - plan.depart - busy:
            yield "The total waiting time is wrong."
