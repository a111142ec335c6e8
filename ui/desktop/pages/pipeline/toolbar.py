"""The line above the board: view, whose deals, close date, words, totals, New deal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

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
        self._owner: UUID | None = None
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

    @property
    def choices(self) -> dict[str, str]:
        """What to remember of the filter: neither the words nor one person's deals, which were for the moment."""
        wanted = self._wanted
        whose = self._whose_options[0] if wanted.owner_id is not None else wanted.whose
        return {"whose": whose.value, "close_in": wanted.close_in.value, "which": wanted.which.value}

    def restore(self, choices: object) -> None:
        """Take up remembered choices without telling, as far as they are still to be had."""
        if not isinstance(choices, dict) or self._wanted.owner_id is not None:
            return
        boxes: tuple[tuple[str, ComboBox, Sequence[StrEnum]], ...] = (
            ("whose", self.whose, self._whose_options),
            ("close_in", self.close_in, self._close_options),
            ("which", self.which, self._which_options),
        )
        for name, box, options in boxes:
            values = [option.value for option in options]
            if choices.get(name) in values:
                box.setCurrentIndex(values.index(choices[name]))
        self._wanted = self._asked()

    def show_owner(self, owner_id: UUID, name: str) -> None:
        """Show all deals of one person."""
        self._owner = owner_id
        place = len(self._whose_options)
        if self.whose.count() == place:
            self.whose.addItem(name)
        self.whose.setItemText(place, name)
        for box in (self.close_in, self.which):
            box.setCurrentIndex(0)
        self.whose.setCurrentIndex(place)
        self.search.clear()
        self._tell()

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
        box = ComboBox(quiet=True)
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
        wanted = self._asked()
        if wanted != self._wanted:
            self._wanted = wanted
            self.filter_changed.emit(wanted)

    def _asked(self) -> DealFilter:
        number = self.whose.currentIndex()
        is_owner = number >= len(self._whose_options)
        return replace(
            self._wanted,
            whose=Whose.ALL if is_owner else self._whose_options[number],
            owner_id=self._owner if is_owner else None,
            close_in=self._close_options[self.close_in.currentIndex()],
            which=self._which_options[self.which.currentIndex()],
            text=self.search.text().strip(),
        )
