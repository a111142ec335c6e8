"""Why a deal is at risk, as rules on plain data; each says its reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sfa.pipeline.states import DealState

__all__ = ["Reason", "Standing", "risks"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules look at. days: calendar days in the present step; rotting_days: how many it may take."""

    state: str
    days: int
    rotting_days: int
    close_on: date | None
    next_step: str | None
    next_step_on: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that puts a deal at risk. short: for a card; text: the whole sentence."""

    code: str
    short: str
    text: str


def risks(deal: Standing, today: date) -> tuple[Reason, ...]:
    """All that puts the deal at risk on `today`, the most telling first.

    Closed deals and those on hold are never at risk.
    """
    if deal.state != DealState.OPEN:
        return ()
    found = (_no_next_step(deal), _next_step_late(deal, today), _close_date_past(deal, today), _rotting(deal))
    return tuple(reason for reason in found if reason)


def _no_next_step(deal: Standing) -> Reason | None:
    if deal.next_step:
        return None
    return Reason("no_next_step", "No next step", "Nobody has planned what happens next.")


def _next_step_late(deal: Standing, today: date) -> Reason | None:
    if not deal.next_step or deal.next_step_on is None or deal.next_step_on >= today:
        return None
    late = (today - deal.next_step_on).days
    return Reason("next_step_late", "Next step late", f"“{deal.next_step}” is {_days(late)} late.")


def _close_date_past(deal: Standing, today: date) -> Reason | None:
    if deal.close_on is None or deal.close_on >= today:
        return None
    late = (today - deal.close_on).days
    return Reason("close_date_past", "Close date past", f"The close date passed {_days(late)} ago.")


def _rotting(deal: Standing) -> Reason | None:
    if deal.days <= deal.rotting_days:
        return None
    text = f"{_days(deal.days)} in this step, where {deal.rotting_days} are usual."
    return Reason("rotting", "Too long here", text)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
