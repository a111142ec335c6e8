"""What can be done on the page, as data."""

from __future__ import annotations

from ui.desktop.actions import QT_TRANSLATE_NOOP, Action

__all__ = ["ACTIONS"]

_HERE = "page:pipeline"

ACTIONS = (
    Action("pipeline.new", QT_TRANSLATE_NOOP("Action", "New deal"), icon="plus", shortcut="N", where=_HERE),
    Action(
        "pipeline.move_on",
        QT_TRANSLATE_NOOP("Action", "Move to the next step"),
        icon="arrow-right",
        shortcut="M",
        where=_HERE,
    ),
    Action("pipeline.lose", QT_TRANSLATE_NOOP("Action", "Mark lost"), icon="circle-x", shortcut="L", where=_HERE),
    Action(
        "pipeline.filter",
        QT_TRANSLATE_NOOP("Action", "Filter deals"),
        icon="search",
        shortcut="Ctrl+F",
        where=_HERE,
    ),
    Action(
        "pipeline.view",
        QT_TRANSLATE_NOOP("Action", "Board or list"),
        icon="list",
        shortcut="Ctrl+L",
        where=_HERE,
    ),
)
