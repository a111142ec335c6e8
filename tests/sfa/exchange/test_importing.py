"""What an import does with good rows, bad rows and rows it knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sfa.accounts.model import Account, Affiliation, Contact, Location
from sfa.activities.model import Activity
from sfa.catalog.model import PriceRule
from sfa.errors import BadInput, NotAllowed, StoreError
from sfa.exchange.importing import ImportDefaults, import_csv
from sfa.exchange.model import ImportBatch
from sfa.exchange.report import ImportReport
from sfa.leads.model import Lead
from sfa.people.model import Team, User
from sfa.pipeline.model import Opportunity, Stage, StageChange
from sfa.store.tables import ChangeGroup
from sfa.workspace import Workspace
from tests.sfa.exchange.files import write
from tests.stores import new_workspace, territory_of, user_named, workspace_of


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = new_workspace(tmp_path)
    yield found
    found.store.close()


def _bring(workspace: Workspace, folder: Path, text: str | bytes, kind: str, **more: Any) -> ImportReport:
    return import_csv(workspace.store, workspace.actor, write(folder, text), kind, **more)


def _rows(workspace: Workspace, *columns: Any) -> list[tuple[Any, ...]]:
    with workspace.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]


def _names(workspace: Workspace) -> list[str]:
    return [name for (name,) in _rows(workspace, Account.name)]


def _refusals(report: ImportReport) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in report.problems if problem.severity == "refused"]


# --- bad rows and bad files ---


def test_a_row_the_store_refuses_is_named_and_its_group_comes_in(workspace: Workspace, tmp_path: Path) -> None:
    lines = [f"N{n:03},Main Street {n},\n" for n in range(20)]
    lines[7] = f"N007,{'a' * 250},{'b' * 150}\n"
    report = _bring(workspace, tmp_path, "name,street,street2\n" + "".join(lines), "accounts")
    assert _refusals(report) == [(9, "Street: This text has 402 characters; at most 300 fit.")]
    assert _names(workspace) == [f"N{n:03}" for n in range(20) if n != 7]
    assert report.exit_code == 3


def test_when_all_rows_are_refused_the_import_has_failed(workspace: Workspace, tmp_path: Path) -> None:
    report = _bring(workspace, tmp_path, f"name,street,street2\nA,{'a' * 250},{'b' * 150}\n", "accounts")
    assert report.exit_code == 1
    assert not _rows(workspace, ImportBatch.id)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("opportunities", "name,close date\nA,2027-02-31\n", "31 February 2027 does not exist."),
        ("accounts", "name,lat,lon\nA,91,0\n", "A latitude lies between -90 and 90 degrees, not at 91."),
        ("accounts", "name,lat,lon\nA,0,-180.5\n", "A longitude lies between -180 and 180 degrees, not at -180.5."),
        ("accounts", "name,employees\nA,-3\n", "“-3” is below 0."),
        ("products", "name,price\nA,-3\n", "“-3” is below 0."),
        ("opportunities", "name,amount\nA,-3\n", "“-3” is below 0."),
        ("accounts", "name,city\n ,Ghent\n", "The account has no name."),
        ("accounts", "name,revenue,currency\nA,5,Dollar\n", "“DOLLAR” is not a currency code such as USD."),
    ],
)
def test_each_bad_value_is_refused_in_one_sentence(
    workspace: Workspace, tmp_path: Path, kind: str, text: str, said: str
) -> None:
    assert _refusals(_bring(workspace, tmp_path, text, kind)) == [(2, said)]


def test_a_file_that_is_cut_off_loses_its_last_row_only(workspace: Workspace, tmp_path: Path) -> None:
    report = _bring(workspace, tmp_path, "name,city,phone\nA,Ghent,\nB,Gh", "accounts")
    assert _refusals(report) == [(3, "The file is cut off here: its last row ends within cell 2 of 3.")]
    assert _names(workspace) == ["A"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_the_encoding_of_a_file_does_not_matter(workspace: Workspace, tmp_path: Path, codec: str) -> None:
    text = "name,city\nBräuerei Göller,Zeil am Main\nCafé Émile,Liège\n"
    _bring(workspace, tmp_path, text.encode(codec), "accounts")
    assert _names(workspace) == ["Bräuerei Göller", "Café Émile"]


def test_five_hundred_columns_are_read_and_the_unused_ones_named(workspace: Workspace, tmp_path: Path) -> None:
    heads = ",".join(["name", *(f"extra {n}" for n in range(499))])
    report = _bring(workspace, tmp_path, f"{heads}\nA{',x' * 499}\n", "accounts")
    assert _names(workspace) == ["A"]
    assert len(report.unused) == 499
    assert "and 487 more" in report.to_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "save the sheet as CSV first"),
        (b"color,size\nred,1\n", "No column holds the name of accounts"),
    ],
)
def test_a_file_that_holds_no_accounts_is_refused_whole(
    workspace: Workspace, tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        _bring(workspace, tmp_path, content, "accounts")


# --- the same file again ---


def test_a_row_with_an_id_updates_what_came_in_with_it(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "id,name,city,phone\n7,Old,Ghent,+32 2 555 12 12\n", "accounts")
    report = _bring(workspace, tmp_path, "id,name,city,phone\n7,New,Bruges,\n", "accounts")
    assert report.counts["updated"] == 1
    assert _rows(workspace, Account.name, Account.phone) == [("New", "+3225551212")]
    assert _rows(workspace, Location.city) == [("Bruges",)]


def test_without_ids_a_row_updates_the_record_of_its_name_and_place(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,city\nCafé,Ghent\nCafé,Bruges\n", "accounts")
    report = _bring(workspace, tmp_path, "name,city,sector\nCafé,Bruges,food\n", "accounts")
    assert report.counts["updated"] == 1
    with workspace.reading() as session:
        query = select(Location.city, Account.sector).join(Account).order_by(Location.city)
        assert [tuple(row) for row in session.execute(query)] == [("Bruges", "food"), ("Ghent", None)]


def test_a_row_that_may_mean_two_records_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,city\nCafé,Ghent\nCafé,Bruges\n", "accounts")
    report = _bring(workspace, tmp_path, "name\nCafé\n", "accounts")
    assert _refusals(report) == [(2, "There are 2 accounts like this already; an ID must tell which is meant.")]


def test_what_a_person_added_since_does_not_make_a_row_new(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,country\nAcme,Belgium\n", "accounts")
    with workspace.transaction("Edit") as txn:
        (place,) = txn.scalars(select(Location))
        place.street = "Veldstraat 1"
    report = _bring(workspace, tmp_path, "name,country\nAcme,Belgium\n", "accounts")
    assert report.counts["unchanged"] == 1


def test_a_deleted_record_comes_in_anew(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "id,name\n7,Acme\n", "accounts")
    with workspace.transaction("Delete") as txn:
        txn.delete(txn.scalars(select(Account))[0])
    assert _bring(workspace, tmp_path, "id,name\n7,Acme\n", "accounts").counts["imported"] == 1


def test_a_deal_that_moved_on_since_gets_a_line_of_history(workspace: Workspace, tmp_path: Path) -> None:
    head = "id,name,stage,amount,created,close date\n"
    _bring(workspace, tmp_path, head + "7,Deal,Closing,100,2026-01-05,\n", "opportunities")
    _bring(workspace, tmp_path, head + "7,Deal,Closed Won,120,2026-01-05,2026-03-02\n", "opportunities")
    with workspace.reading() as session:
        deal = session.scalars(select(Opportunity)).one()
        last = session.scalars(select(StageChange).where(StageChange.to_state == "won")).one()
        before = session.get(Stage, last.from_stage_id)
    assert (deal.state, deal.amount, deal.closed_on) == ("won", 12_000, date(2026, 3, 2))
    assert before is not None
    assert (before.name, last.at.date()) == ("Closing", date(2026, 3, 2))


# --- groups ---


def _many(count: int) -> str:
    return "id,name\n" + "".join(f"{n},N{n}\n" for n in range(count))


def test_a_short_file_is_one_change_and_is_undone_at_once(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,city\nA,Ghent\nB,Bruges\n", "accounts")
    assert workspace.undo() == "Import file.csv"
    with workspace.reading() as session:
        assert session.scalar(select(func.count()).where(Account.deleted_at.is_(None))) == 0


def test_cancelling_leaves_whole_groups_and_says_where_it_stopped(workspace: Workspace, tmp_path: Path) -> None:
    answers = iter([False, True])
    report = _bring(workspace, tmp_path, _many(1200), "accounts", cancelled=lambda: next(answers))
    assert len(_names(workspace)) == 500
    assert report.notes == ["Stopped before line 502; import the file again to go on."]
    assert report.exit_code == 3


def test_after_a_crash_between_groups_the_file_goes_in_again_without_doubling(
    workspace: Workspace, tmp_path: Path
) -> None:
    def crash(line: int, _lines: int) -> None:
        if line > 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _bring(workspace, tmp_path, _many(1200), "accounts", progress=crash)
    assert len(_names(workspace)) == 1000
    report = _bring(workspace, tmp_path, _many(1200), "accounts")
    assert (report.counts["imported"], report.counts["unchanged"]) == (200, 1000)
    assert len(_names(workspace)) == 1200


def test_a_full_disk_says_how_far_the_import_came(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_group = workspace.store.transaction
    calls = iter(range(9))

    def full(label: str, actor: Any) -> Any:
        if next(calls) == 1:
            raise StoreError("The disk is full.")
        return write_group(label, actor)

    monkeypatch.setattr(workspace.store, "transaction", full)
    with pytest.raises(StoreError, match=r"^The disk is full. 500 rows were imported before"):
        _bring(workspace, tmp_path, _many(1200), "accounts")


def test_progress_tells_line_and_lines(workspace: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    _bring(workspace, tmp_path, _many(600), "accounts", progress=lambda line, lines: told.append((line, lines)))
    assert told == [(501, 602), (601, 602)]


# --- whose it is ---


def test_a_named_owner_brings_the_territory_along(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,owner\nA,Rob Rep\n", "accounts")
    expected = (user_named(workspace.store, "Rob"), territory_of(workspace.store, "Rob"))
    assert _rows(workspace, Account.owner_id, Account.territory_id, Account.flags) == [(*expected, None)]


def test_rows_without_owner_go_to_the_one_given(workspace: Workspace, tmp_path: Path) -> None:
    rita = user_named(workspace.store, "Rita")
    _bring(workspace, tmp_path, "name\nA\n", "accounts", defaults=ImportDefaults(owner_id=rita))
    assert _rows(workspace, Account.owner_id) == [(rita,)]


def test_an_owner_who_is_not_there_is_flagged_on_the_account(workspace: Workspace, tmp_path: Path) -> None:
    report = _bring(workspace, tmp_path, "name,owner\nA,Nobody\n", "accounts")
    assert report.flagged == 1
    assert _rows(workspace, Account.owner_id, Account.flags) == [(None, ["There is no user “Nobody”."])]


def test_a_rep_imports_for_themselves(workspace: Workspace, tmp_path: Path) -> None:
    rob = workspace_of(workspace.store, "Rob")
    report = _bring(rob, tmp_path, "name,city\nA,Ghent\n", "accounts")
    assert report.exit_code == 0
    assert _rows(workspace, Account.owner_id, Account.created_by) == [(rob.user.id, rob.user.id)]
    assert _rows(workspace, ImportBatch.created_by) == [(rob.user.id,)]


def test_a_rep_may_not_add_or_change_accounts_of_another(workspace: Workspace, tmp_path: Path) -> None:
    rob = workspace_of(workspace.store, "Rob")
    _bring(workspace, tmp_path, "id,name,owner\n1,Otto’s,Otto Other\n", "accounts")
    report = _bring(rob, tmp_path, "id,name,owner\n1,Mine now,\n2,New,Otto Other\n3,Own,\n", "accounts")
    assert _refusals(report) == [
        (2, "You may not change this account."),
        (3, "You may not add this account."),
    ]
    assert _names(workspace) == ["Otto’s", "Own"]


def test_a_rep_may_not_hang_contacts_on_an_account_of_another(workspace: Workspace, tmp_path: Path) -> None:
    rob = workspace_of(workspace.store, "Rob")
    _bring(workspace, tmp_path, "name,owner\nOtto’s,Otto Other\n", "accounts")
    report = _bring(rob, tmp_path, "first name,last name,company\nAda,L,Otto’s\n", "contacts")
    assert _refusals(report) == [(2, "You may not change this account.")]


@pytest.mark.parametrize("kind", ["users", "products"])
def test_who_may_add_no_such_records_is_told_at_once(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    with pytest.raises(NotAllowed, match=f"Your role does not include adding {kind}."):
        _bring(workspace_of(workspace.store, "Rob"), tmp_path, "name\nA\n", kind)


# --- kind by kind ---


def test_a_contact_brings_its_company_once_and_belongs_to_it(workspace: Workspace, tmp_path: Path) -> None:
    text = "First Name,Last Name,Job Title,Company,City\nAda,Lovelace,Owner,Engines Ltd,London\nBob,B,,ENGINES LTD,\n"
    report = _bring(workspace, tmp_path, text, "contacts")
    assert report.created == {"accounts": 1}
    assert _rows(workspace, Contact.name) == [("Ada Lovelace",), ("Bob B",)]
    assert _names(workspace) == ["Engines Ltd"]
    with workspace.reading() as session:
        assert session.scalar(select(func.count()).select_from(Affiliation)) == 2
        assert session.scalars(select(Location.city)).all() == ["London"]


def test_what_has_no_column_is_kept_in_the_records_own_fields(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "first name,last name,department,birthday\nAda,L,Sales,1990-12-10\n", "contacts")
    assert _rows(workspace, Contact.custom) == [({"department": "Sales", "birthday": "1990-12-10"},)]


def test_a_team_and_a_manager_in_the_file_are_made_once(workspace: Workspace, tmp_path: Path) -> None:
    text = "name,team,manager\nPia,North,Max\nMax,North,Max\nPaul,North,Max\n"
    report = _bring(workspace, tmp_path, text, "users")
    assert (report.counts["imported"], report.created) == (3, {"teams": 1})
    with workspace.reading() as session:
        max_ = session.scalars(select(User).where(User.name == "Max")).one()
        team = session.scalars(select(Team).where(Team.name == "North")).one()
        members = session.scalars(select(User.name).where(User.team_id == team.id).order_by(User.name)).all()
    assert (max_.role, team.manager_id) == ("manager", max_.id)
    assert members == ["Max", "Paul", "Pia"]


def test_a_new_list_price_changes_the_price_in_the_book(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "code,name,price\nX1,Hose,12.50\n", "products")
    report = _bring(workspace, tmp_path, "code,name,price\nX1,Hose,13.00\n", "products")
    assert report.counts["updated"] == 1
    assert _rows(workspace, PriceRule.price) == [(Decimal("13.00"),)]


def test_a_price_in_another_currency_is_left_out_and_flagged(workspace: Workspace, tmp_path: Path) -> None:
    report = _bring(workspace, tmp_path, "name,price,currency\nHose,12.50,EUR\n", "products")
    assert report.flagged == 1
    assert report.problems[0].message == "The price is in EUR, the price book in USD. It was left out."
    assert _rows(workspace, PriceRule.id) == []


def test_a_deal_keeps_its_own_probability_only_where_it_is_not_its_steps(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "name,stage,probability\nA,Closing,80\nB,Closing,35\nC,Closing,140\n"
    report = _bring(workspace, tmp_path, text, "opportunities")
    assert _rows(workspace, Opportunity.name, Opportunity.probability) == [("A", None), ("B", 35), ("C", None)]
    assert [problem.line for problem in report.problems if problem.field == "probability"] == [4]


def test_a_loss_reason_is_one_of_the_companys_or_a_note(workspace: Workspace, tmp_path: Path) -> None:
    text = "name,state,loss reason\nA,lost,price\nB,lost,They moved away\n"
    _bring(workspace, tmp_path, text, "opportunities")
    rows = _rows(workspace, Opportunity.name, Opportunity.loss_reason_id.is_not(None), Opportunity.loss_note)
    assert rows == [("A", True, None), ("B", False, "They moved away")]


def test_amounts_take_the_currency_of_their_row(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name,amount,currency\nA,1500,JPY\nB,2.50,eur\nC,3,\n", "opportunities")
    assert _rows(workspace, Opportunity.name, Opportunity.amount, Opportunity.currency) == [
        ("A", 1500, "JPY"),
        ("B", 250, "EUR"),
        ("C", 300, "USD"),
    ]


def test_a_lead_keeps_a_status_that_is_not_ours(workspace: Workspace, tmp_path: Path) -> None:
    text = "First Name,Last Name,Company,Lead Status\nAda,L,Engines,Working - Contacted\nBob,B,Engines,Parked\n"
    _bring(workspace, tmp_path, text, "leads")
    rows = [
        (name, state, own.get("status")) for name, state, own in _rows(workspace, Lead.name, Lead.state, Lead.custom)
    ]
    assert rows == [("Ada L", "in_process", None), ("Bob B", "new", "Parked")]


def test_an_activity_of_a_day_has_no_time_and_one_that_is_done_has_its_moment(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = (
        "subject,type,status,due,end\nCall,Call,planned,2026-12-01,\n"
        "Met,Meeting,held,2026-11-03 09:00,2026-11-03 10:30\n"
    )
    _bring(workspace, tmp_path, text, "activities")
    columns = (Activity.subject, Activity.due_on, Activity.due_at, Activity.done_at, Activity.minutes)
    nine, half_past_ten = datetime(2026, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 10, 30, tzinfo=UTC)
    assert _rows(workspace, *columns) == [
        ("Call", date(2026, 12, 1), None, None, None),
        ("Met", date(2026, 11, 3), nine, half_past_ten, 90),
    ]
    assert _bring(workspace, tmp_path, text, "activities").counts["unchanged"] == 2


def test_something_done_in_the_future_is_dated_now_and_flagged(workspace: Workspace, tmp_path: Path) -> None:
    report = _bring(workspace, tmp_path, "subject,type,status,due\nCall,Call,done,2036-01-01\n", "activities")
    assert report.flagged == 1
    assert _rows(workspace, func.count(Activity.done_at)) == [(1,)]


def test_a_mapping_of_ones_own_is_used(workspace: Workspace, tmp_path: Path) -> None:
    fields = [{"to": "name", "columns": ["firm"]}, {"to": "owner", "columns": ["who"]}]
    mapping = write(tmp_path, json.dumps({"name": "mine", "kind": "accounts", "fields": fields}), "mapping.json")
    report = _bring(workspace, tmp_path, "firm,who\nA,Rob Rep\n", "accounts", mapping_file=mapping)
    assert report.mapping == "mine"
    assert _names(workspace) == ["A"]


def test_an_import_is_one_labelled_action_in_the_change_log(workspace: Workspace, tmp_path: Path) -> None:
    _bring(workspace, tmp_path, "name\nA\n", "accounts")
    with workspace.reading() as session:
        group = session.scalars(select(ChangeGroup).order_by(ChangeGroup.seq.desc())).first()
    assert group is not None
    assert (group.label, group.acts[0][0]) == ("Import file.csv", "exchange.note_import")
