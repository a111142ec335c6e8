"""The Visits page: a day planned, ordered, locked, moved, added to and taken along, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sfa.clock import FixedClock
from sfa.visits import phone
from sfa.visits.acts import FinishVisit, StartVisit
from sfa.visits.day import apply, plan_rep_day, read_rep_day
from tests.sfa.visits.denver import BREWERIES, DAY, Brewery, add_brewery, denver_store, plan_visits, rob_of
from tests.stores import workspace_of
from tests.ui.accessibility import faults
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.visits import VisitsPage
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell
from ui.desktop.widgets.day_timeline import DriveRow

TOMORROW = DAY + timedelta(days=1)
CLOSED = replace(BREWERIES[2], hours="We-Fr 09:00-17:00")


class Bridge(QObject):
    """Brings announcements to the UI thread, as the start-up code does."""

    heard = Signal(object)


class Desk:
    """The page in the shell on a store, and what it told."""

    def __init__(self, work, background: Background, qtbot) -> None:
        self.work = work
        self.background = background
        self.qtbot = qtbot
        app = QApplication.instance()
        context = Context(work, background, theme.apply(app, "light"))
        item = PageItem(RailItem("visits", "Visits", "map-pin"), lambda: VisitsPage(context), frozenset({"visit"}))
        self.shell = Shell([item], ActionRegistry(work.user.role, app), background)
        qtbot.addWidget(self.shell)
        self.shell.resize(1280, 800)
        with qtbot.waitActive(self.shell):
            self.shell.show()
            self.shell.activateWindow()
        self.bridge = Bridge()
        self.bridge.heard.connect(self.shell.announce)
        self.end = work.announcements.subscribe(self.bridge.heard.emit)
        self.shell.show_page("visits")
        self.page: VisitsPage = self.shell.current_page
        self.page.search.seconds = 0.05
        self.told: list[str] = []
        self.messages: list[str] = []
        self.page.done_told.connect(lambda text, _undo: self.told.append(text))
        self.page.message_raised.connect(lambda _kind, text: self.messages.append(text))
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is read or written any more."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.background.is_idle, timeout=10_000)
            self.qtbot.wait(10)

    @property
    def timeline(self):
        return self.page.day_pane.timeline

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the timeline."""
        self.timeline.setFocus()
        QTest.keyClick(self.timeline, key, modifier)
        self.settle()

    def order(self) -> list[str]:
        """The accounts on the timeline, from the morning on."""
        return [row.title for row in self.timeline.visits]

    def pick(self, visit_id: UUID) -> None:
        assert self.timeline.select(visit_id)
        self.settle()


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 11, 17, 13, 0, tzinfo=UTC), step=0.001)  # 06:00 in Denver


