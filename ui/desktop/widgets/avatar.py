"""A person or a company as initials on a round or square ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets import painting

__all__ = ["Avatar", "initials", "paint_avatar"]


def initials(name: str) -> str:
    """Up to two capitals: first letters of the first and the last word ("Katarzyna Nowak" is "KN")."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    picked = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in picked).upper()


def paint_avatar(painter: QPainter, box: QRectF, name: str, *, own: bool = False, square: bool = False) -> None:
    """Paint initials in `box`; own: the person at the screen, in the accent's colours."""
    theme = current()
    ground, ink = ("accent.soft", "accent.text") if own else ("bg.hover", "text.secondary")
    edge = theme.color("line.separator") if theme.is_high_contrast else None
    radius = theme.radius("card") if square else box.height() / 2
    painting.rounded(painter, box, radius, theme.color(ground), edge)
    size = "micro" if box.height() < 32 else "heading" if box.height() >= 40 else "small"
    font = theme.font(size, strong=True)
    painting.text(painter, box, initials(name), theme.color(ink), font, Qt.AlignmentFlag.AlignHCenter)


class Avatar(QWidget):
    """Initials as a widget; size in px."""

    def __init__(
        self,
        name: str,
        size: int = 28,
        *,
        own: bool = False,
        square: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._own = own
        self._square = square
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show another one."""
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.smooth(painter)
        box = QRectF(0, 0, self._size, self._size)
        paint_avatar(painter, box, self._name, own=self._own, square=self._square)
