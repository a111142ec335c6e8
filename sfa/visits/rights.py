"""Whose day a person may plan."""

from __future__ import annotations

from uuid import UUID

from sfa.errors import NotAllowed
from sfa.store.actor import Actor, Reach

__all__ = ["check_may_plan", "may_plan"]


def may_plan(actor: Actor, user_id: UUID | None) -> bool:
    """A person plans their own day, a manager those of the team, an administrator anybody's."""
    reach = actor.reach("activity", "edit")
    if reach is None or reach is Reach.ALL:
        return reach is Reach.ALL
    return user_id == actor.user_id or (reach is Reach.TEAM and user_id in actor.team)


def check_may_plan(actor: Actor, user_id: UUID | None) -> None:
    """Raises NotAllowed for somebody else's day."""
    if not may_plan(actor, user_id):
        raise NotAllowed(
            "You may plan your own day only, or those of the team you lead.", details=f"{actor.role}: {user_id}"
        )
