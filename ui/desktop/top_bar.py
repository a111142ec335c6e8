"""The bar above the page: title, what is shown, search, time, bell, person."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.actions import keys_text
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.avatar import paint_avatar
from ui.desktop.widgets.buttons import IconButton
from ui.desktop.widgets.chips import paint_key
from ui.desktop.widgets.labels import ElidedLabel, label

__all__ = ["TopBar"]


class _SearchBox(QAbstractButton):
    """Looks like an input and opens the palette; typing happens there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("Find a record or run a command"))
        self.setAccessibleName(self.text())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        rect = QRectF(self.rect())
        edge = theme.color("line.control" if self.underMouse() else "line.separator")
        painting.rounded(painter, rect, theme.radius("control"), theme.color("bg.page"), edge)
        icons.draw(painter, "search", 8, (self.height() - 16) / 2, color="text.secondary")
        key_left = paint_key(painter, self.width() - 8, self.height() / 2, keys_text("Ctrl+K"))
        box = QRectF(32, 0, key_left - 40, self.height())
        painting.text(painter, box, self.text(), theme.color("text.secondary"), theme.font())
        if self.hasFocus():
            painting.focus_ring(painter, rect, theme.radius("control"))


class _Person(QAbstractButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(34, 34)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(self.tr("You"))

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        paint_avatar(painter, QRectF(3, 3, 28, 28), self.accessibleName(), own=True)
        if self.hasFocus():
            painting.focus_ring(painter, QRectF(self.rect()), 17)


class TopBar(QWidget):
    """48 px; the search box keeps to the middle while there is room."""

    search_asked = Signal()
    bell_asked = Signal()
    person_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(current().height("top_bar"))
        self._title = label(size="heading", strong=True)
        self._subtitle = ElidedLabel(tone="secondary")
        self._clock = label(size="small", tone="secondary")
        self._bell = IconButton("bell", self.tr("Notifications"))
        self._person = _Person(self)
        self._action: QWidget | None = None
        self.search = _SearchBox(self)
        self._left, self._right = QWidget(self), QWidget(self)
        self._left_row, self._right_row = QHBoxLayout(self._left), QHBoxLayout(self._right)
        self._lay_out()
        self.search.clicked.connect(self.search_asked)
        self._bell.clicked.connect(self.bell_asked)
        self._person.clicked.connect(self.person_asked)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name of the page and what it shows."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setToolTip(subtitle)
        self._place()

    def set_clock(self, words: str) -> None:
        """The time, as it should be read; empty hides it."""
        self._clock.setText(words)
        self._clock.setVisible(bool(words))
        self._place()

    def set_person(self, name: str) -> None:
        """Who works here."""
        self._person.set_name(name)

    def set_action(self, widget: QWidget | None) -> None:
        """Show what the page in front puts at the right, in place of that of the page before."""
        if self._action is widget:
            return
        if self._action is not None:
            self._right_row.removeWidget(self._action)
            self._action.hide()
        self._action = widget
        if widget is not None:
            self._right_row.insertWidget(0, widget)
            widget.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg.shell"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line.separator"))

    def minimumSizeHint(self) -> QSize:
        return QSize(480, self.height())

    def _lay_out(self) -> None:
        self._left_row.setContentsMargins(0, 0, 0, 0)
        self._left_row.setSpacing(12)
        self._left_row.addWidget(self._title)
        self._left_row.addWidget(self._subtitle, 1)
        self._right_row.setContentsMargins(0, 0, 0, 0)
        self._right_row.setSpacing(8)
        for widget in (self._clock, self._bell, self._person):
            self._right_row.addWidget(widget)
        self._clock.hide()

    def _place(self) -> None:
        """Search in the middle; narrower or moved where the sides need the room."""
        theme = current()
        edge, room = theme.space[-1], self.height() - 1
        self._right_row.activate()
        right_width = self._right_row.sizeHint().width()
        right = self.width() - right_width - 14
        self._right.setGeometry(right, 0, right_width, room)
        words = self._title.sizeHint().width() + 12 + min(160, self._subtitle.sizeHint().width())
        first, last = edge + words + 24, right - 24
        width = max(140, min(theme.width("search"), last - first))
        x = max(first, min(round(self.width() / 2 - width / 2), last - width))
        height = theme.height("button")
        self.search.setGeometry(x, (room - height) // 2, width, height)
        self._left.setGeometry(edge, 0, x - edge - 16, room)
