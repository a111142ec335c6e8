"""Accounts found while one types: as a line of its own, and as a field of a form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sfa.accounts.queries import find_accounts
from sfa.workspace import Workspace
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pick_field import PickField
from ui.desktop.widgets.suggest import SuggestEdit
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["AccountEdit", "AccountField", "account_lines"]


def account_lines(workspace: Workspace, text: str) -> list[TwoLine]:
    """Accounts by what was typed of their name, each with its address. For a reading thread."""
    with workspace.reading() as session:
        found = find_accounts(session, workspace.actor, text)
    return [TwoLine(one.id, one.name, one.address, icon="building-2") for one in found]


class AccountEdit(SuggestEdit):
    """Type an account, Enter takes the first found; `chosen` tells its id."""

    def __init__(
        self, name: str, workspace: Workspace, background: Background, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, background, lambda text: account_lines(workspace, text), _as_found, parent=parent)


class AccountField(PickField):
    """The value is the account's id."""

    def __init__(self, context: Context, name: str, title: str, parent: QWidget | None = None) -> None:
        work = context.workspace
        super().__init__(
            name,
            title,
            context.background,
            lambda text: account_lines(work, text),
            refusal=self.tr("Choose an account from the list"),
            placeholder=self.tr("Type a name"),
            required=True,
            parent=parent,
        )


def _as_found(_text: str, lines: Sequence[TwoLine]) -> Sequence[TwoLine]:
    return lines
