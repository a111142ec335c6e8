"""Declared actions: one declaration makes the menu, the palette entry, the shortcut and its overlay line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.desktop.actions import Action, ActionRegistry, ShortcutTaken, keys_text

NEW = Action("accounts.new", "New account", icon="plus", shortcut="N", where="page:accounts")
PALETTE = Action("palette.open", "Find", shortcut="Ctrl+K")
AUDIT = Action("audit.open", "Audit", roles=frozenset({"admin"}))


@pytest.fixture
def registry(qtbot) -> ActionRegistry:
    made = ActionRegistry("rep")
    made.declare([NEW, PALETTE, AUDIT])
    return made


def test_an_action_of_another_role_is_nowhere(registry) -> None:
    registry.bind("audit.open", lambda: None)
    assert not registry.has("audit.open")
    assert registry.menu(["palette.open", "audit.open"]).actions() == [registry.qaction("palette.open")]


def test_the_same_keys_on_one_page_are_refused(registry) -> None:
    with pytest.raises(ShortcutTaken, match=r"accounts\.note and accounts\.new both want N"):
        registry.declare([Action("accounts.note", "Note", shortcut="N", where="page:accounts")])


def test_the_keys_of_a_global_action_are_taken_on_every_page(registry) -> None:
    with pytest.raises(ShortcutTaken):
        registry.declare([Action("deals.kill", "Kill", shortcut="Ctrl+K", where="page:pipeline")])


def test_two_pages_may_use_the_same_keys(registry) -> None:
    registry.declare([Action("deals.new", "New deal", shortcut="N", where="page:pipeline")])
    assert [keys.label for keys in registry.shortcuts("page:pipeline")] == ["New deal", "Find"]


def test_two_different_actions_of_one_name_are_refused(registry) -> None:
    registry.declare([NEW])
    with pytest.raises(ValueError, match=r"accounts\.new"):
        registry.declare([Action("accounts.new", "Other", where="page:accounts")])


def test_the_palette_offers_what_is_bound_and_on_with_the_page_first(registry) -> None:
    registry.bind("palette.open", lambda: None)
    assert registry.palette_entries("page:accounts") == [PALETTE]
    registry.bind("accounts.new", lambda: None)
    assert registry.palette_entries("page:accounts") == [NEW, PALETTE]
    registry.set_enabled("accounts.new", enabled=False, reason="Read only")
    assert registry.palette_entries("page:accounts") == [PALETTE]
    assert registry.qaction("accounts.new").toolTip() == "Read only"


def test_a_letter_runs_the_page_action_but_not_while_typing(registry, qtbot, qapp_theme) -> None:
    page = QWidget()
    layout, text, ran = QVBoxLayout(page), QLineEdit(), []
    place = QWidget()
    place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.addWidget(text)
    layout.addWidget(place)
    qtbot.addWidget(page)
    registry.bind("accounts.new", lambda: ran.append("new"))
    registry.install(page, "page:accounts")
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_N)
    assert (text.text(), ran) == ("n", [])
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_N)
    assert ran == ["new"]


def test_keys_are_shown_without_plus_signs() -> None:
    assert (keys_text("Ctrl+K"), keys_text("?"), keys_text("+")) == ("Ctrl K", "?", "+")
