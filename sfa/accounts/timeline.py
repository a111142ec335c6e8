"""What happened with an account and what is to come, from every room that knows something.

A room registers a source; the card asks them all and shows one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account
from sfa.money import Money
from sfa.people.model import User
from sfa.store.actor import Actor, visible

__all__ = ["Entry", "Source", "entries", "register"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a timeline.

    at: UTC; of something planned for a day without a time, the beginning of that day in UTC, and `all_day` says so.
    kind: what a filter goes by (visit, call, mail, meeting, task, note, deal, quote, account). icon: a shipped icon.
    ref: (record type, id) to open. planned: it lies ahead, or should have been done.
    amount: what it was worth; screens write it behind the detail.
    """

    at: datetime
    kind: str
    title: str
    detail: str = ""
    who: str = ""
    icon: str = ""
    ref: tuple[str, UUID] | None = None
    planned: bool = False
    all_day: bool = False
    amount: Money | None = None


Source = Callable[[Session, Actor, UUID, int], list[Entry]]
"""(session, actor, account id, limit) -> what lies ahead and the newest of what was; only what the actor may see."""

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a room tell what it knows; registering a name again replaces its source."""
    _sources[name] = source


def entries(session: Session, actor: Actor, account_id: UUID, limit: int = 200) -> list[Entry]:
    """What lies ahead, soonest first, then what was, newest first; at most `limit` in all."""
    found = [entry for source in _sources.values() for entry in source(session, actor, account_id, limit)]
    ahead = sorted((entry for entry in found if entry.planned), key=lambda entry: (entry.at, entry.title))
    past = sorted((entry for entry in found if not entry.planned), key=lambda entry: entry.at, reverse=True)
    return [*ahead, *past][:limit]


def _made(session: Session, actor: Actor, account_id: UUID, _limit: int) -> list[Entry]:
    query = (
        select(Account.created_at, User.name)
        .outerjoin(User, User.id == Account.created_by)
        .where(Account.id == account_id, visible(actor, Account))
    )
    return [
        Entry(at, "account", "Account added", who=who or "", icon="building-2", ref=("account", account_id))
        for at, who in session.execute(query)
    ]


register("accounts", _made)
