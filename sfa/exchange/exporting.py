"""Records as CSV: the fields of `targets` as columns, so that our own import reads the file back equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Contact, Location
from sfa.activities.model import Activity
from sfa.catalog.model import PriceBook, PriceRule, Product
from sfa.catalog.queries import standard_book
from sfa.errors import NotAllowed
from sfa.exchange.csv_writing import write_csv
from sfa.exchange.targets import target
from sfa.leads.model import Lead
from sfa.money import Money
from sfa.people.model import Team, User
from sfa.pipeline.model import LossReason, Opportunity, Stage
from sfa.pipeline.states import NOT_CLOSED
from sfa.store.actor import Actor, visible
from sfa.store.base import Synced, table_of
from sfa.text import fold

__all__ = ["export_csv"]

Cells = dict[str, Any]
_LONGEST_NAME = 200


def export_csv(session: Session, actor: Actor, kind: str, path: Path, *, zone: str = "UTC") -> int:
    """Write the records of `kind` the actor may see, by name; returns how many.

    zone: IANA name of the zone in which days without a time are meant. Columns that no record fills are left out.
    Raises BadInput when the file cannot be written, NotAllowed for who may see no such records.
    """
    goal = target(kind)
    model, rows_of = _KINDS[kind]
    if actor.reach(model.spec.object, "read") is None:
        raise NotAllowed(f"Your role does not include seeing {kind}.", details=f"{actor.role}: {model.spec.object}")
    rows = list(rows_of(_Reader(session, actor, zone)))
    filled = {name for row in rows for name, value in row.items() if value not in (None, "")}
    needed = filled | {"external_id"} | {field.name for field in goal.fields.values() if field.required}
    names = [name for name in goal.fields if name in needed]
    return write_csv(path, names, ([row.get(name) for name in names] for row in rows))


class _Reader:
    """Reads rows, and calls records that rows refer to by their name."""

    def __init__(self, session: Session, actor: Actor, zone: str) -> None:
        self.session, self.actor, self.zone = session, actor, ZoneInfo(zone)
        self._labels: dict[type[Synced], dict[UUID, str]] = {}

    def rows(self, query: Any, model: type[Synced]) -> Iterator[Any]:
        """The visible, living rows of `model`, in the order of their making."""
        columns = table_of(model).c
        kept = query.where(visible(self.actor, model), columns["deleted_at"].is_(None))
        return iter(self.session.execute(kept.order_by(columns["created_at"], columns["id"])))

    def label(self, model: type[Synced], id_: UUID | None) -> str:
        """The name of a record; where two share it or it is long, the external id."""
        if id_ is None:
            return ""
        if model not in self._labels:
            self._labels[model] = self._labels_of(model)
        return self._labels[model].get(id_, "")

    def _labels_of(self, model: type[Synced]) -> dict[UUID, str]:
        columns = table_of(model).c
        query = select(columns["id"], columns[model.spec.title or "name"]).where(columns["deleted_at"].is_(None))
        if "external_id" in columns:
            query = query.add_columns(columns["external_id"])
        found = list(self.session.execute(query))
        shared = Counter(fold(row[1]) for row in found)
        return {row[0]: _label(row, unique=shared[fold(row[1])] == 1) for row in found}


def _label(row: Any, *, unique: bool) -> str:
    if unique and len(row[1]) <= _LONGEST_NAME:
        return str(row[1])
    return str((row[2] if len(row) > 2 else None) or row[0])


def _own(row: Any) -> str:
    return str(row.external_id or row.id)


def _money(amount: int | None, currency: str | None) -> Money | None:
    return Money(amount, currency) if amount is not None and currency else None


def _users(read: _Reader) -> Iterator[Cells]:
    query = select(User, Team.name, Team.region, Team.manager_id).outerjoin(Team, Team.id == User.team_id)
    for user, team, region, manager in read.rows(query, User):
        yield {
            **_taken(user, ("name", "email", "phone", "role")),
            "external_id": _own(user),
            "team": team,
            "manager": read.label(User, manager),
            "region": region,
        }


def _accounts(read: _Reader) -> Iterator[Cells]:
    place = and_(Location.account_id == Account.id, Location.main, Location.deleted_at.is_(None))
    names = (
        "name", "sector", "category", "tier", "visit_every", "employees", "founded", "phone", "email", "website",
        "note", "currency",
    )  # fmt: skip
    last: UUID | None = None
    for account, location in read.rows(select(Account, Location).outerjoin(Location, place), Account):
        if account.id == last:
            continue
        last = account.id
        yield {
            **_taken(account, names),
            **_taken(location, ("street", "postal_code", "city", "region", "country")),
            "external_id": _own(account),
            "annual_revenue": _money(account.annual_revenue, account.currency),
            "parent": read.label(Account, account.parent_id),
            "owner": read.label(User, account.owner_id),
            "lat": _degrees(location and location.lat),
            "lon": _degrees(location and location.lon),
        }


def _contacts(read: _Reader) -> Iterator[Cells]:
    names = ("first_name", "last_name", "job_title", "part", "email", "phone", "mobile", "note")
    for (contact,) in read.rows(select(Contact), Contact):
        cells = {
            **(contact.custom or {}),
            **_taken(contact, names),
            "external_id": _own(contact),
            "account": read.label(Account, contact.account_id),
        }
        if not contact.first_name and not contact.last_name and contact.name != contact.email:
            cells["last_name"] = contact.name
        yield cells


def _products(read: _Reader) -> Iterator[Cells]:
    book = read.session.get(PriceBook, standard_book(read.session))
    rules = select(PriceRule.product_id, PriceRule.price).where(
        PriceRule.price_book_id == (book and book.id), PriceRule.deleted_at.is_(None)
    )
    prices = {
        row.product_id: row.price for row in read.session.execute(rules.order_by(PriceRule.min_quantity.desc()))
    }
    for (product,) in read.rows(select(Product), Product):
        yield {
            **_taken(product, ("code", "name", "family", "unit", "active", "description")),
            "external_id": _own(product),
            "list_price": prices.get(product.id),
            "currency": book.currency if book and product.id in prices else None,
        }


def _leads(read: _Reader) -> Iterator[Cells]:
    names = ("job_title", "email", "phone", "company", "city", "region", "postal_code", "country", "source", "note")
    for (lead,) in read.rows(select(Lead), Lead):
        custom = dict(lead.custom or {})
        cells = {
            **custom,
            **_taken(lead, names),
            "external_id": _own(lead),
            "status": custom.get("status") or lead.state,
            "owner": read.label(User, lead.owner_id),
        }
        if "first_name" not in custom and "last_name" not in custom and lead.name not in (lead.company, lead.email):
            cells["last_name"] = lead.name
        yield cells


def _opportunities(read: _Reader) -> Iterator[Cells]:
    query = select(Opportunity, Stage.name, LossReason.name)
    query = query.outerjoin(Stage, Stage.id == Opportunity.stage_id)
    query = query.outerjoin(LossReason, LossReason.id == Opportunity.loss_reason_id)
    for deal, stage, reason in read.rows(query, Opportunity):
        closed = deal.state not in NOT_CLOSED
        yield {
            **(deal.custom or {}),
            **_taken(deal, ("name", "state", "estimated", "probability", "opened_on", "next_step", "currency")),
            "external_id": _own(deal),
            "account": read.label(Account, deal.account_id),
            "owner": read.label(User, deal.owner_id),
            "product": read.label(Product, deal.product_id),
            "stage": stage,
            "amount": Money(deal.amount, deal.currency),
            "close_on": (deal.closed_on if closed else None) or deal.close_on,
            "loss_reason": reason or deal.loss_note,
        }


def _activities(read: _Reader) -> Iterator[Cells]:
    for (row,) in read.rows(select(Activity), Activity):
        yield {
            "external_id": _own(row),
            "subject": row.subject,
            "type": row.kind,
            "state": row.state,
            "due": row.due_at.astimezone(read.zone) if row.due_at else row.due_on,
            "ended": row.done_at,
            "owner": read.label(User, row.owner_id),
            "account": read.label(Account, row.account_id),
            "contact": read.label(Contact, row.contact_id),
            "opportunity": read.label(Opportunity, row.opportunity_id),
            "note": row.result,
        }


def _taken(row: Any, names: tuple[str, ...]) -> Cells:
    return {name: getattr(row, name) for name in names} if row is not None else {}


def _degrees(value: int | None) -> str:
    if value is None:
        return ""
    whole, part = divmod(abs(value), 10_000_000)
    return f"{'-' if value < 0 else ''}{whole}.{part:07d}"


_KINDS: Mapping[str, tuple[type[Synced], Callable[[_Reader], Iterator[Cells]]]] = {
    "users": (User, _users),
    "accounts": (Account, _accounts),
    "contacts": (Contact, _contacts),
    "products": (Product, _products),
    "leads": (Lead, _leads),
    "opportunities": (Opportunity, _opportunities),
    "activities": (Activity, _activities),
}
