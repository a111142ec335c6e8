"""The head of a quote, and the line below its table that says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfa.quotes.view import QuoteView
from ui.desktop import icons
from ui.desktop.pages.quotes import words
from ui.desktop.widgets.buttons import Button, IconButton
from ui.desktop.widgets.chips import Chip, ChipData
from ui.desktop.widgets.labels import ElidedLabel, label, set_tone

__all__ = ["QuoteHead", "QuoteNotice"]


class QuoteHead(QWidget):
    """Number, state, for whom, whose prices, until when."""

    left = Signal()
    words_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = IconButton("arrow-left", self.tr("All quotes"), small=True)
        self._back.clicked.connect(self.left)
        self._number = label(size="title", strong=True)
        self._state = Chip()
        self._over = Chip()
        self._words = Button(self.tr("Words"), "quiet", icon="notebook-pen", small=True)
        self._words.setToolTip(self.tr("Title, note and terms on the paper"))
        self._words.clicked.connect(self.words_asked)
        self._facts = ElidedLabel(tone="secondary")
        top = QHBoxLayout()
        top.setSpacing(12)
        for part in (self._number, self._state, self._over):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._words)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(top)
        text.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 10, 16, 12)
        row.setSpacing(6)
        row.addWidget(self._back)
        row.addLayout(text, 1)

    def show_quote(self, quote: QuoteView) -> None:
        """Show the facts of this quote."""
        self._number.setText(quote.number)
        self._state.set_data(words.state_chip(quote.state, quote.revision))
        over = quote.is_draft and is_over_limit(quote)
        self._over.setVisible(over)
        if over:
            self._over.set_data(ChipData(self.tr("More off than usual"), "warn", "clock"))
        self._words.setVisible(quote.is_draft)
        facts = (quote.customer, quote.contact, quote.title, quote.price_book, words.valid_until(quote.valid_until))
        self._facts.setText(" · ".join(fact for fact in facts if fact))


class QuoteNotice(QWidget):
    """An error below the lines; without one, that a discount is more than usual; else nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = ""
        self._note = ""
        self._label = label(wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 6, 8, 6)
        row.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._error or self._note

    def show_error(self, sentence: str) -> None:
        """Say what was refused."""
        self._error = sentence
        self._say()

    def clear_error(self) -> None:
        """The error is mended."""
        self._error = ""
        self._say()

    def clear(self) -> None:
        """Say nothing."""
        self._error = self._note = ""
        self._say()

    def show_quote(self, quote: QuoteView) -> None:
        """Say which discount is more than usual."""
        limit = words.percent(quote.limit)
        high = [line for line in quote.lines if (line.discount or 0) > quote.limit]
        if not quote.is_draft:
            self._note = ""
        elif high:
            self._note = self.tr("{product}: more than the usual {limit} off. Your manager sees it.").format(
                product=high[0].name, limit=limit
            )
        elif (quote.discount or 0) > quote.limit:
            self._note = self.tr("More than the usual {limit} off the whole. Your manager sees it.").format(
                limit=limit
            )
        else:
            self._note = ""
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        icon, tone = ("circle-alert", "state.bad") if self._error else ("triangle-alert", "state.warn")
        icons.draw(QPainter(self), icon, 10, (self.height() - 16) / 2, color=tone, size=16)

    def _say(self) -> None:
        self._label.setText(self.text)
        set_tone(self._label, "bad" if self._error else "warn")
        self.setAccessibleName(self.text)
        self.setVisible(bool(self.text))
        self.update()


def is_over_limit(quote: QuoteView) -> bool:
    """Whether a line or the whole has more off than usual."""
    return any((off or 0) > quote.limit for off in (quote.discount, *(line.discount for line in quote.lines)))
