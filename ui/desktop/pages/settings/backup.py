"""Back up to a file, and restore from one: what happens is said before it happens."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from sfa.store.safekeeping import BackupFacts, look_into
from ui.desktop import formats
from ui.desktop.context import Context
from ui.desktop.fields import TextField
from ui.desktop.pages.settings.reading import Backup, last_backup, make_backup
from ui.desktop.pages.settings.section import Section
from ui.desktop.pages.settings.words import size
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import frame, label
from ui.desktop.widgets.section import SectionHead

__all__ = ["BackupSection"]

_ENDING = ".backup"
_LOOK_MS = 150


class BackupSection(Section):
    """Restoring is asked of the app, which must close the store for it."""

    icon = "hard-drive"

    restore_requested = Signal(str, str)
    """(path of the backup, passphrase or recovery key, "" where none is needed)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.begin(
            self.tr("Backup and restore"),
            self.tr("A backup is one encrypted file with everything in it; it opens as the store does now."),
        )
        self.last = label(wrap=True)
        self.make = Button(self.tr("Back up to a file…"), "primary", icon="download", shortcut="Ctrl+S")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Backup"))
        self._far = label(size="small", tone="secondary")
        self._target = Path()
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._show_progress)
        self.column.addWidget(self.last)
        self.column.addWidget(self._bar)
        self.column.addWidget(self._far)
        self.add_buttons(self.make)
        self._add_restore()
        self.column.addStretch(1)
        self._bar.hide()
        self._far.hide()
        self.make.clicked.connect(self.save)

    def activate(self) -> None:
        self._read()

    def save(self) -> None:
        """Ask for the file, then back up to it."""
        day = self.context.workspace.today().isoformat()
        proposed = str(Path.home() / f"fieldbook-{day}{_ENDING}")
        kinds = self.tr("Fieldbook backups (*{ending})").format(ending=_ENDING)
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Back up to"), proposed, kinds)
        if chosen:
            self._begin(Path(chosen))

    def choose_backup(self) -> None:
        """Ask for a backup, then say what restoring it means."""
        kinds = self.tr("Fieldbook backups (*{ending});;All files (*)").format(ending=_ENDING)
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Restore from"), str(Path.home()), kinds)
        if chosen:
            self._restore_error.hide()
            reading = self.context.background.read(look_into, Path(chosen), owner=self)
            reading.done(self._show_plan).failed(self._on_no_backup)

    # --- backing up ---

    def _begin(self, target: Path) -> None:
        self._target = target if target.suffix else target.with_suffix(_ENDING)
        self.make.setEnabled(False)
        self.show_error(None)
        self._bar.setRange(0, max(1, self.context.workspace.store.path.stat().st_size // 1024))
        self._bar.setValue(0)
        self._far.setText(self.tr("Backing up…"))
        self._bar.show()
        self._far.show()
        self._looking.start()
        handle = self.context.background.write(make_backup, self.context.workspace, self._target, owner=self)
        handle.done(self._on_made).failed(self._on_failed)

    def _show_progress(self) -> None:
        draft = self._target.with_name(self._target.name + ".part")
        try:
            written = draft.stat().st_size
        except OSError:
            return
        self._bar.setValue(min(self._bar.maximum(), written // 1024))
        words = self.tr("Backing up: {done} of {total}")
        self._far.setText(words.format(done=size(written), total=size(self._bar.maximum() * 1024)))

    def _on_made(self, made: Backup) -> None:
        self._end()
        self._show_last(made)
        words = self.tr("Backed up {size} to {file}").format(size=size(made.size), file=Path(made.path).name)
        self.done_told.emit(words, False)  # noqa: FBT003

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.show_error(error)

    def _end(self) -> None:
        self._looking.stop()
        self._bar.hide()
        self._far.hide()
        self.make.setEnabled(True)

    def _read(self) -> None:
        self.context.background.read(last_backup, self.context.workspace, owner=self).done(self._show_last)

    def _show_last(self, made: Backup | None) -> None:
        if made is None:
            self.last.setText(self.tr("No backup has been made on this laptop yet."))
            return
        words = self.tr("Last backup: {when}, {size}, {file}")
        self.last.setText(words.format(when=self._moment(made), size=size(made.size), file=made.path))

    def _moment(self, made: Backup | BackupFacts) -> str:
        moment = made.at if isinstance(made, Backup) else made.made_at
        local = moment.astimezone(ZoneInfo(self.context.workspace.user.zone))
        return f"{formats.day(local.date())} {formats.time(local)}"

    # --- restoring ---

    def _add_restore(self) -> None:
        self.choose = Button(self.tr("Choose a backup…"), icon="folder-open")
        self.choose.clicked.connect(self.choose_backup)
        self._restore_error = label(tone="bad", wrap=True)
        self.plan = frame("note")
        self.plan_words = label(wrap=True)
        self.secret = TextField("secret", self.tr("Passphrase or recovery key of the backup"))
        if isinstance(self.secret.input, QLineEdit):
            self.secret.input.setEchoMode(QLineEdit.EchoMode.Password)
        blank = self.tr("It may stay blank if this machine’s keyring holds the key.")
        self._blank = label(blank, "small", "secondary", wrap=True)
        self.restore = Button(self.tr("Restore this backup"), "danger", icon="rotate-ccw")
        self.keep = Button(self.tr("Keep the present store"))
        self._chosen: BackupFacts | None = None
        column = QVBoxLayout(self.plan)
        column.setContentsMargins(12, 12, 12, 12)
        for part in (self.plan_words, self.secret, self._blank):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.column.addWidget(SectionHead(self.tr("Restore")))
        words = self.tr("A backup takes the place of this store. The store that is here now is kept beside it.")
        self.column.addWidget(label(words, tone="secondary", wrap=True))
        self.add_row(self.choose)
        self.column.addWidget(self._restore_error)
        self.column.addWidget(self.plan)
        self.plan.hide()
        self._restore_error.hide()
        self.restore.clicked.connect(self._on_restore)
        self.keep.clicked.connect(self.plan.hide)
        self.secret.committed.connect(lambda: self.secret.show_error(""))

    def _show_plan(self, found: BackupFacts) -> None:
        self._chosen = found
        words = self.tr(
            "{file}, {size}, written {when}. Fieldbook closes this store, puts the backup in its place and opens it."
            " What was done since the backup is only in the store that is kept beside it."
        )
        self.plan_words.setText(words.format(file=found.path.name, size=size(found.size), when=self._moment(found)))
        self.secret.setVisible(found.lock != "plain")
        self._blank.setVisible(found.lock == "keyring")
        self.secret.set_value("")
        self.plan.show()
        # Enter pressed in haste must not throw the present store out.
        (self.keep if found.lock == "plain" else self.secret.editor).setFocus()

    def _on_no_backup(self, error: Exception) -> None:
        self.plan.hide()
        self._restore_error.setText(str(error))
        self._restore_error.show()

    def _on_restore(self) -> None:
        if self._chosen is None:
            return
        secret = self.secret.text()
        if self._chosen.lock == "passphrase" and not secret:
            self.secret.show_error(self.tr("This backup opens with a passphrase or its recovery key"))
            self.secret.editor.setFocus()
            return
        self.restore_requested.emit(str(self._chosen.path), secret)
