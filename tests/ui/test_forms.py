"""Forms say what is wrong beside the field, and text is edited where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from sfa.errors import BadInput
from sfa.money import Money
from tests.ui.accessibility import faults
from ui.desktop.fields import ChoiceField, DateField, DecimalField, MoneyField, NumberField, TextField
from ui.desktop.forms import Form, InlineEdit


@pytest.fixture
def form(qtbot, qapp_theme) -> Form:
    made = Form(
        [
            [TextField("name", "Company", required=True), ChoiceField("kind", "Kind", [("a", "Bar"), ("b", "Club")])],
            [DateField("close", "Closing date", lambda: date(2026, 11, 17))],
            [MoneyField("amount", "Amount", "USD"), NumberField("count", "Count", least=Decimal(1))],
        ]
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _type(form: Form, name: str, text: str) -> None:
    form.field(name).editor.setText(text)


def test_a_form_gives_values_not_texts(form) -> None:
    _type(form, "name", "  Kowalski Getränke ")
    _type(form, "close", "2/28/2027")
    _type(form, "amount", "1,234.5")
    _type(form, "count", "12")
    form.field("kind").set_value("b")
    assert form.values() == {
        "name": "Kowalski Getränke",
        "kind": "b",
        "close": date(2027, 2, 28),
        "amount": Money(123450, "USD"),
        "count": 12,
    }


def test_what_is_wrong_is_said_beside_each_field_and_the_first_gets_the_focus(form) -> None:
    _type(form, "close", "31.02.2027")
    _type(form, "count", "-2")
    assert form.values() is None
    assert form.field("name").message == "Company is needed"
    assert form.field("close").message == "February 2027 has 28 days"
    assert form.field("count").message == "At least 1"
    assert form.field("name").editor.hasFocus()


def test_an_error_goes_while_it_is_mended(form, qtbot) -> None:
    field = form.field("close")
    field.input.setText("31.02.2027")
    field.check()
    qtbot.keyClick(field.input, Qt.Key.Key_Backspace)
    assert field.message == ""


def test_leaving_a_date_writes_it_out(form, qtbot) -> None:
    field = form.field("close")
    field.input.setFocus()
    qtbot.keyClicks(field.input, "tomorrow")
    qtbot.keyClick(field.input, Qt.Key.Key_Tab)
    assert field.value() == date(2026, 11, 18)
    assert field.input.text() == "11/18/2026"


def test_a_half_number_of_pieces_is_refused(form) -> None:
    _type(form, "count", "2.5")
    assert not form.field("count").check()
    assert form.field("count").message == "A whole number, such as 2"


def test_a_refusal_by_the_store_finds_its_field(form) -> None:
    assert form.show_error(BadInput("The name is taken.", field="name"))
    assert form.field("name").message == "The name is taken."
    assert not form.show_error(BadInput("The disk is full."))


def test_a_message_does_not_move_the_form(form) -> None:
    before = form.sizeHint()
    form.field("name").check()
    assert form.sizeHint() == before


def test_other_choices_keep_the_chosen_one_if_they_have_it(form) -> None:
    field = form.field("kind")
    field.set_value("b")
    field.set_options([("b", "Club"), ("c", "Hotel")])
    assert field.value() == "b"
    field.set_options([("c", "Hotel")])
    assert field.value() is None


def test_setting_values_tells_nobody(form, qtbot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        form.set_values({"name": "A", "kind": "a", "close": date(2027, 1, 1), "amount": None, "count": 3})


def test_a_decimal_keeps_the_digits_it_was_given(qtbot) -> None:
    field = DecimalField("rate", "Rate", digits=2)
    qtbot.addWidget(field)
    field.set_value(Decimal("0.5"))
    assert field.text() == "0.50"


def test_every_field_has_a_name_for_a_screen_reader(form) -> None:
    assert faults(form) == []


@pytest.fixture
def inline(qtbot, qapp_theme) -> InlineEdit:
    place = QWidget()
    row = QHBoxLayout(place)
    made = InlineEdit("Name", "Browar Zieliński")
    row.addWidget(made)
    row.addWidget(QPushButton("Other"))
    qtbot.addWidget(place)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    made.setFocus()
    made.place = place
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_text_is_edited_where_it_stands(inline, qtbot, key) -> None:
    qtbot.keyClick(inline._shown, key)
    assert inline.is_editing
    qtbot.keyClicks(inline._input, "Bar")
    with qtbot.waitSignal(inline.edited) as told:
        qtbot.keyClick(inline._input, Qt.Key.Key_Return)
    assert told.args == ["Bar"]
    assert inline.text() == "Browar Zieliński"
    assert inline._shown.hasFocus()


def test_escape_leaves_the_text_as_it_was(inline, qtbot) -> None:
    qtbot.mouseClick(inline._shown, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(inline._input, "Bar")
    with qtbot.assertNotEmitted(inline.edited):
        qtbot.keyClick(inline._input, Qt.Key.Key_Escape)
    assert not inline.is_editing


def test_leaving_takes_what_was_typed_once(inline, qtbot) -> None:
    told = []
    inline.edited.connect(told.append)
    qtbot.keyClick(inline._shown, Qt.Key.Key_F2)
    qtbot.keyClicks(inline._input, "Bar")
    qtbot.keyClick(inline._input, Qt.Key.Key_Tab)
    assert told == ["Bar"]


def test_text_that_may_not_be_edited_is_no_tab_stop(inline, qtbot) -> None:
    inline.set_editable(False)
    inline.begin()
    assert not inline.is_editing
    assert inline._shown.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_refused_edit_opens_again_with_the_refused_text(inline, qtbot) -> None:
    inline.begin("31 February")
    assert inline.is_editing
    assert (inline._input.text(), inline._input.selectedText()) == ("31 February", "31 February")
    with qtbot.assertNotEmitted(inline.edited):
        qtbot.keyClick(inline._input, Qt.Key.Key_Escape)
    assert inline.text() == "Browar Zieliński"


def test_the_text_is_edited_as_it_was_stored_after_a_refusal_was_given_up(inline, qtbot) -> None:
    inline.begin("31 February")
    qtbot.keyClick(inline._input, Qt.Key.Key_Escape)
    inline.begin()
    assert inline._input.text() == "Browar Zieliński"
