"""The board: what is painted where, keys, mouse, what is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

from ui.desktop.widgets.board import BoardView, CardData, HeadData
from ui.desktop.widgets.board.lane import GAP, Lane
from ui.desktop.widgets.board.paint import card_height, head_height, two_lines


def head(title: str) -> HeadData:
    return HeadData(title, "3", "$62,400", "weighted $3,120", "$3,120", "5 %", 0.4)


def card(title: str) -> CardData:
    return CardData(title, "$9,800", "Find who decides", done=1, total=3, age="3 d", spoken=f"{title} spoken")


def filled(board: BoardView, *counts: int, known: bool = True) -> list[list[str]]:
    ids = [[f"{column}.{row}" for row in range(count)] for column, count in enumerate(counts)]
    cards = {id_: card(f"Card {id_}") for column in ids for id_ in column} if known else {}
    board.set_board([head(f"Step {n}") for n in range(len(counts))], ids, cards)
    return ids


@pytest.fixture
def board(qtbot, qapp_theme) -> BoardView:
    made = BoardView("Deals")
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def heard(signal) -> list[tuple]:
    found: list[tuple] = []
    signal.connect(lambda *args: found.append(args))
    return found


def middle(board: BoardView, id_: str) -> QPoint:
    return board.card_rect(id_).center()


# --- where cards stand ---


def test_columns_share_the_width(board) -> None:
    filled(board, 1, 1, 1)
    widths = {board.column_rect(number).width() for number in range(3)}
    assert len(widths) == 1
    assert board.column_rect(2).right() <= board.viewport().width()
    assert 3 * widths.pop() > 800


def test_seven_columns_keep_their_least_width_and_scroll_sideways(board) -> None:
    board.resize(600, 400)
    filled(board, *[1] * 7)
    assert board.column_rect(0).width() == 120
    assert board.horizontalScrollBar().maximum() > 0


def test_seven_columns_fit_beside_the_detail_pane_of_a_laptop(board) -> None:
    board.resize(899, 600)
    filled(board, *[1] * 7)
    assert board.horizontalScrollBar().maximum() == 0


def test_cards_of_a_column_stand_below_each_other_with_a_gap(board) -> None:
    filled(board, 2)
    assert board.card_rect("0.1").top() - board.card_rect("0.0").bottom() == GAP + 1


def test_a_long_name_takes_two_lines_at_most(qapp_theme) -> None:
    name = "Donaudampfschifffahrtsgesellschaftskapitän and Sons of Central Ohio"
    assert len(two_lines("Bier & Brot", 102)) == 1
    assert len(two_lines(name, 102)) == 2
    assert card_height(card(name), 120) - card_height(card("Bier & Brot"), 120) == 16


def test_names_of_steps_are_never_cut_but_take_a_second_line(qapp_theme) -> None:
    short, long = [head("Closing")], [head("Closing"), head("Handling objections")]
    assert head_height(long, 120) == head_height(short, 120) + 16
    assert head_height(long, 200) == head_height(short, 200)


@pytest.mark.parametrize(("y", "expected"), [(0, 0), (91, 0), (92, -1), (99, -1), (100, 1), (500, -1)])
def test_a_point_hits_the_card_under_it_or_none(y: int, expected: int) -> None:
    lane = Lane()
    lane.set_ids("ab", lambda _card: 92)
    assert lane.hit(y) == expected


def test_a_lane_counts_the_cards_not_seen_whole_below() -> None:
    lane = Lane()
    lane.set_ids("abcde", lambda _card: 92)
    assert [lane.below(room) for room in (92, 191, 192, 491, 492)] == [4, 4, 3, 1, 0]


def test_a_lane_is_not_scrolled_past_its_end() -> None:
    lane = Lane()
    lane.set_ids("abcde", lambda _card: 92)
    lane.scroll_to(9999, 192)
    assert lane.offset == lane.content - 192


def test_the_card_at_the_top_stays_when_cards_above_turn_out_higher() -> None:
    lane = Lane()
    lane.set_ids("abcde", lambda _card: 92)
    lane.scroll_to(210, 192)
    lane.measure(lambda id_: 108 if id_ == "a" else 92)
    assert lane.top(2) - lane.offset == 200 - 210


def test_an_empty_board_paints(board) -> None:
    filled(board, 0, 0)
    assert not board.grab().isNull()


# --- keys ---


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Qt.Key.Key_Down], "0.0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down], "0.1"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Up], "0.0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_End], "0.3"),
        ([Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home], "0.0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Right], "2.0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right], "2.1"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left], "0.0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right], "2.1"),
    ],
)
def test_arrows_select_and_pass_over_empty_columns(board, keys: list[Qt.Key], expected: str) -> None:
    filled(board, 4, 0, 2)
    for key in keys:
        QTest.keyClick(board, key)
    assert board.current_id == expected


def test_shift_and_an_arrow_ask_for_a_move_and_move_nothing_themselves(board) -> None:
    filled(board, 1, 0, 0)
    board.select("0.0")
    asked = heard(board.move_asked)
    QTest.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [("0.0", 1)]
    assert board.column_of("0.0") == 0


def test_there_is_no_move_past_the_edge(board) -> None:
    filled(board, 1, 0)
    board.select("0.0")
    asked = heard(board.move_asked)
    QTest.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert asked == []


def test_enter_opens_the_selected_card(board) -> None:
    filled(board, 2)
    board.select("0.1")
    opened = heard(board.opened)
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert opened == [("0.1",)]


def test_a_selected_card_below_the_window_is_brought_into_view(board) -> None:
    filled(board, 30)
    board.select("0.29")
    assert board.viewport().rect().contains(board.card_rect("0.29"))


def test_the_selected_card_is_said_to_a_screen_reader(board) -> None:
    filled(board, 1)
    board.select("0.0")
    assert board.accessibleDescription() == "Card 0.0 spoken"


# --- mouse ---


def test_a_click_selects(board) -> None:
    filled(board, 1, 2)
    told = heard(board.current_changed)
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=middle(board, "1.1"))
    assert told == [("1.1",)]


def test_a_double_click_opens(board) -> None:
    filled(board, 1)
    opened = heard(board.opened)
    QTest.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=middle(board, "0.0"))
    assert opened == [("0.0",)]


def test_a_double_click_opens_the_card_of_its_first_click_though_the_board_moved_since(board) -> None:
    filled(board, 1, 1)
    opened = heard(board.opened)
    spot = middle(board, "0.0")
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    board.set_board([head("A"), head("B")], [["1.0", "0.0"], []], {})
    QTest.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [("0.0",)]


def drag(board: BoardView, id_: str, to: QPoint, *, drop: bool = True) -> None:
    view, start = board.viewport(), middle(board, id_)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(20, 0))
    QTest.mouseMove(view, to)
    if drop:
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=to)


def test_a_card_dropped_on_another_column_asks_for_the_move(board) -> None:
    filled(board, 1, 0, 0)
    asked = heard(board.move_asked)
    drag(board, "0.0", board.column_rect(2).center())
    assert asked == [("0.0", 2)]
    assert board.dragged_id is None


def test_a_card_dropped_on_its_own_column_stays(board) -> None:
    filled(board, 1, 0)
    asked = heard(board.move_asked)
    drag(board, "0.0", board.column_rect(0).center())
    assert asked == []


def test_a_drag_tells_the_selection_only_at_its_end_lest_a_pane_opens_below_the_mouse(board) -> None:
    filled(board, 1, 0)
    told = heard(board.current_changed)
    drag(board, "0.0", board.column_rect(1).center(), drop=False)
    assert told == []
    QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=board.column_rect(1).center())
    assert told == [("0.0",)]


def test_escape_gives_a_drag_up(board) -> None:
    filled(board, 1, 0)
    asked = heard(board.move_asked)
    target = board.column_rect(1).center()
    drag(board, "0.0", target, drop=False)
    assert board.dragged_id == "0.0"
    QTest.keyClick(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert asked == []


def test_the_column_under_a_carried_card_is_lit(board) -> None:
    filled(board, 1, 0, 0)
    spot = QPoint(board.column_rect(1).center().x(), 500)
    before = board.grab().toImage().pixelColor(spot)
    drag(board, "0.0", QPoint(spot.x(), 300), drop=False)
    assert board.grab().toImage().pixelColor(spot) != before


def test_the_wheel_scrolls_only_the_column_under_it(board) -> None:
    filled(board, 30, 30)
    before = board.card_rect("0.0").top(), board.card_rect("1.0").top()
    spot = QPointF(middle(board, "1.0"))
    event = QWheelEvent(
        spot, spot, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    board.wheelEvent(event)
    assert board.card_rect("0.0").top() == before[0]
    assert board.card_rect("1.0").top() < before[1]


# --- set anew ---


def test_the_selection_goes_with_its_card_to_another_column(board) -> None:
    filled(board, 1, 1)
    board.select("0.0")
    board.set_board([head("A"), head("B")], [[], ["1.0", "0.0"]], {})
    assert (board.current_id, board.column_of("0.0")) == ("0.0", 1)


def test_when_the_selected_card_goes_its_neighbour_is_selected(board) -> None:
    filled(board, 3)
    board.select("0.1")
    told = heard(board.current_changed)
    board.set_board([head("A")], [["0.0", "0.2"]], {})
    assert told == [("0.2",)]


def test_when_the_last_card_of_a_column_goes_nothing_is_selected(board) -> None:
    filled(board, 1)
    board.select("0.0")
    board.set_board([head("A")], [[]], {})
    assert board.current_id is None


def test_only_cards_in_view_and_some_ahead_are_asked_for(board, qtbot) -> None:
    with qtbot.waitSignal(board.cards_wanted) as asked:
        filled(board, 1000, known=False)
    assert "0.0" in asked.args[0]
    assert len(asked.args[0]) < 30


def test_cards_that_came_are_painted_and_not_asked_for_again(board, qtbot) -> None:
    with qtbot.waitSignal(board.cards_wanted) as asked:
        filled(board, 1000, known=False)
    again = heard(board.cards_wanted)
    board.add_cards({id_: card("Here") for id_ in asked.args[0]})
    qtbot.wait(20)
    assert again == []
