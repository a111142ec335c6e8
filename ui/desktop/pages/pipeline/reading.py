"""What the page reads, as functions for reading threads: each opens a snapshot of its own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sfa.accounts.queries import ContactRow, contacts, names
from sfa.people.queries import led_by
from sfa.pipeline.board import Board, board
from sfa.pipeline.filters import DealFilter, Reader
from sfa.pipeline.queries import Card, DealDetail, deal, deal_ids, deals_by_id, loss_reasons
from sfa.store.search import Hit
from sfa.workspace import Workspace
from ui.desktop.columns import Column

__all__ = [
    "DealSource",
    "Picture",
    "account_hit",
    "owner_name",
    "read_board",
    "read_cards",
    "read_currency",
    "read_deal",
    "reader_of",
]


@dataclass(frozen=True)
class Picture:
    """One deal with what its pane needs beside it."""

    detail: DealDetail
    reasons: tuple[tuple[UUID, str, bool], ...]
    contacts: tuple[ContactRow, ...] = ()


def reader_of(workspace: Workspace) -> Reader:
    """The person at work, on their own calendar day."""
    return Reader(workspace.actor, workspace.today(), workspace.user.zone)


def read_board(workspace: Workspace, wanted: DealFilter, also: Iterable[UUID]) -> Board:
    """The board; also: cards that are in view and should come along."""
    with workspace.reading() as session:
        return board(session, reader_of(workspace), wanted, also)


def read_cards(workspace: Workspace, ids: Sequence[UUID]) -> Mapping[UUID, Card]:
    """Cards that came into view."""
    with workspace.reading() as session:
        return {card.id: card for card in deals_by_id(session, reader_of(workspace), ids)}


def read_deal(workspace: Workspace, deal_id: UUID) -> Picture | None:
    """The deal for the pane at the right, or None if it is gone or not theirs to see."""
    with workspace.reading() as session:
        found = deal(session, reader_of(workspace), deal_id)
        if found is None:
            return None
        account = found.card.account_id
        people = contacts(session, workspace.actor, account, workspace.today()) if account else []
        return Picture(found, tuple(loss_reasons(session)), tuple(people))


def read_currency(workspace: Workspace) -> str:
    """The company's currency."""
    return str(workspace.setting("company", {}).get("currency", "USD"))


def account_hit(workspace: Workspace, account_id: UUID) -> Hit | None:
    """An account as a search would find it, or None where the person may not see it."""
    with workspace.reading() as session:
        name = names(session, workspace.actor, [account_id]).get(account_id)
    return None if name is None else Hit("account", account_id, name)


def owner_name(workspace: Workspace, user_id: UUID) -> str:
    """The name of somebody whose deals the person answers for, or nothing."""
    with workspace.reading() as session:
        return next((one.name for one in led_by(session, workspace.actor) if one.id == user_id), "")


class DealSource:
    """The list view's rows; its search text is the filter's own."""

    def __init__(self, workspace: Workspace, wanted: DealFilter, columns: Sequence[Column]) -> None:
        self._workspace = workspace
        self._wanted = wanted
        self.columns = tuple(columns)

    def ids(self, order_by: str, descending: bool, text: str) -> Sequence[Hashable]:  # noqa: ARG002
        """Ids of all deals of the filter in this order."""
        with self._workspace.reading() as session:
            return deal_ids(session, reader_of(self._workspace), self._wanted, order_by, descending)

    def rows(self, ids: Sequence[Hashable]) -> Sequence[tuple[Any, ...]]:
        """(id, the card once for each column)."""
        with self._workspace.reading() as session:
            found = deals_by_id(session, reader_of(self._workspace), ids)  # type: ignore[arg-type]
        return [(card.id, *[card] * len(self.columns)) for card in found]
