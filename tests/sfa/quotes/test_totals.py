"""What a quote comes to, by vectors from issue trackers and tax offices."""

from decimal import Decimal

import pytest

from sfa.money import Money
from sfa.quotes.totals import NO_DISCOUNT, Discount, Line, QuoteTotals, Rounding, Tax, quote_totals

D = Decimal


def tax(rate: str) -> Tax:
    return Tax(f"T{rate}", f"Tax {rate} %", D(rate))


def line(quantity: str, price: str, rate: str = "0", percent: str | None = None, *, inclusive: bool = False) -> Line:
    discount = Discount(percent=D(percent)) if percent else Discount()
    return Line(D(quantity), D(price), discount, tax(rate), inclusive)


def work_out(
    *lines: Line, rounding: Rounding = Rounding.LINE, currency: str = "EUR", discount: Discount = NO_DISCOUNT
) -> QuoteTotals:
    return quote_totals(lines, currency=currency, rounding=rounding, discount=discount)


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


@pytest.mark.parametrize(("rounding", "gross"), [(Rounding.LINE, "6527.81"), (Rounding.TOTAL, "6527.80")])
def test_sixteen_pieces_less_four_percent_at_22(rounding: Rounding, gross: str) -> None:
    totals = work_out(line("16", "348.35", "22", "4"), rounding=rounding)
    assert totals.gross == eur(gross)
    assert totals.net == eur("5350.66")


@pytest.mark.parametrize(
    ("rounding", "expected_tax", "gross"),
    [(Rounding.LINE, "53.80", "412.43"), (Rounding.TOTAL, "53.79", "412.42")],
)
def test_two_lines_less_five_percent_at_15(rounding: Rounding, expected_tax: str, gross: str) -> None:
    totals = work_out(line("10", "30.75", "15", "5"), line("1", "70", "15", "5"), rounding=rounding)
    assert totals.tax == eur(expected_tax)
    assert totals.gross == eur(gross)


@pytest.mark.parametrize(
    ("quantity", "times", "rounding", "gross"),
    [
        ("1", 1, Rounding.LINE, "3.80"),
        ("10", 1, Rounding.LINE, "37.98"),
        ("1", 10, Rounding.LINE, "38.00"),
        ("1", 10, Rounding.TOTAL, "37.98"),
    ],
)
def test_three_sixty_at_five_and_a_half(quantity: str, times: int, rounding: Rounding, gross: str) -> None:
    assert work_out(*[line(quantity, "3.60", "5.5")] * times, rounding=rounding).gross == eur(gross)


@pytest.mark.parametrize("rounding", Rounding)
def test_the_total_is_net_plus_tax_and_not_rounded_by_itself(rounding: Rounding) -> None:
    # 147.3944 x 1.23 = 181.2951 would give 181.30, but then tax shown would not be 23 % of the net shown.
    totals = work_out(line("1", "0.50", "23"), line("12.12", "12.12", "23"), rounding=rounding)
    assert (totals.net, totals.tax, totals.gross) == (eur("147.39"), eur("33.90"), eur("181.29"))


@pytest.mark.parametrize("rounding", Rounding)
def test_a_price_with_tax_stays_what_it_is(rounding: Rounding) -> None:
    totals = work_out(line("1", "8.01", "20", inclusive=True), rounding=rounding)
    assert totals.gross == eur("8.01")
    assert totals.net + totals.tax == eur("8.01")


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("price", ["8.01", "0.01", "99.99", "1234.567"])
def test_a_full_discount_on_prices_with_tax_leaves_exactly_nothing(rounding: Rounding, price: str) -> None:
    by_line = work_out(line("3", price, "19", "100", inclusive=True), rounding=rounding)
    by_document = work_out(
        line("3", price, "19", inclusive=True),
        line("7", price, "7", inclusive=True),
        rounding=rounding,
        discount=Discount(percent=D(100)),
    )
    for totals in (by_line, by_document):
        assert (totals.net.minor, totals.tax.minor, totals.gross.minor) == (0, 0, 0)


