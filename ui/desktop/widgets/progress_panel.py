"""Long work: what it does, how far it is, how long it will take, and Cancel."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from ui.desktop import formats
from ui.desktop.background import Handle, Progress
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["Estimate", "ProgressPanel"]

_WINDOW = 10.0


class Estimate:
    """Time left, from the speed of the last ten seconds."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def left(self, progress: Progress) -> float | None:
        """Seconds that the rest will take; None while nothing can be said."""
        self._samples.append((progress.seconds, progress.done))
        while progress.seconds - self._samples[0][0] > _WINDOW and len(self._samples) > 2:
            self._samples.popleft()
        began, before = self._samples[0]
        done, took = progress.done - before, progress.seconds - began
        if not progress.total or done <= 0 or took < 0.5:
            return None
        return (progress.total - progress.done) * took / done


class ProgressPanel(QWidget):
    """A 6 px bar with words at both ends; connect it to a handle with `follow`."""

    cancel_asked = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate = Estimate()
        self._title = label(title)
        self._far = label(size="small", tone="secondary")
        self._note = label(size="small", tone="warn")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title or self.tr("Progress"))
        self._cancel = Button(self.tr("Cancel"))
        self._cancel.clicked.connect(self._on_cancel)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._far, 0, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.addWidget(self._note, 2, 0, 1, 2)
        grid.addWidget(self._cancel, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        self._note.hide()

    def start(self, title: str) -> None:
        """Begin anew with an unknown end."""
        self._estimate = Estimate()
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._far.setText("")
        self.set_note("")
        self._cancel.setEnabled(True)
        self.show()

    def follow(self, handle: Handle[object]) -> None:
        """Show the progress of a piece of work and cancel it when asked."""
        handle.progress(self.show_progress)
        self.cancel_asked.connect(handle.cancel)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is; the words of the progress replace the title."""
        if progress.text:
            self._title.setText(progress.text)
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._far.setText(self._words(progress, self._estimate.left(progress)))

    def set_note(self, note: str) -> None:
        """A line below the bar, such as rows that were skipped."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _words(self, progress: Progress, left: float | None) -> str:
        if not progress.total:
            return formats.decimal(progress.done)
        words = self.tr("{done} of {total}").format(
            done=formats.decimal(progress.done), total=formats.decimal(progress.total)
        )
        if left is None:
            return words
        if left < 60:
            return words + " · " + self.tr("about {seconds} s left").format(seconds=max(1, round(left)))
        return words + " · " + self.tr("about {minutes} min left").format(minutes=round(left / 60))

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._far.setText(self.tr("Stopping…"))
        self.cancel_asked.emit()
