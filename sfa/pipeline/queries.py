"""What screens and reports read of deals: Core rows, each kept to what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from sfa.accounts.model import Account, Contact
from sfa.activities.queries import ActivityRow, planned_of_opportunities
from sfa.catalog.model import Product
from sfa.clock import local_day
from sfa.money import Money
from sfa.people.model import User
from sfa.pipeline.filters import DealFilter, Reader, Which, condition
from sfa.pipeline.model import LossReason, Opportunity, Pipeline, Stage, StageChange
from sfa.pipeline.risk import Reason, Standing, risks
from sfa.pipeline.states import NOT_CLOSED, DealState, StageType
from sfa.pipeline.value import chance, weighted, weighted_sql
from sfa.store.actor import visible
from sfa.store.base import table_of

__all__ = [
    "Card",
    "DealDetail",
    "Moved",
    "Step",
    "at_risk",
    "cards",
    "deal",
    "deal_ids",
    "deals_by_id",
    "deals_of_account",
    "loss_reasons",
    "steps",
]

_deal, _account, _stage = table_of(Opportunity).c, table_of(Account).c, table_of(Stage).c
_owner = table_of(User).alias("owner")
_WITH_WORK = (*NOT_CLOSED, DealState.WON)
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the pipeline, as screens need it."""

    id: UUID
    key: str
    name: str
    position: int
    is_won: bool
    probability: int
    rotting_days: int


@dataclass(frozen=True, slots=True)
class Card:
    """A deal in a list or on the board. days: calendar days in its step; missing: facts nobody knows yet.

    next_step: the deal's own, or the planned activity that comes first.
    """

    id: UUID
    name: str
    account_id: UUID | None
    account: str | None
    owner_id: UUID | None
    owner: str | None
    stage_id: UUID | None
    stage: str | None
    state: str
    value: Money
    weighted: Money
    estimated: bool
    days: int
    rotting_days: int
    close_on: date | None
    closed_on: date | None
    next_step: str | None
    next_step_on: date | None
    missing: tuple[str, ...]
    risks: tuple[Reason, ...]

    @property
    def is_too_old(self) -> bool:
        """Whether it rests longer in its step than usual."""
        return self.state == DealState.OPEN and self.days > self.rotting_days


@dataclass(frozen=True, slots=True)
class Moved:
    """A line of a deal's history. days: how long it stayed, until it moved on or until today."""

    at: datetime
    by: str | None
    from_stage: str | None
    to_stage: str | None
    from_state: str | None
    to_state: str
    value: Money
    days: int


@dataclass(frozen=True, slots=True)
class DealDetail:
    """All the detail pane shows of one deal. probability: its own percent; chance: what counts."""

    card: Card
    contact_id: UUID | None
    contact: str | None
    product: str | None
    opened_on: date | None
    probability: int | None
    chance: int
    loss_reason: str | None
    loss_note: str | None
    flag: str | None
    steps: tuple[Step, ...]
    history: tuple[Moved, ...]
    own_next_step: str | None
    own_next_step_on: date | None


FACTS = ("contact", "amount", "close date", "next step")
"""What should be known of a deal; the dashes of a card count them."""


def steps(session: Session, pipeline_id: UUID | None = None) -> tuple[Step, ...]:
    """The steps of a pipeline in order; of the standard one where none is named."""
    standard = select(Pipeline.id).where(Pipeline.standard, Pipeline.deleted_at.is_(None)).order_by(Pipeline.id)
    wanted = pipeline_id or session.scalars(standard.limit(1)).first()
    query = select(
        _stage.id, _stage.key, _stage.name, _stage.position, _stage.type, _stage.probability, _stage.rotting_days
    ).where(_stage.pipeline_id == wanted, _stage.deleted_at.is_(None))
    return tuple(
        Step(id_, key, name, position, kind == StageType.WON, probability, rotting)
        for id_, key, name, position, kind, probability, rotting in session.execute(query.order_by(_stage.position))
    )


