"""Visits that found no room in the order, as rows below the day."""

from __future__ import annotations

from sfa.visits.day import LeftOutVisit
from sfa.visits.queries import DayView
from ui.desktop.day_rows import timeline_rows
from ui.desktop.pages.today.words import tr
from ui.desktop.widgets.day_timeline import PointRow, TimelineRow, VisitRow

__all__ = ["rows_of"]


def rows_of(view: DayView, *, miles: bool) -> list[TimelineRow]:
    """The day from leaving to coming home; what found no room stands below, with its reason."""
    rows = timeline_rows(view, miles=miles)
    if view.left_out:
        rows.append(PointRow("", tr("Not in the order"), "circle-dashed"))
        rows.extend(_row(out, number) for number, out in enumerate(view.left_out, start=len(view.stops) + 1))
    return rows


def _row(out: LeftOutVisit, number: int) -> VisitRow:
    name = out.visit.account
    return VisitRow(
        id=out.visit.id,
        number=number,
        title=name,
        second=_capital(out.reason.removeprefix(name).strip()),
        second_tone="state.warn",
        movable=False,
        tip=f"{name}\n{out.reason}",
        spoken=tr("not in the order"),
    )


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
