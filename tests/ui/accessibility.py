"""Walks a window as a screen reader would, and lists what such a person would miss."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

__all__ = ["faults", "tab_stops"]


def faults(window: QWidget) -> list[str]:
    """Sentences about visible widgets that take the focus and have no name, or that Tab cannot reach.

    A page's test says `assert faults(page) == []`.
    """
    found = [f"{_where(widget)} has no name" for widget in _focusable(window) if not _name(widget)]
    return found + [f"{_where(widget)} is out of the tab order" for widget in _unreachable(window)]


def tab_stops(window: QWidget) -> list[QWidget]:
    """The widgets that Tab stops at, in order, beginning with the window's first."""
    stops: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if _takes_tab(widget) and window.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _focusable(window: QWidget) -> list[QWidget]:
    children = [window, *window.findChildren(QWidget)]
    return [
        widget
        for widget in children
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not _belongs_to_qt(widget)
    ]


def _belongs_to_qt(widget: QWidget) -> bool:
    """Inner parts of Qt's own widgets: viewports, scroll bars, the editor of a combo box."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or (
        isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()
    )


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and not _belongs_to_qt(widget)


def _unreachable(window: QWidget) -> list[QWidget]:
    reached = set(tab_stops(window))
    return [widget for widget in _focusable(window) if _takes_tab(widget) and widget not in reached | {window}]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else widget.accessibleName()
    return name or _buddy_name(widget)


def _buddy_name(widget: QWidget) -> str:
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def _where(widget: QWidget) -> str:
    chain = [widget]
    while (parent := chain[-1].parentWidget()) is not None:
        chain.append(parent)
    return " in ".join(type(link).__name__ for link in chain[:3])
