"""What the start-up code has done on other threads: plain functions that touch no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sfa.jobs import Scheduler
    from sfa.store.store import Store
    from sfa.workspace import Workspace
    from ui.desktop.palette import Hit

__all__ = ["Entered", "changes_kept", "entered", "hits", "made", "restored", "started_scheduler"]


@dataclass(frozen=True)
class Entered:
    """An open Fieldbook with what the window needs before it is shown.

    theme: as chosen on this laptop. window: where it was, as Qt wrote it in base64, or None.
    is_open_to_all: the key lies in a file beside the store (the demo).
    """

    workspace: Workspace
    theme: str
    window: str | None
    is_open_to_all: bool


def entered(open_store: Callable[[str | None], Store], secret: str | None, user: str | None) -> Entered:
    """On a reading thread: open the store and find out who works in it."""
    from sfa.people.directory import first_administrator, user_by_name
    from sfa.workspace import Workspace

    store = open_store(secret)
    try:
        with store.reading() as session:
            who = user_by_name(session, user).id if user else first_administrator(session)
        workspace = Workspace.enter(store, who)
        theme, window = store.recall("theme", "system"), store.recall("window")
        return Entered(workspace, theme, window, store.key_file.is_open_to_all)
    except BaseException:
        store.close()
        raise


def made(path: Path, company: str, passphrase: str) -> str:
    """On the writing thread: make a store and set it up; returns the recovery key."""
    from sfa.workspace import new_company

    return new_company(path, company, passphrase=passphrase or None)


def restored(workspace: Workspace, backup: Path, path: Path, secret: str) -> Path | None:
    """On the writing thread: close the store and put the backup's in its place."""
    from sfa.store.backup import restore

    workspace.store.close()
    return restore(backup, path, secret=secret or None)


def started_scheduler(tell: Callable[[], object]) -> Scheduler:
    """On a reading thread, for its library takes a while to import."""
    from sfa.clock import SystemClock
    from sfa.jobs import Scheduler

    scheduler = Scheduler(tell, SystemClock())
    scheduler.start()
    return scheduler


def changes_kept(workspace: Workspace) -> int:
    """On a reading thread: how many actions the store remembers."""
    from sfa.store.history import count_groups

    with workspace.reading() as session:
        return count_groups(session)


_ICONS = {"account": "building-2", "contact": "user", "opportunity": "square-kanban", "quote": "file-text",
          "product": "box", "activity": "square-check", "lead": "user-plus", "user": "user"}  # fmt: skip


def hits(workspace: Workspace, text: str) -> Sequence[Hit]:
    """On a reading thread: records for the palette, the best first."""
    from sfa.store import search
    from ui.desktop.palette import Hit

    tables = ("account", "contact", "opportunity", "quote")
    with workspace.reading() as session:
        found = search.find(session, text, workspace.actor, tables=tables, limit=12)
    return [Hit(hit.type, hit.id, hit.title, icon=_ICONS.get(hit.type, "")) for hit in found]
