"""What can be done on the page, as data."""

from __future__ import annotations

from ui.desktop.actions import QT_TRANSLATE_NOOP, Action

__all__ = ["ACTIONS"]

_HERE = "page:today"

ACTIONS = (
    Action(
        "today.log",
        QT_TRANSLATE_NOOP("Action", "Start visit or log its outcome"),
        icon="circle-play",
        where=_HERE,
        words="check in check out finish outcome",
    ),
    Action(
        "today.optimise",
        QT_TRANSLATE_NOOP("Action", "Optimise the day"),
        icon="route",
        shortcut="O",
        where=_HERE,
        words="plan order route",
    ),
    Action("today.add", QT_TRANSLATE_NOOP("Action", "Add a task for today"), icon="plus", shortcut="T", where=_HERE),
    Action(
        "today.tomorrow",
        QT_TRANSLATE_NOOP("Action", "Move task or visit to tomorrow"),
        icon="calendar-plus",
        shortcut="Del",
        where=_HERE,
        keep_out_of_palette=True,
    ),
    Action(
        "today.phone",
        QT_TRANSLATE_NOOP("Action", "Send the day to the phone"),
        icon="qr-code",
        shortcut="P",
        where=_HERE,
        words="qr gpx print sheet maps navigation",
    ),
    Action(
        "today.call",
        QT_TRANSLATE_NOOP("Action", "Call ahead"),
        icon="phone",
        shortcut="C",
        where=_HERE,
        words="telephone",
    ),
    Action(
        "today.account",
        QT_TRANSLATE_NOOP("Action", "Open the account of the visit"),
        icon="building-2",
        shortcut="A",
        where=_HERE,
    ),
)
