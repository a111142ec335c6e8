"""What the pipeline tells the rest of a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sfa.store.events import Event

__all__ = ["DealLost", "DealReopened", "DealWon", "StageMoved"]


@dataclass(frozen=True)
class StageMoved(Event):
    """An open deal went to another open step."""

    opportunity_id: UUID
    from_stage_id: UUID | None
    to_stage_id: UUID


@dataclass(frozen=True)
class DealWon(Event):
    """A deal was won. amount: minor units of `currency`; on: the day of the person who won it."""

    opportunity_id: UUID
    amount: int
    currency: str
    on: date


@dataclass(frozen=True)
class DealLost(Event):
    """A deal was lost at the step `stage_id`, for a reason."""

    opportunity_id: UUID
    stage_id: UUID | None
    reason_id: UUID
    on: date


@dataclass(frozen=True)
class DealReopened(Event):
    """A won or lost deal is open again."""

    opportunity_id: UUID
    stage_id: UUID
