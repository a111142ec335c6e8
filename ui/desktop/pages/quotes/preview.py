"""The quote as the customer will see it, drawn anew after each change."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sfa.clock import local_day
from sfa.errors import FieldbookError, StoreError
from sfa.quotes.pdf import render_quote
from sfa.quotes.printing import document_of
from sfa.quotes.view import QuoteView, Version
from sfa.workspace import Workspace
from ui.desktop import formats
from ui.desktop.background import Background, Latest
from ui.desktop.pages.quotes import words
from ui.desktop.printing import print_pdf
from ui.desktop.widgets.buttons import IconButton
from ui.desktop.widgets.labels import ElidedLabel
from ui.desktop.widgets.pdf_view import PdfView
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["PreviewPane"]

_DEBOUNCE = 120  # ms
_MOST_VERSIONS = 4


@dataclass(frozen=True)
class _Paper:
    data: bytes
    name: str
    size: str
    missing: str
    millis: int


class PreviewPane(QWidget):
    """Preview with print and save, and the versions of the quote below."""

    version_opened = Signal(object)
    """The id of another version of the quote."""
    told = Signal(str)
    """What was done: a file was saved."""
    failed = Signal(Exception)

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._background = background
        self._latest: Latest[_Paper] = Latest(background, self)
        self._quote: UUID | None = None
        self._paper: _Paper | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DEBOUNCE)
        self._wait.timeout.connect(self._draw)
        self._head = SectionHead(self.tr("Preview"))
        self.print_button = IconButton("printer", self.tr("Print"))
        self.save_button = IconButton("download", self.tr("Save as PDF"))
        self.view = PdfView(background)
        self._caption = ElidedLabel(size="small", tone="hint")
        self._versions_head = SectionHead(self.tr("Versions"))
        self._versions = TwoLineList(self.tr("Versions of this quote"), has_lines=False, inset=8)
        self._lay_out()
        self.view.shown.connect(self._on_shown)
        self.print_button.clicked.connect(self.print)
        self.save_button.clicked.connect(self.save)
        self._versions.opened.connect(self.version_opened)
        self._versions.clicked.connect(
            lambda index: self.version_opened.emit(self._versions.lines.lines[index.row()].id)
        )

    def show_quote(self, quote: QuoteView) -> None:
        """Draw this quote soon; what stands there stays until then."""
        self._quote = quote.id
        self._show_versions(quote)
        if quote.lines:
            self._wait.start()
            return
        self._wait.stop()
        self._latest.cancel()
        self._paper = None
        self._set_ready(ready=False)
        self._caption.setText("")
        self._head.set_note("")
        self.view.clear(self.tr("With its first line the quote stands here as the customer will see it."))

    def clear(self) -> None:
        """Nothing is shown any more."""
        self._wait.stop()
        self._latest.cancel()
        self._quote = self._paper = None
        self.view.clear()

    def save(self) -> None:
        """Ask where, and save the PDF there."""
        if self._paper is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), self._paper.name, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save the PDF that is shown."""
        if self._paper is not None:
            work = self._background.read(_write, path, self._paper.data, owner=self)
            work.done(lambda _: self.told.emit(self.tr("Saved {name}").format(name=path.name)))
            work.failed(self.failed.emit)

    def print(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._paper is not None:
            print_pdf(self._paper.data, self._paper.name, self)

    def _lay_out(self) -> None:
        self._head.add(self.print_button)
        self._head.add(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 12)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        column.addWidget(self._caption)
        column.addWidget(self._versions_head)
        column.addWidget(self._versions)
        self.setMinimumWidth(300)
        self._set_ready(ready=False)

    def _draw(self) -> None:
        if self._quote is not None:
            work = self._latest.read(_paper_of, self._workspace, self._quote)
            work.done(self._on_drawn).failed(self._on_failed)

    def _on_drawn(self, paper: _Paper) -> None:
        self._paper = paper
        self._set_ready(ready=True)
        self.view.set_pdf(paper.data)

    def _on_shown(self, pages: int) -> None:
        if self._paper is None:
            return
        self._head.set_note(f"{self._paper.size} · {self._pages(pages)}")
        if self._paper.missing:
            text = self.tr("No font has these signs, they print as boxes: {signs}").format(signs=self._paper.missing)
        else:
            text = self.tr("Preview follows every change, last drawn in {ms} ms").format(ms=self._paper.millis)
        self._caption.setText(text)

    def _pages(self, count: int) -> str:
        return self.tr("1 page") if count == 1 else self.tr("{count} pages").format(count=count)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, FieldbookError):
            self.view.clear(error.message)

    def _set_ready(self, *, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _show_versions(self, quote: QuoteView) -> None:
        lines = [self._version_line(version) for version in quote.versions]
        self._versions.set_lines(lines)
        self._versions.select(quote.id)
        shown = lines[:_MOST_VERSIONS]
        self._versions.setFixedHeight(min(self._versions.full_height(), 44 * len(shown)) + 2)
        several = len(lines) > 1
        self._versions_head.setVisible(several)
        self._versions.setVisible(several)

    def _version_line(self, version: Version) -> TwoLine:
        day = formats.day(local_day(version.at, self._workspace.user.zone))
        title = self.tr("Version {number}, {state}").format(
            number=version.revision, state=words.state_name(version.state).lower()
        )
        second = " · ".join(part for part in (day, version.by) if part)
        return TwoLine(version.id, title, second, right=formats.money(version.total))


def _paper_of(workspace: Workspace, quote_id: UUID) -> _Paper:
    began = time.perf_counter()
    with workspace.reading() as session:
        document = document_of(session, workspace.actor, quote_id)
    result = render_quote(document)
    version = f"-v{document.revision}" if document.revision > 1 else ""
    millis = round((time.perf_counter() - began) * 1000)
    missing = " ".join(result.missing)[:60]
    return _Paper(result.data, f"{document.number}{version}.pdf", document.paper.value, missing, millis)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StoreError(f"{path.name} could not be written there.", details=str(error)) from error
