"""A combo box with the house's chevron."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["ComboBox"]


class ComboBox(QComboBox):
    """The wheel changes it only while it has the focus, so that a form can be scrolled over it.

    quiet: with a light edge, beside buttons and a search line instead of in a form.
    """

    def __init__(self, parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__(parent)
        if quiet:
            self.setProperty("kind", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        chosen = self.currentIndex() >= 0
        words = self.currentText() if chosen else self.placeholderText()
        ink = theme.color("text.primary" if chosen and self.isEnabled() else "text.hint")
        painting.smooth(painter)
        # On the baseline of its neighbours: inputs in a form, small labels in a toolbar.
        top_pad = 0 if self.property("kind") == "quiet" else 1
        painting.text(painter, self.rect().adjusted(11, top_pad, -30, 0), words, ink, theme.font())
        left, top = self.width() - 26, (self.height() - 16) / 2
        icons.draw(painter, "chevron-down", left, top, color="text.secondary")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
