"""What the page has done: each function runs on the writing thread and ends in acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sfa.accounts.acts import AddAccount, AddAffiliation, AddContact, AddLocation, EndAffiliation, Place
from sfa.accounts.display import first_words
from sfa.accounts.edits import (
    clean_account,
    clean_contact,
    clean_location,
    edit_account,
    edit_contact,
    edit_location,
)
from sfa.accounts.queries import contacts
from sfa.activities.acts import AddActivity, CompleteActivity, FollowUp, LogActivity
from sfa.workspace import Workspace

__all__ = [
    "Done",
    "add_account",
    "add_contact",
    "add_location",
    "add_note",
    "complete",
    "edit",
    "leave",
    "log_call",
    "plan_task",
]

_EDITS = {
    "account": ("Edit account", edit_account),
    "location": ("Edit location", edit_location),
    "contact": ("Edit contact", edit_contact),
}
_SUBJECT = 300


@dataclass(frozen=True)
class Done:
    """What an inline form knows when it was sent: whom it is about, and what was entered."""

    account_id: UUID
    values: Mapping[str, Any]
    activity_id: UUID | None = None


def edit(workspace: Workspace, kind: str, row_id: UUID, field: str, typed: Any) -> None:
    """Store one field of an account, location or contact; a mapping stores the fields it names."""
    label, change = _EDITS[kind]
    with workspace.transaction(label) as txn:
        change(txn, row_id, typed if isinstance(typed, Mapping) else {field: typed})


def add_account(workspace: Workspace, values: Mapping[str, Any]) -> UUID:
    """Add an account with its first location, as the person's own; returns its id."""
    country = _country(workspace, values.get("country") or "")
    place_fields = ("street", "city", "region", "postal_code", "country")
    fields = clean_account({k: v for k, v in values.items() if k not in place_fields}, country)
    place = clean_location({k: values.get(k) or "" for k in place_fields})
    own = workspace.actor.territories
    new = AddAccount(
        **{**fields, "name": fields["name"] or ""},
        owner_id=workspace.user.id,
        territory_id=next(iter(own)) if len(own) == 1 else None,
        place=Place(**place) if any(place.values()) else None,
    )
    return workspace.run(new)  # type: ignore[no-any-return]


def add_contact(workspace: Workspace, what: Done) -> None:
    """Add a person to the account."""
    fields = clean_contact(what.values, _country(workspace, ""))
    workspace.run(AddContact(account_id=what.account_id, **fields))


def add_location(workspace: Workspace, what: Done) -> None:
    """Add a place to the account."""
    workspace.run(AddLocation(account_id=what.account_id, place=Place(**clean_location(what.values))))


def leave(workspace: Workspace, contact_id: UUID, account_id: UUID) -> None:
    """Note that a person no longer belongs to the account, from today on."""
    day = workspace.today()
    with workspace.reading() as session:
        rows = contacts(session, workspace.actor, account_id, day)
    row = next(one for one in rows if one.id == contact_id)
    tie = row.affiliation_id
    with workspace.transaction("End affiliation") as txn:
        if tie is None:
            tie = txn.run(AddAffiliation(contact_id=contact_id, account_id=account_id, role=row.role or None))
        txn.run(EndAffiliation(tie, day))


def log_call(workspace: Workspace, what: Done) -> None:
    """Record a call that was made, and plan the next step where a day was given."""
    values = what.values
    workspace.run(
        LogActivity(
            kind="call",
            subject=values["subject"],
            account_id=what.account_id,
            contact_id=values["contact_id"],
            outcome=values["outcome"],
            result=values["result"] or None,
            minutes=values["minutes"],
            next_step=values["next_step"] or None,
            direction="out",
            follow_up=_follow_up(values["next_step"], values["due_on"]),
        )
    )


def complete(workspace: Workspace, what: Done) -> None:
    """Mark a planned activity done, with what came of it."""
    assert what.activity_id is not None
    values = what.values
    workspace.run(
        CompleteActivity(
            activity_id=what.activity_id,
            outcome=values.get("outcome"),
            result=values.get("result") or None,
            next_step=values.get("next_step") or None,
            follow_up=_follow_up(values.get("next_step"), values.get("due_on")),
        )
    )


def add_note(workspace: Workspace, what: Done) -> None:
    """Keep a note; its first line is its subject."""
    text = what.values["text"]
    subject = first_words(text, _SUBJECT)
    rest = text if text.strip() != subject else None
    workspace.run(LogActivity(kind="note", subject=subject, account_id=what.account_id, result=rest))


def plan_task(workspace: Workspace, what: Done) -> None:
    """Plan something for a day, or for some day."""
    values = what.values
    workspace.run(
        AddActivity(
            kind=values["kind"], subject=values["subject"], account_id=what.account_id, due_on=values["due_on"]
        )
    )


def _follow_up(next_step: str | None, due_on: date | None) -> FollowUp | None:
    return FollowUp(subject=next_step or "", due_on=due_on) if due_on else None


def _country(workspace: Workspace, typed: str) -> str:
    """By which country's rules a phone without + is read: the one typed, else the person's own."""
    if len(typed) == 2:
        return typed
    return workspace.user.locale.partition("_")[2][:2]
