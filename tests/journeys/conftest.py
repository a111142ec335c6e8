"""The demo, built once, and a person at it: the real app, real keys, no network."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sfa.demo.build import PERSON_OF_ROLE, build, open_demo
from sfa.store.keys import key_file_of
from sfa.workspace import Workspace
from ui.desktop.app import Desktop
from ui.desktop.pages.base import Page
from ui.desktop.shell import Shell

NONE = Qt.KeyboardModifier.NoModifier
DAY = date(2026, 11, 18)


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build(path, DAY)
    return path


@pytest.fixture
def demo(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo to live in."""
    path = tmp_path / "demo.db"
    shutil.copy2(built_demo, path)
    shutil.copy2(key_file_of(built_demo), key_file_of(path))
    return path


@pytest.fixture(autouse=True)
def cable_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reaches for the network fails the test."""

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"the network was asked for {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


class Person:
    """Somebody at the keyboard of the app."""

    def __init__(self, qtbot: QtBot, path: Path, role: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot = qtbot
        self.desktop = Desktop(app, path, lambda _secret: open_demo(path, DAY), PERSON_OF_ROLE[role])
        self.desktop.start()
        self.until(lambda: self.desktop.shell is not None)
        self.shell.resize(1280, 800)
        self.shell.activateWindow()
        self.rest()

    @property
    def shell(self) -> Shell:
        assert self.desktop.shell is not None
        return self.desktop.shell

    @property
    def page(self) -> Page:
        assert self.shell.current_page is not None
        return self.shell.current_page

    @property
    def work(self) -> Workspace:
        assert self.desktop.workspace is not None
        return self.desktop.workspace

    def until(self, holds: object) -> None:
        self.qtbot.waitUntil(holds, timeout=30_000)

    def rest(self) -> None:
        """Until nothing is read or written any more."""
        for _ in range(4):
            self.until(lambda: self.desktop.background.is_idle)
            self.qtbot.wait(15)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Keys where the focus is, one after another."""
        for key in keys:
            QTest.keyClick(self._focus(), key, modifier)
            self.rest()

    def type(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        self.rest()

    def _focus(self) -> QWidget:
        """Where keys go. No window manager is here to give the window its focus back when a dialog has closed."""
        if QApplication.activeWindow() is None:
            self.shell.activateWindow()
        self.until(lambda: QApplication.activeWindow() is not None)
        return QApplication.focusWidget() or self.shell

    def go(self, page_id: str) -> None:
        """To a page by its Alt key, as the rail numbers them."""
        ids = [item.id for item in self.shell.rail.ordered()]
        number = Qt.Key(Qt.Key.Key_1 + ids.index(page_id))
        self.press(number, modifier=Qt.KeyboardModifier.AltModifier)
        assert self.page is self.shell.page(page_id)

    def leave(self) -> None:
        """Close the app."""
        self.desktop.end()
        self.shell.deleteLater()
        self.desktop.opening.deleteLater()
        self.desktop.deleteLater()


@pytest.fixture
def people(qtbot: QtBot, qapp_theme: QApplication) -> Iterator[list[Person]]:
    """Whoever sits down is sent home at the end."""
    seated: list[Person] = []
    yield seated
    for person in seated:
        if person.desktop.workspace is not None:
            person.leave()
