"""What the change log tells: how much was done, and what happened to a record."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sfa.store.tables import ChangeGroup

__all__ = ["count_groups"]


def count_groups(session: Session) -> int:
    """How many actions this store remembers."""
    return session.scalar(select(func.max(ChangeGroup.seq))) or 0
