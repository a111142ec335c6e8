"""What cannot be offered is refused in a sentence that names the line."""

from decimal import Decimal

import pytest

from sfa.errors import BadInput
from sfa.quotes.totals import NO_DISCOUNT, NO_TAX, Discount, Line, Tax, quote_totals

D = Decimal
FINE = Line(D(1), D(10))


def refusal(*lines: Line, discount: Discount = NO_DISCOUNT, currency: str = "USD") -> BadInput:
    with pytest.raises(BadInput) as caught:
        quote_totals(lines, currency=currency, discount=discount)
    return caught.value


def test_a_quote_without_lines() -> None:
    assert refusal().message == "A quote needs at least one line."


def test_a_negative_quantity_names_line_and_field() -> None:
    error = refusal(FINE, Line(D(-2), D(10)))
    assert error.message == "Line 2: the quantity must be more than 0, not -2."
    assert error.field == "lines.1.quantity"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(D(0), D(1)), "quantity must be more than 0"),
        (Line(D("NaN"), D(1)), "quantity is not a number"),
        (Line(D("sNaN"), D(1)), "quantity is not a number"),
        (Line(D("Infinity"), D(1)), "quantity is not a number"),
        (Line(D("1e999999"), D(1)), "quantity is too large"),
        (Line(D("1e-999999"), D(1)), "quantity has more than 8 decimals"),
        (Line(D(1), D("-0.01")), "price cannot be negative"),
        (Line(D(1), D("NaN")), "price is not a number"),
        (Line(D(1), D("1e12")), "price is too large"),
        (Line(D(10**8), D(10**11)), "the amount is too large"),
        (Line(D(1), D(10), Discount(percent=D("100.01"))), "between 0 and 100 %, not 100.01 %"),
        (Line(D(1), D(10), Discount(percent=D(-1))), "between 0 and 100 %"),
        (Line(D(1), D(10), Discount(percent=D("NaN"))), "discount is not a number"),
        (Line(D(1), D(10), Discount(amount=D(-1))), "discount cannot be negative"),
        (Line(D(1), D(10), Discount(amount=D("10.01"))), "discount is more than the line comes to"),
        (Line(D(1), D(10), Discount(D(1), D(1))), "either a percentage or an amount"),
        (Line(D(1), D(10), tax=Tax("X", "X", D(101))), "tax rate must lie between 0 and 100 %"),
        (Line(D(1), D(10), tax=Tax("X", "X", D("NaN"))), "tax rate is not a number"),
        (Line(D(1), D(10), includes_tax=True), "prices with and without tax"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_that_cannot_be(line: Line, words: str) -> None:
    message = refusal(FINE, line).message
    assert message.startswith("Line 2: ")
    assert words in message


@pytest.mark.parametrize(
    ("discount", "words"),
    [
        (Discount(percent=D(101)), "The discount must lie between 0 and 100 %, not 101 %."),
        (Discount(amount=D("10.01")), "The discount is more than the lines come to."),
        (Discount(amount=D("NaN")), "The discount is not a number."),
    ],
)
def test_a_discount_of_the_quote_that_cannot_be(discount: Discount, words: str) -> None:
    assert refusal(FINE, discount=discount).message == words


def test_a_currency_that_is_none() -> None:
    assert refusal(FINE, currency="dollars").field == "currency"


def test_many_large_lines_together_are_too_much() -> None:
    assert "more than Fieldbook can count" in refusal(*[Line(D(10), D(9 * 10**11), tax=NO_TAX)] * 2).message
