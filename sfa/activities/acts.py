"""What is done about activities: planned, logged, done, moved, cancelled."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from sfa.accounts.model import Account, Contact
from sfa.activities.events import ActivityCancelled, ActivityDone, ActivityMoved
from sfa.activities.kinds import KINDS, kind_of, outcomes_of
from sfa.activities.model import Activity
from sfa.clock import local_day
from sfa.errors import require
from sfa.store.acts import act
from sfa.store.base import Synced, model_named
from sfa.store.transaction import Transaction
from sfa.text import is_blank

__all__ = [
    "AddActivity",
    "CancelActivity",
    "CompleteActivity",
    "FollowUp",
    "LogActivity",
    "MoveToDay",
    "ReopenActivity",
    "RescheduleActivity",
]

_DAY_MINUTES = 24 * 60


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done next, and when. subject: blank takes the next step's words."""

    kind: str = "task"
    subject: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    zone: str | None = None
    minutes: int | None = None
    promise: bool = False


class _What(msgspec.Struct, frozen=True, kw_only=True):
    """What an activity is about. owner_id: None is whoever acts. direction: in or out."""

    kind: str
    subject: str
    owner_id: UUID | None = None
    account_id: UUID | None = None
    contact_id: UUID | None = None
    opportunity_id: UUID | None = None
    quote_id: UUID | None = None
    stage_id: UUID | None = None
    promise: bool = False
    minutes: int | None = None
    direction: str | None = None
    external_id: str | None = None


class AddActivity(_What, frozen=True, kw_only=True):
    """Something to do. due_on: the owner's calendar day; due_at with zone: where a time was agreed."""

    due_on: date | None = None
    due_at: datetime | None = None
    zone: str | None = None


@act("activities.add", AddActivity, label="Plan activity", right="activity.create")
def add_activity(txn: Transaction, new: AddActivity) -> UUID:
    """Plan the activity; returns its id. Raises RuleBroken with what is missing."""
    return _plan(txn, new)


class LogActivity(_What, frozen=True, kw_only=True):
    """Something that was done. done_at: None is now. follow_up: what it leads to."""

    done_at: datetime | None = None
    outcome: str | None = None
    result: str | None = None
    next_step: str | None = None
    follow_up: FollowUp | None = None


@act("activities.log", LogActivity, label="Log activity", right="activity.create")
def log_activity(txn: Transaction, done: LogActivity) -> UUID:
    """Record what was done and plan what follows; returns the activity's id."""
    require(
        done.done_at is None or done.done_at <= txn.now, "This lies in the future; plan it instead.", field="done_at"
    )
    row = txn.add(_new(txn, done))
    _finish(txn, row, done.outcome, done.result, done.next_step, done.done_at or txn.now)
    _follow(txn, row, done.follow_up)
    return row.id


class CompleteActivity(msgspec.Struct, frozen=True, kw_only=True):
    """A planned activity is done. minutes: how long it took. follow_up: what it leads to."""

    activity_id: UUID
    outcome: str | None = None
    result: str | None = None
    next_step: str | None = None
    minutes: int | None = None
    follow_up: FollowUp | None = None


@act("activities.complete", CompleteActivity, label="Complete activity", right="activity.edit")
def complete_activity(txn: Transaction, done: CompleteActivity) -> UUID | None:
    """Mark it done and plan what follows; returns the id of the follow-up, or None."""
    row = txn.get(Activity, done.activity_id)
    require(row.state == "planned", f"“{row.subject}” is {row.state} already.")
    if done.minutes is not None:
        _check_minutes(done.minutes)
        row.minutes = done.minutes
    _finish(txn, row, done.outcome, done.result, done.next_step, txn.now)
    return _follow(txn, row, done.follow_up)


class CancelActivity(msgspec.Struct, frozen=True):
    """A planned activity will not take place. reason: for whoever reads it later."""

    activity_id: UUID
    reason: str | None = None


@act("activities.cancel", CancelActivity, label="Cancel activity", right="activity.edit")
def cancel_activity(txn: Transaction, gone: CancelActivity) -> None:
    """Mark it cancelled."""
    row = _planned(txn, gone.activity_id)
    row.state = "cancelled"
    if gone.reason:
        row.result = gone.reason
    txn.raise_event(ActivityCancelled(row.id, row.kind))


class RescheduleActivity(msgspec.Struct, frozen=True):
    """Another day, or another agreed time. due_on None and due_at None: some day."""

    activity_id: UUID
    due_on: date | None = None
    due_at: datetime | None = None
    zone: str | None = None


@act("activities.reschedule", RescheduleActivity, label="Reschedule", right="activity.edit")
def reschedule_activity(txn: Transaction, to: RescheduleActivity) -> None:
    """Set day and time anew."""
    row = _planned(txn, to.activity_id)
    _set_due(row, to.due_on, to.due_at, to.zone)
    txn.raise_event(ActivityMoved(row.id, row.kind, row.due_on))


