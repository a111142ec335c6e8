"""The navigation rail at the left: what the role may see, Sync and Settings at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Rail", "RailItem"]

_LOW = 770
_LOWEST = 700


@dataclass(frozen=True)
class RailItem:
    """One page in the rail. label: already translated. at_foot: stands at the lower end."""

    id: str
    label: str
    icon: str
    at_foot: bool = False


class _Mark(QWidget):
    """The sign of the house."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(current().width("rail"), 48)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        left = (self.width() - 32) / 2
        painting.rounded(painter, QRectF(left, 10, 32, 28), 6, theme.color("accent.fill"))
        icons.draw(painter, "book-open", left + 8, 16, color="accent.on", size=16)


class _RailButton(QAbstractButton):
    def __init__(self, item: RailItem, rail: Rail) -> None:
        super().__init__(rail)
        self._item = item
        self._rail = rail
        self.badge = 0
        self.with_label = True
        self.setText(item.label)
        self.setAccessibleName(item.label)
        self.setToolTip(item.label)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(current().width("rail"), self._rail.pitch)

    def nextCheckState(self) -> None:
        """The shell says which page is in front, not the click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._rail.focus_neighbour(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        height = min(theme.height("rail_item"), self.height())
        box = QRectF(8, (self.height() - height) // 2, self.width() - 16, height)
        self._paint_ground(painter, box)
        ink = "accent.text" if self.isChecked() else "text.secondary"
        size = theme.icon_size("rail")
        top = box.y() + (6 if self.with_label else (height - size) / 2)
        icons.draw(painter, self._item.icon, (self.width() - size) / 2, top, color=ink, size=size)
        if self.with_label:
            words = QRectF(0, box.y() + 26, self.width(), 15)
            font = theme.font("micro", strong=self.isChecked())
            color = theme.color(ink)
            painting.text(painter, words, self._item.label, color, font, Qt.AlignmentFlag.AlignHCenter)
        if self.badge:
            self._paint_badge(painter, box)
        if self.hasFocus():
            painting.focus_ring(painter, box, theme.radius("control"))

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        theme = current()
        radius = theme.radius("control")
        if self.isChecked():
            painting.rounded(painter, box, radius, theme.color("accent.soft"))
            mark = QRectF(0, box.y() + 10, 3, box.height() - 20)
            painter.fillRect(mark, theme.color("accent.fill"))
        elif self.underMouse():
            painting.rounded(painter, box, radius, theme.color("bg.track"))

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        theme = current()
        words = str(self.badge) if self.badge < 100 else "99+"
        font = theme.font("micro", strong=True)
        font.setPixelSize(10)
        width = max(14, QFontMetrics(font).horizontalAdvance(words) + 8)
        place = QRectF(self.width() / 2 + 6, box.y() + 1, width, 14)
        painting.rounded(painter, place, 7, theme.color("state.warn"))
        ink = theme.color("bg.page")
        painting.text(painter, place, words, ink, font, Qt.AlignmentFlag.AlignHCenter)


class Rail(QWidget):
    """Buttons one above the other; arrow keys move among them, the chosen one is the tab stop."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pitch = current().height("rail_pitch")
        self._items = tuple(items)
        self._buttons: dict[str, _RailButton] = {}
        self.setFixedWidth(current().width("rail"))
        self.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addWidget(_Mark())
        column.addSpacing(4)
        for item in self.ordered():
            if item.at_foot and not any(button._item.at_foot for button in self._buttons.values()):
                column.addStretch(1)
            button = _RailButton(item, self)
            button.clicked.connect(lambda _=False, name=item.id: self.chosen.emit(name))
            self._buttons[item.id] = button
            column.addWidget(button)
        if not any(item.at_foot for item in items):
            column.addStretch(1)

    def ordered(self) -> list[RailItem]:
        """The items from top to bottom, those of the foot last; Alt+1 … Alt+9 count by it."""
        return sorted(self._items, key=lambda item: item.at_foot)

    def set_current(self, item_id: str) -> None:
        """Mark the page that is in front."""
        for name, button in self._buttons.items():
            is_current = name == item_id
            button.setChecked(is_current)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_current else Qt.FocusPolicy.NoFocus)

    def set_badge(self, item_id: str, count: int) -> None:
        """Show how many things wait on a page; 0 shows none."""
        button = self._buttons.get(item_id)
        if button is not None:
            button.badge = count
            words = self.tr("{page}, {count} to decide").format(page=button.text(), count=count)
            button.setAccessibleName(words if count else button.text())
            button.update()

    def fit_height(self, height: int) -> None:
        """Follow the rules for low windows: closer below 770 px, labels as tooltips below 700."""
        theme = current()
        self.pitch = theme.height("rail_pitch" if height >= _LOW else "rail_pitch_low_window")
        for button in self._buttons.values():
            button.with_label = height >= _LOWEST
            button.updateGeometry()
            button.update()

    def focus_neighbour(self, button: QAbstractButton, by: int) -> None:
        """Put the focus on the button above or below."""
        buttons: list[QAbstractButton] = list(self._buttons.values())
        buttons[(buttons.index(button) + by) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_height(self.window().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg.shell"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("line.separator"))
