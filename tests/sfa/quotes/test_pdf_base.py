"""Pieces of the page: runs by glyph, wrapping, cleaning, and blocks over pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from sfa.quotes.opentype import substitutes
from sfa.quotes.pdf_base import Block, Sheet, TextStyle, ink, is_light, paginate
from sfa.quotes.pdf_fonts import BOX_WIDTH, Weight, clean, fonts, one_line


def block(height: float = 10.0, *, keep: bool = False, head: Block | None = None) -> Block:
    return Block(height, lambda _sheet, _top: None, keep_with_next=keep, head=head)


def test_each_character_is_drawn_in_the_first_font_that_has_it() -> None:
    assert [(run.font, run.text) for run in fonts().runs("Bier 東 Пиво", Weight.REGULAR)] == [
        ("Inter-Regular", "Bier "),
        ("", "東"),
        ("Inter-Regular", " Пиво"),
    ]


def test_what_inter_lacks_comes_from_noto() -> None:
    devanagari_danda = "।"
    assert fonts().runs(devanagari_danda, Weight.REGULAR)[0].font == "NotoSans-Regular"


def test_a_box_has_a_width() -> None:
    assert fonts().width("東", Weight.STRONG, 10) == BOX_WIDTH * 10


@pytest.mark.parametrize("weight", [Weight.FIGURES, Weight.STRONG_FIGURES])
def test_digits_in_columns_have_one_width(weight: Weight) -> None:
    assert len({fonts().width(digit, weight, 1) for digit in "0123456789"}) == 1
    assert len({fonts().width(digit, Weight.REGULAR, 1) for digit in "0123456789"}) > 1


def test_a_feature_the_font_does_not_have_substitutes_nothing() -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    face = TTFont("probe", str(resources.path("fonts/Inter-Regular.ttf"))).face
    assert substitutes(face.get_table("GSUB"), "zzzz") == {}


def test_unwanted_characters_go_and_line_ends_become_plain() -> None:
    assert clean("\ufeffa\x00\u200d\r\nb\rc\u2028d\te\u3000f\ufe0f") == "a\nb\nc\nd e f"
    assert clean("e\u0301") == "é"
    assert one_line("a\nb") == "a b"


@given(st.text(max_size=200), st.floats(20, 300))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: float) -> None:
    text = clean(text)
    lines = fonts().wrap(text, Weight.REGULAR, 9, width)
    assert all(fonts().width(line, Weight.REGULAR, 9) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    short = fonts().elide("A very long name of a company", Weight.REGULAR, 9, 60)
    assert short.endswith("…")
    assert fonts().width(short, Weight.REGULAR, 9) <= 60


def test_blocks_fill_a_page_and_go_on_with_the_next() -> None:
    pages = paginate([block()] * 7, first=30, room=40)
    assert [len(page) for page in pages] == [3, 4]
    assert [offset for offset, _ in pages[1]] == [0, 10, 20, 30]


def test_what_keeps_together_moves_together() -> None:
    pages = paginate([block(), block(), block(keep=True), block()], first=30, room=40)
    assert [len(page) for page in pages] == [2, 2]


def test_a_head_is_repeated_where_a_page_begins_with_its_block() -> None:
    head = block(5, keep=True)
    pages = paginate([head, *[block(head=head)] * 4], first=25, room=25)
    assert [page[0][1] is head for page in pages] == [True, True]
    assert [len(page) for page in pages] == [3, 3]


def test_a_chain_longer_than_a_page_is_broken() -> None:
    pages = paginate([block(keep=True)] * 10, first=30, room=30)
    assert [len(page) for page in pages] == [3, 3, 3, 1]


@given(st.lists(st.tuples(st.floats(1, 90), st.booleans(), st.booleans()), max_size=60), st.floats(100, 300))
def test_no_page_overflows_and_no_block_is_lost(rows: list[tuple[float, bool, bool]], room: float) -> None:
    head = block(10, keep=True)
    blocks = [block(height, keep=keep, head=head if headed else None) for height, keep, headed in rows]
    pages = paginate(blocks, first=room, room=room)
    for page in pages:
        assert sum(each.height for _, each in page) <= room + 1e-6
    assert [each for page in pages for _, each in page if each is not head] == blocks


def test_letters_on_a_colour_are_chosen_to_be_read() -> None:
    assert is_light("#FFFFFF")
    assert not is_light(ink("accent.fill"))


def test_a_sheet_counts_its_pages_and_reports_boxes() -> None:
    sheet = Sheet((200, 200))
    sheet.text(10, 20, "東", TextStyle(9, ink("text.primary")))
    sheet.next_page()
    result = sheet.finish()
    assert (result.pages, result.missing) == (2, ("東",))
