"""Parts of the kit by keyboard and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.accessibility import faults, tab_stops
from ui.desktop import icons, theme
from ui.desktop.background import Progress
from ui.desktop.widgets.avatar import initials
from ui.desktop.widgets.buttons import Button, IconButton
from ui.desktop.widgets.message_strip import MessageStrip
from ui.desktop.widgets.progress_panel import Estimate, ProgressPanel
from ui.desktop.widgets.search_field import SearchField
from ui.desktop.widgets.segmented import Segmented
from ui.desktop.widgets.split import Split
from ui.desktop.widgets.tabs import TabBar
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine


@pytest.fixture
def show(qtbot, qapp_theme):
    places: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(place)
        places.append(place)
        place.resize(500, 400)
        with qtbot.waitActive(place):
            place.show()
            place.activateWindow()
        return place

    return show


def test_enter_presses_the_button_that_has_the_focus(show, qtbot) -> None:
    button = Button("Save", "primary")
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)


@pytest.mark.parametrize("kind", ["primary", "secondary", "danger"])
def test_the_key_in_a_button_can_be_read(show, kind) -> None:
    button = Button("", kind, shortcut="Ctrl+Shift+D")
    show(button)
    picture = button.grab().toImage()
    row = range(picture.width() // 4, picture.width() * 3 // 4)
    inks = [picture.pixelColor(x, y) for x in row for y in range(8, picture.height() - 8)]
    ground = picture.pixelColor(picture.width() // 2, 6)
    # Thin letters do not reach their full colour in every pixel.
    assert max(theme.contrast(ink, ground) for ink in inks) >= 4


def test_the_focus_ring_stands_outside_the_button(show) -> None:
    button, other = Button("Save", "primary"), Button("Other")
    show(button, other)
    other.setFocus()
    corner = button.grab().toImage().pixelColor(button.width() // 2, 1)
    button.setFocus()
    ringed = button.grab().toImage().pixelColor(button.width() // 2, 1)
    assert corner != ringed == theme.current().color("accent.focus")


def test_a_button_follows_the_theme(show, qapp_theme) -> None:
    button = Button("Save", "primary")
    show(button)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    middle = (button.width() // 2, 6)
    theme.apply(qapp_theme, "dark")
    assert button.grab().toImage().pixelColor(*middle) == theme.Theme("dark").color("accent.fill")


def test_an_icon_button_without_a_name_would_be_found(show) -> None:
    place = show(IconButton("x", ""), IconButton("bell", "Notifications"))
    assert faults(place) == ["IconButton in QWidget has no name"]


def test_segments_are_one_tab_stop_and_arrows_choose(show, qtbot) -> None:
    segments = Segmented("View", ["Board", "List", "Map"])
    place = show(segments)
    (stop,) = tab_stops(place)
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.keyClick(stop, Qt.Key.Key_Left)
    assert chosen.args == [2]
    assert segments.current == 2
    assert len(tab_stops(place)) == 1


def test_ctrl_and_a_number_bring_a_tab_to_the_front(show, qtbot) -> None:
    bar = TabBar("Account")
    for name in ("Overview", "Contacts", "Deals"):
        bar.add(name, 3)
    place = show(bar)
    bar.install_keys(place)
    bar.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert bar.currentIndex() == 2
    qtbot.keyClick(place, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert bar.currentIndex() == 2


def test_a_strip_does_its_one_act_and_goes(show, qtbot) -> None:
    ran, strip = [], MessageStrip()
    show(strip)
    strip.show_message("The disk is full.", "bad", action="Try again", run=lambda: ran.append(1))
    strip._action.click()
    assert (ran, strip.isVisible()) == ([1], False)


def test_time_left_comes_from_the_last_ten_seconds() -> None:
    estimate = Estimate()
    assert estimate.left(Progress(0, 1000, "", 0.0)) is None
    estimate.left(Progress(10, 1000, "", 10.0))
    estimate.left(Progress(500, 1000, "", 20.0))
    assert estimate.left(Progress(600, 1000, "", 22.0)) == pytest.approx(8.0)


def test_cancel_is_asked_for_once(show, qtbot) -> None:
    panel = ProgressPanel("Importing")
    show(panel)
    with qtbot.waitSignal(panel.cancel_asked):
        panel._cancel.click()
    assert not panel._cancel.isEnabled()


@pytest.fixture
def work(show) -> TwoLineList:
    made = TwoLineList("Due today")
    made.set_lines(
        [
            TwoLine("h1", "Today", is_heading=True),
            TwoLine(1, "Call", checked=False),
            TwoLine("h2", "Tomorrow", is_heading=True),
            TwoLine(2, "Visit", "Second line", "16:00"),
        ]
    )
    show(made)
    made.setFocus()
    return made


def test_down_passes_over_headings(work, qtbot) -> None:
    assert work.current_id() == 1
    qtbot.keyClick(work, Qt.Key.Key_Down)
    assert work.current_id() == 2


def test_space_and_a_click_on_the_box_ask_for_the_tick(work, qtbot) -> None:
    asked = []
    work.lines.check_asked.connect(lambda *ask: asked.append(ask))
    qtbot.keyClick(work, Qt.Key.Key_Space)
    box = work.visualRect(work.lines.index(1))
    qtbot.mouseClick(work.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.x() + 9, box.center().y()))
    assert asked == [(1, True), (1, True)]


def test_enter_opens_the_row(work, qtbot) -> None:
    qtbot.keyClick(work, Qt.Key.Key_Down)
    with qtbot.waitSignal(work.opened) as opened:
        qtbot.keyClick(work, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_the_current_row_stays_when_rows_come_above_it(work) -> None:
    work.select(2)
    work.set_lines([TwoLine(7, "New"), *work.lines.lines])
    assert work.current_id() == 2


def test_a_row_is_read_out_whole(work) -> None:
    index = work.lines.index(3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Visit, Second line, 16:00"


def test_the_list_of_lines_keeps_qts_rules(work, qtmodeltester) -> None:
    qtmodeltester.check(work.lines)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Katarzyna Nowak", "KN"), ("Żabka", "Ż"), ("Müller & Sons Draught", "MD"), ("", "?"), ("  - ", "?")],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name: str, shown: str) -> None:
    assert initials(name) == shown


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_crisp_at_every_pixel_ratio(qapp_theme, ratio: float) -> None:
    picture = icons.pixmap("phone", "state.bad", 16, ratio)
    assert (picture.width(), picture.devicePixelRatio()) == (round(16 * ratio), ratio)
    strongest = max(
        (picture.toImage().pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())),
        key=lambda color: color.alpha(),
    )
    wanted: QColor = theme.current().color("state.bad")
    assert abs(strongest.red() - wanted.red()) < 12


def test_an_icon_that_does_not_ship_is_an_error(qapp_theme) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


@pytest.fixture
def search(show, work, qtbot) -> SearchField:
    made = SearchField("Search accounts", work)
    show(made)
    made.setFocus()
    return made


def test_each_letter_searches_at_once_and_a_space_at_the_end_does_not(search, qtbot) -> None:
    asked = []
    search.searched.connect(asked.append)
    qtbot.keyClicks(search, "ale ")
    assert asked == ["a", "al", "ale"]


def test_escape_shows_everything_again_at_once(search, qtbot) -> None:
    qtbot.keyClicks(search, "beer")
    with qtbot.waitSignal(search.searched) as asked:
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert asked.args == [""]


def test_a_split_keeps_the_width_of_the_detail_pane(show, qtbot) -> None:
    split = Split([QWidget(), QWidget()], [150])
    place = show(split)
    place.resize(900, 400)
    qtbot.waitUntil(lambda: split.width() > 800)
    assert split.widths() == [150]
