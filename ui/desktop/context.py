"""What every page is handed: the open Fieldbook, work off the UI thread, the look."""

from __future__ import annotations

from dataclasses import dataclass

from sfa.workspace import Workspace
from ui.desktop import formats
from ui.desktop.background import Background
from ui.desktop.theme import ThemeHost

__all__ = ["Context"]


@dataclass(frozen=True)
class Context:
    """Made once by `app.py` when the store is open; pages take it in their constructor."""

    workspace: Workspace
    background: Background
    themes: ThemeHost

    @property
    def miles(self) -> bool:
        """Whether roads are told in miles to whoever is at work here."""
        return formats.uses_miles(self.workspace.user.locale)
