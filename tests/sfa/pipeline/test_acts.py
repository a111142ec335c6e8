"""What can be done with a deal, and what not."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import msgspec
import pytest

from sfa.errors import BadInput, NotAllowed, NotFound, RuleBroken
from sfa.ids import RandomIds
from sfa.pipeline.acts import (
    AddOpportunity,
    EditOpportunity,
    HoldOpportunity,
    LoseOpportunity,
    MoveStage,
    ReopenOpportunity,
    ResumeOpportunity,
    SetNextStep,
    SetUpPipeline,
    WinOpportunity,
)
from sfa.pipeline.events import DealLost, DealReopened, DealWon, StageMoved
from sfa.store.actor import Actor
from sfa.store.acts import acts
from tests.sfa.pipeline.deals import Deals

# --- adding ---


def test_a_new_deal_starts_at_the_first_step_and_belongs_to_who_adds_it(deals: Deals) -> None:
    deal_id = deals.deal()
    row = deals.row(deal_id)
    assert (deals.stage_of(deal_id), row.state, row.owner_id) == ("prospecting", "open", deals.work.user.id)


def test_a_new_deal_is_opened_on_the_local_day_of_who_adds_it(deals: Deals) -> None:
    deals.clock.advance(hours=13)  # 04:00 UTC on the 18th is still the 17th in Columbus
    assert deals.row(deals.deal()).opened_on == date(2026, 11, 17)


def test_a_new_deal_has_a_first_line_of_history(deals: Deals) -> None:
    assert deals.moves(deals.deal()) == [(None, "open")]


def test_a_deal_may_start_at_a_later_open_step(deals: Deals) -> None:
    assert deals.stage_of(deals.deal(step="approach")) == "approach"


def test_a_deal_cannot_start_as_won(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="win it afterwards"):
        deals.deal(step="follow_up")


def test_a_deal_without_a_name_is_refused_at_its_field(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="needs a name") as caught:
        deals.deal(name="\u200b ")
    assert caught.value.field == "name"


def test_a_deal_without_an_account_must_be_flagged(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="needs an account"):
        deals.deal(account_id=None)
    assert deals.row(deals.deal(account_id=None, flag="No account")).flag == "No account"


def test_an_account_that_is_not_there_is_refused(deals: Deals) -> None:
    with pytest.raises(NotFound, match="account is not here"):
        deals.deal(account_id=uuid4())


@pytest.mark.parametrize("amount", [-1, 10**15])
def test_an_amount_out_of_range_is_refused(deals: Deals, amount: int) -> None:
    with pytest.raises(RuleBroken, match="amount"):
        deals.deal(amount=amount)


@pytest.mark.parametrize("probability", [-1, 101])
def test_a_probability_out_of_range_is_refused(deals: Deals, probability: int) -> None:
    with pytest.raises(RuleBroken, match="0 to 100"):
        deals.deal(probability=probability)


def test_a_currency_that_is_no_code_is_refused(deals: Deals) -> None:
    with pytest.raises(BadInput, match="currency code"):
        deals.work.run(AddOpportunity(name="Taps", currency="usd", account_id=deals.account()))


# --- moving ---


def test_a_moved_deal_stands_at_the_other_step_since_now(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.clock.advance(days=3)
    deals.work.run(MoveStage(deal_id, deals.step("closing").id))
    row = deals.row(deal_id)
    assert deals.stage_of(deal_id) == "closing"
    assert row.stage_since is not None
    assert deals.clock.at - row.stage_since < timedelta(minutes=1)


def test_a_deal_may_go_back(deals: Deals) -> None:
    deal_id = deals.deal(step="closing")
    deals.work.run(MoveStage(deal_id, deals.step("approach").id))
    assert deals.stage_of(deal_id) == "approach"


def test_a_deal_cannot_move_to_where_it_is(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="in “Approach” already"):
        deals.work.run(MoveStage(deals.deal(step="approach"), deals.step("approach").id))


def test_moving_to_the_won_step_wins_the_deal(deals: Deals) -> None:
    deal_id = deals.deal(step="closing")
    deals.work.run(MoveStage(deal_id, deals.step("follow_up").id))
    row = deals.row(deal_id)
    assert (row.state, row.closed_on) == ("won", date(2026, 11, 17))


def test_moving_a_won_deal_back_reopens_it(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(WinOpportunity(deal_id))
    deals.work.run(MoveStage(deal_id, deals.step("presentation").id))
    row = deals.row(deal_id)
    assert (row.state, row.closed_on, deals.stage_of(deal_id)) == ("open", None, "presentation")


def test_a_lost_deal_does_not_move(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(LoseOpportunity(deal_id, deals.reason()))
    with pytest.raises(RuleBroken, match="reopen it before you move it"):
        deals.work.run(MoveStage(deal_id, deals.step("closing").id))


def test_a_deal_on_hold_does_not_move(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(HoldOpportunity(deal_id))
    with pytest.raises(RuleBroken, match="resume it"):
        deals.work.run(MoveStage(deal_id, deals.step("closing").id))


def test_a_move_can_be_undone_and_takes_its_line_of_history_along(deals: Deals) -> None:
    deal_id = deals.deal()
    before = deals.row(deal_id).stage_since
    deals.work.run(MoveStage(deal_id, deals.step("closing").id))
    assert deals.work.undo() == "Move stage"
    assert (deals.stage_of(deal_id), deals.row(deal_id).stage_since) == ("prospecting", before)
    assert deals.moves(deal_id) == [(None, "open")]


def test_an_undone_move_can_be_done_again(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(MoveStage(deal_id, deals.step("closing").id))
    deals.work.undo()
    deals.work.redo()
    assert deals.stage_of(deal_id) == "closing"


# --- winning and losing ---


def test_a_won_deal_stands_at_the_won_step_with_the_day_named(deals: Deals) -> None:
    deal_id = deals.deal(step="approach")
    deals.work.run(WinOpportunity(deal_id, on=date(2026, 11, 2)))
    assert (deals.stage_of(deal_id), deals.row(deal_id).closed_on) == ("follow_up", date(2026, 11, 2))


def test_a_deal_is_won_once(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(WinOpportunity(deal_id))
    with pytest.raises(RuleBroken, match="won already"):
        deals.work.run(WinOpportunity(deal_id))


def test_a_lost_deal_keeps_the_step_it_was_lost_at_and_the_reason(deals: Deals) -> None:
    deal_id = deals.deal(step="presentation")
    deals.work.run(LoseOpportunity(deal_id, deals.reason("Price"), "12 % above the rival"))
    row = deals.row(deal_id)
    assert deals.stage_of(deal_id) == "presentation"
    assert (row.state, row.loss_reason_id, row.loss_note) == ("lost", deals.reason("Price"), "12 % above the rival")


def test_losing_without_a_reason_is_refused_at_its_field(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="Choose why") as caught:
        deals.work.run(LoseOpportunity(deals.deal(), uuid4()))
    assert caught.value.field == "reason_id"


@pytest.mark.parametrize("note", [None, "", "  "])
def test_the_reason_other_needs_a_note(deals: Deals, note: str | None) -> None:
    with pytest.raises(RuleBroken, match="needs a note"):
        deals.work.run(LoseOpportunity(deals.deal(), deals.reason("Other"), note))


def test_a_won_deal_must_be_reopened_before_it_is_lost(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(WinOpportunity(deal_id))
    with pytest.raises(RuleBroken, match="reopen it"):
        deals.work.run(LoseOpportunity(deal_id, deals.reason()))


def test_a_lost_deal_reopens_where_it_was_lost_without_its_reason(deals: Deals) -> None:
    deal_id = deals.deal(step="objections")
    deals.work.run(LoseOpportunity(deal_id, deals.reason()))
    deals.work.run(ReopenOpportunity(deal_id))
    row = deals.row(deal_id)
    assert (row.state, row.loss_reason_id, row.closed_on) == ("open", None, None)
    assert deals.stage_of(deal_id) == "objections"


def test_a_won_deal_reopens_at_the_step_it_was_won_from(deals: Deals) -> None:
    deal_id = deals.deal(step="approach")
    deals.work.run(WinOpportunity(deal_id))
    deals.work.run(ReopenOpportunity(deal_id))
    assert deals.stage_of(deal_id) == "approach"


def test_an_open_deal_cannot_be_reopened(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="open already"):
        deals.work.run(ReopenOpportunity(deals.deal()))


def test_a_deal_does_not_reopen_at_the_won_step(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(LoseOpportunity(deal_id, deals.reason()))
    with pytest.raises(RuleBroken, match="open step"):
        deals.work.run(ReopenOpportunity(deal_id, deals.step("follow_up").id))


# --- hold, next step, facts ---


def test_a_deal_on_hold_keeps_its_step_and_can_be_resumed(deals: Deals) -> None:
    deal_id = deals.deal(step="closing")
    deals.work.run(HoldOpportunity(deal_id))
    assert (deals.row(deal_id).state, deals.stage_of(deal_id)) == ("on_hold", "closing")
    deals.work.run(ResumeOpportunity(deal_id))
    assert deals.moves(deal_id) == [(None, "open"), ("open", "on_hold"), ("on_hold", "open")]


def test_only_an_open_deal_is_put_on_hold(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(WinOpportunity(deal_id))
    with pytest.raises(RuleBroken, match="Only an open deal"):
        deals.work.run(HoldOpportunity(deal_id))


def test_a_deal_that_is_not_on_hold_is_not_resumed(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="not on hold"):
        deals.work.run(ResumeOpportunity(deals.deal()))


def test_a_next_step_is_set_and_cleared(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.work.run(SetNextStep(deal_id, " Call Ewa ", date(2026, 11, 20)))
    assert (deals.row(deal_id).next_step, deals.row(deal_id).next_step_on) == ("Call Ewa", date(2026, 11, 20))
    deals.work.run(SetNextStep(deal_id, ""))
    assert (deals.row(deal_id).next_step, deals.row(deal_id).next_step_on) == (None, None)


def test_a_date_without_a_next_step_is_refused(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="needs a next step"):
        deals.work.run(SetNextStep(deals.deal(), " ", date(2026, 11, 20)))


def test_an_edit_changes_only_what_it_names(deals: Deals) -> None:
    deal_id = deals.deal(close_on=date(2026, 12, 1), estimated=True)
    deals.work.run(EditOpportunity(deal_id, amount=99_00))
    row = deals.row(deal_id)
    assert (row.amount, row.estimated, row.close_on, row.name) == (99_00, False, date(2026, 12, 1), "Twelve taps")


def test_a_close_date_can_be_taken_away(deals: Deals) -> None:
    deal_id = deals.deal(close_on=date(2026, 12, 1))
    deals.work.run(EditOpportunity(deal_id, close_on=None))
    assert deals.row(deal_id).close_on is None


def test_a_blank_name_is_refused_in_an_edit(deals: Deals) -> None:
    with pytest.raises(RuleBroken, match="needs a name"):
        deals.work.run(EditOpportunity(deals.deal(), name=" "))


def test_naming_the_account_takes_the_flag_away(deals: Deals) -> None:
    deal_id = deals.deal(account_id=None, flag="No account")
    deals.work.run(EditOpportunity(deal_id, account_id=deals.account()))
    assert deals.row(deal_id).flag is None


def test_the_arguments_of_every_act_survive_the_wire() -> None:
    one, day = RandomIds().new(), date(2026, 11, 17)
    for args in (
        AddOpportunity(name="Taps", currency="USD", account_id=one, close_on=day),
        MoveStage(one, one, day),
        LoseOpportunity(one, one, "note"),
        EditOpportunity(one, close_on=None),
        EditOpportunity(one, amount=5),
    ):
        assert msgspec.convert(msgspec.to_builtins(args), type(args)) == args


# --- events ---


def test_what_happens_to_a_deal_is_told(deals: Deals) -> None:
    heard: list[object] = []
    kinds = (StageMoved, DealWon, DealReopened, DealLost)
    deals.store.listen({kind: (lambda _txn, happened: heard.append(happened),) for kind in kinds})
    deal_id = deals.deal()
    deals.work.run(MoveStage(deal_id, deals.step("closing").id))
    deals.work.run(WinOpportunity(deal_id))
    deals.work.run(ReopenOpportunity(deal_id))
    deals.work.run(LoseOpportunity(deal_id, deals.reason()))
    assert [type(happened) for happened in heard] == list(kinds)
    assert heard[1] == DealWon(deal_id, 1_265_000, "USD", date(2026, 11, 17))


# --- rights ---

_EVERY_ACT = (
    SetUpPipeline(),
    AddOpportunity(name="Taps", currency="USD", flag="x"),
    *(make(uuid4()) for make in (WinOpportunity, ReopenOpportunity, HoldOpportunity, ResumeOpportunity)),
    MoveStage(uuid4(), uuid4()),
    LoseOpportunity(uuid4(), uuid4()),
    SetNextStep(uuid4(), "Call"),
    EditOpportunity(uuid4(), amount=5),
)


@pytest.mark.parametrize("args", _EVERY_ACT, ids=lambda args: type(args).__name__)
def test_an_act_is_refused_to_whose_role_does_not_include_it(deals: Deals, args: msgspec.Struct) -> None:
    guest = Actor(deals.work.user.id, "Guest", {"opportunity": {"read": deals.work.actor.rights["user"]["read"]}})
    with pytest.raises(NotAllowed, match="Your role does not include"):
        deals.store.run(args, guest)


def test_every_act_of_the_room_is_tested_for_refusal() -> None:
    tested = {type(args) for args in _EVERY_ACT}
    assert {entry.args for entry in acts() if entry.name.startswith("pipeline.")} == tested


def test_a_rep_cannot_set_up_the_pipeline(deals: Deals) -> None:
    with pytest.raises(NotAllowed):
        deals.work.run(SetUpPipeline())


def test_a_rep_cannot_move_the_deal_of_a_rep_elsewhere(deals: Deals) -> None:
    otto = deals.as_("Otto")
    theirs = deals.deal(work=otto)
    with pytest.raises(NotAllowed, match="may not change this deal"):
        deals.work.run(MoveStage(theirs, deals.step("closing").id))


def test_a_manager_moves_a_deal_of_the_team(deals: Deals) -> None:
    deal_id = deals.deal()
    deals.as_("manager").run(MoveStage(deal_id, deals.step("closing").id))
    assert deals.stage_of(deal_id) == "closing"
