"""What is done with deals: add, move through the steps, win, lose, reopen, hold, change.

Each change of step or state writes one line of history; who and when come from the transaction.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import select

from sfa.accounts.model import Account
from sfa.clock import local_day
from sfa.errors import require
from sfa.money import exponent
from sfa.people.model import User
from sfa.pipeline.events import DealLost, DealReopened, DealWon, StageMoved
from sfa.pipeline.model import LossReason, Opportunity, Pipeline, Stage, StageChange
from sfa.pipeline.setup import SetUpPipeline
from sfa.pipeline.states import NOT_CLOSED, DealState, StageType
from sfa.store.acts import act
from sfa.store.transaction import Transaction
from sfa.text import is_blank

__all__ = [
    "AddOpportunity",
    "EditOpportunity",
    "HoldOpportunity",
    "LoseOpportunity",
    "MoveStage",
    "ReopenOpportunity",
    "ResumeOpportunity",
    "SetNextStep",
    "SetUpPipeline",
    "WinOpportunity",
]

_LIMIT = 10**15


class AddOpportunity(msgspec.Struct, frozen=True):
    """A new deal. amount: minor units; estimated: it is a list price, not a bid.

    Left out: stage is the first step, owner is who adds it, opened_on is their day. A deal without an
    account must say so in `flag`.
    """

    name: str
    currency: str
    account_id: UUID | None = None
    amount: int = 0
    contact_id: UUID | None = None
    owner_id: UUID | None = None
    product_id: UUID | None = None
    stage_id: UUID | None = None
    estimated: bool = False
    probability: int | None = None
    opened_on: date | None = None
    close_on: date | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    flag: str | None = None
    external_id: str | None = None


@act("pipeline.add_opportunity", AddOpportunity, label="Add deal", right="opportunity.create")
def add_opportunity(txn: Transaction, new: AddOpportunity) -> UUID:
    """Add the deal at an open step; returns its id. Raises RuleBroken, NotFound or BadInput."""
    require(not is_blank(new.name), "A deal needs a name.", field="name")
    require(new.account_id or new.flag, "A deal needs an account.", field="account_id")
    if new.account_id is not None:
        txn.get(Account, new.account_id)
    _check_amount(new.amount)
    _check_probability(new.probability)
    exponent(new.currency)
    pipeline = _standard_pipeline(txn) if new.stage_id is None else None
    stage = txn.get(Stage, new.stage_id) if pipeline is None else _open_stages(txn, pipeline.id)[0]
    require(stage.type == StageType.OPEN, "A new deal starts at an open step; win it afterwards.", field="stage_id")
    fields = msgspec.structs.asdict(new)
    fields |= {
        "owner_id": new.owner_id or txn.actor.user_id,
        "opened_on": new.opened_on or _day(txn),
        "stage_id": stage.id,
        "pipeline_id": stage.pipeline_id,
        "state": DealState.OPEN.value,
        "stage_since": txn.now,
    }
    deal = txn.add(Opportunity(**fields))
    _note(txn, deal, None, None)
    return deal.id


class MoveStage(msgspec.Struct, frozen=True):
    """Bring a deal to another step; the won step means won, an open step reopens a won deal.

    on: the day it was won, where that is not the actor's today.
    """

    opportunity_id: UUID
    stage_id: UUID
    on: date | None = None


@act("pipeline.move_stage", MoveStage, label="Move stage", right="opportunity.edit")
def move_stage(txn: Transaction, to: MoveStage) -> None:
    """Move the deal and note it. Raises RuleBroken where it cannot go."""
    deal = txn.get(Opportunity, to.opportunity_id)
    stage = txn.get(Stage, to.stage_id)
    require(deal.state != DealState.LOST, "This deal is lost; reopen it before you move it.")
    require(stage.pipeline_id == deal.pipeline_id, "This step belongs to another pipeline.")
    require(stage.id != deal.stage_id, f"The deal is in “{stage.name}” already.")
    if stage.type == StageType.WON:
        _win(txn, deal, stage, to.on)
        return
    if deal.state == DealState.WON:
        _reopen(txn, deal, stage)
        return
    require(deal.state == DealState.OPEN, "This deal is on hold; resume it before you move it.")
    before = deal.stage_id
    _put(txn, deal, stage, DealState.OPEN)
    txn.raise_event(StageMoved(deal.id, before, stage.id))


class WinOpportunity(msgspec.Struct, frozen=True):
    """The customer said yes. on: the day, where that is not the actor's today."""

    opportunity_id: UUID
    on: date | None = None


@act("pipeline.win_opportunity", WinOpportunity, label="Win deal", right="opportunity.edit")
def win_opportunity(txn: Transaction, won: WinOpportunity) -> None:
    """Mark the deal won and bring it to the won step of its pipeline."""
    deal = txn.get(Opportunity, won.opportunity_id)
    stages = [s for s in _stages(txn, deal.pipeline_id) if s.type == StageType.WON]
    require(stages, "This pipeline has no step for won deals.")
    _win(txn, deal, stages[0], won.on)