def test_a_discount_of_one_cent_moves_a_total_with_tax_by_one_cent() -> None:
    lines = [line("1", "149.90", "19", inclusive=True), line("2", "33.33", "7", inclusive=True)]
    before = work_out(*lines).gross
    assert work_out(*lines, discount=Discount(amount=D("0.01"))).gross == before - eur("0.01")


@pytest.mark.parametrize(
    ("rounding", "expected_tax", "gross"),
    [(Rounding.LINE, "22.60", "135.70"), (Rounding.TOTAL, "22.62", "135.72")],
)
def test_ten_lines_of_the_vat_guide(rounding: Rounding, expected_tax: str, gross: str) -> None:
    totals = work_out(*[line("1", "11.31", "20")] * 10, rounding=rounding)
    assert (totals.tax, totals.gross) == (eur(expected_tax), eur(gross))


def test_tax_taken_out_and_put_on_again_moves_by_one_cent_at_most() -> None:
    taken_out = work_out(line("1", "10.00", "21", inclusive=True))
    assert taken_out.net == eur("8.26")
    assert work_out(line("1", "8.26", "21")).gross == eur("9.99")


@pytest.mark.parametrize(("net", "expected"), [("9.99", "2.20"), ("16.65", "3.66"), ("16.67", "3.67")])
def test_22_percent_half_up(net: str, expected: str) -> None:
    assert work_out(line("1", net, "22")).tax == eur(expected)


def test_yen_have_no_cents() -> None:
    totals = work_out(line("3", "333.5", "10"), currency="JPY")
    assert (totals.net, totals.tax, totals.gross) == (
        Money(1001, "JPY"),
        Money(100, "JPY"),
        Money(1101, "JPY"),
    )


def test_dinars_have_three_decimals() -> None:
    totals = work_out(line("1", "1.2345", "5"), currency="KWD")
    assert (totals.net.value, totals.tax.value) == (D("1.235"), D("0.062"))


def test_each_tax_has_its_base_and_its_amount_highest_rate_first() -> None:
    totals = work_out(line("1", "100", "7"), line("1", "200", "19"), line("2", "50", "7"))
    assert [(row.kind.rate, row.base, row.tax) for row in totals.taxes] == [
        (D(19), eur("200"), eur("38")),
        (D(7), eur("200"), eur("14")),
    ]


def test_rates_written_with_and_without_a_zero_are_one_tax() -> None:
    same = [Line(D(1), D(1), tax=Tax("V", "VAT", D(rate))) for rate in ("5.5", "5.50")]
    assert len(work_out(*same).taxes) == 1


def test_list_amounts_and_line_discounts_are_shown() -> None:
    totals = work_out(line("2", "4821", "7.5", "8"), line("4", "55", "7.5"))
    first, second = totals.lines
    assert (first.list, first.discount, first.amount) == (eur("9642"), eur("771.36"), eur("8870.64"))
    assert second.discount == eur("0")
    assert (totals.list, totals.discounts, totals.net) == (eur("9862"), eur("771.36"), eur("9090.64"))


def test_a_discount_in_money_is_taken_off_the_whole_line() -> None:
    totals = work_out(Line(D(3), D(10), Discount(amount=D("4.5")), tax("10")))
    assert (totals.net, totals.tax) == (eur("25.50"), eur("2.55"))


def test_the_discount_of_the_quote_lowers_each_tax_in_proportion() -> None:
    totals = work_out(line("1", "300", "20"), line("1", "100", "10"), discount=Discount(amount=D(40)))
    assert [row.document_discount for row in totals.lines] == [eur("30"), eur("10")]
    assert [(row.base, row.tax) for row in totals.taxes] == [(eur("270"), eur("54")), (eur("90"), eur("9"))]


def test_lines_rounded_in_total_still_add_up_as_shown() -> None:
    totals = work_out(*[line("1", "11.314", "20")] * 10, rounding=Rounding.TOTAL)
    assert totals.net == eur("113.14")
    assert sorted({row.amount for row in totals.lines}, key=str) == [eur("11.31"), eur("11.32")]
    assert all(row.discount == eur("0") for row in totals.lines)
