"""A form: fields one below the other, checked together; and text that is edited where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QStackedLayout, QWidget

from sfa.errors import FieldbookError
from ui.desktop.fields import Field
from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Form", "InlineEdit"]


class Form(QWidget):
    """Fields in rows; `values` gives all of them or shows what is wrong beside each."""

    changed = Signal()

    def __init__(self, rows: Sequence[Sequence[Field]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {field.name: field for row in rows for field in row}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        width = max((len(row) for row in rows), default=1)
        for line, row in enumerate(rows):
            for place, field in enumerate(row):
                span = width - len(row) + 1 if place == len(row) - 1 else 1
                grid.addWidget(field, line, place, 1, span)
                field.changed.connect(self.changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def field(self, name: str) -> Field:
        """A field by name. Raises KeyError."""
        return self._fields[name]

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; fields that are not named stay as they are. Messages go."""
        for name, value in values.items():
            self._fields[name].set_value(value)
            self._fields[name].show_error("")

    def values(self) -> dict[str, Any] | None:
        """All values by name; None if something is wrong, with the focus on the first such field."""
        wrong = [field for field in self._fields.values() if not field.check()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return {name: field.value() for name, field in self._fields.items()}

    def show_error(self, error: FieldbookError) -> bool:
        """Show a refusal beside the field that it names; False if the form has no such field."""
        field = self._fields.get(error.field)
        if field is None:
            return False
        field.show_error(error.message)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class _Shown(QWidget):
    """The text at rest: looks like a label, takes the focus, says that it can be edited."""

    asked = Signal()

    def __init__(self, owner: InlineEdit) -> None:
        super().__init__()
        self._owner = owner
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        rect = QRectF(self.rect())
        if self._owner.is_editable and self.underMouse():
            painting.rounded(painter, rect, theme.radius("key"), theme.color("bg.hover"))
        words = self._owner.text() or self._owner.placeholder
        ink = "text.primary" if self._owner.text() else "text.hint"
        font = theme.font(self._owner.size_name, strong=self._owner.strong)
        # A little lower, on the baseline that a label beside it has.
        painting.text(painter, rect.adjusted(4, 1, -4, 0), words, theme.color(ink), font, self._owner.align)
        if self.hasFocus():
            painting.focus_ring(painter, rect, theme.radius("key"))


class InlineEdit(QWidget):
    """Text that a click, F2 or Enter turns into an input; Enter or leaving takes it, Escape does not.

    The new text is only told: the page runs the act and sets the text from what was stored. Text starts
    4 px right of the widget's left edge.
    """

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        size: Literal["small", "base", "heading", "title"] = "base",
        strong: bool = False,
        placeholder: str = "",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.size_name = size
        self.strong = strong
        self.placeholder = placeholder or self.tr("Add")
        self.align = align
        self.is_editable = True
        self._name = name
        self._text = text
        self._shown = _Shown(self)
        self._input = QLineEdit()
        self._input.setProperty("kind", "cell")
        self._input.setFont(current().font(size, strong=strong))
        self._input.setAlignment(align)
        self._input.setAccessibleName(name)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._shown)
        self._stack.addWidget(self._input)
        self.setFixedHeight(36 if size == "title" else 28)
        self.setFocusProxy(self._shown)
        self._shown.asked.connect(self.begin)
        self._input.editingFinished.connect(self._on_finished)
        self._input.installEventFilter(self)
        self.set_text(text)

    def text(self) -> str:
        """What is stored and shown at rest."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show what is stored; text that is being edited stays."""
        self._text = text
        self._shown.setAccessibleName(f"{self._name}: {text}" if text else self._name)
        self._shown.setToolTip(text)
        self._shown.update()

    def set_editable(self, editable: bool) -> None:
        """Whether the person may change it; if not, it is no tab stop."""
        self.is_editable = editable
        policy = Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus
        self._shown.setFocusPolicy(policy)
        self._shown.setCursor(Qt.CursorShape.IBeamCursor if editable else Qt.CursorShape.ArrowCursor)

    def begin(self, text: str | None = None) -> None:
        """Turn into an input with all text selected; text: what was refused, instead of what is stored."""
        if not self.is_editable:
            return
        self._input.setText(self._text if text is None else text)
        self._stack.setCurrentWidget(self._input)
        self._input.setFocus()
        self._input.selectAll()

    @property
    def is_editing(self) -> bool:
        """Whether the input is open."""
        return self._stack.currentWidget() is self._input

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_ours = watched is self._input and event.type() == QEvent.Type.KeyPress
        if is_ours and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._input.setText(self._text)
            self._close()
            return True
        return super().eventFilter(watched, event)

    def _on_finished(self) -> None:
        if not self.is_editing:
            return
        typed = self._input.text().strip()
        self._close()
        if typed != self._text:
            self.edited.emit(typed)

    def _close(self) -> None:
        had_focus = self._input.hasFocus()
        self._stack.setCurrentWidget(self._shown)
        if had_focus:
            self._shown.setFocus(Qt.FocusReason.OtherFocusReason)
