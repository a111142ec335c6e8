"""What all tests share: Qt without a screen, the theme, and guards against what a test leaves running."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


# No test is timed: how fast things are is asked in tests/benchmarks. CI judges the same code the same way.
_USUAL = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("desk", _USUAL)
settings.register_profile("ci", _USUAL, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture
def qapp_theme(qapp: QApplication) -> QApplication:
    """The application in the light theme with the shipped fonts."""
    from ui.desktop import theme

    theme.apply(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a Qt test that leaves a thread or a timer behind, as napari's guards do."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    with _watched() as left:
        yield
    assert not left, "left running: " + ", ".join(left)


class _watched:  # noqa: N801
    """Remembers QThreads and QTimers started from Python in its block; lists those still running after it."""

    def __enter__(self) -> list[str]:
        import weakref

        from PySide6.QtCore import QThread, QTimer

        self._started: list[tuple[str, weakref.ref[object]]] = []
        self._left: list[str] = []
        self._patches = pytest.MonkeyPatch()
        for kind, probe in ((QThread, "isRunning"), (QTimer, "isActive")):
            self._patches.setattr(kind, "start", self._noting(kind.start, probe))
        return self._left

    def _noting(self, start: object, probe: str) -> object:
        import weakref

        def noting(thing: object, *args: object) -> object:
            self._started.append((probe, weakref.ref(thing)))
            return start(thing, *args)  # type: ignore[operator]

        return noting

    def __exit__(self, *_: object) -> None:
        import gc

        from PySide6.QtCore import QCoreApplication, QEvent
        from shiboken6 import isValid

        self._patches.undo()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        for probe, reference in self._started:
            thing = reference()
            if thing is not None and isValid(thing) and getattr(thing, probe)():
                self._left.append(f"{type(thing).__name__} ({thing})")
