"""Start-up: the one place where everything is put together.

The window comes first; the store is opened on a reading thread and the shell takes the window's place.
"""

from __future__ import annotations

import base64
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from sfa.config import data_folder, default_store
from sfa.errors import FieldbookError, StoreMissing, WrongKey
from ui.desktop import chores, qt_guard, theme
from ui.desktop.background import Background
from ui.desktop.instance import Instance, call_first
from ui.desktop.opening import OpeningWindow

if TYPE_CHECKING:
    from sfa.jobs import Scheduler
    from sfa.store.events import Announcement
    from sfa.store.store import Store
    from sfa.workspace import Workspace
    from ui.desktop.pages.base import Page
    from ui.desktop.shell import Shell

__all__ = ["Desktop", "run_app", "run_demo"]

_CLOCK_MS = 20_000
_SETTLED_MS = 1_000


def run_app(store: str | None = None, user: str | None = None) -> int:
    """Open the app on a store; returns its exit code."""
    path = Path(store) if store else default_store()
    return _run(path, lambda secret: _open(path, secret), user)


def run_demo(open_demo: Callable[[], Store], path: Path, user: str) -> int:
    """Open the app on the demo as that user."""
    return _run(path, lambda _secret: open_demo(), user)


def _run(path: Path, open_store: Callable[[str | None], Store], user: str | None) -> int:
    refusal = qt_guard.refusal()
    if refusal:
        raise FieldbookError(refusal)
    app = make_application()
    if call_first(path):
        return 0
    desktop = Desktop(app, path, open_store, user)
    desktop.start()
    code = app.exec()
    desktop.end()
    return code


