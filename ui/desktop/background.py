"""Work off the UI thread: one thread writes, a few read, and their results come home by one signal.

    self._background.read(queries.accounts, text, owner=self).done(self._show).failed(self._strip.show_error)
    self._background.write(imports.run, file, owner=self, watched=True).progress(self._panel.show_progress)

Callbacks run on the UI thread. When `owner` has been destroyed by then, the result is dropped.
A worker function touches no widget; with `watched=True` it gets a `Task` as its first argument, to report
progress and to stop when asked.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from sfa.errors import FieldbookError

__all__ = ["Background", "Handle", "Latest", "Progress", "Stopped", "Task"]

P = ParamSpec("P")
T = TypeVar("T")

_READERS = 2
_PROGRESS_EVERY = 0.05  # seconds between two reports that reach the UI thread
_SWITCH_EVERY = 0.0002  # seconds a busy worker keeps the interpreter from the UI thread


class Stopped(Exception):
    """Raised inside a worker function when the person cancelled it; never shown as an error."""


@dataclass(frozen=True)
class Progress:
    """How far a task has come. total is 0 while unknown; seconds: since the task began."""

    done: int
    total: int
    text: str
    seconds: float


class Task:
    """What a watched worker function holds: reports progress, asks whether to stop."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._stop = threading.Event()
        self._began = time.monotonic()
        self._told = 0.0

    @property
    def is_stopped(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the worker to end at its next `check` or `progress`."""
        self._stop.set()

    def check(self) -> None:
        """Raise `Stopped` if the work is no longer wanted."""
        if self._stop.is_set():
            raise Stopped

    def progress(self, done: int, total: int = 0, text: str = "") -> None:
        """Report `done` of `total`; reports that come too fast are skipped, the last is not.

        Raises Stopped when the person cancelled.
        """
        self.check()
        now = time.monotonic()
        if now - self._told >= _PROGRESS_EVERY or (total and done >= total):
            self._told = now
            self._report(Progress(done, total, text, now - self._began))


class Handle(Generic[T]):
    """A piece of work on its way. Use on the UI thread only."""

    def __init__(self, owner: QObject | None) -> None:
        self._owner = owner
        self._future: Future[T] | None = None
        self._task: Task | None = None
        self._done: list[Callable[[T], object]] = []
        self._failed: list[Callable[[Exception], object]] = []
        self._stopped: list[Callable[[], object]] = []
        self._progress: list[Callable[[Progress], object]] = []
        self._cancelled = False
        self.is_over = False

    def done(self, callback: Callable[[T], object]) -> Handle[T]:
        """Call `callback(result)` when the work succeeded."""
        self._done.append(callback)
        return self

    def failed(self, callback: Callable[[Exception], object]) -> Handle[T]:
        """Call `callback(error)` when the work raised.

        Errors that are no `FieldbookError` go to `sys.excepthook` as well, for they are our bugs; a
        `FieldbookError` goes there only when nobody asked for it.
        """
        self._failed.append(callback)
        return self

    def stopped(self, callback: Callable[[], object]) -> Handle[T]:
        """Call `callback()` when the work ended because of `cancel`."""
        self._stopped.append(callback)
        return self

    def progress(self, callback: Callable[[Progress], object]) -> Handle[T]:
        """Call `callback(Progress)` while the work goes on; the worker must be `watched`."""
        self._progress.append(callback)
        return self

    def cancel(self) -> None:
        """Give the work up: neither `done` nor `failed` will be called."""
        self._cancelled = True
        if self._task is not None:
            self._task.stop()
        if self._future is not None:
            self._future.cancel()

    def _report(self, progress: Progress) -> None:
        if not self._cancelled and self._owner_lives():
            for callback in self._progress:
                callback(progress)

    def _deliver(self) -> None:
        assert self._future is not None
        self.is_over = True
        if not self._owner_lives():
            return
        if self._cancelled or self._future.cancelled():
            self._call(self._stopped)
            return
        error = self._future.exception()
        if error is None:
            self._call(self._done, self._future.result())
        elif isinstance(error, Stopped):
            self._call(self._stopped)
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        if not (isinstance(error, FieldbookError) and self._failed):
            sys.excepthook(type(error), error, error.__traceback__)
        if isinstance(error, Exception):
            self._call(self._failed, error)

    @staticmethod
    def _call(callbacks: list[Any], *args: object) -> None:
        for callback in callbacks:
            callback(*args)

    def _owner_lives(self) -> bool:
        return self._owner is None or isValid(self._owner)


class Background(QObject):
    """Runs work in threads. One for each open store; made and shut down by the start-up code."""

    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Each call into Qt gives the interpreter away: a paint asks for it a hundred times, and with Python's own
        # 5 ms a window beside a busy worker would take a second to paint.
        sys.setswitchinterval(_SWITCH_EVERY)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._running: dict[Handle[Any], bool] = {}
        self._home.connect(self._on_home, Qt.ConnectionType.QueuedConnection)

    def read(
        self, func: Callable[..., T], *args: object, owner: QObject | None = None, watched: bool = False
    ) -> Handle[T]:
        """Run `func(*args)` on a reading thread; several reads run side by side, in no certain order."""
        return self._start(self._readers, func, args, owner, watched)

    def write(
        self, func: Callable[..., T], *args: object, owner: QObject | None = None, watched: bool = False
    ) -> Handle[T]:
        """Run `func(*args)` on the one writing thread, after the writes asked for before."""
        return self._start(self._writer, func, args, owner, watched)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running, waiting or on its way home."""
        return not self._running

    def shutdown(self, timeout: float = 5.0) -> bool:
        """Stop reads, let begun and queued writes end; True if all ended within `timeout` seconds.

        Callbacks are not called any more.
        """
        for handle, is_write in list(self._running.items()):
            if not is_write:
                handle.cancel()
            elif handle._task is not None:
                handle._task.stop()
        futures = [handle._future for handle in self._running if handle._future is not None]
        self._home.disconnect(self._on_home)
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=False)
        # A future cancelled while it waited is never reported as done by `wait`.
        still = wait([future for future in futures if not future.cancelled()], timeout).not_done
        if not still:
            self._readers.shutdown(wait=True)
            self._writer.shutdown(wait=True)
        self._running.clear()
        return not still

    def _start(
        self,
        threads: ThreadPoolExecutor,
        func: Callable[..., T],
        args: tuple[object, ...],
        owner: QObject | None,
        watched: bool,
    ) -> Handle[T]:
        handle: Handle[T] = Handle(owner)
        self._running[handle] = threads is self._writer
        if watched:
            handle._task = Task(lambda progress: self._send(lambda: handle._report(progress)))
            args = (handle._task, *args)
        handle._future = threads.submit(func, *args)
        handle._future.add_done_callback(lambda _: self._send(lambda: self._arrive(handle)))
        return handle

    def _arrive(self, handle: Handle[Any]) -> None:
        self._running.pop(handle, None)
        handle._deliver()

    def _send(self, call: Callable[[], None]) -> None:
        # A worker may outlive the window it worked for.
        if isValid(self):
            self._home.emit(call)

    def _on_home(self, call: Callable[[], None]) -> None:
        call()


class Latest(Generic[T]):
    """Of several requests only the newest counts: search as you type, a selection that moves on.

    A newer `read` gives the older one up, so an answer that was overtaken never shows.
    """

    def __init__(self, background: Background, owner: QObject | None = None) -> None:
        self._background = background
        self._owner = owner
        self._handle: Handle[T] | None = None

    def read(self, func: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Handle[T]:
        """Like `Background.read`, after cancelling the request before."""
        self.cancel()
        self._handle = self._background.read(lambda: func(*args, **kwargs), owner=self._owner)
        return self._handle

    def read_watched(self, func: Callable[Concatenate[Task, P], T], *args: P.args, **kwargs: P.kwargs) -> Handle[T]:
        """Like `read` for a function that takes a `Task` and stops early when it was overtaken."""
        self.cancel()
        self._handle = self._background.read(
            lambda task: func(task, *args, **kwargs), owner=self._owner, watched=True
        )
        return self._handle

    def cancel(self) -> None:
        """Give up what was asked for last."""
        if self._handle is not None and not self._handle.is_over:
            self._handle.cancel()
        self._handle = None
