"""Lines of a draft: added, changed, moved, removed; the totals follow."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sfa.catalog.acts import AddProduct, RetireProduct, SetPrice
from sfa.errors import FieldbookError, RuleBroken
from sfa.quotes.acts import AddLine, ChangeLine, MoveLine, RemoveLine, SendQuote
from sfa.store.actor import system_actor
from tests.sfa.quotes.shop import Shop


def test_a_line_copies_product_price_cost_and_tax(shop: Shop) -> None:
    quote = shop.quote()
    shop.work.run(AddLine(quote, shop.tower, Decimal(2), discount=Decimal(8)))
    (line,) = shop.lines(quote)
    assert (line.name, line.code, line.unit_cost) == ("GTX Pro tap tower", "GTX-P6", Decimal(3000))
    assert (line.list_price, line.unit_price) == (Decimal(4821), Decimal(4821))
    assert (line.tax_name, line.tax_rate) == ("Ohio sales tax", Decimal("7.5"))
    row = shop.row(quote)
    assert (row.net, row.tax, row.gross) == (887064, 66530, 953594)


def test_later_prices_leave_a_line_alone(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.store.run(SetPrice(shop.tower, Decimal(1)), system_actor())
    assert shop.lines(quote)[0].unit_price == Decimal(4821)


def test_an_untouched_price_follows_the_quantity(shop: Shop) -> None:
    quote = shop.quote(shop.coupler)
    (line,) = shop.lines(quote)
    shop.work.run(ChangeLine(line.id, quantity=Decimal(12)))
    assert shop.lines(quote)[0].unit_price == Decimal(1000)
    assert shop.row(quote).net == 1200000


def test_a_price_that_was_typed_stays_when_the_quantity_changes(shop: Shop) -> None:
    quote = shop.quote(shop.coupler)
    (line,) = shop.lines(quote)
    shop.work.run(ChangeLine(line.id, unit_price=Decimal(1050)))
    shop.work.run(ChangeLine(line.id, quantity=Decimal(12)))
    (line,) = shop.lines(quote)
    assert (line.unit_price, line.list_price) == (Decimal(1050), Decimal(1096))


def test_something_without_a_product_needs_words_and_a_price(shop: Shop) -> None:
    quote = shop.quote()
    shop.work.run(AddLine(quote, name="Installation", unit_price=Decimal(85), quantity=Decimal(16)))
    assert shop.row(quote).net == 136000
    with pytest.raises(RuleBroken, match="has no price"):
        shop.work.run(AddLine(quote, name="Installation"))
    with pytest.raises(RuleBroken, match="what the line is about"):
        shop.work.run(AddLine(quote, unit_price=Decimal(1)))


def test_a_product_without_a_price_must_be_given_one(shop: Shop) -> None:
    quote = shop.quote()
    product = shop.work.store.run(AddProduct("Service"), system_actor())
    with pytest.raises(RuleBroken, match="“Service” has no price in this price book") as refused:
        shop.work.run(AddLine(quote, product))
    assert refused.value.field == "product"
    shop.work.run(AddLine(quote, product, unit_price=Decimal(450)))
    assert shop.row(quote).net == 45000


def test_a_retired_product_is_not_quoted(shop: Shop) -> None:
    shop.work.store.run(RetireProduct(shop.tower), system_actor())
    with pytest.raises(RuleBroken, match="not offered any more"):
        shop.quote(shop.tower)


def test_a_removed_line_leaves_the_totals(shop: Shop) -> None:
    quote = shop.quote(shop.tower, shop.coupler)
    shop.work.run(RemoveLine(shop.lines(quote)[0].id))
    assert [line.name for line in shop.lines(quote)] == ["GTX Plus coupler"]
    assert shop.row(quote).net == 109600
    shop.work.run(RemoveLine(shop.lines(quote)[0].id))
    assert shop.row(quote).gross == 0


def test_lines_are_put_in_another_order(shop: Shop) -> None:
    quote = shop.quote(shop.tower, shop.coupler, shop.tower)
    first, second, third = (line.id for line in shop.lines(quote))
    shop.work.run(MoveLine(third, 0))
    assert [line.id for line in shop.lines(quote)] == [third, first, second]
    shop.work.run(MoveLine(third, 99))
    assert [line.id for line in shop.lines(quote)] == [first, second, third]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": Decimal(0)}, "lines.0.quantity"),
        ({"unit_price": Decimal(-1)}, "lines.0.unit_price"),
        ({"discount": Decimal(101)}, "lines.0.discount"),
        ({"discount": Decimal(-1)}, "lines.0.discount"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_and_nothing_changes(
    shop: Shop, change: dict[str, Decimal], field: str
) -> None:
    quote = shop.quote(shop.tower)
    (line,) = shop.lines(quote)
    with pytest.raises(FieldbookError) as refused:
        shop.work.run(ChangeLine(line.id, **change))
    assert refused.value.field == field
    assert shop.row(quote).gross == 518258


def test_the_lines_of_a_sent_quote_stand(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    (line,) = shop.lines(quote)
    for act in (
        AddLine(quote, shop.tower),
        ChangeLine(line.id, quantity=Decimal(2)),
        RemoveLine(line.id),
        MoveLine(line.id, 0),
    ):
        with pytest.raises(RuleBroken, match="This quote is sent; make a new version"):
            shop.work.run(act)


def test_undo_takes_line_and_totals_back(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    before = shop.row(quote).gross
    shop.work.run(AddLine(quote, shop.coupler))
    shop.work.undo()
    assert shop.row(quote).gross == before
    assert len(shop.lines(quote)) == 1
