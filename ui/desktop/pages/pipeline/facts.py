"""Parts of the deal's pane: facts in two columns, what is known, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.labels import ElidedLabel, Tone, label, set_tone

__all__ = ["Facts", "IconLines"]

# The text of an editor ends 4 px inside its edge; words beside it end there too.
_INSET = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Facts(QWidget):
    """Names at the left, values ending on one right edge; a value is words or an editor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_INSET, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: QWidget, align: Qt.AlignmentFlag | None = None) -> QLabel:
        """Add a row; returns its name's label. align: for a value that does not fill its place."""
        row = self._grid.rowCount()
        title = label(name, tone="secondary")
        title.setMinimumHeight(26)
        title.setBuddy(value)
        self._grid.addWidget(title, row, 0)
        if align is None:
            self._grid.addWidget(value, row, 1)
        else:
            self._grid.addWidget(value, row, 1, align)
        return title

    def add_words(self, name: str) -> FactWords:
        """Add a row of plain words; it hides while there are none."""
        value = FactWords()
        value.title = self.add(name, value)
        return value


class FactWords(ElidedLabel):
    """The value of a fact, at the right; without words its row is not there."""

    def __init__(self) -> None:
        super().__init__()
        self.title: QLabel | None = None
        self.setAlignment(_RIGHT)
        self.setContentsMargins(0, 0, _INSET, 0)

    def show_words(self, words: str, tone: Tone = "primary", *, strong: bool = False) -> None:
        """Show the words, or hide the row."""
        self.setText(words)
        set_tone(self, tone, strong=strong)
        self.setVisible(bool(words))
        if self.title is not None:
            self.title.setVisible(bool(words))


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._icon, self._ink, self._ground = "circle", "line.control", ""
        self.setFixedSize(20, 20)

    def set_icon(self, icon: str, ink: str, ground: str) -> None:
        self._icon, self._ink, self._ground = icon, ink, ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        if self._ground:
            painting.rounded(painter, QRectF(0, 0, 20, 20), 10, current().color(self._ground))
        size = 12 if self._ground else 18
        icons.draw(painter, self._icon, (20 - size) / 2, (20 - size) / 2, color=self._ink, size=size)


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.mark = _Mark()
        self.title = label(wrap=True)
        self.second = label(size="small", tone="secondary", wrap=True)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


_LOOKS = {
    "done": ("check", "state.ok", "state.ok.soft"),
    "open": ("circle", "text.hint", ""),
    "warn": ("triangle-alert", "state.warn", "state.warn.soft"),
    "past": ("arrow-right", "text.secondary", "bg.hover"),
    "won": ("check", "state.ok", "state.ok.soft"),
    "lost": ("x", "state.bad", "state.bad.soft"),
}


class IconLines(QWidget):
    """Lines of (look, title, second line); filled anew without making widgets again."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def fill(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show these; look: done, open, warn, past, won or lost."""
        while len(self._lines) < len(lines):
            made = _Line()
            self._lines.append(made)
            self._column.addWidget(made)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(lines))
            if number < len(lines):
                look, title, second = lines[number]
                line.mark.set_icon(*_LOOKS[look])
                line.title.setText(title)
                line.second.setText(second)
                line.second.setVisible(bool(second))
        self.setVisible(bool(lines))
