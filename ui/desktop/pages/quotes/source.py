"""The list of quotes, as `RecordModel` reads it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from sfa.quotes.queries import ListFilter, QuoteRow, quote_ids, quote_rows
from sfa.workspace import Workspace
from ui.desktop.columns import Cell, Column
from ui.desktop.pages.quotes.words import state_chip

__all__ = ["QuoteSource"]


class QuoteSource:
    """Quotes of one state ("" is all, "open" drafts and sent ones) that the person may see."""

    def __init__(self, workspace: Workspace, state: str = "") -> None:
        self._workspace = workspace
        self._state = state
        self.columns: Sequence[Column] = _columns()

    def ids(self, order_by: str, descending: bool, text: str) -> Sequence[Hashable]:
        """Ids in order; see `ListSource`."""
        work = self._workspace
        with work.reading() as session:
            return quote_ids(session, work.actor, ListFilter(work.today(), self._state), order_by, descending, text)

    def rows(self, ids: Sequence[Hashable]) -> Sequence[tuple[Any, ...]]:
        """Values of the columns; see `ListSource`."""
        work = self._workspace
        with work.reading() as session:
            rows = quote_rows(session, work.actor, list(ids), work.today())  # type: ignore[arg-type]
        return [_values(row) for row in rows]


def _values(row: QuoteRow) -> tuple[Any, ...]:
    return row.id, row.number, row.customer, row, row.total, row.valid_until, row.owner


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quotes", text)


def _columns() -> Sequence[Column]:
    return (
        Column("number", _tr("Number"), 130, kind="strong"),
        Column("customer", _tr("Customer"), 240, stretch=True),
        Column("state", _tr("State"), 170, kind="chip", cell=_state),
        Column("total", _tr("Total"), 130, kind="money"),
        Column("valid_until", _tr("Valid until"), 120, kind="date"),
        Column("owner", _tr("Owner"), 150, kind="quiet"),
    )


def _state(row: QuoteRow) -> Cell:
    chip = state_chip(row.state, row.revision)
    much = _tr("{state}, more off than usual").format(state=chip.text) if row.over_limit else ""
    return Cell(chip.text, chip=chip, tooltip=much)
