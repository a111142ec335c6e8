"""Settings by keys: they work, they survive, and what cannot be is said beside the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from sfa.clock import FixedClock
from sfa.errors import BadInput, NotAllowed, WrongKey
from sfa.people.acts import Place, SetWorkingHours
from sfa.store.backup import restore
from sfa.store.store import Store
from sfa.workspace import Workspace, set_up
from tests.stores import TUESDAY, new_workspace, workspace_of
from tests.ui.accessibility import faults
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.settings import SettingsPage
from ui.desktop.pages.settings.reading import last_backup, read_company, read_hours, save_company
from ui.desktop.pages.settings.words import clock, parse_clock
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The page in the window."""

    def __init__(self, qtbot, app, work: Workspace) -> None:
        self.qtbot = qtbot
        self.work = work
        self.background = Background()
        self.themes = theme.apply(app, "light")
        context = Context(work, self.background, self.themes)
        item = PageItem(RailItem("settings", "Settings", "settings"), lambda: SettingsPage(context))
        self.window = Shell([item], ActionRegistry(work.actor.role, app), self.background)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.window.show_page("settings")
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.page: SettingsPage = self.window.page("settings")
        self.page.names.setFocus()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.background.is_idle)

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        self.settle()

    def type(self, widget, text: str) -> None:
        """Replace what stands in an input, as a person would."""
        widget.setFocus()
        widget.selectAll()
        QTest.keyClick(widget, Qt.Key.Key_Delete)
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(widget, Qt.Key.Key_Return)
            QTest.keyClicks(widget, line)

    def section(self, name: str):
        """Bring a section to the front."""
        self.page.show_section(name)
        self.settle()
        return self.page.section(name)

    def close(self) -> None:
        self.window.close()
        assert self.background.shutdown()
        self.work.store.close()


@pytest.fixture
def sit_down(qtbot, qapp_theme):
    """Open the page on a workspace."""
    desks: list[Desk] = []

    def begin(work: Workspace) -> Desk:
        desks.append(Desk(qtbot, qapp_theme, work))
        return desks[-1]

    yield begin
    for desk in desks:
        desk.close()


@pytest.fixture
def rep(sit_down, tmp_path) -> Desk:
    return sit_down(new_workspace(tmp_path, "rep"))


@pytest.fixture
def admin(sit_down, tmp_path) -> Desk:
    return sit_down(new_workspace(tmp_path, "admin"))


@pytest.fixture
def locked(sit_down, tmp_path) -> Desk:
    """A store with a passphrase of its own."""
    store, _ = Store.create(
        tmp_path / "locked.db", passphrase="correct horse", durable=False, clock=FixedClock(TUESDAY, step=0.001)
    )
    set_up(store, "Scioto Draught Supply")
    return sit_down(workspace_of(store, "admin"))


def names(desk: Desk) -> list[str]:
    return [line.title for line in desk.page.names.lines.lines]


# --- sections ---


def test_an_administrator_begins_with_the_company(admin) -> None:
    assert names(admin)[0] == "Company"
    assert admin.page.subtitle == "Company"


def test_a_rep_has_no_company_section_and_begins_with_appearance(rep) -> None:
    assert names(rep) == ["Appearance", "Working hours", "Backup and restore", "Security", "About"]
    assert rep.page.subtitle == "Appearance"


def test_arrows_go_through_the_sections(rep) -> None:
    rep.press(Qt.Key.Key_Down)
    assert rep.page.subtitle == "Working hours"
    assert rep.page.section("hours").isVisible()


@pytest.mark.parametrize("name", ["company", "appearance", "hours", "backup", "security", "about"])
def test_everything_in_a_section_has_a_name_and_is_reached_by_tab(admin, name) -> None:
    admin.section(name)
    assert faults(admin.page) == []


# --- appearance ---


def test_another_theme_shows_at_once_and_is_remembered(rep) -> None:
    choices = rep.section("appearance").choices
    choices["light"].setFocus()
    rep.press(Qt.Key.Key_Down)
    assert (rep.themes.choice, theme.current().name) == ("dark", "dark")
    assert rep.work.store.recall("theme") == "dark"


def test_the_present_theme_is_chosen(rep) -> None:
    assert rep.section("appearance").choices["light"].isChecked()


# --- working hours ---


