"""The manager's picture: what the team has open, has won, visits, risks, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sfa.insight.pipeline_report import pipeline_report
from sfa.insight.standing import Standing
from sfa.insight.team import RepFigures, TeamPicture, VisitCount, count_visits, team_picture
from sfa.money import Money
from sfa.pipeline.acts import LoseOpportunity, WinOpportunity
from sfa.quotes.acts import CreateQuote, SendQuote
from sfa.quotes.line_acts import AddLine
from sfa.visits.acts import FinishVisit, PlanVisit
from sfa.visits.model import Visit
from sfa.workspace import Workspace
from tests.sfa.insight.sample_team import NAMES, sample_team
from tests.sfa.pipeline.deals import Deals


@pytest.fixture
def deals(tmp_path: Path) -> Iterator[Deals]:
    """Mia leads Rob and Rita; Otto works elsewhere. Rob's hands by default."""
    found = Deals(tmp_path)
    yield found
    found.store.close()


def picture(deals: Deals, who: str = "manager") -> TeamPicture:
    return seen_by(deals.as_(who))


def seen_by(work: Workspace) -> TeamPicture:
    with work.reading() as session:
        return team_picture(session, work.actor, work.clock.now(), work.user.zone)


def rep(shown: TeamPicture, name: str) -> RepFigures:
    return next(rep for rep in shown.reps if rep.name.startswith(name))


def usd(major: int) -> Money:
    return Money.of(major, "USD")


def test_open_deals_stand_by_rep_and_step(deals: Deals) -> None:
    deals.deal(amount=100_00, step="approach")
    deals.deal(amount=250_00, step="approach")
    deals.deal(amount=70_00, step="closing", work=deals.as_("Rita"))
    shown = picture(deals)
    by_step = dict(zip((name for _, name in shown.steps), rep(shown, "Rob").by_step, strict=True))
    assert (by_step["Approach"].count, by_step["Approach"].value) == (2, usd(350))
    assert by_step["Closing"].count == 0
    assert rep(shown, "Rita").open.value == usd(70)
    assert shown.open.value == usd(420)


def test_weighted_is_the_sum_of_each_deal_by_the_one_formula(deals: Deals) -> None:
    deals.deal(amount=100_00, step="approach")
    deals.deal(amount=100_00, step="closing", probability=90)
    shown = picture(deals)
    assert rep(shown, "Rob").weighted == shown.weighted == usd(110)


def test_totals_are_those_of_the_pipeline_report(tmp_path: Path) -> None:
    team = sample_team(tmp_path, reps=4)
    shown = seen_by(team.manager)
    with team.manager.reading() as session:
        report = pipeline_report(session, team.manager.actor)
    assert (shown.open.count, shown.open.value) == (report.open.count, report.open.value)
    assert shown.weighted == Money.total((stage.weighted for stage in report.stages), "USD")
    team.store.close()


def test_only_what_was_won_this_month_counts_as_won(deals: Deals) -> None:
    today = deals.work.today()
    for on, amount in ((today.replace(day=1), 500_00), (today.replace(day=1) - timedelta(days=1), 900_00)):
        deals.work.run(WinOpportunity(deals.deal(amount=amount), on=on))
    shown = picture(deals)
    assert (shown.won.count, shown.won.value) == (1, usd(500))
    assert shown.won_before.value == usd(900)
    assert shown.open.count == 0


def test_the_month_is_gone_in_part(deals: Deals) -> None:
    assert picture(deals).month_gone == pytest.approx(17 / 30)


@pytest.mark.parametrize(
    ("visits", "counted"),
    [
        ([(True, 600), (True, None)], VisitCount(done=2)),
        ([(False, 659), (False, 660), (False, 700)], VisitCount(late=1, to_come=2)),
        ([(False, None)], VisitCount(to_come=1)),
        ([(True, 300)], VisitCount(done=1)),
    ],
    ids=["done", "late when the time to leave has passed", "without a time never late", "done is not late"],
)
def test_visits_are_done_late_or_to_come(visits, counted) -> None:
    assert count_visits(visits, now=660) == counted


def test_visits_are_those_of_the_reps_own_day(deals: Deals) -> None:
    account, day = deals.account(), deals.work.today()
    for on in (day, day, day + timedelta(days=1)):
        visit = deals.work.run(PlanVisit(account_id=account, day=on))
    planned = [deals.work.run(PlanVisit(account_id=account, day=day)) for _ in range(2)]
    deals.work.run(FinishVisit(visit_id=planned[0], outcome="interested"))
    with deals.work.transaction("Plan") as txn:
        txn.get(Visit, planned[1]).leave = 9 * 60
        txn.get(Visit, visit).leave = 9 * 60
    assert rep(picture(deals), "Rob").visits == VisitCount(done=1, late=1, to_come=2)


