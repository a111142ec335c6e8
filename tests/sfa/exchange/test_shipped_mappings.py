"""The mappings that come with Fieldbook, on the files they are for."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from uuid import UUID

import pytest

from sfa.exchange.csv_reading import open_csv
from sfa.exchange.mapping import find_mapping, shipped_mappings
from sfa.exchange.mapping_checks import check_mapping
from sfa.exchange.plan import Prepared
from sfa.exchange.resolving import Found, KnownRecords, Record, Reference
from sfa.money import Money
from tests.sfa.exchange.files import DEMO, prepared

CRM = DEMO / "crm"


def _records(rows: list[Prepared]) -> list[Record]:
    return [row.record for row in rows if row.record is not None]


@cache
def _crm() -> KnownRecords:
    """What the store holds once users, accounts and products are in."""
    known = KnownRecords()
    for name, kind in (("sales_teams", "users"), ("accounts", "accounts"), ("products", "products")):
        for at, record in enumerate(_records(prepared(CRM / f"{name}.csv", kind))):
            known.add(kind, str(record["name"]), Found(UUID(int=at + 1), record))
    return known


@cache
def _deals() -> tuple[Prepared, ...]:
    return tuple(prepared(CRM / "sales_pipeline.csv", "opportunities", _crm()))


@cache
def _breweries() -> tuple[Prepared, ...]:
    return tuple(prepared(DEMO / "breweries.csv", "accounts"))


@pytest.mark.parametrize("mapping", shipped_mappings(), ids=lambda mapping: mapping.name)
def test_every_shipped_mapping_is_sound_and_can_be_recognised(mapping) -> None:  # type: ignore[no-untyped-def]
    check_mapping(mapping, mapping.name)
    assert find_mapping(mapping.recognise, mapping.kind) is mapping


def test_thirty_five_users_come_with_role_manager_and_office() -> None:
    users = _records(prepared(CRM / "sales_teams.csv", "users"))
    assert len(users) == 35
    manager = Reference("users", "Dustin Brinkmann", None, "create")
    assert users[0] == {"name": "Anna Snelling", "role": "rep", "manager": manager, "region": "Central"}
    assert len({user["manager"].text for user in users}) == 6  # type: ignore[union-attr]


def test_account_revenue_in_millions_becomes_dollars() -> None:
    accounts = _records(prepared(CRM / "accounts.csv", "accounts"))
    assert len(accounts) == 85
    assert accounts[0]["annual_revenue"] == Money.of("1100040000", "USD")
    assert accounts[0]["founded"] == 1996


def test_faults_of_the_account_file_are_repaired_and_counted() -> None:
    rows = prepared(CRM / "accounts.csv", "accounts")
    assert Counter(name for row in rows for name in row.repairs) == {
        "sector: “technolgy” read as “technology”": 12,
        "office_location: “Philipines” read as “Philippines”": 1,
        "office_location: “Korea” read as “South Korea”": 1,
    }
    accounts = _records(rows)
    assert sum(account["sector"] == "technology" for account in accounts) == 12
    assert {"PH", "KR"} <= {account["country"] for account in accounts}


def test_a_parent_company_is_looked_up_when_the_whole_file_is_in() -> None:
    parents = [
        account["parent"] for account in _records(prepared(CRM / "accounts.csv", "accounts")) if "parent" in account
    ]
    assert len(parents) == 15
    assert all(isinstance(parent, Reference) and parent.pending == "later" for parent in parents)


def test_seven_products_have_a_family_and_a_list_price() -> None:
    products = _records(prepared(CRM / "products.csv", "products"))
    assert len(products) == 7
    assert products[1] == {"name": "GTX Pro", "family": "GTX", "list_price": Money(482_100, "USD"), "active": True}


def test_all_deals_come_in_and_those_without_account_are_flagged() -> None:
    deals = _deals()
    assert len(deals) == 8800
    assert not any(deal.refused for deal in deals)
    flagged = [deal for deal in deals if deal.flagged]
    assert len(flagged) == 1425
    assert {problem.message for deal in flagged for problem in deal.problems} == {"The deal has no account."}


def test_stages_become_steps_and_states() -> None:
    steps = Counter((deal.get("stage", ""), deal["state"]) for deal in _records(list(_deals())))
    assert steps == {
        ("Prospecting", "open"): 500,
        ("Approach", "open"): 1589,
        ("Follow-up", "won"): 4238,
        ("", "lost"): 2473,
    }


def test_won_deals_are_worth_what_the_file_says() -> None:
    won = [deal for deal in _records(list(_deals())) if deal["state"] == "won"]
    amounts = [deal["amount"] for deal in won]
    assert sum(amount.minor for amount in amounts if isinstance(amount, Money)) == 1_000_553_400
    assert not any("estimated" in deal for deal in won)


def test_open_deals_are_worth_the_list_price_and_marked_estimated() -> None:
    open_deals = [deal for deal in _records(list(_deals())) if deal["state"] == "open"]
    assert all(deal["estimated"] is True for deal in open_deals)
    gtk = next(deal for deal in open_deals if str(deal["name"]).startswith("GTK 500"))
    assert gtk["amount"] == Money.of(26768, "USD")


def test_a_misspelt_product_is_found_in_the_product_list() -> None:
    repaired = [deal for deal in _deals() if deal.repairs]
    assert len(repaired) == 1480
    products = {deal.record["product"].text for deal in repaired if deal.record}  # type: ignore[union-attr]
    assert products == {"GTX Pro"}


def test_a_deal_keeps_its_days_and_its_owner() -> None:
    deal = _records(list(_deals()))[0]
    assert (deal["external_id"], deal["opened_on"], deal["close_on"]) == (
        "1C1I7A6R",
        date(2016, 10, 20),
        date(2017, 3, 1),
    )
    owner = deal["owner"]
    assert isinstance(owner, Reference)
    assert owner.text == "Moses Frase"
    assert owner.id is not None


def test_without_the_other_files_deals_come_in_flagged_and_without_estimate() -> None:
    deal = next(row for row in prepared(CRM / "sales_pipeline.csv", "opportunities") if row.flagged)
    assert deal.record is not None
    assert {"There is no user “Moses Frase”.", "There is no product “GTX Plus Basic”."} <= {
        problem.message for problem in deal.problems
    }


def test_every_brewery_comes_in_and_names_stay_whole() -> None:
    rows = _breweries()
    assert len(rows) == 11_822
    assert not any(row.refused for row in rows)
    names = {record["name"] for record in _records(list(rows))}
    assert {"'s", "’t Drankorgel", "1. Altenberger Brauhaus"} <= names


def test_breweries_have_places_where_the_file_has_coordinates() -> None:
    records = _records(list(_breweries()))
    assert sum("lat" in record and "lon" in record for record in records) == 9387
    assert records[0]["lat"] == 502_412_460
    assert records[0]["country"] == "DE"
    assert records[0]["phone"] == "+499261628000"


def test_a_brewery_with_a_bad_phone_number_keeps_it_as_written_and_is_flagged() -> None:
    flagged = [row for row in _breweries() if any(problem.field == "phone" for problem in row.problems)]
    assert 0 < len(flagged) < 50
    for row in flagged:
        assert row.record is not None
        assert row.record["phone"]
        assert row.problems[0].column == "phone"
        assert row.problems[0].message.endswith("It was kept as written.")


def test_phone_numbers_written_as_decimals_are_repaired() -> None:
    rows = [row for row in _breweries() if "phone: phone number written as a decimal" in row.repairs]
    assert len(rows) == 57
    assert all(str(row.record["phone"]).startswith("+1") for row in rows if row.record)


def test_the_demo_files_are_plain_utf8() -> None:
    assert open_csv(DEMO / "breweries.csv").notes == []