def test_the_stored_hours_are_shown(rep) -> None:
    monday, sunday = (rep.section("hours").week.days[n] for n in (0, 6))
    assert [edit.text() for edit in monday.edits] == ["08:00", "17:30"]
    assert not sunday.on.isChecked()
    assert not sunday.edits[0].isEnabled()


def test_changed_hours_survive(rep) -> None:
    week = rep.section("hours").week
    rep.type(week.days[0].edits[0], "7:15")
    week.days[4].on.setFocus()
    rep.press(Qt.Key.Key_Space)
    rep.press(Qt.Key.Key_S, CTRL)
    found = read_hours(rep.work)
    assert found.week["mon"] == ((435, 1050),)
    assert found.week["fri"] == ()
    assert rep.window.toast.text == "Working hours saved"


def test_saved_hours_can_be_undone(rep) -> None:
    rep.type(rep.section("hours").week.days[0].edits[0], "7")
    rep.press(Qt.Key.Key_S, CTRL)
    rep.work.undo()
    assert read_hours(rep.work).week["mon"] == ((480, 1050),)


def test_a_day_that_ends_before_it_starts_is_said_beside_it(rep) -> None:
    day = rep.section("hours").week.days[2]
    rep.type(day.edits[1], "7")
    rep.press(Qt.Key.Key_S, CTRL)
    assert day.message.text() == "The day must end after it starts"
    assert day.edits[1].hasFocus()
    assert read_hours(rep.work).week["wed"] == ((480, 1050),)


def test_what_is_no_time_is_said_beside_it(rep) -> None:
    day = rep.section("hours").week.days[0]
    rep.type(day.edits[0], "early")
    rep.press(Qt.Key.Key_S, CTRL)
    assert day.message.text() == "“early” is not a time; write it like 08:30."


def test_a_lunch_that_does_not_fit_is_said_at_its_field(rep) -> None:
    section = rep.section("hours")
    rep.type(section.lunch.input, "150")
    rep.press(Qt.Key.Key_S, CTRL)
    assert section.lunch_to.message == "Lunch does not fit between its limits."


def test_a_break_stays_when_the_day_is_not_changed(rep) -> None:
    week = {"mon": [(480, 720), (780, 1020)], "tue": [(480, 720), (780, 1020)]}
    rep.work.run(SetWorkingHours(rep.work.user.id, week, 0, 600, 800))
    section = rep.section("hours")
    rep.type(section.week.days[1].edits[0], "9")
    rep.press(Qt.Key.Key_S, CTRL)
    found = read_hours(rep.work).week
    assert found["mon"] == ((480, 720), (780, 1020))
    assert found["tue"] == ((540, 1020),)


def test_a_place_is_found_by_typing_and_kept_with_its_point(rep) -> None:
    section = rep.section("hours")
    rep.type(section.start.input, "Columbus")
    rep.settle()
    assert section.start.found[0].title == "Columbus, OH, US"
    QTest.keyClick(section.start.input, Qt.Key.Key_Return)
    assert section.start.input.text() == "Columbus, OH, US"
    section.button.click()
    rep.settle()
    start = read_hours(rep.work).start
    assert isinstance(start, Place)
    assert start.name == "Columbus, OH, US"
    assert (start.lat // 10**7, start.lon // 10**7) == (39, -83)


def test_a_postal_code_is_a_place(rep) -> None:
    section = rep.section("hours")
    rep.type(section.end.input, "43215")
    rep.settle()
    assert [place.title[:5] for place in section.end.found] == ["43215"]


def test_a_place_nobody_knows_is_refused_at_its_field(rep) -> None:
    section = rep.section("hours")
    rep.type(section.start.input, "Nowhereville 7")
    rep.settle()
    rep.press(Qt.Key.Key_S, CTRL)
    assert section.start.message == "Choose a place from the list"
    assert read_hours(rep.work).start is None


def test_news_do_not_overwrite_what_is_being_typed(rep) -> None:
    section = rep.section("hours")
    rep.type(section.lunch.input, "45")
    rep.work.run(SetWorkingHours(rep.work.user.id, {"mon": [(600, 700)]}, 10, 600, 800))
    section.activate()
    rep.settle()
    assert section.lunch.text() == "45"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("8", 480), ("08:30", 510), ("8.30", 510), ("0830", 510), ("5 pm", 1020), ("12am", 0), ("24:00", 1440)],
)
def test_a_time_is_read_as_people_type_it(typed, minutes) -> None:
    assert parse_clock(typed) == minutes
    assert parse_clock(clock(minutes)) == minutes


