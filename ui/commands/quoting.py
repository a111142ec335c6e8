"""quote list and quote pdf."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sfa.quotes.printing import document_named
from sfa.quotes.queries import ListFilter, quote_ids, quote_rows
from sfa.store.engine import said_in_words
from ui.commands.opening import opened
from ui.commands.printing import print_json, print_table

__all__ = ["add_to"]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    quote = commands.add_parser("quote", help="list quotes and print them")
    parts = quote.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = parts.add_parser("list", help="list quotes, the newest first")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)
    pdf = parts.add_parser("pdf", help="write a quote as a PDF")
    pdf.add_argument("number", metavar="NUMBER")
    pdf.add_argument("--out", type=Path, required=True, metavar="FILE")
    pdf.set_defaults(run=_pdf)


def _list(args: argparse.Namespace) -> int:
    with opened(args) as workspace, workspace.reading() as session:
        today = workspace.today()
        ids = quote_ids(session, workspace.actor, ListFilter(today))
        quotes = quote_rows(session, workspace.actor, ids, today)
    if args.json:
        print_json(
            [
                {
                    "number": quote.number,
                    "revision": quote.revision,
                    "customer": quote.customer,
                    "state": quote.state,
                    "total": str(quote.total.value),
                    "currency": quote.total.currency,
                }
                for quote in quotes
            ]
        )
    else:
        rows = [(quote.number, quote.customer, quote.state, str(quote.total)) for quote in quotes]
        print_table(rows, ("number", "customer", "state", "total"))
    return 0


def _pdf(args: argparse.Namespace) -> int:
    from sfa.quotes.pdf import render_quote

    with opened(args) as workspace, workspace.reading() as session:
        document = document_named(session, workspace.actor, args.number)
    printed = render_quote(document)
    with said_in_words(args.out):
        args.out.write_bytes(printed.data)
    print(f"Wrote {args.out}, {printed.pages} {'page' if printed.pages == 1 else 'pages'}.")
    if printed.missing:
        shown = " ".join(printed.missing)
        print(f"No font has these characters; they are printed as boxes: {shown}", file=sys.stderr)
    return 0
