"""Builds and paints pages without a window: for the self-test and the pictures in the guide."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from ui.desktop.context import Context
from ui.desktop.rail_items import every_page

__all__ = ["painted_pages", "settle"]

_SIZE = (1208, 724)


def settle(app: QApplication, context: Context, patience: float) -> None:
    """Process events until all reads have come home. Raises TimeoutError after `patience` seconds."""
    until = time.monotonic() + patience
    quiet = 0
    while quiet < 3:
        if time.monotonic() > until:
            raise TimeoutError("a page did not finish reading")
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = quiet + 1 if context.background.is_idle else 0


def painted_pages(app: QApplication, context: Context, patience: float) -> Iterator[tuple[str, QPixmap]]:
    """Each page's id and its picture, whatever the role."""
    for page_id, make in every_page(context):
        page = make()
        page.resize(*_SIZE)
        page.show()
        page.activate()
        settle(app, context, patience)
        picture = page.grab()
        page.deactivate()
        page.close()
        page.deleteLater()
        settle(app, context, patience)
        yield page_id, picture
