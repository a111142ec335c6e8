"""What the page reads, on a reading thread with a snapshot of its own."""

from __future__ import annotations

from sfa.insight.team import TeamPicture, team_picture
from sfa.workspace import Workspace

__all__ = ["read_team"]


def read_team(workspace: Workspace) -> TeamPicture:
    """The team as the person at work may see it, now."""
    with workspace.reading() as session:
        return team_picture(session, workspace.actor, workspace.clock.now(), workspace.user.zone)
