"""What screens read of deals."""

from __future__ import annotations

from datetime import date

import pytest

from sfa.activities.model import Activity
from sfa.errors import RuleBroken
from sfa.money import Money
from sfa.pipeline.acts import HoldOpportunity, LoseOpportunity, MoveStage, WinOpportunity
from sfa.pipeline.board import Board, board
from sfa.pipeline.filters import CloseIn, DealFilter, Which, Whose, close_window
from sfa.pipeline.queries import at_risk, cards, deal, deal_ids, deals_by_id, deals_of_account
from tests.sfa.pipeline.deals import Deals
from tests.stores import user_named


def read_board(deals: Deals, wanted: DealFilter = DealFilter()) -> Board:  # noqa: B008
    with deals.work.reading() as session:
        return board(session, deals.reader, wanted)


def names(deals: Deals, wanted: DealFilter, who: str | None = None) -> list[str]:
    reader = deals.reader_of(deals.as_(who)) if who else deals.reader
    with deals.work.reading() as session:
        return [card.name for card in cards(session, reader, wanted)]


def usd(minor: int) -> tuple[Money, ...]:
    return (Money(minor, "USD"),)


# --- the board ---


def test_a_column_holds_its_deals_the_largest_first(deals: Deals) -> None:
    small, large = deals.deal("Small", amount=100), deals.deal("Large", amount=900)
    assert read_board(deals).columns[0].ids == (large, small)


def test_a_column_shows_total_and_weighted_total(deals: Deals) -> None:
    deals.deal(amount=10_001, step="approach")
    deals.deal(amount=20_000, step="approach", probability=50)
    column = read_board(deals).columns[2]
    assert (column.total, column.weighted) == (usd(30_001), usd(2_000 + 10_000))


def test_the_boards_total_leaves_out_what_is_won(deals: Deals) -> None:
    deals.deal(amount=10_000)
    deals.work.run(WinOpportunity(deals.deal(amount=70_000)))
    shown = read_board(deals)
    assert (shown.open_count, shown.total, shown.weighted) == (1, usd(10_000), usd(500))


def test_amounts_of_two_currencies_are_never_added(deals: Deals) -> None:
    from sfa.pipeline.acts import AddOpportunity

    deals.deal(amount=500)
    deals.work.run(AddOpportunity(name="Fässer", currency="EUR", amount=900, flag="x"))
    assert read_board(deals).columns[0].total == (Money(900, "EUR"), Money(500, "USD"))


def test_the_last_column_shows_deals_won_in_the_last_ninety_days(deals: Deals) -> None:
    recent, old = deals.deal(), deals.deal()
    deals.work.run(WinOpportunity(recent, on=date(2026, 8, 19)))
    deals.work.run(WinOpportunity(old, on=date(2026, 8, 18)))
    assert read_board(deals).columns[-1].ids == (recent,)


def test_the_last_column_keeps_an_old_deal_with_open_work(deals: Deals) -> None:
    old = deals.deal()
    deals.work.run(WinOpportunity(old, on=date(2026, 1, 5)))
    with deals.work.transaction("Plan") as txn:
        txn.add(Activity(kind="call", subject="Ask for a referral", opportunity_id=old, owner_id=deals.work.user.id))
    assert read_board(deals).columns[-1].ids == (old,)


def test_a_lost_deal_leaves_the_board(deals: Deals) -> None:
    deals.work.run(LoseOpportunity(deals.deal(), deals.reason()))
    assert all(not column.ids for column in read_board(deals).columns)


