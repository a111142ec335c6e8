"""Print the speed of Fieldbook as a table: `python -m tests.benchmarks [NAME…] [--json]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from importlib import import_module

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks.row import Row

NAMES = ("start", "store", "imports", "lists", "board", "visits", "places", "map", "quotes", "demo")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the named benchmarks, all when none is named; 1 if a figure misses its target."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    unknown = set(args.names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name in args.names or NAMES:
        begun = time.monotonic()
        rows.extend(import_module(f"tests.benchmarks.{name}").rows())
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)
    if args.json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(rows)))
    return 0 if all(row.ok for row in rows) else 1


def _plain(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("name", "size", "figure", "unit", "target", "ok")}


def table(rows: Iterable[Row]) -> list[str]:
    """The rows as a Markdown table."""
    lines = ["| what | size | figure | target | |", "|---|---|---:|---:|---|"]
    for row in rows:
        target = "" if row.target is None else f"{row.target:g} {row.unit}"
        mark = "" if row.target is None else "ok" if row.ok else "**missed**"
        lines.append(f"| {row.name} | {row.size} | {row.figure:.4g} {row.unit} | {target} | {mark} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
