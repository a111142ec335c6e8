"""The Today page: a rep's day seen, lived and put in order, by real keys in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sfa.activities import queries as activities
from sfa.activities.acts import AddActivity
from sfa.activities.queries import ActivityRow
from sfa.clock import FixedClock
from sfa.pipeline.acts import AddOpportunity
from sfa.visits.acts import FinishVisit, StartVisit
from sfa.visits.day import plan_rep_day
from sfa.visits.queries import DayView, day_view
from tests.sfa.visits.denver import BREWERIES, DAY, Brewery, denver_store, plan_visits, rob_of
from tests.stores import TUESDAY
from tests.ui.accessibility import faults, tab_stops
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.today import TodayPage
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell
from ui.desktop.widgets.split import Split

TOMORROW = DAY + timedelta(days=1)
FOUR = BREWERIES[2:4] + BREWERIES[5:6] + BREWERIES[7:]


class Bridge(QObject):
    """Brings announcements to the UI thread, as the start-up code does."""

    heard = Signal(object)


class Desk:
    """The window with the page in front, and what the page told."""

    def __init__(self, folder: Path, qtbot) -> None:
        self.qtbot = qtbot
        self.clock = FixedClock(TUESDAY, step=0.001)
        self.store = denver_store(folder, self.clock)
        self.work = rob_of(self.store)
        self.background = Background()
        self.bridge = Bridge()
        self.told: list[str] = []
        self.messages: list[str] = []
        self.opened: list[tuple[str, object]] = []

    def plan(self, breweries: Sequence[Brewery] = FOUR, *, order: bool = True) -> dict[str, UUID]:
        """Visits for today; account name -> visit."""
        visits = plan_visits(self.work, tuple(breweries))
        if order:
            found = plan_rep_day(self.work, self.work.user.id, DAY, seconds=None, iterations=20)
            self.work.run(found.args())
        return visits

    def task(self, subject: str, *, kind: str = "task", day: date = DAY, promise: bool = False) -> UUID:
        """Something to do."""
        made: UUID = self.work.run(AddActivity(kind=kind, subject=subject, due_on=day, promise=promise))
        return made

    def open(self) -> TodayPage:
        """Show the window and wait until everything is read."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        context = Context(self.work, self.background, theme.apply(app, "light"))
        page = TodayPage(context)
        items = [
            PageItem(RailItem("today", "Today", "calendar-check"), lambda: page),
            PageItem(RailItem("visits", "Visits", "map-pin"), Page),
        ]
        self.window = Shell(items, ActionRegistry("rep"), self.background)
        self.qtbot.addWidget(self.window)
        self.page = page
        page.done_told.connect(lambda text, _undo: self.told.append(text))
        page.message_raised.connect(lambda _kind, text: self.messages.append(text))
        page.open_requested.connect(lambda kind, record: self.opened.append((kind, record)))
        self.window.undo_asked.connect(lambda: self.background.write(self.work.undo))
        self.bridge.heard.connect(self.window.announce)
        self.work.announcements.subscribe(self.bridge.heard.emit)
        self.window.resize(1280, 800)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.window.show_page("today")
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until nothing is read or written any more."""
        for _ in range(4):
            self.qtbot.waitUntil(lambda: self.background.is_idle, timeout=15_000)
            self.qtbot.wait(10)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is, one after another, as fast as the page answers."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, modifier)
            self.settle()

    def view(self) -> DayView:
        """The day as the store has it."""
        with self.work.reading() as session:
            return day_view(session, self.work.actor, self.work.user.id, DAY, self.clock.now())

    def activity(self, activity_id: UUID) -> ActivityRow:
        """One activity as the store has it."""
        with self.work.reading() as session:
            found = activities.one(session, self.work.actor, activity_id)
        assert found is not None
        return found

    def planned_work(self, day: date) -> list[str]:
        """Subjects of what is to do up to a day, without visits."""
        with self.work.reading() as session:
            rows = activities.due(session, self.work.actor, self.work.user.id, day)
        return [row.subject for row in rows if row.kind != "visit"]

    def due(self) -> list[str]:
        """The lines of the due list."""
        return [line.title for line in self.page.middle.due.list.lines.lines]

    def close(self) -> None:
        """End what runs."""
        assert self.background.shutdown(5)
        self.store.close()


@pytest.fixture
def desk(tmp_path: Path, qtbot, qapp_theme) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def words(widget: QWidget) -> str:
    """All words a part of the page shows."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    parts = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in parts if part.isVisible())


