"""The widths a person gave to panes, kept on this laptop."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from ui.desktop.context import Context

__all__ = ["PaneWidths"]


class PaneWidths(QObject):
    """Restores the widths when they have been read; `keep` writes them if somebody changed them."""

    def __init__(self, split: QSplitter, context: Context, key: str) -> None:
        super().__init__(split)
        self._split = split
        self._context = context
        self._key = key
        self._is_changed = False
        split.splitterMoved.connect(self._on_moved)
        context.background.read(context.workspace.store.recall, key, owner=self).done(self._on_read)

    def keep(self) -> None:
        """Write the widths if they were changed by hand."""
        if self._is_changed:
            self._is_changed = False
            self._context.background.write(self._context.workspace.store.remember, self._key, self._split.sizes())

    def _on_moved(self) -> None:
        self._is_changed = True

    def _on_read(self, widths: object) -> None:
        known = isinstance(widths, list) and len(widths) == self._split.count()
        if known and not self._is_changed and isinstance(widths, list):
            self._split.setSizes([int(width) for width in widths])
