"""The pane at the right: one deal, its facts to edit in place, where it stands, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from sfa.errors import BadInput
from sfa.pipeline.acts import (
    EditOpportunity,
    HoldOpportunity,
    LoseOpportunity,
    MoveStage,
    ReopenOpportunity,
    ResumeOpportunity,
    SetNextStep,
)
from sfa.pipeline.queries import FACTS, DealDetail, Step
from sfa.workspace import Workspace
from ui.desktop import formats
from ui.desktop.actions import make_menu
from ui.desktop.forms import InlineEdit
from ui.desktop.pages.pipeline.deal_facts import DealFacts, day_words
from ui.desktop.pages.pipeline.facts import IconLines
from ui.desktop.pages.pipeline.history import history_lines
from ui.desktop.pages.pipeline.lose import LoseForm
from ui.desktop.pages.pipeline.reading import Picture, reader_of
from ui.desktop.pages.pipeline.words import fact_name
from ui.desktop.widgets.bar import Dashes
from ui.desktop.widgets.buttons import RING, Button, IconButton, LinkButton
from ui.desktop.widgets.labels import label, separator
from ui.desktop.widgets.section import SectionHead

__all__ = ["DealPane"]

_RIGHT = Qt.AlignmentFlag.AlignRight
# The text of an editor at rest stands 4 px inside its edge; all other parts go in as far, so that texts share a line.
_INSET = 4
_STRETCH = None


class DealPane(QScrollArea):
    """Shows a `Picture`; asks the page to run acts. What is refused is said below the facts."""

    act_asked = Signal(object, str)
    """(act arguments, sentence for the toast)"""
    account_asked = Signal(object)
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._picture: Picture | None = None
        self._body = QWidget()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_head()
        self._make_facts()
        self._make_stand()
        self._make_lists()
        self._make_buttons()
        self._lay_out()

    @property
    def deal(self) -> DealDetail | None:
        """The deal shown."""
        return self._picture.detail if self._picture else None

    def show_deal(self, picture: Picture) -> None:
        """Fill the pane. A reason being asked for stays asked when it is the same deal."""
        if self.deal is None or self.deal.card.id != picture.detail.card.id:
            self.lose_form.hide()
            self.say("")
            self.verticalScrollBar().setValue(0)
        self._picture = picture
        self._fill_head(picture.detail)
        self.facts.show_deal(picture.detail, picture.contacts)
        self._fill_stand(picture.detail)
        self._fill_lists(picture.detail)
        self._fill_buttons(picture.detail)

    def ask_reason(self) -> None:
        """Ask why the deal shown was lost, unless it is closed already."""
        if self._picture is not None and self.lose_button.isVisibleTo(self):
            self.lose_form.begin(self._picture.reasons)
            # The pane must have grown before it can scroll there.
            self._body.adjustSize()
            self.ensureWidgetVisible(self.lose_form, 0, 16)

    @property
    def said(self) -> str:
        """What was refused last."""
        return self._error.text()

    def say(self, sentence: str) -> None:
        """Say below the facts what was refused; an empty sentence takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_error(self, error: Exception) -> None:
        """Show a refusal beside its field, or below the facts."""
        if not (self.lose_form.isVisibleTo(self) and self.lose_form.show_error(error)):
            self.say(str(error))

    def focus_first(self) -> None:
        """Put the focus on the first fact that can be changed."""
        self.facts.amount.setFocus(Qt.FocusReason.TabFocusReason)

    # --- made once ---

    def _make_head(self) -> None:
        self.name = InlineEdit(self.tr("Deal name"), size="heading", strong=True)
        self.name.edited.connect(lambda text: self._edit(name=text))
        self.account = LinkButton("")
        self.account.clicked.connect(self._on_account)
        self.no_account = label(self.tr("No account"), "small", "hint")
        self.more = IconButton("ellipsis", self.tr("More"), small=True)
        self.more.clicked.connect(self._on_more)
        self.close_button = IconButton("x", self.tr("Close"), small=True)
        self.close_button.clicked.connect(self.closed)

    def _make_facts(self) -> None:
        self.facts = DealFacts(self._workspace.today)
        self.facts.edited.connect(lambda values: self._edit(**values))
        self.facts.refused.connect(self.say)
        self._error = label(tone="bad", size="small", wrap=True)
        self._error.hide()

    def _make_stand(self) -> None:
        self.dashes = Dashes()
        self.step = label(strong=True, tone="accent", size="small")
        self.step_place = label(tone="secondary", size="small")

    def _make_lists(self) -> None:
        self.risks = IconLines(self.tr("At risk"))
        self.known_head = SectionHead(self.tr("What is known"))
        self.known = IconLines(self.tr("What is known"))
        self.next_head = SectionHead(self.tr("Next step"))
        self.next_step = InlineEdit(self.tr("Next step"), placeholder=self.tr("Plan the next step"))
        self.next_step.edited.connect(self._on_next_step)
        self.next_on = InlineEdit(self.tr("Day of the next step"), placeholder=self.tr("Set a day"), align=_RIGHT)
        self.next_on.edited.connect(self._on_next_on)
        self.planned = label(tone="secondary", size="small", wrap=True)
        self.history_head = SectionHead(self.tr("History"))
        self.history = IconLines(self.tr("History"))

    def _make_buttons(self) -> None:
        self.move_button = Button("", "primary")
        self.move_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.move_button.clicked.connect(self.move_on)
        self.reopen_button = Button(self.tr("Reopen"), icon="rotate-ccw")
        self.reopen_button.clicked.connect(self._on_reopen)
        self.resume_button = Button(self.tr("Resume"), "primary", icon="play")
        self.resume_button.clicked.connect(self._on_resume)
        self.lose_button = Button(self.tr("Lost…"), "quiet", shortcut="L")
        self.lose_button.clicked.connect(self.ask_reason)
        self.lose_form = LoseForm()
        self.lose_form.told.connect(self._on_lost)
        self.lose_form.closed.connect(self._on_kept)
        self.lose_form.hide()

    def _lay_out(self) -> None:
        places = _row(self.step, _STRETCH, self.step_place)
        next_row = _row(self.next_step, self.next_on, inset=0)
        next_row.setStretch(0, 1)
        self.next_on.setFixedWidth(96)
        buttons = (self.move_button, self.reopen_button, self.resume_button, self.lose_button)
        inset = (self.no_account, self._error, self.dashes, self.risks, self.next_head, self.planned,
                 self.known_head, self.known, self.history_head, self.history)  # fmt: skip
        for part in inset:
            part.setContentsMargins(_INSET, 0, _INSET, 0)
        self.lose_form.setContentsMargins(_INSET - RING, 0, _INSET - RING, 0)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(20 - _INSET, 10, 12 - _INSET, 16)
        column.setSpacing(4)
        column.addLayout(_row(label(self.tr("Deal"), "small", "secondary"), _STRETCH, self.more, self.close_button))
        column.addWidget(self.name)
        column.addLayout(_row(self.account, _STRETCH, inset=0))
        _add(column, self.no_account, self.facts, self._error)
        column.addLayout(_row(self.dashes))
        column.addLayout(places)
        column.addSpacing(4)
        column.addLayout(_row(separator()))
        _add(column, self.risks, self.next_head)
        column.addLayout(next_row)
        column.addWidget(self.planned)
        column.addLayout(_row(*buttons, _STRETCH, inset=_INSET - RING))
        _add(column, self.lose_form, self.known_head, self.known, self.history_head, self.history)
        column.addStretch(1)
        self.setWidget(self._body)

    # --- filled for each deal ---

    def _fill_head(self, deal: DealDetail) -> None:
        self.name.set_text(deal.card.name)
        self.account.setText(deal.card.account or "")
        self.account.setVisible(bool(deal.card.account))
        self.account.updateGeometry()
        self.no_account.setVisible(not deal.card.account)

    def _fill_stand(self, deal: DealDetail) -> None:
        place = next((number for number, step in enumerate(deal.steps, 1) if step.id == deal.card.stage_id), 0)
        self.dashes.set_done(place, len(deal.steps))
        states = {"won": self.tr("Won"), "lost": self.tr("Lost"), "on_hold": self.tr("On hold")}
        state, step = states.get(deal.card.state), deal.card.stage or self.tr("Step unknown")
        self.step.setText(f"{state} · {step}" if state else step)
        words = self.tr("step {place} of {count} · {chance} %") if place else "{chance} %"
        self.step_place.setText(words.format(place=place, count=len(deal.steps), chance=deal.chance))

    def _fill_lists(self, deal: DealDetail) -> None:
        card = deal.card
        self.risks.fill([("warn", reason.short, reason.text) for reason in card.risks])
        is_open = card.state in ("open", "on_hold")
        known = len(FACTS) - len(card.missing)
        self.known_head.setVisible(is_open)
        self.known_head.set_note(self.tr("{known} of {count}").format(known=known, count=len(FACTS)))
        lines = [("open" if fact in card.missing else "done", fact_name(fact), "") for fact in FACTS]
        self.known.fill(lines if is_open else [])
        self.next_step.set_text(deal.own_next_step or "")
        self.next_on.set_text(day_words(deal.own_next_step_on))
        self.next_on.setVisible(bool(deal.own_next_step))
        planned = card.next_step if not deal.own_next_step else None
        self.planned.setVisible(bool(planned))
        if planned:
            day = f" · {day_words(card.next_step_on)}" if card.next_step_on else ""
            self.planned.setText(self.tr("Planned activity: {what}").format(what=planned + day))
        self.history.fill(history_lines(deal.history, reader_of(self._workspace)))
        self.history_head.setVisible(bool(deal.history))

    def _fill_buttons(self, deal: DealDetail) -> None:
        state, following = deal.card.state, self._following(deal)
        self.move_button.setVisible(state == "open" and following is not None)
        if following is not None:
            words = self.tr("Mark won") if following.is_won else self.tr("Move to {step}")
            self.move_button.setText(words.format(step=following.name))
            self.move_button.updateGeometry()
        self.reopen_button.setVisible(state in ("won", "lost"))
        self.resume_button.setVisible(state == "on_hold")
        self.lose_button.setVisible(state in ("open", "on_hold"))

    # --- what the person asks for ---

    def move_on(self) -> None:
        """Ask for the step after the present one."""
        deal = self.deal
        following = self._following(deal) if deal else None
        if deal is not None and following is not None:
            self.act_asked.emit(MoveStage(deal.card.id, following.id), self.moved_words(deal, following))

    def moved_words(self, deal: DealDetail, step: Step) -> str:
        """What the toast says of a move."""
        name = deal.card.account or deal.card.name
        words = self.tr("{name} is won") if step.is_won else self.tr("{name} moved to {step}")
        return words.format(name=name, step=step.name)

    def _following(self, deal: DealDetail) -> Step | None:
        places = [number for number, step in enumerate(deal.steps) if step.id == deal.card.stage_id]
        after = places[0] + 1 if places else 0
        return deal.steps[after] if after < len(deal.steps) else None

    def _ask(self, make: Callable[[DealDetail], msgspec.Struct], done: str) -> None:
        if self.deal is not None:
            self.say("")
            self.act_asked.emit(make(self.deal), done.format(name=self.deal.card.account or self.deal.card.name))

    def _edit(self, **values: Any) -> None:
        self._ask(lambda deal: EditOpportunity(deal.card.id, **values), self.tr("{name} changed"))

    def _on_next_step(self, text: str) -> None:
        on = self.deal.own_next_step_on if self.deal and text else None
        self._ask(lambda deal: SetNextStep(deal.card.id, text, on), self.tr("Next step of {name} set"))

    def _on_next_on(self, text: str) -> None:
        try:
            on = formats.parse_date(text, self._workspace.today()) if text else None
        except BadInput as error:
            self.say(error.message)
            return
        self._ask(lambda deal: SetNextStep(deal.card.id, deal.own_next_step, on), self.tr("Next step of {name} set"))

    def _on_lost(self, reason: Any, note: str) -> None:
        self._ask(lambda deal: LoseOpportunity(deal.card.id, reason, note or None), self.tr("{name} marked lost"))

    def _on_kept(self) -> None:
        self.lose_form.hide()
        self.lose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reopen(self) -> None:
        self._ask(lambda deal: ReopenOpportunity(deal.card.id), self.tr("{name} reopened"))

    def _on_resume(self) -> None:
        self._ask(lambda deal: ResumeOpportunity(deal.card.id), self.tr("{name} resumed"))

    def _on_hold(self) -> None:
        self._ask(lambda deal: HoldOpportunity(deal.card.id), self.tr("{name} put on hold"))

    def _on_account(self) -> None:
        if self.deal is not None:
            self.account_asked.emit(self.deal.card.account_id)

    def _on_more(self) -> None:
        menu = make_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.deal is not None and self.deal.card.state == "open":
            menu.addAction(self.tr("Put on hold"), self._on_hold)
        if self.deal is not None and self.deal.card.account_id is not None:
            menu.addAction(self.tr("Open account"), self._on_account)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _row(*parts: QWidget | None, inset: int = _INSET) -> QHBoxLayout:
    """Parts side by side; None takes the room that is left."""
    row = QHBoxLayout()
    row.setContentsMargins(inset, 0, inset, 0)
    row.setSpacing(4)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row


def _add(column: QVBoxLayout, *parts: QWidget) -> None:
    for part in parts:
        column.addWidget(part)
