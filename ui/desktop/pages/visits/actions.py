"""What can be done on the page, with its keys."""

from __future__ import annotations

from ui.desktop.actions import QT_TRANSLATE_NOOP, Action

__all__ = ["ADD", "AFTER", "BEFORE", "LOCK", "MOVE", "OPTIMISE", "PHONE", "REMOVE", "STOP", "TODAY", "Action"]

_HERE = "page:visits"

OPTIMISE = Action("visits.optimise", QT_TRANSLATE_NOOP("Action", "Optimise the order"), "route", "O", _HERE)
STOP = Action("visits.stop", QT_TRANSLATE_NOOP("Action", "Stop looking for an order"), "x", "Esc", _HERE)
ADD = Action("visits.add", QT_TRANSLATE_NOOP("Action", "Add visit"), "plus", "A", _HERE)
LOCK = Action("visits.lock", QT_TRANSLATE_NOOP("Action", "Lock or unlock the visit's place"), "lock", "L", _HERE)
MOVE = Action("visits.move", QT_TRANSLATE_NOOP("Action", "Move visit to the next day"), "arrow-right", "M", _HERE)
REMOVE = Action("visits.remove", QT_TRANSLATE_NOOP("Action", "Remove visit from the day"), "x", "Del", _HERE)
PHONE = Action("visits.phone", QT_TRANSLATE_NOOP("Action", "Send the day to the phone"), "qr-code", "P", _HERE)
BEFORE = Action("visits.before", QT_TRANSLATE_NOOP("Action", "Day before"), "chevron-left", "Alt+Left", _HERE)
AFTER = Action("visits.after", QT_TRANSLATE_NOOP("Action", "Day after"), "chevron-right", "Alt+Right", _HERE)
TODAY = Action("visits.today", QT_TRANSLATE_NOOP("Action", "Go to today"), "calendar-check", "T", _HERE)
