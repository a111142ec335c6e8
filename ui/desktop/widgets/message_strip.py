"""A strip at the top of a page: what went wrong or changed, what is kept, one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from sfa.errors import FieldbookError
from ui.desktop import icons
from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.buttons import IconButton, LinkButton
from ui.desktop.widgets.labels import label

__all__ = ["MessageStrip", "StripKind"]

StripKind = Literal["bad", "warn", "info"]

_LOOKS: dict[StripKind, tuple[str, str, str]] = {
    "bad": ("state.bad.soft", "state.bad", "circle-alert"),
    "warn": ("state.warn.soft", "state.warn", "clock"),
    "info": ("bg.hover", "text.secondary", "info"),
}


class MessageStrip(QWidget):
    """Hidden until it has something to say; the person can close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: StripKind = "info"
        self._icon = ""
        self._run: Callable[[], object] | None = None
        self._words = label(wrap=True)
        self._action = LinkButton("", strong=True)
        self._action.clicked.connect(self._on_action)
        self._close = IconButton("x", self.tr("Close"), small=True)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(38, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._words.text()

    def show_message(
        self,
        sentence: str,
        kind: StripKind = "info",
        *,
        icon: str = "",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Say `sentence`; an empty one hides the strip. run: what the action does."""
        self._kind, self._run = kind, run
        self._icon = icon or _LOOKS[kind][2]
        self._words.setText(sentence)
        self._action.setText(action)
        self._action.set_tone(_LOOKS[kind][1] if kind != "info" else "accent.text")
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        self.update()

    def show_error(self, error: Exception) -> None:
        """Say what a `FieldbookError` says. Other errors are the crash report's business."""
        if isinstance(error, FieldbookError):
            self.show_message(error.message, "bad")

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 38)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        ground, ink, _ = _LOOKS[self._kind]
        painter = QPainter(self)
        painting.smooth(painter)
        edge = theme.color(ink) if theme.is_high_contrast else None
        painting.rounded(painter, QRectF(self.rect()), theme.radius("card"), theme.color(ground), edge)
        icons.draw(painter, self._icon, 12, (self.height() - 16) / 2, color=ink, size=16)

    def _on_action(self) -> None:
        run = self._run
        self.hide()
        if run is not None:
            run()
