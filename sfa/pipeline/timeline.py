"""What deals tell an account: lines on its timeline, and the worth of its open deals in lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, aliased

from sfa.accounts import figures, timeline
from sfa.accounts.timeline import Entry
from sfa.money import Money
from sfa.people.model import User
from sfa.pipeline.model import Opportunity, Stage, StageChange
from sfa.pipeline.states import NOT_CLOSED, DealState
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of

__all__ = ["entries", "open_value"]


def entries(session: Session, actor: Actor, account_id: UUID, limit: int) -> list[Entry]:
    """How the account's deals moved, the newest first."""
    after = aliased(Stage)
    query = (
        select(
            StageChange.at, StageChange.from_state, StageChange.to_state, after.name, Opportunity.id,
            Opportunity.name, StageChange.amount, Opportunity.currency, User.name,
        )
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .outerjoin(after, after.id == StageChange.to_stage_id)
        .outerjoin(User, User.id == StageChange.by_id)
        .where(
            Opportunity.account_id == account_id,
            Opportunity.deleted_at.is_(None),
            StageChange.deleted_at.is_(None),
            visible(actor, Opportunity),
        )
        .order_by(StageChange.at.desc())
        .limit(limit)
    )  # fmt: skip
    return [_entry(*row) for row in session.execute(query)]


def _entry(
    at: Any, before: str | None, state: str, stage: str | None, deal_id: UUID, name: str, amount: int,
    currency: str, who: str | None,
) -> Entry:  # fmt: skip
    title, icon = _words(before, state, stage or "")
    worth = Money(amount, currency) if amount else None
    return Entry(at, "deal", name, title, who or "", icon, ("opportunity", deal_id), amount=worth)


def _words(before: str | None, state: str, stage: str) -> tuple[str, str]:
    if before is None:
        return f"Deal added at {stage}", "plus"
    if state == DealState.WON:
        return "Deal won", "badge-check"
    if state == DealState.LOST:
        return "Deal lost", "circle-x"
    if state == DealState.ON_HOLD:
        return "Deal put on hold", "clock"
    if before == DealState.OPEN:
        return f"Deal moved to {stage}", "arrow-right"
    return f"Deal taken up again at {stage}", "rotate-ccw"


def open_value(actor: Actor) -> Select[Any]:
    """account_id, the worth of its open deals in minor units, and their currency: None where they have several."""
    deal = table_of(Opportunity).c
    one_currency = func.min(deal.currency) == func.max(deal.currency)
    query: Select[Any] = (
        select(
            deal.account_id,
            func.sum(deal.amount).label("value"),
            case((one_currency, func.min(deal.currency)), else_=None).label("currency"),
        )
        .where(
            deal.account_id.is_not(None),
            deal.state.in_(NOT_CLOSED),
            deal.deleted_at.is_(None),
            visible(actor, Opportunity),
        )
        .group_by(deal.account_id)
    )
    return query


timeline.register("pipeline", entries)
figures.register("open_value", open_value)
