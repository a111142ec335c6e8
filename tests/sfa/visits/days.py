"""Days for the planner's tests: random ones for hypothesis, and small ones by hand."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
from hypothesis import strategies as st

from sfa.visits.problem import ALL_DAY, DayProblem, Lunch, Place, Stop, Travel, Window

HOUR = 3600
MINUTE = 60
DAY = date(2026, 11, 23)
SHIFT = (8 * HOUR, 17 * HOUR)
LUNCH = Lunch(30 * MINUTE, 11 * HOUR + 1800, 13 * HOUR + 1800)


def line_travel(places: list[int], pace: int = 60) -> Travel:
    """Places on a straight road, given in kilometres; `pace` seconds a kilometre."""
    at = np.array(places, dtype=np.int64)
    apart = np.abs(at[:, None] - at[None, :])
    return Travel(apart * 1000, apart * pace)


def visit(key: str, minutes: int = 30, windows: tuple[Window, ...] = ALL_DAY, **more: object) -> Stop:
    """A stop named like its key."""
    return Stop(key, Place(key.upper()), minutes * MINUTE, windows, **more)  # type: ignore[arg-type]


def day_on_a_line(stops: dict[Stop, int], **more: object) -> DayProblem:
    """A day from kilometre 0 back to kilometre 0 with stops at the kilometres given."""
    values: dict[str, object] = {
        "day": DAY,
        "start": Place("Home"),
        "end": Place("Home"),
        "shift": SHIFT,
        "stops": tuple(stops),
        "travel": line_travel([0, *stops.values(), 0]),
    }
    return DayProblem(**{**values, **more})  # type: ignore[arg-type]


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """All day, none, one or two windows; some too short for any visit."""
    kind = draw(st.sampled_from(("all", "all", "one", "two", "none")))
    if kind == "all":
        return ALL_DAY
    if kind == "none":
        return ()
    edges = sorted(draw(st.lists(st.integers(28, 72), min_size=4, max_size=4)))
    found = ((edges[0] * 900, edges[1] * 900), (edges[2] * 900, edges[3] * 900))
    return found if kind == "two" else found[:1]


@st.composite
def stops(draw: st.DrawFn, key: str, *, tied: bool) -> Stop:
    """A random visit; `tied` allows appointments."""
    fixed = draw(st.none() | st.integers(30, 66)) if tied and draw(st.integers(0, 4)) == 0 else None
    return Stop(
        key,
        Place(key.upper()),
        draw(st.integers(0, 8)) * 600,
        draw(windows()),
        draw(st.integers(1, 10)),
        fixed * 900 if fixed is not None else None,
    )


def _with_past(draw: st.DrawFn, wished: list[Stop]) -> tuple[list[Stop], int]:
    """Up to two visits are over since the morning."""
    clock, count = 8 * HOUR, draw(st.integers(0, min(2, len(wished))))
    past = []
    for stop in wished[:count]:
        start = clock + draw(st.integers(0, 6)) * 600
        clock = start + draw(st.integers(1, 6)) * 600
        past.append(Stop(stop.key, stop.place, stop.duration, stop.windows, stop.prize, done=(start, clock)))
    return [*past, *wished[count:]], clock


def _with_locks(draw: st.DrawFn, wished: list[Stop]) -> list[Stop]:
    places = draw(st.lists(st.integers(0, 5), unique=True, max_size=2))
    open_ones = [k for k, s in enumerate(wished) if s.done is None and s.fixed_start is None]
    for k, place in zip(open_ones, places, strict=False):
        s = wished[k]
        wished[k] = Stop(s.key, s.place, s.duration, s.windows, s.prize, locked=place)
    return wished


@st.composite
def days(draw: st.DrawFn, *, most: int = 12, tied: bool = True) -> DayProblem:
    """A random day of up to `most` visits. `tied` also draws appointments, locks, finished visits and `now`."""
    wished = [draw(stops(f"v{i}", tied=tied)) for i in range(draw(st.integers(0, most)))]
    clock = 0
    if tied and draw(st.booleans()):
        wished, clock = _with_past(draw, wished)
    if tied and draw(st.integers(0, 2)) == 0:
        wished = _with_locks(draw, wished)
    size = len(wished) + 2
    seconds = np.array(draw(st.lists(st.integers(0, 40), min_size=size * size, max_size=size * size)), dtype=np.int64)
    seconds = seconds.reshape(size, size) * 97
    np.fill_diagonal(seconds, 0)
    if draw(st.booleans()):
        seconds[:, -1], seconds[-1, :] = seconds[:, 0], seconds[0, :]
    return DayProblem(
        day=DAY,
        start=Place("Home"),
        end=Place("Hotel"),
        shift=SHIFT,
        stops=tuple(wished),
        travel=Travel(seconds * 12, seconds),
        lunch=draw(st.sampled_from((None, LUNCH))),
        max_length=draw(st.none() | st.integers(2, 9).map(lambda h: h * HOUR)),
        now=clock + draw(st.integers(0, 3)) * 1200 if clock else 0,
    )


def _grid_windows(rng: Random) -> tuple[Window, ...]:
    kind = rng.random()
    if kind < 0.4:
        return ALL_DAY
    if kind < 0.7:
        opens = rng.randrange(46, 90)
        return ((opens * 600, (opens + rng.randrange(2, 18)) * 600),)
    edges = sorted(rng.sample(range(46, 104), 4))
    return ((edges[0] * 600, edges[1] * 600), (edges[2] * 600, edges[3] * 600))


def grid_day(size: int, seed: int) -> DayProblem:
    """A day whose times are all multiples of ten minutes, small enough to try every plan of it."""
    rng = Random(seed)
    wished = []
    for i in range(size):
        hours = _grid_windows(rng)
        fixed = rng.randrange(48, 100) * 600 if rng.random() < 0.12 else None
        wished.append(visit(f"v{i}", rng.randrange(10) * 10, hours, prize=rng.randrange(1, 6), fixed_start=fixed))
    seconds = np.array([[rng.randrange(10) * 600 for _ in range(size + 2)] for _ in range(size + 2)], dtype=np.int64)
    np.fill_diagonal(seconds, 0)
    for k in range(size + 2):  # no way is longer than a way round (Floyd 1962)
        seconds = np.minimum(seconds, seconds[:, k : k + 1] + seconds[k : k + 1, :])
    return DayProblem(
        day=DAY,
        start=Place("Home"),
        end=Place("Hotel"),
        shift=SHIFT,
        stops=tuple(wished),
        travel=Travel(seconds, seconds),
        lunch=rng.choice((None, LUNCH, LUNCH)),
        max_length=rng.choice((None, None, 6 * HOUR)),
    )
