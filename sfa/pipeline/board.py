"""The board: ids of deals by step, the largest first, with counts, totals and weighted totals.

Only the cards that are looked at are read: the first ones with the board, the others by `deals_by_id`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, and_, func, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account
from sfa.money import Money
from sfa.pipeline.filters import DealFilter, Reader, condition
from sfa.pipeline.model import Opportunity, Stage
from sfa.pipeline.queries import Card, Step, deals_by_id, steps
from sfa.pipeline.value import weighted_sql
from sfa.store.base import table_of

__all__ = ["Board", "BoardColumn", "board", "totals"]

_FIRST_CARDS = 12


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One step with the ids of its deals. total and weighted: one amount a currency, the largest first."""

    step: Step
    ids: tuple[UUID, ...] = ()
    total: tuple[Money, ...] = ()
    weighted: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All steps. open_count, total and weighted: of the open deals, so without the won step.

    cards: those on top of the columns, and those asked for.
    """

    columns: tuple[BoardColumn, ...] = ()
    open_count: int = 0
    total: tuple[Money, ...] = ()
    weighted: tuple[Money, ...] = ()
    cards: Mapping[UUID, Card] = field(default_factory=dict)


def board(session: Session, reader: Reader, wanted: DealFilter, also: Iterable[UUID] = ()) -> Board:
    """The board of the standard pipeline as the reader may see it and the filter wants it.

    also: ids whose cards are needed too, such as those in view before.
    """
    known = steps(session)
    kept = _kept(reader, wanted, known)
    ids, sums = _ids(session, kept), _sums(session, kept)
    columns = tuple(BoardColumn(step, tuple(ids[step.position]), *_totals(sums, {step.position})) for step in known)
    first = {id_ for column in columns for id_ in column.ids[:_FIRST_CARDS]}
    cards = {card.id: card for card in deals_by_id(session, reader, first | set(also))}
    at_work = {step.position for step in known if not step.is_won}
    return Board(columns, sum(len(ids[place]) for place in at_work), *_totals(sums, at_work), cards)


def _kept(reader: Reader, wanted: DealFilter, known: Iterable[Step]) -> ColumnElement[bool]:
    return and_(condition(reader, wanted), table_of(Opportunity).c.stage_id.in_([step.id for step in known]))


def _joined() -> FromClause:
    deal = table_of(Opportunity).c
    return (
        table_of(Opportunity)
        .join(table_of(Stage), table_of(Stage).c.id == deal.stage_id)
        .outerjoin(table_of(Account), table_of(Account).c.id == deal.account_id)
    )


def _ids(session: Session, kept: ColumnElement[bool]) -> defaultdict[int, list[UUID]]:
    """Ids by the position of their step: a number is read ten times as fast as the step's id."""
    deal, position = table_of(Opportunity).c, table_of(Stage).c.position
    query = select(position, deal.id).select_from(_joined()).where(kept)
    found: defaultdict[int, list[UUID]] = defaultdict(list)
    for place, id_ in session.execute(query.order_by(deal.amount.desc(), deal.name_key, deal.id)):
        found[place].append(id_)
    return found


_Sums = list[tuple[int, str, int, int]]


def _sums(session: Session, kept: ColumnElement[bool]) -> _Sums:
    """(position of the step, currency, total, weighted total) in minor units."""
    deal, position = table_of(Opportunity).c, table_of(Stage).c.position
    query = (
        select(position, deal.currency, func.sum(deal.amount), func.sum(weighted_sql()))
        .select_from(_joined())
        .where(kept)
        .group_by(position, deal.currency)
    )
    return [(place, code, int(total), int(share)) for place, code, total, share in session.execute(query)]


def _totals(sums: _Sums, places: set[int]) -> tuple[tuple[Money, ...], tuple[Money, ...]]:
    """Total and weighted total of some steps."""
    value: Counter[str] = Counter()
    share: Counter[str] = Counter()
    for place, code, total, weighted in sums:
        if place in places:
            value[code] += total
            share[code] += weighted
    return totals(value), totals(share)


def totals(minor: Mapping[str, int]) -> tuple[Money, ...]:
    """Sums by currency, the largest first; amounts of two currencies are never added."""
    return tuple(Money(amount, code) for code, amount in sorted(minor.items(), key=lambda t: (-t[1], t[0])))
