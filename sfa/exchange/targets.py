"""What can be imported: the fields of each kind of record, as plain data.

The store's side turns a prepared record into acts; this page is what both sides agree on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sfa.activities import kinds
from sfa.errors import BadInput
from sfa.text import fold

__all__ = ["KINDS", "OnError", "Target", "TargetField", "ValueType", "target"]


class ValueType(StrEnum):
    """How a cell's text is read, and the Python type a prepared record then holds."""

    LINE = "line"  # str
    LINES = "lines"  # str with line breaks
    INTEGER = "integer"  # int
    NUMBER = "number"  # Decimal
    MONEY = "money"  # sfa.money.Money
    DATE = "date"  # datetime.date
    MOMENT = "moment"  # datetime.datetime in UTC
    LATITUDE = "latitude"  # int, 1e-7 degrees
    LONGITUDE = "longitude"  # int, 1e-7 degrees
    CURRENCY = "currency"  # ISO 4217
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    PHONE = "phone"  # E.164, or as written when it is none (flagged)
    EMAIL = "email"  # str
    URL = "url"  # str
    FLAG = "flag"  # bool
    CHOICE = "choice"  # str, one of `choices`
    REFERENCE = "reference"  # sfa.exchange.resolving.Reference


class OnError(StrEnum):
    """What becomes of a row when one of its values cannot be taken."""

    REFUSE = "refuse"  # the row is refused
    FLAG = "flag"  # the row comes in without the value, and is flagged
    KEEP = "keep"  # the row comes in with the value as it is written, and is flagged


@dataclass(frozen=True)
class TargetField:
    """One field of a record. most: characters of text. of: the kind a reference points to."""

    name: str
    label: str
    type: ValueType = ValueType.LINE
    required: bool = False
    most: int = 255
    on_error: OnError = OnError.REFUSE
    choices: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    least: int | None = None


@dataclass(frozen=True)
class Target:
    """A kind of record. identity: fields that together tell two records apart when there is no external id.

    any_of: at least one of these must be filled. unique: no two records may share their identity.
    alike: a field whose repetition is worth a word.
    """

    kind: str
    one: str
    fields: Mapping[str, TargetField]
    identity: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    alike: str = ""
    unique: bool = False


def target(kind: str) -> Target:
    """The target called `kind`. Raises BadInput naming those there are."""
    found = KINDS.get(kind)
    if found is None:
        raise BadInput(f"“{kind}” cannot be imported; choose one of {', '.join(KINDS)}.", field="as")
    return found


_ROLES = {
    "rep": "rep", "sales rep": "rep", "agent": "rep", "manager": "manager", "sales manager": "manager",
    "admin": "admin", "administrator": "admin",
}  # fmt: skip
_STATES = {
    "open": "open", "new": "open", "in progress": "open", "on hold": "on_hold", "on_hold": "on_hold",
    "won": "won", "closed won": "won", "closedwon": "won", "lost": "lost", "closed lost": "lost",
    "closedlost": "lost",
}  # fmt: skip

# The step of a lost deal is unknown where only "lost" is said: hence the blank ones.
_STAGES = {
    "prospecting": "Prospecting", "preparation": "Preparation", "preapproach": "Preparation",
    "pre-approach": "Preparation", "qualification": "Preparation", "approach": "Approach",
    "needs analysis": "Approach", "discovery": "Approach", "discovery call": "Approach",
    "engaging": "Approach", "presentation": "Presentation", "value proposition": "Presentation",
    "demo": "Presentation", "id. decision makers": "Presentation", "perception analysis": "Presentation",
    "handling objections": "Handling objections", "objections": "Handling objections",
    "proposal": "Handling objections", "proposal sent": "Handling objections",
    "proposal/price quote": "Handling objections", "closing": "Closing", "negotiation": "Closing",
    "negotiation/review": "Closing", "follow-up": "Follow-up", "follow up": "Follow-up",
    "won": "Follow-up", "closed won": "Follow-up", "closedwon": "Follow-up",
    "lost": "", "closed lost": "", "closedlost": "",
}  # fmt: skip
_ACTIVITY_TYPES = {
    "task": "task", "to-do": "task", "todo": "task", "call": "call", "phone call": "call", "meeting": "meeting",
    "appointment": "meeting", "event": "meeting", "email": "email", "e-mail": "email", "visit": "visit",
    "note": "note", "promise": "promise",
    **{fold(each.name): each.key for each in kinds.KINDS.values()}, **{key: key for key in kinds.KINDS},
}  # fmt: skip
_DONE = {"open": "planned", "planned": "planned", "not started": "planned", "in progress": "planned", "done": "done",
         "completed": "done", "held": "done", "closed": "done", "cancelled": "cancelled",
         "canceled": "cancelled", "not held": "cancelled"}  # fmt: skip

_V, _F = ValueType, TargetField


def _flagged(name: str, label: str, kind: ValueType) -> TargetField:
    return _F(name, label, kind, on_error=OnError.FLAG)


def _reference(name: str, label: str, of: str) -> TargetField:
    return _F(name, label, _V.REFERENCE, of=of, on_error=OnError.FLAG)


def _phone(name: str = "phone", label: str = "phone") -> TargetField:
    return _F(name, label, _V.PHONE, most=40, on_error=OnError.KEEP)


