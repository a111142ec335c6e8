"""`fieldbook visits plan`: the same planner from the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from sfa.errors import BadInput
from sfa.visits.day import read_rep_day
from tests.sfa.visits.denver import BREWERIES, DAY, Brewery, denver_store, plan_visits, rob_of
from tests.stores import workspace_of
from ui.cli import main
from ui.commands.planning import parse_day

_SEARCH = "A search takes more than 0 and at most 120 seconds."


@pytest.fixture
def store_file(tmp_path):
    store = denver_store(tmp_path)
    plan_visits(rob_of(store), (*BREWERIES[:4], Brewery("Nowhere Ales", "", "", None)))
    store.close()
    return store.path


def run(store_file, *words: str) -> int:
    return main(["--store", str(store_file), *words])


def plan(store_file, *words: str) -> int:
    return run(store_file, "visits", "plan", "--rep", "Rob Rep", "--seconds", "0.2", *words)


def test_json_names_stops_left_out_kilometres_and_minutes(store_file, capsys) -> None:
    assert plan(store_file, "--date", str(DAY), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"stops", "left_out", "km", "minutes"}
    assert {stop["account"] for stop in found["stops"]} == {b.name for b in BREWERIES[:4]}
    assert found["left_out"] == [
        {"account": "Nowhere Ales", "reason": "Nowhere Ales has no place on the map; set it on the account."}
    ]
    assert found["km"] == round(found["km"], 1) > 0
    assert isinstance(found["minutes"], int)


def test_times_are_of_the_clock_and_every_stop_says_why(store_file, capsys) -> None:
    plan(store_file, "--date", str(DAY), "--json")
    stops = json.loads(capsys.readouterr().out)["stops"]
    assert all(re.fullmatch(r"\d\d:\d\d", stop[side]) for stop in stops for side in ("arrive", "leave"))
    assert all(stop["arrive"] < stop["leave"] for stop in stops)
    assert all(stop["why"].endswith(".") for stop in stops)


def test_without_json_it_reads_as_a_table(store_file, capsys) -> None:
    plan(store_file, "--date", str(DAY))
    out = capsys.readouterr().out
    assert out.startswith("Rob Rep, Tuesday 17 November 2026")
    assert "Left out:" in out


def test_the_plan_is_kept_only_when_asked(store_file, tmp_path) -> None:
    from sfa.store.store import Store

    def kept() -> bool:
        store = Store.open(store_file, writable=False)
        try:
            work = workspace_of(store, "rep")
            return read_rep_day(work, work.user.id, DAY).route is not None
        finally:
            store.close()

    plan(store_file, "--date", str(DAY), "--json")
    assert not kept()
    plan(store_file, "--date", str(DAY), "--json", "--apply")
    assert kept()


def test_a_day_without_visits_is_an_empty_plan(store_file, capsys) -> None:
    plan(store_file, "--date", "2026-12-01", "--json")
    assert json.loads(capsys.readouterr().out) == {"stops": [], "left_out": [], "km": 0.0, "minutes": 0}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("2027-02-31", "31 February 2027 does not exist."),
        ("2027-02-29", "29 February 2027 does not exist."),
        ("2027-13-01", "“2027-13-01” is not a day: a month is a number from 1 to 12."),
        ("31.2.2027", "“31.2.2027” is not a day; write it as 2026-11-17."),
        ("", "“” is not a day; write it as 2026-11-17."),
    ],
)
def test_a_day_that_does_not_exist_is_refused_in_one_sentence(said, answer) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(said)
    assert refused.value.message == answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("--rep", "Nobody", "--date", str(DAY)), "There is no user “Nobody”."),
        (("--rep", "R", "--date", str(DAY)), "“R” could be Rita Rep, Rob Rep; give the whole name."),
        (("--rep", "Rob", "--date", "2027-02-31"), "31 February 2027 does not exist."),
        (("--rep", "Rob", "--date", str(DAY), "--seconds", "-1"), _SEARCH),
        (("--rep", "Rob", "--date", str(DAY), "--seconds", "nan"), _SEARCH),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(store_file, capsys, words, answer) -> None:
    assert run(store_file, "visits", "plan", *words) == 1
    assert capsys.readouterr().err == f"fieldbook: {answer}\n"


def test_a_rep_plans_nobody_elses_day(store_file, capsys) -> None:
    assert run(store_file, "--user", "Rita", "visits", "plan", "--rep", "Rob", "--date", str(DAY)) == 1
    assert "You may plan your own day only" in capsys.readouterr().err


def test_planning_imports_no_qt(store_file) -> None:
    words = ["--store", str(store_file), "visits", "plan", "--rep", "Rob", "--date", str(DAY), "--seconds", "0.05"]
    code = (
        "import sys\nfrom ui.cli import main\n"
        f"assert main({words!r}) == 0\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6')], 'Qt was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
