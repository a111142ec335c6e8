"""What can be done with a quote next, at the end of its totals."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.clock import local_day
from sfa.quotes.states import State
from sfa.quotes.view import QuoteView
from ui.desktop import formats
from ui.desktop.pages.quotes import words
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["LifeButtons"]

_AGAIN = (State.SENT, State.EXPIRED, State.DECLINED, State.CANCELLED)


class LifeButtons(QWidget):
    """Shows the buttons of the state, at most one of them primary, and the reason when one is off.

    zone: where days are counted.
    """

    send_asked = Signal()
    accept_asked = Signal()
    decline_asked = Signal()
    cancel_asked = Signal()
    revise_asked = Signal()

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.send = Button(self.tr("Send"), "primary", icon="send", shortcut="Ctrl+S")
        self.accept = Button(self.tr("Accepted"), "primary", icon="check")
        self.decline = Button(self.tr("Declined"), icon="x")
        self.cancel = Button(self.tr("Cancel quote"), "quiet")
        self.revise = Button(self.tr("New version"), icon="copy")
        self._note = label(size="small", tone="secondary")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addStretch(1)
        for button, asked in (
            (self.cancel, self.cancel_asked),
            (self.revise, self.revise_asked),
            (self.decline, self.decline_asked),
            (self.accept, self.accept_asked),
            (self.send, self.send_asked),
        ):
            row.addWidget(button)
            button.clicked.connect(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._note)

    def show_quote(self, quote: QuoteView) -> None:
        """Offer what this quote allows."""
        state = quote.state
        self.send.setVisible(state is State.DRAFT)
        self.send.setEnabled(bool(quote.lines))
        self.accept.setVisible(state is State.SENT)
        self.decline.setVisible(state in (State.SENT, State.EXPIRED))
        self.revise.setVisible(state in _AGAIN)
        self.revise.set_kind("secondary" if state is State.SENT else "primary")
        self.cancel.setVisible(state in (State.DRAFT, State.SENT, State.EXPIRED))
        self._note.setText(self._note_of(quote))

    def _note_of(self, quote: QuoteView) -> str:
        if quote.state is State.DRAFT:
            return "" if quote.lines else self.tr("A quote needs at least one line.")
        if quote.state is State.EXPIRED and quote.valid_until:
            return self.tr("Its last day was {day}").format(day=formats.day(quote.valid_until))
        if quote.decided_at is not None:
            what = self.tr("{state} on {day}").format(
                state=words.state_name(quote.state), day=formats.day(local_day(quote.decided_at, self._zone))
            )
            return f"{what}: {quote.decision_note}" if quote.decision_note else what
        if quote.issued_on is not None:
            return self.tr("Sent on {day}").format(day=formats.day(quote.issued_on))
        return ""