@pytest.fixture
def store(tmp_path, clock):
    made = denver_store(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return rob_of(store)


@pytest.fixture
def open_desk(work, qtbot, qapp_theme) -> Iterator[Callable[..., Desk]]:
    background, made = Background(), []

    def make(who=None) -> Desk:
        made.append(Desk(who or work, background, qtbot))
        return made[-1]

    yield make
    for desk in made:
        desk.page.deactivate()
        desk.end()
        desk.settle()
    assert background.shutdown(5)


@pytest.fixture
def visits(work):
    return plan_visits(work, BREWERIES[:4])


@pytest.fixture
def desk(visits, open_desk):
    return open_desk()


def test_the_page_shows_today_with_the_next_visit_picked(desk, visits) -> None:
    assert desk.page.view.rep.day == DAY
    assert desk.page.day_pane.head.date_text == "Tuesday 17 November"
    assert desk.order() == list(visits)
    assert desk.page.stop_pane.title.text() == "Barrels & Bottles Brewery"


def test_work_begins_on_the_timeline(desk) -> None:
    assert desk.timeline.hasFocus()


def test_optimise_shows_an_order_keeps_it_and_can_be_undone(desk, visits, work) -> None:
    before = desk.order()
    desk.press(Qt.Key.Key_O)
    assert desk.told[-1].startswith("Day planned: 4 visits, ")
    day = read_rep_day(work, work.user.id, DAY)
    assert day.route is not None
    stored = sorted(day.visits, key=lambda v: v.position)
    assert desk.order() == [visit.account for visit in stored]
    work.undo()
    desk.settle()
    assert desk.order() == before


def test_the_first_plan_shows_before_the_search_is_over(desk, qtbot) -> None:
    desk.page.search.seconds = 30
    shown = []
    desk.page.search.view_found.connect(shown.append)
    desk.page.optimise()
    qtbot.waitUntil(lambda: bool(shown), timeout=5_000)
    assert desk.page.search.is_running
    assert desk.page.view is shown[0]
    desk.page.stop_search()
    desk.settle()


def test_escape_stops_the_search_and_nothing_is_changed(desk, qtbot, work) -> None:
    desk.page.search.seconds = 30
    before = desk.order()
    shown = []
    desk.page.search.view_found.connect(shown.append)
    desk.page.optimise()
    qtbot.waitUntil(lambda: bool(shown), timeout=5_000)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.page.search.is_running
    assert desk.order() == before
    assert read_rep_day(work, work.user.id, DAY).route is None


def test_alt_down_reorders_and_says_what_does_not_fit(work, open_desk) -> None:
    plan_visits(work, (replace(BREWERIES[5], hours="Mo-Fr 09:00-10:00"), BREWERIES[1]))
    desk = open_desk()
    desk.timeline.select(desk.timeline.visits[0].id)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert desk.order() == ["Boulder Beer Co", "Our Mutual Friend Brewing"]
    assert desk.told == ["Order changed: 1 visit does not fit"]
    late = desk.timeline.visits[1]
    assert late.chip.text == "Does not fit"
    assert "it closes at 10:00" in late.second


def carry(desk: Desk, name: str, to: QPoint) -> None:
    """Press on a visit and move the mouse, without letting go."""
    row = next(row for row in desk.timeline.visits if row.title == name)
    viewport, start = desk.timeline.viewport(), desk.timeline.row_rect(row.id).center()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, (start + to) / 2)
    QTest.mouseMove(viewport, to)


def test_a_visit_dropped_elsewhere_is_kept_there(desk, visits, work) -> None:
    names = list(visits)
    to = desk.timeline.row_rect(visits[names[0]]).topLeft() + QPoint(150, 4)
    carry(desk, names[2], to)
    QTest.mouseRelease(desk.timeline.viewport(), Qt.MouseButton.LeftButton, pos=to)
    desk.settle()
    wanted = [names[2], names[0], names[1], names[3]]
    assert desk.order() == wanted
    assert [
        v.account for v in sorted(read_rep_day(work, work.user.id, DAY).visits, key=lambda v: v.position)
    ] == wanted
    assert desk.told[-1].startswith("Order changed")


def test_escape_lets_go_of_a_visit_and_the_minute_does_not(desk, visits, work) -> None:
    names = list(visits)
    to = desk.timeline.row_rect(visits[names[0]]).topLeft() + QPoint(150, 4)
    carry(desk, names[2], to)
    desk.page._on_minute()
    desk.settle()
    assert desk.timeline.is_dragging
    desk.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(desk.timeline.viewport(), Qt.MouseButton.LeftButton, pos=to)
    desk.settle()
    assert desk.order() == names
    assert read_rep_day(work, work.user.id, DAY).route is None


def test_l_locks_the_picked_visit_and_shows_it(desk, visits) -> None:
    desk.pick(visits["Boulder Beer Co"])
    desk.press(Qt.Key.Key_L)
    assert next(row for row in desk.timeline.visits if row.title == "Boulder Beer Co").locked
    assert desk.page.stop_pane.lock.text() == "Unlock"


def test_m_moves_the_picked_visit_to_the_next_day(desk, visits, work) -> None:
    desk.pick(visits["Boulder Beer Co"])
    desk.press(Qt.Key.Key_M)
    assert "Boulder Beer Co" not in desk.order()
    assert [v.account for v in read_rep_day(work, work.user.id, TOMORROW).visits] == ["Boulder Beer Co"]
    assert desk.told == ["Moved Boulder Beer Co to Wednesday 18 November"]


