"""The day for the phone: a code that opens directions to the next stop, the route as a file, the day on paper."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sfa.visits import phone
from sfa.visits.queries import DayView
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.popover import Popover

__all__ = ["PhonePopover", "QrCode"]

_WIDTH = 336
_CODE = 228


class QrCode(QWidget):
    """A QR code, dark on white in every theme, on whole pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

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


class PhonePopover(Popover):
    """Opens over the window at the place it is asked from."""

    gpx_asked = Signal()
    sheet_asked = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._anchor = QRect()
        self.setAccessibleName(self.tr("Send the day to the phone"))
        self._title = label(strong=True, wrap=True)
        self._advice = label(size="small", tone="secondary", wrap=True)
        self.code = QrCode()
        self.gpx = Button(self.tr("Save GPX"), icon="route")
        self.sheet = Button(self.tr("Save day sheet"), icon="printer")
        self.gpx.clicked.connect(self.gpx_asked)
        self.sheet.clicked.connect(self.sheet_asked)
        for button in (self.gpx, self.sheet):
            button.clicked.connect(self.close)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._advice)
        row = QHBoxLayout()
        row.addWidget(self.gpx)
        row.addWidget(self.sheet)
        row.addStretch(1)
        column.addLayout(row)

    def open_at(self, anchor: QRect, view: DayView) -> None:
        """Show it below `anchor` (in the window) for what is next on that day."""
        self._anchor = anchor
        stop = phone.next_stop(view)
        self.code.show_text(phone.stop_link(stop) if stop else "")
        self.code.setVisible(stop is not None)
        if stop is None:
            self._title.setText(self.tr("No stop of this day is still ahead on the map"))
            self._advice.setText(self.tr("The route and the sheet hold the whole day."))
        else:
            self._title.setText(self.tr("Directions to {account}").format(account=stop.visit.account))
            self._advice.setText(self.tr("Point the phone's camera at the code. The laptop sends nothing."))
        self.open_over(self.gpx)

    def place(self, room: QRect) -> QRect:
        """Below the button, inside the window."""
        height = self.body.sizeHint().height()
        left = min(self._anchor.right() - _WIDTH, room.right() - _WIDTH - 16)
        top = min(self._anchor.bottom() + 6, room.bottom() - height - 16)
        return QRect(max(16, left), max(16, top), _WIDTH, height)
