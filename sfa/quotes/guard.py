"""Keeps sent quotes as they were sent, and figures in the hands of the acts that work them out.

Every flush of a transaction passes here, so plain edits, undo and acts are judged alike: what a quote says
may change while it is a draft; its lines, prices, state and totals change through this room's acts, or when
undo takes such an act back.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState, Session

from sfa.errors import RuleBroken, require
from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.states import State
from sfa.store.acts import act
from sfa.store.base import travelling_columns
from sfa.store.transaction import Transaction

__all__ = ["ACT_ONLY", "FROZEN", "draft_of", "quote_act"]

ArgsT = TypeVar("ArgsT", bound=msgspec.Struct)

FROZEN = "This quote is no draft any more, so what it says stands; make a new version to change it."
ACT_ONLY = "The lines and figures of a quote change through its own actions alone."

# Who a quote belongs to may change at any time, the words on it while it is a draft.
_LOOSE = frozenset({"owner_id", "account_id", "contact_id", "opportunity_id", "custom", "decision_note"})
_WORDS = frozenset({"title", "note", "terms", "bill_to", "contact_name", "valid_until", "issued_on", "deleted_at"})
_LIFE = frozenset({"state", "decided_at"})

_in_act: ContextVar[bool] = ContextVar("in_quote_act", default=False)


def quote_act(
    name: str, args: type[ArgsT], *, label: str, right: str = "quote.edit", irreversible: str = ""
) -> Callable[[Callable[[Transaction, ArgsT], Any]], Callable[[Transaction, ArgsT], Any]]:
    """`sfa.store.acts.act` for what may write a quote's figures and state."""

    def register(run: Callable[[Transaction, ArgsT], Any]) -> Callable[[Transaction, ArgsT], Any]:
        @functools.wraps(run)
        def guarded(txn: Transaction, to: ArgsT) -> Any:
            with _inside():
                result = run(txn, to)
                txn.flush()
            return result

        return act(name, args, label=label, right=right, irreversible=irreversible)(guarded)

    return register


def draft_of(txn: Transaction, quote_id: UUID) -> Quote:
    """The quote, which must be a draft. Raises RuleBroken with the way out."""
    quote = txn.get(Quote, quote_id)
    require(quote.state == State.DRAFT, f"This quote is {quote.state}; make a new version to change it.")
    return quote


@contextmanager
def _inside() -> Iterator[None]:
    token = _in_act.set(True)
    try:
        yield
    finally:
        _in_act.reset(token)


@event.listens_for(Session, "before_flush")
def _check_quotes(session: Session, _context: Any, _instances: Any) -> None:
    txn = session.info.get("transaction")
    if txn is None:
        return
    entitled = _in_act.get() or txn.undo_of is not None
    for row in (*session.new, *session.dirty):
        if isinstance(row, Quote):
            _check_quote(row, entitled=entitled)
        elif isinstance(row, QuoteLine) and _changed(row):
            require(entitled, ACT_ONLY)
            require(_state_before(_quote_of(session, row)) == State.DRAFT, FROZEN)


def _check_quote(quote: Quote, *, entitled: bool) -> None:
    changed = _changed(quote) - _LOOSE
    if not changed:
        return
    if not entitled and changed - _WORDS:
        raise RuleBroken(ACT_ONLY)
    if _state_before(quote) != State.DRAFT and changed - _LIFE:
        raise RuleBroken(FROZEN)


def _changed(row: Quote | QuoteLine) -> set[str]:
    state: InstanceState[Any] = inspect(row)
    names = (c.name for c in travelling_columns(type(row)))
    return {name for name in names if state.attrs[name].history.has_changes()}


def _state_before(quote: Quote) -> str:
    """The state before this flush; a quote that is being made is a draft."""
    history = inspect(quote).attrs["state"].history
    if inspect(quote).key is None:
        return str(quote.state or State.DRAFT)
    return str(history.deleted[0] if history.deleted else quote.state)


def _quote_of(session: Session, line: QuoteLine) -> Quote:
    wanted: UUID = line.quote_id
    for row in session.new:
        if isinstance(row, Quote) and row.id == wanted:
            return row
    with session.no_autoflush:
        quote = session.get(Quote, wanted)
    assert quote is not None, "a line belongs to a quote"
    return quote