# --- what is seen ---


def test_the_day_is_counted_and_stands_in_its_order(desk) -> None:
    desk.plan()
    page = desk.open()
    assert page.day.title.text() == "4 visits"
    assert "mi" in page.day.summary.text()
    assert [row.id for row in page.day.timeline.visits] == list(desk.view().order)


def test_the_title_says_which_day_it_is(desk) -> None:
    assert desk.open().subtitle == "Tuesday 17 November"


def test_the_next_visit_is_picked_and_briefed(desk) -> None:
    desk.plan()
    page = desk.open()
    first = desk.view().next
    assert first is not None
    assert page.day.timeline.selected_id == first.visit.id
    assert first.visit.account in words(page.brief)
    assert "Katarzyna Nowak" in words(page.brief)
    assert page.brief.primary.text() == "Start visit"


def test_the_map_shows_home_and_every_stop_with_a_place(desk) -> None:
    desk.plan()
    page = desk.open()
    assert len(page.middle.map._stops) == 5
    assert len(page.middle.map._legs) == 5


def test_picking_in_the_timeline_picks_on_the_map_and_fills_the_brief(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_Down)
    second = desk.view().stops[1]
    assert page.brief.stop is not None
    assert page.brief.stop.visit.id == second.visit.id
    assert page.middle._ids[page.middle.map.selected] == second.visit.id
    assert second.visit.account in words(page.brief)


def test_picking_on_the_map_picks_in_the_timeline(desk) -> None:
    desk.plan()
    page = desk.open()
    page.middle.map.setFocus()
    desk.press(Qt.Key.Key_PageDown)
    assert page.day.timeline.selected_id == page.middle._ids[page.middle.map.selected]


def test_escape_goes_back_to_the_next_visit(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert page.day.timeline.selected_id == desk.view().stops[0].visit.id


def test_the_brief_leaves_out_what_there_is_nothing_of(desk) -> None:
    desk.plan()
    page = desk.open()
    assert "Open deal" not in words(page.brief)
    assert "Since the last visit" not in words(page.brief)


def test_the_brief_names_the_open_deal_with_its_step(desk) -> None:
    desk.plan(FOUR[:1])
    stop = desk.view().stops[0]
    desk.work.run(
        AddOpportunity(name="Second tap wall", account_id=stop.visit.account_id, amount=1_265_000, currency="USD")
    )
    page = desk.open()
    assert "Second tap wall" in words(page.brief)
    assert "step 1 of 7" in words(page.brief)


def test_a_day_without_visits_teaches_the_way_to_plan_one(desk) -> None:
    page = desk.open()
    assert page.day.empty.isVisible()
    assert "No visits planned today" in words(page.day)
    desk.press(Qt.Key.Key_Return)
    assert desk.window.current_page is desk.window.page("visits")


def test_a_day_off_says_so(desk) -> None:
    desk.clock.advance(days=4)
    page = desk.open()
    assert "A day off" in words(page.day)


def test_a_visit_without_a_place_on_the_map_is_listed_with_the_reason(desk) -> None:
    nowhere = Brewery("Nowhere Brewing", "", "", None)
    desk.plan((*FOUR[:1], nowhere))
    page = desk.open()
    desk.press(Qt.Key.Key_End)
    assert "Nowhere Brewing" in words(page.brief)
    assert "no place on the map" in words(page.brief)
    assert page.middle.map.selected == -1


def test_a_day_nobody_has_put_in_order_is_shown_all_the_same(desk) -> None:
    desk.plan(order=False)
    page = desk.open()
    assert len(page.day.timeline.visits) == 4


def test_being_late_shows_in_the_brief_when_the_clock_moves_on(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.clock.advance(hours=3)
    page._on_tick()
    desk.settle()
    assert "late" in page.brief._chip.data.text
    assert page.brief._chip.isVisible()


def test_after_the_last_visit_the_brief_tells_what_came_of_it(desk) -> None:
    desk.plan(FOUR[:1])
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert "Visit made" in words(desk.page.brief)
    assert not desk.page.day.optimise.isEnabled()


# --- a visit, from start to outcome ---


def test_a_visit_is_begun_by_enter_and_logged_in_three_keys(desk) -> None:
    desk.plan()
    page = desk.open()
    visit = desk.view().stops[0].visit.id
    desk.press(Qt.Key.Key_Return)
    assert desk.view().by_id[visit].state == "under_way"
    assert page.brief.primary.text() == "Log outcome"

    desk.press(Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return)

    done = desk.view().by_id[visit]
    assert (done.state, done.visit.outcome) == ("done", "interested")
    assert desk.planned_work(DAY + timedelta(days=7)) == ["Call after the visit"]
    assert not page.brief.is_logging
    assert page.day.timeline.selected_id == desk.view().stops[1].visit.id
    assert desk.told[-1] == "Logged: Interested. Call after the visit, Tuesday 24 November"


def test_keys_pressed_faster_than_the_store_reads_are_not_lost(desk) -> None:
    desk.plan()
    page = desk.open()
    visit = desk.view().stops[0].visit.id
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    QTest.keyClick(page.brief.outcome.outcomes, Qt.Key.Key_1)
    QTest.keyClick(page.brief.outcome.steps, Qt.Key.Key_Return)
    desk.settle()
    assert desk.view().by_id[visit].visit.outcome == "ordered"


def test_another_next_step_is_picked_by_its_digit(desk) -> None:
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_2)
    assert desk.planned_work(TOMORROW) == ["Write the quote"]


def test_no_next_step_leaves_nothing_to_do(desk) -> None:
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_6, Qt.Key.Key_4)
    assert desk.view().done == 1
    assert desk.planned_work(DAY + timedelta(days=400)) == []


