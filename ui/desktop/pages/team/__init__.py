"""The Team page: how the manager's team stands today, whom to help, what waits."""

from ui.desktop.pages.team.page import TeamPage

__all__ = ["TeamPage"]
