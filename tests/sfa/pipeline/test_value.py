"""The one formula of weighted values."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sfa.pipeline.model import Opportunity, Stage
from sfa.pipeline.value import chance, weighted, weighted_sql
from sfa.store.base import table_of
from tests.sfa.pipeline.deals import Deals

amounts = st.integers(-(10**15), 10**15)
percents = st.integers(0, 100)


@given(amounts, percents)
def test_a_weighted_value_is_amount_times_chance_rounded_half_away_from_zero(amount: int, percent: int) -> None:
    exact = (Decimal(amount) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert weighted(amount, percent) == exact


@given(amounts, percents)
def test_a_weighted_value_never_passes_the_amount(amount: int, percent: int) -> None:
    assert abs(weighted(amount, percent)) <= abs(amount)


@given(percents | st.none(), percents | st.none())
def test_a_lost_deal_counts_nothing_and_a_won_one_in_full(own: int | None, stage: int | None) -> None:
    assert (chance("lost", own, stage), chance("won", own, stage)) == (0, 100)


@pytest.mark.parametrize(("own", "stage", "expected"), [(None, 40, 40), (0, 40, 0), (55, 40, 55), (None, None, 0)])
def test_a_deals_own_probability_goes_before_its_steps(own: int | None, stage: int | None, expected: int) -> None:
    assert chance("open", own, stage) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.integers(0, 10**15 - 1), own=percents | st.none(), key=st.sampled_from(["prospecting", "closing"]))
def test_sql_weighs_as_python_does(deals: Deals, amount: int, own: int | None, key: str) -> None:
    deal_id = deals.deal(amount=amount, probability=own, step=key, account_id=None, flag="x")
    source = table_of(Opportunity).outerjoin(table_of(Stage), Stage.id == Opportunity.stage_id)
    with deals.work.reading() as session:
        found = session.scalar(select(weighted_sql()).select_from(source).where(Opportunity.id == deal_id))
    assert found == weighted(amount, chance("open", own, deals.step(key).probability))