def test_a_step_of_ones_own_is_typed_with_its_day(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_3)
    QTest.keyClicks(QApplication.focusWidget(), "B")
    assert QApplication.focusWidget() is page.brief.outcome.own
    QTest.keyClicks(page.brief.outcome.own, "ring the coupler")
    desk.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "tomorrow")
    desk.press(Qt.Key.Key_Return)
    assert desk.planned_work(TOMORROW) == ["Bring the coupler"]


def test_a_day_that_is_none_is_answered_beside_the_question(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_3)
    QTest.keyClicks(QApplication.focusWidget(), "Call")
    page.brief.outcome.own_day.setText("32nd")
    desk.press(Qt.Key.Key_Return)
    assert "not a date" in words(page.brief.outcome)
    assert desk.view().done == 0


def test_what_was_said_is_kept_with_the_visit(desk) -> None:
    desk.plan()
    page = desk.open()
    visit = desk.view().stops[0].visit.id
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_1)
    page.brief.outcome.note.setFocus()
    QTest.keyClicks(page.brief.outcome.note, "Wants 18 kegs")
    desk.press(Qt.Key.Key_Return)
    assert desk.activity(visit).result == "Wants 18 kegs"


def test_escape_steps_back_through_the_questions(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.brief.outcome.outcomes
    desk.press(Qt.Key.Key_Escape)
    assert not page.brief.is_logging
    assert desk.view().done == 0


def test_undo_takes_the_outcome_and_its_next_step_back(desk) -> None:
    desk.plan()
    desk.open()
    visit = desk.view().stops[0].visit.id
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.view().by_id[visit].state == "under_way"
    assert desk.planned_work(DAY + timedelta(days=30)) == []


def test_a_second_visit_cannot_begin_while_one_is_open_and_the_page_says_why(desk) -> None:
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert "still open" in desk.messages[-1]


def test_a_visit_that_is_made_shows_what_came_of_it(desk) -> None:
    desk.plan()
    visit = desk.view().stops[0].visit.id
    desk.work.run(StartVisit(visit))
    desk.work.run(FinishVisit(visit_id=visit, outcome="ordered"))
    page = desk.open()
    desk.press(Qt.Key.Key_Up)
    assert page.brief._chip.data.text == "Ordered"
    assert not page.brief.primary.isVisible()


# --- what is due ---


def test_tasks_and_promises_of_today_are_listed_and_counted(desk) -> None:
    desk.task("Send photos")
    desk.task("Price for 12 taps", kind="promise")
    desk.task("Not yet", day=TOMORROW)
    page = desk.open()
    assert desk.due() == ["Send photos", "Promise: Price for 12 taps"]
    assert "2 tasks and promises" in words(page.middle.due)


def test_visits_are_not_listed_twice(desk) -> None:
    desk.plan()
    desk.open()
    assert desk.due() == []


def test_space_ticks_a_task_off(desk) -> None:
    first, second = desk.task("Send photos"), desk.task("Call Tyler")
    page = desk.open()
    page.middle.due.list.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.activity(first).state == "done"
    assert desk.activity(second).state == "planned"
    assert desk.due() == ["Call Tyler"]
    assert page.middle.due.list.current_id() == second


def test_del_moves_a_task_to_tomorrow_and_undo_brings_it_back(desk) -> None:
    task = desk.task("Send photos")
    page = desk.open()
    page.middle.due.list.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.activity(task).due_on == TOMORROW
    assert desk.due() == []
    desk.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert desk.due() == ["Send photos"]


def test_del_elsewhere_on_the_page_moves_nothing(desk) -> None:
    desk.plan()
    task = desk.task("Send photos")
    page = desk.open()
    page.middle.map.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.activity(task).due_on == DAY
    assert len(desk.view().stops) == 4


def test_del_on_a_visit_moves_it_to_tomorrow(desk) -> None:
    desk.plan()
    page = desk.open()
    visit = desk.view().stops[0].visit.id
    desk.press(Qt.Key.Key_Delete)
    assert visit not in desk.view().by_id
    assert desk.activity(visit).due_on == TOMORROW
    assert page.day.title.text() == "3 visits"


def test_t_adds_a_task_where_it_is_typed(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_T)
    assert QApplication.focusWidget() is page.middle.due.line
    QTest.keyClicks(page.middle.due.line, "Order taps, too")
    desk.press(Qt.Key.Key_Return)
    assert desk.due() == ["Order taps, too"]
    assert page.middle.due.line.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert not page.middle.due.line.isVisible()


def test_what_is_overdue_moves_to_today_at_once(desk) -> None:
    tasks = [desk.task(name, day=DAY - timedelta(days=1)) for name in ("Return the gauge", "Ask about the tower")]
    page = desk.open()
    assert "2 overdue" in words(page.middle.due)
    page.middle.due.move_all.click()
    desk.settle()
    assert [desk.activity(task).due_on for task in tasks] == [DAY, DAY]
    assert len(desk.due()) == 2
    assert "overdue" not in words(page.middle.due)


# --- the order of the day ---


def test_o_puts_the_day_in_order_and_says_what_it_brought(desk) -> None:
    desk.plan(order=False)
    desk.open()
    before = desk.view()
    desk.press(Qt.Key.Key_O)
    assert desk.view().planned
    assert desk.view().home_at < before.home_at
    assert desk.told[-1].startswith("Order worked out: back ")


def test_undo_takes_the_order_back(desk) -> None:
    desk.plan(order=False)
    desk.open()
    desk.press(Qt.Key.Key_O)
    desk.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert all(stop.visit.arrive is None for stop in desk.view().stops)


def test_alt_down_moves_the_picked_visit_and_keeps_that_order(desk) -> None:
    desk.plan()
    desk.open()
    first, second, *rest = desk.view().order
    desk.press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert list(desk.view().order) == [second, first, *rest]


def test_l_locks_the_picked_visit(desk) -> None:
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_L)
    assert desk.view().stops[0].visit.locked


