"""Two words for news. Events happen inside a transaction; announcements go out after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from sfa.store.transaction import Transaction

__all__ = ["Announcement", "Announcements", "Event", "Listener", "Listeners"]


class Event:
    """Base of what acts tell the rest of the transaction ("a deal was won"); subclasses are frozen dataclasses."""


Listener = Callable[["Transaction", Any], None]
Listeners = Mapping[type[Event], tuple[Listener, ...]]


@dataclass(frozen=True)
class Announcement:
    """Which rows of which tables a committed group touched, so that screens refresh what they show."""

    rows: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    label: str = ""
    group: UUID | None = None

    def touches(self, *tables: str) -> bool:
        """Whether any of `tables` changed."""
        return any(table in self.rows for table in tables)


class Announcements:
    """Who wants to hear of commits. Called on the writing thread, after the commit."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Announcement], None]] = []

    def subscribe(self, hear: Callable[[Announcement], None]) -> Callable[[], None]:
        """Have `hear` called after each commit; returns the function that ends it."""
        self._subscribers.append(hear)
        return lambda: self._subscribers.remove(hear)

    def publish(self, announcement: Announcement) -> None:
        """Tell every subscriber."""
        for hear in tuple(self._subscribers):
            hear(announcement)
