"""What holds for every page: a screen reader finds its way, nothing is cut, no two actions share their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget

from sfa.accounts.acts import AddContact, AddLocation, Place
from sfa.activities.acts import AddActivity
from sfa.quotes.acts import CreateQuote
from sfa.workspace import Workspace
from tests.sfa.pipeline.deals import Deals
from tests.stores import new_store, workspace_of
from tests.ui.accessibility import faults
from tests.ui.desk import settle
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.rail_items import every_page
from ui.desktop.shell import Shell
from ui.desktop.widgets.labels import ElidedLabel

PAGES = ("today", "team", "accounts", "pipeline", "visits", "quotes", "settings")
SIZES = ((1208, 724), (900, 600))
EMPTY, FILLED = "empty", "filled"

Make = Callable[[str], Page]


def _fill(folder: Path) -> Workspace:
    """A day's work of Rob: accounts, people, deals in several steps, tasks, a quote."""
    deals = Deals(folder)
    work = deals.work
    for number, step in enumerate(("prospecting", "approach", "closing")):
        account = deals.account(f"Brauhaus zum Goldenen Löwen und Söhne {number}")
        where = Place(street="88 Bridge Street", city="Dublin", region="OH", postal_code="43017",
                      lat=400_990_000, lon=-831_140_000 + number * 90_000)  # fmt: skip
        work.run(AddLocation(account_id=account, place=where))
        work.run(AddContact(name="Katarzyna Brzęczyszczykiewicz", account_id=account, phone="+16145550142"))
        deals.deal("A second tap wall with twelve taps", step=step, account_id=account, amount=123_456_789)
        work.run(AddActivity(kind="call", subject="Ask about the line", due_on=work.today(), account_id=account))
        work.run(CreateQuote(account))
    return work


@pytest.fixture(params=[EMPTY, FILLED])
def work(request, tmp_path: Path) -> Iterator[Workspace]:
    if request.param == FILLED:
        made = _fill(tmp_path)
    else:
        made = workspace_of(new_store(tmp_path), "rep")
    yield made
    made.store.close()


@pytest.fixture
def context(work, qapp) -> Iterator[Context]:
    background = Background()
    yield Context(work, background, theme.apply(qapp, "light"))
    assert background.shutdown(5)


@pytest.fixture
def make(context, qtbot) -> Make:
    def make(name: str) -> Page:
        page = dict(every_page(context))[name]()
        qtbot.addWidget(page)
        page.resize(*SIZES[0])
        with qtbot.waitExposed(page):
            page.show()
        page.activate()
        _settle(context, qtbot)
        return page

    return make


def _settle(context: Context, qtbot) -> None:
    settle(qtbot, context.background)


def _cut(page: QWidget) -> list[str]:
    """What is wider than its room: parts beyond the page's edges, words without room, sideways scrolling."""
    shown = [widget for widget in page.findChildren(QWidget) if widget.isVisibleTo(page)]
    found = [f"{_where(widget)} reaches beyond the page" for widget in shown if not _is_within(widget, page)]
    found += [f"{_where(widget)} has no room for its words" for widget in shown if _is_short_of_room(widget)]
    areas = [widget for widget in shown if isinstance(widget, QAbstractScrollArea)]
    return found + [f"{_where(area)} scrolls sideways" for area in areas if _scrolls_sideways(area)]


def _is_within(widget: QWidget, page: QWidget) -> bool:
    left = widget.mapTo(page, QPoint(0, 0)).x()
    return not widget.width() or (left >= 0 and left + widget.width() <= page.width())


def _is_short_of_room(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and not widget.wordWrap():
        return widget.width() < widget.sizeHint().width()
    return isinstance(widget, QAbstractButton) and widget.width() < widget.minimumSizeHint().width()


def _scrolls_sideways(area: QAbstractScrollArea) -> bool:
    is_off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return area.horizontalScrollBar().maximum() > 0 and not is_off


def _where(widget: QWidget) -> str:
    parent = widget.parentWidget()
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(parent).__name__}/{type(widget).__name__} “{words}”"


def test_these_are_all_pages_there_are(context) -> None:
    assert tuple(name for name, _ in every_page(context)) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_screen_reader_finds_its_way_on(name, make) -> None:
    assert faults(make(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_at_the_sides_of(name, make, context, qtbot) -> None:
    page = make(name)
    cut = []
    for size in SIZES:
        page.resize(*size)
        _settle(context, qtbot)
        cut += [f"{size[0]} px: {fault}" for fault in _cut(page)]
    assert cut == []


@pytest.mark.parametrize("name", PAGES)
def test_no_two_actions_share_their_keys_on(name, make, context, qtbot) -> None:
    registry = ActionRegistry("", QApplication.instance())
    window = Shell([], registry, context.background)
    qtbot.addWidget(window)
    actions = [action for action, _ in make(name).page_actions()]
    registry.declare(actions)
    assert {action.where for action in actions} <= {f"page:{name}"}


def test_the_walk_notices_what_is_cut(qtbot, qapp_theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 100)
    beyond, narrow = QWidget(page), QLabel("Words that need more room than they are given", page)
    beyond.setGeometry(150, 0, 100, 20)
    narrow.setGeometry(0, 30, 40, 20)
    page.show()
    assert len(_cut(page)) == 2
