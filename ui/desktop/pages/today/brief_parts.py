"""Parts of the brief: people to meet, deals to move on, lines with something at either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sfa.accounts.queries import ContactRow
from sfa.activities.queries import ActivityRow
from sfa.quotes.queries import QuoteRow
from sfa.visits.brief import OpenDeal
from ui.desktop import formats
from ui.desktop.pages.today import words
from ui.desktop.pages.today.words import tr
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.avatar import Avatar
from ui.desktop.widgets.bar import Dashes
from ui.desktop.widgets.buttons import IconButton
from ui.desktop.widgets.chips import Chip
from ui.desktop.widgets.labels import ElidedLabel, label

__all__ = ["DealRow", "Line", "PersonRow", "QuoteLine", "Rows", "SinceLine", "TextLink", "ToDoLine"]

T = TypeVar("T")
_TO_DO_ICON = 14


class TextLink(QAbstractButton):
    """Words that open a record: plain at rest, underlined under the mouse, elided where the room ends."""

    def __init__(self, *, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong = strong
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, text: str) -> None:
        """Show these words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(current().font(strong=self._strong))
        return QSize(metrics.horizontalAdvance(self.text()) + 4, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        font = theme.font(strong=self._strong)
        font.setUnderline(self.underMouse())
        painting.text(painter, self.rect(), self.text(), theme.color("text.primary"), font)
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()), theme.radius("check"))


class Rows(QWidget, Generic[T]):
    """Rows made once and filled anew; the widget vanishes when there is nothing to show."""

    def __init__(self, make: Callable[[], QWidget], most: int, spacing: int = 0) -> None:
        super().__init__()
        self._make = make
        self._most = most
        self._made: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    @property
    def rows(self) -> list[QWidget]:
        """The rows that show something."""
        return [row for row in self._made if row.isVisibleTo(self)]

    def fill(self, items: Sequence[T]) -> bool:
        """Show the first of these; whether there are any."""
        shown = items[: self._most]
        while len(self._made) < len(shown):
            row = self._make()
            self._made.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._made):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.fill(shown[number])  # type: ignore[attr-defined]
        self.setVisible(bool(shown))
        return bool(shown)


class PersonRow(QWidget):
    """Initials, name, role, and a button to call."""

    call_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._avatar = Avatar("", 28)
        self._name = ElidedLabel()
        self._role = ElidedLabel("", "small", "secondary")
        self._stop = Chip(tr("Do not contact"), "bad", "ban")
        self.call = IconButton("phone", "-", small=True)
        self.call.clicked.connect(lambda: self.call_asked.emit(self._number))
        said = QVBoxLayout()
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self._name)
        said.addWidget(self._role)
        said.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._avatar)
        row.addLayout(said, 1)
        row.addWidget(self._stop)
        row.addWidget(self.call)
        self.setFixedHeight(43)

    def fill(self, person: ContactRow) -> None:
        """Show this person."""
        self._avatar.set_name(person.name)
        self._name.setText(person.name)
        self._role.setText(" · ".join(part for part in (person.role, _part(person.part)) if part))
        self._role.setVisible(bool(self._role.text()))
        self._stop.setVisible(person.do_not_contact)
        self._number = "" if person.do_not_contact else person.phone
        self.call.setVisible(bool(self._number))
        said = tr("Call {name}, {number}").format(name=person.name, number=words.phone(person.phone))
        self.call.set_name(said)


def _part(part: str) -> str:
    """What a person has to say in buying, in small letters after the role."""
    return {
        "decides": tr("decides"),
        "influences": tr("influences"),
        "uses": tr("uses it daily"),
        "pays": tr("pays"),
        "supports": tr("supports us"),
        "sceptical": tr("sceptical"),
    }.get(part, part)


class DealRow(QWidget):
    """A deal: name, amount, step, dashes."""

    opened = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._deal: OpenDeal | None = None
        self._name = TextLink()
        self._name.clicked.connect(self._on_clicked)
        self._amount = label(strong=True)
        self._step = ElidedLabel("", "small", "secondary")
        self._dashes = Dashes()
        upper = QHBoxLayout()
        upper.setSpacing(10)
        upper.addWidget(self._name, 1)
        upper.addWidget(self._amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(upper)
        column.addWidget(self._step)
        column.addSpacing(4)
        column.addWidget(self._dashes)

    def fill(self, deal: OpenDeal) -> None:
        """Show this deal."""
        self._deal = deal
        self._name.set_words(deal.name)
        shown = formats.money(deal.amount, whole=True)
        self._amount.setText(tr("about {amount}").format(amount=shown) if deal.estimated else shown)
        step = tr("{stage}, step {step} of {steps}").format(stage=deal.stage, step=deal.step, steps=deal.steps)
        self._step.setText(" · ".join(part for part in (step if deal.step else deal.stage, deal.next_step) if part))
        self._dashes.set_done(deal.step, deal.steps)
        self._dashes.setVisible(deal.step > 0)

    def _on_clicked(self) -> None:
        if self._deal is not None:
            self.opened.emit("opportunity", self._deal.id)


class Line(QWidget):
    """A row of 24 px: something narrow at the left, words, something at the right."""

    def __init__(self, left: QLabel | None, said: QWidget, right: QLabel | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if left is not None:
            row.addWidget(left)
        row.addWidget(said, 1)
        if right is not None:
            row.addWidget(right)
        self.setFixedHeight(24)


class SinceLine(Line):
    """When and what."""

    def __init__(self) -> None:
        self._when = label(size="small", tone="secondary")
        self._said = ElidedLabel("", "small")
        super().__init__(self._when, self._said)

    def fill(self, item: tuple[str, str]) -> None:
        """Show this event: (day, words)."""
        day, said = item
        self._when.setText(day)
        self._when.setFixedWidth(max(44, self._when.sizeHint().width()))
        self._said.setText(said)


class ToDoLine(Line):
    """Something still to do for the account."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._said = ElidedLabel("", "small")
        self._when = label(size="small", tone="secondary")
        self._today = today
        super().__init__(None, self._said, self._when)

    def fill(self, row: ActivityRow) -> None:
        """Show this task or promise."""
        said = tr("Promise: {subject}").format(subject=row.subject) if row.promise else row.subject
        self._said.setText(said)
        today = self._today()
        if row.due_on is None:
            when = ""
        elif row.due_on < today:
            when = tr("overdue")
        else:
            when = tr("today") if row.due_on == today else formats.day(row.due_on, with_year=False)
        self._when.setText(when)


class QuoteLine(Line):
    """A quote that is open; a click opens it."""

    opened = Signal(str, object)

    def __init__(self) -> None:
        self._quote: QuoteRow | None = None
        self._name = TextLink()
        self._name.clicked.connect(self._on_clicked)
        self._total = label(size="small", strong=True)
        super().__init__(None, self._name, self._total)

    def fill(self, quote: QuoteRow) -> None:
        """Show this quote."""
        self._quote = quote
        state = {"draft": tr("draft"), "sent": tr("sent")}.get(quote.state, quote.state)
        self._name.set_words(" · ".join(part for part in (quote.number, quote.title, state) if part))
        self._total.setText(formats.money(quote.total))

    def _on_clicked(self) -> None:
        if self._quote is not None:
            self.opened.emit("quote", self._quote.id)
