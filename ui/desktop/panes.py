"""F6: from pane to pane, each time to where the focus was in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

__all__ = ["first_stop", "focus_next_pane"]


def focus_next_pane(panes: Sequence[QWidget], by: int = 1) -> None:
    """Put the focus into the next visible pane after the one that has it (or before it: by = -1)."""
    seen = [pane for pane in panes if pane.isVisible() and first_stop(pane) is not None]
    if not seen:
        return
    focus = QApplication.focusWidget()
    # The innermost pane counts where one holds another.
    holding = [i for i, pane in enumerate(seen) if focus is not None and (pane is focus or pane.isAncestorOf(focus))]
    start = holding[-1] if holding else -1 if by > 0 else 0
    target = seen[(start + by) % len(seen)]
    stop = target.focusWidget() or first_stop(target)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def first_stop(pane: QWidget) -> QWidget | None:
    """The first widget in `pane`, or the pane itself, that Tab would stop at."""
    candidates = [pane, *pane.findChildren(QWidget)]
    return next((widget for widget in candidates if _stops(widget, pane)), None)


def _stops(widget: QWidget, pane: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and widget.isEnabled() and widget.isVisibleTo(pane.window())
