"""What quotes tell the rest of a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sfa.store.events import Event

__all__ = ["QuoteAccepted", "QuoteDeclined", "QuoteSent"]


@dataclass(frozen=True)
class _QuoteEvent(Event):
    quote_id: UUID
    account_id: UUID | None
    opportunity_id: UUID | None
    net: int
    gross: int
    currency: str


@dataclass(frozen=True)
class QuoteSent(_QuoteEvent):
    """A quote went out to the customer. net, gross: minor units of `currency`."""


@dataclass(frozen=True)
class QuoteAccepted(_QuoteEvent):
    """The customer said yes."""


@dataclass(frozen=True)
class QuoteDeclined(_QuoteEvent):
    """The customer said no."""