def make_application() -> QApplication:
    """The dressed application; there is one in a process."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QLocale.setDefault(QLocale.system())
    app.setApplicationName("Fieldbook")
    app.setWindowIcon(QIcon(str(resources.path("icons/book-open.svg"))))
    theme.apply(app)
    return app


def _open(path: Path, secret: str | None) -> Store:
    import os

    from sfa.store.store import Store

    return Store.open(path, secret=secret or os.environ.get("FIELDBOOK_PASSPHRASE") or None)


class Desktop(QObject):
    """The running app: opening window, then shell; ends with the last window."""

    _announced = Signal(object)
    _jobs_due = Signal()
    ready = Signal()
    """The shell is in front and its first page has been shown."""

    def __init__(
        self, app: QApplication, path: Path, open_store: Callable[[str | None], Store], user: str | None = None
    ) -> None:
        super().__init__()
        self._app = app
        self._path = path
        self._open_store = open_store
        self._user = user
        self.background = Background(self)
        self.opening = OpeningWindow()
        self.shell: Shell | None = None
        self.workspace: Workspace | None = None
        self._instance = Instance(path, self)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._show_clock)
        self._unsubscribe: Callable[[], None] | None = None
        self._crashes: QObject | None = None
        self._refusal: Exception | None = None
        self._is_demo = False
        self._scheduler: Scheduler | None = None
        self._connect()

    def start(self) -> None:
        """Show the window and open the store."""
        # What is made while starting stays; to look for garbage in it would take a tenth of the start.
        gc.disable()
        self.opening.show()
        QTimer.singleShot(0, self, self._begin)

    def end(self) -> None:
        """Keep where the window was, let writes finish, close the store."""
        gc.enable()
        self._clock.stop()
        self._stop_scheduler()
        self._instance.close()
        if self.shell is not None and self.workspace is not None:
            # Leaving a field keeps what was typed in it: that write must be asked for before the shutdown.
            self.shell.leave()
            geometry = base64.b64encode(self.shell.saveGeometry().data()).decode()
            self.workspace.store.remember("window", geometry)
        self.background.shutdown()
        self._close_store()

    def _connect(self) -> None:
        self._announced.connect(self._on_announced, Qt.ConnectionType.QueuedConnection)
        self._jobs_due.connect(self._run_jobs, Qt.ConnectionType.QueuedConnection)
        self._instance.called.connect(self._come_to_front)
        self.opening.passphrase_given.connect(self._begin)
        self.opening.store_wanted.connect(self._make_store)
        self.opening.demo_wanted.connect(self._enter_demo)
        self.opening.entered.connect(self._begin)

    # --- opening ---

    def _begin(self, secret: str = "") -> None:
        self.opening.show_waiting(self.tr("Opening Fieldbook…"))
        reading = self.background.read(chores.entered, self._open_store, secret or None, self._user, owner=self)
        reading.done(self._enter).failed(self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        from sfa.store.keys import PassphraseNeeded

        if isinstance(error, StoreMissing):
            self.opening.offer_first_store()
        elif isinstance(error, PassphraseNeeded):
            self.opening.ask_passphrase()
        elif isinstance(error, WrongKey) and not error.details:
            self.opening.ask_passphrase(error.message)
        elif isinstance(error, FieldbookError):
            self.opening.show_failure(error)

    def _make_store(self, company: str, passphrase: str) -> None:
        self.opening.show_waiting(self.tr("Making the store…"))
        making = self.background.write(chores.made, self._path, company, passphrase, owner=self)
        making.done(self.opening.show_recovery_key)
        making.failed(self._on_not_made)

    def _on_not_made(self, error: Exception) -> None:
        if isinstance(error, FieldbookError):
            self.opening.offer_first_store(error)

    def _enter_demo(self) -> None:
        from sfa.config import demo_folder
        from sfa.demo.build import DEMO_VERSION, PERSON_OF_ROLE, build, demo_day, open_demo

        path, day = demo_folder() / f"demo-{DEMO_VERSION}.db", demo_day()
        self._user = PERSON_OF_ROLE["rep"]

        def opened(_secret: str | None) -> Store:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                build(path, day)
            return open_demo(path, day)

        self._open_store = opened
        self._begin()

    def _enter(self, entered: chores.Entered) -> None:
        from ui.desktop.actions import ActionRegistry
        from ui.desktop.context import Context
        from ui.desktop.crash import CrashReporter
        from ui.desktop.rail_items import first_page, page_items
        from ui.desktop.shell import Shell

        self.workspace = workspace = entered.workspace
        self._is_demo = entered.is_open_to_all
        themes = theme.apply(self._app, entered.theme)
        context = Context(workspace, self.background, themes)
        role = workspace.actor.role
        self.shell = shell = Shell(page_items(context), ActionRegistry(role), self.background)
        crashes = CrashReporter(data_folder(), workspace.clock, shell.show_error, self)
        crashes.install()
        crashes.set_window(shell)
        self._crashes = crashes
        self._wire(shell, workspace)
        self._place(shell, entered.window)
        shell.show_page(first_page(role))
        shell.show()
        self.opening.hide()
        self._clock.start()
        self._show_clock()
        self._show_foot()
        if not self._is_demo:
            self.background.read(chores.started_scheduler, self._jobs_due.emit, owner=self).done(self._keep_scheduler)
        if self._refusal is not None:
            shell.show_error(self._refusal)
            self._refusal = None
        QTimer.singleShot(_SETTLED_MS, self, self._look_for_garbage_again)
        self.ready.emit()

    def _look_for_garbage_again(self) -> None:
        # What is there by now stays: going through it would stop the window for a tenth of a second.
        gc.freeze()
        gc.enable()

    def _wire(self, shell: Shell, workspace: Workspace) -> None:
        self._unsubscribe = workspace.announcements.subscribe(self._announced.emit)
        shell.undo_asked.connect(lambda: self._take_back(workspace.undo, self.tr("Undone: {}")))
        shell.redo_asked.connect(lambda: self._take_back(workspace.redo, self.tr("Done again: {}")))
        shell.foot_asked.connect(lambda _part: shell.show_page("settings"))
        shell.person_asked.connect(lambda: shell.show_page("settings"))
        shell.top_bar.set_person(workspace.user.name)
        shell.set_search(lambda text: chores.hits(workspace, text))
        shell.page_built.connect(self._on_page_built)

    def _on_page_built(self, page: Page) -> None:
        if page.name == "settings":
            page.restore_requested.connect(self._restore)  # type: ignore[attr-defined]

    def _place(self, shell: Shell, kept: str | None) -> None:
        if not (kept and shell.restoreGeometry(QByteArray(base64.b64decode(kept)))):
            shell.setGeometry(self.opening.geometry())

    # --- restoring a backup: the store is closed, exchanged and opened again ---

    def _restore(self, backup: str, secret: str) -> None:
        assert self.shell is not None
        self.shell.leave()
        self.opening.show()
        self.opening.show_waiting(self.tr("Restoring the backup…"))
        self.shell.deleteLater()
        self.shell = None
        self._clock.stop()
        restoring = self.background.write(
            chores.restored, self._take_workspace(), Path(backup), self._path, secret, owner=self
        )
        restoring.done(lambda _kept: self._begin(secret)).failed(self._on_not_restored)

    def _take_workspace(self) -> Workspace:
        assert self.workspace is not None
        workspace, self.workspace = self.workspace, None
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        return workspace

    def _on_not_restored(self, error: Exception) -> None:
        self._refusal = error
        self._begin()

    # --- while it runs ---

    def _on_announced(self, announcement: Announcement) -> None:
        if self.shell is not None:
            self.shell.announce(announcement)
            self._show_foot()

    def _keep_scheduler(self, scheduler: Scheduler) -> None:
        self._stop_scheduler()
        self._scheduler = scheduler

    def _stop_scheduler(self) -> None:
        if self._scheduler is not None:
            self._scheduler.stop()
            self._scheduler = None

    def _run_jobs(self) -> None:
        from sfa.jobs import run_due

        if self.shell is not None and self.workspace is not None:
            self.background.write(run_due, self.workspace.store, owner=self).failed(self.shell.show_error)

    def _take_back(self, how: Callable[[], str], told: str) -> None:
        assert self.shell is not None
        toast = self.shell.toast
        taking = self.background.write(how, owner=self)
        taking.done(lambda what: toast.show_done(told.format(what), undo=False)).failed(self.shell.show_error)

    def _show_clock(self) -> None:
        if self.shell is not None and self.workspace is not None:
            from zoneinfo import ZoneInfo

            from ui.desktop import formats

            now = self.workspace.clock.now().astimezone(ZoneInfo(self.workspace.user.zone))
            self.shell.top_bar.set_clock(formats.time(now))

    def _show_foot(self) -> None:
        assert self.workspace is not None
        self.background.read(chores.changes_kept, self.workspace, owner=self).done(self._fill_foot)

    def _fill_foot(self, changes: int) -> None:
        from ui.desktop.foot import FootPart

        if self.shell is None:
            return
        kept = QCoreApplication.translate("Foot", "Working offline: everything is on this laptop")
        parts = [
            FootPart("network", kept, "cloud-off"),
            FootPart("unsent", QCoreApplication.translate("Foot", "%n changes kept", "", changes)),
        ]
        if self._is_demo:
            parts.append(FootPart("demo", QCoreApplication.translate("Foot", "Demo: the key lies in a file")))
        self.shell.foot.set_parts(parts)

    def _come_to_front(self) -> None:
        window = self.shell or self.opening
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def _close_store(self) -> None:
        if self.workspace is not None:
            self._take_workspace().store.close()