@pytest.mark.parametrize("typed", ["25", "8:60", "24:01", "noon", "", "8:3"])
def test_what_is_no_time_is_refused(typed) -> None:
    with pytest.raises(BadInput):
        parse_clock(typed)


# --- backup and restore ---


@pytest.fixture
def choose(monkeypatch):
    """Answer the system's file chooser."""

    def answer(path: Path | str) -> None:
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))

    return answer


def test_a_backup_is_written_remembered_and_can_be_restored(rep, choose, tmp_path) -> None:
    section = rep.section("backup")
    assert section.last.text() == "No backup has been made on this laptop yet."
    choose(tmp_path / "today.backup")
    section.make.setFocus()
    rep.press(Qt.Key.Key_Return)
    made = last_backup(rep.work)
    assert made is not None
    assert made.size == (tmp_path / "today.backup").stat().st_size
    assert section.last.text().startswith("Last backup: 17 Nov 2026 10:00")
    restore(tmp_path / "today.backup", tmp_path / "elsewhere" / "store.db")
    again = Store.open(tmp_path / "elsewhere" / "store.db", clock=rep.work.clock)
    assert workspace_of(again, "rep").user.name == "Rob Rep"
    again.close()


def test_a_name_without_ending_gets_one(rep, choose, tmp_path) -> None:
    section = rep.section("backup")
    choose(tmp_path / "today")
    rep.press(Qt.Key.Key_S, CTRL)
    assert section.error == ""
    assert (tmp_path / "today.backup").exists()


def test_no_file_chosen_means_no_backup(rep, choose) -> None:
    rep.section("backup")
    choose("")
    rep.press(Qt.Key.Key_S, CTRL)
    assert last_backup(rep.work) is None


def test_a_backup_that_cannot_be_written_is_said_and_nothing_is_remembered(rep, choose, tmp_path) -> None:
    section = rep.section("backup")
    choose(tmp_path / "no such folder" / "a.backup")
    rep.press(Qt.Key.Key_S, CTRL)
    assert section.error
    assert last_backup(rep.work) is None
    assert section.make.isEnabled()


def test_the_store_itself_is_no_target(rep, choose) -> None:
    section = rep.section("backup")
    choose(rep.work.store.path)
    rep.press(Qt.Key.Key_S, CTRL)
    assert section.error == "This is the store itself; choose another file for the backup."


def test_restoring_says_what_happens_and_asks_the_app(rep, choose, tmp_path) -> None:
    section = rep.section("backup")
    choose(tmp_path / "a.backup")
    rep.press(Qt.Key.Key_S, CTRL)
    section.choose.setFocus()
    rep.press(Qt.Key.Key_Return)
    assert "a.backup" in section.plan_words.text()
    assert section.keep.hasFocus()
    section.restore.setFocus()
    with rep.qtbot.waitSignal(rep.page.restore_requested) as asked:
        rep.press(Qt.Key.Key_Return)
    assert asked.args == [str(tmp_path / "a.backup"), ""]


def test_the_present_store_can_be_kept(rep, choose, tmp_path) -> None:
    section = rep.section("backup")
    choose(tmp_path / "a.backup")
    rep.press(Qt.Key.Key_S, CTRL)
    section.choose_backup()
    rep.settle()
    with rep.qtbot.assertNotEmitted(rep.page.restore_requested):
        rep.press(Qt.Key.Key_Return)
    assert not section.plan.isVisible()


def test_a_backup_under_a_passphrase_asks_for_it(locked, choose, tmp_path) -> None:
    section = locked.section("backup")
    choose(tmp_path / "a.backup")
    locked.press(Qt.Key.Key_S, CTRL)
    section.choose_backup()
    locked.settle()
    section.restore.click()
    assert section.secret.message == "This backup opens with a passphrase or its recovery key"
    locked.type(section.secret.input, "correct horse")
    with locked.qtbot.waitSignal(locked.page.restore_requested) as asked:
        section.restore.click()
    assert asked.args[1] == "correct horse"


