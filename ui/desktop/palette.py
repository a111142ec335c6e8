"""The command palette: finds records and commands in one list, by keyboard only.

Records come from an asynchronous search: a function that runs on a reading thread and returns hits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.actions import Action, ActionRegistry, keys_text
from ui.desktop.background import Background, Latest
from ui.desktop.widgets.labels import label, separator
from ui.desktop.widgets.popover import Popover
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["CommandPalette", "Hit", "matches"]

_WIDTH = 560
_TOP = 96
_LIST_HEIGHT = 44 * 8


@dataclass(frozen=True)
class Hit:
    """A record that the search found. type and id name it; icon: a shipped icon."""

    type: str
    id: Any
    title: str
    subtitle: str = ""
    icon: str = ""


Search = Callable[[str], Sequence[Hit]]


def matches(action: Action, text: str) -> bool:
    """Whether each typed word begins a word of the action's label or of its further words."""
    known = f"{action.label} {action.words}".casefold().split()
    return all(any(word.startswith(typed) for word in known) for typed in text.casefold().split())


class _SearchIcon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        icons.draw(QPainter(self), "search", 0, 0, color="text.secondary", size=18)


class CommandPalette(Popover):
    """Opens over the window; Enter runs or opens the marked line, Escape closes."""

    record_chosen = Signal(str, object)

    def __init__(self, registry: ActionRegistry, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._registry = registry
        self._latest: Latest[Sequence[Hit]] = Latest(background, self)
        self._search: Search | None = None
        self._where = ""
        self._hits: Sequence[Hit] = ()
        self._moved = False
        self.setAccessibleName(self.tr("Find a record or run a command"))
        self._text = QLineEdit()
        self._list = TwoLineList(self.tr("Found"), has_lines=False, inset=10)
        self._none = label(tone="secondary")
        self._lay_out()
        self._text.textChanged.connect(self._on_text)
        self._text.installEventFilter(self)
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        self._list.opened.connect(lambda _: self._choose(self._list.currentIndex().row()))

    def set_search(self, search: Search | None) -> None:
        """How records are found; called on a reading thread with the typed text."""
        self._search = search

    def open_for(self, where: str, text: str = "") -> None:
        """Open with the commands of the page `where` ("page:accounts")."""
        self._where = where
        self._hits = ()
        self._text.setText(text)
        self._text.selectAll()
        self._on_text(text)
        self.open_over(self._text)

    def place(self, room: QRect) -> QRect:
        """As high as its lines, up to eight of them, in the upper middle of the window."""
        width = min(_WIDTH, room.width() - 32)
        lines = min(self._list.full_height(), _LIST_HEIGHT) or 40
        return QRect((room.width() - width) // 2, _TOP, width, 49 + 6 + lines + 8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(1, 1, 1, 7)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 16, 8)
        top.setSpacing(10)
        self._text.setProperty("kind", "bare")
        self._text.setPlaceholderText(self.tr("Find a record or run a command"))
        self._text.setAccessibleName(self.tr("Find a record or run a command"))
        top.addWidget(_SearchIcon())
        top.addWidget(self._text, 1)
        column.addLayout(top)
        column.addWidget(separator())
        column.addSpacing(6)
        self._none.setContentsMargins(20, 8, 16, 8)
        column.addWidget(self._none)
        rows = QHBoxLayout()
        rows.setContentsMargins(6, 0, 6, 0)
        rows.addWidget(self._list)
        column.addLayout(rows, 1)
        self._list.keeps_colour = True
        self._list.setProperty("ground", "raised")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        self._moved = True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(6):
                self._list.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex().row())
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._moved = False
            return False
        return True

    def _on_text(self, text: str) -> None:
        text = text.strip()
        self._moved = False
        self._fill()
        if self._search is None or not text:
            self._latest.cancel()
            self._hits = ()
            self._fill()
            return
        self._latest.read(self._search, text).done(self._on_hits).failed(lambda _: self._on_hits(()))

    def _on_hits(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._fill()

    def _fill(self) -> None:
        text = self._text.text().strip()
        actions = [a for a in self._registry.palette_entries(self._where) if matches(a, text)]
        lines: list[TwoLine] = []
        if self._hits:
            lines.append(TwoLine("records", self.tr("Records"), is_heading=True))
            lines += [
                TwoLine(hit, hit.title, hit.subtitle, icon=hit.icon, round_icon=bool(hit.icon)) for hit in self._hits
            ]
        if actions:
            lines.append(TwoLine("commands", self.tr("Commands"), is_heading=True))
            lines += [_command(action) for action in actions]
        self._list.set_lines(lines)
        if not self._moved:
            # Hits that arrive later stand above the commands; the first line is what Enter means.
            self._list.setCurrentIndex(QModelIndex())
            self._list.step(1)
            self._list.scrollToTop()
        if self.isVisible():
            self.fit()
        self._none.setText(self.tr("Nothing is called “{text}” here.").format(text=text[:40]))
        self._none.setVisible(not lines)

    def _choose(self, row: int) -> None:
        lines = self._list.lines.lines
        if not 0 <= row < len(lines) or lines[row].is_heading:
            return
        chosen = lines[row].id
        self.close()
        if isinstance(chosen, Hit):
            self.record_chosen.emit(chosen.type, chosen.id)
        elif isinstance(chosen, Action):
            self._registry.run(chosen.id)


def _command(action: Action) -> TwoLine:
    keys = keys_text(action.shortcut) if action.shortcut else ""
    return TwoLine(action, action.label, right=keys, icon=action.icon, right_tone="text.hint")
