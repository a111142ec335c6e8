"""Finding, making and checking mappings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfa.errors import BadInput
from sfa.exchange.csv_reading import open_csv
from sfa.exchange.mapping import Mapping, find_mapping, load_mapping, mapping_for, with_defaults
from sfa.exchange.plan import unused_columns
from tests.sfa.exchange.files import DATA, prepared, write

VENDORS = DATA / "crm" / "vendor_formats"
GOOD: dict[str, Any] = {
    "name": "mine",
    "kind": "accounts",
    "fields": [{"to": "name", "columns": ["Firm"]}, {"to": "annual_revenue", "columns": ["Sales"], "factor": "1000"}],
}


def _mapping_file(folder: Path, **changes: Any) -> Path:
    return write(folder, json.dumps({**GOOD, **changes}), "mapping.json")


def _targets(name: str, kind: str) -> dict[str, list[str]]:
    return {rule.to: rule.columns for rule in find_mapping(open_csv(VENDORS / name).headers, kind).fields}


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (
            "google_contacts_2024_header.csv",
            "contacts",
            {"email": ["E-mail 1 - Value"], "account": ["Organization Name"]},
        ),
        (
            "google_contacts_legacy_header.csv",
            "contacts",
            {"first_name": ["Given Name"], "phone": ["Phone 1 - Value"]},
        ),
        ("outlook_2010_header.csv", "contacts", {"mobile": ["Mobile Phone"], "city": ["Business City"]}),
        ("outlook_9798_header.csv", "contacts", {"email": ["E-mail Address"], "account": ["Company"]}),
        ("yahoo_header.csv", "contacts", {"last_name": ["Last"], "postal_code": ["Work ZIP"]}),
        ("linkedin_connections.csv", "contacts", {"job_title": ["Position"], "account": ["Company"]}),
        ("hubspot_contacts_header.csv", "contacts", {"external_id": ["Record ID"], "owner": ["Contact owner"]}),
        ("pipedrive_sample_import.csv", "contacts", {"email": ["Person - Email (Work)"]}),
        ("salesforce_account_export_sample.csv", "accounts", {"street": ["BILLINGSTREET"], "name": ["NAME"]}),
        ("salesforce_opportunity_export_sample.csv", "opportunities", {"stage": ["STAGENAME"], "amount": ["AMOUNT"]}),
        ("hubspot_deals_header.csv", "opportunities", {"name": ["Deal Name"], "account": ["Company Name"]}),
        ("pipedrive_sample_import.csv", "opportunities", {"name": ["Deal - Title"], "amount": ["Deal - Value"]}),
    ],
)
def test_exports_of_other_programs_are_matched_by_column_names(
    name: str, kind: str, expected: dict[str, list[str]]
) -> None:
    found = _targets(name, kind)
    assert {to: found.get(to) for to in expected} == expected


def _with_rows(folder: Path, name: str, rows: str) -> Path:
    return write(folder, (VENDORS / name).read_text(encoding="utf-8").rstrip() + "\n" + rows)


def test_contacts_of_one_company_refer_to_one_account_by_name(tmp_path: Path) -> None:
    rows = prepared(
        _with_rows(
            tmp_path,
            "linkedin_connections.csv",
            "Jo,Lee,https://www.linkedin.com/in/jo,jo@acme.example,Acme Corp,VP,12 Mar 2025\n"
            'Ana,Ruiz,,,Studio Norte,"Founder, Design",03 Jan 2024\n'
            ",,,,,,30 Apr 2026\n",
        ),
        "contacts",
    )
    accounts = [row.record["account"] for row in rows if row.record]
    assert [(account.text, account.pending) for account in accounts] == [  # type: ignore[union-attr]
        ("Acme Corp", "create"),
        ("Studio Norte", "create"),
    ]
    assert rows[2].refused


def test_one_name_column_becomes_first_and_last_name(tmp_path: Path) -> None:
    (row,) = prepared(write(tmp_path, "Full Name,Email\nAnna Maria Svensson,a@example.com\n"), "contacts")
    assert row.record == {"first_name": "Anna Maria", "last_name": "Svensson", "email": "a@example.com"}


def test_a_deals_state_is_told_from_its_stage(tmp_path: Path) -> None:
    rows = prepared(
        _with_rows(
            tmp_path,
            "hubspot_deals_header.csv",
            "HS-1,Expansion,$125000,Proposal Sent,2026-04-15,Nate,Acme Corp,Enterprise,2026-01-10\n"
            "HS-2,Start,$85000,Discovery Call,2026-05-01,Sara,Globex,Enterprise,2026-01-20\n"
            "HS-5,Candy,$0,Closed Lost,2025-12-31,Nate,Wonka,,2025-11-01\n",
        ),
        "opportunities",
    )
    assert [row.record and (row.record.get("stage"), row.record["state"]) for row in rows] == [
        ("Handling objections", "open"),
        ("Approach", "open"),
        (None, "lost"),
    ]
    assert {problem.field for row in rows for problem in row.problems} == {"owner", "account"}


def test_our_own_field_names_are_column_names_too() -> None:
    mapping = find_mapping(["External_ID", "name", "lat", "lon"], "accounts")
    assert [rule.to for rule in mapping.fields] == ["external_id", "name", "lat", "lon"]


def test_columns_that_nothing_reads_are_named() -> None:
    headers = ["Name", "Shoe size", "City"]
    assert unused_columns(headers, find_mapping(headers, "accounts")) == ["Shoe size"]


def test_a_file_without_the_needed_column_is_refused_with_its_columns_named() -> None:
    with pytest.raises(BadInput) as error:
        find_mapping(["a", "b"], "accounts")
    assert error.value.message == "No column holds the name of accounts; the file has: a, b."


def test_a_file_imported_as_the_wrong_kind_gets_a_hint() -> None:
    with pytest.raises(BadInput, match="It looks like users: try --as users"):
        find_mapping(["sales_agent", "manager", "regional_office"], "accounts")


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(BadInput, match="“cats” cannot be imported; choose one of users, accounts"):
        find_mapping(["name"], "cats")


def test_a_mapping_of_ones_own_is_loaded_and_used(tmp_path: Path) -> None:
    mapping = mapping_for(["firm", "Sales"], "accounts", _mapping_file(tmp_path))
    assert mapping.name == "mine"


def test_what_a_mapping_leaves_open_is_the_companys() -> None:
    mapping = Mapping(name="x", kind="accounts", fields=[], currency="EUR")
    filled = with_defaults(mapping, currency="GBP", country="GB", zone="Europe/London")
    assert (filled.currency, filled.country, filled.zone) == ("EUR", "GB", "Europe/London")


def test_a_mapping_for_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is for accounts, not for contacts"):
        mapping_for(["Firm", "Sales"], "contacts", _mapping_file(tmp_path))


def test_a_mapping_that_reads_a_missing_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="reads a column “Firm” that the file does not have"):
        mapping_for(["Company", "Sales"], "accounts", _mapping_file(tmp_path))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "cats"}, "“cats” cannot be imported"),
        ({"fields": [{"to": "shoe", "columns": ["x"]}]}, "accounts have no field “shoe”"),
        ({"fields": [{"to": "name"}]}, "“name” has neither columns nor a constant"),
        ({"fields": [{"to": "city", "columns": ["x"]}]}, "nothing fills the field “name”"),
        ({"fields": [*GOOD["fields"], {"to": "name", "columns": ["x"]}]}, "“name” is filled twice"),
        ({"fields": [{"to": "name", "columns": ["x"], "factor": "2"}]}, "is no number, so it takes no factor"),
        ({"fields": [{"to": "name", "columns": ["x"], "missing": "create"}]}, "refers to no other record"),
        ({"repairs": [{"column": "x", "put": "y"}]}, "needs either find or pattern"),
        ({"repairs": [{"column": "x", "put": "y", "pattern": "("}]}, "is no regular expression"),
        ({"repairs": [{"column": "x", "put": r"\2", "pattern": "(a)"}]}, "invalid group reference 2"),
        ({"currency": "dollars"}, "“dollars” is not a currency code"),
        ({"zone": "Mars/Base"}, "“Mars/Base” is not a time zone"),
        ({"colour": "red"}, "unknown field `colour`"),
        ({"fields": [{"to": 5}]}, r"Expected `str`, got `int` - at `\$.fields\[0\].to`"),
    ],
)
def test_a_fault_in_a_mapping_file_is_said_in_one_sentence(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence) as error:
        load_mapping(_mapping_file(tmp_path, **changes))
    assert error.value.message.startswith("The mapping mapping.json is wrong: ")


def test_a_mapping_file_that_is_no_json_or_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is wrong: Input data was truncated"):
        load_mapping(write(tmp_path, "{", "mapping.json"))
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        load_mapping(tmp_path / "none.json")
