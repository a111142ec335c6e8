"""The line above the board: view, whose deals, close date, words, totals, New deal."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sfa.pipeline.filters import CloseIn, DealFilter, Which, Whose
from ui.desktop.theme import current
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.combo import ComboBox
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.search_field import SearchField
from ui.desktop.widgets.segmented import Segmented

__all__ = ["Toolbar"]

BOARD, LIST = 0, 1
_ROOM_FOR_TOTALS = {BOARD: 1060, LIST: 1240}


class Toolbar(QWidget):
    """Tells the filter when the person changes it. role: says whose deals are shown at first."""

    filter_changed = Signal(object)
    view_changed = Signal(int)
    new_asked = Signal()

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mine = (Whose.MINE, self.tr("My deals"))
        team, all_ = (Whose.TEAM, self.tr("My team's deals")), (Whose.ALL, self.tr("All deals I may see"))
        whose = {"manager": [team, mine, all_], "admin": [all_, mine]}.get(role, [mine, all_])
        self._whose_options = [value for value, _ in whose]
        close = [
            (CloseIn.ANY, self.tr("Any close date")),
            (CloseIn.THIS_MONTH, self.tr("Closes this month")),
            (CloseIn.THIS_QUARTER, self.tr("Closes this quarter")),
            (CloseIn.NEXT_QUARTER, self.tr("Closes next quarter")),
            (CloseIn.PAST, self.tr("Close date past")),
            (CloseIn.NONE, self.tr("No close date")),
        ]
        which = [
            (Which.BOARD, self.tr("Open and follow-up")),
            (Which.OPEN, self.tr("Open")),
            (Which.WON, self.tr("Won")),
            (Which.LOST, self.tr("Lost")),
            (Which.ALL, self.tr("All states")),
        ]
        self._close_options, self._which_options = [v for v, _ in close], [v for v, _ in which]
        self.views = Segmented(self.tr("View"), [self.tr("Board"), self.tr("List")])
        self.whose = self._choice(self.tr("Whose deals"), [words for _, words in whose])
        self.close_in = self._choice(self.tr("Close date"), [words for _, words in close])
        self.which = self._choice(self.tr("State"), [words for _, words in which])
        self.which.hide()
        self.search = SearchField(self.tr("Filter"))
        self.search.setMinimumWidth(84)
        self.search.setMaximumWidth(150)
        self._total, self._weighted = label(strong=True), label(strong=True)
        self._words = label(tone="secondary"), label(tone="secondary")
        self.new = Button(self.tr("New deal"), "primary", icon="plus", shortcut="N")
        self._wanted = DealFilter(whose=self._whose_options[0])
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> DealFilter:
        """The filter in force."""
        return self._wanted

    @property
    def is_filtered(self) -> bool:
        """Whether the filter hides deals that would be shown at first."""
        return self._wanted != DealFilter(whose=self._whose_options[0])

    def clear(self) -> None:
        """Back to what is shown at first."""
        for box in (self.whose, self.close_in, self.which):
            box.setCurrentIndex(0)
        self.search.clear()
        self._tell()

    def set_totals(self, total: str, weighted: str) -> None:
        """What the deals shown are worth."""
        for words, text in zip(self._words, (self.tr("Total"), self.tr("weighted")), strict=True):
            words.setText(text)
        self._total.setText(total)
        self._weighted.setText(weighted)

    def show_view(self, view: int) -> None:
        """Show what belongs to the board or the list."""
        self.views.choose(view)
        self.which.setVisible(view == LIST)
        self._fit_totals()
        if view == BOARD and self.which.currentIndex():
            self.which.setCurrentIndex(0)
            self._tell()

    def _choice(self, name: str, options: list[str]) -> ComboBox:
        box = ComboBox()
        box.addItems(options)
        box.setAccessibleName(name)
        metrics = QFontMetrics(current().font())
        widest = max(metrics.horizontalAdvance(words) for words in options)
        # Room for the longest words where there is room, and less where there is not.
        box.setMinimumContentsLength(math.ceil(widest / metrics.horizontalAdvance("X")))
        box.setMinimumWidth(96)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short the totals go: they stand in the heads as well, and a number is never cut."""
        super().resizeEvent(event)
        self._fit_totals()

    def _fit_totals(self) -> None:
        shown = self.width() >= _ROOM_FOR_TOTALS[self.views.current]
        for widget in (*self._words, self._total, self._weighted):
            widget.setVisible(shown)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 13, 0)
        row.setSpacing(8)
        row.addWidget(self.views)
        for widget in (self.whose, self.close_in, self.which, self.search):
            row.addWidget(widget)
        row.addSpacing(8)
        for words, figure in zip(self._words, (self._total, self._weighted), strict=True):
            words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(words)
            row.addWidget(figure)
        row.addStretch(1)
        row.addWidget(self.new)
        self.setFixedHeight(44)

    def _connect(self) -> None:
        self.views.chosen.connect(self.view_changed)
        for box in (self.whose, self.close_in, self.which):
            box.activated.connect(lambda _number: self._tell())
        self.search.searched.connect(lambda _text: self._tell())
        self.new.clicked.connect(self.new_asked)

    def _tell(self) -> None:
        wanted = replace(
            self._wanted,
            whose=self._whose_options[self.whose.currentIndex()],
            close_in=self._close_options[self.close_in.currentIndex()],
            which=self._which_options[self.which.currentIndex()],
            text=self.search.text().strip(),
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.filter_changed.emit(wanted)
