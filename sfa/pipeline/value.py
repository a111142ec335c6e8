"""What a deal is worth: the one formula of weighted values, for Python and for SQL.

weighted = amount × chance. Each deal is rounded by itself, so that the figures shown always add up.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func, literal, type_coerce

from sfa.pipeline.model import Opportunity, Stage
from sfa.pipeline.states import DealState
from sfa.store.base import table_of
from sfa.store.types import Int, Minor

__all__ = ["chance", "chance_sql", "weighted", "weighted_sql"]


def chance(state: str, own: int | None, stage: int | None) -> int:
    """Percent by which a deal counts: won 100, lost 0, else its own probability, else its step's, else 0."""
    if state == DealState.WON:
        return 100
    if state == DealState.LOST:
        return 0
    return own if own is not None else stage or 0


def weighted(amount: int, percent: int) -> int:
    """`amount` (minor units) × `percent` / 100 in whole minor units, halves away from zero."""
    share = (abs(amount) * percent * 2 + 100) // 200
    return share if amount >= 0 else -share


def chance_sql() -> ColumnElement[int]:
    """`chance` of an opportunity joined (outer) with its stage."""
    deal, stage = table_of(Opportunity).c, table_of(Stage).c
    return case(
        (deal.state == DealState.WON.value, 100),
        (deal.state == DealState.LOST.value, 0),
        else_=func.coalesce(deal.probability, stage.probability, 0, type_=Int()),
    )


def weighted_sql() -> ColumnElement[int]:
    """`weighted` of an opportunity joined (outer) with its stage: the same figure to the last unit."""
    amount = type_coerce(table_of(Opportunity).c.amount, Integer)
    percent: ColumnElement[Any] = type_coerce(chance_sql(), Integer)
    doubled = func.abs(amount, type_=Integer()) * percent * literal(2) + literal(100)
    share = doubled // literal(200)
    return type_coerce(case((amount >= 0, share), else_=-share), Minor())
