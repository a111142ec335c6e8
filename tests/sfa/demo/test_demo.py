"""The demo: a real company built through imports and acts, the same every time, and alive on later days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sfa.accounts.model import Account, Contact, Location
from sfa.activities.model import Activity
from sfa.demo.build import build, open_demo
from sfa.demo.cast import PERSON_OF_ROLE, REPS
from sfa.people.directory import user_by_name
from sfa.people.model import User
from sfa.pipeline.model import Opportunity, Stage
from sfa.quotes.model import Quote
from sfa.store import audit
from sfa.store.base import synced_models, table_of
from sfa.store.store import Store
from sfa.store.tables import ChangeGroup
from sfa.visits.day import read_rep_day
from sfa.visits.model import Visit
from sfa.visits.verify import verify
from sfa.workspace import Workspace

DAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    build(path, DAY)
    return path


@pytest.fixture(scope="module")
def demo(built: Path) -> Iterator[Store]:
    store = open_demo(built, DAY)
    yield store
    store.close()


def contents(path: Path) -> dict[str, list[tuple]]:
    """Every row of every synced table and the change log, in a fixed order."""
    store = Store.open(path, writable=False)
    try:
        with store.reading() as session:
            tables = [table_of(model) for model in synced_models()]
            rows = {t.name: sorted(map(repr, session.execute(select(t)))) for t in tables}
            groups = session.execute(text("SELECT id, label, hlc FROM change_group ORDER BY seq")).all()
            return {**rows, "change_group": [repr(tuple(group)) for group in groups]}
    finally:
        store.close()


def test_equal_days_give_equal_contents(built: Path, tmp_path: Path) -> None:
    build(tmp_path / "again.db", DAY)
    first, again = contents(built), contents(tmp_path / "again.db")
    assert first.keys() == again.keys()
    for table in first:
        assert first[table] == again[table], table


def test_every_rep_has_about_150_customers_near_their_city(demo: Store) -> None:
    with demo.reading() as session:
        query = (
            select(User.name, func.count(Account.id), func.avg(Location.lat), func.avg(Location.lon))
            .join(Account, Account.owner_id == User.id)
            .join(Location, Location.account_id == Account.id)
            .group_by(User.name)
        )
        found = {row[0]: row[1:] for row in session.execute(query)}
    assert set(found) == {rep.name for rep in REPS}
    for rep in REPS:
        count, lat, lon = found[rep.name]
        assert 140 <= count <= 150
        assert abs(float(lat) / 1e7 - rep.lat) < 0.7
        assert abs(float(lon) / 1e7 - rep.lon) < 0.7


def test_nobody_real_can_be_called_or_written_to(demo: Store) -> None:
    with demo.reading() as session:
        phones = [*session.scalars(select(Account.phone)), *session.scalars(select(Contact.phone))]
        mails = [*session.scalars(select(Contact.email)), *session.scalars(select(User.email))]
        sites = session.scalars(select(Account.website)).all()
    assert all(re.fullmatch(r"\+1\d{3}55501\d\d", re.sub(r"[ -]", "", phone)) for phone in phones if phone)
    assert all(mail.endswith(".example") for mail in mails if mail)
    assert all(re.fullmatch(r"https://[^/]+\.example/?", site) for site in sites if site)


def test_closed_and_planned_breweries_are_left_out(demo: Store) -> None:
    with demo.reading() as session:
        assert not set(session.scalars(select(Account.category).distinct())) & {"closed", "planning"}


def test_deals_stand_in_every_step_with_a_history(demo: Store) -> None:
    with demo.reading() as session:
        steps = set(session.scalars(select(Stage.key).join(Opportunity, Opportunity.stage_id == Stage.id)))
        counted = session.execute(select(Opportunity.state, func.count()).group_by(Opportunity.state))
        states = {state: count for state, count in counted}  # noqa: C416 (a Row is no pair)
        moves = session.scalar(text("SELECT count(*) FROM stage_change"))
    assert steps == {
        "prospecting", "preparation", "approach", "presentation", "objections", "closing", "follow_up",
    }  # fmt: skip
    assert states == {"open": 200, "won": 72, "lost": 56}
    assert moves > 3 * sum(states.values())


def test_quotes_stand_in_several_states_and_activities_lie_behind_every_rep(demo: Store) -> None:
    with demo.reading() as session:
        assert {"draft", "sent", "accepted"} <= set(session.scalars(select(Quote.state).distinct()))
        done = session.execute(
            select(Activity.owner_id, func.count()).where(Activity.state == "done").group_by(Activity.owner_id)
        ).all()
    assert len(done) == len(REPS)
    assert min(count for _, count in done) > 80


def test_the_days_plan_passes_the_verifier_and_some_visits_are_made(demo: Store) -> None:
    made = 0
    for rep in REPS:
        with demo.reading() as session:
            user = user_by_name(session, rep.name).id
        day = read_rep_day(Workspace.enter(demo, user), user, DAY)
        assert len(day.visits) == 7
        made += sum(visit.state == "done" for visit in day.visits)
        assert all(visit.arrive is not None for visit in day.visits if visit.state == "planned") or day.route
    assert 5 <= made <= 40


def test_all_of_it_was_written_by_transactions_and_the_chain_holds(demo: Store) -> None:
    with demo.reading() as session:
        assert audit.broken_links(session) == []
        assert session.scalar(select(func.count()).select_from(ChangeGroup)) > 400


def test_undo_never_takes_the_demo_apart(demo: Store) -> None:
    from sfa.errors import UndoRefused

    with demo.reading() as session:
        lena = user_by_name(session, REPS[0].name).id
    with pytest.raises(UndoRefused, match="only your own changes"):
        Workspace.enter(demo, lena).undo()


def test_on_a_later_day_new_visits_are_planned_at_opening(built: Path, tmp_path: Path) -> None:
    import shutil

    from sfa.store.keys import key_file_of

    path = tmp_path / "later.db"
    shutil.copy2(built, path)
    shutil.copy2(key_file_of(built), key_file_of(path))
    later = DAY + timedelta(days=9)
    store = open_demo(path, later)
    try:
        with store.reading() as session:
            new = session.execute(
                select(Visit.owner_id, func.count()).where(Visit.day == later).group_by(Visit.owner_id)
            )
            assert [count for _, count in new] == [7] * len(REPS)
            groups = session.scalar(select(func.count()).select_from(ChangeGroup))
    finally:
        store.close()
    again = open_demo(path, later)
    with again.reading() as session:
        assert session.scalar(select(func.count()).select_from(ChangeGroup)) == groups
    again.close()


@pytest.mark.parametrize("role", PERSON_OF_ROLE)
def test_each_role_has_somebody_to_be(demo: Store, role: str) -> None:
    with demo.reading() as session:
        assert user_by_name(session, PERSON_OF_ROLE[role]).role == role


def test_it_never_asks_for_a_key_and_says_where_the_key_lies(demo: Store) -> None:
    assert demo.key_file.is_open_to_all


def test_a_build_that_breaks_off_leaves_no_half_demo(tmp_path: Path) -> None:
    def stop(words: str) -> None:
        if words.startswith("Customers"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "demo.db", DAY, stop)
    assert not (tmp_path / "demo.db").exists()


def test_plans_of_the_demo_are_feasible(demo: Store) -> None:
    from sfa.visits.day import plan_rep_day

    with demo.reading() as session:
        user = user_by_name(session, REPS[4].name).id
    planned = plan_rep_day(Workspace.enter(demo, user), user, DAY, seconds=None, iterations=30)
    assert verify(planned.problem, planned.plan) == []