def loss_reasons(session: Session) -> list[tuple[UUID, str, bool]]:
    """(id, name, whether it asks for a note) of the reasons for losing, in order."""
    query = select(LossReason.id, LossReason.name, LossReason.asks_note).where(LossReason.deleted_at.is_(None))
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(LossReason.position))]


def cards(session: Session, reader: Reader, wanted: DealFilter) -> list[Card]:
    """The deals the filter keeps, the largest first."""
    query = _select().where(condition(reader, wanted)).order_by(_deal.amount.desc(), _deal.name_key, _deal.id)
    return _read(session, reader, query)


def at_risk(session: Session, reader: Reader, wanted: DealFilter | None = None) -> list[Card]:
    """Open deals with at least one risk, the largest first."""
    found = cards(session, reader, wanted or DealFilter(which=Which.OPEN))
    return [card for card in found if card.risks]


def deals_of_account(session: Session, reader: Reader, account_id: UUID) -> list[Card]:
    """All deals of an account: open ones first, then those closed, the newest first."""
    found = cards(session, reader, DealFilter(which=Which.ALL, account_id=account_id))
    closed = sorted((c for c in found if c.state not in NOT_CLOSED), key=_closed_on, reverse=True)
    return [card for card in found if card.state in NOT_CLOSED] + closed


def _closed_on(card: Card) -> date:
    return card.closed_on or date.min


def deal_ids(
    session: Session, reader: Reader, wanted: DealFilter, order_by: str = "amount", descending: bool = True
) -> list[UUID]:
    """Ids of all deals the filter keeps, ordered by a key of `_ORDERS`, then by id."""
    column = _orders()[order_by]
    query = select(_deal.id).select_from(_joined()).where(condition(reader, wanted))
    ordered = query.order_by(column.desc() if descending else column.asc(), _deal.id)
    return list(session.scalars(ordered))


def deals_by_id(session: Session, reader: Reader, ids: Iterable[UUID]) -> list[Card]:
    """The living deals of these ids that the reader may see, in any order."""
    query = _select().where(_deal.id.in_(ids), visible(reader.actor, Opportunity), _deal.deleted_at.is_(None))
    return _read(session, reader, query)


def deal(session: Session, reader: Reader, deal_id: UUID) -> DealDetail | None:
    """Everything about one deal, or None where the reader may not see it or it is gone."""
    found = deals_by_id(session, reader, [deal_id])
    if not found:
        return None
    card = found[0]
    contact, reason = table_of(Contact).c, table_of(LossReason).c
    query = (
        select(
            _deal.contact_id, contact.name, Product.name, _deal.opened_on, _deal.probability, _stage.probability,
            reason.name, _deal.loss_note, _deal.flag, _deal.pipeline_id, _deal.next_step, _deal.next_step_on,
        )
        .select_from(table_of(Opportunity))
        .outerjoin(table_of(Contact), contact.id == _deal.contact_id)
        .outerjoin(table_of(Product), Product.id == _deal.product_id)
        .outerjoin(table_of(Stage), _stage.id == _deal.stage_id)
        .outerjoin(table_of(LossReason), reason.id == _deal.loss_reason_id)
        .where(_deal.id == deal_id)
    )  # fmt: skip
    row = session.execute(query).one()
    return DealDetail(
        card=card,
        contact_id=row[0],
        contact=row[1],
        product=row[2],
        opened_on=row[3],
        probability=row[4],
        chance=chance(card.state, row[4], row[5]),
        loss_reason=row[6],
        loss_note=row[7],
        flag=row[8],
        steps=steps(session, row[9]),
        history=_history(session, reader, card),
        own_next_step=row[10],
        own_next_step_on=row[11],
    )


