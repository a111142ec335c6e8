"""Which pages a role has, in the order of the rail, and what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ui.desktop.actions import QT_TRANSLATE_NOOP
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem

__all__ = ["every_page", "first_page", "page_items"]


@dataclass(frozen=True)
class _Entry:
    """roles: who has the page. first_for: who lands on it. types: records it can bring to the front."""

    id: str
    title: str
    icon: str
    make: Callable[[Context], Page]
    roles: frozenset[str]
    types: frozenset[str] = frozenset()
    at_foot: bool = False
    first_for: str = ""


def _today(context: Context) -> Page:
    from ui.desktop.pages.today import TodayPage

    return TodayPage(context)


def _team(context: Context) -> Page:
    from ui.desktop.pages.team import TeamPage

    return TeamPage(context)


def _accounts(context: Context) -> Page:
    from ui.desktop.pages.accounts import AccountsPage

    return AccountsPage(context)


def _pipeline(context: Context) -> Page:
    from ui.desktop.pages.pipeline import PipelinePage

    return PipelinePage(context)


def _visits(context: Context) -> Page:
    from ui.desktop.pages.visits import VisitsPage

    return VisitsPage(context)


def _quotes(context: Context) -> Page:
    from ui.desktop.pages.quotes import QuotesPage

    return QuotesPage(context)


def _settings(context: Context) -> Page:
    from ui.desktop.pages.settings import SettingsPage

    return SettingsPage(context)


_ALL = frozenset({"rep", "manager", "admin"})
_REP = frozenset({"rep"})
_LEADS = frozenset({"manager", "admin"})
_T = QT_TRANSLATE_NOOP
_DEALS = frozenset({"opportunity", "user", "new_deal"})

_ENTRIES = (
    _Entry("today", _T("Rail", "Today"), "calendar-check", _today, _REP, first_for="rep"),
    _Entry("team", _T("Rail", "Team"), "users", _team, _LEADS, first_for="manager"),
    _Entry("accounts", _T("Rail", "Accounts"), "building-2", _accounts, _ALL, frozenset({"account", "contact"})),
    _Entry("pipeline", _T("Rail", "Pipeline"), "square-kanban", _pipeline, _ALL, _DEALS),
    _Entry("visits", _T("Rail", "Visits"), "map-pin", _visits, _ALL, frozenset({"visit", "new_visit"})),
    _Entry("quotes", _T("Rail", "Quotes"), "file-text", _quotes, _ALL, frozenset({"quote", "new_quote"})),
    _Entry("settings", _T("Rail", "Settings"), "settings", _settings, _ALL, at_foot=True, first_for="admin"),
)


def page_items(context: Context) -> Sequence[PageItem]:
    """The pages of the person's role; each is built when it is first shown."""
    from PySide6.QtCore import QCoreApplication

    role = context.workspace.actor.role
    return [
        PageItem(
            RailItem(entry.id, QCoreApplication.translate("Rail", entry.title), entry.icon, entry.at_foot),
            partial(entry.make, context),
            entry.types,
        )
        for entry in _ENTRIES
        if role in entry.roles
    ]


def first_page(role: str) -> str:
    """Where the role lands."""
    return next((entry.id for entry in _ENTRIES if entry.first_for == role), "accounts")


def every_page(context: Context) -> Sequence[tuple[str, Callable[[], Page]]]:
    """All pages there are, whatever the role, as (id, how to make one)."""
    return [(entry.id, partial(entry.make, context)) for entry in _ENTRIES]
