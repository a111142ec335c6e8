"""Takes the pictures of the guide: `python -m tests.pictures [PAGE…]` paints each page into docs/images/.

Pictures come from the demo, in light and dark, at 1280 × 800.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sfa.demo.build import PERSON_OF_ROLE, build, demo_day, open_demo
from sfa.store.keys import key_file_of
from ui.desktop import theme
from ui.desktop.app import Desktop, make_application

__all__ = ["main"]

FOLDER = Path(__file__).parents[1] / "docs" / "images"

# picture -> (role, page, keys pressed before it is taken)
PICTURES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "today": ("rep", "today", ()),
    "accounts": ("rep", "accounts", ()),
    "account": ("rep", "accounts", ("Return",)),
    "pipeline": ("rep", "pipeline", ("Down",)),
    "visits": ("rep", "visits", ()),
    "quotes": ("rep", "quotes", ("Down", "Down", "Down", "Return")),
    "team": ("manager", "team", ()),
    "settings": ("admin", "settings", ()),
    "palette": ("rep", "today", ("Ctrl+K",)),
}


def main(argv: Sequence[str]) -> int:
    """Take the named pictures, all when none is named."""
    wanted = list(argv) or list(PICTURES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as scratch:
        demo = Path(scratch) / "demo.db"
        build(demo, demo_day())
        for name in wanted:
            take(app, demo, name)
    return 0


def take(app: QApplication, demo: Path, name: str) -> None:
    """One picture in light and dark, on a fresh copy of the demo."""
    role, page, keys = PICTURES[name]
    copy = demo.with_name("picture.db")
    shutil.copy2(demo, copy)
    shutil.copy2(key_file_of(demo), key_file_of(copy))
    desktop = Desktop(app, copy, lambda _secret: open_demo(copy, demo_day()), PERSON_OF_ROLE[role])
    desktop.start()
    wait(app, lambda: desktop.shell is not None)
    assert desktop.shell is not None
    shell = desktop.shell
    shell.resize(1280, 800)
    settle(app, desktop)
    shell.show_page(page)
    shell.activateWindow()
    settle(app, desktop)
    for key in keys:
        QTest.keySequence(app.focusWidget() or shell, QKeySequence(key))
        settle(app, desktop)
    for scheme in ("light", "dark"):
        theme.apply(app, scheme)
        settle(app, desktop)
        picture = shell.grab()
        for window in app.topLevelWidgets():
            if window is not shell and window.isVisible() and window.parent() is not None:
                picture = with_window(picture, shell, window)
        picture.save(str(FOLDER / f"{name}-{scheme}.png"))
    shell.hide()
    desktop.end()


def with_window(picture: object, shell: object, window: object) -> object:
    """The picture with an open popover or palette drawn where it stands."""
    from PySide6.QtGui import QPainter

    painter = QPainter(picture)
    painter.drawPixmap(shell.mapFromGlobal(window.pos()), window.grab())
    painter.end()
    return picture


def settle(app: QApplication, desktop: Desktop) -> None:
    """Until nothing is read any more and the window has been quiet for a moment."""
    wait(app, lambda: desktop.background.is_idle)
    until = time.monotonic() + 0.6
    wait(app, lambda: time.monotonic() > until and desktop.background.is_idle)


def wait(app: QApplication, done: object) -> None:
    """Process events until `done()`, twenty seconds at most."""
    until = time.monotonic() + 20
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("the app did not come to rest")
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
