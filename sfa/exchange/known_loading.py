"""Reads from the store what an import compares with: plain columns, no entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account, Contact, Location
from sfa.activities.model import Activity
from sfa.catalog.model import PriceBook, PriceRule, Product
from sfa.catalog.queries import standard_book, standard_tax
from sfa.leads.model import Lead
from sfa.money import Money
from sfa.people.model import Team, User
from sfa.pipeline.model import LossReason, Opportunity, Pipeline, Stage
from sfa.store.base import Synced, table_of
from sfa.territories.model import Territory
from sfa.text import fold

__all__ = ["LOADERS", "Entry", "Setup", "StageInfo", "load_setup"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record by its name, other names and external id.

    facts: what estimates may ask of it. telling: what tells it from others of its name, comparable.
    """

    id: UUID
    name: str
    external_id: str | None = None
    aliases: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    telling: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageInfo:
    """A step of the standard pipeline. type: open or won; probability: percent."""

    id: UUID
    key: str
    name: str
    type: str
    probability: int


@dataclass
class Setup:
    """How the company is set up, as far as imports need it.

    book: id and currency of the standard price book. territories: of owners who have exactly one.
    teams, loss_reasons: by folded name.
    """

    book: tuple[UUID, str] | None
    tax_id: UUID | None
    pipeline_id: UUID | None
    stages: tuple[StageInfo, ...]
    territories: dict[UUID, UUID]
    teams: dict[str, UUID]
    loss_reasons: dict[str, UUID]

    def stage(self, name: str) -> StageInfo | None:
        """The step of that name or key, folded."""
        wanted = fold(name)
        return next((each for each in self.stages if wanted in (fold(each.name), each.key)), None)


def load_setup(session: Session) -> Setup:
    """Read the company's set-up."""
    book_id = standard_book(session)
    book = session.get(PriceBook, book_id) if book_id else None
    pipeline = select(Pipeline.id).where(Pipeline.standard, Pipeline.deleted_at.is_(None)).order_by(Pipeline.id)
    pipeline_id = session.scalars(pipeline).first()
    return Setup(
        book=(book.id, book.currency) if book else None,
        tax_id=standard_tax(session),
        pipeline_id=pipeline_id,
        stages=_stages(session, pipeline_id),
        territories=_territories(session),
        teams=_by_name(session, Team),
        loss_reasons=_by_name(session, LossReason),
    )


def _stages(session: Session, pipeline_id: UUID | None) -> tuple[StageInfo, ...]:
    query = (
        select(Stage.id, Stage.key, Stage.name, Stage.type, Stage.probability)
        .where(Stage.pipeline_id == pipeline_id, Stage.deleted_at.is_(None))
        .order_by(Stage.position)
    )
    return tuple(StageInfo(*row) for row in session.execute(query))


def _territories(session: Session) -> dict[UUID, UUID]:
    query = select(Territory.owner_id, Territory.id).where(Territory.deleted_at.is_(None))
    owned: dict[UUID, list[UUID]] = {}
    for owner, id_ in session.execute(query):
        if owner is not None:
            owned.setdefault(owner, []).append(id_)
    return {owner: ids[0] for owner, ids in owned.items() if len(ids) == 1}


def _by_name(session: Session, model: type[Synced]) -> dict[str, UUID]:
    columns = table_of(model).c
    query = select(columns["id"], columns["name"]).where(columns["deleted_at"].is_(None)).order_by(columns["id"])
    found: dict[str, UUID] = {}
    for id_, name in session.execute(query):
        found.setdefault(fold(name), id_)
    return found


def _users(session: Session, _setup: Setup) -> Iterator[Entry]:
    query = select(User.id, User.name, User.external_id, User.email).where(User.deleted_at.is_(None))
    for id_, name, external, email in session.execute(query.order_by(User.id)):
        yield Entry(id_, name, external, (email or "",), telling={"email": fold(email or "")})


def _accounts(session: Session, _setup: Setup) -> Iterator[Entry]:
    place = (Location.street, Location.postal_code, Location.city, Location.region, Location.country)
    query = (
        select(Account.id, Account.name, Account.external_id, *place)
        .outerjoin(
            Location,
            and_(Location.account_id == Account.id, Location.main, Location.deleted_at.is_(None)),
        )
        .where(Account.deleted_at.is_(None))
        .order_by(Account.id)
    )
    names = [column.key for column in place]
    last: UUID | None = None
    for id_, name, external, *parts in session.execute(query):
        if id_ != last:
            telling = {key: fold(part or "") for key, part in zip(names, parts, strict=True)}
            yield Entry(id_, name, external, telling=telling)
        last = id_


def _contacts(session: Session, _setup: Setup) -> Iterator[Entry]:
    query = select(Contact.id, Contact.name, Contact.external_id, Contact.email, Contact.account_id)
    for id_, name, external, email, account in session.execute(_living(query, Contact)):
        telling = {"email": fold(email or ""), "account": account or ""}
        yield Entry(id_, name, external, (email or "",), telling=telling)


def _products(session: Session, setup: Setup) -> Iterator[Entry]:
    prices: dict[UUID, Money] = {}
    if setup.book:
        rules = select(PriceRule.product_id, PriceRule.price).where(
            PriceRule.price_book_id == setup.book[0], PriceRule.deleted_at.is_(None)
        )
        for product, price in session.execute(rules.order_by(PriceRule.min_quantity.desc())):
            prices[product] = Money.of(price, setup.book[1])
    query = select(Product.id, Product.name, Product.external_id, Product.code)
    for id_, name, external, code in session.execute(_living(query, Product)):
        facts = {"list_price": prices[id_]} if id_ in prices else {}
        yield Entry(id_, name, external, (code or "",), facts, {"code": fold(code or "")})


def _opportunities(session: Session, _setup: Setup) -> Iterator[Entry]:
    row = Opportunity
    close = func.coalesce(row.closed_on, row.close_on)
    query = select(row.id, row.name, row.external_id, row.account_id, row.opened_on, close, row.owner_id)
    for id_, name, external, account, opened, close, owner in session.execute(_living(query, Opportunity)):
        telling = {"account": account, "opened_on": opened, "close_on": close, "owner": owner}
        yield Entry(id_, name, external, telling={key: value or "" for key, value in telling.items()})


def _leads(session: Session, _setup: Setup) -> Iterator[Entry]:
    query = select(Lead.id, Lead.name, Lead.external_id, Lead.email, Lead.company)
    for id_, name, external, email, company in session.execute(_living(query, Lead)):
        telling = {"email": fold(email or ""), "company": fold(company or "")}
        yield Entry(id_, name, external, telling=telling)


def _activities(session: Session, _setup: Setup) -> Iterator[Entry]:
    row = Activity
    columns = (row.kind, row.due_on, row.account_id, row.opportunity_id, row.owner_id)
    query = select(row.id, row.subject, row.external_id, *columns)
    for id_, subject, external, kind, due, account, deal, owner in session.execute(_living(query, Activity)):
        telling = {"type": kind, "due": due, "account": account, "opportunity": deal, "owner": owner}
        yield Entry(id_, subject, external, telling={key: value or "" for key, value in telling.items()})


def _living(query: Any, model: type[Synced]) -> Any:
    columns = table_of(model).c
    return query.where(columns["deleted_at"].is_(None)).order_by(columns["id"])


LOADERS: Mapping[str, Callable[[Session, Setup], Iterator[Entry]]] = {
    "users": _users,
    "accounts": _accounts,
    "contacts": _contacts,
    "products": _products,
    "opportunities": _opportunities,
    "leads": _leads,
    "activities": _activities,
}
