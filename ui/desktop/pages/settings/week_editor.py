"""A week of working hours: for each day whether one works, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from sfa.errors import BadInput
from sfa.people.queries import WEEKDAYS, Week
from ui.desktop.pages.settings.words import clock, parse_clock, weekday
from ui.desktop.widgets.checks import CheckBox
from ui.desktop.widgets.labels import label

__all__ = ["WeekEditor"]

_USUAL = (8 * 60, 17 * 60 + 30)


class WeekEditor(QWidget):
    """Seven lines. A day with a break in the stored hours keeps it as long as its times are not changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(4, 1)
        self.days = [_Day(number, grid, self) for number in range(len(WEEKDAYS))]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        for day in self.days:
            day.on.toggled.connect(self.changed)
            for edit in day.edits:
                edit.textEdited.connect(self.changed)

    def set_week(self, week: Week) -> None:
        """Show these hours."""
        for day, key in zip(self.days, WEEKDAYS, strict=True):
            day.set_spans(week.get(key) or ())

    def week(self) -> dict[str, list[tuple[int, int]]] | None:
        """The hours, or None with what is wrong beside the day and the focus on the first such day."""
        spans = [day.spans() for day in self.days]
        wrong = [day for day, found in zip(self.days, spans, strict=True) if found is None]
        if wrong:
            wrong[0].focus_wrong()
            return None
        return {key: found or [] for key, found in zip(WEEKDAYS, spans, strict=True)}


class _Day:
    """One line of the grid: its widgets belong to the editor."""

    def __init__(self, number: int, grid: QGridLayout, owner: WeekEditor) -> None:
        name = weekday(number)
        self._stored: tuple[tuple[int, int], ...] = ()
        self._owner = owner
        self.on = CheckBox(name)
        self.edits = (QLineEdit(), QLineEdit())
        self.message = label(size="small", tone="bad")
        titles = (owner.tr("{day} from").format(day=name), owner.tr("{day} until").format(day=name))
        for edit, title in zip(self.edits, titles, strict=True):
            edit.setFixedWidth(76)
            edit.setAccessibleName(title)
            edit.editingFinished.connect(self.spans)
        self.on.toggled.connect(self._on_toggled)
        parts = (self.on, self.edits[0], label(owner.tr("until"), tone="secondary"), self.edits[1], self.message)
        for column, part in enumerate(parts):
            grid.addWidget(part, number, column)

    def set_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        self._stored = tuple(spans)
        self.on.setChecked(bool(spans))
        self._on_toggled(bool(spans))
        first, last = (spans[0][0], spans[-1][1]) if spans else _USUAL
        for edit, minutes in zip(self.edits, (first, last), strict=True):
            edit.setText(clock(minutes) if spans else "")
        self._say("", None)

    def spans(self) -> list[tuple[int, int]] | None:
        """What the line holds; None and a message where it cannot be."""
        self._say("", None)
        if not self.on.isChecked():
            return []
        times: list[int] = []
        for edit in self.edits:
            try:
                times.append(parse_clock(edit.text()))
            except BadInput as error:
                self._say(error.message, edit)
                return None
        if times[0] >= times[1]:
            self._say(self._owner.tr("The day must end after it starts"), self.edits[1])
            return None
        for edit, minutes in zip(self.edits, times, strict=True):
            edit.setText(clock(minutes))
        unchanged = self._stored and (self._stored[0][0], self._stored[-1][1]) == (times[0], times[1])
        return list(self._stored) if unchanged else [(times[0], times[1])]

    def focus_wrong(self) -> None:
        wrong = next((edit for edit in self.edits if edit.property("invalid") == "true"), self.edits[0])
        wrong.setFocus()

    def _on_toggled(self, checked: bool) -> None:
        for edit, usual in zip(self.edits, _USUAL, strict=True):
            edit.setEnabled(checked)
            if checked and not edit.text():
                edit.setText(clock(usual))
        if not checked:
            self._say("", None)

    def _say(self, words: str, wrong: QLineEdit | None) -> None:
        self.message.setText(words)
        for edit in self.edits:
            edit.setProperty("invalid", "true" if edit is wrong else "false")
            edit.setAccessibleDescription(words if edit is wrong else "")
            edit.style().unpolish(edit)
            edit.style().polish(edit)
