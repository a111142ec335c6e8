"""visits: the order of a rep's day."""

from __future__ import annotations

import argparse
import re
from calendar import month_name, monthrange
from datetime import date
from typing import Any

from sfa.errors import BadInput
from sfa.people.directory import user_by_name
from sfa.visits.day import PlannedDay, apply, plan_rep_day
from sfa.workspace import Workspace
from ui.commands.opening import opened
from ui.commands.printing import print_json, print_table

__all__ = ["add_to", "parse_day"]

_LONGEST = 120.0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    visits = commands.add_parser("visits", help="plan the visits of a day")
    verbs = visits.add_subparsers(title="commands", metavar="COMMAND", required=True)
    plan = verbs.add_parser("plan", help="put a rep's visits of a day in the best order")
    plan.add_argument("--rep", required=True, metavar="NAME", help="whose day: name or e-mail address")
    plan.add_argument("--date", required=True, metavar="DATE", help="the day, as 2026-11-17; or today, tomorrow")
    plan.add_argument("--seconds", type=float, default=2.0, help="how long to search (2)")
    plan.add_argument("--apply", action="store_true", help="keep the plan in the store")
    plan.add_argument("--json", action="store_true")
    plan.set_defaults(run=_plan)


def _plan(args: argparse.Namespace) -> int:
    if not 0 < args.seconds <= _LONGEST:
        raise BadInput(f"A search takes more than 0 and at most {_LONGEST:.0f} seconds.")
    with opened(args, writable=args.apply) as workspace:
        with workspace.reading() as session:
            rep = user_by_name(session, args.rep)
            user_id, zone = rep.id, rep.zone
        planned = plan_rep_day(workspace, user_id, _day(workspace, zone, args.date), seconds=args.seconds)
        if args.apply:
            apply(workspace, planned)
    if args.json:
        print_json(_as_json(planned))
    else:
        _print(planned)
    return 0


def _day(workspace: Workspace, zone: str, said: str) -> date:
    from datetime import timedelta

    from sfa.clock import local_day

    today = local_day(workspace.clock.now(), zone)
    named = {"today": today, "tomorrow": today + timedelta(days=1)}
    return named.get(said.lower()) or parse_day(said)


def parse_day(said: str) -> date:
    """A day written as 2026-11-17. Raises BadInput with what is wrong."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", said.strip(), re.ASCII)
    if found is None:
        raise BadInput(f"“{said}” is not a day; write it as 2026-11-17.")
    year, month, day = (int(part) for part in found.groups())
    if not 1 <= month <= 12 or year < 1:
        raise BadInput(f"“{said}” is not a day: a month is a number from 1 to 12.")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise BadInput(f"{day} {month_name[month]} {year} does not exist.")
    return date(year, month, day)


def _as_json(planned: PlannedDay) -> dict[str, Any]:
    return {
        "stops": [
            {
                "account": stop.visit.account,
                "arrive": _clock(stop.arrive),
                "leave": _clock(stop.leave),
                "why": stop.why,
            }
            for stop in planned.stops
        ],
        "left_out": [{"account": out.visit.account, "reason": out.reason} for out in planned.left_out],
        "km": round(planned.plan.metres / 1000, 1),
        "minutes": round(planned.plan.drive / 60),
    }


def _print(planned: PlannedDay) -> None:
    rep = planned.rep
    print(f"{rep.user_name}, {rep.day:%A} {rep.day.day} {rep.day:%B %Y}")
    if planned.stops:
        print_table([(_clock(s.arrive), _clock(s.leave), s.visit.account, s.why) for s in planned.stops])
        km, minutes = planned.plan.metres / 1000, round(planned.plan.drive / 60)
        print(
            f"Leave {_clock(planned.leave_at)}, back {_clock(planned.home_at)}; {km:.1f} km, {minutes} min driving."
        )
    elif not planned.left_out:
        print("No visits are planned.")
    if planned.left_out:
        print("Left out:")
        print_table([(out.visit.account, out.reason) for out in planned.left_out])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
