"""The page itself: facts on top, reps and visits in the middle, risks and quotes at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from sfa.insight.team import TeamPicture
from sfa.store.events import Announcement
from ui.desktop.actions import QT_TRANSLATE_NOOP, Action
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.team import words
from ui.desktop.pages.team.facts import FactsRow, StandingPane
from ui.desktop.pages.team.figures_table import FiguresTable
from ui.desktop.pages.team.reading import read_team
from ui.desktop.pages.team.visits_chart import Legend, VisitsChart
from ui.desktop.remembering import Remembered
from ui.desktop.rows import PAD
from ui.desktop.theme import current
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import frame, label, separator
from ui.desktop.widgets.scrolling import scrolling
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.split import Split
from ui.desktop.widgets.two_line_list import TwoLineList

__all__ = ["TeamPage"]

_SHOWN = ("opportunity", "stage", "activity", "visit", "quote", "quote_line", "user", "team", "account", "setting")
_AGAIN_MS = 60_000
_RIGHT = 424
_MOST_QUOTES = 4
_EDGE = 24

_TABLES = Action("team.tables", QT_TRANSLATE_NOOP("Action", "Charts as tables"), icon="table", shortcut="T",
                 where="page:team", words="figures numbers")  # fmt: skip
_COPY = Action("team.copy", QT_TRANSLATE_NOOP("Action", "Copy figures"), icon="copy", shortcut="Ctrl+C",
               where="page:team", words="clipboard table")  # fmt: skip


class TeamPage(Page):
    """How the team stands. Enter on a rep asks for the record ("user", id): their pipeline."""

    name = "team"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Team"))
        self._context = context
        self._latest: Latest[TeamPicture] = Latest(context.background, self)
        self._picture: TeamPicture | None = None
        self._is_stale = True
        self._in_front = False
        self._as_tables = False
        # What is late changes by the clock alone.
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._read)
        self.facts = FactsRow()
        self.reps = FiguresTable(self.tr("Pipeline by rep"))
        self.visits = VisitsChart(self.tr("Visits today"))
        self.visits_table = FiguresTable(self.tr("Visits today"))
        self.visits_table.hide()
        self.standing = StandingPane()
        self.risks = TwoLineList(self.tr("Deals at risk"))
        self.waiting = TwoLineList(self.tr("Quotes waiting"))
        self._memory = Remembered(context, self.name, self)
        self._make_heads()
        self._lay_out()
        self._connect()

    # --- what the shell asks ---

    def activate(self) -> None:
        self._in_front = True
        self._again.start()
        if self._is_stale:
            self._read()
        self.reps.setFocus(Qt.FocusReason.OtherFocusReason)

    def deactivate(self) -> None:
        self._in_front = False
        self._again.stop()
        # By the next time the page is shown, the clock has moved on.
        self._is_stale = True

    def refresh(self, announcement: Announcement) -> None:
        if announcement.touches(*_SHOWN):
            self._is_stale = True
            if self._in_front:
                self._read()

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        return ((_TABLES, self.toggle_tables), (_COPY, self.copy_figures))

    def panes(self) -> Sequence[QWidget]:
        return (self._left, self._right)

    # --- what a person does ---

    def toggle_tables(self) -> None:
        """Show the charts as tables of figures, or as charts again."""
        self._as_tables = not self._as_tables
        focused = self.visits.hasFocus() or self.visits_table.hasFocus()
        self._legend.setVisible(not self._as_tables)
        self._visits_legend.setVisible(not self._as_tables)
        self.visits.setVisible(not self._as_tables)
        self.visits_table.setVisible(self._as_tables)
        if focused:
            (self.visits_table if self._as_tables else self.visits).setFocus()
        self._fill_tables()

    def copy_figures(self) -> None:
        """Put the table that has the focus, else the pipeline by rep, on the clipboard."""
        if self._picture is None:
            return
        if self.visits.hasFocus() or self.visits_table.hasFocus():
            text = words.as_text(words.visit_columns(), words.visit_rows(self._picture))
            told = self.tr("Copied today’s visits")
        else:
            text = words.as_text(words.table_columns(self._picture), words.table_rows(self._picture))
            told = self.tr("Copied the pipeline by rep")
        QGuiApplication.clipboard().setText(text)
        self.done_told.emit(told, False)  # noqa: FBT003

    # --- reading and showing ---

    def _read(self) -> None:
        self._is_stale = False
        self._latest.read(read_team, self._context.workspace).done(self._show).failed(self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._is_stale = True
        if isinstance(error, FieldbookError):
            self.message_raised.emit("bad", error.message)

    def _show(self, shown: TeamPicture) -> None:
        is_first, self._picture = self._picture is None, shown
        self.set_subtitle(words.subtitle(shown))
        self._stack.setCurrentWidget(self._body if shown.reps else self._empty)
        at = shown.as_of.astimezone(ZoneInfo(self._context.workspace.user.zone))
        self.facts.show_facts(words.facts(shown, at))
        self._legend.set_words([name for _, name in shown.steps])
        self._fill_tables()
        self.visits.set_lines(words.visit_lines(shown))
        self.risks.set_lines(words.risk_lines(shown.risks))
        self.risk_head.set_note(words.risk_note(shown))
        self._no_risks.setVisible(not shown.risks)
        self.waiting.set_lines(words.waiting_lines(shown.waiting, shown.as_of))
        self.waiting_head.set_note(words.waiting_note(shown.waiting, shown.as_of))
        self._fit_waiting(bool(shown.waiting))
        if self.reps.currentIndex().row() < 0 and shown.reps:
            self.reps.selectRow(0)
        self._show_standing(self.reps.current_id())
        if is_first and self._in_front:
            # Until now the table was hidden behind the words and could not take the focus.
            self.reps.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_tables(self) -> None:
        shown = self._picture
        if shown is None:
            return
        if self._as_tables:
            self.reps.set_figures(words.table_columns(shown), words.table_rows(shown))
            self.visits_table.set_figures(words.visit_columns(), words.visit_rows(shown))
        else:
            self.reps.set_figures(words.chart_columns(shown), words.chart_rows(shown))

    def _show_standing(self, user_id: Any) -> None:
        shown = self._picture
        rep = next((rep for rep in shown.reps if rep.user_id == user_id), None) if shown else None
        known = shown is not None and rep is not None and rep.user_id is not None
        self.standing.setVisible(known)
        if shown is not None and rep is not None and known:
            title = self.tr("{name} against the team").format(name=rep.name)
            self.standing.show_standing(title, words.standing_note(), words.comparisons(rep.standing, shown.standing))

    def _on_rep_opened(self, user_id: Any) -> None:
        if isinstance(user_id, UUID):
            self.open_requested.emit("user", user_id)

    # --- how it stands on the screen ---

    def _make_heads(self) -> None:
        theme = current
        self._legend = Legend(lambda: [*theme().steps(), theme().color("chart.rest")])
        self._visits_legend = Legend(
            lambda: [theme().color(name) for name in ("chart.main", "state.warn", "chart.rest")]
        )
        self._visits_legend.set_words([self.tr("done"), self.tr("late"), self.tr("to come")])
        self.pipeline_head = SectionHead(self.tr("Pipeline by rep"))
        self.pipeline_head.add(self._legend)
        self.visits_head = SectionHead(self.tr("Visits today"))
        self.visits_head.add(self._visits_legend)
        self.risk_head = SectionHead(self.tr("Deals at risk"))
        self.waiting_head = SectionHead(self.tr("Quotes waiting"))
        self._no_risks = label(self.tr("No deal is at risk."), tone="secondary")
        self._no_quotes = label(self.tr("No quote waits for an answer."), tone="secondary")
        self._keys = label(
            self.tr("Enter opens a rep’s pipeline · T shows figures · Ctrl C copies them"), "small", "hint"
        )

    def _lay_out(self) -> None:
        self._left = self._make_left()
        self._right = self._make_right()
        self._body = frame("page")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts)
        column.addWidget(separator())
        split = Split([self._left, self._right], [_RIGHT])
        self._memory.keep_widths("right", split)
        column.addWidget(split, 1)
        self._empty = EmptyState(
            "users",
            self.tr("Nobody is in your team yet"),
            self.tr("Import your colleagues with “fieldbook import users.csv --as users”, or ask the administrator."),
        )
        self._waiting_words = label(self.tr("Reading the team’s figures…"), tone="hint")
        self._waiting_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        for widget in (self._waiting_words, self._body, self._empty):
            self._stack.addWidget(widget)

    def _make_left(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_EDGE - PAD, 6, 16, 8)
        column.setSpacing(4)
        column.addLayout(_inset(self.pipeline_head, PAD))
        column.addWidget(self.reps)
        column.addLayout(_inset(self.visits_head, PAD))
        column.addLayout(_inset(self.visits, PAD - self.visits.inset))
        column.addWidget(self.visits_table)
        column.addSpacing(4)
        for part in (separator(), self.standing):
            column.addLayout(_inset(part, PAD))
        column.addStretch(1)
        column.addLayout(_inset(self._keys, PAD))
        return scrolling(inner, 480)

    def _make_right(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 6, 24, 12)
        column.setSpacing(4)
        column.addWidget(self.risk_head)
        column.addWidget(self._no_risks)
        column.addWidget(self.risks, 1)
        column.addWidget(self.waiting_head)
        column.addWidget(self._no_quotes)
        column.addWidget(self.waiting)
        pane.setMinimumWidth(300)
        return pane

    def _fit_waiting(self, any_waits: bool) -> None:
        self._no_quotes.setVisible(not any_waits)
        self.waiting.setVisible(any_waits)
        most = _MOST_QUOTES * current().height("row_two_lines")
        self.waiting.setFixedHeight(min(most, self.waiting.full_height()) + 2)

    def _connect(self) -> None:
        self.reps.chosen.connect(self._show_standing)
        self.reps.opened.connect(self._on_rep_opened)
        self.risks.opened.connect(lambda deal: self.open_requested.emit("opportunity", deal))
        self.waiting.opened.connect(lambda quote: self.open_requested.emit("quote", quote))


def _inset(widget: QWidget, left: int) -> QHBoxLayout:
    """The widget moved in, so that its words start where those of table cells do."""
    row = QHBoxLayout()
    row.setContentsMargins(left, 0, 0, 0)
    row.addWidget(widget)
    return row
