"""Quotes on the screen, by keyboard: made, priced, discounted, sent, revised, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sfa.catalog.acts import AddProduct
from sfa.quotes.acts import AddLine, ChangeLine, SendQuote
from sfa.quotes.states import State
from sfa.store.actor import system_actor
from tests.sfa.quotes.shop import Shop, open_shop
from tests.stores import workspace_of
from tests.ui.accessibility import faults
from tests.ui.desk import Bridge
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.quotes import QuotesPage
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell
from ui.desktop.theme import ThemeHost

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEY = Qt.Key


class Desk:
    """The window with the Quotes page in front, and hands on its keyboard."""

    def __init__(self, shop: Shop, qtbot, who: str = "") -> None:
        self.shop = shop
        self.qtbot = qtbot
        self.background = Background()
        work = workspace_of(shop.work.store, who) if who else shop.work
        context = Context(work, self.background, ThemeHost(QApplication.instance()))
        item = PageItem(RailItem("quotes", "Quotes", "file-text"), lambda: QuotesPage(context), frozenset({"quote"}))
        self.shell = Shell([item], ActionRegistry("rep"), self.background)
        self._bridge = Bridge(shop.work.announcements, self.shell.announce)
        self.shell.resize(1280, 800)
        with qtbot.waitActive(self.shell):
            self.shell.show()
            self.shell.activateWindow()
        self.shell.show_page("quotes")
        self.page = self.shell.page("quotes")
        assert isinstance(self.page, QuotesPage)
        self.editor = self.page.editor
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way and the preview is drawn."""
        wait = self.editor.preview._wait
        self.qtbot.waitUntil(lambda: self.background.is_idle and not wait.isActive())

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier, on: QWidget | None = None) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(on or QApplication.focusWidget(), key, modifier)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        for sign in text:
            self.qtbot.keyClicks(QApplication.focusWidget(), sign)

    def open(self, *products: UUID) -> UUID:
        """Open a new draft with one of each product."""
        quote = self.shop.quote(*products)
        self.page.open_quote(quote)
        self.until(lambda: self.editor.quote is not None and self.editor.quote.id == quote)
        return quote

    def ask_for_account(self) -> None:
        """Ctrl+N, and wait for the window that asks."""
        self.press(KEY.Key_N, CTRL)
        dialog = self.page._dialog
        self.until(lambda: QApplication.focusWidget() is dialog.input)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for it, then for everything else."""
        self.qtbot.waitUntil(true)
        self.settle()

    def cell(self, row: int, key: str) -> str:
        """What a cell shows."""
        model = self.editor.lines
        return str(model.index(row, model.column_of(key)).data()).replace("\N{NO-BREAK SPACE}", " ")

    def go_to(self, row: int, key: str) -> None:
        """Put cursor and focus on a cell."""
        self.editor.table.setFocus()
        self.editor.table.go_to(self.editor.lines.lines[row].id, key)

    def close(self) -> None:
        """End it here, not by qtbot, which would do so before work on its way has ended."""
        self.shell.close()
        self.settle()
        self._bridge.end()
        assert self.background.shutdown(5)
        self.shell.deleteLater()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    found = open_shop(tmp_path)
    yield found
    found.close()


@pytest.fixture
def desk(shop: Shop, qtbot, qapp_theme) -> Iterator[Desk]:
    made = Desk(shop, qtbot)
    yield made
    made.close()


# --- a new quote ---


def test_a_new_quote_is_for_an_account_found_by_typing_and_waits_for_its_first_line(desk: Desk) -> None:
    desk.ask_for_account()
    desk.type("brau")
    desk.settle()
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.quote is not None)
    assert desk.editor.quote.number == "Q-2026-0001"
    assert desk.editor.quote.customer == "Brauhaus Lindner"
    assert desk.shell.focusWidget() is desk.editor.add_row.input


def test_an_account_that_nobody_has_is_said_so(desk: Desk) -> None:
    desk.ask_for_account()
    desk.type("zzz")
    desk.settle()
    desk.press(KEY.Key_Return)
    dialog = desk.page._dialog
    assert dialog.message == "No account of yours is called “zzz”."
    dialog.reject()


def test_a_quote_for_an_account_of_another_territory_is_refused_in_a_strip(shop: Shop, qtbot, qapp_theme) -> None:
    desk = Desk(shop, qtbot, who="Otto")
    desk.page.new_quote(shop.account)
    desk.until(lambda: desk.shell.strip.text != "")
    assert desk.shell.strip.text == "This account is in another territory."
    desk.close()


# --- adding lines ---


def test_typing_a_number_and_words_adds_so_many_of_the_product(desk: Desk) -> None:
    quote = desk.open()
    desk.type("3 gtx plus")
    desk.until(lambda: bool(desk.editor.add_row.input.suggestions))
    assert desk.editor.add_row.input.suggestions[0].title == "GTX Plus coupler"
    desk.press(KEY.Key_Return, CTRL)
    desk.until(lambda: desk.editor.lines.rowCount() == 1)
    assert desk.cell(0, "quantity") == "3 pc"
    assert desk.shop.row(quote).net == 328800
    assert desk.editor.add_row.input.text() == ""
    assert desk.editor.totals.total == "$3,288.00"


def test_whoever_types_faster_than_the_search_gets_the_first_found(desk: Desk) -> None:
    desk.open()
    desk.type("2 tower")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.lines.rowCount() == 1)
    assert desk.cell(0, "name") == "GTX Pro tap tower"


def test_arrows_choose_among_the_suggestions(desk: Desk) -> None:
    desk.open()
    desk.type("gtx")
    desk.until(lambda: len(desk.editor.add_row.input.suggestions) == 2)
    desk.press(KEY.Key_Down)
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.lines.rowCount() == 1)
    assert desk.cell(0, "name") == "GTX Pro tap tower"


def test_words_with_a_price_make_a_line_of_their_own(desk: Desk) -> None:
    desk.open()
    desk.type("16 installation @ 85")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.lines.rowCount() == 1)
    assert (desk.cell(0, "name"), desk.cell(0, "amount")) == ("installation", "1,360.00")


def test_an_unknown_product_is_said_so_and_the_text_stays(desk: Desk) -> None:
    desk.open()
    desk.type("3 unicorns")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.notice.text != "")
    assert desk.editor.notice.text.startswith("No product is called “unicorns”.")
    assert desk.editor.add_row.input.text() == "3 unicorns"


def test_a_product_without_a_price_asks_for_one(desk: Desk) -> None:
    desk.shop.work.store.run(AddProduct("Service hour"), system_actor())
    desk.open()
    desk.type("service")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.notice.text != "")
    assert "has no price in this price book; type one" in desk.editor.notice.text


def test_escape_closes_the_suggestions_before_it_leaves_the_quote(desk: Desk) -> None:
    desk.open()
    desk.type("gtx")
    desk.until(lambda: desk.editor.add_row.input.is_open)
    desk.press(KEY.Key_Escape)
    assert not desk.editor.add_row.input.is_open
    assert desk.page.is_editing
    desk.press(KEY.Key_Escape)
    assert not desk.page.is_editing


# --- editing in cells ---


def test_typing_into_a_cell_replaces_it_and_the_totals_follow(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, "discount")
    desk.type("8")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.cell(0, "amount") == "4,435.32")
    assert desk.shop.lines(quote)[0].discount == Decimal(8)
    assert desk.editor.totals.total == "$4,767.97"


def test_tab_goes_on_to_the_next_figure(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, "quantity")
    desk.type("2")
    desk.press(KEY.Key_Tab)
    desk.type("4500")
    desk.press(KEY.Key_Tab)
    desk.type("5")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.cell(0, "amount") == "8,550.00")
    (line,) = desk.shop.lines(quote)
    assert (line.quantity, line.unit_price, line.discount) == (Decimal(2), Decimal(4500), Decimal(5))


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("quantity", "-3", "Line 1: the quantity must be more than 0, not -3."),
        ("quantity", "many", "“many” is not a number."),
        ("discount", "101", "Line 1: the discount must lie between 0 and 100 %, not 101 %."),
    ],
)
def test_a_figure_that_cannot_be_is_refused_beside_the_line_and_stays_open(
    desk: Desk, key: str, typed: str, sentence: str
) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, key)
    desk.press(KEY.Key_F2)
    desk.type(typed)
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.notice.text != "")
    assert desk.editor.notice.text == sentence
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.property("invalid")) == (typed, "true")
    assert desk.shop.row(quote).gross == 518258


def test_a_mended_figure_takes_the_error_away(desk: Desk) -> None:
    desk.open(desk.shop.tower)
    desk.go_to(0, "quantity")
    desk.type("0")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.notice.text != "")
    desk.type("4")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.cell(0, "quantity") == "4")
    assert desk.editor.notice.text == ""


def test_delete_removes_a_line_and_undo_brings_it_back(desk: Desk) -> None:
    desk.open(desk.shop.tower, desk.shop.coupler)
    desk.go_to(0, "quantity")
    desk.press(KEY.Key_Delete)
    desk.until(lambda: desk.editor.lines.rowCount() == 1)
    assert desk.cell(0, "name") == "GTX Plus coupler"
    desk.shop.work.undo()
    desk.until(lambda: desk.editor.lines.rowCount() == 2)
    assert desk.cell(0, "name") == "GTX Pro tap tower"


def test_alt_and_an_arrow_move_a_line_and_the_cursor_goes_along(desk: Desk) -> None:
    desk.open(desk.shop.tower, desk.shop.coupler)
    desk.go_to(0, "quantity")
    desk.press(KEY.Key_Down, ALT)
    desk.until(lambda: desk.cell(1, "name") == "GTX Pro tap tower")
    assert desk.editor.table.currentIndex().row() == 1


def test_more_off_than_usual_is_said_under_the_lines(desk: Desk) -> None:
    desk.open(desk.shop.tower)
    desk.go_to(0, "discount")
    desk.type("25")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.notice.text != "")
    assert "more than the usual 20" in desk.editor.notice.text


def test_figures_that_come_back_leave_what_is_being_typed_alone(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, "discount")
    desk.type("1")
    desk.shop.work.run(ChangeLine(desk.shop.lines(quote)[0].id, quantity=Decimal(7)))
    desk.until(lambda: desk.cell(0, "quantity") == "7")
    desk.type("2")
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.cell(0, "discount") == "12 %")


def test_a_change_made_elsewhere_shows_by_itself(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.shop.work.run(ChangeLine(desk.shop.lines(quote)[0].id, quantity=Decimal(7)))
    desk.until(lambda: desk.cell(0, "quantity") == "7")


# --- terms ---


def test_a_discount_on_all_is_kept_when_its_field_is_left(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.editor.terms.discount.editor.setFocus()
    desk.type("10")
    desk.press(KEY.Key_Tab)
    desk.until(lambda: desk.editor.totals.total == "$4,664.32")
    assert desk.shop.row(quote).discount == Decimal(10)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("discount", "101", "At most 100"),
        ("valid_until", "2/31/2027", "February 2027 has 28 days"),
        ("valid_until", "1/5/2026", "The quote must be valid today at least."),
    ],
)
def test_a_wrong_term_is_said_below_its_field(desk: Desk, field: str, typed: str, sentence: str) -> None:
    quote = desk.open(desk.shop.tower)
    before = desk.shop.row(quote)
    target = getattr(desk.editor.terms, field)
    target.editor.setFocus()
    target.editor.selectAll()
    desk.type(typed)
    desk.press(KEY.Key_Return)
    desk.until(lambda: target.message != "")
    assert target.message == sentence
    after = desk.shop.row(quote)
    assert (after.discount, after.valid_until) == (before.discount, before.valid_until)


def test_one_tax_can_be_chosen_for_all_lines(desk: Desk) -> None:
    quote = desk.open(desk.shop.coupler)
    box = desk.editor.terms.tax.editor
    box.setFocus()
    desk.press(KEY.Key_End)
    desk.press(KEY.Key_Return)
    desk.settle()
    desk.editor.terms.tax.committed.emit()
    desk.until(lambda: desk.shop.row(quote).tax_id is not None)


# --- the life of a quote ---


def test_ctrl_s_sends_the_quote_and_nothing_can_be_typed_any_more(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.quote.state is State.SENT)
    assert desk.shop.row(quote).state == "sent"
    desk.go_to(0, "quantity")
    desk.type("9")
    desk.settle()
    assert desk.cell(0, "quantity") == "1"
    assert not desk.editor.add_row.isVisible()
    assert desk.editor.life.accept.isVisible()


def test_sending_takes_along_what_is_being_typed(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, "quantity")
    desk.type("5")
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.quote.state is State.SENT)
    assert desk.shop.lines(quote)[0].quantity == Decimal(5)


def test_sending_takes_along_a_discount_that_is_being_typed(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.editor.terms.discount.editor.setFocus()
    desk.type("10")
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.quote.state is State.SENT)
    assert desk.shop.row(quote).discount == Decimal(10)


@pytest.mark.parametrize("typed", ["0", "many"])
def test_a_quote_with_a_wrong_figure_in_a_cell_is_not_sent(desk: Desk, typed: str) -> None:
    quote = desk.open(desk.shop.tower)
    desk.go_to(0, "quantity")
    desk.press(KEY.Key_F2)
    desk.type(typed)
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.notice.text != "")
    assert desk.shop.row(quote).state == "draft"


@pytest.mark.parametrize(("field", "typed"), [("discount", "101"), ("valid_until", "1/5/2026")])
def test_a_quote_with_a_wrong_term_is_not_sent(desk: Desk, field: str, typed: str) -> None:
    quote = desk.open(desk.shop.tower)
    target = getattr(desk.editor.terms, field)
    target.editor.setFocus()
    target.editor.selectAll()
    desk.type(typed)
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: target.message != "")
    assert desk.shop.row(quote).state == "draft"


def test_a_line_that_was_begun_is_not_forgotten_when_the_quote_is_sent(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.editor.add_row.setFocus()
    desk.type("3 gtx")
    desk.press(KEY.Key_S, CTRL)
    desk.settle()
    assert desk.editor.notice.text.startswith("The line you began is not on the quote yet")
    assert desk.shop.row(quote).state == "draft"


def test_a_quote_without_lines_is_not_sent_and_says_why(desk: Desk) -> None:
    quote = desk.open()
    assert not desk.editor.life.send.isEnabled()
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.notice.text != "")
    assert desk.editor.notice.text == "A quote needs at least one line."
    assert desk.shop.row(quote).state == "draft"


@pytest.mark.parametrize(("key", "state"), [(KEY.Key_A, "accepted"), (KEY.Key_D, "declined")])
def test_the_customers_answer_is_kept_by_keyboard(desk: Desk, key: Qt.Key, state: str) -> None:
    quote = desk.open(desk.shop.tower)
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.quote.state is State.SENT)
    desk.press(key, CTRL | SHIFT)
    desk.until(lambda: desk.editor.quote.state == state)
    assert desk.shop.row(quote).state == state


def test_a_new_version_opens_as_a_draft_and_the_old_one_is_one_key_away(desk: Desk) -> None:
    quote = desk.open(desk.shop.tower)
    desk.press(KEY.Key_S, CTRL)
    desk.until(lambda: desk.editor.quote.state is State.SENT)
    desk.press(KEY.Key_N, CTRL | SHIFT)
    desk.until(lambda: desk.editor.quote.revision == 2)
    assert desk.editor.quote.is_draft
    versions = desk.editor.preview._versions
    versions.setFocus()
    desk.press(KEY.Key_Down)
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.quote.id == quote)
    assert desk.editor.quote.state is State.SUPERSEDED


# --- the preview ---


def test_the_preview_follows_every_change(desk: Desk) -> None:
    desk.open()
    view = desk.editor.preview.view
    assert view.page_count == 0
    desk.type("tower")
    desk.press(KEY.Key_Return)
    desk.until(lambda: view.page_count == 1)
    assert "Brauhaus Lindner" in view.accessibleDescription()
    desk.go_to(0, "quantity")
    desk.type("3")
    desk.press(KEY.Key_Return)
    desk.until(lambda: "15,547.73" in view.accessibleDescription())


def test_the_preview_is_saved_as_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.open(desk.shop.tower)
    desk.until(desk.editor.preview.save_button.isEnabled)
    desk.editor.preview.save_to(tmp_path / "quote.pdf")
    desk.settle()
    assert (tmp_path / "quote.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_is_said_in_the_strip(desk: Desk, tmp_path: Path) -> None:
    desk.open(desk.shop.tower)
    desk.until(desk.editor.preview.save_button.isEnabled)
    desk.editor.preview.save_to(tmp_path / "nowhere" / "quote.pdf")
    desk.until(lambda: desk.shell.strip.text != "")
    assert desk.shell.strip.text == "quote.pdf could not be written there."


def test_a_printer_gets_every_page(desk: Desk, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from ui.desktop.printing import paint_pdf

    quote = desk.open(desk.shop.tower)
    for _ in range(40):
        desk.shop.work.run(AddLine(quote, desk.shop.tower))
    desk.until(lambda: desk.editor.preview.view.page_count > 1)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert paint_pdf(desk.editor.preview._paper.data, printer) == desk.editor.preview.view.page_count
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


# --- the list ---


def test_enter_opens_a_quote_and_escape_brings_the_list_back_where_it_was(desk: Desk) -> None:
    for _ in range(3):
        desk.shop.quote(desk.shop.tower)
    table = desk.page.list.table
    desk.until(lambda: table.records.rowCount() == 3)
    table.setFocus()
    desk.press(KEY.Key_Home)
    desk.press(KEY.Key_Down)
    chosen = table.current_id()
    desk.press(KEY.Key_Return)
    desk.until(lambda: desk.editor.quote is not None)
    assert desk.editor.quote.id == chosen
    assert desk.page.subtitle == "Q-2026-0002"
    desk.press(KEY.Key_Escape)
    desk.settle()
    assert QApplication.focusWidget() is table
    assert table.current_id() == chosen


def test_the_list_holds_open_quotes_newest_first_and_other_states_on_demand(desk: Desk) -> None:
    accepted = desk.shop.quote(desk.shop.tower)
    desk.shop.work.run(SendQuote(accepted))
    from sfa.quotes.acts import AcceptQuote

    desk.shop.work.run(AcceptQuote(accepted))
    first, second = desk.shop.quote(), desk.shop.quote()
    records = desk.page.list.table.records
    desk.until(lambda: [records.id_at(row) for row in range(records.rowCount())] == [second, first])
    desk.page.list.states.step(2)
    desk.until(lambda: [records.id_at(row) for row in range(records.rowCount())] == [accepted])


def test_a_search_that_finds_nothing_says_so_and_offers_to_clear_it(desk: Desk) -> None:
    desk.shop.quote(desk.shop.tower)
    records = desk.page.list.table.records
    desk.until(lambda: records.rowCount() == 1)
    desk.page.list.search.setFocus()
    desk.type("nothing")
    desk.until(lambda: records.rowCount() == 0)
    assert desk.page.list._empty.title.text() == "No quote matches “nothing” here."
    desk.page.list._empty.button.click()
    desk.until(lambda: records.rowCount() == 1)


def test_a_quote_found_elsewhere_is_shown(desk: Desk) -> None:
    quote = desk.shop.quote(desk.shop.tower)
    assert desk.page.show_record("quote", quote)
    desk.until(lambda: desk.editor.quote is not None)
    assert not desk.page.show_record("account", quote)


# --- for everybody ---


def test_whoever_hears_the_page_misses_nothing(desk: Desk) -> None:
    desk.shop.quote(desk.shop.tower)
    desk.settle()
    assert faults(desk.page) == []
    desk.open(desk.shop.tower)
    desk.until(desk.editor.preview.save_button.isEnabled)
    assert faults(desk.page) == []


def test_a_narrow_window_keeps_names_before_margins(desk: Desk) -> None:
    desk.open(desk.shop.tower)
    table, margin = desk.editor.table, desk.editor.lines.column_of("margin")
    assert not table.isColumnHidden(margin)
    desk.shell.resize(960, 620)
    desk.until(lambda: table.isColumnHidden(margin))