class LoseOpportunity(msgspec.Struct, frozen=True):
    """The customer said no. note: what was said, asked for by some reasons. on: as in WinOpportunity."""

    opportunity_id: UUID
    reason_id: UUID
    note: str | None = None
    on: date | None = None


@act("pipeline.lose_opportunity", LoseOpportunity, label="Lose deal", right="opportunity.edit")
def lose_opportunity(txn: Transaction, lost: LoseOpportunity) -> None:
    """Mark the deal lost; it keeps the step it was lost at. Raises RuleBroken without a reason or its note."""
    deal = txn.get(Opportunity, lost.opportunity_id)
    require(deal.state != DealState.LOST, "This deal is lost already.")
    require(deal.state != DealState.WON, "This deal is won; reopen it before you mark it lost.")
    reason = txn.find(LossReason, lost.reason_id)
    require(reason, "Choose why the deal was lost.", field="reason_id")
    assert reason is not None
    said = lost.note and not is_blank(lost.note)
    require(said or not reason.asks_note, f"“{reason.name}” needs a note that says why.", field="note")
    before = deal.state
    deal.state = DealState.LOST.value
    deal.loss_reason_id, deal.loss_note = reason.id, lost.note if said else None
    deal.closed_on = lost.on or _day(txn)
    _note(txn, deal, deal.stage_id, before)
    txn.raise_event(DealLost(deal.id, deal.stage_id, reason.id, deal.closed_on))


class ReopenOpportunity(msgspec.Struct, frozen=True):
    """Work on a won or lost deal again. stage_id: where it goes on; left out, where it stood before."""

    opportunity_id: UUID
    stage_id: UUID | None = None


@act("pipeline.reopen_opportunity", ReopenOpportunity, label="Reopen deal", right="opportunity.edit")
def reopen_opportunity(txn: Transaction, again: ReopenOpportunity) -> None:
    """Open the deal again at an open step. Raises RuleBroken for a deal that is not closed."""
    deal = txn.get(Opportunity, again.opportunity_id)
    require(deal.state not in NOT_CLOSED, "This deal is open already.")
    stage = txn.get(Stage, again.stage_id) if again.stage_id else _stage_before(txn, deal)
    require(stage.pipeline_id == deal.pipeline_id, "This step belongs to another pipeline.")
    _reopen(txn, deal, stage)


class HoldOpportunity(msgspec.Struct, frozen=True):
    """Put a deal aside: it keeps its step."""

    opportunity_id: UUID


@act("pipeline.hold_opportunity", HoldOpportunity, label="Put deal on hold", right="opportunity.edit")
def hold_opportunity(txn: Transaction, hold: HoldOpportunity) -> None:
    """Put an open deal on hold."""
    deal = txn.get(Opportunity, hold.opportunity_id)
    require(deal.state == DealState.OPEN, "Only an open deal can be put on hold.")
    deal.state = DealState.ON_HOLD.value
    _note(txn, deal, deal.stage_id, DealState.OPEN.value)


class ResumeOpportunity(msgspec.Struct, frozen=True):
    """Take a deal up again that was on hold."""

    opportunity_id: UUID


@act("pipeline.resume_opportunity", ResumeOpportunity, label="Resume deal", right="opportunity.edit")
def resume_opportunity(txn: Transaction, resume: ResumeOpportunity) -> None:
    """Open the deal again; its time in the step starts anew, for nobody worked on it."""
    deal = txn.get(Opportunity, resume.opportunity_id)
    require(deal.state == DealState.ON_HOLD, "This deal is not on hold.")
    deal.state = DealState.OPEN.value
    deal.stage_since = txn.now
    _note(txn, deal, deal.stage_id, DealState.ON_HOLD.value)


class SetNextStep(msgspec.Struct, frozen=True):
    """What happens next and on which day; an empty text takes the step away."""

    opportunity_id: UUID
    text: str | None
    on: date | None = None


@act("pipeline.set_next_step", SetNextStep, label="Set next step", right="opportunity.edit")
def set_next_step(txn: Transaction, step: SetNextStep) -> None:
    """Set or clear the next step. Raises RuleBroken for a closed deal's or a date without a step."""
    deal = txn.get(Opportunity, step.opportunity_id)
    said = step.text is not None and not is_blank(step.text)
    require(said or step.on is None, "A date needs a next step.", field="text")
    deal.next_step = step.text.strip() if said and step.text else None
    deal.next_step_on = step.on