def test_a_visit_moves_to_a_day_that_is_typed(desk, visits, work) -> None:
    desk.pick(visits["Boulder Beer Co"])
    field = desk.page.stop_pane.move_to
    field.input.setText("+3")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    desk.settle()
    assert read_rep_day(work, work.user.id, date(2026, 11, 20)).visits[0].account == "Boulder Beer Co"


def test_a_day_that_does_not_exist_is_said_beside_the_field(desk, visits) -> None:
    desk.pick(visits["Boulder Beer Co"])
    field = desk.page.stop_pane.move_to
    field.input.setText("2/31/2027")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert field.message == "February 2027 has 28 days"
    assert "Boulder Beer Co" in desk.order()


def test_delete_takes_the_visit_out_of_the_day(desk, visits) -> None:
    desk.pick(visits["Boulder Beer Co"])
    desk.press(Qt.Key.Key_Delete)
    assert "Boulder Beer Co" not in desk.order()


def test_an_appointment_is_typed_and_kept(desk, visits, work) -> None:
    desk.pick(visits["Boulder Beer Co"])
    wishes = desk.page.stop_pane.wishes
    wishes.appointment.input.setText("14:30")
    QTest.keyClick(wishes.appointment.input, Qt.Key.Key_Return)
    desk.settle()
    day = read_rep_day(work, work.user.id, DAY)
    assert next(v for v in day.visits if v.account == "Boulder Beer Co").fixed_start == 870


@pytest.mark.parametrize(("typed", "value"), [("9", 540), ("9:05", 545), ("0905", 545), ("23.59", 1439), ("", None)])
def test_times_are_read_as_people_write_them(desk, typed, value) -> None:
    field = desk.page.stop_pane.wishes.appointment
    field.input.setText(typed)
    assert field.value() == value


@pytest.mark.parametrize("typed", ["24:00", "9:60", "noon", "-1"])
def test_what_is_no_time_is_said_beside_the_field(desk, typed) -> None:
    field = desk.page.stop_pane.wishes.appointment
    field.input.setText(typed)
    assert not field.check()
    assert field.message == "A time such as 14:30"


def test_an_account_is_added_by_typing_its_name(desk, work) -> None:
    add_brewery(work, BREWERIES[7])
    desk.press(Qt.Key.Key_A)
    popover = desk.page._add
    QTest.keyClicks(popover.input, "vine")
    QTest.keyClick(popover.input, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.told != [], timeout=5_000)
    desk.settle()
    assert desk.told == ["Added Vine Street Pub & Brewery"]
    assert desk.order()[-1] == "Vine Street Pub & Brewery"
    assert desk.page.stop_pane.title.text() == "Vine Street Pub & Brewery"


def test_accounts_that_are_due_nearby_are_offered_before_typing(desk, work) -> None:
    add_brewery(work, BREWERIES[6])
    desk.press(Qt.Key.Key_A)
    line = desk.page._add.list.lines.lines[0]
    assert line.title == "Stein Brewing Company"
    assert "never visited" in line.second


def test_an_empty_day_offers_to_plan_it_and_fills_it_with_what_is_due(work, open_desk) -> None:
    for brewery in BREWERIES[:3]:
        add_brewery(work, brewery)
    desk = open_desk()
    assert desk.page.day_pane.empty.title.text() == "No visits planned for Tuesday 17 November"
    desk.page.day_pane.empty.button.click()
    desk.settle()
    assert sorted(desk.order()) == sorted(brewery.name for brewery in BREWERIES[:3])
    assert desk.told == ["Planned 3 visits"]


def test_an_empty_day_without_due_accounts_says_so(open_desk) -> None:
    desk = open_desk()
    desk.page.optimise()
    desk.settle()
    assert desk.messages == ["No account is due for a visit and fits into this day; A adds one by name."]


