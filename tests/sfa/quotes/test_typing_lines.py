"""What a person types to add a line."""

from decimal import Decimal

import pytest

from sfa.quotes.typing_lines import TypedLine, read_line


@pytest.mark.parametrize(
    ("typed", "quantity", "words", "price"),
    [
        ("3 gtx plus", 3, "gtx plus", None),
        ("gtx plus", 1, "gtx plus", None),
        ("3x gtx", 3, "gtx", None),
        ("3 x gtx", 3, "gtx", None),
        ("12 × hose", 12, "hose", None),
        ("2.5 hose", "2.5", "hose", None),
        ("2,5 hose", "2.5", "hose", None),
        (".5 hose", "0.5", "hose", None),
        ("-3 hose", -3, "hose", None),
        ("16 fitter @ 85", 16, "fitter", 85),
        ("fitter @85,50", 1, "fitter", "85.5"),
        ("500", 1, "500", None),
        ("gtk 500", 1, "gtk 500", None),
        ("3d printer", 1, "3d printer", None),
        ("", 1, "", None),
        ("  2   big   pumps ", 2, "big pumps", None),
        ("mail@example.com", 1, "mail@example.com", None),
    ],
)
def test_typed_text_is_quantity_words_and_price(
    typed: str, quantity: float | str, words: str, price: float | str | None
) -> None:
    expected = TypedLine(Decimal(quantity), words, None if price is None else Decimal(price))
    assert read_line(typed) == expected
