"""Looks for the best order of a day in the background: a first plan at once, the final one after it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from sfa.visits.suggestions import fill_day
from sfa.workspace import Workspace
from ui.desktop.background import Background, Handle
from ui.desktop.pages.visits import reading
from ui.desktop.pages.visits.reading import Preview

__all__ = ["OrderSearch"]


class OrderSearch(QObject):
    """One search at a time; `stop` gives it up with nothing changed."""

    changed = Signal()
    """It has begun or ended."""
    view_found = Signal(object)
    """A `DayView` of a plan that is not kept yet."""
    kept = Signal(object)
    """The `DayView` of the plan that was kept."""
    filled = Signal(int)
    """How many visits `fill` has planned."""
    failed = Signal(object)

    def __init__(self, workspace: Workspace, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._background = background
        self._handle: Handle[Any] | None = None
        self._whose: tuple[UUID, date] = (workspace.user.id, date.min)
        self.seconds = reading.SEARCH_SECONDS

    @property
    def is_running(self) -> bool:
        """Whether an order is being looked for."""
        return self._handle is not None

    def start(self, user_id: UUID, day: date) -> None:
        """Look for the best order of that day and keep it."""
        self._whose = (user_id, day)
        work = self._background.read(reading.first_plan, self._workspace, *self._whose, owner=self)
        self._handle = work.done(self._on_first).failed(self._on_failed)
        self.changed.emit()

    def fill(self, user_id: UUID, day: date) -> None:
        """Plan visits to accounts that are due, as many as fit."""
        work = self._background.write(fill_day, self._workspace, user_id, day, owner=self)
        self._handle = work.done(self._on_filled).failed(self._on_failed)
        self.changed.emit()

    def stop(self) -> bool:
        """Give the search up; whether there was one."""
        if self._handle is None:
            return False
        self._handle.cancel()
        self._end()
        return True

    def _on_first(self, preview: Preview) -> None:
        self.view_found.emit(preview.view)
        work = self._background.read(
            reading.search_plan, self._workspace, *self._whose, self.seconds, owner=self, watched=True
        )
        self._handle = work.done(self._on_final).failed(self._on_failed)

    def _on_final(self, preview: Preview) -> None:
        self.view_found.emit(preview.view)
        work = self._background.write(reading.keep_plan, self._workspace, preview, owner=self)
        self._handle = work.done(self._on_kept).failed(self._on_failed)

    def _on_kept(self, view: object) -> None:
        self._end()
        self.kept.emit(view)

    def _on_filled(self, count: int) -> None:
        self._end()
        self.filled.emit(count)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._handle = None
        self.changed.emit()
