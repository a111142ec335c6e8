"""What a sent quote says stands, whichever way one tries; figures change through acts alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from sfa.errors import RuleBroken
from sfa.quotes.acts import AddLine, SendQuote
from sfa.quotes.guard import ACT_ONLY, FROZEN
from sfa.quotes.model import Quote, QuoteLine
from sfa.store.tables import ChangeGroup
from tests.sfa.quotes.shop import Shop


def _set(name: str, value: Any) -> Callable[[Quote], None]:
    return lambda quote: setattr(quote, name, value)


@pytest.mark.parametrize("name", ["title", "note", "terms", "bill_to", "valid_until"])
def test_the_words_of_a_sent_quote_refuse_plain_edits(shop: Shop, name: str) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    before = shop.row(quote)
    with pytest.raises(RuleBroken) as refused, shop.work.transaction("Edit quote") as txn:
        row = txn.get(Quote, quote)
        setattr(row, name, None)
        row.title = "Other"
    assert refused.value.message == FROZEN
    assert getattr(shop.row(quote), name) == getattr(before, name)


def test_a_sent_quote_is_not_deleted(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    with pytest.raises(RuleBroken), shop.work.transaction("Delete quote") as txn:
        txn.delete(txn.get(Quote, quote))


@pytest.mark.parametrize(
    ("name", "value"),
    [("net", 1), ("gross", 1), ("state", "accepted"), ("number", "Q-1"), ("discount", Decimal(5)), ("revision", 9)],
)
def test_figures_and_state_of_a_draft_refuse_plain_edits(shop: Shop, name: str, value: Any) -> None:
    quote = shop.quote(shop.tower)
    with pytest.raises(RuleBroken) as refused, shop.work.transaction("Edit quote") as txn:
        setattr(txn.get(Quote, quote), name, value)
    assert refused.value.message == ACT_ONLY


def test_lines_refuse_plain_edits_and_plain_adding(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    line = shop.lines(quote)[0].id
    with pytest.raises(RuleBroken), shop.work.transaction("Edit line") as txn:
        txn.get(QuoteLine, line).quantity = Decimal(9)
    figures = {"quantity": Decimal(1), "list_price": Decimal(1), "unit_price": Decimal(1)}
    with pytest.raises(RuleBroken), shop.work.transaction("Add line") as txn:
        txn.add(QuoteLine(quote_id=quote, position=9, name="By hand", **figures))


def test_the_words_of_a_draft_may_be_edited(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    with shop.work.transaction("Edit quote") as txn:
        txn.get(Quote, quote).note = "Delivered by hand"
    assert shop.row(quote).note == "Delivered by hand"


def test_whose_a_sent_quote_is_may_change(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    with shop.work.transaction("Hand over") as txn:
        txn.get(Quote, quote).contact_id = shop.contact
    assert shop.row(quote).contact_id == shop.contact


def test_an_old_change_of_lines_cannot_be_undone_once_the_quote_is_sent(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(AddLine(quote, shop.coupler))
    with shop.work.reading() as session:
        added = session.scalars(select(ChangeGroup.id).order_by(ChangeGroup.seq.desc())).first()
    assert added is not None
    shop.work.run(SendQuote(quote))
    with pytest.raises(RuleBroken, match="what it says stands"):
        shop.work.store.undo_group(shop.work.actor, added)
    assert len(shop.lines(quote)) == 2
