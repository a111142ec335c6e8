"""Rows made into records, with what is wrong with each."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from sfa.exchange.csv_reading import open_csv
from sfa.exchange.csv_writing import write_csv
from sfa.exchange.mapping import Mapping
from sfa.exchange.plan import Prepared, prepare
from sfa.exchange.resolving import Found, KnownRecords, Reference
from sfa.money import Money
from sfa.text import is_blank, nfc
from tests.sfa.exchange.files import DATA, prepared, write


def _with(path: Path, kind: str, fields: list[Any], known: KnownRecords | None = None, **more: Any) -> list[Prepared]:
    mapping = msgspec.convert({"name": "test", "kind": kind, "fields": fields, **more}, Mapping)
    return list(prepare(open_csv(path).rows(), mapping, known or KnownRecords()))


def _refusals(rows: list[Prepared]) -> list[tuple[int, str]]:
    return [(row.line, row.problems[0].message) for row in rows if row.refused]


def test_a_bad_row_is_refused_with_line_and_reason_and_the_others_come_in(tmp_path: Path) -> None:
    path = write(tmp_path, "name,close date\nA,2027-02-28\nB,2027-02-31\nC,2027-03-01\n")
    rows = prepared(path, "opportunities")
    assert _refusals(rows) == [(3, "31 February 2027 does not exist.")]
    assert rows[1].problems[0].column == "close date"
    assert [row.record["close_on"] for row in rows if row.record] == [date(2027, 2, 28), date(2027, 3, 1)]


@pytest.mark.parametrize("name", ['""', "   ", "\u200b", "\u3000", "\u1680"])
def test_a_blank_name_is_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    rows = prepared(write(tmp_path, f"name,city\n{name},Ghent\n"), "accounts")
    assert _refusals(rows) == [(2, "The account has no name.")]


def test_coordinates_out_of_range_are_refused(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "name,lat,lon\nA,91,0\n"), "accounts")
    assert _refusals(rows) == [(2, "A latitude lies between -90 and 90 degrees, not at 91.")]


@pytest.mark.parametrize("place", ["50.1,", "0,0"])
def test_half_a_place_or_the_open_sea_is_left_out_and_flagged(tmp_path: Path, place: str) -> None:
    (row,) = prepared(write(tmp_path, f"name,lat,lon\nA,{place}\n"), "accounts")
    assert row.record == {"name": "A"}
    assert row.flagged


def test_a_row_that_cannot_be_read_keeps_its_reason(tmp_path: Path) -> None:
    assert _refusals(prepared(write(tmp_path, "name,city\nA,B,C\n"), "accounts")) == [
        (2, "The row has 3 cells, the header only 2.")
    ]


def test_the_same_external_id_twice_is_refused_with_the_earlier_line(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "id,name\n7,A\n8,B\n7,C\n"), "accounts")
    assert _refusals(rows) == [(4, "The same ID is in line 2.")]


def test_a_repeated_row_is_refused(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "name,city\nCafé,Ghent\nCafé,Ghent\nCafé,Bruges\n"), "accounts")
    assert _refusals(rows) == [(3, "The same account is in line 2.")]


def test_a_row_that_only_looks_like_an_earlier_one_comes_in_flagged(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "name,city\nCafé,Ghent\nCAFE,ghent\n"), "accounts")
    assert [problem.message for problem in rows[1].problems] == ["The same account is in line 2."]
    assert rows[1].flagged


def test_a_product_of_the_same_name_is_refused(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "name,price\nGTX,1\ngtx,2\n"), "products")
    assert _refusals(rows) == [(3, "The same product is in line 2.")]


def test_of_the_naughty_strings_only_blank_ones_are_refused_as_account_names(tmp_path: Path) -> None:
    strings = json.loads((DATA / "bad_input" / "blns.json").read_text(encoding="utf-8"))
    write_csv(tmp_path / "names.csv", ["name"], [[text] for text in strings])
    rows = prepared(tmp_path / "names.csv", "accounts")
    assert len(rows) == len(strings)
    for text, row in zip(strings, rows, strict=True):
        if is_blank(text):
            assert row.problems[0].message == "The account has no name."
        elif len(text) <= 300:
            assert row.record is not None
            assert row.record["name"] == nfc(text).strip(" \t\r\n\v\f\u00a0")


def test_a_shared_email_is_flagged_and_the_contact_comes_in(tmp_path: Path) -> None:
    path = write(tmp_path, "first name,last name,email\nA,X,info@example.com\nB,Y,INFO@example.com\n")
    rows = prepared(path, "contacts")
    assert [problem.message for problem in rows[1].problems] == ["The e-mail INFO@example.com is also in line 2."]
    assert rows[1].record


def test_a_refused_row_does_not_make_the_next_one_a_duplicate(tmp_path: Path) -> None:
    rows = prepared(write(tmp_path, "id,name,lat,lon\n7,A,99,0\n7,A,9,1\n"), "accounts")
    assert [row.refused for row in rows] == [True, False]


def test_bad_emails_and_sites_are_left_out_and_flagged(tmp_path: Path) -> None:
    (row,) = prepared(write(tmp_path, "name,email,website\nA,nobody,http://tbd\n"), "accounts")
    assert row.record == {"name": "A"}
    assert [problem.message for problem in row.problems] == [
        "“nobody” is not an e-mail address. It was left out.",
        "“http://tbd” is not a web address. It was left out.",
    ]


def test_a_phone_number_is_read_by_the_country_of_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, "phone,name,country\n089 123456,A,Germany\n020 7946 0018,B,England\n")
    assert [row.record["phone"] for row in prepared(path, "accounts") if row.record] == [
        "+4989123456",
        "+442079460018",
    ]


def test_the_files_own_number_style_is_learnt_before_the_first_row(tmp_path: Path) -> None:
    path = write(tmp_path, "name;price\nA;1.234\nB;2,50\n")
    prices = [row.record["list_price"] for row in prepared(path, "products") if row.record]
    assert prices == [Money(123_400, "USD"), Money(250, "USD")]


def test_the_files_own_date_order_is_learnt_before_the_first_row(tmp_path: Path) -> None:
    path = write(tmp_path, "name,close date\nA,03/04/2027\nB,31/12/2027\n")
    assert [row.record["close_on"] for row in prepared(path, "opportunities") if row.record] == [
        date(2027, 4, 3),
        date(2027, 12, 31),
    ]


def test_a_guarded_cell_is_read_without_its_apostrophe_and_counted(tmp_path: Path) -> None:
    (row,) = prepared(write(tmp_path, "name,city\n'=1+1,'s-Hertogenbosch\n"), "accounts")
    assert row.record == {"name": "=1+1", "city": "'s-Hertogenbosch"}
    assert row.repairs == ("guard apostrophe before a formula taken off",)


def test_blank_cells_are_absent_so_that_an_update_wipes_nothing(tmp_path: Path) -> None:
    (row,) = prepared(write(tmp_path, "name,city,phone\nA,,\n"), "accounts")
    assert row.record == {"name": "A"}


def test_a_known_external_id_makes_the_row_an_update(tmp_path: Path) -> None:
    known = KnownRecords()
    known.add("accounts", "Old name", Found(UUID(int=5)), external_id="7")
    (row,) = prepared(write(tmp_path, "id,name\n7,New name\n"), "accounts", known)
    assert row.existing is not None
    assert row.existing.id == UUID(int=5)


def test_a_row_that_fits_two_records_in_the_store_is_refused(tmp_path: Path) -> None:
    known = KnownRecords()
    known.add("accounts", "Acme", Found(UUID(int=1), matches=2), external_id="7")
    rows = prepared(write(tmp_path, "id,name\n7,Acme\n"), "accounts", known)
    assert _refusals(rows) == [(2, "There are 2 accounts like this already; an ID must tell which is meant.")]


def test_a_name_that_fits_two_records_is_flagged_and_not_guessed(tmp_path: Path) -> None:
    known = KnownRecords()
    known.add("accounts", "Acme", Found(UUID(int=1)))
    known.add("accounts", "ACME", Found(UUID(int=2)))
    (row,) = prepared(write(tmp_path, "name,account\nDeal,Acme\n"), "opportunities", known)
    assert row.problems[0].message == "There are 2 accounts called “Acme”."
    assert row.record is not None
    assert row.record["account"] == Reference("accounts", "Acme", None)


def test_a_mapping_may_refuse_rows_whose_reference_is_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "deal,firm\nA,Nobody\n")
    fields: list[Any] = [
        {"to": "name", "columns": ["deal"]},
        {"to": "account", "columns": ["firm"], "missing": "refuse", "on_error": "refuse"},
    ]
    assert _refusals(_with(path, "opportunities", fields)) == [(2, "There is no account “Nobody”.")]


def test_a_mapping_joins_splits_strips_translates_and_fills_in(tmp_path: Path) -> None:
    path = write(tmp_path, "firm,form,tel,kind,zip\nAcme,Ltd,(07)/123,X,D-80331\n,Solo,,,\n")
    rows = _with(
        path,
        "accounts",
        [
            {"to": "name", "columns": ["firm", "form"], "join": ", "},
            {"to": "category", "columns": ["kind"], "values": {"x": "brewpub"}, "default": "unknown"},
            {"to": "sector", "constant": "brewing"},
            {"to": "postal_code", "columns": ["zip"], "split": {"part": "last", "at": "-"}},
            {"to": "city", "columns": ["tel"], "strip": "()/0123456789"},
            {"to": "note", "columns": ["form", "firm"], "first": True},
        ],
    )
    assert [row.record for row in rows] == [
        {"name": "Acme, Ltd", "category": "brewpub", "sector": "brewing", "postal_code": "80331", "note": "Ltd"},
        {"name": "Solo", "category": "unknown", "sector": "brewing", "note": "Solo"},
    ]


def test_a_value_that_the_mapping_does_not_know_can_be_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "name,kind\nA,x\nB,y\n")
    fields = [
        {"to": "name", "columns": ["name"]},
        {"to": "category", "columns": ["kind"], "values": {"x": "brewpub"}, "otherwise": "refuse"},
    ]
    assert _refusals(_with(path, "accounts", fields)) == [(3, "“y” is not among the values the mapping knows.")]


def test_rows_are_skipped_on_purpose_with_the_mappings_reason(tmp_path: Path) -> None:
    path = write(tmp_path, "name,state\nA,closed\nB,open\n")
    skip = [{"column": "state", "values": ["closed"], "why": "closed for good"}]
    rows = _with(path, "accounts", [{"to": "name", "columns": ["name"]}], skip=skip)
    assert [(row.skipped, row.refused) for row in rows] == [("closed for good", False), ("", False)]


def test_a_repair_by_pattern_may_keep_parts_of_the_cell(tmp_path: Path) -> None:
    path = write(tmp_path, "name\nAcme Inc (old)\n")
    repairs = [{"column": "name", "pattern": r"(.*) \(old\)", "put": r"\1", "why": "old mark"}]
    (row,) = _with(path, "accounts", [{"to": "name", "columns": ["name"]}], repairs=repairs)
    assert row.record == {"name": "Acme Inc"}
    assert row.repairs == ("name: old mark",)


@pytest.mark.parametrize(("field", "text"), [("employees", "-3"), ("employees", "2.5")])
def test_a_count_below_zero_or_in_parts_is_refused(tmp_path: Path, field: str, text: str) -> None:
    assert _refusals(prepared(write(tmp_path, f"name,{field}\nA,{text}\n"), "accounts"))


def test_a_deal_that_closes_before_it_opens_is_flagged(tmp_path: Path) -> None:
    path = write(tmp_path, "name,created,close date\nA,2027-02-02,2027-02-01\n")
    (row,) = prepared(path, "opportunities")
    assert [problem.message for problem in row.problems] == ["The deal closes before it was opened."]
