"""A company's real files brought into one store, one after the other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from sfa.accounts.model import Account, Location
from sfa.catalog.model import PriceRule, Product
from sfa.exchange.importing import import_csv
from sfa.exchange.model import ImportBatch
from sfa.exchange.report import ImportReport
from sfa.insight.pipeline_report import as_json, pipeline_report
from sfa.people.model import Team, User, WorkingHours
from sfa.pipeline.model import Opportunity, Stage, StageChange
from sfa.store.base import synced_models, table_of
from sfa.store.tables import ChangeGroup
from sfa.text import nfc
from sfa.workspace import Workspace
from tests.sfa.exchange.files import DEMO
from tests.stores import new_workspace

FILES = {
    "users": "crm/sales_teams.csv",
    "accounts": "crm/accounts.csv",
    "products": "crm/products.csv",
    "opportunities": "crm/sales_pipeline.csv",
    "breweries": "breweries.csv",
}
REPORTS: dict[str, ImportReport] = {}


def _bring(workspace: Workspace, name: str) -> ImportReport:
    kind = "accounts" if name == "breweries" else name
    return import_csv(workspace.store, workspace.actor, DEMO / FILES[name], kind)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path_factory.mktemp("company"))
    for name in FILES:
        REPORTS[name] = _bring(workspace, name)
    yield workspace
    workspace.store.close()


def _all(workspace: Workspace, query: Any) -> list[Any]:
    with workspace.reading() as session:
        return list(session.execute(query))


def _one(workspace: Workspace, query: Any) -> Any:
    (row,) = _all(workspace, query)
    return row[0]


def test_every_row_of_every_file_comes_in(company: Workspace) -> None:
    read = {name: (report.read, report.counts["imported"]) for name, report in REPORTS.items()}
    assert read == {
        "users": (35, 35),
        "accounts": (85, 85),
        "products": (7, 7),
        "opportunities": (8800, 8800),
        "breweries": (11_822, 11_822),
    }


def test_the_pipeline_report_gives_the_figures_of_the_file(company: Workspace) -> None:
    with company.reading() as session:
        figures = as_json(pipeline_report(session, company.actor))
    assert figures["won"] == {"count": 4238, "value": "10005534.00"}
    assert figures["lost"]["count"] == 2473
    assert figures["open"]["count"] == 2089
    steps = {stage["name"]: stage["count"] for stage in figures["open"]["stages"] if stage["count"]}
    assert steps == {"Prospecting": 500, "Approach": 1589}


def test_deals_without_account_are_flagged_in_the_report_and_on_the_deal(company: Workspace) -> None:
    assert REPORTS["opportunities"].flagged == 1425
    count = select(func.count()).where(
        Opportunity.account_id.is_(None), Opportunity.flag == "The deal has no account."
    )
    assert _one(company, count) == 1425


def test_repairs_are_in_the_report_with_their_counts(company: Workspace) -> None:
    assert REPORTS["accounts"].repairs["sector: “technolgy” read as “technology”"] == 12
    assert REPORTS["opportunities"].repairs["product: “GTXPro” read as “GTX Pro”"] == 1480
    sectors = Counter(
        row[0] for row in _all(company, select(Account.sector).where(Account.annual_revenue.is_not(None)))
    )
    assert sectors["technology"] == 12
    assert "technolgy" not in sectors


def test_six_managers_come_first_each_with_a_team_of_their_region(company: Workspace) -> None:
    assert REPORTS["users"].created == {"users": 6, "teams": 6}
    rows = _all(
        company,
        select(Team.name, Team.region, User.role, User.team_id == Team.id)
        .join(User, User.id == Team.manager_id)
        .where(Team.name.like("%’s team"))
        .order_by(Team.name),
    )
    assert len(rows) == 6
    assert tuple(rows[1]) == ("Celia Rouche’s team", "West", "manager", True)


def test_reps_are_in_their_managers_team_and_have_working_hours(company: Workspace) -> None:
    query = (
        select(User.role, Team.name)
        .join(Team, Team.id == User.team_id)
        .join(WorkingHours, WorkingHours.user_id == User.id)
        .where(User.name == "Anna Snelling")
    )
    assert [tuple(row) for row in _all(company, query)] == [("rep", "Dustin Brinkmann’s team")]


def test_a_parent_company_is_found_when_all_accounts_are_in(company: Workspace) -> None:
    parents = _one(company, select(func.count()).where(Account.parent_id.is_not(None)))
    assert parents == 15
    above = aliased(Account)
    parent = select(above.name).join(Account, Account.parent_id == above.id).where(Account.name == "Codehow")
    assert _one(company, parent) == "Acme Corporation"


def test_an_account_has_its_revenue_its_country_and_no_owner(company: Workspace) -> None:
    query = (
        select(Account.annual_revenue, Account.currency, Account.owner_id, Account.flags, Location.country)
        .join(Location, Location.account_id == Account.id)
        .where(Account.name == "Acme Corporation")
    )
    assert [tuple(row) for row in _all(company, query)] == [
        (110_004_000_000, "USD", None, ["Imported without an owner."], "US")
    ]


def test_a_product_has_its_price_in_the_standard_price_book(company: Workspace) -> None:
    query = select(PriceRule.price).join(Product, Product.id == PriceRule.product_id).where(Product.name == "GTX Pro")
    assert _one(company, query) == Decimal("4821.00")


def _history(company: Workspace, external_id: str) -> list[tuple[Any, ...]]:
    step = select(Stage.key).where(Stage.id == StageChange.to_stage_id).scalar_subquery()
    query = (
        select(StageChange.to_state, step, StageChange.at)
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .where(Opportunity.external_id == external_id)
        .order_by(StageChange.at)
    )
    return [(state, key, at.date()) for state, key, at in _all(company, query)]


def test_a_won_deal_tells_when_it_was_engaged_and_when_it_was_won(company: Workspace) -> None:
    engaged, won = date(2016, 10, 20), date(2017, 3, 1)
    assert _history(company, "1C1I7A6R") == [("open", "approach", engaged), ("won", "follow_up", won)]


def test_a_lost_deal_is_lost_at_an_unknown_step_on_its_day(company: Workspace) -> None:
    lost = select(Opportunity.external_id, Opportunity.stage_id, Opportunity.closed_on).where(
        Opportunity.state == "lost"
    )
    own, stage, closed = _all(company, lost.order_by(Opportunity.external_id).limit(1))[0]
    assert stage is None
    assert _history(company, own)[-1] == ("lost", None, closed)


def test_an_open_deal_is_worth_its_list_price_and_says_it_is_estimated(company: Workspace) -> None:
    query = (
        select(Opportunity.amount, Opportunity.currency, Opportunity.estimated, Opportunity.closed_on)
        .join(Product, Product.id == Opportunity.product_id)
        .where(Opportunity.state == "open", Product.name == "GTK 500")
        .distinct()
    )
    assert [tuple(row) for row in _all(company, query)] == [(2_676_800, "USD", True, None)]


def test_breweries_keep_their_places_and_their_names_whole(company: Workspace) -> None:
    placed = select(func.count()).where(Location.lat.is_not(None), Location.lon.is_not(None))
    assert _one(company, placed) == 9387  # 79 % of 11,822
    names = {row[0] for row in _all(company, select(Account.name).where(Account.sector == "brewing"))}
    assert {"’t Drankorgel", "1. Altenberger Brauhaus"} <= names
    with (DEMO / FILES["breweries"]).open(encoding="utf-8", newline="") as file:
        written = {nfc(row["name"]).strip() for row in csv.DictReader(file) if not row["name"].isascii()}
    assert len(written) > 100
    assert written <= names


def test_the_owner_of_a_deal_is_the_agent_of_the_file(company: Workspace) -> None:
    query = select(User.name).join(Opportunity, Opportunity.owner_id == User.id)
    assert _one(company, query.where(Opportunity.external_id == "1C1I7A6R")) == "Moses Frase"


def test_dates_stay_calendar_days(company: Workspace) -> None:
    query = select(Opportunity.opened_on, Opportunity.closed_on).where(Opportunity.external_id == "1C1I7A6R")
    assert tuple(_all(company, query)[0]) == (date(2016, 10, 20), date(2017, 3, 1))


def test_each_import_is_noted_once_with_its_counts(company: Workspace) -> None:
    noted = _all(company, select(ImportBatch.file_name, ImportBatch.counts).order_by(ImportBatch.created_at))
    assert [(name, counts["imported"]) for name, counts in noted] == [
        ("sales_teams.csv", 35),
        ("accounts.csv", 85),
        ("products.csv", 7),
        ("sales_pipeline.csv", 8800),
        ("breweries.csv", 11_822),
    ]


def test_rows_go_in_by_groups_of_at_most_500(company: Workspace) -> None:
    groups = select(func.count()).select_from(ChangeGroup).where(ChangeGroup.label == "Import sales_pipeline.csv")
    assert _one(company, groups) == 18


@pytest.mark.parametrize("name", FILES)
def test_importing_a_file_again_changes_nothing(company: Workspace, name: str) -> None:
    def state() -> list[Any]:
        tables = [table_of(model) for model in synced_models()]
        counted = [_one(company, select(func.count()).select_from(table)) for table in tables]
        return [*counted, _one(company, select(func.max(ChangeGroup.seq)))]

    before = state()
    report = _bring(company, name)
    assert report.counts["unchanged"] == report.read
    assert state() == before


def test_a_dry_run_writes_nothing_and_foresees_the_result(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    groups = select(func.count()).select_from(ChangeGroup)
    before = _one(workspace, groups)
    report = import_csv(workspace.store, workspace.actor, DEMO / FILES["accounts"], "accounts", dry_run=True)
    assert (report.dry_run, report.counts["imported"]) == (True, 85)
    assert _one(workspace, groups) == before
    workspace.store.close()
