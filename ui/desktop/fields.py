"""Editors in a form: a label above, the input, a message line below that keeps its room.

Each field gives its value or raises `BadInput` in a sentence; `Form` collects both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sfa.errors import BadInput
from sfa.money import Money
from ui.desktop import formats, icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.combo import ComboBox
from ui.desktop.widgets.labels import label

__all__ = [
    "ChoiceField",
    "DateField",
    "DecimalField",
    "Field",
    "MoneyField",
    "NumberField",
    "TextField",
]

_MESSAGE_HEIGHT = 18


class _Message(QWidget):
    """The line below an input; it keeps its room when empty, so that forms do not jump."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.text = words
        self._is_error = False
        self.setFixedHeight(_MESSAGE_HEIGHT)

    def show_words(self, words: str, *, is_error: bool) -> None:
        self.text, self._is_error = words, is_error
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        ink = "state.bad" if self._is_error else "text.hint"
        left = 0
        if self._is_error:
            icons.draw(painter, "circle-alert", 0, 3, color=ink, size=12)
            left = 17
        box = self.rect().adjusted(left, 0, 0, 0)
        painting.text(painter, box, self.text, theme.color(ink), theme.font("small"))


class Field(QWidget):
    """Label, input, message. Subclasses make the input and translate between it and the value.

    name: what `BadInput.field` and the form's values call it. hint: grey words below while all is well.
    """

    changed = Signal()
    """The person changed the input."""
    committed = Signal()
    """The person left the input or pressed Enter."""

    def __init__(
        self,
        name: str,
        title: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.required = required
        self._hint = hint
        self.editor = editor
        self._label = label(title, "small", "secondary")
        self._label.setBuddy(editor)
        self._message = _Message(hint)
        editor.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._message)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(editor)

    @property
    def title(self) -> str:
        """The words above the input."""
        return self._label.text()

    @property
    def message(self) -> str:
        """The words below the input."""
        return self._message.text

    def value(self) -> Any:
        """What was entered, None if nothing. Raises BadInput with what would be right."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without telling; None empties the input."""
        raise NotImplementedError

    def show_error(self, sentence: str) -> None:
        """Say below the input what is wrong; an empty sentence takes it back."""
        self._message.show_words(sentence or self._hint, is_error=bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint)
        self.editor.setProperty("invalid", "true" if sentence else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def check(self) -> bool:
        """Show what is wrong with the input, if anything; whether it is right."""
        try:
            value = self.value()
        except BadInput as error:
            self.show_error(error.message)
            return False
        missing = self.required and value in (None, "")
        self.show_error(self.tr("{name} is needed").format(name=self.title) if missing else "")
        return not missing

    def _on_changed(self) -> None:
        # An error goes while it is being mended; it comes back when the field is left.
        if self.editor.property("invalid") == "true":
            self.show_error("")
        self.changed.emit()

    def _on_committed(self) -> None:
        self.check()
        self.committed.emit()


class TextField(Field):
    """One line of text, or several with lines > 1. The value is stripped; empty is ""."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        self.input: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else _Text(lines)
        super().__init__(name, title, self.input, required=required, hint=hint, parent=parent)
        self.input.setPlaceholderText(placeholder)
        self.input.textChanged.connect(self._on_changed)
        if isinstance(self.input, QLineEdit):
            self.input.editingFinished.connect(self._on_committed)
        elif isinstance(self.input, _Text):
            self.input.left.connect(self._on_committed)

    def text(self) -> str:
        """What stands in the input, as typed."""
        return self.input.text() if isinstance(self.input, QLineEdit) else self.input.toPlainText()

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self.input):
            if isinstance(self.input, QLineEdit):
                self.input.setText(self._show(value))
                self.input.setCursorPosition(0)
            else:
                self.input.setPlainText(self._show(value))

    def _show(self, value: Any) -> str:
        return "" if value is None else str(value)


class _Text(QPlainTextEdit):
    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 20 + 14)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class DecimalField(TextField):
    """A number by the locale. digits: decimals to show; least and most: what it may be."""

    def __init__(
        self,
        name: str,
        title: str,
        *,
        digits: int | None = None,
        least: Decimal | None = None,
        most: Decimal | None = None,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, title, required=required, hint=hint, parent=parent)
        self._digits = digits
        self._least = least
        self._most = most

    def value(self) -> Any:
        typed = self.text().strip()
        if not typed:
            return None
        number = formats.parse_number(typed)
        if self._least is not None and number < self._least:
            raise BadInput(self.tr("At least {number}").format(number=formats.decimal(self._least)))
        if self._most is not None and number > self._most:
            raise BadInput(self.tr("At most {number}").format(number=formats.decimal(self._most)))
        return number

    def _show(self, value: Any) -> str:
        return "" if value is None else formats.decimal(value, self._digits)


class NumberField(DecimalField):
    """A whole number."""

    def value(self) -> Any:
        number = super().value()
        if number is None:
            return None
        if number != number.to_integral_value():
            raise BadInput(self.tr("A whole number, such as {sample}").format(sample=int(number)))
        return int(number)


class MoneyField(DecimalField):
    """An amount of one currency; the value is `Money`."""

    def __init__(
        self,
        name: str,
        title: str,
        currency: str,
        *,
        least: Decimal | None = None,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, title, least=least, required=required, hint=hint, parent=parent)
        self.currency = currency

    def value(self) -> Any:
        number = super().value()
        return None if number is None else Money.of(number, self.currency)

    def _show(self, value: Any) -> str:
        return "" if value is None else formats.decimal(value.value)


class DateField(TextField):
    """A date that is typed by the locale, or picked from a calendar with Alt+Down.

    today: asked when a date is typed without a year or in words.
    """

    def __init__(
        self,
        name: str,
        title: str,
        today: Callable[[], date],
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, title, required=required, hint=hint, parent=parent)
        self._today = today
        self._calendar: QCalendarWidget | None = None
        assert isinstance(self.input, QLineEdit)
        action = self.input.addAction(
            icons.icon("calendar", "text.secondary"), QLineEdit.ActionPosition.TrailingPosition
        )
        action.setText(self.tr("Choose a date"))
        action.triggered.connect(self.open_calendar)
        self.input.installEventFilter(self)

    def value(self) -> Any:
        typed = self.text().strip()
        return formats.parse_date(typed, self._today()) if typed else None

    def open_calendar(self) -> None:
        """Show the calendar below the input."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setAccessibleName(self.title)
            self._calendar.setGridVisible(False)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.activated.connect(self._on_picked)
            self._calendar.clicked.connect(self._on_picked)
        try:
            shown = self.value() or self._today()
        except BadInput:
            shown = self._today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.move(self.input.mapToGlobal(QPoint(0, self.input.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _show(self, value: Any) -> str:
        return "" if value is None else formats.typed_date(value)

    def _on_picked(self, picked: QDate) -> None:
        assert self._calendar is not None
        self._calendar.close()
        self.set_value(date(picked.year(), picked.month(), picked.day()))
        self._on_changed()
        self._on_committed()

    def _on_committed(self) -> None:
        if self.check() and self.value() is not None:
            self.set_value(self.value())
        self.committed.emit()


class ChoiceField(Field):
    """One of a few: (value, words). Without a value the placeholder stands there."""

    def __init__(
        self,
        name: str,
        title: str,
        options: Sequence[tuple[Any, str]] = (),
        *,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.input = ComboBox()
        super().__init__(name, title, self.input, required=required, hint=hint, parent=parent)
        self.input.setPlaceholderText(placeholder or self.tr("Select"))
        self._options: tuple[tuple[Any, str], ...] = ()
        self.set_options(options)
        self.input.currentIndexChanged.connect(self._on_changed)
        self.input.activated.connect(self._on_committed)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the chosen one stays if it is still offered."""
        kept = self.value()
        self._options = tuple(options)
        with QSignalBlocker(self.input):
            self.input.clear()
            self.input.addItems([words for _, words in options])
        self.set_value(kept)

    def value(self) -> Any:
        number = self.input.currentIndex()
        return self._options[number][0] if 0 <= number < len(self._options) else None

    def set_value(self, value: Any) -> None:
        values = [option for option, _ in self._options]
        with QSignalBlocker(self.input):
            self.input.setCurrentIndex(values.index(value) if value in values else -1)
