"""What the shell expects of a page.

A page is built when it is shown for the first time and then kept. It reads through `Background`, and it
refreshes what it shows when an announcement names a table that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfa.store.events import Announcement
from ui.desktop.actions import Action

__all__ = ["Page"]


class Page(QWidget):
    """A page in the middle of the window. Subclasses set `name` and override what they need."""

    name = ""
    """Short and stable, as in `where="page:accounts"`."""

    title_changed = Signal(str)
    subtitle_changed = Signal(str)
    open_requested = Signal(str, object)
    """(record type, id): show this record, perhaps on another page."""
    page_requested = Signal(str)
    """Name of the page to bring to the front."""
    message_raised = Signal(str, str)
    """(kind, sentence) for the strip above the page; kinds: bad, warn, info. An empty sentence clears it."""
    done_told = Signal(str, bool)
    """(sentence, can be undone) for the toast."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._subtitle = ""

    @property
    def title(self) -> str:
        """What stands at the left of the top bar."""
        return self._title

    @property
    def subtitle(self) -> str:
        """What is shown: a name, a date, a count."""
        return self._subtitle

    def set_title(self, title: str) -> None:
        """Change the title and tell the top bar."""
        self._title = title
        self.title_changed.emit(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change the subtitle and tell the top bar."""
        self._subtitle = subtitle
        self.subtitle_changed.emit(subtitle)

    def activate(self) -> None:
        """The page is in front now: read what is stale, put the focus where work begins."""

    def deactivate(self) -> None:
        """Another page comes to the front: end editing."""

    def refresh(self, announcement: Announcement) -> None:
        """Rows of a table have changed. Called on the UI thread, also while the page is hidden."""

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        """The page's actions (`where="page:NAME"`) with what they do; asked once, when it is built."""
        return ()

    def top_bar_widget(self) -> QWidget | None:
        """What the page puts at the right of the top bar, such as "Sync now"; asked once."""
        return None

    def panes(self) -> Sequence[QWidget]:
        """The widgets that F6 steps through, left to right; the page itself if it has only one pane."""
        return (self,)

    def show_record(self, record_type: str, record_id: object) -> bool:  # noqa: ARG002
        """Bring a record to the front, if it is of a type that this page shows; whether it is."""
        return False
