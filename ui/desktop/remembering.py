"""What a page keeps on this laptop for next time: pane widths, the chosen view, the filter.

self._memory = Remembered(context, "pipeline", self)
self._memory.read.connect(self._on_remembered)
self._memory.keep_widths("detail", split)
self._memory.keep("view", LIST)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal

from ui.desktop.context import Context
from ui.desktop.widgets.split import Split

__all__ = ["Remembered"]

_WIDEST = 4000  # px; more was never a pane


class Remembered(QObject):
    """A few JSON values under one key, read once when it is made; each change is written at once (after the reading).

    Reading and writing happen off the UI thread. What another version kept may be of another kind: whoever
    takes a value looks at it first.
    """

    read = Signal(dict)
    """What was kept, by name; empty if nothing was, or if it could not be read."""

    def __init__(self, context: Context, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._key = f"page.{key}"
        self._values: dict[str, Any] = {}
        self._splits: dict[str, Split] = {}
        self.is_read = False
        reading = context.background.read(context.workspace.store.recall, self._key, owner=self)
        reading.done(self._on_read).failed(lambda _error: self._on_read(None))

    def keep(self, name: str, value: Any) -> None:
        """Write a value, if it is another one than before."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self.is_read:  # else what was kept before would be written over unread
            self._write()

    def _write(self) -> None:
        store = self._context.workspace.store
        self._context.background.write(store.remember, self._key, dict(self._values))

    def keep_widths(self, name: str, split: Split) -> None:
        """Give the panes their widths of last time, and keep those that a person gives them."""
        self._splits[name] = split
        for number in range(1, split.count()):
            split.handle(number).installEventFilter(self)
        if self.is_read:
            self._restore(split, self._values.get(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # When the grip is let go, not with every pixel.
        if event.type() == QEvent.Type.MouseButtonRelease:
            for name, split in self._splits.items():
                if watched.parent() is split:
                    self.keep(name, split.widths())
        return super().eventFilter(watched, event)

    def _on_read(self, kept: object) -> None:
        before = kept if isinstance(kept, dict) else {}
        chosen_meanwhile = bool(self._values)
        self._values = {**before, **self._values}
        self.is_read = True
        if chosen_meanwhile:
            self._write()
        for name, split in self._splits.items():
            self._restore(split, self._values.get(name))
        self.read.emit(dict(self._values))

    @staticmethod
    def _restore(split: Split, widths: object) -> None:
        if isinstance(widths, Sequence) and len(widths) == split.count() - 1:
            known = [width for width in widths if isinstance(width, int) and 0 < width < _WIDEST]
            if len(known) == len(widths):
                split.set_widths(known)
