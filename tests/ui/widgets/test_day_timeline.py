"""The day timeline: picking, moving and locking visits by keys and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.desktop.widgets.chips import ChipData
from ui.desktop.widgets.day_timeline import DayTimeline, DriveRow, PointRow, VisitRow, VisitState

ALT = Qt.KeyboardModifier.AltModifier


def rows(*, locked: bool = False):
    return [
        PointRow("08:00", "Leave home"),
        DriveRow("19 min · 13.1 mi"),
        VisitRow("a", 1, "Olentangy", "Delaware", "08:30", "09:12", VisitState.DONE, movable=False, spoken="Ordered"),
        DriveRow("13 min · 7.2 mi", "now 11:12"),
        VisitRow(
            "b", 2, "Hilliard", "24 min late", "11:00", "11:40", VisitState.LATE, ChipData("Late", "warn", "clock")
        ),
        DriveRow("20 min · 12.8 mi"),
        PointRow("12:25", "Lunch, 30 min", "coffee"),
        VisitRow("c", 3, "Zieliński", "Grove City", "13:05", "13:50", locked=locked),
        DriveRow("26 min · 17.9 mi"),
        VisitRow("d", 4, "Müller & Sons", "Canal Winchester", "14:20", "15:00", VisitState.UNDER_WAY),
        DriveRow("17 min · 9.8 mi"),
        PointRow("17:17", "Home"),
    ]


@pytest.fixture
def timeline(qtbot, qapp_theme):
    made = DayTimeline("Visits of the day")
    qtbot.addWidget(made)
    made.resize(376, 700)
    made.set_rows(rows())
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def heard(timeline):
    found: dict[str, list] = {"selected": [], "activated": [], "order": [], "lock": []}
    timeline.visit_selected.connect(found["selected"].append)
    timeline.visit_activated.connect(found["activated"].append)
    timeline.reordered.connect(found["order"].append)
    timeline.lock_asked.connect(lambda visit, locked: found["lock"].append((visit, locked)))
    return found


def drag(timeline, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(timeline.viewport(), start + (end - start) * part / 3)
    QTest.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_down_and_up_go_from_visit_to_visit_and_stay_at_the_ends(timeline, heard) -> None:
    for _ in range(6):
        QTest.keyClick(timeline, Qt.Key.Key_Down)
    assert heard["selected"] == ["a", "b", "c", "d"]
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert timeline.selected_id == "a"


def test_enter_and_a_double_click_open_a_visit(timeline, heard) -> None:
    timeline.select("b")
    QTest.keyClick(timeline, Qt.Key.Key_Return)
    QTest.mouseDClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.row_rect("c").center())
    assert heard["activated"] == ["b", "c"]


def test_a_click_picks_a_visit(timeline, heard) -> None:
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.row_rect("c").center())
    assert heard["selected"] == ["c"]


def test_picking_the_same_visit_again_tells_nothing(timeline, heard) -> None:
    assert timeline.select("b")
    assert timeline.select("b")
    assert not timeline.select("nobody")
    assert heard["selected"] == ["b"]


def test_alt_and_arrows_move_a_visit_among_those_that_can_be_moved(timeline, heard) -> None:
    timeline.select("c")
    QTest.keyClick(timeline, Qt.Key.Key_Up, ALT)
    assert heard["order"] == [["c", "b", "d"]]
    assert [row.id for row in timeline.visits] == ["a", "c", "b", "d"]
    assert timeline.selected_id == "c"


def test_the_first_movable_visit_does_not_pass_one_that_is_done(timeline, heard) -> None:
    timeline.select("b")
    QTest.keyClick(timeline, Qt.Key.Key_Up, ALT)
    timeline.select("a")
    QTest.keyClick(timeline, Qt.Key.Key_Down, ALT)
    assert heard["order"] == []


def test_a_visit_is_dragged_to_another_place(timeline, heard) -> None:
    drag(timeline, timeline.row_rect("d").center(), timeline.row_rect("b").topLeft() + QPoint(120, 4))
    assert heard["order"] == [["d", "b", "c"]]


def test_a_visit_dropped_where_it_was_changes_nothing(timeline, heard) -> None:
    start = timeline.row_rect("c").center()
    drag(timeline, start, start + QPoint(0, 14))
    assert heard["order"] == []


def hold(timeline, start: QPoint, at: QPoint) -> None:
    """Press on a visit and move it, without letting go."""
    QTest.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(timeline.viewport(), (start + at) / 2)
    QTest.mouseMove(timeline.viewport(), at)


def test_a_visit_held_at_the_lower_edge_scrolls_on_to_the_end_of_the_day(timeline, heard, qtbot) -> None:
    timeline.resize(376, 200)
    timeline.select("b")
    at = QPoint(150, timeline.viewport().height() - 6)
    hold(timeline, timeline.row_rect("b").center(), at)
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    QTest.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard["order"] == [["c", "d", "b"]]


def test_a_visit_held_at_the_upper_edge_scrolls_back_to_the_morning(timeline, heard, qtbot) -> None:
    timeline.resize(376, 200)
    timeline.select("d")
    hold(timeline, timeline.row_rect("d").center(), QPoint(150, 6))
    bar = timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == 0)
    QTest.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 6))
    assert heard["order"] == [["d", "b", "c"]]


def test_a_visit_that_was_let_go_scrolls_no_more(timeline, qtbot) -> None:
    timeline.resize(376, 200)
    timeline.select("b")
    hold(timeline, timeline.row_rect("b").center(), QPoint(150, timeline.viewport().height() - 6))
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    assert not timeline.is_dragging
    before = timeline.verticalScrollBar().value()
    qtbot.wait(100)
    assert timeline.verticalScrollBar().value() == before


def test_what_is_done_cannot_be_dragged(timeline, heard) -> None:
    drag(timeline, timeline.row_rect("a").center(), timeline.row_rect("d").center())
    assert heard["order"] == []


def test_escape_gives_a_drag_up(timeline, heard) -> None:
    start = timeline.row_rect("d").center()
    QTest.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(timeline.viewport(), start - QPoint(0, 200))
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 200))
    assert heard["order"] == []


def test_l_asks_to_lock_or_to_unlock(timeline, heard) -> None:
    timeline.select("c")
    QTest.keyClick(timeline, Qt.Key.Key_L)
    timeline.set_rows(rows(locked=True))
    QTest.keyClick(timeline, Qt.Key.Key_L)
    timeline.select("a")
    QTest.keyClick(timeline, Qt.Key.Key_L)
    assert heard["lock"] == [("c", True), ("c", False)]


def test_without_reordering_nothing_moves(qtbot, qapp_theme) -> None:
    timeline = DayTimeline("Visits", can_reorder=False)
    qtbot.addWidget(timeline)
    timeline.set_rows(rows())
    told = []
    timeline.reordered.connect(told.append)
    timeline.select("c")
    timeline.move_selected(-1)
    assert told == []


def test_the_picked_visit_stays_picked_when_rows_change_and_goes_with_its_row(timeline) -> None:
    timeline.select("c")
    timeline.set_rows(rows(locked=True))
    assert timeline.selected_id == "c"
    timeline.set_rows(rows()[:3])
    assert timeline.selected_id is None


def test_a_screen_reader_hears_number_name_times_and_state(timeline) -> None:
    timeline.select("a")
    assert timeline.accessibleDescription() == "1 Olentangy, 08:30 to 09:12, Ordered, Delaware"


def test_a_low_view_scrolls_to_the_picked_visit(timeline, qtbot) -> None:
    timeline.resize(376, 200)
    timeline.select("d")
    assert timeline.viewport().rect().contains(timeline.row_rect("d").center())
    timeline.select("a")
    assert timeline.viewport().rect().contains(timeline.row_rect("a").center())


def test_all_rows_are_as_high_as_the_look_says(timeline) -> None:
    assert timeline.row_rect("b").height() == 58
    assert timeline.row_rect("b").top() - timeline.row_rect("a").top() == 78


def test_every_theme_paints_it(timeline, qapp_theme) -> None:
    from ui.desktop import theme

    pictures = []
    for name in theme.NAMES:
        theme.apply(qapp_theme, name)
        pictures.append(timeline.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
