"""The list of accounts, as `RecordModel` reads it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sfa.accounts import listing
from sfa.accounts.listing import Row, Scope
from sfa.money import Money
from sfa.workspace import Workspace
from ui.desktop.columns import Cell, Column
from ui.desktop.pages.accounts.words import tr

__all__ = ["AccountSource"]


class AccountSource:
    """Accounts of one scope that the person may see; ids are the 16 bytes of their UUID."""

    def __init__(self, workspace: Workspace, scope: Scope = Scope.ALL) -> None:
        self._workspace = workspace
        self._scope = scope
        self._zone = ZoneInfo(workspace.user.zone)
        self.columns: Sequence[Column] = _columns()

    def ids(self, order_by: str, descending: bool, text: str) -> Sequence[Hashable]:
        """Ids in order; see `ListSource`."""
        with self._workspace.reading() as session:
            return listing.ids(
                session,
                self._workspace.actor,
                scope=self._scope,
                order_by=order_by,
                descending=descending,
                wanted=text,
            )

    def rows(self, ids: Sequence[Hashable]) -> Sequence[tuple[Any, ...]]:
        """Values of the columns; see `ListSource`."""
        with self._workspace.reading() as session:
            found = listing.rows(session, self._workspace.actor, list(ids))  # type: ignore[arg-type]
        return [self._values(row) for row in found]

    def _values(self, row: Row) -> tuple[Any, ...]:
        last = row.last_contact.astimezone(self._zone).date() if row.last_contact else None
        return row.id.bytes, row.name, row.city, row.owner, last, _worth(row)


def _worth(row: Row) -> Money | Cell | None:
    if not row.open_value:
        return None
    return Money(row.open_value, row.currency) if row.currency else Cell(tr("several currencies"), "text.secondary")


def _columns() -> Sequence[Column]:
    return (
        Column("name", tr("Name"), 280, kind="strong", stretch=True),
        Column("city", tr("City"), 160, kind="quiet"),
        Column("owner", tr("Owner"), 160, kind="quiet"),
        Column("last_contact", tr("Last contact"), 120, kind="date"),
        Column("open_value", tr("Open deals"), 140, kind="money"),
    )
