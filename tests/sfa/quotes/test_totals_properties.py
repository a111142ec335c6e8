"""What holds for every quote."""

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sfa.money import Money
from sfa.quotes.totals import Discount, Line, QuoteTotals, Rounding, Tax, quote_totals

ONE_TAX = Tax("A", "A", Decimal(22))
TAXES = [Tax("", "", Decimal(0)), ONE_TAX, Tax("B", "B", Decimal("5.5")), Tax("C", "C", Decimal(100))]
CURRENCIES = st.sampled_from(["USD", "JPY", "KWD"])
ROUNDINGS = st.sampled_from(Rounding)
percents = st.decimals(0, 100, places=2)
quantities = st.decimals("0.001", 5000, places=3)
prices = st.decimals(0, 20000, places=4)


@st.composite
def lines_of_a_quote(draw: st.DrawFn) -> list[Line]:
    inclusive = draw(st.booleans())
    discounts = st.one_of(st.just(Discount()), percents.map(lambda value: Discount(percent=value)))
    line = st.builds(Line, quantities, prices, discounts, st.sampled_from(TAXES), st.just(inclusive))
    return draw(st.lists(line, min_size=1, max_size=12))


document_discounts = st.one_of(
    st.just(Discount()),
    percents.map(lambda value: Discount(percent=value)),
    st.just(Discount(amount=Decimal(0))),
)


def money(totals: QuoteTotals) -> list[Money]:
    rows = [*totals.lines, *totals.taxes, totals]
    return [value for row in rows for f in fields(row) if isinstance(value := getattr(row, f.name), Money)]


@given(lines_of_a_quote(), CURRENCIES, ROUNDINGS, document_discounts)
def test_what_is_shown_adds_up(lines: list[Line], currency: str, rounding: Rounding, discount: Discount) -> None:
    totals = quote_totals(lines, currency=currency, rounding=rounding, discount=discount)
    for row in totals.lines:
        assert row.list - row.discount == row.amount
        assert row.net + row.tax == row.gross
        assert row.amount - row.document_discount == (row.gross if totals.includes_tax else row.net)
    for name in ("list", "net", "tax", "gross", "document_discount"):
        assert Money.total((getattr(row, name) for row in totals.lines), currency) == getattr(totals, name)
    assert Money.total((row.base for row in totals.taxes), currency) == totals.net
    assert Money.total((row.tax for row in totals.taxes), currency) == totals.tax
    assert totals.list - totals.discounts == (totals.gross if totals.includes_tax else totals.net)


@given(lines_of_a_quote(), CURRENCIES, ROUNDINGS, document_discounts)
def test_no_figure_is_negative(lines: list[Line], currency: str, rounding: Rounding, discount: Discount) -> None:
    totals = quote_totals(lines, currency=currency, rounding=rounding, discount=discount)
    assert all(amount.minor >= 0 for amount in money(totals))
    assert not any(amount.value.is_signed() for amount in money(totals))


@given(lines_of_a_quote(), ROUNDINGS, document_discounts, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    lines: list[Line], rounding: Rounding, discount: Discount, random
) -> None:
    shuffled = random.sample(lines, len(lines))
    first, second = (
        quote_totals(each, currency="USD", rounding=rounding, discount=discount) for each in (lines, shuffled)
    )
    assert replace(first, lines=()) == replace(second, lines=())


@given(lines_of_a_quote(), ROUNDINGS)
def test_a_full_discount_leaves_nothing(lines: list[Line], rounding: Rounding) -> None:
    totals = quote_totals(lines, currency="USD", rounding=rounding, discount=Discount(percent=Decimal(100)))
    assert (totals.net.minor, totals.tax.minor, totals.gross.minor) == (0, 0, 0)
    assert totals.document_discount == totals.subtotal


@given(lines_of_a_quote(), ROUNDINGS, st.decimals(0, 1, places=6))
def test_each_line_bears_its_share_of_the_discount(lines: list[Line], rounding: Rounding, part: Decimal) -> None:
    subtotal = quote_totals(lines, currency="USD", rounding=rounding).subtotal
    off = (subtotal.value * part).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    totals = quote_totals(lines, currency="USD", rounding=rounding, discount=Discount(amount=off))
    assert totals.document_discount.value == off
    for row in totals.lines:
        fair = off * row.amount.minor / (subtotal.minor or 1) * 100
        assert abs(row.document_discount.minor - fair) < 1


@given(quantities, prices, quantities, percents, st.booleans(), ROUNDINGS)
def test_more_pieces_never_cost_less(
    few: Decimal, price: Decimal, more: Decimal, percent: Decimal, inclusive: bool, rounding: Rounding
) -> None:
    line = Line(few, price, Discount(percent=percent), ONE_TAX, inclusive)
    cheap = quote_totals([line], currency="USD", rounding=rounding)
    dear = quote_totals([replace(line, quantity=few + more)], currency="USD", rounding=rounding)
    assert dear.gross.minor >= cheap.gross.minor


@given(lines_of_a_quote(), percents, percents, ROUNDINGS)
def test_a_higher_discount_never_costs_more_before_tax(
    lines: list[Line], one: Decimal, other: Decimal, rounding: Rounding
) -> None:
    low, high = (
        quote_totals(lines, currency="USD", rounding=rounding, discount=Discount(percent=value))
        for value in sorted((one, other))
    )
    assert high.document_discount.minor >= low.document_discount.minor


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 100, places=2))
def test_tax_taken_out_and_put_on_again_moves_a_line_by_one_cent_at_most(price: Decimal, rate: Decimal) -> None:
    kind = Tax("T", "T", rate)
    out = quote_totals([Line(Decimal(1), price, tax=kind, includes_tax=True)], currency="USD")
    again = quote_totals([Line(Decimal(1), out.net.value, tax=kind)], currency="USD")
    assert abs(again.gross.minor - out.gross.minor) <= 1


@given(lines_of_a_quote())
def test_the_two_methods_differ_by_half_a_cent_a_line_and_figure_at_most(lines: list[Line]) -> None:
    by_line, in_total = (quote_totals(lines, currency="USD", rounding=rounding) for rounding in Rounding)
    assert abs(by_line.gross.minor - in_total.gross.minor) <= 2 * (len(lines) + len(in_total.taxes))