def test_what_does_not_fit_is_listed_with_its_reason_and_moves_to_tomorrow(work, open_desk) -> None:
    plan_visits(work, (*BREWERIES[:2], CLOSED, Brewery("Nowhere Ales", "", "", None)))
    desk = open_desk()
    desk.press(Qt.Key.Key_O)
    left_out = desk.page.day_pane.left_out
    assert {line.title: line.second for line in left_out.list.lines.lines} == {
        "Chain Reaction Brewing Company": "Closed that day.",
        "Nowhere Ales": "Nowhere Ales has no place on the map; set it on the account.",
    }
    assert left_out.move_all.text() == "Move all to tomorrow"
    left_out.move_all.click()
    desk.settle()
    assert not left_out.isVisible()
    assert len(read_rep_day(work, work.user.id, TOMORROW).visits) == 2
    assert desk.told[-1] == "2 visits moved to Wednesday 18 November"


def test_what_was_left_out_can_be_put_in_anyway(work, open_desk) -> None:
    ids = plan_visits(work, (*BREWERIES[:2], CLOSED))
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=5))
    desk = open_desk()
    desk.page.day_pane.left_out.list.select(ids["Chain Reaction Brewing Company"])
    desk.page.day_pane.left_out.put_in.click()
    desk.settle()
    assert desk.order()[-1] == "Chain Reaction Brewing Company"
    assert desk.page.stop_pane.title.text() == "Chain Reaction Brewing Company"


def test_the_pane_says_why_and_when_it_is_open(work, open_desk) -> None:
    plan_visits(work, BREWERIES[:4])
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=20))
    desk = open_desk()
    desk.pick(next(row.id for row in desk.timeline.visits if row.title == "Goldspot Brewing Co"))
    assert desk.page.stop_pane.why.text().endswith("of driving.")
    assert desk.page.stop_pane.hours.text() == "Tuesday: 13:00–19:00"


@pytest.mark.parametrize(
    "name", ["Boulder Beer Co", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 2]
)
def test_the_picked_visit_is_seen_whole_in_a_small_window(work, open_desk, name) -> None:
    plan_visits(work, (replace(BREWERIES[1], name=name.strip()), *BREWERIES[2:4]))
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=20))
    desk = open_desk()
    desk.pick(next(row.id for row in desk.timeline.visits if row.title == name.strip()))
    pane = desk.page.stop_pane
    assert pane.verticalScrollBar().maximum() == 0
    assert pane.wishes.width() <= pane.viewport().width()


def test_alt_left_and_right_go_from_day_to_day_and_t_back_to_today(desk) -> None:
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.page.view.rep.day == TOMORROW
    assert desk.page.subtitle == "Wednesday 18 November"
    assert desk.order() == []
    desk.page.day_pane.head.before.click()
    desk.page.day_pane.head.before.click()
    desk.settle()
    assert desk.page.view.past
    desk.press(Qt.Key.Key_T)
    assert desk.page.view.rep.day == DAY


def test_a_day_that_is_over_cannot_be_planned(desk, visits, clock) -> None:
    clock.at = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
    desk.page.reload()
    desk.settle()
    assert not desk.page.day_pane.head.optimise.isVisible()
    assert not desk.page.day_map.add_button.isVisible()
    assert desk.page.day_pane.keys.text() == "This day is over; it is shown as it was."
    assert not desk.page.stop_pane.wishes.isVisible()
    assert {row.chip.text for row in desk.timeline.visits} == {"Not made"}


def test_what_is_done_shows_its_outcome_and_is_not_moved(desk, visits, work, clock) -> None:
    clock.at = datetime(2026, 11, 17, 17, 0, tzinfo=UTC)
    visit = visits["Boulder Beer Co"]
    work.run(StartVisit(visit))
    clock.advance(minutes=40)
    work.run(FinishVisit(visit_id=visit, outcome="ordered"))
    desk.settle()
    row = desk.timeline.visits[0]
    assert (row.title, row.chip.text, row.movable) == ("Boulder Beer Co", "Ordered", False)


