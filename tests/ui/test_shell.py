"""The window: pages are built when first shown, and everything is reached by keys."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton

from sfa.store.events import Announcement
from tests.ui.accessibility import faults
from ui.desktop.actions import Action, ActionRegistry
from ui.desktop.background import Background
from ui.desktop.foot import FootPart
from ui.desktop.pages.base import Page
from ui.desktop.palette import Hit
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell


class _Page(Page):
    def __init__(self, name: str) -> None:
        super().__init__(name.title())
        self.calls: list[object] = []
        self.left, self.right = QPushButton("Left"), QLineEdit()
        self.right.setAccessibleName("Right")
        self.head = QPushButton("Head")
        row = QHBoxLayout(self)
        row.addWidget(self.left)
        row.addWidget(self.right)
        self._action = Action(f"{name}.new", "New", shortcut="N", where=f"page:{name}")

    def activate(self) -> None:
        self.calls.append("activate")

    def deactivate(self) -> None:
        self.calls.append("deactivate")

    def refresh(self, announcement: Announcement) -> None:
        self.calls.append(announcement.label)

    def page_actions(self):
        return [(self._action, lambda: self.calls.append("new"))]

    def panes(self):
        return (self.left, self.right)

    def top_bar_widget(self):
        return self.head

    def show_record(self, record_type: str, record_id: object) -> bool:
        if record_type == self.title.lower():
            self.calls.append(record_id)
        return record_type == self.title.lower()


@pytest.fixture
def made() -> dict[str, _Page]:
    return {}


@pytest.fixture
def shell(qtbot, qapp_theme, made):
    def maker(name: str):
        def make() -> _Page:
            made[name] = _Page(name)
            return made[name]

        return make

    background = Background()
    items = [
        PageItem(RailItem(name, name.title(), icon, at_foot=name == "settings"), maker(name), frozenset({name}))
        for name, icon in (("today", "calendar-check"), ("settings", "settings"), ("accounts", "building-2"))
    ]
    window = Shell(items, ActionRegistry("rep", qapp_theme), background)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_page("today")
    yield window
    assert background.shutdown(5)


def test_a_page_is_built_when_it_is_shown_and_then_kept(shell, made) -> None:
    assert list(made) == ["today"]
    shell.show_page("accounts")
    shell.show_page("today")
    assert list(made) == ["today", "accounts"]
    assert made["today"].calls == ["activate", "deactivate", "activate"]


def test_alt_and_a_number_goes_down_the_rail_with_the_foot_last(shell, qtbot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shell.current_page.title == "Accounts"
    qtbot.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert shell.current_page.title == "Settings"


def test_the_title_follows_the_page(shell) -> None:
    shell.current_page.set_subtitle("Tuesday 17 November")
    assert shell.windowTitle() == "Today - Fieldbook"
    assert shell.top_bar._subtitle.text() == "Tuesday 17 November"


def test_each_page_has_its_own_widget_in_the_top_bar(shell, made) -> None:
    shell.show_page("accounts")
    assert made["accounts"].head.isVisible()
    assert not made["today"].head.isVisible()


def test_a_letter_works_only_on_its_own_page(shell, made, qtbot) -> None:
    shell.show_page("accounts")
    made["accounts"].left.setFocus()
    qtbot.keyClick(made["accounts"].left, Qt.Key.Key_N)
    assert "new" in made["accounts"].calls
    assert "new" not in made["today"].calls


def test_f6_goes_from_pane_to_pane_and_back(shell, made, qtbot) -> None:
    page = made["today"]
    page.left.setFocus()
    qtbot.keyClick(shell, Qt.Key.Key_F6)
    assert page.right.hasFocus()
    qtbot.keyClick(shell, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.left.hasFocus()


def test_news_reach_every_page_that_was_built(shell, made) -> None:
    shell.show_page("accounts")
    shell.announce(Announcement(rows={"account": frozenset({uuid.uuid4()})}, label="Rename"))
    assert made["today"].calls[-1] == made["accounts"].calls[-1] == "Rename"


def test_a_record_opens_on_the_page_that_shows_its_type(shell, made) -> None:
    shell.open_record("accounts", 7)
    assert shell.current_page is made["accounts"]
    assert 7 in made["accounts"].calls


def test_a_page_can_ask_for_another(shell, made) -> None:
    made["today"].page_requested.emit("accounts")
    assert shell.current_page is made["accounts"]


def test_ctrl_k_finds_a_command_and_enter_runs_it(shell, made, qtbot) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = shell.commands
    assert dialog.isVisible()
    qtbot.keyClicks(dialog._text, "acc")
    qtbot.keyClick(dialog._text, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert shell.current_page is made["accounts"]


def test_the_palette_finds_records_off_the_ui_thread_and_opens_one(shell, made, qtbot) -> None:
    shell.set_search(lambda text: [Hit("accounts", 42, "Browar Zieliński", "Grove City", "building-2")])
    shell.open_palette()
    dialog = shell.commands
    qtbot.keyClicks(dialog._text, "browar")
    qtbot.waitUntil(lambda: bool(dialog._hits))
    qtbot.keyClick(dialog._text, Qt.Key.Key_Return)
    assert 42 in made["accounts"].calls


def test_the_palette_says_when_nothing_is_found(shell, qtbot) -> None:
    shell.open_palette("qqq")
    assert shell.commands._none.text() == "Nothing is called “qqq” here."
    assert shell.commands._none.isVisible()
    shell.commands.close()


def test_a_question_mark_shows_the_keys_of_the_page_and_of_everywhere(shell, made, qtbot) -> None:
    made["today"].left.setFocus()
    # Without a keyboard layout, as here, Qt cannot work out that Shift only makes the sign.
    qtbot.keyClick(made["today"].left, Qt.Key.Key_Question)
    assert shell.overlay.isVisible()
    shown = {(keys.keys, keys.label) for keys in shell.overlay.keys}
    assert {("N", "New"), ("Ctrl K", "Find"), ("Alt 1", "Today")} <= shown
    qtbot.keyClick(shell.overlay, Qt.Key.Key_A)
    assert not shell.overlay.isVisible()


def test_what_was_done_is_told_with_undo(shell, qtbot) -> None:
    shell.current_page.done_told.emit("Deal moved to Closing", True)
    assert shell.toast.isVisible()
    with qtbot.waitSignal(shell.undo_asked):
        qtbot.mouseClick(shell.toast._undo, Qt.MouseButton.LeftButton)
    assert not shell.toast.isVisible()


def test_a_message_goes_when_another_page_comes(shell) -> None:
    shell.current_page.message_raised.emit("bad", "The disk is full.")
    assert shell.strip.isVisible()
    shell.show_page("accounts")
    assert not shell.strip.isVisible()


def test_the_parts_of_the_foot_are_buttons(shell, qtbot) -> None:
    shell.foot.set_parts([FootPart("network", "Offline", "cloud-off"), FootPart("issues", "1 to decide")])
    buttons = [child for child in shell.foot.children() if child.isWidgetType() and child.accessibleName()]
    with qtbot.waitSignal(shell.foot_asked) as asked:
        buttons[1].click()
    assert asked.args == ["issues"]


@pytest.mark.parametrize(("height", "pitch", "labels"), [(800, 52, True), (740, 46, True), (660, 46, False)])
def test_a_low_window_gets_a_closer_rail(shell, height: int, pitch: int, labels: bool) -> None:
    shell.resize(1280, height)
    QApplication.processEvents()
    assert shell.rail.pitch == pitch
    assert shell.rail._buttons["today"].with_label is labels


def test_everything_that_takes_the_focus_has_a_name(shell) -> None:
    shell.foot.set_parts([FootPart("network", "Offline", "cloud-off")])
    assert faults(shell) == []


def test_escape_leaves_the_palette_and_the_focus_goes_back(shell, made, qtbot) -> None:
    made["today"].right.setFocus()
    shell.open_palette()
    qtbot.keyClick(shell.commands._text, Qt.Key.Key_Tab)
    assert shell.commands._text.hasFocus()
    qtbot.keyClick(shell.commands._text, Qt.Key.Key_Escape)
    assert not shell.commands.isVisible()
    assert made["today"].right.hasFocus()


def test_a_click_beside_the_palette_closes_it(shell, qtbot) -> None:
    shell.open_palette()
    qtbot.mouseClick(shell.commands, Qt.MouseButton.LeftButton, pos=QPoint(20, 700))
    assert not shell.commands.isVisible()


def test_a_page_that_was_left_cannot_take_the_keys(shell, made) -> None:
    shell.show_page("today")
    shell.show_page("accounts")
    made["accounts"].left.setFocus()
    made["today"].right.setFocus()  # as a page does when what it read arrives late
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is None or made["accounts"].isAncestorOf(focus)
