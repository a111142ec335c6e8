"""A deal's history in words: where it came from, who moved it, how long it stayed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sfa.clock import local_day
from sfa.pipeline.filters import Reader
from sfa.pipeline.queries import Moved
from ui.desktop import formats

__all__ = ["history_lines"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pipeline", text)


def history_lines(history: Sequence[Moved], reader: Reader) -> list[tuple[str, str, str]]:
    """(look, title, second line) of each change, the newest first."""
    return [_line(moved, reader) for moved in history]


def _line(moved: Moved, reader: Reader) -> tuple[str, str, str]:
    look = {"won": "won", "lost": "lost"}.get(moved.to_state, "past")
    parts = [formats.day(local_day(moved.at, reader.zone))]
    if moved.by:
        parts.append(moved.by)
    if moved.to_state in ("open", "on_hold") and moved.days:
        words = _tr("1 day") if moved.days == 1 else _tr("{count} days").format(count=moved.days)
        parts.append(words)
    return look, _title(moved), " · ".join(parts)


def _title(moved: Moved) -> str:
    step = moved.to_stage or _tr("unknown step")
    if moved.to_state == "won":
        return _tr("Won")
    if moved.to_state == "lost":
        return _tr("Lost at {step}").format(step=step)
    if moved.to_state == "on_hold":
        return _tr("Put on hold at {step}").format(step=step)
    if moved.from_state is None:
        return _tr("Added at {step}").format(step=step)
    if moved.from_state in ("won", "lost", "on_hold"):
        return _tr("Taken up again at {step}").format(step=step)
    return _tr("Moved to {step}").format(step=step)
