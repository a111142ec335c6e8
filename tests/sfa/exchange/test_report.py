"""What became of a file."""

from __future__ import annotations

from pathlib import Path

from sfa.exchange.report import ImportReport, Outcome
from tests.sfa.exchange.files import prepared, write


def _report(path: Path, kind: str = "accounts") -> ImportReport:
    report = ImportReport(path.name, kind, "automatic", dry_run=True)
    for row in prepared(path, kind):
        report.add(row)
    return report


def test_counts_and_reasons_stand_by_row(tmp_path: Path) -> None:
    report = _report(write(tmp_path, "name,lat,lon,website\nA,1,2,\nB,99,2,\nC,,,tbd\n"))
    assert report.to_text().splitlines() == [
        "file.csv as accounts, mapping: automatic",
        "3 rows read, 2 would be imported, 1 would be refused, 1 of them to look at.",
        "Refused:",
        "  line 3, lat: A latitude lies between -90 and 90 degrees, not at 99.",
        "To look at:",
        "  line 4, website: “tbd” is not a web address. It was left out.",
    ]


def test_the_json_form_has_every_count_and_problem(tmp_path: Path) -> None:
    data = _report(write(tmp_path, "id,name\n1,A\n1,B\n")).to_dict()
    counts = {"read": 2, "imported": 1, "updated": 0, "unchanged": 0, "skipped": 0, "refused": 1, "flagged": 0}
    assert {key: data[key] for key in counts} == counts
    assert data["problems"] == [
        {"line": 3, "column": "", "field": "", "message": "The same ID is in line 2.", "severity": "refused"}
    ]


def test_the_exit_code_tells_done_part_and_failed(tmp_path: Path) -> None:
    assert _report(write(tmp_path, "name,website\nA,tbd\n")).exit_code == 0
    assert _report(write(tmp_path, "name,lat,lon\nA,99,0\nB,,\n")).exit_code == 3
    assert _report(write(tmp_path, "name,lat,lon\nA,99,0\n")).exit_code == 1


def test_the_store_may_say_otherwise_than_foreseen(tmp_path: Path) -> None:
    report = ImportReport("file.csv", "accounts", "automatic")
    first, second = prepared(write(tmp_path, "name\nA\nB\n"), "accounts")
    report.add(first, Outcome.UNCHANGED)
    report.add_refusal(second.line, "You may not create accounts.")
    assert (report.counts[Outcome.UNCHANGED], report.counts[Outcome.REFUSED], report.exit_code) == (1, 1, 3)
    assert "line 3: You may not create accounts." in report.to_text()


def test_long_lists_are_cut_and_say_so(tmp_path: Path) -> None:
    path = write(tmp_path, "name,lat,lon\n" + "".join(f"A{at},99,0\n" for at in range(30)))
    text = _report(path).to_text(most=5)
    assert text.count("line ") == 5
    assert text.endswith("… and 25 more; --json lists them all.")


def test_repairs_and_unused_columns_are_shown(tmp_path: Path) -> None:
    report = _report(write(tmp_path, "name\n'=1+1\n"))
    report.unused = ["Shoe size"]
    text = report.to_text()
    assert "Repaired guard apostrophe before a formula taken off: 1 ×" in text
    assert "Columns not used: Shoe size." in text
