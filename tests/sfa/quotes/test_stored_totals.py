"""Whatever is done to a quote, what is stored is what the engine says of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfa.errors import FieldbookError
from sfa.quotes.acts import AddLine, ChangeLine, MoveLine, RemoveLine, ReviseQuote, SendQuote, SetQuoteTerms
from sfa.quotes.totals import NO_TAX, Discount, Line, Tax, quote_totals
from tests.sfa.quotes.shop import Shop, open_shop

_FIGURES = st.decimals(-1, 2000, places=2, allow_nan=False)
_PERCENTS = st.none() | st.decimals(-1, 101, places=1, allow_nan=False)
_PLACES = st.integers(0, 5)
_STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["tower", "coupler"]), _FIGURES, _PERCENTS),
    st.tuples(st.just("quantity"), _PLACES, _FIGURES),
    st.tuples(st.just("unit_price"), _PLACES, _FIGURES),
    st.tuples(st.just("discount"), _PLACES, _PERCENTS),
    st.tuples(st.just("remove"), _PLACES),
    st.tuples(st.just("move"), _PLACES, _PLACES),
    st.tuples(st.just("whole"), _PERCENTS),
    st.tuples(st.just("tax"), st.booleans()),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("send")),
    st.tuples(st.just("revise")),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    found = open_shop(tmp_path_factory.mktemp("totals"))
    yield found
    found.close()


def _do(shop: Shop, quote: UUID, step: tuple[Any, ...]) -> UUID:
    """Run one step; returns the quote to go on with. A refusal is as good as an answer."""
    kind, *rest = step
    lines = shop.lines(quote)
    if kind in ("undo", "redo"):
        getattr(shop.work, kind)()
    elif kind == "add":
        shop.work.run(AddLine(quote, getattr(shop, rest[0]), rest[1], discount=rest[2]))
    elif kind == "whole":
        shop.work.run(SetQuoteTerms(quote, discount=rest[0]))
    elif kind == "tax":
        shop.work.run(SetQuoteTerms(quote, tax_id=shop.sales_tax if rest[0] else None))
    elif kind == "send":
        shop.work.run(SendQuote(quote))
    elif kind == "revise":
        return UUID(str(shop.work.run(ReviseQuote(quote))))
    elif lines:
        line = lines[rest[0] % len(lines)].id
        if kind == "remove":
            shop.work.run(RemoveLine(line))
        elif kind == "move":
            shop.work.run(MoveLine(line, rest[1]))
        else:
            shop.work.run(ChangeLine(line, **{kind: rest[1]}))
    return quote


def _by_the_engine(shop: Shop, quote: UUID) -> tuple[int, int, int]:
    lines = [
        Line(
            line.quantity,
            line.unit_price,
            Discount(percent=line.discount),
            Tax("", line.tax_name, line.tax_rate) if line.tax_name else NO_TAX,
        )
        for line in shop.lines(quote)
    ]
    if not lines:
        return (0, 0, 0)
    totals = quote_totals(lines, currency="USD", discount=Discount(percent=shop.row(quote).discount))
    return (totals.net.minor, totals.tax.minor, totals.gross.minor)


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(_STEPS, max_size=8))
def test_stored_totals_are_the_engines_after_any_sequence_of_acts(shop: Shop, steps: list[tuple[Any, ...]]) -> None:
    quote = shop.quote(shop.tower, shop.coupler)
    for step in steps:
        with suppress(FieldbookError):
            quote = _do(shop, quote, step)
        row = shop.row(quote)
        if row.deleted_at is None:
            assert (row.net, row.tax, row.gross) == _by_the_engine(shop, quote)
