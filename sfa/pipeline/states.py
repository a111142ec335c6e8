"""The states a deal can be in, apart from its step, and the types a step can have."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["NOT_CLOSED", "DealState", "StageType"]


class DealState(StrEnum):
    """What became of a deal."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    WON = "won"
    LOST = "lost"


class StageType(StrEnum):
    """What a step means; rules read this, never the step's name."""

    OPEN = "open"
    WON = "won"


NOT_CLOSED = (DealState.OPEN.value, DealState.ON_HOLD.value)
"""A deal on hold is still to be won or lost: it counts among the open ones everywhere."""
