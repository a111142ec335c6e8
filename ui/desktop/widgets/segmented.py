"""One of a few: "Board | List" as segments, or filters as pills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting

__all__ = ["Segmented"]

_Look = Literal["segments", "pills"]


class _Segment(QAbstractButton):
    def __init__(self, text: str, look: _Look, owner: Segmented) -> None:
        super().__init__(owner)
        self._look = look
        self._owner = owner
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        strong = current().font(self._size(), strong=True)
        pad = 16 if self._look == "segments" else 9
        width = QFontMetrics(strong).horizontalAdvance(self.text()) + 2 * pad
        return QSize(width, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        rect = QRectF(self.rect())
        radius = theme.radius("control") - 1 if self._look == "segments" else rect.height() / 2
        self._paint_ground(painter, theme, rect, radius)
        font, ink = self._font_and_ink(theme)
        painting.text(painter, rect, self.text(), theme.color(ink), font, Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            painting.focus_ring(painter, rect, radius)

    def _paint_ground(self, painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
        edge = theme.color("line.separator")
        if self.isChecked() and self._look == "segments":
            painting.rounded(painter, rect, radius, theme.color("bg.raised"), edge)
        elif self.isChecked():
            high = edge if theme.is_high_contrast else None
            painting.rounded(painter, rect, radius, theme.color("accent.soft"), high)
        elif self.underMouse():
            painting.rounded(painter, rect, radius, theme.color("bg.track"))

    def _font_and_ink(self, theme: Theme) -> tuple[QFont, str]:
        strong = theme.font(self._size(), strong=self.isChecked())
        if not self.isChecked():
            return strong, "text.secondary"
        return strong, "accent.text" if self._look == "pills" else "text.primary"

    def _size(self) -> str:
        return "small"


class Segmented(QWidget):
    """Exactly one of the options is chosen; arrow keys move, one tab stop for all."""

    chosen = Signal(int)

    def __init__(
        self,
        name: str,
        options: Sequence[str],
        look: _Look = "segments",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look: _Look = look
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        edge = 2 if look == "segments" else 0
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(2)
        for number, text in enumerate(options):
            segment = _Segment(text, look, self)
            segment.setAccessibleName(text)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(0)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def current(self) -> int:
        """Number of the chosen option."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose without telling."""
        self._group.button(number).setChecked(True)
        self._one_tab_stop()

    def set_text(self, number: int, text: str) -> None:
        """Change an option's words, such as its count."""
        button = self._group.button(number)
        button.setText(text)
        button.setAccessibleName(text)
        button.updateGeometry()
        button.update()

    def step(self, by: int) -> None:
        """Choose a neighbour and put the focus there."""
        number = (self.current + by) % len(self._group.buttons())
        self.choose(number)
        self._group.button(number).setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._look == "segments":
            theme = current()
            painter = QPainter(self)
            painting.smooth(painter)
            edge = theme.color("line.separator") if theme.is_high_contrast else None
            painting.rounded(painter, QRectF(self.rect()), theme.radius("control"), theme.color("bg.hover"), edge)

    def _on_clicked(self, number: int) -> None:
        self._one_tab_stop()
        self.chosen.emit(number)

    def _one_tab_stop(self) -> None:
        for button in self._group.buttons():
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
