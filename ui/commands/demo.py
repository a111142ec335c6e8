"""demo: a sample company to try Fieldbook on."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from sfa.config import demo_folder

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    demo = commands.add_parser("demo", help="open Fieldbook on a sample company; nothing leaves this machine")
    demo.add_argument(
        "--as", dest="role", choices=("rep", "manager", "admin"), default="rep", help="whose screen (rep)"
    )
    demo.add_argument("--build-only", action="store_true", help="build the sample company and stop")
    demo.add_argument("--fresh", action="store_true", help="build it anew; changes made in the demo are lost")
    demo.set_defaults(run=_demo)


def _demo(args: argparse.Namespace) -> int:
    from sfa.demo.build import DEMO_VERSION, PERSON_OF_ROLE, demo_day, open_demo

    path = Path(args.store) if args.store else demo_folder() / f"demo-{DEMO_VERSION}.db"
    day = demo_day()
    if args.fresh or not path.exists():
        _build(path, args)
    if args.build_only:
        print(f"The demo is ready at {path}.")
        return 0
    from ui.desktop.app import run_demo

    return run_demo(lambda: open_demo(path, day), path, PERSON_OF_ROLE[args.role])


def _build(path: Path, args: argparse.Namespace) -> None:
    from sfa.demo.build import build, demo_day

    path.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()

    def tell(words: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{words} …", end="", file=sys.stderr, flush=True)
        elif args.verbose:
            print(words, file=sys.stderr)

    build(path, demo_day(), tell)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(f"Built the demo in {time.monotonic() - begun:.1f} s.", file=sys.stderr)
