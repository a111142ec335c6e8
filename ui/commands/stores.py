"""init, backup, restore, doctor: the store itself."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfa.store import backup
from sfa.store.checkup import examine
from sfa.workspace import new_company
from ui.commands.opening import opened, passphrase_from_environment, store_path
from ui.commands.printing import print_json, print_table

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    init = commands.add_parser("init", help="make a new store")
    init.add_argument("--company", required=True, help="your company's name, as quotes print it")
    init.add_argument("--currency", default="USD", help="ISO code of the currency you sell in (USD)")
    init.add_argument("--admin", default="Administrator", metavar="NAME", help="name of the first administrator")
    init.set_defaults(run=_init)

    save = commands.add_parser("backup", help="copy the store to one file")
    save.add_argument("file", type=Path, metavar="FILE")
    save.set_defaults(run=_backup)

    bring_back = commands.add_parser(
        "restore", help="put a backup in the store's place; the old one is kept beside it"
    )
    bring_back.add_argument("file", type=Path, metavar="FILE")
    bring_back.set_defaults(run=_restore)

    doctor = commands.add_parser("doctor", help="check that the store is whole")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)


def _init(args: argparse.Namespace) -> int:
    path = store_path(args)
    recovery = new_company(
        path, args.company, passphrase=passphrase_from_environment(), currency=args.currency, admin=args.admin
    )
    print(f"Made {path}.")
    print(f"Recovery key: {recovery}")
    print("Write it down; it is shown this once and opens the store on any machine.")
    return 0


def _backup(args: argparse.Namespace) -> int:
    with opened(args, writable=True) as workspace:
        size = backup.back_up(workspace.store, args.file)
    print(f"Wrote {args.file}, {size / 1e6:.1f} MB.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    path = store_path(args)
    kept = backup.restore(args.file, path, secret=passphrase_from_environment())
    print(f"Restored {path}.")
    if kept:
        print(f"The store that was there is kept as {kept.name}.")
    return 0


def _doctor(args: argparse.Namespace) -> int:
    with opened(args) as workspace, workspace.reading() as session:
        found = examine(session)
    if args.json:
        print_json(
            {"whole": found.is_whole, "file": found.file, "audit": list(found.audit), "rows": dict(found.rows)}
        )
    else:
        print_table([(name, f"{count:,}") for name, count in found.rows.items() if count], ("records", "count"))
        said = ["The store is whole."] if found.is_whole else ["The store is damaged:", found.file, *found.audit]
        print("\n".join(said))
    return 0 if found.is_whole else 1