def test_what_another_page_changes_is_seen_at_once(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.background.write(desk.work.run, StartVisit(desk.view().stops[0].visit.id))
    desk.settle()
    assert page.brief.primary.text() == "Log outcome"


# --- elsewhere ---


def test_c_calls_ahead(desk, monkeypatch) -> None:
    called: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", called.append)
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_C)
    assert [url.toString() for url in called] == ["tel:+13035550100"]


def test_a_opens_the_account(desk) -> None:
    desk.plan()
    desk.open()
    desk.press(Qt.Key.Key_A)
    assert desk.opened == [("account", desk.view().stops[0].visit.account_id)]


def test_p_shows_the_code_of_the_next_stop_and_escape_puts_it_away(desk) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_P)
    assert page.send is not None
    assert page.send.isVisible()
    assert page.send.code.modules
    point = desk.view().stops[0].visit.point
    assert point is not None
    assert f"{point.lat:.6f}" in page.send.code.accessibleName()
    desk.press(Qt.Key.Key_Escape)
    assert not page.send.isVisible()
    assert QApplication.focusWidget() is page.day.timeline


def test_the_route_is_saved_as_gpx(desk, tmp_path) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_P)
    page.send.save_gpx(tmp_path / "day.gpx")
    desk.settle()
    assert (tmp_path / "day.gpx").read_text(encoding="utf-8").count("<rtept") == 6
    assert desk.told[-1] == "Saved day.gpx"


