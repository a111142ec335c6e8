"""Starting the app: window first, then the store; and what is shown when it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from sfa.accounts.acts import AddAccount
from sfa.accounts.model import Account
from sfa.errors import StoreTooNew
from sfa.store import backup
from sfa.store.store import Store
from sfa.workspace import new_company
from tests.stores import new_store, workspace_of
from ui.desktop.app import Desktop
from ui.desktop.instance import call_first
from ui.desktop.widgets.buttons import Button


@pytest.fixture
def start(qtbot: QtBot, qapp_theme: QApplication) -> Iterator[Callable[..., Desktop]]:
    running: list[Desktop] = []

    def begin(path: Path, open_store: Callable[[str | None], Store], user: str | None = None) -> Desktop:
        desktop = Desktop(qapp_theme, path, open_store, user)
        running.append(desktop)
        desktop.start()
        return desktop

    yield begin
    for desktop in running:
        if desktop.shell is not None:
            desktop.shell.hide()
        desktop.opening.hide()
        desktop.end()
        desktop.deleteLater()


def words(desktop: Desktop) -> list[str]:
    return [one.text() for one in desktop.opening.findChildren(QLabel) if one.isVisible()]


def press(qtbot: QtBot, desktop: Desktop, text: str) -> None:
    button = next(b for b in desktop.opening.findChildren(Button) if b.isVisible() and b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def visible_inputs(desktop: Desktop) -> list[QLineEdit]:
    return [one for one in desktop.opening.findChildren(QLineEdit) if one.isVisible()]


def test_the_window_is_there_before_the_store(start: Callable[..., Desktop], tmp_path: Path) -> None:
    store = new_store(tmp_path)
    desktop = start(store.path, lambda _secret: store)
    assert desktop.opening.isVisible()
    assert desktop.shell is None


@pytest.mark.parametrize(("who", "page"), [("Rob", "today"), ("Mia", "team"), ("Administrator", "settings")])
def test_each_role_lands_on_its_page(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path, who: str, page: str
) -> None:
    store = new_store(tmp_path)
    desktop = start(store.path, lambda _secret: store, who)
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    assert desktop.shell.current_page is desktop.shell.page(page)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)
    assert not desktop.opening.isVisible()


def test_a_locked_store_asks_and_opens_with_the_right_passphrase(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "locked.db"
    new_company(path, "Locked", passphrase="open sesame")
    desktop = start(path, lambda secret: Store.open(path, secret=secret))
    qtbot.waitUntil(lambda: bool(visible_inputs(desktop)), timeout=10_000)
    qtbot.keyClicks(visible_inputs(desktop)[0], "wrong")
    qtbot.keyClick(visible_inputs(desktop)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.background.is_idle and bool(visible_inputs(desktop)), timeout=10_000)
    assert desktop.shell is None
    visible_inputs(desktop)[0].clear()
    qtbot.keyClicks(visible_inputs(desktop)[0], "open sesame")
    qtbot.keyClick(visible_inputs(desktop)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)


def test_a_first_store_is_made_and_its_recovery_key_shown(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "first.db"
    desktop = start(path, lambda _secret: Store.open(path, secret="a passphrase"))
    qtbot.waitUntil(lambda: "Welcome to Fieldbook" in words(desktop), timeout=10_000)
    company, passphrase = visible_inputs(desktop)
    qtbot.keyClicks(company, "Scioto Draught")
    qtbot.keyClicks(passphrase, "a passphrase")
    press(qtbot, desktop, "Make the store")
    qtbot.waitUntil(lambda: "Your recovery key" in words(desktop), timeout=20_000)
    assert any(len(text) == 39 and text.count("-") == 7 for text in words(desktop))
    press(qtbot, desktop, "I have written it down")
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)


def test_a_store_that_cannot_be_opened_is_explained(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    def refuse(_secret: str | None) -> Store:
        raise StoreTooNew("This store was written by a newer Fieldbook; update this one to open it.", details="9 > 1")

    desktop = start(tmp_path / "new.db", refuse)
    qtbot.waitUntil(lambda: any("newer Fieldbook" in text for text in words(desktop)), timeout=10_000)
    assert "9 > 1" in words(desktop)


def test_a_second_start_brings_the_first_to_the_front(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    store = new_store(tmp_path)
    desktop = start(store.path, lambda _secret: store, "Administrator")
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    assert not call_first(tmp_path / "another.db")
    with qtbot.waitSignal(desktop._instance.called, timeout=5_000):
        assert call_first(store.path)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)


def test_undo_and_redo_work_from_the_keyboard_and_after_a_restart(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    store = new_store(tmp_path)
    workspace_of(store, "admin").run(AddAccount(name="Made yesterday"))
    path, clock = store.path, store.clock
    store.close()
    again = Store.open(path, clock=clock)
    desktop = start(path, lambda _secret: again, "Administrator")
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    shell = desktop.shell

    def living() -> int:
        from sqlalchemy import text

        with again.reading() as session:
            return session.execute(text("SELECT count(*) FROM account WHERE deleted_at IS NULL")).scalar()

    qtbot.keyClick(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: living() == 0, timeout=5_000)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(shell, Qt.Key.Key_Z, both)
    qtbot.waitUntil(lambda: living() == 1, timeout=5_000)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)


def test_a_backup_is_restored_while_the_app_runs(start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path) -> None:
    store = new_store(tmp_path)
    path, file = store.path, tmp_path / "monday.backup"
    admin = workspace_of(store, "admin")
    admin.run(AddAccount(name="In the backup"))
    backup.back_up(store, file)
    admin.run(AddAccount(name="After the backup"))
    store.close()
    desktop = start(path, lambda _secret: Store.open(path), "Administrator")
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    before = desktop.shell
    before.page("settings").restore_requested.emit(str(file), "")
    qtbot.waitUntil(lambda: desktop.shell not in (None, before), timeout=20_000)
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)
    with desktop.workspace.reading() as session:
        assert session.scalars(select(Account.name)).all() == ["In the backup"]


def test_a_backup_that_cannot_be_restored_leaves_the_store_and_says_why(
    start: Callable[..., Desktop], qtbot: QtBot, tmp_path: Path
) -> None:
    store = new_store(tmp_path)
    path = store.path
    workspace_of(store, "admin").run(AddAccount(name="Kept"))
    store.close()
    (tmp_path / "no.backup").write_text("a letter")
    desktop = start(path, lambda _secret: Store.open(path), "Administrator")
    qtbot.waitUntil(lambda: desktop.shell is not None, timeout=20_000)
    before = desktop.shell
    before.page("settings").restore_requested.emit(str(tmp_path / "no.backup"), "")
    qtbot.waitUntil(lambda: desktop.shell not in (None, before), timeout=20_000)
    assert desktop.shell.strip.text == "no.backup is no Fieldbook backup, or only part of one."
    qtbot.waitUntil(lambda: desktop.background.is_idle, timeout=20_000)
    with desktop.workspace.reading() as session:
        assert session.scalars(select(Account.name)).all() == ["Kept"]
