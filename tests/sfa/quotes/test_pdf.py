"""The quote on paper says what the engine worked out, in any script, on pages that break well."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sfa.errors import BadInput
from sfa.quotes.document import Customer, Paper
from sfa.quotes.pdf import render_quote
from sfa.quotes.totals import Discount, Rounding, Tax
from tests.sfa.quotes.samples import COMPANY, ink_of, item, pages_of, quote

VAT = Tax("S", "VAT", Decimal(19))
REDUCED = Tax("R", "VAT", Decimal(7))


def text_of(*lines, **other) -> str:
    return "\n".join(pages_of(render_quote(quote(lines or (item(),), **other)).data))


def test_all_that_matters_is_on_it() -> None:
    text = text_of(item("Tap tower", "2", "4821", percent="8"), item("Glycol line", "4", "55"), revision=2)
    for words in (
        "Scioto Draught Supply", "1180 Dublin Road, Columbus OH 43215", "Brauhaus Lindner", "Jürgen Lindner",
        "88 Bridge Street", "Q-2026-0418, version 2", "November 17, 2026", "Valid until December 17, 2026",
        "Tap tower 2 4,821.00 8,870.64", "less 8% discount (−771.36)", "Glycol line 4 55.00 220.00",
        "Net 9,090.64", "Ohio sales tax 7.5% 681.80", "Total USD 9,772.44", "Payment 30 days net.",
        "Signature, date", "Page 1 of 1",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("rounding", Rounding)
def test_the_paper_shows_the_engine_s_figures(rounding: Rounding) -> None:
    document = quote((item("A", "16", "348.35", percent="4", tax=Tax("V", "VAT", Decimal(22))),), rounding=rounding)
    assert f"Total USD {document.totals.gross.value:,}" in pages_of(render_quote(document).data)[0]


def test_each_tax_rate_has_its_base_and_amount() -> None:
    text = text_of(item("A", "1", "100", tax=VAT), item("B", "1", "50", tax=REDUCED), currency="EUR")
    assert "VAT 19% on 100.00 19.00" in text
    assert "VAT 7% on 50.00 3.50" in text
    assert "A 1 100.00 19% 100.00" in text


def test_a_discount_of_the_quote_stands_between_subtotal_and_net() -> None:
    text = text_of(item("A", "1", "100"), discount=Discount(percent=Decimal(5)))
    assert "Subtotal 100.00\nDiscount 5% −5.00\nNet 95.00" in text


def test_prices_with_tax_say_what_the_total_includes() -> None:
    text = text_of(item("A", "1", "119", tax=VAT, includes_tax=True), currency="EUR")
    assert "Total EUR 119.00\nThe total includes\nNet 100.00\nVAT 19% 19.00" in text


def test_a_quote_without_tax_prints_no_tax() -> None:
    assert "Tax" not in text_of(item(tax=Tax("", "", Decimal(0))), company=replace(COMPANY, tax_id=""))


@pytest.mark.parametrize(
    ("locale", "currency", "total"),
    [
        ("de_DE", "EUR", "Total EUR 1.234.567,50"),
        ("fr_FR", "EUR", "Total EUR 1\u202f234\u202f567,50"),
        ("en_IN", "INR", "Total INR 12,34,567.50"),
        ("de_CH", "CHF", "Total CHF 1’234’567.50"),
        ("en_US", "JPY", "Total JPY 1,234,568"),
        ("en_US", "KWD", "Total KWD 1,234,567.500"),
        ("nobody_KNOWS", "USD", "Total USD 1,234,567.50"),
        ("", "USD", "Total USD 1,234,567.50"),
    ],
)
def test_numbers_follow_the_reader_s_locale(locale: str, currency: str, total: str) -> None:
    text = text_of(item("A", "1", "1234567.5", tax=Tax("", "", Decimal(0))), locale=locale, currency=currency)
    assert total in text.replace("\xa0", " ")


def test_the_digits_of_the_currency_are_shown_and_not_those_of_daily_use() -> None:
    # CLDR shows Afghanis without Puls; ISO 4217 has two digits and so has the engine.
    assert "Total AFN 10.50" in text_of(item("A", "1", "10.5", tax=Tax("", "", Decimal(0))), currency="AFN")


@pytest.mark.parametrize("paper", Paper)
def test_the_sheet_has_the_size_asked_for(paper: Paper) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(render_quote(quote(paper=paper)).data)
    assert document.get_page_size(0) == pytest.approx(paper.size, abs=0.01)
    document.close()


def test_equal_quotes_give_equal_bytes() -> None:
    assert render_quote(quote()).data == render_quote(quote()).data


def test_quotes_printed_at_once_do_not_disturb_each_other() -> None:
    documents = [quote([item(f"Ωμέγα {n} Ж", str(n + 1))] * (n + 1)) for n in range(12)]
    alone = [render_quote(document).data for document in documents]
    with ThreadPoolExecutor(4) as threads:
        together = [result.data for result in threads.map(render_quote, documents)]
    assert alone == together


def test_every_font_is_embedded_and_no_helvetica_is_asked_for() -> None:
    import pikepdf

    data = render_quote(quote([item("Ζυθοποιία Пиво Łódź Hà Nội ễ 東")], draft=True)).data
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = [font for page in file.pages for font in page.resources["/Font"].values()]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "Inter" in str(font.BaseFont) or "Noto" in str(font.BaseFont)


def test_the_file_says_what_it_is() -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(render_quote(quote(title="Tap room")).data)) as file:
        facts = [str(file.docinfo[key]) for key in ("/Title", "/Author", "/Subject")]
    assert facts == ["Quote Q-2026-0418", "Scioto Draught Supply", "Tap room"]


@pytest.mark.parametrize(
    "name",
    ["Ζυθοποιία Αθηνών", "Пивоварня «Жигули»", "Zażółć gęślą jaźń", "Nguyễn Thị Ngọc Ánh", "Çelik & Ærø Ĳssel"],
)
def test_european_and_vietnamese_names_print_whole(name: str) -> None:
    result = render_quote(quote([item(name)], customer=Customer(name)))
    assert result.missing == ()
    assert pages_of(result.data)[0].count(name) == 2


def test_a_glyph_no_font_has_is_a_box_and_is_reported() -> None:
    result = render_quote(quote(customer=Customer("東京 Beer 京")))
    assert result.missing == ("京", "東")
    assert "Beer" in pages_of(result.data)[0]
    blank = render_quote(quote(customer=Customer("   Beer")))
    assert ink_of(result.data) > ink_of(blank.data)


def test_none_of_the_naughty_strings_crashes_it(naughty_strings: list[str]) -> None:
    for start in range(0, len(naughty_strings), 25):
        some = naughty_strings[start : start + 25]
        lines = [item(text, description=text, unit=text, code=text) for text in some]
        assert render_quote(quote(lines, customer=Customer(some[0], some[-1], tuple(some)))).pages >= 1


@pytest.mark.parametrize(
    "text", ["\x00\x1b[31m", "\ud800", "\ufeff\u200b\u202e", "a\r\nb\tc\u2028d", "\uffff\U0010ffff"]
)
def test_control_and_half_characters_are_cleaned_away(text: str) -> None:
    document = quote(
        [item(text)], number=text, title=text, note=text, terms=text, customer=Customer(text, text, (text,))
    )
    assert render_quote(replace(document, company=replace(COMPANY, name=text))).pages == 1


def test_two_hundred_lines_break_well() -> None:
    lines = [
        item(f"Product no. {n}", description="Two lines of words\nto make it tall" * (n % 3)) for n in range(200)
    ]
    pages = pages_of(render_quote(quote(lines)).data)
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert page.count("Item Qty Price Amount") == 1
        assert f"Page {number} of {len(pages)}" in page
        assert "Product no." in page
    printed = [int(line.split("no. ")[1].split()[0]) for page in pages for line in page.split("\n") if "no. " in line]
    assert printed == list(range(200))


@pytest.mark.parametrize("count", range(8, 40))
def test_totals_never_stand_on_a_page_without_lines(count: int) -> None:
    pages = pages_of(render_quote(quote([item(f"Product {n}") for n in range(count)])).data)
    with_totals = [page for page in pages if "Total USD" in page]
    assert len(with_totals) == 1
    assert f"Product {count - 1}" in with_totals[0]
    assert "Net " in with_totals[0]


def test_long_names_wrap_and_lose_nothing() -> None:
    name = " ".join(f"word{n}" for n in range(60))
    text = text_of(item(name)).replace("\n", " ")
    assert all(f"word{n}" in text for n in range(60))


def test_a_word_without_spaces_is_broken_and_stays_on_the_paper() -> None:
    text = text_of(item("W" * 300))
    assert text.count("W") == 300


def test_a_description_longer_than_a_page_runs_on() -> None:
    description = "\n".join(f"clause {n}." for n in range(150))
    pages = pages_of(render_quote(quote([item(description=description)])).data)
    assert len(pages) >= 3
    assert all(f"clause {n}." in "\n".join(pages) for n in range(150))


def test_long_terms_run_on_and_the_signature_follows_them() -> None:
    pages = pages_of(render_quote(quote(terms="\n".join(f"{n}. Clause" for n in range(200)))).data)
    assert "199. Clause" in pages[-1]
    assert "Signature, date" in pages[-1]


def test_the_largest_figures_stay_on_the_paper() -> None:
    text = text_of(item("A", "999999999.12345678", "7999.99999999", unit="of a very long unit", tax=VAT))
    assert "999,999,999.12345678" in text
    assert "7,999.99999999" in text


def test_a_draft_is_marked_on_each_page() -> None:
    pages = pages_of(render_quote(quote([item()] * 60, draft=True)).data)
    assert all("Draft" in page for page in pages)
    assert "Draft" not in text_of(item())


def test_an_accent_that_is_no_colour_is_refused() -> None:
    with pytest.raises(BadInput, match="not a colour"):
        render_quote(quote(company=replace(COMPANY, accent="reddish")))


def test_totals_of_other_lines_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="other lines"):
        replace(quote(), lines=())


@pytest.fixture(scope="module")
def naughty_strings() -> list[str]:
    return json.loads((Path(__file__).parents[2] / "data" / "bad_input" / "blns.json").read_text(encoding="utf-8"))
