"""What the tests of every page share: news that reach the page, and waiting until all is quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.desktop.background import Background

__all__ = ["Bridge", "settle"]


class Bridge(QObject):
    """Brings announcements to the UI thread, as the start-up code does."""

    heard = Signal(object)

    def __init__(self, announcements: Any, tell: Callable[[Any], object]) -> None:
        super().__init__()
        self.heard.connect(tell)
        self.end = announcements.subscribe(self.heard.emit)
        """Call it to hear no more."""


def settle(qtbot: Any, background: Background, rounds: int = 3) -> None:
    """Wait until nothing is read or written any more, nor asked for by what came home."""
    for _ in range(rounds):
        qtbot.waitUntil(lambda: background.is_idle, timeout=15_000)
        qtbot.wait(10)