class EditOpportunity(msgspec.Struct, frozen=True, omit_defaults=True):
    """Change facts of a deal; what is left out stays. amount: minor units."""

    opportunity_id: UUID
    name: str | UnsetType = UNSET
    amount: int | UnsetType = UNSET
    close_on: date | UnsetType | None = UNSET
    probability: int | UnsetType | None = UNSET
    contact_id: UUID | UnsetType | None = UNSET
    account_id: UUID | UnsetType = UNSET


@act("pipeline.edit_opportunity", EditOpportunity, label="Edit deal", right="opportunity.edit")
def edit_opportunity(txn: Transaction, edit: EditOpportunity) -> None:
    """Set the given fields. A typed amount is no estimate any more; an account takes away that flag."""
    deal = txn.get(Opportunity, edit.opportunity_id)
    given = {k: v for k, v in msgspec.structs.asdict(edit).items() if v is not UNSET and k != "opportunity_id"}
    _check_amount(given.get("amount", 0))
    _check_probability(given.get("probability"))
    require(not is_blank(given.get("name", deal.name)), "A deal needs a name.", field="name")
    if "account_id" in given:
        txn.get(Account, given["account_id"])
        deal.flag = None
    if "amount" in given:
        deal.estimated = False
    for name, value in given.items():
        setattr(deal, name, value)


# --- shared by the acts ---


def _win(txn: Transaction, deal: Opportunity, stage: Stage, on: date | None) -> None:
    require(deal.state != DealState.WON, "This deal is won already.")
    require(deal.state != DealState.LOST, "This deal is lost; reopen it before you win it.")
    deal.closed_on = on or _day(txn)
    _put(txn, deal, stage, DealState.WON)
    txn.raise_event(DealWon(deal.id, deal.amount, deal.currency, deal.closed_on))


def _reopen(txn: Transaction, deal: Opportunity, stage: Stage) -> None:
    require(stage.type == StageType.OPEN, "A reopened deal goes to an open step.")
    deal.closed_on = deal.loss_reason_id = deal.loss_note = None
    _put(txn, deal, stage, DealState.OPEN)
    txn.raise_event(DealReopened(deal.id, stage.id))


def _put(txn: Transaction, deal: Opportunity, stage: Stage, state: DealState) -> None:
    before = deal.stage_id, deal.state
    deal.stage_id, deal.state, deal.stage_since = stage.id, state.value, txn.now
    _note(txn, deal, *before)


def _note(txn: Transaction, deal: Opportunity, from_stage: UUID | None, from_state: str | None) -> None:
    # First the deal itself, so that a refusal names the deal and not its history.
    txn.flush()
    txn.add(
        StageChange(
            opportunity_id=deal.id,
            from_stage_id=from_stage,
            to_stage_id=deal.stage_id,
            from_state=from_state,
            to_state=deal.state,
            at=txn.now,
            by_id=txn.actor.user_id,
            amount=deal.amount,
        )
    )


def _day(txn: Transaction) -> date:
    user = txn.find(User, txn.actor.user_id)
    return local_day(txn.now, user.zone if user else "UTC")


def _standard_pipeline(txn: Transaction) -> Pipeline:
    found = txn.scalars(
        select(Pipeline).where(Pipeline.standard, Pipeline.deleted_at.is_(None)).order_by(Pipeline.id)
    )
    require(found, "There is no pipeline to add a deal to.")
    first: Pipeline = found[0]
    return first


def _stages(txn: Transaction, pipeline_id: UUID) -> list[Stage]:
    query = select(Stage).where(Stage.pipeline_id == pipeline_id, Stage.deleted_at.is_(None)).order_by(Stage.position)
    return list(txn.scalars(query))


def _open_stages(txn: Transaction, pipeline_id: UUID) -> list[Stage]:
    found = [stage for stage in _stages(txn, pipeline_id) if stage.type == StageType.OPEN]
    require(found, "This pipeline has no open step.")
    return found


def _stage_before(txn: Transaction, deal: Opportunity) -> Stage:
    """Where a closed deal stood: a lost one keeps its step; a won one was noted when it was won."""
    stages = {stage.id: stage for stage in _open_stages(txn, deal.pipeline_id)}
    if deal.state == DealState.LOST:
        kept = stages.get(deal.stage_id) if deal.stage_id else None
        return kept or next(iter(stages.values()))
    newest = (
        select(StageChange)
        .where(StageChange.opportunity_id == deal.id, StageChange.to_state == DealState.WON)
        .order_by(StageChange.at.desc())
        .limit(1)
    )
    for change in txn.scalars(newest):
        if change.from_stage_id in stages:
            return stages[change.from_stage_id]
    return list(stages.values())[-1]


def _check_amount(amount: int) -> None:
    require(amount >= 0, "An amount cannot be negative.", field="amount")
    require(amount < _LIMIT, "This amount is too large.", field="amount")


def _check_probability(probability: int | None) -> None:
    require(probability is None or 0 <= probability <= 100, "A probability is 0 to 100 %.", field="probability")
