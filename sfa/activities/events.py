"""What others may want to write along with when something happens to an activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sfa.store.events import Event

__all__ = ["ActivityCancelled", "ActivityDone", "ActivityMoved"]


@dataclass(frozen=True)
class ActivityDone(Event):
    """An activity was done. outcome: a key of sfa.activities.kinds, or None."""

    activity_id: UUID
    kind: str
    account_id: UUID | None
    opportunity_id: UUID | None
    outcome: str | None


@dataclass(frozen=True)
class ActivityMoved(Event):
    """A planned activity was moved to another day (None: to no day)."""

    activity_id: UUID
    kind: str
    day: date | None


@dataclass(frozen=True)
class ActivityCancelled(Event):
    """A planned activity will not take place."""

    activity_id: UUID
    kind: str
