"""The manager's page: read off the UI thread, walked by keys, every chart a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from sfa.activities.model import Activity
from sfa.pipeline.acts import WinOpportunity
from sfa.workspace import Workspace
from tests.sfa.insight.sample_team import NAMES, sample_team
from tests.stores import new_workspace, user_named
from tests.ui.accessibility import faults
from ui.desktop import theme
from ui.desktop.actions import ActionRegistry
from ui.desktop.background import Background
from ui.desktop.context import Context
from ui.desktop.pages.team import TeamPage
from ui.desktop.rail import RailItem
from ui.desktop.shell import PageItem, Shell

REPS = sorted(NAMES[:3])


class Desk:
    """The page in the window, on a workspace."""

    def __init__(self, qtbot, app, work: Workspace) -> None:
        self.qtbot = qtbot
        self.work = work
        self.background = Background()
        context = Context(work, self.background, theme.apply(app, "light"))
        item = PageItem(RailItem("team", "Team", "users"), lambda: TeamPage(context))
        self.window = Shell([item], ActionRegistry(work.actor.role, app), self.background)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_page("team")
        self.page: TeamPage = self.window.page("team")
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.background.is_idle)

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def column(self, title: str) -> list[str]:
        """The words of a column of the pipeline table."""
        model = self.page.reps.model()
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        place = heads.index(title)
        return [model.index(row, place).data() for row in range(model.rowCount())]

    def close(self) -> None:
        self.window.close()
        self.background.shutdown()
        self.work.store.close()


@pytest.fixture
def desk(qtbot, qapp_theme, tmp_path):
    team = sample_team(tmp_path, reps=3)
    made = Desk(qtbot, qapp_theme, team.manager)
    yield made
    made.close()


def test_the_page_shows_each_rep_with_open_weighted_won_and_risk(desk) -> None:
    assert desk.column("Rep") == REPS
    assert desk.column("Open deals by step") == ["$487,500", "$613,500", "$550,500"]
    assert desk.column("Won in December") == ["$12,400", "$25,800", "$40,200"]


def test_the_facts_on_top_add_up(desk) -> None:
    spoken = [view.accessibleName() for view in desk.page.facts._views]
    assert spoken[0] == "Open pipeline: $1,651,500"
    assert spoken[1] == "Won this month: $78,400"
    assert spoken[2] == "Visits today: 10 of 21 done"


def test_the_subtitle_names_team_and_month(desk) -> None:
    assert desk.page.subtitle == "Draught sales, 3 reps · December 2026"


def test_visits_today_are_told_for_each_rep(desk) -> None:
    told = desk.page.visits.accessibleDescription()
    assert "Lena Hoffmann: 2 of 7 · 1 late." in told
    assert "Emily Carter: 5 of 7." in told


def test_arrows_choose_a_rep_and_the_comparison_follows(desk) -> None:
    assert desk.page.standing.accessibleName() == "Emily Carter against the team"
    desk.press(Qt.Key.Key_Down)
    assert desk.page.standing.accessibleName() == "Lena Hoffmann against the team"


def test_enter_opens_the_pipeline_of_the_rep(desk) -> None:
    desk.press(Qt.Key.Key_Down)
    with desk.qtbot.waitSignal(desk.page.open_requested) as asked:
        desk.press(Qt.Key.Key_Return)
    assert asked.args == ["user", user_named(desk.work.store, "Lena Hoffmann")]


def test_enter_on_a_risk_opens_the_deal_and_on_a_quote_the_quote(desk) -> None:
    page = desk.page
    for aim, kind in ((page.risks, "opportunity"), (page.waiting, "quote")):
        aim.setFocus()
        with desk.qtbot.waitSignal(page.open_requested) as asked:
            desk.press(Qt.Key.Key_Return)
        assert asked.args == [kind, aim.lines.lines[0].id]


def test_a_risk_says_who_why_and_how_much(desk) -> None:
    first = desk.page.risks.lines.lines[0]
    assert (first.title, first.second, first.right) == (
        "Café Übersee 1",
        "Hoffmann · 15 days in Closing, usual 14",
        "$110,000",
    )


def test_t_shows_the_charts_as_tables_and_back(desk) -> None:
    desk.press(Qt.Key.Key_T)
    assert desk.column("Closing") == ["$89,000", "$110,000", "$99,500", "$298,500"]
    assert desk.column("Rep")[-1] == "Together"
    assert desk.page.visits_table.isVisible()
    assert not desk.page.visits.isVisible()
    desk.press(Qt.Key.Key_T)
    assert desk.column("Rep") == REPS
    assert desk.page.visits.isVisible()


def test_ctrl_c_copies_the_pipeline_as_a_table(desk) -> None:
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][:3] == ["Rep", "Prospecting", "Preparation"]
    assert lines[1][:2] == ["Emily Carter", "$73,500"]
    assert desk.window.toast.text == "Copied the pipeline by rep"


def test_ctrl_c_on_the_visits_copies_those(desk) -> None:
    desk.page.visits.setFocus()
    desk.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[1] == "Emily Carter\t5\t0\t2\t7"


def test_a_won_deal_shows_after_its_announcement(desk) -> None:
    work = desk.work
    desk.page.reps.selectRow(1)
    work.announcements.subscribe(desk.window.announce)
    work.run(WinOpportunity(desk.page.risks.lines.lines[0].id))
    desk.settle()
    assert desk.column("Won in December")[1] == "$135,800"
    assert desk.page.reps.current_id() == user_named(work.store, "Lena Hoffmann")


def test_other_tables_leave_the_page_alone(desk) -> None:
    from sfa.store.events import Announcement

    desk.page.refresh(Announcement({"price_rule": frozenset()}))
    assert desk.background.is_idle


def test_everything_has_a_name_and_is_reached_by_tab(desk) -> None:
    assert faults(desk.page) == []


def test_a_bar_says_its_steps_in_words(desk) -> None:
    spoken = desk.page.reps.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("$487,500: Prospecting $73,500, Preparation $76,600")


def test_an_empty_team_says_what_could_be_done(qtbot, qapp_theme, tmp_path) -> None:
    work = new_workspace(tmp_path, "manager")
    from sfa.people.model import User

    with work.store.transaction("Leave", _system()) as txn:
        for name in ("Rob", "Rita"):
            txn.get(User, user_named(work.store, name)).active = False
    desk = Desk(qtbot, qapp_theme, work)
    assert desk.page._empty.isVisible()
    desk.close()


def test_a_deal_of_somebody_outside_has_a_line_without_comparison(desk) -> None:
    from sfa.pipeline.model import Opportunity

    with desk.work.store.transaction("Hand over", _system()) as txn:
        otto = user_named(desk.work.store, "Otto")
        txn.get(Opportunity, desk.page.risks.lines.lines[0].id).owner_id = otto
    desk.page._read()
    desk.settle()
    assert desk.column("Rep")[-1] == "Outside the team"
    desk.page.reps.selectRow(3)
    assert not desk.page.standing.isVisible()


def _system():
    from sfa.store.actor import system_actor

    return system_actor()


def test_the_picture_is_read_again_when_the_page_comes_back(desk) -> None:
    page = desk.page
    page.deactivate()
    done = next(row.id for row in page.reps.figures)
    assert done is not None
    with desk.work.store.transaction("Done", _system()) as txn:
        from sqlalchemy import select

        for row in txn.scalars(select(Activity).where(Activity.kind == "visit", Activity.state == "planned")):
            row.state, row.done_at = "done", txn.now
    page.activate()
    desk.settle()
    assert page.facts._views[2].accessibleName() == "Visits today: 21 of 21 done"
