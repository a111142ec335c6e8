"""The figures of the pipeline report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sfa.errors import RuleBroken
from sfa.insight.pipeline_report import as_json, pipeline_report, win_ratio
from sfa.pipeline.acts import AddOpportunity, HoldOpportunity, LoseOpportunity, WinOpportunity
from sfa.pipeline.board import board
from sfa.pipeline.filters import DealFilter
from tests.sfa.pipeline.deals import Deals


@pytest.fixture
def deals(tmp_path: Path) -> Iterator[Deals]:
    found = Deals(tmp_path)
    yield found
    found.store.close()


def report_of(deals: Deals, **choice: str) -> dict[str, object]:
    with deals.work.reading() as session:
        return as_json(pipeline_report(session, deals.work.actor, **choice))


def test_an_empty_store_reports_zeros_for_every_open_step(deals: Deals) -> None:
    found = report_of(deals)
    assert found["won"] == {"count": 0, "value": "0.00"}
    assert [stage["name"] for stage in found["open"]["stages"]][:2] == ["Prospecting", "Preparation"]  # type: ignore[index]
    assert len(found["open"]["stages"]) == 6  # type: ignore[index]


def test_won_lost_and_open_are_counted_and_valued_apart(deals: Deals) -> None:
    for amount in (100_00, 50_05):
        deals.work.run(WinOpportunity(deals.deal(amount=amount)))
    deals.work.run(LoseOpportunity(deals.deal(amount=7_00), deals.reason()))
    deals.deal(amount=1_00)
    found = report_of(deals)
    assert found["won"] == {"count": 2, "value": "150.05"}
    assert found["lost"] == {"count": 1, "value": "7.00"}
    assert found["open"]["count"] == 1  # type: ignore[index]


def test_a_lost_deal_weighs_nothing(deals: Deals) -> None:
    deals.work.run(LoseOpportunity(deals.deal(amount=100_00, step="closing"), deals.reason()))
    stages = report_of(deals)["open"]["stages"]  # type: ignore[index]
    assert {(stage["count"], stage["value"], stage["weighted"]) for stage in stages} == {(0, "0.00", "0.00")}


def test_a_deal_on_hold_is_open_still(deals: Deals) -> None:
    deals.work.run(HoldOpportunity(deals.deal(amount=100_00, step="closing")))
    closing = report_of(deals)["open"]["stages"][5]  # type: ignore[index]
    assert closing == {"name": "Closing", "count": 1, "value": "100.00", "weighted": "80.00"}


def test_the_report_says_what_the_board_says(deals: Deals) -> None:
    for n, key in enumerate(["prospecting", "approach", "approach", "closing"]):
        deals.deal(amount=333_33 + n, step=key, probability=33 if n == 2 else None)
    found = report_of(deals)["open"]["stages"]  # type: ignore[index]
    with deals.work.reading() as session:
        shown = board(session, deals.reader, DealFilter())
    assert [(s["count"], s["weighted"]) for s in found if s["count"]] == [
        (len(c.ids), str(c.weighted[0].value)) for c in shown.columns if c.ids
    ]


def test_deals_one_may_not_see_are_not_counted(deals: Deals) -> None:
    deals.deal(work=deals.as_("Otto"))
    assert report_of(deals)["open"]["count"] == 0  # type: ignore[index]


def test_two_currencies_are_not_added_up_in_silence(deals: Deals) -> None:
    deals.deal()
    deals.work.run(AddOpportunity(name="Fässer", currency="EUR", amount=900, flag="x"))
    with pytest.raises(RuleBroken, match="EUR, USD"):
        report_of(deals)
    assert report_of(deals, currency="EUR")["open"]["value"] == "9.00"  # type: ignore[index]


def test_the_win_ratio_is_won_for_each_lost_and_undefined_without_a_loss(deals: Deals) -> None:
    for _ in range(3):
        deals.work.run(WinOpportunity(deals.deal()))
    with deals.work.reading() as session:
        assert win_ratio(pipeline_report(session, deals.work.actor)) is None
    for _ in range(2):
        deals.work.run(LoseOpportunity(deals.deal(), deals.reason()))
    with deals.work.reading() as session:
        assert win_ratio(pipeline_report(session, deals.work.actor)) == Decimal("1.5")
