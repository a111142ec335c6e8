"""A section: heading, count beside it, an act at the right; no box."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import label

__all__ = ["SectionHead"]


class SectionHead(QWidget):
    """The line above a section: name, count or words in grey, and widgets at the right."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, strong=True)
        self._note = label(note, "small", "secondary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)
        self.setMinimumHeight(32)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        """Change the grey words beside the heading."""
        self._note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def add_action(self, text: str, icon: str = "plus", shortcut: str = "") -> Button:
        """Put a quiet button at the right end, such as "+ Add  T"; returns it."""
        button = Button(text, "quiet", icon=icon, shortcut=shortcut, small=True)
        self.add(button)
        return button
