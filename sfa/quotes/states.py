"""The life of a quote."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

__all__ = ["LIVE", "State", "shown_state"]


class State(StrEnum):
    """Where a quote stands. Its content may change as a draft only.

    draft → sent → accepted or declined; a draft or sent quote may be cancelled; any but a draft or an
    accepted one may be superseded by its next version. expired: sent, and its last day has passed; nobody
    writes that, it shows by the calendar (`shown_state`).
    """

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


LIVE = (State.DRAFT, State.SENT)
"""What somebody still has to do something about."""


def shown_state(state: str, valid_until: date | None, today: date) -> State:
    """The state a person sees on the day `today`."""
    if state == State.SENT and valid_until is not None and valid_until < today:
        return State.EXPIRED
    return State(state)