def _address() -> list[TargetField]:
    return [
        _F("street", "street", most=300), _F("street2", "second address line", most=200),
        _F("postal_code", "postal code", most=20), _F("city", "town", most=120),
        _F("region", "state or region", most=120), _F("country", "country", _V.COUNTRY),
    ]  # fmt: skip


_EXTERNAL = _F("external_id", "ID", most=120)
_NOTE = _F("note", "note", _V.LINES, most=20_000)
_WEBSITE = TargetField("website", "website", _V.URL, most=500, on_error=OnError.FLAG)
_CURRENCY = TargetField("currency", "currency", _V.CURRENCY, most=3)
_OWNER = _reference("owner", "owner", "users")


def _target(kind: str, one: str, fields: list[TargetField], identity: tuple[str, ...], **more: Any) -> Target:
    return Target(kind, one, {each.name: each for each in fields}, identity, **more)


def _name(most: int) -> TargetField:
    return _F("name", "name", required=True, most=most)


def _person() -> list[TargetField]:
    return [
        _F("first_name", "first name", most=120), _F("last_name", "last name", most=120),
        _F("job_title", "job title", most=120), _OWNER, _flagged("email", "e-mail", _V.EMAIL), _phone(),
        _phone("mobile", "mobile phone"), _WEBSITE, *_address(), _NOTE,
    ]  # fmt: skip


KINDS: Mapping[str, Target] = {
    each.kind: each
    for each in (
        _target("users", "user", [
            _EXTERNAL, _name(120), _flagged("email", "e-mail", _V.EMAIL), _phone(),
            _F("role", "role", _V.CHOICE, choices=_ROLES), _F("team", "team", most=120),
            _reference("manager", "manager", "users"),
            _F("region", "office or region", most=120),
        ], ("email", "name"), alike="name", unique=True),
        _target("accounts", "account", [
            _EXTERNAL, _name(300), _F("sector", "sector", most=80), _F("category", "category", most=80),
            _F("tier", "tier", most=20), _F("visit_every", "days between visits", _V.INTEGER, least=1),
            _F("annual_revenue", "annual revenue", _V.MONEY), _CURRENCY,
            _F("employees", "employees", _V.INTEGER, least=0),
            _F("founded", "founding year", _V.INTEGER, least=0),
            _reference("parent", "parent account", "accounts"), _OWNER, _phone(),
            _flagged("email", "e-mail", _V.EMAIL), _WEBSITE, *_address(),
            _F("lat", "latitude", _V.LATITUDE), _F("lon", "longitude", _V.LONGITUDE), _NOTE,
        ], ("name", "street", "postal_code", "city", "region", "country")),
        _target("contacts", "contact", [
            _EXTERNAL, *_person(), _F("department", "department"), _F("part", "part in buying", most=40),
            _reference("account", "account", "accounts"), _flagged("email2", "second e-mail", _V.EMAIL),
            _flagged("birthday", "birthday", _V.DATE),
        ], ("email", "first_name", "last_name", "account"), any_of=("last_name", "first_name", "email"),
           alike="email"),
        _target("products", "product", [
            _EXTERNAL, _F("code", "code", most=60), _name(200), _F("family", "family", most=80),
            _F("list_price", "list price", _V.MONEY, least=0), _CURRENCY, _F("unit", "unit", most=20),
            _F("active", "active", _V.FLAG), _F("description", "description", _V.LINES, most=2000),
        ], ("code", "name"), unique=True),
        _target("leads", "lead", [
            _EXTERNAL, *_person(), _F("company", "company", most=300), _F("source", "source", most=120),
            _F("status", "status", most=80), _F("sector", "sector", most=80),
        ], ("email", "first_name", "last_name", "company"),
           any_of=("last_name", "company", "email", "first_name"), alike="email"),
        _target("opportunities", "deal", [
            _EXTERNAL, _name(300), _reference("account", "account", "accounts"), _OWNER,
            _reference("product", "product", "products"),
            _F("stage", "step", _V.CHOICE, choices=_STAGES, on_error=OnError.FLAG),
            _F("state", "state", _V.CHOICE, choices=_STATES),
            _F("amount", "value", _V.MONEY, least=0), _CURRENCY, _F("estimated", "value is estimated", _V.FLAG),
            _F("probability", "probability", _V.NUMBER, least=0), _F("opened_on", "opened", _V.DATE),
            _F("engaged_on", "engaged", _V.DATE), _F("close_on", "close date", _V.DATE),
            _F("loss_reason", "loss reason", most=80), _F("source", "source", most=120),
            _F("next_step", "next step", most=300), _NOTE,
        ], ("name", "account", "opened_on", "close_on", "owner")),
        _target("activities", "activity", [
            _EXTERNAL, _F("subject", "subject", required=True, most=300),
            _F("type", "type", _V.CHOICE, choices=_ACTIVITY_TYPES, on_error=OnError.FLAG),
            _F("state", "state", _V.CHOICE, choices=_DONE, on_error=OnError.FLAG),
            _F("due", "due", _V.MOMENT), _F("ended", "end", _V.MOMENT), _OWNER,
            _reference("account", "account", "accounts"), _reference("contact", "contact", "contacts"),
            _reference("opportunity", "deal", "opportunities"), _NOTE,
        ], ()),
    )
}  # fmt: skip
