"""`fieldbook --self-test`: an installation proves itself. Open a store, plan a day, make a PDF, paint every page."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from sfa.workspace import Workspace

__all__ = ["run_self_test"]

_PATIENCE = 20.0  # seconds a page may take to read what it shows


def run_self_test() -> int:
    """Try what a rep needs, each step named; 0 when all went well, 1 with the step that did not."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="fieldbook-self-test-") as folder:
        os.environ.setdefault("HOME", folder)
        bench = _Bench(Path(folder))
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("store", bench.make_store),
            ("import", bench.import_customers),
            ("plan", bench.plan_day),
            ("quote", bench.print_quote),
            ("pages", bench.paint_pages),
            ("backup", bench.back_up),
        )
        try:
            for name, run in steps:
                begun = time.monotonic()
                said = run()
                print(f"{name}: {said} ({time.monotonic() - begun:.2f} s)")
        except Exception as error:  # noqa: BLE001 (whatever it is, it must be named and end the test)
            print(f"{name}: failed: {error!r}", file=sys.stderr)
            return 1
        finally:
            bench.close()
    print("Fieldbook works here.")
    return 0


class _Bench:
    """A store in a temporary folder and what is tried on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workspace: Workspace | None = None
        self._day = date(2026, 11, 17)

    @property
    def workspace(self) -> Workspace:
        """The store at work."""
        assert self._workspace is not None
        return self._workspace

    def make_store(self) -> str:
        """An encrypted store, set up and opened again with its passphrase."""
        from sfa.people.directory import first_administrator
        from sfa.store.store import Store
        from sfa.workspace import Workspace, new_company

        path = self._folder / "self-test.db"
        new_company(path, "Self test", passphrase="self test")
        store = Store.open(path, secret="self test")
        with store.reading() as session:
            who = first_administrator(session)
        self._workspace = Workspace.enter(store, who)
        return "made, locked and opened"

    def import_customers(self) -> str:
        """A small CSV file becomes accounts."""
        from sfa.exchange.importing import import_csv

        file = self._folder / "customers.csv"
        lines = ["name,address_1,city,state_province,postal_code,country,longitude,latitude"]
        lines += [
            f"Customer {i},{i} Main Street,Columbus,Ohio,43215,United States,{-83 + i / 50},{40 - i / 70}"
            for i in range(8)
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
        report = import_csv(self.workspace.store, self.workspace.actor, file, "accounts")
        assert report.exit_code == 0, report.to_text()
        return "8 accounts"

    def plan_day(self) -> str:
        """The eight are visited in a good order."""
        from sqlalchemy import select

        from sfa.accounts.model import Account
        from sfa.visits.acts import PlanVisit
        from sfa.visits.day import plan_rep_day

        me = self.workspace.actor.user_id
        assert me is not None
        with self.workspace.reading() as session:
            accounts = session.scalars(select(Account.id)).all()
        with self.workspace.transaction("Plan") as txn:
            for account in accounts:
                txn.run(PlanVisit(account_id=account, day=self._day))
        planned = plan_rep_day(self.workspace, me, self._day, seconds=0.5)
        assert len(planned.stops) == 8, planned.left_out
        self.workspace.run(planned.args())
        return f"8 stops, {planned.plan.metres / 1000:.0f} km"

    def print_quote(self) -> str:
        """A quote with a line becomes a PDF that pdfium can read."""
        from decimal import Decimal

        import pypdfium2
        from sqlalchemy import select

        from sfa.accounts.model import Account
        from sfa.catalog.acts import AddProduct
        from sfa.quotes.acts import CreateQuote
        from sfa.quotes.line_acts import AddLine
        from sfa.quotes.model import Quote
        from sfa.quotes.pdf import render_quote
        from sfa.quotes.printing import document_named

        with self.workspace.reading() as session:
            account = session.scalars(select(Account.id)).first()
        assert account is not None
        with self.workspace.transaction("Quote") as txn:
            product = txn.run(AddProduct(name="Żółty kran", price=Decimal("12.50")))
            quote = txn.run(CreateQuote(account))
            txn.run(AddLine(quote, product, Decimal(3)))
        with self.workspace.reading() as session:
            number = session.scalars(select(Quote.number)).one()
            document = document_named(session, self.workspace.actor, number)
        printed = render_quote(document)
        text = pypdfium2.PdfDocument(printed.data)[0].get_textpage().get_text_bounded()
        assert "Żółty kran" in text
        return f"{len(printed.data) / 1000:.0f} kB"

    def paint_pages(self) -> str:
        """Every page of every role is built, reads its data and paints."""
        from ui.desktop import theme
        from ui.desktop.app import make_application
        from ui.desktop.background import Background
        from ui.desktop.context import Context
        from ui.desktop.trial import painted_pages

        app = make_application()
        background = Background()
        context = Context(self.workspace, background, theme.apply(app, "light"))
        names = []
        try:
            for name, picture in painted_pages(app, context, _PATIENCE):
                assert _shows_something(picture.toImage()), f"the page {name} is blank"
                names.append(name)
        finally:
            background.shutdown()
        return ", ".join(names)

    def back_up(self) -> str:
        """A backup that can be restored."""
        from sfa.store import backup

        file = self._folder / "self-test.backup"
        size = backup.back_up(self.workspace.store, file)
        backup.restore(file, self._folder / "restored.db", secret="self test")
        return f"{size / 1e6:.1f} MB"

    def close(self) -> None:
        """Close the store, so that its folder can go."""
        if self._workspace is not None:
            self._workspace.store.close()


def _shows_something(image: QImage) -> bool:
    """Whether the picture has more than a few colours."""
    across = range(0, image.width(), 7)
    return len({image.pixel(x, y) for y in range(0, image.height(), 5) for x in across}) > 8
