"""What was just done, in a sentence, with Undo; at the bottom left of the page, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.desktop import icons
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting
from ui.desktop.widgets.buttons import LinkButton

__all__ = ["Toast"]

_HEIGHT = 38
_ICON = 16


class _UndoLink(LinkButton):
    def _font(self, theme: Theme) -> QFont:
        return theme.font(strong=True)


class _Icon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "check"
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        icons.draw(painter, self.name, 0, 0, color="toast.action", size=_ICON)


class Toast(QWidget):
    """Child of the widget over whose lower left corner it appears; stays while the mouse is on it."""

    undo_asked = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._icon = _Icon()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = _UndoLink(self.tr("Undo") + "  Ctrl Z", tone="toast.action")
        self._undo.setAccessibleName(self.tr("Undo"))
        self._undo.clicked.connect(self._on_undo)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 12, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addSpacing(16)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is or was shown last."""
        return self._words.text()

    def show_done(self, sentence: str, *, undo: bool = False, icon: str = "check") -> None:
        """Say what was done for some seconds; a newer sentence takes the place of the older one."""
        theme = current()
        self._words.setText(sentence)
        # The style sheet's label colour is that of the page, not of the toast.
        self._words.setStyleSheet(f"color: {theme.hex('toast.text')};")
        self._icon.name = icon
        self._undo.setVisible(undo)
        self.setAccessibleName(sentence)
        self._row.activate()
        self.resize(min(self.sizeHint().width(), max(200, self._over.width() - 32)), _HEIGHT + 6)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(theme.motion("toast_stays_ms"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT + 6)

    def hideEvent(self, event: QEvent) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._timer.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isVisible():
            self._timer.start(current().motion("toast_stays_ms"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        body = QRectF(0, 0, self.width(), _HEIGHT)
        if not theme.is_high_contrast:
            painting.rounded(painter, body.translated(0, 3), 8, painting.shade(0.18))
        painting.rounded(painter, body, 8, theme.color("toast.bg"))

    def _place(self) -> None:
        self.move(16, self._over.height() - self.height() - 12)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_asked.emit()
