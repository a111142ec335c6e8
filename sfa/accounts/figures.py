"""Figures that later rooms know of an account, such as its last contact or the worth of its open deals.

A room above registers how its figure is found; lists show and sort by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Subquery
from sqlalchemy.orm import Session

from sfa.store.actor import Actor

__all__ = ["Ask", "asked", "known", "read", "register"]

Ask = Callable[[Actor], Select[Any]]
"""Makes a select of `account_id`, `value` and what else belongs to it, one row an account, as the actor sees it."""

_asks: dict[str, Ask] = {}


def register(key: str, ask: Ask) -> None:
    """Let lists show and sort by the figure `key`."""
    _asks[key] = ask


def known() -> frozenset[str]:
    """The figures that can be asked for."""
    return frozenset(_asks)


def asked(key: str, actor: Actor) -> Subquery:
    """The figure as something to join with. Raises KeyError for one nobody registered."""
    return _asks[key](actor).subquery(f"figure_{key}")


def read(session: Session, actor: Actor, key: str, accounts: Iterable[UUID]) -> dict[UUID, Sequence[Any]]:
    """account id -> (value, …) for those of `accounts` that have the figure; empty when nobody registered it."""
    if key not in _asks:
        return {}
    query = _asks[key](actor)
    account = query.selected_columns["account_id"]
    return {row[0]: tuple(row[1:]) for row in session.execute(query.where(account.in_(list(accounts))))}
