"""What reaches the top is said in one sentence, and reports hold nothing of the person's data."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QMessageBox

from sfa.clock import FixedClock
from sfa.errors import StoreError
from ui.desktop.crash import CrashReporter
from ui.desktop.qt_guard import refusal


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def reporter(tmp_path, qtbot, shown) -> CrashReporter:
    clock = FixedClock(datetime(2026, 11, 17, 11, 12, tzinfo=UTC), step=1)
    made = CrashReporter(tmp_path / "reports", clock, lambda error: shown.append(error.message))
    yield made
    if made._box is not None:
        made._box.close()


def _fail(reporter: CrashReporter) -> None:
    name = "Browar Zieliński"
    try:
        {}[name]
    except KeyError:
        reporter.hook(*sys.exc_info())


def test_a_refusal_by_the_world_is_shown_as_it_is_and_leaves_no_report(reporter, shown, qtbot, tmp_path) -> None:
    reporter.hook(StoreError, StoreError("The disk is full."), None)
    qtbot.waitUntil(lambda: shown == ["The disk is full."])
    assert not (tmp_path / "reports").exists()


def test_a_report_names_the_place_and_no_value(reporter, tmp_path, qtbot) -> None:
    _fail(reporter)
    (report,) = (tmp_path / "reports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "builtins.KeyError" in text
    assert "test_crash.py" in text
    assert "Zieliński" not in text


def test_a_fault_at_each_repaint_shows_one_sentence_and_blocks_nothing(reporter, qtbot) -> None:
    for _ in range(5):
        _fail(reporter)
    qtbot.waitUntil(lambda: reporter._box is not None)
    assert isinstance(reporter._box, QMessageBox)
    assert not reporter._box.isModal()
    assert "what was saved before is safe" in reporter._box.text()


def test_only_the_last_reports_are_kept(reporter, tmp_path, qtbot) -> None:
    for _ in range(15):
        _fail(reporter)
    assert len(list((tmp_path / "reports").iterdir())) == 10


def test_a_report_that_cannot_be_written_is_no_second_fault(tmp_path, qtbot) -> None:
    (tmp_path / "file").write_text("in the way")
    clock = FixedClock(datetime(2026, 11, 17, tzinfo=UTC))
    reporter = CrashReporter(tmp_path / "file" / "reports", clock, lambda _: None)
    assert reporter.write(KeyError, None) is None


def test_the_qt_that_crashes_on_python_3_11_is_refused() -> None:
    assert "pyside6-essentials<6.12" in refusal("6.12.0", (3, 11))


@pytest.mark.parametrize(("qt", "python"), [("6.12.0", (3, 12)), ("6.11.3", (3, 11)), ("bundled", (3, 11))])
def test_other_versions_are_welcome(qt: str, python: tuple[int, int]) -> None:
    assert refusal(qt, python) == ""


def test_this_machine_is_welcome() -> None:
    assert refusal() == ""


def test_a_missing_qt_is_named() -> None:
    assert "not installed" in refusal("", (3, 12))