def test_another_file_is_refused_in_a_sentence(rep, choose, tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("milk")
    section = rep.section("backup")
    choose(tmp_path / "notes.txt")
    section.choose_backup()
    rep.settle()
    assert section._restore_error.text() == "notes.txt is no Fieldbook backup, or only part of one."
    assert not section.plan.isVisible()


# --- security ---


def test_the_demo_says_plainly_that_its_key_lies_in_a_file(rep) -> None:
    section = rep.section("security")
    assert "The key lies in a file beside the store: store.db.keys" in section.words.text()
    assert not section.form.isVisible()


def test_a_new_passphrase_opens_the_store_from_then_on(locked) -> None:
    section = locked.section("security")
    for field, text in ((section.present, "correct horse"), (section.new, "battery staple")):
        locked.type(field.input, text)
    locked.type(section.again.input, "battery staple")
    locked.press(Qt.Key.Key_S, CTRL)
    assert section.new.text() == ""
    store = locked.work.store
    store.close()
    with pytest.raises(WrongKey):
        Store.open(store.path, secret="correct horse")
    locked.work.store = Store.open(store.path, secret="battery staple", clock=store.clock)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (("wrong horse", "battery staple", "battery staple"), "present", "This passphrase does not open the store."),
        (("correct horse", "battery staple", "battery stable"), "again", "Not the same as above"),
        (("correct horse", "short", "short"), "new", "A passphrase has at least 8 characters."),
        (("", "battery staple", "battery staple"), "present", "Present passphrase or recovery key is needed"),
    ],
    ids=["wrong", "typed differently", "short", "missing"],
)
def test_what_is_wrong_with_a_passphrase_is_said_at_its_field(locked, typed, field, message) -> None:
    section = locked.section("security")
    for name, text in zip(("present", "new", "again"), typed, strict=True):
        locked.type(section.form.field(name).editor, text)
    locked.press(Qt.Key.Key_S, CTRL)
    assert section.form.field(field).message == message


# --- company ---


def test_the_company_is_kept_with_what_the_form_does_not_show(admin) -> None:
    section = admin.section("company")
    admin.type(section.form.field("address").editor, "1180 Dublin Road\nColumbus OH 43215")
    admin.type(section.form.field("email").editor, "office@scioto.example")
    admin.press(Qt.Key.Key_S, CTRL)
    found = read_company(admin.work)
    assert found["address"] == "1180 Dublin Road\nColumbus OH 43215"
    assert (found["name"], found["currency"]) == ("Scioto Draught Supply", "USD")
    assert admin.window.toast.text == "Company saved"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("email", "office at scioto", "“office at scioto” is not an e-mail address."),
        ("discount_limit", "120", "At most 100"),
        ("name", "", "Name is needed"),
    ],
)
def test_what_cannot_be_is_said_at_the_companys_field(admin, field, typed, message) -> None:
    section = admin.section("company")
    admin.type(section.form.field(field).editor, typed)
    admin.press(Qt.Key.Key_S, CTRL)
    assert section.form.field(field).message == message
    assert read_company(admin.work)["name"] == "Scioto Draught Supply"


def test_a_rep_cannot_change_the_company(rep) -> None:
    with pytest.raises(NotAllowed):
        save_company(rep.work, read_company(rep.work))


def test_quotes_are_made_with_the_new_terms(admin) -> None:
    from sfa.accounts.model import Account
    from sfa.quotes.acts import CreateQuote
    from sfa.quotes.model import Quote

    section = admin.section("company")
    admin.type(section.form.field("terms").editor, "Payment 14 days net.")
    admin.press(Qt.Key.Key_S, CTRL)
    with admin.work.transaction("Account") as txn:
        account = txn.add(Account(name="Hotel Lindenhof", owner_id=admin.work.user.id)).id
    quote = admin.work.run(CreateQuote(account))
    with admin.work.reading() as session:
        assert session.get_one(Quote, quote).terms == "Payment 14 days net."


# --- about ---


def test_licences_are_read_in_the_page(rep) -> None:
    section = rep.section("about")
    assert section.text.toPlainText().lstrip().startswith("Apache License")
    section.names.setFocus()
    rep.press(Qt.Key.Key_Down)
    assert "GNU GENERAL PUBLIC LICENSE" in section.text.toPlainText()
    rep.press(Qt.Key.Key_Down)
    assert "GeoNames" in section.text.toPlainText()
