"""The day for the phone: a code that opens directions to the next stop, the route as a file, the day on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sfa.visits import phone
from sfa.visits.day_sheet import day_sheet, read_day_sheet
from sfa.visits.queries import DayView
from ui.desktop.context import Context
from ui.desktop.printing import print_pdf
from ui.desktop.widgets.buttons import RING, Button, IconButton
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.pdf_view import PdfView
from ui.desktop.widgets.popover import Popover

__all__ = ["QrCode", "SendToPhone"]

_WIDTH = 332
_SHEET_WIDTH = 620
_CODE = 232
_CODES, _SHEET = 0, 1


class QrCode(QWidget):
    """A QR code, dark on white in every theme, on whole pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """Rows of dark and light; none while there is nothing to show."""
        return self._modules

    def show_text(self, text: str) -> None:
        """Show the code of `text`; nothing for an empty one."""
        self._modules = phone.qr_matrix(text) if text else ()
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_CODE, _CODE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._modules:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        edge = min(self.width(), self.height()) // len(self._modules)
        left = (self.width() - edge * len(self._modules)) // 2
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * edge, left + y * edge, edge, edge), Qt.GlobalColor.black)


class SendToPhone(Popover):
    """Opens over the window at the place it is asked from; files are written in the background."""

    told = Signal(str)
    """A sentence for the toast."""
    failed = Signal(object)

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._anchor = QRect()
        self._view: DayView | None = None
        self._pdf = b""
        self.setAccessibleName(self.tr("Send the day to the phone"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_codes())
        self._stack.addWidget(self._make_sheet())
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def open_below(self, button: QWidget, view: DayView) -> None:
        """Show it below the widget it was asked from, for what is next on that day."""
        self._anchor = QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())
        self._view = view
        stop = phone.next_stop(view)
        self.code.show_text(phone.stop_link(stop) if stop else "")
        self.code.setVisible(stop is not None)
        if stop is None:
            self._title.setText(self.tr("No stop still ahead lies on the map"))
            self._advice.setText(self.tr("The route and the sheet hold the whole day."))
        else:
            self._title.setText(self.tr("Directions to {account}").format(account=stop.visit.account))
            self._advice.setText(self.tr("Point the phone's camera at the code. The laptop sends nothing."))
        self._stack.setCurrentIndex(_CODES)
        self.open_over(self.gpx)

    def place(self, room: QRect) -> QRect:
        """Below the button, inside the window; the sheet takes the height there is."""
        if self._stack.currentIndex() == _SHEET:
            width, height = min(_SHEET_WIDTH, room.width() - 32), room.height() - 48
            return QRect(room.right() - width - 16, 24, width, height)
        height = self._codes.sizeHint().height()
        left = min(self._anchor.right() - _WIDTH, room.right() - _WIDTH - 16)
        top = min(self._anchor.bottom() + 6, room.bottom() - height - 16)
        return QRect(max(16, left), max(16, top), _WIDTH, height)

    def preview(self) -> None:
        """Show the day sheet, to be saved or printed."""
        if self._view is None:
            return
        work = self._context.background.read(_paper, self._context, self._view, owner=self)
        work.done(self._on_paper).failed(self.failed.emit)

    def save_gpx(self, path: Path) -> None:
        """Write the day's route there."""
        assert self._view is not None
        self._save(path, phone.day_gpx(self._view).encode())

    def save_sheet(self, path: Path) -> None:
        """Write the day sheet there."""
        self._save(path, self._pdf)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab goes round among what can be pressed here."""
        stops = [one for one in self._stops if one.isVisible()]
        if not stops:
            return True
        focus = self.focusWidget()
        place = stops.index(focus) if focus in stops else -1
        stops[(place + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex() == _SHEET:
            self._show(_CODES)
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)
        event.accept()

    # --- acting ---

    def _on_paper(self, data: bytes) -> None:
        self._pdf = data
        self.pages.set_pdf(data)
        self._show(_SHEET)
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, which: int) -> None:
        # Else hiding the page asks for the next stop, which is about to be hidden too.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentIndex(which)
        self.fit()

    def _on_gpx(self) -> None:
        path = self._ask("gpx", self.tr("Save route"), "GPX (*.gpx)")
        if path is not None:
            self.save_gpx(path)

    def _on_save_sheet(self) -> None:
        path = self._ask("pdf", self.tr("Save day sheet"), "PDF (*.pdf)")
        if path is not None:
            self.save_sheet(path)

    def _on_print(self) -> None:
        assert self._view is not None
        if print_pdf(self._pdf, phone.file_name(self._view, "pdf"), self.window()):
            self.told.emit(self.tr("The day sheet is being printed"))
            self.close()

    def _ask(self, ending: str, title: str, kinds: str) -> Path | None:
        assert self._view is not None
        name, _ = QFileDialog.getSaveFileName(self, title, phone.file_name(self._view, ending), kinds)
        return Path(name) if name else None

    def _save(self, path: Path, data: bytes) -> None:
        work = self._context.background.read(_written, path, data, owner=self)
        work.done(lambda name: self.told.emit(self.tr("Saved {name}").format(name=name)))
        work.failed(self.failed.emit)
        self.close()

    # --- made once ---

    def _make_codes(self) -> QWidget:
        self._title = label(strong=True, wrap=True)
        self._advice = label(size="small", tone="secondary", wrap=True)
        self.code = QrCode()
        self.gpx = Button(self.tr("Save GPX"), icon="route")
        self.gpx.clicked.connect(self._on_gpx)
        self.sheet = Button(self.tr("Day sheet"), icon="printer")
        self.sheet.clicked.connect(self.preview)
        self._codes = QWidget()
        column = QVBoxLayout(self._codes)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._advice)
        row = QHBoxLayout()
        row.setContentsMargins(-RING, 0, -RING, 0)
        row.setSpacing(4)
        row.addWidget(self.gpx)
        row.addWidget(self.sheet)
        row.addStretch(1)
        column.addLayout(row)
        return self._codes

    def _make_sheet(self) -> QWidget:
        self.pages = PdfView(self._context.background)
        self.pages.setAccessibleName(self.tr("Day sheet"))
        self.print = Button(self.tr("Print"), "primary", icon="printer")
        self.print.clicked.connect(self._on_print)
        self.save_pdf = Button(self.tr("Save as PDF"), icon="file-down")
        self.save_pdf.clicked.connect(self._on_save_sheet)
        self.shut = IconButton("x", self.tr("Close"))
        self.shut.clicked.connect(self.close)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(self.tr("Day sheet"), "heading", strong=True))
        row.addStretch(1)
        for button in (self.save_pdf, self.print, self.shut):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        return page

    @property
    def _stops(self) -> tuple[QWidget, ...]:
        return (self.gpx, self.sheet, self.save_pdf, self.print, self.shut, self.pages)


def _paper(context: Context, view: DayView) -> bytes:
    """The day sheet as a PDF, on a reading thread."""
    with context.workspace.reading() as session:
        sheet = read_day_sheet(session, context.workspace.actor, view, miles=context.miles)
    return day_sheet(sheet).data


def _written(path: Path, data: bytes) -> str:
    """Write the file; returns its name."""
    from sfa.errors import BadInput

    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be written there.", details=str(error)) from error
    return path.name