def test_the_day_sheet_is_shown_and_saved(desk, tmp_path) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_P)
    page.send.sheet.click()
    desk.settle()
    assert page.send.pages.isVisible()
    page.send.save_sheet(tmp_path / "day.pdf")
    desk.settle()
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("accepted", "told"), [(True, ["The day sheet is being printed"]), (False, [])])
def test_the_day_sheet_is_printed_like_a_quote(desk, monkeypatch, accepted, told) -> None:
    printed = []

    def ask(data: bytes, name: str, _parent: QWidget) -> bool:
        printed.append((data[:4], name))
        return accepted

    monkeypatch.setattr("ui.desktop.widgets.send_to_phone.print_pdf", ask)
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_P)
    page.send.sheet.click()
    desk.settle()
    page.send.print.click()
    assert printed == [(b"%PDF", "visits-2026-11-17.pdf")]
    assert desk.told == told
    assert page.send.isVisible() is not accepted


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(desk, tmp_path) -> None:
    desk.plan()
    page = desk.open()
    desk.press(Qt.Key.Key_P)
    page.send.save_gpx(tmp_path / "no such folder" / "day.gpx")
    desk.settle()
    assert desk.messages[-1] == "day.gpx cannot be written there."


def test_widths_of_the_panes_are_remembered(desk) -> None:
    page = desk.open()
    split = page.findChild(Split)
    split.setSizes([300, 500, 400])
    split.splitterMoved.emit(300, 1)
    kept = split.sizes()
    desk.window.show_page("visits")
    desk.settle()
    assert desk.store.recall("today.panes") == kept


# --- for everybody ---


def fill(desk: Desk) -> None:
    desk.plan()
    desk.task("Send photos")
    desk.task("Return the gauge", day=DAY - timedelta(days=1))


def at_rest(desk: Desk) -> None:
    del desk


def asking_outcome(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)


def asking_step(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_2)


def adding_task(desk: Desk) -> None:
    desk.press(Qt.Key.Key_T)


@pytest.mark.parametrize("bring", [at_rest, asking_outcome, asking_step, adding_task])
def test_whatever_takes_the_focus_has_a_name_and_is_reached_by_tab(desk, bring: Callable[[Desk], None]) -> None:
    fill(desk)
    page = desk.open()
    bring(desk)
    assert faults(page) == []


def test_tab_goes_from_timeline_to_map_to_due_to_brief(desk) -> None:
    fill(desk)
    page = desk.open()
    stops = tab_stops(page)
    places = [
        stops.index(one) for one in (page.day.timeline, page.middle.map, page.middle.due.list, page.brief.primary)
    ]
    assert places == sorted(places)


def test_f6_steps_through_the_panes(desk) -> None:
    fill(desk)
    page = desk.open()
    seen = []
    for _ in range(3):
        desk.press(Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(pane for pane in page.panes() if pane is focus or pane.isAncestorOf(focus)))
    assert seen == [page.middle.map, page.middle.due, page.brief]


def test_a_long_name_does_not_widen_the_page(desk) -> None:
    long = "Brauereigesellschaft " * 6
    desk.plan((Brewery(long.strip(), "1 Main Street", "Denver", (39.75, -104.98), purpose=long.strip()),))
    desk.task(long)
    page = desk.open()
    assert page.minimumSizeHint().width() <= 1208
    inner = page.brief._scroll.widget()
    assert inner.width() <= page.brief._scroll.viewport().width()
