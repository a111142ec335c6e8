"""What quotes tell an account's timeline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.accounts import timeline
from sfa.accounts.timeline import Entry
from sfa.money import Money
from sfa.people.model import User
from sfa.quotes.model import Quote
from sfa.quotes.states import State
from sfa.store.actor import Actor, visible

__all__ = ["entries"]

_DECIDED = {
    State.ACCEPTED: ("accepted", "badge-check"),
    State.DECLINED: ("declined", "file-x"),
    State.CANCELLED: ("cancelled", "ban"),
}


def entries(session: Session, actor: Actor, account_id: UUID, limit: int) -> list[Entry]:
    """When each quote was begun or sent, and what came of it; the newest of them."""
    query = (
        select(
            Quote.id, Quote.number, Quote.revision, Quote.state, Quote.created_at, Quote.sent_at,
            Quote.decided_at, Quote.decision_note, Quote.gross, Quote.currency, User.name,
        )
        .outerjoin(User, User.id == Quote.owner_id)
        .where(Quote.account_id == account_id, Quote.deleted_at.is_(None), visible(actor, Quote))
        .order_by(Quote.updated_at.desc())
        .limit(limit)
    )  # fmt: skip
    return [entry for row in session.execute(query) for entry in _of(row)]


def _of(row: Any) -> Iterator[Entry]:
    what = f"Quote {row.number}" + (f", version {row.revision}" if row.revision > 1 else "")
    total = Money(row.gross, row.currency) if row.gross else None
    who, ref = row.name or "", ("quote", row.id)
    if row.sent_at is not None:
        yield Entry(row.sent_at, "quote", f"{what} sent", "", who, "send", ref, amount=total)
    else:
        yield Entry(row.created_at, "quote", f"{what} begun", "", who, "file-text", ref, amount=total)
    if row.decided_at is not None and row.state in _DECIDED:
        verb, icon = _DECIDED[State(row.state)]
        note = row.decision_note or ""
        yield Entry(row.decided_at, "quote", f"{what} {verb}", note, who, icon, ref, amount=total)


timeline.register("quotes", entries)