@pytest.mark.parametrize(("locale", "unit"), [("en_US", "mi"), ("de_DE", "km")])
def test_map_summary_and_timeline_tell_roads_in_the_unit_of_the_person(work, visits, open_desk, locale, unit) -> None:
    work.user.locale = locale
    desk = open_desk()
    drive = next(row for row in desk.timeline.rows if isinstance(row, DriveRow))
    assert drive.words.endswith(unit)
    assert f" {unit} · home" in desk.page.day_pane.head.summary
    assert desk.page.day_map.map.miles is (unit == "mi")


def test_the_map_and_the_timeline_pick_the_same_visit(desk, visits) -> None:
    desk.pick(visits["Boulder Beer Co"])
    picked = desk.page.day_map.map.selected
    assert desk.page.day_map._ids[picked] == visits["Boulder Beer Co"]
    desk.page.day_map.map.select(1)
    assert desk.timeline.selected_id == visits["Barrels & Bottles Brewery"]


def test_the_code_leads_to_the_next_stop(desk, visits) -> None:
    desk.press(Qt.Key.Key_P)
    send = desk.page.send
    assert send.isVisible()
    stop = phone.next_stop(desk.page.view)
    assert send.code.accessibleName() == phone.stop_link(stop)
    send.close()


def test_the_route_and_the_sheet_are_written_where_the_person_says(desk, tmp_path) -> None:
    desk.press(Qt.Key.Key_P)
    desk.page.send.sheet.click()
    desk.settle()
    desk.page.send.save_gpx(tmp_path / "day.gpx")
    desk.page.send.save_sheet(tmp_path / "day.pdf")
    desk.settle()
    assert "Boulder Beer Co" in (tmp_path / "day.gpx").read_text("utf-8")
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(desk.told) == ["Saved day.gpx", "Saved day.pdf"]


def test_enter_opens_the_account(desk, visits) -> None:
    asked = []
    desk.page.open_requested.connect(lambda kind, record: asked.append((kind, record)))
    desk.pick(visits["Boulder Beer Co"])
    desk.press(Qt.Key.Key_Return)
    assert asked == [("account", desk.page.view.by_id[visits["Boulder Beer Co"]].visit.account_id)]


def test_a_visit_found_elsewhere_is_shown_on_its_day(desk, work) -> None:
    later = plan_visits(work, BREWERIES[5:7], TOMORROW)
    assert desk.page.show_record("visit", later["Stein Brewing Company"])
    desk.settle()
    assert desk.page.view.rep.day == TOMORROW
    assert desk.timeline.selected_id == later["Stein Brewing Company"]
    assert not desk.page.show_record("account", later["Stein Brewing Company"])


def test_a_manager_sees_the_days_of_the_team(store, visits, open_desk) -> None:
    desk = open_desk(workspace_of(store, "manager"))
    person = desk.page.day_pane.head.person
    assert [person.itemText(row) for row in range(person.count())] == ["Mia Manager", "Rita Rep", "Rob Rep"]
    assert desk.page.view.rep.user_name == "Rita Rep"
    desk.page.show_person(rob_of(store).user.id)
    desk.settle()
    assert desk.order() == list(visits)


def test_a_visit_planned_by_somebody_else_appears(desk, work) -> None:
    plan_visits(work, BREWERIES[6:7])
    desk.settle()
    assert desk.order()[-1] == "Stein Brewing Company"


def test_every_part_has_a_name_and_tab_reaches_it(desk) -> None:
    assert faults(desk.page) == []


def test_a_late_day_says_since_when_and_that_it_can_be_planned_anew(work, open_desk, clock) -> None:
    plan_visits(work, BREWERIES[:4])
    apply(work, plan_rep_day(work, work.user.id, DAY, seconds=None, iterations=20))
    clock.at = datetime(2026, 11, 17, 17, 40, tzinfo=UTC)
    desk = open_desk()
    assert desk.timeline.visits[0].chip.text == "Late"
    notes = desk.page.day_pane.notes.text().replace("\N{NO-BREAK SPACE}", " ")
    assert " behind. Optimise plans the rest of the day from now on." in notes
    assert "arriving at" in desk.page.stop_pane._problems.text()