def test_a_deal_on_hold_stays_on_the_board_without_risk(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(HoldOpportunity(deal_id))
    shown = read_board(deals)
    assert shown.columns[0].ids == (deal_id,)
    assert shown.cards[deal_id].risks == ()


def test_only_the_top_cards_come_with_the_board(deals: Deals) -> None:
    ids = [deals.deal(f"Deal {n:02}", amount=n, account_id=None, flag="x") for n in range(15)]
    with deals.work.reading() as session:
        shown = board(session, deals.reader, DealFilter(), also=[ids[0]])
    assert len(shown.columns[0].ids) == 15
    assert set(shown.cards) == {*ids[3:], ids[0]}


# --- filters ---


def test_a_rep_sees_no_deal_of_a_rep_elsewhere(deals: Deals) -> None:
    deals.deal("Otto's", work=deals.as_("Otto"))
    assert names(deals, DealFilter()) == []


def test_a_manager_sees_the_teams_deals_and_can_ask_for_their_own(deals: Deals) -> None:
    deals.deal("Rob's")
    deals.deal("Rita's", work=deals.as_("Rita"))
    deals.deal("Mia's", work=deals.as_("manager"))
    assert sorted(names(deals, DealFilter(whose=Whose.TEAM), "manager")) == ["Mia's", "Rita's", "Rob's"]
    assert names(deals, DealFilter(whose=Whose.MINE), "manager") == ["Mia's"]


def test_a_filter_by_owner_takes_that_persons_deals(deals: Deals) -> None:
    deals.deal("Rob's")
    deals.deal("Rita's", work=deals.as_("Rita"))
    wanted = DealFilter(owner_id=user_named(deals.store, "Rita"))
    assert names(deals, wanted, "manager") == ["Rita's"]
    assert names(deals, wanted) == []


def test_a_filter_by_close_date_takes_the_period_and_nothing_beside_it(deals: Deals) -> None:
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)):
        deals.deal(str(day), close_on=day)
    deals.deal("never")
    assert sorted(names(deals, DealFilter(close_in=CloseIn.THIS_QUARTER))) == ["2026-10-01", "2026-12-31"]
    assert names(deals, DealFilter(close_in=CloseIn.NEXT_QUARTER)) == ["2027-01-01"]
    assert sorted(names(deals, DealFilter(close_in=CloseIn.PAST))) == ["2026-09-30", "2026-10-01"]
    assert names(deals, DealFilter(close_in=CloseIn.NONE)) == ["never"]


@pytest.mark.parametrize(
    ("today", "wanted", "expected"),
    [
        (date(2026, 12, 31), CloseIn.THIS_MONTH, (date(2026, 12, 1), date(2027, 1, 1))),
        (date(2026, 1, 1), CloseIn.THIS_QUARTER, (date(2026, 1, 1), date(2026, 4, 1))),
        (date(2026, 11, 17), CloseIn.NEXT_QUARTER, (date(2027, 1, 1), date(2027, 4, 1))),
    ],
)
def test_periods_begin_and_end_on_their_days(today: date, wanted: CloseIn, expected: tuple[date, date]) -> None:
    assert close_window(today, wanted) == expected


def test_words_are_found_in_the_deals_or_the_accounts_name_without_accents(deals: Deals) -> None:
    deals.deal("Second wall", account_id=deals.account("Piekarnia Łódź"))
    deals.deal("Kühlung", account_id=deals.account("Brauhaus"))
    assert names(deals, DealFilter(text="kuhl")) == ["Kühlung"]
    assert names(deals, DealFilter(text="wall piekarnia")) == ["Second wall"]


def test_a_percent_sign_is_looked_for_as_such(deals: Deals) -> None:
    deals.deal("Ten % off")
    deals.deal("Ten taps")
    assert names(deals, DealFilter(text="%")) == ["Ten % off"]


# --- lists ---


@pytest.mark.parametrize(
    "order", ["name", "account", "stage", "state", "amount", "weighted", "close_on", "next_step", "days", "owner"]
)
def test_a_list_can_be_ordered_by_each_column_both_ways(deals: Deals, order: str) -> None:
    ids = {deals.deal(str(n), amount=n, account_id=None, flag="x") for n in range(3)}
    with deals.work.reading() as session:
        for descending in (False, True):
            assert set(deal_ids(session, deals.reader, DealFilter(which=Which.ALL), order, descending)) == ids


