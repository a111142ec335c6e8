"""A short list to pick from by digit, arrow keys or mouse; one tab stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting

__all__ = ["Choice", "Choices"]

_ROW = 34
_CAP = 20


@dataclass(frozen=True)
class Choice:
    """One of them; hint: grey words at the right."""

    id: Any
    words: str
    hint: str = ""


class Choices(QWidget):
    """Digits 1 to 9 pick at once, Enter or a click picks the current one; letters are told as `typed`."""

    picked = Signal(object)
    typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._current = 0
        self._hovered = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is offered."""
        return self._choices

    @property
    def current_id(self) -> Any:
        """Id of the current choice, or None."""
        return self._choices[self._current].id if self._choices else None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer others; the first is the current one."""
        self._choices = tuple(choices)
        self.updateGeometry()
        self.choose(0)

    def choose(self, number: int) -> None:
        """Make one the current one without picking it."""
        self._current = min(max(0, number), max(0, len(self._choices) - 1))
        self._describe()
        self.update()

    def choose_id(self, choice_id: Any) -> None:
        """The same by id."""
        self.choose(next((i for i, one in enumerate(self._choices) if one.id == choice_id), self._current))

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._choices) * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, len(self._choices) * _ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.choose(self._current + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._choices:
            self._pick(self._current)
        elif not self._take_text(event.text()):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Letters written here are words, not shortcuts of the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text, modifiers = event.text(), event.modifiers()
            plain = not modifiers & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and text.isprintable() and text:
                event.accept()
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._pick(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        for number, choice in enumerate(self._choices):
            self._paint(painter, theme, QRect(0, number * _ROW, self.width(), _ROW), number, choice)

    def _paint(self, painter: QPainter, theme: Theme, row: QRect, number: int, choice: Choice) -> None:
        body = QRectF(row).adjusted(0, 1, 0, -1)
        is_current = number == self._current
        if is_current:
            painting.rounded(painter, body, theme.radius("control"), theme.color("accent.soft"))
        elif number == self._hovered:
            painting.rounded(painter, body, theme.radius("control"), theme.color("bg.hover"))
        if is_current and self.hasFocus():
            painting.focus_ring(painter, body, theme.radius("control"))
        cap = QRectF(8, row.y() + (row.height() - _CAP) / 2, _CAP, _CAP)
        painting.rounded(painter, cap, theme.radius("key"), theme.color("bg.page"), theme.color("line.separator"))
        digit = str(number + 1)
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text(painter, cap, digit, theme.color("text.secondary"), theme.font("micro"), middle)
        hint_font = theme.font("small")
        hint = QFontMetrics(hint_font).horizontalAdvance(choice.hint)
        said = QRectF(38, row.y(), row.width() - 38 - 8 - (hint + 12 if hint else 0), row.height())
        painting.text(painter, said, choice.words, theme.color("text.primary"), theme.font(strong=is_current))
        at = QRectF(row.width() - 10 - hint, row.y(), hint + 1, row.height())
        if hint:
            painting.text(painter, at, choice.hint, theme.color("text.secondary"), hint_font)

    def _take_text(self, text: str) -> bool:
        if text.isdigit() and text.isascii():
            if 1 <= int(text) <= len(self._choices):
                self._pick(int(text) - 1)
            return True
        if text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
            return True
        return False

    def _pick(self, number: int) -> None:
        self.choose(number)
        self.picked.emit(self._choices[number].id)

    def _row_at(self, y: float) -> int:
        row = int(y // _ROW)
        return row if 0 <= row < len(self._choices) else -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.update()

    def _describe(self) -> None:
        if not self._choices:
            self.setAccessibleDescription("")
            return
        choice = self._choices[self._current]
        said = f"{self._current + 1} {choice.words}"
        self.setAccessibleDescription(", ".join(part for part in (said, choice.hint) if part))
        if self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
