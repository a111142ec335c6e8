"""Add a visit: type an account, or take one that is due and lies near the day's way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfa.store.search import Hit
from sfa.visits.queries import DayView
from sfa.visits.suggestions import Suggestion
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.day_rows import distance
from ui.desktop.pages.visits.reading import found_accounts, suggested
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.popover import Popover
from ui.desktop.widgets.search_field import SearchField
from ui.desktop.widgets.two_line_list import TwoLine, TwoLineList

__all__ = ["AddVisit"]

_WIDTH = 440
_MOST_HEIGHT = 44 * 7
_TOP = 96
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AddVisit(Popover):
    """Down goes into the list, Enter takes the account."""

    account_chosen = Signal(object, str)
    """(account id, its name)"""

    def __init__(self, over: QWidget, context: Context) -> None:
        super().__init__(over)
        self._workspace = context.workspace
        self._latest: Latest[list[tuple[Hit, str]]] = Latest(context.background, self)
        self._suggesting: Latest[list[Suggestion]] = Latest(context.background, self)
        self._miles = context.miles
        self._view: DayView | None = None
        self._due: Sequence[Suggestion] = ()
        self.setAccessibleName(self.tr("Add visit"))
        self.list = TwoLineList(self.tr("Accounts"), has_lines=False, inset=10)
        self.list.keeps_colour = True
        self.list.setProperty("ground", "raised")
        self.input = SearchField(self.tr("Account to visit"), self.list)
        self._note = label(size="small", tone="secondary", wrap=True)
        self._answered = ""
        self._takes_first = False
        self.input.searched.connect(self._on_searched)
        self.input.textEdited.connect(self._on_edited)
        self.input.installEventFilter(self)
        self.list.opened.connect(self._on_opened)
        self.list.clicked.connect(lambda index: self._on_opened(self.list.lines.lines[index.row()].id))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.input)
        column.addWidget(self._note)
        column.addWidget(self.list)

    def open_for(self, view: DayView) -> None:
        """Open it for that day; what is due is read meanwhile."""
        self._view = view
        self.input.clear()
        self._show_lines(())
        self._note.setText(self.tr("Looking for accounts that are due near this day…"))
        self._suggesting.read(suggested, self._workspace, view).done(self._on_suggested)
        self.open_over(self.input)

    def place(self, room: QRect) -> QRect:
        """In the middle, near the top."""
        height = self.body.sizeHint().height()
        return QRect((room.width() - _WIDTH) // 2, _TOP, _WIDTH, min(height, room.height() - _TOP - 16))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = self.input.text().strip()
            if event.key() in _ENTER and typed:
                self._take(typed)
                return True
        return super().eventFilter(watched, event)

    def _take(self, typed: str) -> None:
        """Take the first account found for what is typed, now or as soon as the answer comes."""
        if self._answered == typed:
            self._on_opened(self.list.current_id())
        else:
            self._takes_first = True

    def _on_edited(self) -> None:
        self._takes_first = False

    def _on_suggested(self, found: Sequence[Suggestion]) -> None:
        self._due = found
        if not self.input.text().strip():
            self._show_due()

    def _show_due(self) -> None:
        lines = [TwoLine(one.account_id, one.account, self._why(one), icon="clock") for one in self._due]
        near = self.tr("Due for a visit, nearest to the day's way first")
        self._note.setText(near if lines else self.tr("Type a name; no account is due near this day."))
        self._show_lines(lines)

    def _show_lines(self, lines: Sequence[TwoLine]) -> None:
        self.list.set_lines(lines)
        self.list.setFixedHeight(min(_MOST_HEIGHT, self.list.full_height() + 4))
        self.list.setVisible(bool(lines))
        self.body.updateGeometry()
        if self.isVisible():
            self.fit()

    def _why(self, one: Suggestion) -> str:
        if one.days_since is None:
            since = self.tr("never visited")
        else:
            since = self.tr("{days} days since the last visit, due every {every}").format(
                days=one.days_since, every=one.visit_every
            )
        near = self.tr("{distance} away").format(distance=distance(one.metres, miles=self._miles))
        return " · ".join(part for part in (one.city, near, since) if part)

    def _on_searched(self, text: str) -> None:
        self._answered = ""
        if not text:
            self._latest.cancel()
            self._show_due()
            return
        self._latest.read(found_accounts, self._workspace, text).done(lambda hits: self._on_found(text, hits))

    def _on_found(self, text: str, hits: list[tuple[Hit, str]]) -> None:
        self._show_lines([TwoLine(hit.id, hit.title, address, icon="building-2") for hit, address in hits])
        words = (
            self.tr("Enter adds the visit") if hits else self.tr("No account is called “{text}”.").format(text=text)
        )
        self._note.setText(words)
        self._answered = text
        if hits:
            self.list.select(hits[0][0].id)
        if hits and self._takes_first:
            self._on_opened(hits[0][0].id)
        self._takes_first = False

    def _on_opened(self, account_id: object) -> None:
        line = next((line for line in self.list.lines.lines if line.id == account_id), None)
        if line is not None:
            self.close()
            self.account_chosen.emit(account_id, line.title)
