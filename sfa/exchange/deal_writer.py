"""Deals with the history their dates tell, as an import writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sfa.exchange.account_writer import extras, own_id, put_extras
from sfa.exchange.batch import Batch, apply
from sfa.exchange.known_loading import Entry, StageInfo
from sfa.exchange.plan import Prepared
from sfa.exchange.report import Outcome
from sfa.exchange.resolving import Record
from sfa.money import Money
from sfa.pipeline.model import Opportunity, StageChange
from sfa.pipeline.states import NOT_CLOSED, DealState, StageType
from sfa.text import fold

__all__ = ["DealWriter"]

_NO_ACCOUNT = "The deal has no account."
_PLAIN = ("name", "opened_on", "next_step", "estimated", "currency")
_EXTRAS = ("source", "note")
_ENGAGED = "approach"
_FLAG = 200


class DealWriter:
    """Writes deals."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        self._zone = ZoneInfo(batch.owning.zone)
        known = [each.existing.id for each in rows if each.existing]
        self._deals = {row.id: row for row in batch.load(Opportunity, "id", known)}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the deal, or bring the one that is there up to date."""
        deal = prepared.existing and self._deals.get(prepared.existing.id)
        return self._update(deal, prepared, record) if deal else self._add(prepared, record)

    # --- new ones ---

    def _add(self, prepared: Prepared, record: Record) -> Outcome:
        batch, own = self._batch, own_id(record)
        values = self._values(prepared, record)
        values.setdefault("currency", batch.owning.currency)
        if "opened_on" not in values and "engaged_on" in record:
            values["opened_on"] = record["engaged_on"]
        state, stage = self._standing(record)
        values |= self._state(record, state, stage)
        account = values.get("account_id")
        custom = extras(record, _EXTRAS)
        values["id"] = batch.txn.new_id()
        changes = self._history(record, values, stage)
        batch.insert(
            Opportunity,
            **values,
            owner_id=batch.owner(record),
            pipeline_id=batch.known.setup.pipeline_id,
            stage_since=max(change["at"] for change in changes),
            flag=_flag(prepared, bool(account)),
            external_id=own,
            custom=custom or None,
        )
        for change in changes:
            batch.insert(StageChange, **change)
        batch.add_entry("opportunities", Entry(values["id"], str(values["name"]), own))
        return Outcome.IMPORTED

    def _standing(self, record: Record) -> tuple[str, StageInfo | None]:
        """State and step: each is told by the other where the file gives only one; a lost deal's step may be none."""
        setup = self._batch.known.setup
        stage = setup.stage(str(record["stage"])) if "stage" in record else None
        state = str(record.get("state", ""))
        if not state:
            state = DealState.WON.value if stage and stage.type == StageType.WON else DealState.OPEN.value
        return state, self._fitting(state, stage)

    def _fitting(self, state: str, stage: StageInfo | None) -> StageInfo | None:
        stages = self._batch.known.setup.stages
        if state == DealState.WON:
            return next((each for each in stages if each.type == StageType.WON), stage)
        if stage and stage.type == StageType.WON:
            stage = None
        if stage is None and state != DealState.LOST:
            return next((each for each in stages if each.type == StageType.OPEN), None)
        return stage

    def _state(self, record: Record, state: str, stage: StageInfo | None) -> dict[str, Any]:
        closed = state not in NOT_CLOSED
        values: dict[str, Any] = {"state": state, "stage_id": stage.id if stage else None}
        values["closed_on"] = record.get("close_on") if closed else None
        if not closed and "close_on" in record:
            values["close_on"] = record["close_on"]
        if state == DealState.LOST and "loss_reason" in record:
            reason = str(record["loss_reason"])
            known = self._batch.known.setup.loss_reasons.get(fold(reason))
            values |= {"loss_reason_id": known} if known else {"loss_note": reason}
        return values

    def _history(self, record: Record, values: dict[str, Any], stage: StageInfo | None) -> list[dict[str, Any]]:
        """What the file tells of the deal's way: when it was opened, when it reached its step or was closed."""
        now, state = self._batch.txn.now, values["state"]
        opened = self._moment(record.get("engaged_on") or values.get("opened_on"), 12) or now
        engaged = self._batch.known.setup.stage(_ENGAGED) if "engaged_on" in record else None
        first = engaged or (stage if state in NOT_CLOSED and self._is_first(stage) else None)
        line = {
            "opportunity_id": values["id"],
            "by_id": self._batch.txn.actor.user_id,
            "amount": values.get("amount", 0),
        }
        start = {**line, "to_stage_id": first.id if first else None, "to_state": DealState.OPEN.value, "at": opened}
        if state == DealState.OPEN and first == stage:
            return [start]
        reached = now
        if state not in NOT_CLOSED:
            reached = self._moment(values["closed_on"], 13) or now
        change = {
            **line,
            "from_stage_id": start["to_stage_id"],
            "from_state": DealState.OPEN.value,
            "to_stage_id": values["stage_id"],
            "to_state": state,
            "at": reached,
        }
        return [start, change]

    def _is_first(self, stage: StageInfo | None) -> bool:
        return stage is not None and stage == self._batch.known.setup.stages[0]

    def _moment(self, day: Any, hour: int) -> datetime | None:
        """An hour of a day about which only the day is known: about noon, so that it is that day everywhere."""
        if not isinstance(day, date):
            return None
        return datetime.combine(day, time(hour), self._zone).astimezone(UTC)

    # --- known ones ---

    def _update(self, deal: Opportunity, prepared: Prepared, record: Record) -> Outcome:
        batch = self._batch
        values = self._values(prepared, record)
        owner = batch.resolve(record.get("owner"))
        if owner:
            values["owner_id"] = owner
        before = deal.state, deal.stage_id
        values |= self._new_state(deal, record)
        changed = put_extras(deal, extras(record, _EXTRAS))
        changed = apply(deal, values) or changed
        if (deal.state, deal.stage_id) != before:
            self._note_move(deal, before)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _new_state(self, deal: Opportunity, record: Record) -> dict[str, Any]:
        state, stage = self._standing(record)
        if "state" not in record and "stage" not in record:
            state = deal.state
        values = self._state(record, state, stage)
        if "stage" not in record and state == deal.state:
            # Nothing is said of the step, so that it is not the file's to change.
            del values["stage_id"]
        if "close_on" not in record and state == deal.state:
            del values["closed_on"]
        return values

    def _note_move(self, deal: Opportunity, before: tuple[str, UUID | None]) -> None:
        closed = deal.state not in NOT_CLOSED
        at = (self._moment(deal.closed_on, 13) if closed else None) or self._batch.txn.now
        deal.stage_since = at
        self._batch.insert(
            StageChange,
            opportunity_id=deal.id,
            from_state=before[0],
            from_stage_id=before[1],
            to_state=deal.state,
            to_stage_id=deal.stage_id,
            at=at,
            by_id=self._batch.txn.actor.user_id,
            amount=deal.amount,
        )

    # --- both ---

    def _values(self, prepared: Prepared, record: Record) -> dict[str, Any]:
        batch = self._batch
        values: dict[str, Any] = {name: record[name] for name in _PLAIN if name in record}
        amount = record.get("amount")
        if isinstance(amount, Money):
            values["amount"], values["currency"] = amount.minor, amount.currency
            values["estimated"] = record.get("estimated", False)
        for field in ("account", "product"):
            found = batch.resolve(record.get(field))
            if found:
                values[f"{field}_id"] = found
        chance = self._chance(prepared, record)
        if chance is not None:
            values["probability"] = chance
        return values

    def _chance(self, prepared: Prepared, record: Record) -> int | None:
        """The deal's own probability, where it has one that is not its step's."""
        chance = record.get("probability")
        if not isinstance(chance, Decimal):
            return None
        if chance > 100:
            self._batch.remark(prepared, "probability", f"A probability of {chance} % cannot be. It was left out.")
            return None
        state, stage = self._standing(record)
        own = int(chance.to_integral_value())
        return own if state in NOT_CLOSED and not (stage and stage.probability == own) else None


def _flag(prepared: Prepared, has_account: bool) -> str | None:
    notes = [problem.message for problem in prepared.problems]
    if not has_account and not any("account" in note for note in notes):
        notes.append(_NO_ACCOUNT)
    text = " ".join(notes)
    return (text if len(text) <= _FLAG else text[: _FLAG - 1] + "…") or None
