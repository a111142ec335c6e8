"""The day leaves the laptop: as a code for the phone, as a route, as a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sfa.visits import phone
from sfa.visits.queries import DayView
from sfa.workspace import Workspace
from ui.desktop import formats
from ui.desktop.background import Background
from ui.desktop.pages.visits import reading
from ui.desktop.pages.visits.phone_popover import PhonePopover
from ui.desktop.widgets.map.corners import uses_miles

__all__ = ["Outgoing"]


class Outgoing(QObject):
    """Opens the popover below `anchor`, asks for files and writes them in the background."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, background: Background, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._workspace = workspace
        self._background = background
        self._anchor = anchor
        self._view: DayView | None = None
        self.popover: PhonePopover | None = None

    def open_for(self, view: DayView) -> None:
        """Offer the code of the next stop, the route and the sheet."""
        self._view = view
        window = self._anchor.window()
        if self.popover is None:
            self.popover = PhonePopover(window)
            self.popover.gpx_asked.connect(self._ask_gpx)
            self.popover.sheet_asked.connect(self._ask_sheet)
        corner = self._anchor.mapTo(window, QPoint(0, 0))
        self.popover.open_at(QRect(corner, self._anchor.size()), view)

    def save_gpx(self, view: DayView, path: Path) -> None:
        """Write the day's route there."""
        self._save(reading.save_gpx, view, path)

    def save_sheet(self, view: DayView, path: Path) -> None:
        """Write the printed day there."""
        self._save(reading.save_sheet, self._workspace, view, uses_miles(formats.locale()), path)

    def _ask_gpx(self) -> None:
        self._ask("gpx", self.tr("Save route"), "GPX (*.gpx)", self.save_gpx)

    def _ask_sheet(self) -> None:
        self._ask("pdf", self.tr("Save day sheet"), "PDF (*.pdf)", self.save_sheet)

    def _ask(self, ending: str, title: str, kinds: str, save: Callable[[DayView, Path], None]) -> None:
        if self._view is None:
            return
        name, _ = QFileDialog.getSaveFileName(self._anchor, title, phone.file_name(self._view, ending), kinds)
        if name:
            save(self._view, Path(name))

    def _save(self, write: Callable[..., str], *args: object) -> None:
        work = self._background.read(write, *args, owner=self)
        work.done(lambda name: self.told.emit(self.tr("Saved {name}").format(name=name)))
        work.failed(self.failed.emit)