def test_a_visit_with_an_agreed_time_is_late_after_its_length(deals: Deals) -> None:
    account, day = deals.account(), deals.work.today()
    for start in (9 * 60, 9 * 60 + 45):
        deals.work.run(PlanVisit(account_id=account, day=day, fixed_start=start, minutes=30))
    assert rep(picture(deals), "Rob").visits == VisitCount(late=1, to_come=1)


def test_deals_at_risk_come_with_owner_worth_and_reason(deals: Deals) -> None:
    deals.deal(name="Safe", next_step="Call")
    risky = deals.deal(name="Adrift", amount=80_00)
    shown = picture(deals)
    assert [card.id for card in shown.risks] == [risky]
    assert shown.risk_value == usd(80)
    assert (shown.risks[0].owner, shown.risks[0].risks[0].code) == ("Rob Rep", "no_next_step")
    assert rep(shown, "Rob").at_risk == 1


def test_quotes_that_wait_say_since_when(deals: Deals) -> None:
    work = deals.work
    quote = work.run(CreateQuote(deals.account()))
    work.run(AddLine(quote, name="Tower", unit_price=Decimal(100)))
    assert picture(deals).waiting == ()
    work.run(SendQuote(quote))
    sent = deals.clock.at
    deals.clock.advance(days=3)
    shown = picture(deals)
    assert [row.quote.id for row in shown.waiting] == [quote]
    assert abs(shown.waiting[0].since - sent) < timedelta(minutes=1)


def test_a_manager_sees_the_team_and_nobody_else(deals: Deals) -> None:
    deals.deal(work=deals.as_("Otto"))
    shown = picture(deals)
    assert [rep.name for rep in shown.reps] == ["Rita Rep", "Rob Rep"]
    assert shown.open.count == 0
    assert shown.teams == ("Columbus",)


def test_a_rep_sees_only_their_own_line(deals: Deals) -> None:
    deals.deal(work=deals.as_("Rita"))
    assert [rep.name for rep in picture(deals, "rep").reps] == ["Rob Rep"]


def test_an_administrator_sees_all_reps(deals: Deals) -> None:
    deals.deal(work=deals.as_("Otto"))
    shown = picture(deals, "admin")
    assert rep(shown, "Otto").open.count == 1


def test_deals_of_owners_outside_the_team_stand_in_a_line_of_their_own(deals: Deals) -> None:
    with deals.as_("admin").transaction("Hand over") as txn:
        otto = deals.as_("Otto").user.id
        deal = deals.deal(amount=60_00)
        from sfa.pipeline.model import Opportunity

        txn.get(Opportunity, deal).owner_id = otto
    shown = picture(deals)
    assert (shown.reps[-1].user_id, shown.reps[-1].open.value) == (None, usd(60))
    assert shown.open.value == usd(60)


def test_other_currencies_are_counted_and_not_added(deals: Deals) -> None:
    from sfa.pipeline.acts import AddOpportunity

    deals.deal(amount=100_00)
    deals.work.run(AddOpportunity(name="Abroad", currency="EUR", amount=900_00, account_id=deals.account()))
    shown = picture(deals)
    assert shown.open.value == usd(100)
    assert shown.elsewhere == 1


def test_a_rep_stands_by_visits_win_rate_and_average(deals: Deals) -> None:
    visit = deals.work.run(PlanVisit(account_id=deals.account(), day=deals.work.today()))
    deals.work.run(FinishVisit(visit_id=visit, outcome="interested"))
    for amount in (100_00, 200_01):
        deals.work.run(WinOpportunity(deals.deal(amount=amount)))
    deals.work.run(LoseOpportunity(deals.deal(), reason_id=deals.reason()))
    deals.clock.advance(days=1)
    shown = picture(deals)
    rob = rep(shown, "Rob").standing
    assert rob.visits_a_day == Decimal(1) / 20
    assert rob.win_rate == Decimal(2) / 3
    assert rob.average_deal == Money(15_001, "USD")
    assert shown.standing.visits_a_day == Decimal(1) / 40


def test_nothing_closed_and_no_days_give_no_rates() -> None:
    nothing = Standing.nothing("USD")
    assert (nothing.visits_a_day, nothing.win_rate, nothing.average_deal) == (None, None, None)


def test_eight_reps_and_fifty_two_visits_add_up(tmp_path: Path) -> None:
    team = sample_team(tmp_path)
    shown = seen_by(team.manager)
    assert sorted(rep.name for rep in shown.reps) == sorted(NAMES)
    assert shown.visits == VisitCount(done=31, late=3, to_come=18)
    team.store.close()