class MoveToDay(msgspec.Struct, frozen=True):
    """Another day; an agreed time keeps its place on the local clock."""

    activity_id: UUID
    day: date


@act("activities.move_to_day", MoveToDay, label="Move to another day", right="activity.edit")
def move_to_day(txn: Transaction, to: MoveToDay) -> None:
    """Move it to that day."""
    from zoneinfo import ZoneInfo

    row = _planned(txn, to.activity_id)
    if row.due_at is not None:
        here = row.due_at.astimezone(ZoneInfo(row.zone or "UTC"))
        row.due_at = here.replace(year=to.day.year, month=to.day.month, day=to.day.day).astimezone(txn.now.tzinfo)
    row.due_on = to.day
    txn.raise_event(ActivityMoved(row.id, row.kind, row.due_on))


class ReopenActivity(msgspec.Struct, frozen=True):
    """It was not done after all, or will take place nevertheless."""

    activity_id: UUID


@act("activities.reopen", ReopenActivity, label="Reopen activity", right="activity.edit")
def reopen_activity(txn: Transaction, again: ReopenActivity) -> None:
    """Mark it planned; what was said about it stays."""
    row = txn.get(Activity, again.activity_id)
    require(row.state != "planned", f"“{row.subject}” is still to do.")
    row.state, row.done_at, row.outcome = "planned", None, None


def _plan(txn: Transaction, new: AddActivity) -> UUID:
    row = _new(txn, new)
    _set_due(row, new.due_on, new.due_at, new.zone)
    return txn.add(row).id


def _new(txn: Transaction, what: _What) -> Activity:
    require(what.kind in KINDS, f"There is no kind of activity called “{what.kind}”.", field="kind")
    require(not is_blank(what.subject), "An activity needs a subject.", field="subject")
    require(what.direction in (None, "in", "out"), "A direction is in or out.", field="direction")
    _check_minutes(what.minutes)
    if what.account_id is not None:
        txn.get(Account, what.account_id)
    contact = txn.find(Contact, what.contact_id)
    fields = {name: getattr(what, name) for name in _What.__struct_fields__}
    fields["owner_id"] = what.owner_id or txn.actor.user_id
    fields["promise"] = what.promise or what.kind == "promise"
    deal = _deal(txn, what.opportunity_id)
    if deal is not None:
        fields["stage_id"] = what.stage_id or deal.stage_id  # type: ignore[attr-defined]
        fields["account_id"] = what.account_id or deal.account_id  # type: ignore[attr-defined]
    if fields["account_id"] is None and contact is not None:
        fields["account_id"] = contact.account_id
    return Activity(**fields)


def _deal(txn: Transaction, opportunity_id: UUID | None) -> Synced | None:
    # Deals belong to a later room; only the step one stands at and its account are needed here.
    return None if opportunity_id is None else txn.find(model_named("opportunity"), opportunity_id)


def _planned(txn: Transaction, activity_id: UUID) -> Activity:
    row = txn.get(Activity, activity_id)
    require(row.state == "planned", f"“{row.subject}” is {row.state} already.")
    return row


def _check_minutes(minutes: int | None) -> None:
    require(minutes is None or 0 <= minutes <= _DAY_MINUTES, "An activity lasts at most a day.", field="minutes")


def _set_due(row: Activity, due_on: date | None, due_at: datetime | None, zone: str | None) -> None:
    require(due_at is None or zone, "A time needs the zone in which it was agreed.", field="zone")
    row.due_at, row.zone = due_at, zone
    row.due_on = due_on if due_at is None or zone is None else local_day(due_at, zone)


def _finish(
    txn: Transaction, row: Activity, outcome: str | None, result: str | None, next_step: str | None, at: datetime
) -> None:
    known = {one.key for one in outcomes_of(row.kind)}
    require(
        outcome is None or outcome in known,
        f"“{outcome}” is no outcome of a {kind_of(row.kind).name.lower()}.",
        field="outcome",
    )
    row.state, row.done_at, row.outcome = "done", at, outcome
    row.result = result or row.result
    row.next_step = next_step or row.next_step
    txn.flush()
    txn.raise_event(ActivityDone(row.id, row.kind, row.account_id, row.opportunity_id, outcome))


def _follow(txn: Transaction, after: Activity, follow: FollowUp | None) -> UUID | None:
    if follow is None:
        return None
    new = AddActivity(
        kind=follow.kind,
        subject=follow.subject or after.next_step or "",
        owner_id=after.owner_id,
        account_id=after.account_id,
        contact_id=after.contact_id,
        opportunity_id=after.opportunity_id,
        promise=follow.promise,
        minutes=follow.minutes,
        due_on=follow.due_on,
        due_at=follow.due_at,
        zone=follow.zone,
    )
    return _plan(txn, new)
