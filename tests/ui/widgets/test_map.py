"""The map: what it shows, what mouse and keys do, what it tells a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from sfa.places.basemap import BaseMap
from sfa.places.point import Point
from ui.desktop.theme import Theme
from ui.desktop.widgets.map import MapLeg, MapStop, MapView, StopState
from ui.desktop.widgets.map.corners import nice_length
from ui.desktop.widgets.map.ground import path_of
from ui.desktop.widgets.map.names import Label, Placed, Placer
from ui.desktop.widgets.map.projection import Viewport, fitted

pytestmark = pytest.mark.usefixtures("qapp")

DENVER = Point.from_degrees(39.7392, -104.9847)
STOPS = [
    MapStop(Point.from_degrees(39.7555, -104.9886), "Great Divide", None, StopState.DONE),
    MapStop(Point.from_degrees(39.6536, -104.9870), "Englewood Tap", 2, StopState.LATE),
    MapStop(Point.from_degrees(39.8028, -105.0875), "Arvada Ale", 3),
    MapStop(Point.from_degrees(39.7294, -104.8319), "Home", None, StopState.START),
]


@pytest.fixture(scope="module")
def base() -> Iterator[BaseMap]:
    with BaseMap() as opened:
        yield opened


@pytest.fixture
def view(qtbot: QtBot, qapp_theme: object, base: BaseMap) -> MapView:
    widget = MapView(Theme("light"), base)
    qtbot.addWidget(widget)
    widget.resize(460, 424)
    widget.set_stops(STOPS)
    widget.show()
    return widget


def at(view: MapView, index: int) -> QPoint:
    x, y = view.viewport.screen_of([STOPS[index].point])[0]
    return QPoint(round(x), round(y))


def picture(view: MapView) -> QImage:
    return view.grab().toImage()


# ---------------------------------------------------------------- the view


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1_000, 5_000_000))
def test_a_pixel_leads_back_to_the_place_it_shows(lat: float, lon: float, across: float) -> None:
    view = Viewport.at(Point.from_degrees(lat, lon), across, 460, 424)
    x, y = view.screen(np.array([[lon, lat]]))[0]
    back = view.degrees(x, y)
    assert back == (pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6))


def test_fifty_kilometres_across_are_fifty_kilometres() -> None:
    view = Viewport.at(DENVER, 50_000, 460, 424)
    assert view.metres_per_pixel * 460 == pytest.approx(50_000, rel=1e-6)


@given(st.lists(st.tuples(st.floats(-70, 70), st.floats(-170, 170)), min_size=1, max_size=8))
def test_a_fitted_view_holds_every_point(places: list[tuple[float, float]]) -> None:
    points = [Point.from_degrees(*place) for place in places]
    screen = fitted(points, 460, 424).screen_of(points)
    assert (screen >= -1).all()
    assert (screen <= (461, 425)).all()


def test_zooming_keeps_the_place_under_the_pointer() -> None:
    view = Viewport.at(DENVER, 50_000, 460, 424)
    assert view.zoomed(2.0, 100, 50).degrees(100, 50) == pytest.approx(view.degrees(100, 50), abs=1e-9)


@pytest.mark.parametrize(
    ("metres_per_pixel", "miles", "number", "unit"),
    [(108.7, False, 10, "km"), (108.7, True, 5, "mi"), (2, False, 200, "m"), (2, True, 500, "ft")],
)
def test_the_scale_bar_shows_a_round_length(metres_per_pixel: float, miles: bool, number: int, unit: str) -> None:
    assert nice_length(metres_per_pixel, miles)[:2] == (number, unit)


# ---------------------------------------------------------------- names


def place_labels(labels: list[Label], within: QRectF, **how: object) -> list[Placed]:
    placer = Placer(within, **how)  # type: ignore[arg-type]
    return [placed for label in labels if (placed := placer.place(label))]


def _label(text: str, x: float, y: float, *, reach: float = 6) -> Label:
    return Label(text, x, y, QFont("Inter", 9), QColor("black"), reach)


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 400)), max_size=40))
def test_no_name_covers_another_or_the_edge(places: list[tuple[float, float]]) -> None:
    within = QRectF(0, 0, 400, 400)
    placed = place_labels([_label("Somewhere", x, y) for x, y in places], within)
    for i, one in enumerate(placed):
        assert within.contains(one.rect)
        assert not any(one.rect.intersects(other.rect) for other in placed[i + 1 :])


def test_a_name_that_would_be_cut_moves_to_the_other_side() -> None:
    placed = place_labels([_label("Somewhere", 390, 200)], QRectF(0, 0, 400, 400))
    assert placed[0].rect.right() < 390


def test_the_first_name_keeps_its_place() -> None:
    first, second = _label("City", 200, 200, reach=0), _label("Town", 200, 200, reach=0)
    placed = place_labels([first, second], QRectF(0, 0, 400, 400))
    assert [p.label.text for p in placed] == ["City", "Town"]
    assert placed[0].rect.center() == QPointF(200, 200)
    assert not placed[1].rect.contains(200, 200)


def test_a_name_keeps_off_a_leg_while_another_side_is_free() -> None:
    leg = QRectF(205, 190, 60, 20)
    assert place_labels([_label("Town", 200, 200)], QRectF(0, 0, 400, 400), avoid=[leg])[0].rect.right() < 200


def test_two_towns_too_close_together_show_one() -> None:
    towns = [Label("Town", 200, y, QFont("Inter", 9), QColor("black"), 6.0, dot=True) for y in (200, 230)]
    assert len(place_labels(towns, QRectF(0, 0, 400, 400), spacing=40)) == 1
    assert len(place_labels(towns, QRectF(0, 0, 400, 400), spacing=20)) == 2


def test_a_path_has_the_parts_it_was_given() -> None:
    path = path_of(np.array([[0, 0], [1, 0], [1, 1], [5, 5], [6, 5.0]]), np.array([3, 2]))
    found = [(path.elementAt(i).isMoveTo(), path.elementAt(i).x) for i in range(path.elementCount())]
    assert found == [(True, 0), (False, 1), (False, 1), (True, 5), (False, 6)]


# ---------------------------------------------------------------- the widget


def test_all_stops_are_in_view_at_first(view: MapView) -> None:
    screen = view.viewport.screen_of([stop.point for stop in STOPS])
    assert (screen > 20).all()
    assert (screen < (440, 404)).all()


def test_a_stop_is_painted_in_its_colour(view: MapView) -> None:
    late = picture(view).pixelColor(at(view, 1) + QPoint(-8, 0))
    assert late == Theme("light").color("state.warn")


def test_another_theme_repaints_the_ground(view: MapView) -> None:
    view.set_stops([])
    view.show_around(Point.from_degrees(41.9, -87.2), 20_000)  # Lake Michigan
    assert picture(view).pixelColor(230, 200) == Theme("light").color("map.water")
    view.set_theme(Theme("dark"))
    assert picture(view).pixelColor(230, 200) == Theme("dark").color("map.water")


def test_chicago_stands_on_land_and_its_shore_on_water(view: MapView) -> None:
    view.set_stops([])
    view.show_around(Point.from_degrees(41.88, -87.75), 60_000)
    shown = picture(view)
    x, y = view.viewport.screen(np.array([[-87.45, 41.95]]))[0]
    assert shown.pixelColor(round(x), round(y)) == Theme("light").color("map.water")
    x, y = view.viewport.screen(np.array([[-87.9, 41.7]]))[0]
    assert shown.pixelColor(round(x), round(y)) != Theme("light").color("map.water")


def test_a_leg_is_painted_between_its_stops(view: MapView) -> None:
    view.set_stops([])
    view.show_around(DENVER, 20_000)
    view.set_legs([MapLeg((Point.from_degrees(39.70, -104.9847), Point.from_degrees(39.78, -104.9847)))])
    shown = picture(view)
    row = [shown.pixelColor(x, 212) for x in range(190, 290)]
    assert Theme("light").color("chart.main") in row


def test_a_click_on_a_mark_names_the_stop(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.stop_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(view, 2))
    assert clicked.args == [2]
    assert view.selected == 2


def test_a_click_beside_the_marks_names_none(view: MapView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.stop_clicked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))


def test_dragging_moves_the_map_and_clicks_nothing(view: MapView, qtbot: QtBot) -> None:
    start, before = at(view, 2), view.viewport
    with qtbot.assertNotEmitted(view.stop_clicked):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(view, start + QPoint(40, 10))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 10))
    assert at(view, 2) == start + QPoint(40, 10)
    assert view.viewport.scale == before.scale


@pytest.mark.parametrize(
    ("key", "right", "down"),
    [(Qt.Key.Key_Left, 1, 0), (Qt.Key.Key_Right, -1, 0), (Qt.Key.Key_Up, 0, 1), (Qt.Key.Key_Down, 0, -1)],
)
def test_arrow_keys_move_the_map(view: MapView, qtbot: QtBot, key: Qt.Key, right: int, down: int) -> None:
    before = at(view, 0)
    qtbot.keyClick(view, key)
    way = at(view, 0) - before
    assert (np.sign(way.x()), np.sign(way.y())) == (right, down)


def test_plus_and_minus_zoom_and_home_shows_all_stops_again(view: MapView, qtbot: QtBot) -> None:
    first = view.viewport
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.viewport.scale > first.scale
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.viewport.scale == pytest.approx(first.scale)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.viewport == first


def test_page_keys_go_from_stop_to_stop_and_enter_opens_one(view: MapView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.selected == 1
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(view.stop_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == [0]


def test_selecting_a_stop_out_of_view_brings_it_in(view: MapView) -> None:
    view.show_around(Point.from_degrees(45, -93), 20_000)
    view.select(0)
    assert view.rect().contains(at(view, 0))


def test_new_stops_do_not_move_a_map_the_person_has_moved(view: MapView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Left)
    moved = view.viewport
    view.set_stops(STOPS[:2])
    assert view.viewport == moved


def test_the_selection_is_dropped_with_its_stop(view: MapView) -> None:
    view.select(3)
    view.set_stops(STOPS[:1])
    assert view.selected == -1


def test_the_selected_stop_shows_the_time_of_the_leg_that_leaves_it(view: MapView) -> None:
    view.set_legs([MapLeg((STOPS[1].point, STOPS[2].point), label="20 min")])
    without = picture(view)
    view.select(1)
    start, end = at(view, 1), at(view, 2)
    middle = (start + end) / 2
    assert picture(view).copy(middle.x() - 20, middle.y() - 20, 40, 40) != without.copy(
        middle.x() - 20, middle.y() - 20, 40, 40
    )


def test_the_wheel_zooms_where_the_pointer_is_and_settles(view: MapView, qtbot: QtBot) -> None:
    from PySide6.QtGui import QWheelEvent

    before = view.viewport
    place = QPointF(100, 100)
    turn = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(view, turn)
    assert view.viewport.scale > before.scale
    assert view.viewport.degrees(100, 100) == pytest.approx(before.degrees(100, 100), abs=1e-9)
    view.hide()  # a hidden map waits for nothing


def test_a_screen_reader_hears_every_stop_with_its_state(view: MapView) -> None:
    assert view.accessibleName() == "Map"
    assert (
        view.accessibleDescription()
        == "Great Divide, done; 2 Englewood Tap, late; 3 Arvada Ale, planned; Home, start"
    )
    view.select(1)
    assert view.accessibleDescription().startswith("Selected: 2 Englewood Tap, late")


def test_a_map_without_stops_says_so(view: MapView) -> None:
    view.set_stops([])
    assert view.accessibleDescription() == "No stops"
    picture(view)


def test_thousands_of_stops_are_all_painted(view: MapView) -> None:
    grid = [Point.from_degrees(39.6 + i / 200, -105.2 + j / 100) for i in range(40) for j in range(50)]
    view.set_stops([MapStop(point, "", i) for i, point in enumerate(grid, 1)])
    shown = picture(view)
    x, y = view.viewport.screen_of([grid[-1]])[0]
    assert shown.pixelColor(round(x) - 2, round(y)) == Theme("light").color("accent.fill")


@pytest.mark.parametrize("name", ["light", "dark", "high-contrast"])
@pytest.mark.parametrize("state", list(StopState))
def test_every_state_is_painted_in_every_theme(view: MapView, name: str, state: StopState) -> None:
    view.set_theme(Theme(name))
    view.set_stops([MapStop(DENVER, "One", 1)])
    plain = picture(view)
    view.set_stops([MapStop(DENVER, "One", 1, state)])
    assert (picture(view) == plain) == (state is StopState.PLANNED)
