"""The board: ids of deals by step, the largest first, with counts, totals and weighted totals.

Only the cards that are looked at are read: the first ones with the board, the others by `deals_by_id`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account
from sfa.money import Money
from sfa.pipeline.filters import DealFilter, Reader, condition
from sfa.pipeline.model import Opportunity
from sfa.pipeline.queries import Card, Step, deals_by_id, steps
from sfa.pipeline.value import chance, weighted
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


@dataclass
class _Pile:
    """What is gathered of one step while reading."""

    ids: list[UUID] = field(default_factory=list)
    value: Counter[str] = field(default_factory=Counter)
    weighted: Counter[str] = field(default_factory=Counter)


def board(session: Session, reader: Reader, wanted: DealFilter, also: Iterable[UUID] = ()) -> Board:
    """The board of the standard pipeline as the reader may see it and the filter wants it.

    also: ids whose cards are needed too, such as those in view before.
    """
    known = steps(session)
    piles = _piles(session, reader, wanted, {step.id: step.probability for step in known})
    columns = tuple(
        BoardColumn(step, tuple(piles[step.id].ids), totals(piles[step.id].value), totals(piles[step.id].weighted))
        for step in known
    )
    first = {id_ for column in columns for id_ in column.ids[:_FIRST_CARDS]}
    cards = {card.id: card for card in deals_by_id(session, reader, first | set(also))}
    value: Counter[str] = Counter()
    share: Counter[str] = Counter()
    for column in columns:
        if not column.step.is_won:
            value.update(piles[column.step.id].value)
            share.update(piles[column.step.id].weighted)
    count = sum(len(column.ids) for column in columns if not column.step.is_won)
    return Board(columns, count, totals(value), totals(share), cards)


def totals(minor: Mapping[str, int]) -> tuple[Money, ...]:
    """Sums by currency, the largest first; amounts of two currencies are never added."""
    return tuple(Money(amount, code) for code, amount in sorted(minor.items(), key=lambda t: (-t[1], t[0])))


def _piles(
    session: Session, reader: Reader, wanted: DealFilter, usual: Mapping[UUID, int]
) -> defaultdict[UUID, _Pile]:
    deal = table_of(Opportunity).c
    source = table_of(Opportunity).outerjoin(table_of(Account), table_of(Account).c.id == deal.account_id)
    query = (
        select(deal.id, deal.stage_id, deal.state, deal.amount, deal.currency, deal.probability)
        .select_from(source)
        .where(condition(reader, wanted))
        .order_by(deal.amount.desc(), deal.name_key, deal.id)
    )
    piles: defaultdict[UUID, _Pile] = defaultdict(_Pile)
    for id_, step, state, amount, currency, own in session.execute(query):
        if step in usual:
            pile = piles[step]
            pile.ids.append(id_)
            pile.value[currency] += amount
            pile.weighted[currency] += weighted(amount, chance(state, own, usual[step]))
    return piles
