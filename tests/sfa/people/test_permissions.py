"""What a role may do, and how far: checked by the transaction and by every query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sfa.accounts.model import Account, Contact
from sfa.catalog.model import Product
from sfa.errors import NotAllowed
from sfa.people.acts import AddTeam, AddUser, SetWorkingHours
from sfa.people.model import Grant, User, WorkingHours
from sfa.people.permissions import actor_of
from sfa.pipeline.model import Opportunity
from sfa.store.actor import Reach, covers, system_actor, visible
from sfa.store.base import synced_models, table_of
from sfa.store.store import Store
from sfa.store.tables import Setting
from sfa.territories.acts import AddTerritory
from sfa.territories.model import Territory
from tests.stores import new_store, territory_of, user_named, workspace_of

SYSTEM = system_actor()
WHO = ("Rob", "Rita", "Otto", "Mia", "Administrator")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def an_account(store: Store, **fields: UUID | None) -> UUID:
    with store.transaction("Add", SYSTEM) as txn:
        return txn.add(Account(name="Somewhere", **fields)).id


def test_a_rep_changes_accounts_of_their_territory_and_no_others(store: Store) -> None:
    mine = an_account(store, territory_id=territory_of(store, "Rob"))
    theirs = an_account(store, territory_id=territory_of(store, "Rita"))
    rob = workspace_of(store, "Rob")
    with rob.transaction("Edit") as txn:
        txn.get(Account, mine).phone = "1"
    with pytest.raises(NotAllowed, match="You may not change this account"), rob.transaction("Edit") as txn:
        txn.get(Account, theirs).phone = "1"


def test_a_contact_goes_with_its_account(store: Store) -> None:
    theirs = an_account(store, territory_id=territory_of(store, "Rita"))
    rob = workspace_of(store, "Rob")
    with pytest.raises(NotAllowed, match="You may not add this contact"), rob.transaction("Add") as txn:
        txn.add(Contact(name="Somebody", account_id=theirs))


def test_a_manager_reaches_the_team_and_nobody_else(store: Store) -> None:
    ritas = an_account(store, owner_id=user_named(store, "Rita"))
    ottos = an_account(store, owner_id=user_named(store, "Otto"))
    mia = workspace_of(store, "Mia")
    with mia.transaction("Edit") as txn:
        txn.get(Account, ritas).phone = "1"
    with pytest.raises(NotAllowed), mia.transaction("Edit") as txn:
        txn.get(Account, ottos).phone = "1"


def test_a_territory_takes_in_those_below_it(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        below = txn.add(Territory(name="West Side", parent_id=territory_of(store, "Rob")))
        deeper = txn.add(Territory(name="Harbour", parent_id=below.id))
    account = an_account(store, territory_id=deeper.id)
    with workspace_of(store, "Rob").transaction("Edit") as txn:
        txn.get(Account, account).phone = "1"


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (date(2026, 11, 17), None, True),
        (date(2026, 11, 18), None, False),
        (None, date(2026, 11, 17), False),
        (None, date(2026, 11, 18), True),
    ],
)
def test_a_grant_holds_from_its_first_day_until_before_its_end(
    store: Store, since: date | None, until: date | None, holds: bool
) -> None:
    area = territory_of(store, "Rita")
    rob = user_named(store, "Rob")
    with store.transaction("Grant", SYSTEM) as txn:
        txn.add(Grant(user_id=rob, territory_id=area, since=since, until=until))
    with store.reading() as session:
        assert (area in actor_of(session, rob, date(2026, 11, 17)).territories) is holds


def test_who_no_longer_works_here_is_nobody(store: Store) -> None:
    rob = user_named(store, "Rob")
    with store.transaction("Leave", SYSTEM) as txn:
        txn.get(User, rob).active = False
    with store.reading() as session, pytest.raises(NotAllowed, match="no longer works"):
        actor_of(session, rob, date(2026, 11, 17))


@pytest.mark.parametrize("who", ["Rob", "Mia"])
@pytest.mark.parametrize(
    "act",
    [
        AddUser(name="New", role="rep"),
        AddTeam(name="New"),
        AddTerritory(name="New"),
    ],
    ids=lambda act: type(act).__name__,
)
def test_only_administrators_shape_the_company(store: Store, who: str, act: object) -> None:
    with pytest.raises(NotAllowed, match="Your role does not include"):
        workspace_of(store, who).run(act)


def test_company_settings_are_for_administrators(store: Store) -> None:
    with pytest.raises(NotAllowed):
        workspace_of(store, "Rob").change_setting("company", {"name": "Mine"}, company=True)
    workspace_of(store, "Rob").change_setting("units", "km")
    workspace_of(store, "Administrator").change_setting("company", {"name": "Ours"}, company=True)
    assert workspace_of(store, "Rob").setting("company") == {"name": "Ours"}
    assert workspace_of(store, "Rita").setting("units", "mi") == "mi"


def test_nobody_sets_another_persons_hours(store: Store) -> None:
    rita = user_named(store, "Rita")
    change = SetWorkingHours(rita, {"mon": [(480, 960)]}, 30, 690, 810)
    with pytest.raises(NotAllowed, match="working hours"):
        workspace_of(store, "Rob").run(change)
    workspace_of(store, "Rita").run(change)
    with store.reading() as session:
        assert session.scalars(select(WorkingHours.week).where(WorkingHours.user_id == rita)).one() == {
            "mon": [[480, 960]]
        }


def test_products_are_read_by_all_and_changed_by_administrators(store: Store) -> None:
    with store.transaction("Add", SYSTEM) as txn:
        product = txn.add(Product(name="Tap"))
    with pytest.raises(NotAllowed), workspace_of(store, "Rob").transaction("Edit") as txn:
        txn.get(Product, product.id).name = "Cheap tap"


owners = st.sampled_from([None, "Rob", "Rita", "Otto", "Mia"])
areas = st.sampled_from([None, "Rob", "Rita", "Otto"])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(owners, areas, owners), min_size=1, max_size=8))
def test_lists_show_exactly_what_the_transaction_lets_a_person_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str | None, str | None, str | None]]
) -> None:
    """`visible` (SQL) and `covers` (Python) are two tellings of one rule."""
    store = new_store(tmp_path_factory.mktemp("reach"))
    with store.transaction("Add", SYSTEM) as txn:
        for owner, area, deal_owner in rows:
            account = txn.add(
                Account(
                    name="Somewhere",
                    owner_id=owner and user_named(store, owner),
                    territory_id=area and territory_of(store, area),
                )
            )
            pipeline = txn.new_id()
            deal_owner_id = deal_owner and user_named(store, deal_owner)
            for parent in (account.id, None):
                txn.add(
                    Opportunity(
                        name="Deal", currency="USD", account_id=parent, pipeline_id=pipeline, owner_id=deal_owner_id
                    )
                )
            txn.add(Contact(name="Person", account_id=account.id))
    for who in WHO:
        actor = workspace_of(store, who).actor
        with store.reading() as session:
            for model in (Account, Opportunity, Contact, Setting):
                seen = set(session.scalars(select(model.id).where(visible(actor, model))))
                reach = actor.reach(model.spec.object, "read")

                def look_up(root: type, row_id: UUID, session: object = session) -> dict | None:
                    row = session.get(root, row_id)
                    return row and {c.name: getattr(row, c.name) for c in table_of(root).columns}

                for row in session.scalars(select(model)):
                    values = {c.name: getattr(row, c.name) for c in table_of(model).columns}
                    assert covers(actor, reach, model, values, look_up) is (row.id in seen)
    store.close()


@pytest.mark.parametrize("model", synced_models(), ids=lambda m: m.__tablename__)
def test_every_table_says_whose_its_rows_are(model: type) -> None:
    spec = model.spec
    assert spec.company or spec.owner or spec.territory or spec.through
    for column in (spec.owner, spec.territory, spec.through, spec.title, spec.found_as, *spec.search):
        assert not column or column in table_of(model).columns


def test_a_reach_is_one_of_four() -> None:
    assert [reach.value for reach in Reach] == ["own", "territory", "team", "all"]
