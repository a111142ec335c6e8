"""What deals tell an account."""

from __future__ import annotations

from sfa.accounts import figures, timeline
from sfa.money import Money
from sfa.pipeline.acts import AddOpportunity, LoseOpportunity, MoveStage, ReopenOpportunity
from tests.sfa.pipeline.deals import Deals


def test_an_accounts_timeline_tells_how_its_deals_moved(deals: Deals) -> None:
    at = deals.account()
    deal_id = deals.deal(account_id=at, amount=50_000)
    deals.work.run(MoveStage(deal_id, deals.step("approach").id))
    deals.work.run(LoseOpportunity(deal_id, deals.reason()))
    deals.work.run(ReopenOpportunity(deal_id))
    with deals.work.reading() as session:
        found = [e for e in timeline.entries(session, deals.work.actor, at) if e.kind == "deal"]
    assert [entry.detail for entry in found] == [
        "Deal taken up again at Approach",
        "Deal lost",
        "Deal moved to Approach",
        "Deal added at Prospecting",
    ]
    assert {entry.amount for entry in found} == {Money(50_000, "USD")}


def test_a_deal_of_another_rep_is_not_told(deals: Deals) -> None:
    otto = deals.as_("Otto")
    at = deals.account(work=otto)
    deals.deal(account_id=at, work=otto)
    with deals.work.reading() as session:
        assert timeline.entries(session, deals.work.actor, at) == []


def test_an_account_is_worth_its_open_deals(deals: Deals) -> None:
    at = deals.account()
    deals.deal(account_id=at, amount=300)
    deals.deal(account_id=at, amount=200)
    deals.work.run(LoseOpportunity(deals.deal(account_id=at, amount=900), deals.reason()))
    with deals.work.reading() as session:
        assert figures.read(session, deals.work.actor, "open_value", [at]) == {at: (500, "USD")}


def test_deals_in_two_currencies_have_no_common_one(deals: Deals) -> None:
    at = deals.account()
    deals.deal(account_id=at, amount=300)
    deals.work.run(AddOpportunity(name="Fässer", currency="EUR", amount=900, account_id=at))
    with deals.work.reading() as session:
        assert figures.read(session, deals.work.actor, "open_value", [at])[at][1] is None
