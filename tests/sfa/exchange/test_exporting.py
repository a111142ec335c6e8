"""What is exported is read back equal."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sfa.accounts.acts import AddAccount, AddContact, Place
from sfa.accounts.model import Account
from sfa.activities.acts import AddActivity, LogActivity
from sfa.clock import FixedClock
from sfa.exchange.csv_writing import read_back, write_csv
from sfa.exchange.exporting import export_csv
from sfa.exchange.importing import import_csv
from sfa.exchange.targets import KINDS
from sfa.pipeline.acts import AddOpportunity, LoseOpportunity, WinOpportunity
from sfa.pipeline.model import LossReason
from sfa.store import search
from sfa.text import fold, is_blank, nfc
from sfa.workspace import Workspace
from tests.sfa.exchange.files import DATA, DEMO
from tests.stores import TUESDAY, new_workspace, user_named, workspace_of

BLNS = json.loads((DATA / "bad_input" / "blns.json").read_text(encoding="utf-8"))


def _export(workspace: Workspace, kind: str, path: Path) -> int:
    with workspace.reading() as session:
        return export_csv(session, workspace.actor, kind, path, zone=workspace.user.zone)


def _fill(workspace: Workspace) -> None:
    """A little of everything, with what is awkward in it."""
    rob = user_named(workspace.store, "Rob")
    for file, kind in (("accounts", "accounts"), ("products", "products")):
        import_csv(workspace.store, workspace.actor, DEMO / "crm" / f"{file}.csv", kind)
    place = Place(street="Veldstraat 1, bus 3", city="Gent", lat=-5, lon=1_799_999_999)
    for name in ("Café “Ω”; Ltd", "Twin", "Twin"):
        account = workspace.run(
            AddAccount(name=name, note="two\nlines", place=place, owner_id=rob, tier="A", visit_every=14)
        )
    contact = workspace.run(AddContact(account_id=account, first_name="Ada", last_name="Lovelace", part="decides"))
    deal = AddOpportunity(name="Deal", currency="EUR", account_id=account, amount=12_345, owner_id=rob)
    won, lost, _open = (workspace.run(deal) for _ in range(3))
    workspace.run(WinOpportunity(won))
    with workspace.reading() as session:
        reason = session.scalars(select(LossReason.id).where(LossReason.name == "Price")).one()
    workspace.run(LoseOpportunity(lost, reason))
    links: dict[str, Any] = {"account_id": account, "contact_id": contact, "opportunity_id": won}
    workspace.run(AddActivity(kind="cold_call", subject="=1+1", due_on=TUESDAY.date(), **links))
    workspace.run(AddActivity(kind="visit", subject="Visit", due_at=TUESDAY, zone="UTC", **links))
    workspace.run(LogActivity(kind="call", subject="Talked", outcome="spoke", result="yes\nno", **links))
    write_csv(
        Path(workspace.store.path).with_name("leads.csv"), ["name", "company", "status"], [["Bo B", "X", "new"]]
    )
    import_csv(workspace.store, workspace.actor, Path(workspace.store.path).with_name("leads.csv"), "leads")


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_file_changes_nothing_in_the_store_it_came_from(tmp_path: Path, kind: str) -> None:
    workspace = new_workspace(tmp_path)
    _fill(workspace)
    count = _export(workspace, kind, tmp_path / "out.csv")
    report = import_csv(workspace.store, workspace.actor, tmp_path / "out.csv", kind)
    assert count
    assert (report.counts["unchanged"], report.problems) == (count, [])
    workspace.store.close()


def test_our_own_files_fill_another_store_with_the_same(tmp_path: Path) -> None:
    here, there = (tmp_path / name for name in ("here", "there"))
    here.mkdir()
    there.mkdir()
    later = FixedClock(TUESDAY + timedelta(days=1), step=0.001)
    source, target = new_workspace(here), new_workspace(there, clock=later)
    _fill(source)
    # The people are the same in both already.
    for kind in ("accounts", "contacts", "products", "leads", "opportunities", "activities"):
        _export(source, kind, here / f"{kind}.csv")
        import_csv(target.store, target.actor, here / f"{kind}.csv", kind)
        _export(target, kind, there / f"{kind}.csv")
        first, second = (
            sorted(json.dumps(row) for row in read_back(folder / f"{kind}.csv")) for folder in (here, there)
        )
        assert second == first
    source.store.close()
    target.store.close()


def test_a_rep_exports_what_they_may_see(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    for name, owner in (("Rob’s", "Rob"), ("Otto’s", "Otto")):
        workspace.run(AddAccount(name=name, owner_id=user_named(workspace.store, owner)))
    _export(workspace_of(workspace.store, "Rob"), "accounts", tmp_path / "out.csv")
    assert [row["name"] for row in read_back(tmp_path / "out.csv")] == ["Rob’s"]
    workspace.store.close()


def test_a_dangerous_cell_is_guarded_in_the_file(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path)
    workspace.run(AddAccount(name="=cmd|' /C calc'!A0"))
    _export(workspace, "accounts", tmp_path / "out.csv")
    assert "'=cmd" in (tmp_path / "out.csv").read_text("utf-8-sig")
    workspace.store.close()


class TestNaughtyNames:
    """The Big List of Naughty Strings as account names."""

    @pytest.fixture
    def workspace(self, tmp_path: Path) -> Any:
        found = new_workspace(tmp_path)
        write_csv(tmp_path / "names.csv", ["name"], [[text] for text in BLNS])
        self.report = import_csv(found.store, found.actor, tmp_path / "names.csv", "accounts")
        yield found
        found.store.close()

    @staticmethod
    def _names(workspace: Workspace) -> list[str]:
        with workspace.reading() as session:
            return sorted(session.scalars(select(Account.name).where(Account.deleted_at.is_(None))))

    def test_only_blank_ones_are_refused_with_line_and_reason(self, workspace: Workspace) -> None:
        refused = [(each.line, each.message) for each in self.report.problems if each.severity == "refused"]
        blank = [line for line, text in enumerate(BLNS, 2) if is_blank(text)]
        assert len(blank) == 7
        assert refused == [(line, "The account has no name.") for line in blank]

    def test_all_others_are_stored_in_normal_form_c(self, workspace: Workspace) -> None:
        outer = " \t\r\n\v\f\u00a0"
        assert self._names(workspace) == sorted(nfc(text).strip(outer) for text in BLNS if not is_blank(text))

    def test_each_is_found_by_its_whole_text(self, workspace: Workspace) -> None:
        names = set(self._names(workspace))
        with workspace.reading() as session:
            lost = [
                name
                for name in names
                if fold(name)
                and name not in {hit.title for hit in search.find(session, name, workspace.actor, limit=50)}
            ]
        assert not lost

    def test_they_come_back_equal_from_our_own_csv(self, workspace: Workspace, tmp_path: Path) -> None:
        _export(workspace, "accounts", tmp_path / "out.csv")
        (tmp_path / "other").mkdir()
        other = new_workspace(tmp_path / "other")
        import_csv(other.store, other.actor, tmp_path / "out.csv", "accounts")
        assert self._names(other) == self._names(workspace)
        with other.reading() as session:
            assert session.scalar(select(func.count()).select_from(Account)) == 478
        other.store.close()
