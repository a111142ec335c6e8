"""Whether a store is whole: the file, the record of changes, and how much there is of everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from sfa.store import audit
from sfa.store.base import Synced, synced_models, table_of

__all__ = ["Checkup", "examine"]


@dataclass(frozen=True)
class Checkup:
    """file: "ok" or what SQLite found. audit: what does not fit in the chain. rows: living rows by table."""

    file: str
    audit: Sequence[str]
    rows: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.file == "ok" and not self.audit


def examine(session: Session) -> Checkup:
    """Read everything once; on a large store this takes seconds."""
    file = str(session.connection().execute(text("PRAGMA integrity_check")).scalar())
    rows = {str(model.__tablename__): _living(session, model) for model in synced_models()}
    return Checkup(file, audit.broken_links(session), rows)


def _living(session: Session, model: type[Synced]) -> int:
    query = select(func.count()).select_from(model).where(table_of(model).c.deleted_at.is_(None))
    return session.scalar(query) or 0
