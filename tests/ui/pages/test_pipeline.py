"""The Pipeline page: deals seen, moved, lost, added and edited, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from sfa.accounts.model import Contact
from sfa.pipeline.acts import HoldOpportunity, LoseOpportunity, WinOpportunity
from sfa.pipeline.filters import DealFilter, Which, Whose
from tests.sfa.pipeline.deals import Deals
from tests.stores import user_named
from tests.ui.desk import Bridge, settle
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.pipeline import PipelinePage
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell

BOARD, LIST = 0, 1


class Desk:
    """A page on a store, and what it told."""

    def __init__(self, deals: Deals, background: Background, qtbot) -> None:
        self.deals = deals
        self.background = background
        self.qtbot = qtbot
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.page = PipelinePage(Context(deals.work, background, theme.apply(app, "light")))
        qtbot.addWidget(self.page)
        self.bridge = Bridge(deals.work.announcements, self.page.refresh)
        self.told: list[str] = []
        self.messages: list[str] = []
        self.page.done_told.connect(lambda text, _undo: self.told.append(text))
        self.page.message_raised.connect(lambda _kind, text: self.messages.append(text))

    def show(self) -> Desk:
        """Bring the page to the front and wait until everything is read."""
        self.page.resize(1208, 724)
        with self.qtbot.waitExposed(self.page):
            self.page.show()
        self.page.activate()
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until nothing is read or written any more."""
        settle(self.qtbot, self.background)

    def select(self, deal_id: UUID) -> None:
        """Select a card and wait for its pane."""
        assert self.page.board.select(deal_id)
        self.settle()

    def press(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press a key on the board."""
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.page.board, key, modifier)
        self.settle()

    def column(self, deal_id: UUID) -> int:
        """The column a deal stands in, or -1."""
        return self.page.board.column_of(deal_id)

    @property
    def side(self) -> object:
        """What stands in the right pane, or None."""
        side = self.page.panes()[2]
        return side.currentWidget() if side.isVisible() else None  # type: ignore[attr-defined]


@pytest.fixture
def deals(tmp_path: Path) -> Iterator[Deals]:
    found = Deals(tmp_path)
    yield found
    found.store.close()


@pytest.fixture
def make_desk(deals: Deals, qtbot, qapp_theme) -> Iterator[Callable[[], Desk]]:
    made: list[Desk] = []
    background = Background()

    def make() -> Desk:
        made.append(Desk(deals, background, qtbot))
        return made[-1].show()

    yield make
    assert background.shutdown(5)


# --- what is seen ---


def test_deals_stand_in_the_columns_of_their_steps(deals, make_desk) -> None:
    first, closing = deals.deal(), deals.deal(step="closing")
    won = deals.deal()
    deals.work.run(WinOpportunity(won))
    desk = make_desk()
    assert [desk.column(deal) for deal in (first, closing, won)] == [0, 5, 6]


def test_the_title_says_whose_deals_and_how_many(deals, make_desk) -> None:
    deals.deal()
    deals.deal()
    assert make_desk().page.subtitle == "Rob Rep · 2 open deals"


def test_a_store_without_deals_teaches_the_first_step(deals, make_desk) -> None:
    desk = make_desk()
    assert desk.page.empty.isVisible()
    desk.page.empty.button.click()
    assert desk.side is desk.page.form


def test_a_filter_that_hides_everything_offers_to_clear_it(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.page.toolbar.search.setText("no such deal")
    QTest.keyClick(desk.page.toolbar.search, Qt.Key.Key_Return)
    desk.settle()
    assert desk.page.nothing_found.isVisible()
    assert not desk.page.empty.isVisible()
    desk.page.nothing_found.button.click()
    desk.settle()
    assert not desk.page.nothing_found.isVisible()
    assert desk.column(deal) == 0


def test_selecting_a_card_shows_its_deal_at_the_right(deals, make_desk) -> None:
    deal = deals.deal("Second tap wall", amount=1_265_000, step="objections", close_on=date(2026, 11, 27))
    desk = make_desk()
    desk.select(deal)
    pane = desk.page.pane
    assert desk.side is pane
    assert (pane.name.text(), pane.facts.amount.text()) == ("Second tap wall", "$12,650.00")
    assert "step 5 of 7 · 60 %" in pane.step_place.text()


def test_what_another_does_to_a_deal_is_seen_at_once(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    deals.as_("manager").run(WinOpportunity(deal))
    desk.settle()
    assert desk.column(deal) == 6


def test_a_hidden_page_reads_again_when_it_comes_to_the_front(deals, make_desk) -> None:
    desk = make_desk()
    desk.page.hide()
    deal = deals.deal()
    desk.settle()
    assert desk.column(deal) == -1
    desk.show()
    assert desk.column(deal) == 0


# --- moving ---


def test_shift_and_right_moves_the_card_a_step_on_and_keeps_it_selected(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    desk.press(Qt.Key.Key_Right, shift=True)
    assert deals.stage_of(deal) == "preparation"
    assert (desk.column(deal), desk.page.board.current_id) == (1, deal)
    assert desk.told == ["Hilliard Taphouse moved to Preparation"]


def test_a_move_can_be_undone_and_the_card_goes_back(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    desk.press(Qt.Key.Key_Right, shift=True)
    deals.work.undo()
    desk.settle()
    assert desk.column(deal) == 0


def test_a_card_dragged_to_the_last_column_is_won(deals, make_desk) -> None:
    deal = deals.deal(step="closing")
    desk = make_desk()
    board = desk.page.board
    start, target = board.card_rect(deal).center(), board.column_rect(6).center()
    QTest.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(board.viewport(), target)
    QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=target)
    desk.settle()
    assert deals.row(deal).state == "won"
    assert desk.told == ["Hilliard Taphouse is won"]


def test_the_panes_button_moves_to_the_next_step(deals, make_desk) -> None:
    deal = deals.deal(step="objections")
    desk = make_desk()
    desk.select(deal)
    assert desk.page.pane.move_button.text() == "Move to Closing"
    desk.page.pane.move_button.click()
    desk.settle()
    assert deals.stage_of(deal) == "closing"
    assert desk.page.pane.move_button.text() == "Mark won"


def test_a_refused_move_is_said_in_the_pane_and_nothing_moves(deals, make_desk) -> None:
    deal = deals.deal()
    deals.work.run(HoldOpportunity(deal))
    desk = make_desk()
    desk.select(deal)
    desk.press(Qt.Key.Key_Right, shift=True)
    assert "on hold" in desk.page.pane.said
    assert (desk.column(deal), desk.told) == (0, [])


# --- losing and reopening ---


def lose_by_keys(desk: Desk, down: int, note: str = "") -> None:
    desk.page.page_actions()[2][1]()
    form = desk.page.pane.lose_form
    for _ in range(down):
        QTest.keyClick(form.reason.input, Qt.Key.Key_Down)
    if note:
        QTest.keyClicks(form.note.input, note)
    QTest.keyClick(form.reason.input, Qt.Key.Key_Return)
    desk.settle()


def test_l_asks_the_reason_in_the_pane_and_enter_marks_the_deal_lost(deals, make_desk) -> None:
    deal = deals.deal(step="presentation")
    desk = make_desk()
    desk.select(deal)
    lose_by_keys(desk, 1)
    row = deals.row(deal)
    assert (row.state, row.loss_reason_id) == ("lost", deals.reason("Price"))
    assert desk.column(deal) == -1


def test_l_is_the_key_of_the_page(deals, make_desk) -> None:
    desk = make_desk()
    registry = ActionRegistry("rep", desk.page)
    registry.declare([action for action, _ in desk.page.page_actions()])
    assert registry.get("pipeline.lose").shortcut == "L"
    assert registry.get("pipeline.new").shortcut == "N"


def test_without_a_reason_the_deal_is_not_lost(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    lose_by_keys(desk, 0)
    assert deals.row(deal).state == "open"
    assert desk.page.pane.lose_form.reason.message == "Reason is needed"


def test_the_reason_other_asks_for_a_note_beside_the_field(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    lose_by_keys(desk, 7)
    assert deals.row(deal).state == "open"
    assert desk.page.pane.lose_form.note.message == "Note is needed"
    lose_by_keys(desk, 7, "Owner sold the bar")
    assert deals.row(deal).loss_note == "Owner sold the bar"


def test_escape_keeps_the_deal(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    desk.page.pane.ask_reason()
    QTest.keyClick(desk.page.pane.lose_form.reason.input, Qt.Key.Key_Escape)
    assert not desk.page.pane.lose_form.isVisible()
    assert deals.row(deal).state == "open"


def test_a_won_deal_can_be_reopened_from_its_pane(deals, make_desk) -> None:
    deal = deals.deal(step="closing")
    deals.work.run(WinOpportunity(deal))
    desk = make_desk()
    desk.select(deal)
    assert not desk.page.pane.lose_button.isVisible()
    desk.page.pane.reopen_button.click()
    desk.settle()
    assert (deals.row(deal).state, desk.column(deal)) == ("open", 5)


# --- editing in place ---


def type_into(editor, text: str) -> None:
    """Turn an inline editor into an input, replace its text, press Enter."""
    editor.begin()
    line = editor.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["13000", "$13,000.00", "13,000", "USD 13000"])
def test_an_amount_is_read_as_people_write_it(deals, make_desk, typed: str) -> None:
    deal = deals.deal(estimated=True)
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.facts.amount, typed)
    desk.settle()
    assert (deals.row(deal).amount, deals.row(deal).estimated) == (1_300_000, False)
    assert desk.page.pane.facts.amount.text() == "$13,000.00"


def test_an_amount_that_is_none_is_refused_in_the_pane(deals, make_desk) -> None:
    deal = deals.deal(amount=500)
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.facts.amount, "a lot")
    desk.settle()
    assert "is not a number" in desk.page.pane.said
    assert deals.row(deal).amount == 500


def test_a_negative_amount_is_refused_by_the_rule(deals, make_desk) -> None:
    deal = deals.deal(amount=500)
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.facts.amount, "-5")
    desk.settle()
    assert desk.page.pane.said == "An amount cannot be negative."


def test_a_close_date_is_set_and_taken_away(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.facts.close_on, "2026-12-01")
    desk.settle()
    assert deals.row(deal).close_on == date(2026, 12, 1)
    type_into(desk.page.pane.facts.close_on, "")
    desk.settle()
    assert deals.row(deal).close_on is None


@pytest.mark.parametrize(("typed", "own", "shown"), [("75", 75, "75 %"), ("75 %", 75, "75 %"), ("", None, "5 %")])
def test_a_probability_of_its_own_is_set_and_given_back_to_the_step(
    deals, make_desk, typed: str, own: int | None, shown: str
) -> None:
    deal = deals.deal(probability=33)
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.facts.probability, typed)
    desk.settle()
    assert deals.row(deal).probability == own
    assert desk.page.pane.facts.probability.text() == shown


def test_a_contact_of_the_account_is_chosen_in_the_pane(deals, make_desk) -> None:
    account = deals.account()
    with deals.work.transaction("Add contact") as txn:
        contact = txn.add(Contact(name="Katarzyna Nowak", account_id=account)).id
    deal = deals.deal(account_id=account)
    desk = make_desk()
    desk.select(deal)
    desk.page.pane.facts.contact.click()
    menu = desk.page.pane.facts.findChild(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    desk.settle()
    assert deals.row(deal).contact_id == contact
    assert desk.page.pane.facts.contact.text() == "Katarzyna Nowak"


def test_a_next_step_and_its_day_are_set_in_the_pane(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    type_into(desk.page.pane.next_step, "Call Ewa")
    desk.settle()
    type_into(desk.page.pane.next_on, "tomorrow")
    desk.settle()
    assert (deals.row(deal).next_step, deals.row(deal).next_step_on) == ("Call Ewa", date(2026, 11, 18))


# --- adding ---


def test_a_new_deal_is_added_by_typing_and_selected(deals, make_desk) -> None:
    account = deals.account("Brauhaus Lindner")
    desk = make_desk()
    desk.page.open_form()
    form = desk.page.form
    QTest.keyClicks(form.account.input, "Brauhaus Lindner")
    desk.settle()
    QTest.keyClicks(form.name.input, "Cold room")
    QTest.keyClicks(form.amount.input, "1,250.50")
    QTest.keyClick(form.amount.input, Qt.Key.Key_Return)
    desk.settle()
    deal = desk.page.board.current_id
    row = deals.row(deal)
    assert (row.name, row.account_id, row.amount, row.currency) == ("Cold room", account, 125_050, "USD")
    assert desk.side is desk.page.pane


def test_enter_takes_the_account_that_was_found_and_the_next_one_is_the_forms(deals, make_desk) -> None:
    account = deals.account("Brauhaus Lindner")
    desk = make_desk()
    desk.page.open_form()
    form = desk.page.form
    QTest.keyClicks(form.account.input, "brau")
    desk.settle()
    QTest.keyClick(form.account.input, Qt.Key.Key_Return)
    assert (form.account.input.text(), form.account.value()) == ("Brauhaus Lindner", account)
    assert form.name.message == ""
    QTest.keyClick(form.account.input, Qt.Key.Key_Return)
    assert form.name.message == "Deal name is needed"


def test_an_account_nobody_knows_is_refused_beside_the_field(deals, make_desk) -> None:
    desk = make_desk()
    desk.page.open_form()
    QTest.keyClicks(desk.page.form.account.input, "Nowhere Bar")
    desk.settle()
    QTest.keyClick(desk.page.form.account.input, Qt.Key.Key_Return)
    assert desk.page.form.account.message == "Choose an account from the list"


def test_a_deal_without_an_account_is_refused_beside_the_field(deals, make_desk) -> None:
    desk = make_desk()
    desk.page.open_form()
    QTest.keyClicks(desk.page.form.name.input, "Cold room")
    desk.page.form.submit()
    assert desk.page.form.account.message == "Account is needed"


def test_escape_closes_the_form(deals, make_desk) -> None:
    desk = make_desk()
    desk.page.open_form()
    QTest.keyClick(desk.page.form.name.input, Qt.Key.Key_Escape)
    assert desk.side is None


# --- the list ---


def test_the_list_shows_the_same_deals_the_largest_first(deals, make_desk) -> None:
    small, large = deals.deal(amount=100), deals.deal(amount=900)
    desk = make_desk()
    desk.page.toolbar.views.step(1)
    desk.settle()
    assert [desk.page.model.id_at(row) for row in range(2)] == [large, small]


def test_the_list_can_show_lost_deals(deals, make_desk) -> None:
    lost = deals.deal()
    deals.work.run(LoseOpportunity(lost, deals.reason()))
    deals.deal()
    desk = make_desk()
    desk.page.toolbar.views.step(1)
    desk.page.toolbar.which.setCurrentIndex(3)
    desk.page.toolbar.which.activated.emit(3)
    desk.settle()
    assert [desk.page.model.id_at(row) for row in range(desk.page.model.rowCount())] == [lost]


def test_the_selection_goes_along_from_board_to_list(deals, make_desk) -> None:
    deals.deal(amount=900)
    deal = deals.deal(amount=100)
    desk = make_desk()
    desk.select(deal)
    desk.page.toolbar.views.step(1)
    desk.settle()
    assert desk.page.table.current_id() == deal


# --- from elsewhere ---


def test_the_palette_can_bring_a_deal_to_the_front(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    assert desk.page.show_record("opportunity", deal)
    desk.settle()
    assert desk.page.board.current_id == deal
    assert not desk.page.show_record("quote", deal)


def test_the_account_of_a_deal_can_be_opened(deals, make_desk) -> None:
    account = deals.account()
    deal = deals.deal(account_id=account)
    desk = make_desk()
    desk.select(deal)
    asked: list[tuple[str, object]] = []
    desk.page.open_requested.connect(lambda kind, id_: asked.append((kind, id_)))
    desk.page.pane.account.click()
    assert asked == [("account", account)]


def test_the_deals_of_one_rep_are_shown_when_the_manager_asks_for_that_rep(deals, make_desk) -> None:
    ritas = deals.deal(work=deals.as_("Rita"))
    robs = deals.deal()
    deals.work = deals.as_("manager")
    desk = make_desk()
    assert min(desk.column(ritas), desk.column(robs)) == 0
    assert desk.page.show_record("user", user_named(deals.store, "Rita"))
    desk.settle()
    assert (desk.column(ritas), desk.column(robs)) == (0, -1)
    assert desk.page.subtitle == "Rita Rep · 1 open deal"
    desk.page.toolbar.clear()
    desk.settle()
    assert desk.page.subtitle == "My team's deals · 2 open deals"


def test_somebody_whose_deals_one_may_not_see_changes_nothing(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.page.show_record("user", user_named(deals.store, "Rita"))
    desk.settle()
    assert desk.column(deal) == 0
    assert desk.messages == ["You may not see the deals of this person."]


# --- what is kept for next time ---


def test_view_and_filter_are_those_of_last_time(deals, make_desk) -> None:
    deals.deal()
    before = make_desk()
    before.page.toolbar.views.step(1)
    before.page.toolbar.which.setCurrentIndex(2)
    before.page.toolbar.which.activated.emit(2)
    before.settle()
    again = make_desk()
    assert again.page.table.isVisible()
    assert (again.page.toolbar.views.current, again.page.toolbar.wanted.which) == (LIST, Which.WON)
    assert again.page.model.rowCount() == 0


def test_one_persons_deals_were_for_the_moment(deals, make_desk) -> None:
    deals.work = deals.as_("manager")
    before = make_desk()
    before.page.show_record("user", user_named(deals.store, "Rita"))
    before.settle()
    assert make_desk().page.toolbar.wanted == DealFilter(whose=Whose.TEAM)


def test_what_another_version_kept_is_passed_over(deals, make_desk) -> None:
    deals.store.remember(
        "page.pipeline", {"filter": {"whose": "nobody", "close_in": 3}, "view": "map", "detail": "x"}
    )
    desk = make_desk()
    assert desk.page.toolbar.wanted == DealFilter(whose=Whose.MINE)
    assert not desk.page.table.isVisible()


def test_a_form_being_filled_stays_when_the_selected_deal_goes(deals, make_desk) -> None:
    deal = deals.deal()
    desk = make_desk()
    desk.select(deal)
    desk.page.open_form()
    deals.as_("manager").run(LoseOpportunity(deal, deals.reason()))
    desk.settle()
    assert desk.side is desk.page.form


# --- in the window ---


def test_the_keys_of_the_page_work_in_the_window_and_not_in_a_field(deals, make_desk, qtbot) -> None:
    deal = deals.deal()
    desk = make_desk()
    item = PageItem(RailItem("pipeline", "Pipeline", "square-kanban"), lambda: desk.page, frozenset({"opportunity"}))
    shell = Shell([item], ActionRegistry("rep"), desk.background)
    qtbot.addWidget(shell)
    shell.resize(1280, 800)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    shell.show_page("pipeline")
    desk.settle()
    QTest.keyClick(desk.page.board, Qt.Key.Key_Down)
    desk.settle()
    QTest.keyClick(desk.page.board, Qt.Key.Key_M)
    desk.settle()
    assert deals.stage_of(deal) == "preparation"
    QTest.keyClick(desk.page.board, Qt.Key.Key_N)
    assert desk.side is desk.page.form
    QTest.keyClicks(desk.page.form.name.input, "nml")
    assert desk.page.form.name.text() == "nml"
    QTest.keyClick(desk.page.form.name.input, Qt.Key.Key_Escape)
    QTest.keyClick(desk.page.board, Qt.Key.Key_L)
    assert desk.page.pane.lose_form.isVisible()
