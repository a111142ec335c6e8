"""Tabs with counts and a mark under the one in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["TabBar"]

_PAD = 12
_GAP = 6
_KEYED = 8


class TabBar(QTabBar):
    """A tab bar that paints itself; `currentChanged` tells of the change. Names are never shortened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def add(self, name: str, count: int | None = None) -> int:
        """Append a tab; the count stands beside the name in grey. Returns its number."""
        number = self.addTab(name)
        self.set_count(number, count)
        return number

    def set_count(self, number: int, count: int | None) -> None:
        """Change the count beside a tab's name; None shows none."""
        self.setTabData(number, "" if count is None else str(count))
        words = self.tabText(number) + ("" if count is None else f" {count}")
        self.setAccessibleTabName(number, words)
        self.setTabText(number, self.tabText(number))
        self.updateGeometry()
        self.update()

    def install_keys(self, page: QWidget) -> None:
        """Let Ctrl+1 … Ctrl+8 bring tabs to the front while the focus is in `page`."""
        for number in range(_KEYED):
            keys = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), page)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda number=number: self._on_key(number))

    def tabSizeHint(self, index: int) -> QSize:
        theme = current()
        width = QFontMetrics(theme.font(strong=True)).horizontalAdvance(self.tabText(index))
        count = self.tabData(index) or ""
        if count:
            width += _GAP + QFontMetrics(theme.font("small")).horizontalAdvance(count)
        return QSize(width + 2 * _PAD, theme.height("tab_bar"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        for number in range(self.count()):
            self._paint_tab(painter, number)

    def _paint_tab(self, painter: QPainter, number: int) -> None:
        theme = current()
        rect = self.tabRect(number)
        is_current = number == self.currentIndex()
        inner = QRectF(rect).adjusted(2, 3, -2, -6)
        if number == self._hovered and not is_current:
            painting.rounded(painter, inner, theme.radius("control"), theme.color("bg.hover"))
        font = theme.font(strong=is_current)
        ink = theme.color("text.primary" if is_current else "text.secondary")
        width = QFontMetrics(font).horizontalAdvance(self.tabText(number))
        count = self.tabData(number) or ""
        count_font = theme.font("small")
        count_width = QFontMetrics(count_font).horizontalAdvance(count) + _GAP if count else 0
        left = rect.x() + (rect.width() - width - count_width) / 2
        box = QRectF(left, rect.y(), width + 1, rect.height() - 3)
        painting.text(painter, box, self.tabText(number), ink, font)
        if count:
            box = QRectF(left + width + _GAP, rect.y(), count_width, rect.height() - 3)
            painting.text(painter, box, count, theme.color("text.hint"), count_font)
        if is_current:
            height = theme.line("tab_mark")
            mark = QRectF(rect.x() + 8, rect.bottom() + 1 - height, rect.width() - 16, height)
            painting.rounded(painter, mark, 1.5, theme.color("accent.fill"))
            if self.hasFocus():
                painting.focus_ring(painter, inner, theme.radius("control"))

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()

    def _on_key(self, number: int) -> None:
        if number < self.count() and self.isTabVisible(number):
            self.setCurrentIndex(number)
