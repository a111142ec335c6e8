"""The guard in conftest finds what a test leaves running, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from tests.conftest import _watched


def test_a_timer_that_is_left_running_is_found(qapp) -> None:
    with _watched() as left:
        timer = QTimer()
        timer.start(10_000)
    assert [line.split()[0] for line in left] == ["QTimer"]
    timer.stop()


def test_a_timer_that_was_stopped_or_deleted_is_fine(qapp) -> None:
    with _watched() as left:
        stopped = QTimer()
        stopped.start(10_000)
        stopped.stop()
        QTimer().start(10_000)
    assert left == []
