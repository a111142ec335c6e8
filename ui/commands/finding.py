"""find and report: asking the store."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from sfa.insight.pipeline_report import as_json, pipeline_report
from sfa.store import search
from sfa.workspace import Workspace
from ui.commands.opening import opened
from ui.commands.printing import print_json, print_table

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    find = commands.add_parser("find", help="find records by name or text")
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=int, default=50)
    find.add_argument("--json", action="store_true")
    find.set_defaults(run=_find)

    report = commands.add_parser("report", help="print a report")
    report.add_argument("name", choices=sorted(_REPORTS))
    report.add_argument("--json", action="store_true")
    report.set_defaults(run=_report)


def _find(args: argparse.Namespace) -> int:
    with opened(args) as workspace, workspace.reading() as session:
        hits = search.find(session, args.text, workspace.actor, limit=args.limit)
    if args.json:
        print_json([{"type": hit.type, "id": str(hit.id), "title": hit.title} for hit in hits])
    elif hits:
        print_table([(hit.type, str(hit.id), hit.title) for hit in hits])
    else:
        print(f"Nothing is found for “{args.text}”.")
    return 0


def _report(args: argparse.Namespace) -> int:
    with opened(args) as workspace:
        figures = _REPORTS[args.name](workspace)
    if args.json:
        print_json(figures)
    else:
        print_table(_pipeline_rows(figures), ("", "deals", "value", "weighted"))
    return 0


def _pipeline(workspace: Workspace) -> dict[str, Any]:
    with workspace.reading() as session:
        return as_json(pipeline_report(session, workspace.actor))


def _pipeline_rows(figures: dict[str, Any]) -> list[tuple[str, ...]]:
    rows = [(name, str(figures[name]["count"]), figures[name]["value"], "") for name in ("won", "lost", "open")]
    stages = figures["open"]["stages"]
    return [*rows, *((f"  {s['name']}", str(s["count"]), s["value"], s["weighted"]) for s in stages)]


_REPORTS: dict[str, Callable[[Workspace], dict[str, Any]]] = {"pipeline": _pipeline}
