"""What a page keeps on this laptop: written when it changes, read once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.stores import new_workspace
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.remembering import Remembered
from ui.desktop.theme import ThemeHost
from ui.desktop.widgets.split import Split


@pytest.fixture
def context(tmp_path, qtbot, qapp_theme):
    work, background = new_workspace(tmp_path), Background()
    yield Context(work, background, ThemeHost(QApplication.instance()))
    assert background.shutdown(5)
    work.store.close()


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def make(context, page, qtbot):
    def make(key: str = "some") -> Remembered:
        memory = Remembered(context, key, page)
        with qtbot.waitSignal(memory.read):
            pass
        return memory

    return make


def _split(qtbot) -> Split:
    panes = [QWidget(), QWidget()]
    for pane in panes:
        pane.setMinimumWidth(50)
    split = Split(panes, [150])
    qtbot.addWidget(split)
    split.resize(800, 300)
    split.show()
    return split


def test_a_value_comes_back_next_time(make, qtbot, context) -> None:
    make().keep("view", "list")
    qtbot.waitUntil(lambda: context.background.is_idle)
    kept = []
    memory = Remembered(context, "some", make())
    memory.read.connect(kept.append)
    qtbot.waitUntil(lambda: memory.is_read)
    assert kept == [{"view": "list"}]


def test_pages_do_not_read_each_others_values(make, qtbot, context) -> None:
    make().keep("view", "list")
    qtbot.waitUntil(lambda: context.background.is_idle)
    assert context.workspace.store.recall("page.other") is None


def test_the_same_value_is_written_once(make, qtbot, context, monkeypatch) -> None:
    memory = make()
    written = []
    monkeypatch.setattr(context.workspace.store, "remember", lambda key, value: written.append((key, value)))
    memory.keep("view", 1)
    memory.keep("view", 1)
    qtbot.waitUntil(lambda: context.background.is_idle)
    assert written == [("page.some", {"view": 1})]


def test_a_choice_made_before_all_is_read_wins(context, page, qtbot) -> None:
    context.workspace.store.remember("page.some", {"view": 0, "other": 5})
    memory = Remembered(context, "some", page)
    memory.keep("view", 1)
    with qtbot.waitSignal(memory.read) as read:
        pass
    assert read.args == [{"view": 1, "other": 5}]
    qtbot.waitUntil(lambda: context.background.is_idle)
    assert context.workspace.store.recall("page.some") == {"view": 1, "other": 5}


def test_a_width_that_a_person_gives_is_kept_when_the_grip_is_let_go(make, qtbot, context) -> None:
    split = _split(qtbot)
    memory = make()
    memory.keep_widths("detail", split)
    split.set_widths([220])
    QTest.mouseClick(split.handle(1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: context.background.is_idle)
    assert context.workspace.store.recall("page.some") == {"detail": split.widths()}
    again = _split(qtbot)
    make().keep_widths("detail", again)
    assert again.widths() == [220]


@pytest.mark.parametrize("kept", ["wide", [1, 2], [-4], [999_999], ["200"], None])
def test_widths_that_cannot_be_are_passed_over(make, qtbot, context, kept) -> None:
    context.workspace.store.remember("page.some", {"detail": kept})
    split = _split(qtbot)
    make().keep_widths("detail", split)
    assert split.widths() == [150]
