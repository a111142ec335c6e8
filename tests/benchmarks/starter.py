"""Starts the app in its own process as `fieldbook demo` does, and says when things were there.

`python -m tests.benchmarks.starter STORE WHEN PAGES` prints one line of JSON: seconds from WHEN (the reader's
`time.time()` at the moment of starting this process) to the first paint of the window and to the data on the first
page, and the memory in MB after each page of PAGES (comma separated, may be empty) has been shown.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

_PATIENCE_MS = 60_000
_LOOK_MS = 3


class _FirstPaint(QObject):
    """Notes when a widget has been painted for the first time."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.at = 0.0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.time()
        return False


def main(store: str, when: str, pages: str) -> int:
    """Start, measure, end; the exit code."""
    from sfa.demo.build import PERSON_OF_ROLE, demo_day, open_demo
    from ui.desktop.app import Desktop, make_application

    began, path, day = float(when), Path(store), demo_day()
    app = make_application()
    desktop = Desktop(app, path, lambda _secret: open_demo(path, day), PERSON_OF_ROLE["rep"])
    ready = []
    desktop.ready.connect(lambda: ready.append(time.time()))
    painted = _FirstPaint(desktop.opening)
    desktop.start()
    _until(lambda: bool(ready) and desktop.background.is_idle)
    assert desktop.shell is not None
    desktop.shell.repaint()
    said: dict[str, object] = {"window": painted.at - began, "ready": ready[0] - began, "data": time.time() - began}
    memory = {"start": _memory()}
    for page in filter(None, pages.split(",")):
        desktop.shell.show_page(page)
        _until(lambda: desktop.background.is_idle)
        memory[page] = _memory()
    said["memory"] = memory
    print(json.dumps(said))
    desktop.shell.hide()
    desktop.end()
    return 0


def _until(done: Callable[[], bool]) -> None:
    """Run the event loop, as the app does, until `done` has held twice running: an answer may ask for more."""
    loop, looker, quiet = QEventLoop(), QTimer(interval=_LOOK_MS), 0
    late = QTimer(interval=_PATIENCE_MS, singleShot=True)

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if done() else 0
        if quiet == 2:
            loop.quit()

    looker.timeout.connect(look)
    late.timeout.connect(lambda: loop.exit(1))
    looker.start()
    late.start()
    if loop.exec():
        raise TimeoutError("the app did not come to rest")


def _memory() -> float:
    """Resident memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
