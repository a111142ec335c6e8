"""Leads and activities, as an import writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sfa.activities.model import Activity
from sfa.exchange.account_writer import extras, own_id, put_extras
from sfa.exchange.batch import Batch, apply
from sfa.exchange.known import name_of
from sfa.exchange.known_loading import Entry
from sfa.exchange.plan import Prepared
from sfa.exchange.report import Outcome
from sfa.exchange.resolving import Record
from sfa.leads.model import Lead
from sfa.text import fold

__all__ = ["ActivityWriter", "LeadWriter"]

_LEAD = ("company", "job_title", "email", "phone", "city", "region", "postal_code", "country", "source", "note")
_LEAD_EXTRAS = ("first_name", "last_name", "mobile", "website", "street", "street2", "sector", "status")
_LEAD_STATES = {
    "new": "new", "open": "new", "open - not contacted": "new", "assigned": "assigned", "in_process": "in_process",
    "in process": "in_process", "in progress": "in_process", "working": "in_process", "contacted": "in_process",
    "working - contacted": "in_process", "connected": "in_process", "converted": "converted",
    "closed - converted": "converted", "recycled": "recycled", "nurturing": "recycled", "dead": "dead",
    "unqualified": "dead", "disqualified": "dead", "closed - not converted": "dead",
}  # fmt: skip
_LINKS = ("account", "contact", "opportunity")
_DAY_MINUTES = 24 * 60


class LeadWriter:
    """Writes leads."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        known = [each.existing.id for each in rows if each.existing]
        self._leads = {row.id: row for row in batch.load(Lead, "id", known)}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the lead, or bring the one that is there up to date."""
        batch = self._batch
        values = {name: record[name] for name in _LEAD if name in record}
        custom = extras(record, _LEAD_EXTRAS)
        state = _LEAD_STATES.get(fold(str(record.get("status", ""))))
        if state:
            values["state"] = state
            del custom["status"]
        lead = prepared.existing and self._leads.get(prepared.existing.id)
        if lead:
            return self._update(lead, values, custom, record)
        own, name, owner = own_id(record), name_of("leads", record), batch.owner(record)
        territory = batch.known.setup.territories.get(owner) if owner else None
        id_ = batch.insert(
            Lead,
            **values,
            name=name,
            owner_id=owner,
            territory_id=territory,
            external_id=own,
            custom=custom or None,
        )
        batch.add_entry("leads", Entry(id_, name, own))
        return Outcome.IMPORTED

    def _update(self, lead: Lead, values: dict[str, Any], custom: dict[str, Any], record: Record) -> Outcome:
        if "first_name" in record or "last_name" in record:
            values["name"] = name_of("leads", record)
        owner = self._batch.resolve(record.get("owner"))
        if owner and owner != lead.owner_id:
            values["owner_id"] = owner
            values["territory_id"] = self._batch.known.setup.territories.get(owner)
        changed = put_extras(lead, custom)
        return Outcome.UPDATED if apply(lead, values) or changed else Outcome.UNCHANGED


class ActivityWriter:
    """Writes activities."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        self._zone = ZoneInfo(batch.owning.zone)
        known = [each.existing.id for each in rows if each.existing]
        self._activities = {row.id: row for row in batch.load(Activity, "id", known)}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the activity, or bring the one that is there up to date."""
        batch = self._batch
        values = self._values(prepared, record)
        row = prepared.existing and self._activities.get(prepared.existing.id)
        if row:
            owner = batch.resolve(record.get("owner"))
            if owner:
                values["owner_id"] = owner
            if row.state == "done" and "ended" not in record:
                values.pop("done_at", None)
            return Outcome.UPDATED if apply(row, values) else Outcome.UNCHANGED
        own = own_id(record)
        values.setdefault("kind", "task")
        id_ = batch.insert(
            Activity,
            **values,
            owner_id=batch.owner(record),
            promise=values["kind"] == "promise",
            minutes=_minutes(record),
            external_id=own,
        )
        batch.add_entry("activities", Entry(id_, str(record["subject"]), own))
        return Outcome.IMPORTED

    def _values(self, prepared: Prepared, record: Record) -> dict[str, Any]:
        values: dict[str, Any] = {"subject": record["subject"]}
        for field, column in (("type", "kind"), ("state", "state"), ("note", "result")):
            if field in record:
                values[column] = record[field]
        for field in _LINKS:
            found = self._batch.resolve(record.get(field))
            if found:
                values[f"{field}_id"] = found
        values |= self._due(record.get("due"))
        if values.get("state") == "done":
            values["done_at"] = self._done_at(prepared, record)
        return values

    def _due(self, due: Any) -> dict[str, Any]:
        """Day and time; midnight means that only the day was given."""
        if not isinstance(due, datetime):
            return {}
        local = due.astimezone(self._zone)
        if local.time() == time(0):
            return {"due_on": local.date(), "due_at": None, "zone": None}
        return {"due_on": local.date(), "due_at": due, "zone": self._batch.owning.zone}

    def _done_at(self, prepared: Prepared, record: Record) -> datetime:
        now = self._batch.txn.now
        at = record.get("ended") or record.get("due")
        if not isinstance(at, datetime):
            return now
        if at > now:
            self._batch.remark(prepared, "ended", "It is marked as done but lies in the future; it was dated today.")
            return now
        return at


def _minutes(record: Record) -> int | None:
    begin, end = record.get("due"), record.get("ended")
    if not isinstance(begin, datetime) or not isinstance(end, datetime):
        return None
    minutes = round((end - begin).total_seconds() / 60)
    return minutes if 0 < minutes <= _DAY_MINUTES else None
