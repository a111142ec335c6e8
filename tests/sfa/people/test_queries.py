"""Whom one leads, and when somebody works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sfa.people.acts import USUAL_WEEK, Place, SetWorkingHours
from sfa.people.queries import led_by, team_names, weeks_of, working_days, working_hours
from sfa.store.store import Store
from sfa.workspace import Workspace
from tests.stores import new_store, workspace_of

HALF_WEEK = {"mon": [(480, 720), (780, 1020)], "tue": [(600, 900)], "wed": []}
HOME = Place("Columbus, OH, US", 399611755, -829987942)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def names(work: Workspace) -> list[str]:
    with work.reading() as session:
        return [member.name for member in led_by(session, work.actor)]


def test_a_manager_leads_the_team_and_themselves(store) -> None:
    assert names(workspace_of(store, "manager")) == ["Mia Manager", "Rita Rep", "Rob Rep"]


def test_a_rep_answers_for_nobody_else(store) -> None:
    assert names(workspace_of(store, "rep")) == ["Rob Rep"]


def test_an_administrator_sees_everybody_at_work(store) -> None:
    from sfa.people.model import User

    admin = workspace_of(store, "admin")
    with admin.transaction("Leave") as txn:
        txn.get(User, workspace_of(store, "Otto").user.id).active = False
    assert names(admin) == ["Administrator", "Mia Manager", "Rita Rep", "Rob Rep"]


def test_teams_are_those_one_leads(store) -> None:
    manager, rep = workspace_of(store, "manager"), workspace_of(store, "rep")
    with store.reading() as session:
        assert team_names(session, manager.actor) == ["Columbus"]
        assert team_names(session, rep.actor) == []


def test_hours_come_back_as_they_were_set(store) -> None:
    rob = workspace_of(store, "rep")
    rob.run(SetWorkingHours(rob.user.id, HALF_WEEK, 45, 700, 800, HOME, None))
    with store.reading() as session:
        found = working_hours(session, rob.actor, rob.user.id)
    assert found.week["mon"] == ((480, 720), (780, 1020))
    assert (found.week["wed"], found.week["sun"]) == ((), ())
    assert (found.lunch, found.lunch_from, found.lunch_to) == (45, 700, 800)
    assert (found.start, found.end) == (HOME, None)


def test_hours_of_somebody_elses_are_not_shown(store) -> None:
    rob, rita = workspace_of(store, "rep"), workspace_of(store, "Rita")
    rob.run(SetWorkingHours(rob.user.id, HALF_WEEK, 45, 700, 800, HOME))
    with store.reading() as session:
        assert working_hours(session, rita.actor, rob.user.id).start is None


def test_a_manager_sees_the_weeks_of_the_team(store) -> None:
    rob, manager = workspace_of(store, "rep"), workspace_of(store, "manager")
    rob.run(SetWorkingHours(rob.user.id, HALF_WEEK, 45, 700, 800))
    with store.reading() as session:
        weeks = weeks_of(session, manager.actor, [rob.user.id, workspace_of(store, "Rita").user.id])
    assert weeks[rob.user.id]["tue"] == ((600, 900),)
    assert [weeks[user]["fri"] for user in weeks] == [(), tuple(map(tuple, USUAL_WEEK["fri"]))]


@pytest.mark.parametrize(
    ("first", "until", "days"),
    [(date(2026, 11, 16), date(2026, 11, 23), 5), (date(2026, 11, 21), date(2026, 11, 23), 0)],
    ids=["a week", "a weekend"],
)
def test_working_days_leave_out_days_off(first, until, days) -> None:
    assert working_days(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ((480, 960),)), first, until) == days
