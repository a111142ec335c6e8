"""Numbers that are given out once and never again, from blocks of a series."""

from __future__ import annotations

from sqlalchemy import select

from sfa.store.tables import NumberBlock
from sfa.store.transaction import Transaction

__all__ = ["quote_number", "take"]

_SIZE = 10_000


def quote_number(txn: Transaction, year: int) -> str:
    """The next quote number of that year, such as Q-2026-0042. For acts only."""
    return f"Q-{year}-{take(txn, f'quote-{year}'):04d}"


def take(txn: Transaction, series: str) -> int:
    """The next number of `series`, from a block leased by the server or else from the store's own.

    Undo gives no number back: a block's `next` only grows, and a block that undo ended still counts.
    """
    blocks = txn.scalars(select(NumberBlock).where(NumberBlock.series == series))
    living = [block for block in blocks if block.deleted_at is None and block.next <= block.last]
    block = min(living, key=lambda b: (not b.leased, b.next), default=None)
    if block is None:
        first = max((known.next if known.deleted_at else known.last + 1 for known in blocks), default=1)
        block = txn.add(NumberBlock(series=series, next=first, last=first + _SIZE - 1))
    number = int(block.next)
    block.next = number + 1
    txn.flush()
    return number
