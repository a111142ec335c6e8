"""The theme: every colour of the tokens is readable where it may stand."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette

from ui.desktop.theme import NAMES, Theme, apply, contrast, current, tokens


def _claims() -> list[tuple[str, str, str, float]]:
    return [
        (theme, name, ground, entry.get("needs", 1))
        for theme, colors in tokens()["themes"].items()
        for name, entry in colors.items()
        for ground in entry.get("contrast", {})
    ]


@pytest.mark.parametrize(("name", "color", "ground", "needs"), _claims())
def test_a_colour_reads_on_each_ground_it_may_stand_on(name: str, color: str, ground: str, needs: float) -> None:
    theme = Theme(name)
    assert contrast(theme.color(color), theme.color(ground)) >= needs


@pytest.mark.parametrize(("name", "color", "ground", "needs"), _claims())
def test_the_ratio_written_in_the_tokens_is_the_ratio_of_the_colours(
    name: str, color: str, ground: str, needs: float
) -> None:
    theme = Theme(name)
    said = tokens()["themes"][name][color]["contrast"][ground]
    assert contrast(theme.color(color), theme.color(ground)) == pytest.approx(said, abs=0.06)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("accent.on", "accent.fill"),
        ("accent.on", "accent.hover"),
        ("accent.on", "accent.pressed"),
        ("danger.on", "danger.fill"),
        ("danger.on", "danger.hover"),
        ("danger.on", "danger.pressed"),
        ("toast.text", "toast.bg"),
        ("toast.action", "toast.bg"),
        ("text.hint", "bg.hover"),
        ("accent.text", "accent.soft"),
    ],
)
def test_words_on_buttons_and_toasts_read_in_every_theme(name: str, text: str, ground: str) -> None:
    theme = Theme(name)
    assert contrast(theme.color(text), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_names_only_colours_of_its_theme(name: str) -> None:
    theme = Theme(name)
    known = {value.upper() for value in theme._colors.values()}
    used = {value.upper() for value in re.findall(r"#[0-9A-Fa-f]{3,8}\b", theme.style_sheet())}
    assert used
    assert used <= known


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="sepia"):
        Theme("sepia")


def test_figures_of_number_columns_have_equal_widths_and_others_do_not_ask_for_it() -> None:
    assert len(Theme("light").font(tabular=True).featureTags()) == 1
    assert Theme("light").font().featureTags() == []


def test_a_font_that_was_handed_out_may_be_altered_without_harm() -> None:
    theme = Theme("light")
    theme.font().setPixelSize(99)
    assert theme.font().pixelSize() == 13


def test_choosing_dark_turns_the_palette_and_tells_the_listeners(qapp_theme, qtbot) -> None:
    host = apply(qapp_theme, "light")
    with qtbot.waitSignal(host.changed) as told:
        host.choose("dark")
    assert told.args[0].name == "dark"
    assert current().name == "dark"
    assert qapp_theme.palette().color(QPalette.ColorRole.Window) == Theme("dark").color("bg.page")


def test_high_contrast_draws_a_thicker_focus_ring() -> None:
    assert (Theme("light").line("focus"), Theme("high-contrast").line("focus")) == (2, 3)
