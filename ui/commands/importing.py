"""import and export: files in, files out."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sfa.exchange.exporting import export_csv
from sfa.exchange.importing import ImportDefaults, import_csv
from sfa.exchange.report import ImportReport
from sfa.exchange.targets import KINDS
from sfa.people.directory import user_by_name
from sfa.workspace import Workspace
from ui.commands.opening import opened
from ui.commands.printing import print_json

__all__ = ["add_to"]

_WIDTH = 60


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    bring = commands.add_parser("import", help="bring in a CSV file")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--as", dest="kind", required=True, choices=list(KINDS), help="what the rows are")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    bring.add_argument("--mapping", type=Path, metavar="FILE", help="mapping to use (else found by the headers)")
    bring.add_argument("--owner", metavar="NAME", help="user who gets new records that name no owner")
    bring.add_argument("--currency", default="", metavar="USD", help="of amounts that name none (the company's)")
    bring.add_argument("--country", default="", metavar="US", help="whose phone numbers are meant (the row's)")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=_import)

    out = commands.add_parser("export", help="write records to a CSV file that import reads back")
    out.add_argument("kind", choices=list(KINDS), help="what to write")
    out.add_argument("file", type=Path, metavar="FILE")
    out.add_argument("--json", action="store_true")
    out.set_defaults(run=_export)


def _import(args: argparse.Namespace) -> int:
    with opened(args, writable=not args.dry_run) as workspace:
        report = import_csv(
            workspace.store,
            workspace.actor,
            args.file,
            args.kind,
            mapping_file=args.mapping,
            dry_run=args.dry_run,
            defaults=_defaults(args, workspace),
            progress=_progress() if sys.stderr.isatty() else None,
        )
    return _print(report, as_json=args.json)


def _defaults(args: argparse.Namespace, workspace: Workspace) -> ImportDefaults:
    owner = None
    if args.owner:
        with workspace.reading() as session:
            owner = user_by_name(session, args.owner).id
    return ImportDefaults(owner, args.currency.upper(), args.country.upper())


def _print(report: ImportReport, *, as_json: bool) -> int:
    if as_json:
        print_json(report.to_dict())
    else:
        print(report.to_text())
    return report.exit_code


def _progress() -> Callable[[int, int], None]:
    """A line on the terminal that is written over: how far, and about how long still."""
    began = time.monotonic()

    def show(line: int, lines: int) -> None:
        left = (time.monotonic() - began) * (lines - line) / max(line, 1)
        text = f"line {line:,} of {lines:,}, about {left:.0f} s left" if line < lines else ""
        print(f"\r{text:<{_WIDTH}}", end="\r" if not text else "", file=sys.stderr, flush=True)

    return show


def _export(args: argparse.Namespace) -> int:
    with opened(args) as workspace, workspace.reading() as session:
        count = export_csv(session, workspace.actor, args.kind, args.file, zone=workspace.user.zone)
    if args.json:
        print_json({"file": str(args.file), "kind": args.kind, "rows": count})
    else:
        print(f"Wrote {args.file}, {count:,} {args.kind}.")
    return 0
