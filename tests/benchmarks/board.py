"""How fast the board is with five thousand open deals: until it is painted, and a step of the wheel."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from sfa.accounts.model import Account
from sfa.pipeline.model import Opportunity, Pipeline
from sfa.pipeline.queries import steps
from sfa.workspace import Workspace
from tests.benchmarks.row import Row
from tests.stores import new_workspace
from ui.desktop import theme
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.pipeline import PipelinePage

__all__ = ["rows"]

_DEALS = 5_000
_ACCOUNTS = 900
_STEPS = 60
_SHOW_MS, _SCROLL_MS = 200.0, 16.0


def rows() -> list[Row]:
    """Show time of the filled board (median of five), and a scroll step (95th percentile)."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    host = theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder), "rep")
        _fill(workspace)
        background = Background()
        try:
            page = PipelinePage(Context(workspace, background, host))
            page.resize(1208, 724)
            shows = [_shown(page, background) for _ in range(6)][1:]
            scrolls = [_scrolled(page, background, number % 6) for number in range(_STEPS)]
            page.close()
        finally:
            background.shutdown()
            workspace.store.close()
    show = statistics.median(shows)
    scroll = sorted(scrolls)[int(0.95 * len(scrolls))]
    return [
        Row("board shown, store to painted cards", _DEALS, show, "ms", _SHOW_MS, show <= _SHOW_MS),
        Row("board scroll step", _DEALS, scroll, "ms", _SCROLL_MS, scroll <= _SCROLL_MS),
    ]


def _fill(workspace: Workspace) -> None:
    draw = random.Random(5)
    owner = workspace.user.id
    with workspace.reading() as session:
        open_steps = [step for step in steps(session) if not step.is_won]
        pipeline = session.scalars(select(Pipeline.id)).one()
    names = ("Hocking Valley Ales", "Gasthaus Ziegler", "Piekarnia Kowal", "Lakeside Boat Club", "Bier & Brot")
    with workspace.transaction("Deals for the board") as txn:
        accounts = txn.insert_many(
            Account, [{"name": f"{draw.choice(names)} {n}", "owner_id": owner} for n in range(_ACCOUNTS)]
        )
        txn.insert_many(
            Opportunity,
            [
                {
                    "name": f"Second tap wall {n}",
                    "account_id": draw.choice(accounts),
                    "owner_id": owner,
                    "pipeline_id": pipeline,
                    "stage_id": draw.choice(open_steps).id,
                    "amount": draw.randint(1_000_00, 90_000_00),
                    "currency": "USD",
                    "state": "open",
                    "stage_since": txn.now - timedelta(days=draw.randint(0, 40)),
                    "next_step": "Send samples" if n % 4 else None,
                    "close_on": txn.now.date() + timedelta(days=draw.randint(-5, 60)),
                }
                for n in range(_DEALS)
            ],
        )


def _shown(page: PipelinePage, background: Background) -> float:
    """Milliseconds from showing a page that has nothing to cards on the screen."""
    page.hide()
    page.board.set_board([], [], {})
    page.mark_stale()
    begun = time.perf_counter()
    page.show()
    page.activate()
    _wait(lambda: bool(page.board.known_in_view()))
    page.board.viewport().repaint()
    taken = (time.perf_counter() - begun) * 1000
    _wait(lambda: background.is_idle)
    return taken


def _scrolled(page: PipelinePage, background: Background, column: int) -> float:
    """Milliseconds from a notch of the wheel until it is painted."""
    spot = QPointF(page.board.column_rect(column).center())
    event = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    begun = time.perf_counter()
    page.board.wheelEvent(event)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    taken = (time.perf_counter() - begun) * 1000
    _wait(lambda: background.is_idle)
    return taken


def _wait(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not ready():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        if time.monotonic() > until:
            raise TimeoutError("the board was not read within 30 seconds")
