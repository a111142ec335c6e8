"""Work off the UI thread comes home once, in order, and only to those who still live."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from sfa.errors import BadInput
from ui.desktop.background import Background, Latest, Progress, Task


@pytest.fixture
def background(qtbot):
    made = Background()
    yield made
    assert made.shutdown(5)


@pytest.fixture
def wait_idle(background, qtbot):
    return lambda: qtbot.waitUntil(lambda: background.is_idle)


def test_a_read_runs_off_the_ui_thread_and_its_result_comes_home_to_it(background, wait_idle) -> None:
    seen = []
    background.read(threading.get_ident).done(lambda ident: seen.append((ident, threading.get_ident())))
    wait_idle()
    worker, home = seen[0]
    assert home == threading.get_ident()
    assert worker != home


def test_a_busy_worker_gives_the_interpreter_back_soon(background) -> None:
    assert sys.getswitchinterval() == pytest.approx(0.0002)


def test_writes_run_one_after_the_other_in_the_order_asked(background, wait_idle) -> None:
    gate = threading.Event()
    order = []

    def first() -> None:
        gate.wait(5)
        order.append("first")

    background.write(first)
    background.write(order.append, "second")
    gate.set()
    wait_idle()
    assert order == ["first", "second"]


def test_an_error_of_the_world_goes_to_failed_as_it_is(background, wait_idle) -> None:
    errors = []

    def fail() -> None:
        raise BadInput("February 2027 has 28 days.", field="date")

    background.read(fail).failed(errors.append)
    wait_idle()
    assert [(type(error), error.field) for error in errors] == [(BadInput, "date")]


def test_a_bug_goes_to_failed_and_to_the_crash_report(background, wait_idle, monkeypatch) -> None:
    reported, errors = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind))
    background.read(lambda: 1 // 0).failed(errors.append)
    wait_idle()
    assert reported == [ZeroDivisionError]
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_error_that_nobody_asked_for_is_not_silent(background, wait_idle, monkeypatch) -> None:
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind))

    def fail() -> None:
        raise BadInput("No.")

    background.write(fail)
    wait_idle()
    assert reported == [BadInput]


def test_a_result_for_a_destroyed_owner_is_dropped(background, wait_idle) -> None:
    owner, gate, seen = QObject(), threading.Event(), []
    background.read(gate.wait, 5, owner=owner).done(seen.append)
    delete(owner)
    gate.set()
    wait_idle()
    assert seen == []


def test_a_cancelled_task_stops_at_its_next_report(background, wait_idle, qtbot) -> None:
    reached, ended = threading.Event(), []

    def count(task: Task) -> None:
        while True:
            task.progress(1, 1_000)
            reached.set()

    handle = background.write(count, watched=True).stopped(lambda: ended.append("stopped"))
    assert reached.wait(5)
    handle.cancel()
    wait_idle()
    assert ended == ["stopped"]


def test_the_last_report_of_progress_always_arrives(background, wait_idle) -> None:
    seen: list[Progress] = []

    def work(task: Task) -> None:
        for done in range(1, 1001):
            task.progress(done, 1000, "rows")

    background.read(work, watched=True).progress(seen.append)
    wait_idle()
    assert (seen[-1].done, seen[-1].total, seen[-1].text) == (1000, 1000, "rows")
    assert len(seen) < 1000


def test_an_answer_that_was_overtaken_never_shows(background, wait_idle) -> None:
    latest: Latest[str] = Latest(background)
    gate, shown = threading.Event(), []

    def search(text: str) -> str:
        gate.wait(5)
        return text

    for text in ("b", "be", "beer"):
        latest.read(search, text).done(shown.append)
    gate.set()
    wait_idle()
    assert shown == ["beer"]


def test_shutdown_lets_queued_writes_end_and_calls_nobody(qtbot) -> None:
    background = Background()
    gate, written, shown = threading.Event(), [], []
    background.write(gate.wait, 5)
    background.write(written.append, "kept").done(shown.append)
    gate.set()
    assert background.shutdown(5)
    qtbot.wait(1)
    assert (written, shown) == (["kept"], [])


def test_shutdown_does_not_wait_for_reads_that_never_began(qapp: object) -> None:
    background = Background()
    begun = threading.Event()
    release = threading.Event()

    def hold() -> None:
        begun.set()
        release.wait(5)

    for _ in range(5):
        background.read(hold)
    assert begun.wait(5)
    release.set()
    assert background.shutdown(5)