def test_a_list_is_ordered_by_weighted_value(deals: Deals) -> None:
    large = deals.deal(amount=1000, step="prospecting")
    likely = deals.deal(amount=500, step="closing")
    with deals.work.reading() as session:
        assert deal_ids(session, deals.reader, DealFilter(), "weighted", descending=True) == [likely, large]


def test_rows_of_deals_one_may_not_see_are_not_given(deals: Deals) -> None:
    theirs = deals.deal(work=deals.as_("Otto"))
    with deals.work.reading() as session:
        assert deals_by_id(session, deals.reader, [theirs]) == []
        assert deal(session, deals.reader, theirs) is None


# --- one deal ---


def test_a_card_counts_calendar_days_where_the_reader_is(deals: Deals) -> None:
    deals.clock.advance(hours=13)  # 23:00 in Columbus
    deal_id = deals.deal()
    deals.clock.advance(hours=2)
    with deals.work.reading() as session:
        assert deals_by_id(session, deals.reader, [deal_id])[0].days == 1


def test_a_card_names_what_nobody_knows_yet(deals: Deals) -> None:
    deal_id = deals.deal(estimated=True, next_step="Call Ewa")
    with deals.work.reading() as session:
        assert deals_by_id(session, deals.reader, [deal_id])[0].missing == ("contact", "amount", "close date")


def test_a_planned_activity_serves_as_the_next_step_the_earliest_first(deals: Deals) -> None:
    deal_id = deals.deal()
    with deals.work.transaction("Plan") as txn:
        for subject, day in (("Demo", date(2026, 11, 26)), ("Visit", date(2026, 11, 19))):
            txn.add(
                Activity(
                    kind="visit", subject=subject, opportunity_id=deal_id, due_on=day, owner_id=deals.work.user.id
                )
            )
    with deals.work.reading() as session:
        card = deals_by_id(session, deals.reader, [deal_id])[0]
    assert (card.next_step, card.next_step_on, card.risks) == ("Visit", date(2026, 11, 19), ())


def test_history_says_how_long_each_step_took(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.clock.advance(days=4)
    deals.work.run(MoveStage(deal_id, deals.step("approach").id))
    deals.clock.advance(days=2)
    with deals.work.reading() as session:
        found = deal(session, deals.reader, deal_id)
    assert found is not None
    assert [(line.to_stage, line.days, line.by) for line in found.history] == [
        ("Approach", 2, "Rob Rep"),
        ("Prospecting", 4, "Rob Rep"),
    ]


def test_a_lost_deal_tells_its_reason(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(LoseOpportunity(deal_id, deals.reason("No budget"), "Next year"))
    with deals.work.reading() as session:
        found = deal(session, deals.reader, deal_id)
    assert found is not None
    assert (found.loss_reason, found.loss_note, found.chance) == ("No budget", "Next year", 0)


def test_an_accounts_deals_come_open_first_then_the_newest(deals: Deals) -> None:
    at = deals.account()
    old, new, running = (deals.deal(name, account_id=at) for name in ("old", "new", "running"))
    deals.work.run(WinOpportunity(old, on=date(2026, 1, 1)))
    deals.work.run(LoseOpportunity(new, deals.reason(), on=date(2026, 11, 1)))
    deals.deal("elsewhere")
    with deals.work.reading() as session:
        found = [card.id for card in deals_of_account(session, deals.reader, at)]
    assert found == [running, new, old]


def test_deals_at_risk_are_the_open_ones_with_a_reason(deals: Deals) -> None:
    deals.deal("Fine", next_step="Call")
    risky = deals.deal("Nothing planned")
    deals.work.run(WinOpportunity(deals.deal("Won")))
    with deals.work.reading() as session:
        assert [card.id for card in at_risk(session, deals.reader)] == [risky]


def test_a_rule_that_refuses_leaves_the_deal_as_it_was(deals: Deals) -> None:
    deal_id = deals.deal(step="approach")
    with pytest.raises(RuleBroken):
        deals.work.run(LoseOpportunity(deal_id, deals.reason("Other")))
    assert (deals.row(deal_id).state, deals.moves(deal_id)) == ("open", [(None, "open")])
