"""Log a visit in three keys: Enter opens this, a digit says what came of it, Enter takes the step proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sfa.activities.acts import FollowUp
from sfa.activities.kinds import outcomes_of
from sfa.errors import BadInput
from sfa.visits.acts import FinishVisit
from sfa.visits.next_steps import NextStep
from ui.desktop import formats
from ui.desktop.pages.today import words
from ui.desktop.pages.today.choices import Choice, Choices
from ui.desktop.pages.today.words import tr
from ui.desktop.widgets.buttons import RING, Button
from ui.desktop.widgets.labels import label

__all__ = ["OutcomeStrip"]

_NONE, _OWN = "nothing", "own"
_WHAT, _NEXT = 0, 1


class OutcomeStrip(QWidget):
    """Two questions after another; Escape steps back, on the first one it closes."""

    steps_wanted = Signal(str)
    """Outcome: answer with `offer_steps`."""
    finished = Signal(object, str)
    """(FinishVisit, sentence for the toast)"""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: UUID | None = None
        self._outcome = ""
        self._today = date.min
        self._steps: dict[Any, NextStep] = {}
        self._wants_save = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_what())
        self._stack.addWidget(self._make_next())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        column.addStretch(1)

    @property
    def visit_id(self) -> UUID | None:
        """The visit that is being logged."""
        return self._visit

    def begin(self, visit_id: UUID, today: date) -> None:
        """Ask what came of that visit."""
        self._visit, self._today = visit_id, today
        self._outcome = ""
        for line in (self.note, self.own, self.own_day):
            line.clear()
        self._own_row.hide()
        self._error.hide()
        self._show(_WHAT)
        self.outcomes.choose(0)
        self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_steps(self, outcome: str, steps: Sequence[NextStep]) -> None:
        """Show what usually follows; an answer that comes too late is dropped."""
        if outcome != self._outcome or self._visit is None:
            return
        self._steps = dict(enumerate(steps))
        offered = [Choice(number, words.step_words(step), _step_hint(step)) for number, step in self._steps.items()]
        offered += [Choice(_OWN, tr("Something else…")), Choice(_NONE, tr("No next step"))]
        self.steps.set_choices(offered)
        if self._wants_save:
            self._save()

    def back(self) -> None:
        """One question back, or out."""
        if self._stack.currentIndex() == _WHAT:
            self.closed.emit()
            return
        self._show(_WHAT)
        self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say what was refused."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._stack.currentIndex() == _NEXT:
            self._save()
        else:
            super().keyPressEvent(event)

    # --- the two questions ---

    def _make_what(self) -> QWidget:
        self.outcomes = Choices(tr("What came of it?"))
        self.outcomes.set_choices([Choice(one.key, tr(one.name)) for one in outcomes_of("visit")])
        self.outcomes.picked.connect(self._on_outcome)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(8)
        column.addWidget(label(tr("What came of it?"), strong=True))
        column.addWidget(self.outcomes)
        column.addWidget(label(tr("1 to 7 picks · Esc back"), "micro", "hint"))
        column.addStretch(1)
        return page

    def _make_next(self) -> QWidget:
        self._title = label(strong=True, wrap=True)
        self.steps = Choices(tr("Next step"))
        self.steps.picked.connect(self._on_step)
        self.steps.typed.connect(self._on_typed)
        self.own = _line(tr("Next step in your words"))
        self.own_day = _line(tr("When: tomorrow, +7, 11/24"))
        self.own_day.setMaximumWidth(130)
        self._own_row = QWidget()
        row = QHBoxLayout(self._own_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.own, 1)
        row.addWidget(self.own_day)
        self._own_row.hide()
        self.note = _line(tr("What was said (may stay empty)"))
        self._error = label(size="small", tone="bad", wrap=True)
        self._error.hide()
        self.save = Button(tr("Save"), "primary", shortcut="Return")
        self.save.clicked.connect(self._save)
        back = Button(tr("Back"), "quiet", shortcut="Esc")
        back.clicked.connect(self.back)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = QVBoxLayout()
        said.setContentsMargins(RING, 0, RING, 0)
        said.setSpacing(8)
        for widget in (self._title, self.steps, self._own_row, self.note, self._error):
            said.addWidget(widget)
        column.addLayout(said)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.save)
        buttons.addWidget(back)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        return page

    def _show(self, question: int) -> None:
        self._wants_save = False
        self._stack.setCurrentIndex(question)

    def _on_outcome(self, key: str) -> None:
        self._outcome = key
        self._title.setText(tr("{outcome}. What is next?").format(outcome=words.outcome_name(key)))
        self._steps = {}
        self.steps.set_choices([])
        self._own_row.hide()
        self._show(_NEXT)
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
        self.steps_wanted.emit(key)

    def _on_step(self, key: Any) -> None:
        if key == _OWN:
            self._write_own("")
        else:
            self._own_row.hide()
            self._save()

    def _on_typed(self, letter: str) -> None:
        self._write_own(letter)

    def _write_own(self, text: str) -> None:
        self.steps.choose_id(_OWN)
        self._own_row.show()
        self.own.setText(text)
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)
        self.own.setCursorPosition(len(text))

    def _save(self) -> None:
        if not self.steps.choices:
            # Enter came before the steps were read: it takes the first one when they are there.
            self._wants_save = True
            return
        assert self._visit is not None
        try:
            follow_up, said = self._chosen()
        except BadInput as error:
            self.say(error.message)
            return
        self.say("")
        note = self.note.text().strip() or None
        next_step = None if follow_up is None else follow_up.subject
        act = FinishVisit(
            visit_id=self._visit, outcome=self._outcome, result=note, next_step=next_step, follow_up=follow_up
        )
        self.finished.emit(act, said)

    def _chosen(self) -> tuple[FollowUp | None, str]:
        """The follow-up and the sentence that tells what was logged. Raises BadInput."""
        key = self.steps.current_id
        outcome = words.outcome_name(self._outcome)
        if key == _NONE:
            return None, tr("Logged: {outcome}").format(outcome=outcome)
        if key == _OWN:
            follow = self._own()
        else:
            follow = self._steps[key].follow_up()
        day = formats.day_and_month(follow.due_on, with_weekday=True) if follow.due_on else ""
        said = tr("Logged: {outcome}. {step}, {day}")
        return follow, said.format(outcome=outcome, step=follow.subject, day=day)

    def _own(self) -> FollowUp:
        subject = self.own.text().strip()
        if not subject:
            raise BadInput(tr("Write what is to be done, or choose “No next step”."))
        typed = self.own_day.text().strip()
        day = formats.parse_date(typed, self._today) if typed else None
        if day is None:
            day = next((step.due_on for step in self._steps.values() if step.due_on), self._today)
        return FollowUp(kind="task", subject=subject, due_on=day)


def _line(placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(placeholder)
    line.setMaxLength(300)
    return line


def _step_hint(step: NextStep) -> str:
    return formats.day(step.due_on, with_year=False) if step.due_on else ""
