"""The Accounts page by its keys: find, open, read, log, edit, go back."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from sfa.accounts.acts import AddAccount, AddContact, AddLocation, Place
from sfa.accounts.model import Account, Contact, Location
from sfa.activities.acts import AddActivity, LogActivity
from sfa.activities.model import Activity
from sfa.pipeline.acts import AddOpportunity
from sfa.text import is_blank
from tests.stores import new_store, workspace_of
from tests.ui.desk import Bridge
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.accounts import AccountsPage
from ui.desktop.tables import PAGE

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store(tmp_path):
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def work(store):
    return workspace_of(store, "rep")


@pytest.fixture
def taphouse(work):
    place = Place(street="4065 Main Street", city="Hilliard", region="OH", country="US")
    return work.run(
        AddAccount(name="Hilliard Taphouse", tier="A", owner_id=work.user.id, visit_every=30, place=place)
    )


@pytest.fixture
def others(work):
    return [work.run(AddAccount(name=name, owner_id=work.user.id)) for name in ("Zum Adler", "Arena Bar")]


class _Driver:
    """The page in a window, with its actions and news, and real keys."""

    def __init__(self, page: AccountsPage, background: Background, qtbot) -> None:
        self.page, self._background, self._qtbot = page, background, qtbot
        self.told: list[str] = []
        self.warned: list[str] = []
        self.asked: list[tuple[str, object]] = []
        page.done_told.connect(lambda words, _undo: self.told.append(words))
        page.message_raised.connect(lambda _kind, words: self.warned.append(words))
        page.open_requested.connect(lambda kind, record: self.asked.append((kind, record)))

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self._background.is_idle)
        self._qtbot.wait(1)
        self._qtbot.waitUntil(lambda: self._background.is_idle)

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        for letter in text:
            # QTest knows keys for Latin letters only.
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    def open(self, account) -> None:
        self.page.open_account(account)
        self.settle()

    def names(self) -> list[str]:
        model = self.page.list.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def search(self, text: str) -> None:
        with self._qtbot.waitSignal(self.page.list.model.loaded):
            self.type(text)
        self.settle()


@pytest.fixture
def drive(work, qtbot, qapp_theme):
    background = Background()
    page = AccountsPage(Context(work, background, theme.apply(qapp_theme, "light")))
    registry = ActionRegistry("rep", page)
    for action, run in page.page_actions():
        registry.declare([action])
        registry.bind(action.id, run)
    registry.install(page, "page:accounts")
    bridge = Bridge(work.announcements, page.refresh)
    qtbot.addWidget(page)
    page.resize(1208, 724)
    driver = _Driver(page, background, qtbot)

    def begin() -> _Driver:
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.activate()
        driver.settle()
        return driver

    yield begin
    bridge.end()
    assert background.shutdown(5)


def _rows(work, model, **where):
    with work.reading() as session:
        return session.query(model).filter_by(**where).filter(model.deleted_at.is_(None)).all()


# --- the list ---


def test_the_list_shows_the_accounts_by_name_and_has_the_focus(drive, taphouse, others) -> None:
    page = drive()
    assert page.names() == ["Arena Bar", "Hilliard Taphouse", "Zum Adler"]
    assert page.page.list.table.hasFocus()


def test_the_list_says_city_owner_last_contact_and_open_deals(drive, work, taphouse) -> None:
    at = datetime(2026, 11, 9, 15, tzinfo=UTC)
    work.run(LogActivity(kind="call", subject="Call", account_id=taphouse, done_at=at, outcome="spoke"))
    work.run(AddOpportunity(name="Taps", currency="USD", amount=1_265_000, account_id=taphouse))
    model = drive().page.list.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["Hilliard Taphouse", "Hilliard", "Rob Rep", "9 Nov 2026", "$12,650.00"]


def test_typing_into_the_search_keeps_what_matches(drive, taphouse, others) -> None:
    page = drive()
    page.press(Key.Key_Slash)
    page.search("hil")
    assert page.names() == ["Hilliard Taphouse"]


def test_a_search_without_a_match_says_so_and_offers_to_clear_it(drive, taphouse) -> None:
    page = drive()
    page.press(Key.Key_Slash)
    page.search("nothing like it")
    empty = page.page.list._empty
    assert empty.isVisible()
    assert empty.title.text() == "No account matches “nothing like it”"
    empty.button.setFocus()
    page.press(Key.Key_Return)
    assert page.names() == ["Hilliard Taphouse"]


def test_an_empty_store_teaches_the_first_step(drive) -> None:
    page = drive()
    assert page.page.list._empty.title.text() == "No accounts yet"
    page.page.list._empty.button.setFocus()
    page.press(Key.Key_Return)
    assert page.page.new_form is not None


def test_mine_leaves_out_what_others_own_in_my_territory(drive, store, work, taphouse) -> None:
    from sfa.store.actor import system_actor
    from tests.stores import territory_of, user_named

    with store.transaction("x", system_actor()) as txn:
        owner = user_named(store, "Otto")
        txn.add(Account(name="Of Otto", owner_id=owner, territory_id=territory_of(store, "Rob")))
    page = drive()
    assert page.names() == ["Hilliard Taphouse", "Of Otto"]
    page.page.list.scopes.step(1)
    page.settle()
    assert page.names() == ["Hilliard Taphouse"]


def test_what_another_window_adds_comes_into_the_list(drive, work, taphouse, qtbot) -> None:
    page = drive()
    work.run(AddAccount(name="Aardvark", owner_id=work.user.id))
    qtbot.waitUntil(lambda: page.names() == ["Aardvark", "Hilliard Taphouse"])


# --- list and card ---


def test_enter_opens_an_account_and_escape_goes_back_to_its_row(drive, taphouse, others) -> None:
    page = drive()
    page.press(Key.Key_Down, Key.Key_Return)
    assert page.page.card.isVisible()
    assert page.page.subtitle == "Hilliard Taphouse"
    page.press(Key.Key_Escape)
    assert page.page.list.isVisible()
    assert page.page.list.table.hasFocus()
    assert page.page.list.table.current_id() == taphouse.bytes


def test_backspace_goes_back_too(drive, taphouse) -> None:
    page = drive()
    page.press(Key.Key_Return)
    page.press(Key.Key_Backspace)
    assert page.page.list.isVisible()


def test_the_head_says_who_and_where(drive, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    assert page.page.card.head.name.text() == "Hilliard Taphouse"
    assert "4065 Main Street, Hilliard OH" in page.page.card.head.second.text()


def test_a_visit_that_is_too_long_ago_is_said_with_how_often_was_agreed(drive, work, taphouse) -> None:
    at = datetime(2026, 10, 7, 18, tzinfo=UTC)
    work.run(LogActivity(kind="visit", subject="Visit", account_id=taphouse, done_at=at, outcome="ordered"))
    page = drive()
    page.open(taphouse)
    _, value, note = page.page.card.facts._parts[1]
    assert (value.text(), note.text(), note.property("tone")) == ("7 October", "41 days, due every 30", "warn")


def test_ctrl_and_a_number_bring_a_tab_to_the_front(drive, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    for key, part in (
        (Key.Key_2, "contacts"),
        (Key.Key_3, "locations"),
        (Key.Key_7, "details"),
        (Key.Key_1, "overview"),
    ):
        page.press(key, modifier=Ctrl)
        assert getattr(page.page.card, part).isVisible()


def test_tabs_say_how_many_there_are(drive, work, taphouse) -> None:
    work.run(AddContact(account_id=taphouse, name="Tyler"))
    work.run(AddLocation(account_id=taphouse, place=Place(city="Powell")))
    page = drive()
    page.open(taphouse)
    assert [page.page.card.tabs.tabData(number) for number in range(7)] == ["", "1", "2", "0", "0", "0", ""]


def test_an_account_of_another_territory_shows_only_whose_it_is(drive, store) -> None:
    otto = workspace_of(store, "Otto")
    far = otto.run(AddAccount(name="Far", owner_id=otto.user.id))
    page = drive()
    page.open(far)
    assert page.page.nothing.title.text() == "Account in another territory"
    assert page.page.nothing.advice.text() == "Its owner is Otto Other."
    page.press(Key.Key_Return)
    assert page.page.list.isVisible()


def test_an_account_that_is_not_here_says_so(drive, store) -> None:
    page = drive()
    page.open(store.ids.new())
    assert page.page.nothing.title.text() == "This account is not on this laptop"


def test_a_contact_is_shown_on_the_card_of_its_account(drive, work, taphouse) -> None:
    work.run(AddContact(account_id=taphouse, name="Adam"))
    tyler = work.run(AddContact(account_id=taphouse, name="Tyler"))
    page = drive()
    assert page.page.show_record("contact", tyler)
    page.settle()
    assert page.page.card.contacts.isVisible()
    assert page.page.card.contacts.current == tyler
    assert not page.page.show_record("quote", tyler)


def test_enter_on_an_open_deal_asks_for_the_deal(drive, work, taphouse) -> None:
    deal = work.run(AddOpportunity(name="Taps", currency="USD", amount=100, account_id=taphouse))
    page = drive()
    page.open(taphouse)
    page.page.card.overview.deals.list.setFocus()
    page.press(Key.Key_Return)
    assert page.asked == [("opportunity", deal)]


@pytest.mark.parametrize(("key", "wanted"), [(Key.Key_Q, "new_quote"), (Key.Key_V, "new_visit")])
def test_a_quote_or_a_visit_is_asked_for_by_its_key(drive, taphouse, key, wanted) -> None:
    page = drive()
    page.open(taphouse)
    page.press(key)
    assert page.asked == [(wanted, taphouse)]


# --- timeline ---


def test_the_timeline_stands_under_coming_up_and_its_months(drive, work, taphouse) -> None:
    at = datetime(2026, 10, 7, 18, tzinfo=UTC)
    work.run(LogActivity(kind="visit", subject="Cellar measured", account_id=taphouse, done_at=at))
    work.run(AddActivity(kind="task", subject="Send offer", account_id=taphouse, due_on=date(2026, 11, 18)))
    page = drive()
    page.open(taphouse)
    lines = page.page.card.overview.timeline.lines.lines
    assert [line.title for line in lines] == [
        "Coming up", "Send offer", "November", "Account added", "October", "Cellar measured",
    ]  # fmt: skip
    assert lines[1].second == "Tomorrow"


def test_a_filter_chip_keeps_one_kind(drive, work, taphouse) -> None:
    work.run(LogActivity(kind="call", subject="Call", account_id=taphouse))
    work.run(LogActivity(kind="visit", subject="Visit", account_id=taphouse))
    page = drive()
    page.open(taphouse)
    page.page.card.overview.filters.step(1)
    assert [line.title for line in page.page.card.overview.timeline.lines.lines] == ["November", "Visit"]


# --- forms inside the card ---


def test_a_call_is_logged_without_the_mouse_and_its_next_step_is_planned(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_L)
    page.type("Lease instead of purchase")
    form = page.page.card.form.form
    form.field("outcome").set_value("interested")
    form.field("next_step").set_value("Send lease offer")
    form.field("due_on").editor.setFocus()
    page.type("+3")
    page.press(Key.Key_Return, modifier=Ctrl)
    (call,) = _rows(work, Activity, kind="call")
    assert (call.subject, call.outcome, call.state) == ("Lease instead of purchase", "interested", "done")
    (task,) = _rows(work, Activity, kind="task")
    assert (task.subject, task.due_on) == ("Send lease offer", date(2026, 11, 20))
    assert page.told == ["Call logged"]
    assert page.page.card.form is None


def test_the_card_shows_what_was_logged_at_once(drive, work, taphouse, qtbot) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_N)
    page.type("They close on Mondays")
    page.press(Key.Key_Return, modifier=Ctrl)
    titles = lambda: [line.title for line in page.page.card.overview.timeline.lines.lines]  # noqa: E731
    qtbot.waitUntil(lambda: "They close on Mondays" in titles())


def test_a_form_says_beside_the_field_what_is_missing_and_keeps_what_was_typed(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_L)
    form = page.page.card.form.form
    form.field("result").set_value("Long talk")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert form.field("subject").message == "What it was about is needed"
    assert form.field("result").value() == "Long talk"
    assert _rows(work, Activity) == []


def test_a_refusal_of_the_rules_stands_beside_its_field(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_C)
    page.type("Katarzyna Nowak")
    form = page.page.card.form.form
    form.field("email").set_value("nobody")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert form.field("email").message == "“nobody” is not an e-mail address."
    assert _rows(work, Contact) == []
    form.field("email").set_value("kn@taphouse.example")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert [row.email for row in _rows(work, Contact)] == ["kn@taphouse.example"]


def test_a_phone_is_read_by_the_country_of_the_person(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_C)
    page.type("Tyler Brandt")
    page.page.card.form.form.field("phone").set_value("614 555 0187")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert [row.phone for row in _rows(work, Contact)] == ["+16145550187"]
    assert page.page.card.contacts.records.list.lines.lines[0].right == "+1 614 555 0187"


def test_escape_closes_a_form_before_it_leaves_the_card(drive, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_T)
    page.press(Key.Key_Escape)
    assert page.page.card.form is None
    assert page.page.card.isVisible()


def test_letters_typed_into_a_form_are_letters(drive, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_N)
    form = page.page.card.form
    page.type("clntqv/")
    assert page.page.card.form is form
    assert form.form.field("text").value() == "clntqv/"


def test_space_ticks_what_was_to_do(drive, work, taphouse) -> None:
    task = work.run(AddActivity(kind="task", subject="Send offer", account_id=taphouse, due_on=date(2026, 11, 17)))
    page = drive()
    page.open(taphouse)
    page.page.card.overview.work.list.setFocus()
    page.press(Key.Key_Space)
    with work.reading() as session:
        assert session.get(Activity, task).state == "done"
    assert page.told == ["Marked done"]


def test_enter_on_what_is_to_do_asks_what_came_of_it(drive, work, taphouse) -> None:
    task = work.run(AddActivity(kind="call", subject="Ask", account_id=taphouse, due_on=date(2026, 11, 17)))
    page = drive()
    page.open(taphouse)
    page.page.card.overview.work.list.setFocus()
    page.press(Key.Key_Return)
    page.page.card.form.form.field("outcome").set_value("no_answer")
    page.press(Key.Key_Return, modifier=Ctrl)
    with work.reading() as session:
        assert session.get(Activity, task).outcome == "no_answer"


def test_a_new_account_opens_its_card(drive, work) -> None:
    page = drive()
    page.press(Key.Key_N, modifier=Ctrl)
    page.type("Browar Zieliński")
    form = page.page.new_form.form
    form.field("city").set_value("Columbus")
    page.press(Key.Key_Return, modifier=Ctrl)
    (account,) = _rows(work, Account)
    assert (account.name, account.owner_id) == ("Browar Zieliński", work.user.id)
    assert [row.city for row in _rows(work, Location)] == ["Columbus"]
    assert page.page.card.head.name.text() == "Browar Zieliński"


def test_a_blank_name_is_refused_beside_the_field(drive, work) -> None:
    page = drive()
    page.press(Key.Key_N, modifier=Ctrl)
    page.page.new_form.form.field("name").set_value("\u200b\u200b")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert page.page.new_form.form.field("name").message == "Account name must not be blank."
    assert _rows(work, Account) == []


def test_a_new_account_is_in_the_territory_of_the_rep(drive, store, work) -> None:
    from tests.stores import territory_of

    page = drive()
    page.press(Key.Key_N, modifier=Ctrl)
    page.type("Here")
    page.press(Key.Key_Return, modifier=Ctrl)
    assert _rows(work, Account)[0].territory_id == territory_of(store, "Rob")


# --- editing in place ---


def _edit(page, field: str, text: str, kind: str = "account", key=Key.Key_Return) -> None:
    editor = page.page.card.panel_of(kind).editor(field)
    editor.setFocus()
    page.press(Key.Key_F2)
    box = editor.findChild(QLineEdit)
    box.selectAll()
    page.type(text)
    page.press(key)


def test_f2_edits_a_field_and_enter_stores_it(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_7, modifier=Ctrl)
    _edit(page, "phone", "614 555 0142")
    with work.reading() as session:
        assert session.get(Account, taphouse).phone == "+16145550142"
    assert page.page.card.details.panel.editor("phone").text() == "+1 614 555 0142"


def test_escape_leaves_a_field_as_it_was(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_7, modifier=Ctrl)
    _edit(page, "name", "Something else", key=Key.Key_Escape)
    with work.reading() as session:
        assert session.get(Account, taphouse).name == "Hilliard Taphouse"
    assert page.page.card.isVisible()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "nobody", "“nobody” is not an e-mail address."),
        ("name", " ", "Account name must not be blank."),
        ("visit_every", "3", "3 is outside 7 to 730."),
        ("annual_revenue", "lots", "“lots” is not an amount."),
    ],
)
def test_what_is_refused_stays_in_the_field_with_the_reason_beside_it(
    drive, work, taphouse, field, typed, sentence
) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_7, modifier=Ctrl)
    _edit(page, field, typed)
    panel = page.page.card.details.panel
    assert panel.error_of(field) == sentence
    assert panel.editor(field).is_editing
    assert panel.editor(field).findChild(QLineEdit).text().strip() == typed.strip()


def test_annual_revenue_is_typed_in_major_units(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_7, modifier=Ctrl)
    _edit(page, "annual_revenue", "$1,250,000")
    with work.reading() as session:
        assert session.get(Account, taphouse).annual_revenue == 125_000_000
    assert page.page.card.details.panel.editor("annual_revenue").text() == "$1,250,000"


def test_a_place_is_corrected_on_the_locations_tab(drive, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_3, modifier=Ctrl)
    _edit(page, "place", "40.0334, −83.1582", kind="location")
    (row,) = _rows(work, Location)
    assert (row.lat, row.lon) == (400_334_000, -831_582_000)
    _edit(page, "place", "91, 0", kind="location")
    assert page.page.card.panel_of("location").error_of("place") == "91 degrees is outside −90 to 90."


def test_enter_on_a_contact_goes_to_its_fields(drive, work, taphouse) -> None:
    tyler = work.run(AddContact(account_id=taphouse, name="Tyler", job_title="Bar manager"))
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_2, modifier=Ctrl)
    page.press(Key.Key_Return)
    page.press(Key.Key_F2)
    page.type("Tyler Brandt")
    page.press(Key.Key_Return)
    with work.reading() as session:
        assert session.get(Contact, tyler).name == "Tyler Brandt"


def test_a_contact_who_left_goes_and_undo_brings_them_back(drive, work, taphouse, qtbot) -> None:
    work.run(AddContact(account_id=taphouse, name="Tyler"))
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_2, modifier=Ctrl)
    page.page.card.contacts.act.setFocus()
    page.press(Key.Key_Return)
    lines = page.page.card.contacts.records.list.lines
    qtbot.waitUntil(lambda: lines.rowCount() == 0)
    work.undo()
    qtbot.waitUntil(lambda: lines.rowCount() == 1)


def test_another_location_is_made_the_main_one(drive, work, taphouse, qtbot) -> None:
    work.run(AddLocation(account_id=taphouse, place=Place(city="Powell")))
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_3, modifier=Ctrl)
    page.press(Key.Key_Down)
    page.page.card.locations.act.setFocus()
    page.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "Powell" in page.page.card.head.second.text())


def test_what_may_not_be_changed_is_said_above_the_page_and_shown_as_it_is(drive, store, work, taphouse) -> None:
    page = drive()
    page.open(taphouse)
    page.press(Key.Key_7, modifier=Ctrl)
    with workspace_of(store, "admin").transaction("Hand over") as txn:
        account = txn.get(Account, taphouse)
        account.owner_id = workspace_of(store, "Otto").user.id
    page.page.card.edited.emit("account", taphouse, "category", "Pub")
    page.settle()
    assert page.warned == ["You may not change this account."]
    assert page.page.nothing.title.text() == "Account in another territory"


# --- names that nobody expects ---


def test_naughty_names_are_painted_in_list_and_card(drive, store, work) -> None:
    from sfa.store.actor import system_actor

    strings = json.loads((Path(__file__).parents[2] / "data/bad_input/blns.json").read_text(encoding="utf-8"))
    wanted = [text for text in strings if not is_blank(text)]
    with store.transaction("x", system_actor()) as txn:
        made = txn.insert_many(Account, [{"name": text, "owner_id": work.user.id} for text in wanted])
    page = drive()
    model = page.page.list.model
    for row in range(0, model.rowCount(), PAGE // 2):
        page.page.list.table.scrollTo(model.index(row, 0))
        page.page.grab()
        page.settle()
    expected = {" ".join(unicodedata.normalize("NFC", text).split()) for text in wanted}
    assert set(page.names()) == expected
    for account in made[::40]:
        page.open(account)
        page.page.grab()
    assert page.page.card.head.name.text() == unicodedata.normalize("NFC", wanted[(len(wanted) - 1) // 40 * 40])


def test_a_long_name_leaves_the_buttons_their_room(drive, work) -> None:
    account = work.run(AddAccount(name="Donaudampfschifffahrtsgesellschaft " * 8, owner_id=work.user.id))
    page = drive()
    page.page.resize(828, 600)
    page.open(account)
    assert page.page.width() == 828
    assert page.page.card.head.width() <= 828
