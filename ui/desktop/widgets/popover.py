"""Something that stands over the window until it is answered or left.

It is a child of the window, not a window of its own: a translucent top-level window has black edges where
no compositor runs, and Wayland does not let us place one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Popover"]

_SHADOW = 12


class Popover(QWidget):
    """Covers the window; a click outside its body or Escape closes it, and the focus goes back."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._before: QWidget | None = None
        self.body = QWidget(self)
        over.installEventFilter(self)
        self.hide()

    def place(self, room: QRect) -> QRect:
        """Where the body stands in the window. Subclasses say it."""
        raise NotImplementedError

    def open_over(self, focus: QWidget) -> None:
        """Show it with the focus on one of its widgets."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Follow the window's size and the body's content."""
        self.setGeometry(self._over.rect())
        self.body.setGeometry(self.place(self.rect()))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002
        """Tab stays inside: what lies below is covered."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.body.geometry().contains(event.position().toPoint()):
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        body = QRectF(self.body.geometry())
        if not theme.is_high_contrast:
            alpha = 0.018 if theme.name == "light" else 0.06
            for spread in range(_SHADOW, 0, -2):
                around = body.adjusted(-spread, -spread + 3, spread, spread + 3)
                painting.rounded(painter, around, 8 + spread, painting.shade(alpha))
        radius = theme.radius("popover")
        painting.rounded(painter, body, radius, theme.color("bg.raised"), theme.color("line.separator"))
