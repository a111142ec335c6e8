"""Buttons in four kinds, with an icon at the left and their key at the right; and quiet text links."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.desktop import icons
from ui.desktop.actions import keys_text
from ui.desktop.theme import Theme, current
from ui.desktop.widgets import painting

__all__ = ["RING", "Button", "IconButton", "Kind", "LinkButton"]

Kind = Literal["primary", "secondary", "quiet", "danger"]

RING = 3
"""Room in px around the visible button for the focus ring: 1 px gap and 2 px line."""

_PAD = 12
_GAP = 8


class Button(QPushButton):
    """A push button that paints itself from tokens.

    The widget is `RING` px larger than what is seen on each side. icon: name of a shipped icon. shortcut:
    portable text, shown as a hint only; the action itself owns the keys.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        *,
        icon: str = "",
        shortcut: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._icon = icon
        self._hint = keys_text(shortcut) if shortcut else ""
        self._height = current().height("button_small" if small else "button")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def kind(self) -> Kind:
        """primary, secondary, quiet or danger."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Change the kind; a pane has at most one primary button."""
        self._kind = kind
        self.update()

    def set_shortcut_hint(self, shortcut: str) -> None:
        """Change the key shown at the right; an empty text takes it away."""
        self._hint = keys_text(shortcut) if shortcut else ""
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Change the icon at the left; an empty name takes it away."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PAD + self._content_width()
        return QSize(width + 2 * RING, self._height + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses the button that has the focus, also outside dialogs.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = current()
        painter = QPainter(self)
        painting.smooth(painter)
        seen = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        radius = theme.radius("control")
        fill, edge, ink = self._colors(theme)
        painting.rounded(painter, seen, radius, fill, edge)
        self._paint_content(painter, theme, seen.toRect(), ink)
        if self.hasFocus() and self.isEnabled():
            painting.focus_ring(painter, QRectF(self.rect()), radius + RING)

    def _content_width(self) -> int:
        theme = current()
        parts = []
        if self._icon:
            parts.append(theme.icon_size())
        if self.text():
            parts.append(QFontMetrics(self._font(theme)).horizontalAdvance(self._label()))
        if self._hint:
            parts.append(QFontMetrics(theme.font("micro")).horizontalAdvance(self._hint))
        return sum(parts) + _GAP * max(0, len(parts) - 1)

    def _label(self) -> str:
        return self.text().replace("&", "")

    def _font(self, theme: Theme) -> QFont:
        return theme.font(strong=self._kind in ("primary", "danger"))

    def _paint_content(self, painter: QPainter, theme: Theme, seen: QRect, ink: str) -> None:
        left = seen.x() + (seen.width() - self._content_width()) // 2
        if self._icon:
            size = theme.icon_size()
            icons.draw(painter, self._icon, left, seen.y() + (seen.height() - size) / 2, color=ink, size=size)
            left += size + _GAP
        font = self._font(theme)
        width = QFontMetrics(font).horizontalAdvance(self._label())
        if self.text():
            box = QRect(left, seen.y(), width + 1, seen.height())
            painting.text(painter, box, self._label(), theme.color(ink), font)
            left += width + _GAP
        if self._hint:
            # On a filled ground only the ink of its words can be read.
            hint_ink = ink if self._kind in ("primary", "danger") else "text.hint"
            box = QRect(left, seen.y(), seen.right() - left, seen.height())
            painting.text(painter, box, self._hint, theme.color(hint_ink), theme.font("micro"))

    def _colors(self, theme: Theme) -> tuple[QColor | None, QColor | None, str]:
        """Ground, edge and the token of the letters for the state that the button is in."""
        if not self.isEnabled():
            return theme.color("bg.hover"), self._edge(theme), "text.hint"
        down, over = self.isDown() or self.isChecked(), self.underMouse()
        if self._kind == "primary":
            name = "accent.pressed" if down else "accent.hover" if over else "accent.fill"
            return theme.color(name), None, "accent.on"
        if self._kind == "danger":
            name = "danger.pressed" if down else "danger.hover" if over else "danger.fill"
            edge = theme.color("danger.on") if theme.is_high_contrast else None
            return theme.color(name), edge, "danger.on"
        ground = "bg.track" if down else "bg.hover" if over else "bg.raised"
        if self._kind == "quiet":
            return (theme.color(ground) if down or over else None), None, "text.secondary"
        return theme.color(ground), self._edge(theme), "text.primary"

    def _edge(self, theme: Theme) -> QColor | None:
        return theme.color("line.separator") if self._kind == "secondary" or theme.is_high_contrast else None

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class IconButton(Button):
    """A square button with an icon only; its name is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: str,
        kind: Kind = "quiet",
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, icon=icon, small=small, parent=parent)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Change what the button is called."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        edge = self._height + 2 * RING
        return QSize(edge, edge)


class LinkButton(Button):
    """A word that can be clicked, in the accent's colour: "Why this?", "Clear filter"."""

    def __init__(
        self, text: str, *, tone: str = "accent.text", strong: bool = False, parent: QWidget | None = None
    ) -> None:
        self._tone = tone
        self._strong = strong
        super().__init__(text, "quiet", small=True, parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tone(self, tone: str) -> None:
        """Write in another token's colour."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * RING + 2, 22 + 2 * RING)

    def _font(self, theme: Theme) -> QFont:
        font = theme.font("small", strong=self._strong)
        font.setUnderline(self.underMouse() and self.isEnabled())
        return font

    def _colors(self, theme: Theme) -> tuple[QColor | None, QColor | None, str]:  # noqa: ARG002
        return None, None, self._tone if self.isEnabled() else "text.hint"
