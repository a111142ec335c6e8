"""What activities tell an account's timeline, and the figure they add to its lists."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy.orm import Session

from sfa.accounts import figures, timeline
from sfa.accounts.display import first_words
from sfa.activities import queries
from sfa.activities.kinds import kind_of, outcomes_of
from sfa.activities.queries import ActivityRow
from sfa.store.actor import Actor

__all__ = ["entry_of"]


def entry_of(row: ActivityRow) -> timeline.Entry:
    """The activity as a line of a timeline."""
    kind = kind_of(row.kind)
    words = [row.contact, _outcome(row), first_words(row.result) or row.next_step or ""]
    return timeline.Entry(
        at=_moment(row),
        kind=kind.group,
        title=row.subject,
        detail=" · ".join(part for part in words if part),
        who=row.owner,
        icon=kind.icon,
        ref=("activity", row.id),
        planned=row.state == "planned",
        all_day=row.state == "planned" and row.due_at is None,
    )


def _outcome(row: ActivityRow) -> str:
    return next((outcome.name for outcome in outcomes_of(row.kind) if outcome.key == row.outcome), "")


def _moment(row: ActivityRow) -> datetime:
    if row.state != "planned" and row.done_at is not None:
        return row.done_at
    if row.due_at is not None:
        return row.due_at
    # Some day has no day: it stands behind all that has one.
    return datetime.combine(row.due_on, time(), UTC) if row.due_on else datetime.max.replace(tzinfo=UTC)


def _source(session: Session, actor: Actor, account_id: UUID, limit: int) -> list[timeline.Entry]:
    return [entry_of(row) for row in queries.of_account(session, actor, account_id, limit=limit)]


timeline.register("activities", _source)
figures.register("last_contact", queries.last_contact)
