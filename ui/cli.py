"""The `fieldbook` command. Without a command it opens the app; plain commands import no Qt."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from sfa.errors import FieldbookError

__all__ = ["main"]

_DESCRIPTION = "Sales work in the field, with or without a signal. Without a command it opens the app."

_COMMANDS = {
    "init": "stores",
    "backup": "stores",
    "restore": "stores",
    "doctor": "stores",
    "import": "importing",
    "export": "importing",
    "find": "finding",
    "report": "finding",
    "visits": "planning",
    "quote": "quoting",
    "demo": "demo",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 done in part."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = list(sys.argv[1:] if argv is None else argv)
    args = _parser(given).parse_args(given)
    try:
        return int(args.run(args))
    except FieldbookError as error:
        print(f"fieldbook: {error.message}", file=sys.stderr)
        if args.verbose and error.details:
            print(error.details, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("fieldbook: stopped.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fieldbook", description=_DESCRIPTION)
    parser.add_argument(
        "--store", metavar="PATH", help="the store to use (else FIELDBOOK_STORE, else the usual place)"
    )
    parser.add_argument("--user", metavar="NAME", help="work as this user (else as an administrator)")
    parser.add_argument("--verbose", action="store_true", help="print details of errors for support")
    parser.add_argument("--self-test", action="store_true", help="check that this installation works, then exit")
    parser.set_defaults(run=_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for module in _modules_for(given):
        import_module(f"ui.commands.{module}").add_to(commands)
    return parser


def _modules_for(given: Sequence[str]) -> Sequence[str]:
    """Only the named command's module, so that the app and each command start fast; all of them for --help."""
    words = iter(given)
    for word in words:
        if word in ("--store", "--user"):
            next(words, None)
        elif word in _COMMANDS:
            return [_COMMANDS[word]]
        elif word not in ("--self-test", "--verbose") and not word.startswith(("--store=", "--user=")):
            return sorted(set(_COMMANDS.values()))
    return []


def _app(args: argparse.Namespace) -> int:
    if args.self_test:
        from ui.self_test import run_self_test

        return run_self_test()
    from ui.desktop.app import run_app

    return run_app(args.store, args.user)


if __name__ == "__main__":
    sys.exit(main())
