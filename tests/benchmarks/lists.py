"""Lists at a hundred thousand accounts, encrypted and on a real page: first rows, jumps, search as you type."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sfa.accounts import listing
from sfa.accounts.model import Account, Location
from sfa.clock import FixedClock
from sfa.store.actor import system_actor
from sfa.store.store import Store
from sfa.workspace import Workspace, set_up
from tests.benchmarks.row import Row
from tests.stores import TUESDAY
from ui.desktop import theme
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.accounts import AccountsPage
from ui.desktop.pages.accounts.list_pane import ListPane

__all__ = ["rows"]

COUNT = 100_000
_SEEN_MS = 50.0
_QUERY_MS = 10.0
_TYPED = ("hilliard tap", "brewing 12", "golden lion", "1614555", "scioto", "illi", "zzz", "river b")
_FIRST = ("Hilliard", "Columbus", "Dublin", "Scioto", "Creek", "River", "Black", "White", "Golden", "Little", "Old",
          "New", "North", "South", "Maple", "Oak", "Iron", "Copper", "Silver", "Blue", "Lake", "Barrel", "Anchor",
          "Lion", "Eagle", "Union", "Liberty", "Harbor", "Valley", "Forest")  # fmt: skip
_LAST = ("Taphouse", "Brewery", "Brewing", "Tavern", "Pub", "Grill", "Bar", "Kitchen", "Saloon", "Bistro", "Inn")


def rows() -> list[Row]:
    """Measure; each figure is the 95th percentile in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        store, user = _fill(Path(folder) / "lists.db")
        try:
            workspace = Workspace.enter(store, user)
            query = _times(lambda text: _ask(workspace, text), [part for text in _TYPED for part in _parts(text)])
            with _page(app, workspace) as page:
                first = [page.first_rows() for _ in range(20)]
                jump = [page.jump(row) for row in random.Random(7).sample(range(COUNT), 40)]
                typed = [taken for text in _TYPED for taken in page.type(text)]
        finally:
            store.close()
    return [
        _row("list: first rows", first, _SEEN_MS),
        _row("list: jump anywhere", jump, _SEEN_MS),
        _row("search: key press to painted rows", typed, _SEEN_MS),
        _row("search: the query itself", query, _QUERY_MS),
    ]


def _row(name: str, taken: list[float], target: float) -> Row:
    figure = statistics.quantiles(taken, n=20)[-1]
    return Row(name, COUNT, round(figure, 1), "ms", target, figure <= target)


def _fill(path: Path) -> tuple[Store, object]:
    dice = random.Random(1)
    store, _ = Store.create(path, plain=True, clock=FixedClock(TUESDAY, step=0.001), durable=False)
    user = set_up(store, "Benchmark")
    names = (f"{dice.choice(_FIRST)} {dice.choice(_FIRST)} {dice.choice(_LAST)} {i % 977}" for i in range(COUNT))
    with store.transaction("Fill", system_actor()) as txn:
        accounts = [
            {"name": name, "owner_id": user, "phone": f"+1{200 + i % 700}555{i % 10_000:04d}"}
            for i, name in enumerate(names)
        ]
        made = txn.insert_many(Account, accounts)
        cities = [
            {"account_id": one, "city": dice.choice(_FIRST), "street": f"{i} Main Street"}
            for i, one in enumerate(made)
        ]
        txn.insert_many(Location, cities)
    return store, user


def _parts(text: str) -> list[str]:
    """What stands in the search line after each key."""
    return [text[: end + 1] for end in range(len(text))]


def _ask(workspace: Workspace, text: str) -> None:
    with workspace.reading() as session:
        listing.ids(session, workspace.actor, wanted=text)


def _times(run: Callable[[str], None], texts: list[str]) -> list[float]:
    """Milliseconds of each text, the second time round: the first opens pages of the file."""
    taken = []
    for again in range(2):
        for text in texts:
            begun = time.perf_counter()
            run(text)
            if again:
                taken.append((time.perf_counter() - begun) * 1000)
    return taken


class _Watch(QObject):
    """Notes when the table was painted after its model had something new."""

    painted = Signal()

    def __init__(self, pane: ListPane) -> None:
        super().__init__()
        self._pane = pane
        self.ready = lambda: True
        self.painted_at = 0.0
        self._loaded = False
        pane.model.loaded.connect(self._on_loaded)
        pane.table.viewport().installEventFilter(self)

    def begin(self, ready: Callable[[], bool]) -> float:
        """Start a measurement that ends with the first paint for which `ready()` holds."""
        self.ready, self.painted_at = ready, 0.0
        self._loaded = False
        return time.perf_counter()

    @property
    def was_loaded(self) -> bool:
        """Whether the list was read since `begin`."""
        return self._loaded

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted_at and self.ready():
            # The rows are on the screen when this event has been handled.
            watched.removeEventFilter(self)
            QApplication.sendEvent(watched, event)
            self.painted_at = time.perf_counter()
            watched.installEventFilter(self)
            self.painted.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_loaded(self) -> None:
        self._loaded = True
        # What did not change would not be painted again.
        self._pane.table.viewport().update()


class _Page:
    """The Accounts page with a stop-watch."""

    def __init__(self, page: AccountsPage) -> None:
        self._pane = page.list
        self._watch = _Watch(self._pane)

    def first_rows(self) -> float:
        """Read the list anew."""
        begun = self._watch.begin(lambda: self._watch.was_loaded)
        self._pane.load()
        return self._wait(begun)

    def jump(self, row: int) -> float:
        """Scroll to a row whose page is not there yet."""
        table, model = self._pane.table, self._pane.model
        begun = self._watch.begin(lambda: model.index(row, 0).data() != "…")
        table.scrollTo(model.index(row, 0), table.ScrollHint.PositionAtCenter)
        return self._wait(begun)

    def type(self, text: str) -> list[float]:
        """Type into the search line, a key at a time; milliseconds of each key."""
        search, taken = self._pane.search, []
        for letter in text:
            begun = self._watch.begin(lambda: self._watch.was_loaded)
            QTest.keyClick(search, letter)
            # A space alone does not change what is looked for.
            if letter != " ":
                taken.append(self._wait(begun))
        self._watch.begin(lambda: self._watch.was_loaded)
        search.clear()
        self._wait(time.perf_counter())
        return taken

    def _wait(self, begun: float) -> float:
        # Not a loop that asks: it would take the time of the thread that reads.
        loop = QEventLoop()
        self._watch.painted.connect(loop.quit)
        if not self._watch.painted_at:
            loop.exec()
        self._watch.painted.disconnect(loop.quit)
        return (self._watch.painted_at - begun) * 1000


@contextmanager
def _page(app: QApplication, workspace: Workspace) -> Iterator[_Page]:
    background = Background()
    page = AccountsPage(Context(workspace, background, theme.apply(app, "light")))
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.resize(1208, 724)
    page.show()
    page.activate()
    try:
        measured = _Page(page)
        measured.first_rows()
        yield measured
    finally:
        background.shutdown()
        page.close()
