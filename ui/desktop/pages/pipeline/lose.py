"""Why a deal was lost: asked in the pane, not in a window."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from ui.desktop.fields import ChoiceField, TextField
from ui.desktop.forms import Form
from ui.desktop.widgets.buttons import RING, Button
from ui.desktop.widgets.labels import label

__all__ = ["LoseForm"]


class LoseForm(QWidget):
    """Up and Down choose the reason, Enter marks the deal lost, Escape keeps it."""

    told = Signal(object, str)
    """(reason id or None, note)"""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking: frozenset[UUID] = frozenset()
        self.reason = ChoiceField("reason_id", self.tr("Reason"), required=True)
        self.note = TextField("note", self.tr("Note"), placeholder=self.tr("What the customer said"))
        self.form = Form([[self.reason], [self.note]])
        self.reason.changed.connect(self._on_reason)
        lose = Button(self.tr("Mark lost"), "danger", shortcut="Return")
        lose.clicked.connect(self.submit)
        keep = Button(self.tr("Keep it"), "quiet", shortcut="Esc")
        keep.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(lose)
        buttons.addWidget(keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        asked = label(self.tr("Why was this deal lost?"), strong=True)
        for part in (asked, self.form):
            part.setContentsMargins(RING, 0, RING, 0)
        column.addWidget(asked)
        column.addWidget(self.form)
        column.addLayout(buttons)

    def begin(self, reasons: Sequence[tuple[UUID, str, bool]]) -> None:
        """Ask anew. reasons: (id, name, whether it needs a note)."""
        self._asking = frozenset(id_ for id_, _, asks in reasons if asks)
        self.reason.set_options([(id_, name) for id_, name, _ in reasons])
        self.form.set_values({"reason_id": None, "note": ""})
        self.note.required = False
        self.show()
        self.reason.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Tell reason and note, or say beside the field what is missing."""
        values = self.form.values()
        if values is not None:
            self.told.emit(values["reason_id"], values["note"])

    def show_error(self, error: Exception) -> bool:
        """Show a refusal beside its field; False if it belongs to none of them."""
        return isinstance(error, FieldbookError) and self.form.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)

    def _on_reason(self) -> None:
        self.note.required = self.reason.value() in self._asking
