"""The figures of `fieldbook report pipeline`: won, lost and open deals, open ones by step.

Pure aggregates over what the actor may see. A lost deal's value is its amount as stored. Values are in
major units of one currency; a deal on hold counts among the open ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sfa.errors import RuleBroken
from sfa.money import Money
from sfa.pipeline.model import Opportunity, Stage
from sfa.pipeline.states import NOT_CLOSED, DealState, StageType
from sfa.pipeline.value import weighted_sql
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of

__all__ = ["Figure", "PipelineReport", "StageFigure", "as_json", "pipeline_report", "win_ratio"]


@dataclass(frozen=True)
class Figure:
    """How many deals and what they are worth."""

    count: int
    value: Money


@dataclass(frozen=True)
class StageFigure:
    """Open deals of one step. weighted: by the formula of sfa.pipeline.value."""

    name: str
    count: int
    value: Money
    weighted: Money


@dataclass(frozen=True)
class PipelineReport:
    """The whole pipeline. stages: every open step in order, also those without deals."""

    won: Figure
    lost: Figure
    open: Figure
    stages: tuple[StageFigure, ...]


def pipeline_report(session: Session, actor: Actor, currency: str | None = None) -> PipelineReport:
    """Count and add up the deals. currency: which amounts, where the store holds several; raises RuleBroken
    when it must be named and is not.
    """
    deal, stage = table_of(Opportunity).c, table_of(Stage).c
    kept = (visible(actor, Opportunity), deal.deleted_at.is_(None))
    used = list(session.scalars(select(deal.currency).where(*kept).distinct().order_by(deal.currency)))
    if currency is None and len(used) > 1:
        raise RuleBroken(f"Deals are in {', '.join(used)}; say which currency to report.")
    of = currency or (used[0] if used else "USD")
    query = (
        select(deal.state, deal.stage_id, func.count(), func.sum(deal.amount), func.sum(weighted_sql()))
        .select_from(table_of(Opportunity).outerjoin(table_of(Stage), stage.id == deal.stage_id))
        .where(*kept, deal.currency == of)
        .group_by(deal.state, deal.stage_id)
    )
    found = [(state, stage_id, int(n), int(value), int(w)) for state, stage_id, n, value, w in session.execute(query)]
    stages = session.execute(
        select(stage.id, stage.name)
        .where(stage.deleted_at.is_(None), stage.type == StageType.OPEN.value)
        .order_by(stage.pipeline_id, stage.position)
    ).all()
    return PipelineReport(
        won=_figure(found, (DealState.WON,), of),
        lost=_figure(found, (DealState.LOST,), of),
        open=_figure(found, NOT_CLOSED, of),
        stages=tuple(_stage_figure(found, stage_id, name, of) for stage_id, name in stages),
    )


def _figure(found: list[tuple[Any, ...]], states: tuple[str, ...], currency: str) -> Figure:
    rows = [row for row in found if row[0] in states]
    return Figure(sum(row[2] for row in rows), Money(sum(row[3] for row in rows), currency))


def _stage_figure(found: list[tuple[Any, ...]], stage_id: Any, name: str, currency: str) -> StageFigure:
    rows = [row for row in found if row[1] == stage_id and row[0] in NOT_CLOSED]
    value, share = (Money(sum(row[place] for row in rows), currency) for place in (3, 4))
    return StageFigure(name, sum(row[2] for row in rows), value, share)


def win_ratio(report: PipelineReport) -> Decimal | None:
    """Deals won for each deal lost (won / lost), or None while none was lost."""
    return Decimal(report.won.count) / report.lost.count if report.lost.count else None


def as_json(report: PipelineReport) -> dict[str, Any]:
    """The shape scripts may rely on; values are decimal strings in major units."""
    return {
        "won": {"count": report.won.count, "value": str(report.won.value.value)},
        "lost": {"count": report.lost.count, "value": str(report.lost.value.value)},
        "open": {
            "count": report.open.count,
            "value": str(report.open.value.value),
            "stages": [
                {
                    "name": stage.name,
                    "count": stage.count,
                    "value": str(stage.value.value),
                    "weighted": str(stage.weighted.value),
                }
                for stage in report.stages
            ],
        },
    }
