"""What reaches the top: the world's refusals become a sentence, our bugs a report and a sentence.

Qt sends exceptions of slots, paint events and timers to `sys.excepthook` and goes on; without a hook the
window would be half dead in silence. The report holds places in our code and versions, never values: a
record's name could stand in any of them.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from sfa.clock import Clock
from sfa.errors import FieldbookError

__all__ = ["CrashReporter", "report_text"]

_LOG = logging.getLogger(__name__)
_KEPT = 10


def report_text(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The report: versions, the kind of error and the places it came through. No messages, no values."""
    head = [
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        f"{kind.__module__}.{kind.__qualname__}",
    ]
    # The line of code itself is ours and holds no data; the file's folder may name the person.
    places = [
        f"  {Path(place.filename).name}:{place.lineno} {place.name}: {place.line or ''}"
        for place in traceback.extract_tb(trace)
    ]
    return "\n".join(head + places) + "\n"


class CrashReporter(QObject):
    """Installed once as `sys.excepthook`; may be called on any thread."""

    _raised = Signal(object, object)

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        show_error: Callable[[FieldbookError], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._show_error = show_error
        self._window: QWidget | None = None
        self._box: QMessageBox | None = None
        self._raised.connect(self._on_raised, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks for exceptions that nobody caught, in the UI thread and in others."""
        sys.excepthook = self.hook
        threading.excepthook = lambda raised: self.hook(
            raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
        )

    def set_window(self, window: QWidget | None) -> None:
        """Over which window the sentence appears."""
        self._window = window

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What Python calls with an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        if isinstance(error, FieldbookError):
            self._raised.emit(error, None)
            return
        self._raised.emit(None, self.write(kind, trace))

    def write(self, kind: type[BaseException], trace: TracebackType | None) -> Path | None:
        """Keep the report beside the log; None if even that failed."""
        text = report_text(kind, trace)
        _LOG.error("unexpected error\n%s", text)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"crash-{self._clock.now():%Y%m%d-%H%M%S-%f}.txt"
            (self._folder / name).write_text(text, encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
                old.unlink()
        except OSError:
            return None
        return self._folder / name

    def _on_raised(self, error: FieldbookError | None, report: Path | None) -> None:
        if error is not None:
            self._show_error(error)
            return
        if self._box is not None:
            # One sentence is enough for a fault that repeats at each repaint.
            return
        self._box = self._make_box(report)
        self._box.show()

    def _make_box(self, report: Path | None) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Fieldbook")
        box.setText(self.tr("Something in Fieldbook failed; what was saved before is safe."))
        if report is not None:
            words = self.tr("A report without any of your data was written to {path}.")
            box.setInformativeText(words.format(path=report))
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.finished.connect(self._on_closed)
        return box

    def _on_closed(self) -> None:
        self._box = None