def _history(session: Session, reader: Reader, card: Card) -> tuple[Moved, ...]:
    """The newest first."""
    change = table_of(StageChange).c
    before, after = aliased(Stage), aliased(Stage)
    query = (
        select(change.at, User.name, before.name, after.name, change.from_state, change.to_state, change.amount)
        .select_from(table_of(StageChange))
        .outerjoin(before, before.id == change.from_stage_id)
        .outerjoin(after, after.id == change.to_stage_id)
        .outerjoin(User, User.id == change.by_id)
        .where(change.opportunity_id == card.id, change.deleted_at.is_(None))
        .order_by(change.at.desc(), change.id.desc())
    )
    lines: list[Moved] = []
    until = reader.today
    for at, by, from_stage, to_stage, from_state, to_state, amount in session.execute(query):
        began = local_day(at, reader.zone)
        value = Money(amount, card.value.currency)
        lines.append(Moved(at, by, from_stage, to_stage, from_state, to_state, value, (until - began).days))
        until = began
    return tuple(lines)


def _joined() -> Any:
    return (
        table_of(Opportunity)
        .outerjoin(table_of(Account), _account.id == _deal.account_id)
        .outerjoin(table_of(Stage), _stage.id == _deal.stage_id)
        .outerjoin(_owner, _owner.c.id == _deal.owner_id)
    )


def _select() -> Select[Any]:
    return select(
        _deal.id, _deal.name, _deal.account_id, _account.name, _deal.owner_id, _owner.c.name, _deal.stage_id,
        _stage.name, _deal.state, _deal.amount, _deal.currency, _deal.probability, _stage.probability,
        _deal.estimated, _deal.stage_since, _stage.rotting_days, _deal.close_on, _deal.closed_on,
        _deal.next_step, _deal.next_step_on, _deal.contact_id,
    ).select_from(_joined())  # fmt: skip


def _orders() -> Mapping[str, ColumnElement[Any]]:
    return {
        "name": _deal.name_key,
        "account": func.coalesce(_account.name_key, ""),
        "stage": func.coalesce(_stage.position, 0),
        "state": _deal.state,
        "amount": _deal.amount,
        "weighted": weighted_sql(),
        "close_on": func.coalesce(_deal.closed_on, _deal.close_on),
        "next_step": func.coalesce(_deal.next_step_on, _deal.close_on),
        "days": _deal.stage_since,
        "owner": func.coalesce(_owner.c.name_key, ""),
    }


def _read(session: Session, reader: Reader, query: Select[Any]) -> list[Card]:
    rows = session.execute(query).all()
    unplanned = [row[0] for row in rows if row[8] in _WITH_WORK and not row[18]]
    planned: dict[UUID, ActivityRow] = {}
    for start in range(0, len(unplanned), _CHUNK):
        planned |= planned_of_opportunities(session, reader.actor, unplanned[start : start + _CHUNK])
    days: dict[datetime, int] = {}
    return [_card(row, reader, planned, days) for row in rows]


def _card(
    row: Iterable[Any],
    reader: Reader,
    planned: Mapping[UUID, ActivityRow],
    days: dict[datetime, int],
) -> Card:
    (
        id_, name, account_id, account, owner_id, owner, stage_id, stage, state, amount, currency, own, usual,
        estimated, since, rotting, close_on, closed_on, next_step, next_on, contact_id,
    ) = tuple(row)  # fmt: skip
    if not next_step and id_ in planned:
        next_step, next_on = planned[id_].subject, planned[id_].due_on
    here = 0
    if since is not None:
        here = days.setdefault(since, -1)
        if here < 0:
            here = days[since] = max(0, (reader.today - local_day(since, reader.zone)).days)
    known: Sequence[object] = (contact_id, amount and not estimated, close_on, next_step)
    standing = Standing(state, here, rotting or 0, close_on, next_step, next_on)
    return Card(
        id_, name, account_id, account, owner_id, owner, stage_id, stage, state,
        Money(amount, currency), Money(weighted(amount, chance(state, own, usual)), currency),
        estimated, here, rotting or 0, close_on, closed_on, next_step, next_on,
        tuple(fact for fact, is_known in zip(FACTS, known, strict=True) if not is_known),
        risks(standing, reader.today),
    )  # fmt: skip
