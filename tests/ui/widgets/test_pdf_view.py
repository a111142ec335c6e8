"""The preview shows the pages at the pane's width, and stays calm while they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sfa.quotes.pdf import render_quote
from tests.sfa.quotes.samples import item, quote
from ui.desktop import theme
from ui.desktop.background import Background
from ui.desktop.widgets.pdf_view import PdfView


@pytest.fixture(scope="module")
def short() -> bytes:
    return render_quote(quote()).data


@pytest.fixture(scope="module")
def long() -> bytes:
    return render_quote(quote([item(f"Product {n}") for n in range(120)])).data


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.shutdown(10)


@pytest.fixture
def view(qapp_theme: QApplication, qtbot: QtBot, background: Background) -> PdfView:
    made = PdfView(background)
    qtbot.addWidget(made)
    made.resize(440, 600)
    made.show()
    return made


def show(qtbot: QtBot, view: PdfView, data: bytes, background: Background) -> None:
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.set_pdf(data)
    qtbot.waitUntil(lambda: background.is_idle)


def color_at(view: PdfView, x: int, y: int) -> str:
    return view.grab().toImage().pixelColor(x, y).name()


def darkness(view: PdfView) -> int:
    image = view.grab().toImage()
    return sum(255 - image.pixelColor(x, y).lightness() for x in range(40, 400, 2) for y in range(40, 240, 2))


def test_it_tells_how_many_pages_are_shown(view, qtbot, background, long) -> None:
    with qtbot.waitSignal(view.shown, timeout=10_000) as told:
        view.set_pdf(long)
    assert told.args == [view.page_count]
    assert view.page_count > 3
    qtbot.waitUntil(lambda: background.is_idle)


def test_the_page_fills_the_pane_s_width(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    assert view.horizontalScrollBar().maximum() == 0
    assert color_at(view, 30, 100) == color_at(view, 400, 100) == "#ffffff"
    assert color_at(view, 10, 100) == theme.current().hex("bg.sunken").lower()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_paper_is_white_in_every_theme(view, qtbot, background, short, qapp, name) -> None:
    theme.apply(qapp, name)
    show(qtbot, view, short, background)
    assert color_at(view, 30, 100) == "#ffffff"
    assert color_at(view, 10, 100) == theme.current().hex("bg.sunken").lower()


def test_the_writing_is_on_it(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    assert darkness(view) > 10_000


def test_the_older_file_stays_until_the_newer_is_drawn(view, qtbot, background, short, long) -> None:
    show(qtbot, view, long, background)
    before = darkness(view)
    view.set_pdf(short)
    assert darkness(view) == before
    qtbot.waitUntil(lambda: background.is_idle)
    assert view.page_count == 1


def test_of_many_changes_only_the_last_is_shown(view, qtbot, background, short, long) -> None:
    seen = []
    view.shown.connect(seen.append)
    for data in (short, long, short, long):
        view.set_pdf(data)
    qtbot.waitUntil(lambda: background.is_idle)
    assert seen == [view.page_count]
    assert view.page_count > 3


@pytest.mark.parametrize("height", range(480, 640, 8))
def test_bars_and_width_do_not_chase_each_other(view, qtbot, background, short, height) -> None:
    show(qtbot, view, short, background)
    view.resize(440, height)
    qtbot.waitUntil(lambda: background.is_idle)


def test_an_equal_file_is_not_drawn_again(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    with qtbot.waitSignal(view.shown, timeout=0):
        view.set_pdf(bytes(bytearray(short)))
    assert background.is_idle


def test_pages_are_drawn_when_they_come_into_sight(view, qtbot, background, long) -> None:
    show(qtbot, view, long, background)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    qtbot.waitUntil(lambda: background.is_idle)
    assert view.page_count - 1 in view._pages.images
    assert 0 not in view._pages.images
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    qtbot.waitUntil(lambda: background.is_idle)
    assert 0 in view._pages.images


def test_ctrl_plus_minus_and_zero_zoom(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_Plus, control)
    assert view.zoom == 1.25
    assert view.horizontalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_Minus, control)
    QTest.keyClick(view, Qt.Key.Key_Minus, control)
    assert view.zoom == 0.8
    QTest.keyClick(view, Qt.Key.Key_0, control)
    assert view.zoom == 1.0
    qtbot.waitUntil(lambda: background.is_idle)


def test_zooming_has_an_end(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    for _ in range(20):
        view.zoom_out()
    assert view.zoom == 0.5
    for _ in range(20):
        view.zoom_in()
    assert view.zoom == 3.0
    qtbot.waitUntil(lambda: background.is_idle)


def test_a_wider_pane_gets_a_sharper_page(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    narrow = view._pages.width
    view.resize(700, 600)
    qtbot.waitUntil(lambda: view._pages.width > narrow)
    qtbot.waitUntil(lambda: background.is_idle)
    assert view._pages.images[0].width() == pytest.approx(view._pages.width, abs=1)


@pytest.mark.parametrize("data", [b"no pdf", b"%PDF-1.4\ntruncated"])
def test_what_is_no_pdf_is_said_in_words(view, qtbot, background, data) -> None:
    view.set_pdf(data)
    qtbot.waitUntil(lambda: background.is_idle)
    assert view.page_count == 0
    assert "not a PDF" in view.accessibleDescription()


def test_an_empty_preview_says_what_could_be_done(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    view.clear("Add a line to see the quote.")
    assert view.page_count == 0
    assert view.accessibleDescription() == "Add a line to see the quote."
    assert view.verticalScrollBar().maximum() == 0


def test_a_screen_reader_gets_a_name_and_the_text(view, qtbot, background, short) -> None:
    show(qtbot, view, short, background)
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "PDF preview"
    assert "Total USD" in interface.text(QAccessible.Text.Description)


def test_a_view_that_is_gone_gets_no_pages(qapp_theme, qtbot, background, long) -> None:
    view = PdfView(background)
    view.set_pdf(long)
    view.deleteLater()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: background.is_idle)
