"""Every action declared as data; menus, palette, shortcuts and their overlay are built from it.

START = Action("visits.start", QT_TRANSLATE_NOOP("Action", "Start visit"), icon="map-pin",
               shortcut="Enter", where="page:visits")
registry.declare([START])
registry.bind("visits.start", self._start, enabled=False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.desktop.icons import icon

__all__ = [
    "GLOBAL",
    "QT_TRANSLATE_NOOP",
    "Action",
    "ActionRegistry",
    "Keys",
    "ShortcutTaken",
    "keys_text",
    "make_menu",
]

GLOBAL = "global"

# Qt's own, with the type its stubs leave open; lupdate knows it by its name.
QT_TRANSLATE_NOOP = cast(Callable[[str, str], str], QtCore.QT_TRANSLATE_NOOP)


class ShortcutTaken(ValueError):
    """Two actions that can meet on one screen want the same keys."""


@dataclass(frozen=True)
class Action:
    """Something a person can do.

    id: "page.verb". title: English, marked with QT_TRANSLATE_NOOP("Action", …). shortcut: portable text
    ("Ctrl+Shift+N"). where: "global" or "page:NAME". roles: who may see it; nobody named means everybody.
    words: further words by which the palette finds it. keep_out_of_palette: for moves that need a place.
    """

    id: str
    title: str
    icon: str = ""
    shortcut: str = ""
    where: str = GLOBAL
    roles: frozenset[str] = frozenset()
    words: str = ""
    keep_out_of_palette: bool = False

    @property
    def label(self) -> str:
        """The title in the person's language."""
        return QCoreApplication.translate("Action", self.title)


@dataclass(frozen=True)
class Keys:
    """A line of the shortcut overlay: where it works, the keys, what they do."""

    where: str
    keys: str
    label: str


def keys_text(shortcut: str) -> str:
    """Keys as they are shown: "Ctrl+K" is "Ctrl K"; on macOS the system's signs."""
    text = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    text = text.replace("Return", "Enter")
    return text.replace("+", " ") if len(text) > 1 else text


class ActionRegistry(QObject):
    """Knows all declared actions of the role and makes one QAction for each."""

    def __init__(self, role: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._actions: dict[str, Action] = {}
        self._qactions: dict[str, QAction] = {}
        self._runs: dict[str, Callable[[], object]] = {}

    def declare(self, actions: Iterable[Action]) -> None:
        """Take up actions; those of other roles are left out, an action declared again is the same.

        Raises ShortcutTaken if two that can meet on one screen share their keys, ValueError if two
        different actions share an id.
        """
        for action in actions:
            if action.roles and self._role and self._role not in action.roles:
                continue
            known = self._actions.get(action.id)
            if known is not None and known != action:
                raise ValueError(f"two actions are called {action.id}")
            if known is None:
                self._refuse_taken_shortcut(action)
                self._actions[action.id] = action

    def bind(self, action_id: str, run: Callable[[], object], *, enabled: bool = True) -> None:
        """Say what an action does. One that the role does not have is passed over."""
        if action_id not in self._actions:
            return
        self._runs[action_id] = run
        self.qaction(action_id).setEnabled(enabled)

    def set_enabled(self, action_id: str, enabled: bool, reason: str = "") -> None:
        """Switch an action on or off; the reason for off is shown as its tooltip."""
        if action_id in self._actions:
            qaction = self.qaction(action_id)
            qaction.setEnabled(enabled)
            qaction.setToolTip(reason or self._actions[action_id].label)

    def run(self, action_id: str) -> None:
        """Do it, if it is bound and enabled."""
        if action_id in self._actions:
            self.qaction(action_id).trigger()

    def get(self, action_id: str) -> Action:
        """The declaration. Raises KeyError for an action that this role does not have."""
        return self._actions[action_id]

    def has(self, action_id: str) -> bool:
        """Whether the action is declared for this role."""
        return action_id in self._actions

    def qaction(self, action_id: str) -> QAction:
        """The one QAction of a declared action; off until it is bound."""
        if action_id not in self._qactions:
            self._qactions[action_id] = self._make(self._actions[action_id])
        return self._qactions[action_id]

    def install(self, widget: QWidget, where: str) -> None:
        """Let the shortcuts of `where` work: in the whole window if global, else inside `widget`."""
        context = (
            Qt.ShortcutContext.WindowShortcut if where == GLOBAL else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        for action in self.of(where):
            qaction = self.qaction(action.id)
            qaction.setShortcutContext(context)
            widget.addAction(qaction)

    def of(self, where: str) -> list[Action]:
        """The actions declared for a place, as declared."""
        return [action for action in self._actions.values() if action.where == where]

    def menu(self, action_ids: Sequence[str], parent: QWidget | None = None) -> QMenu:
        """A menu of the named actions; "-" is a separator, those the role lacks are left out."""
        menu = make_menu(parent)
        for action_id in action_ids:
            if action_id == "-":
                menu.addSeparator()
            elif action_id in self._actions:
                menu.addAction(self.qaction(action_id))
        return menu

    def palette_entries(self, where: str) -> list[Action]:
        """What the command palette offers on the page `where`: its actions first, then the global ones."""
        places = dict.fromkeys((where, GLOBAL))
        return [action for place in places for action in self.of(place) if self._can_offer(action)]

    def shortcuts(self, where: str) -> list[Keys]:
        """Lines for the shortcut overlay: those of the page, then those of everywhere."""
        return [
            Keys(place, keys_text(action.shortcut), action.label)
            for place in dict.fromkeys((where, GLOBAL))
            for action in self.of(place)
            if action.shortcut
        ]

    def _can_offer(self, action: Action) -> bool:
        bound = action.id in self._runs and self.qaction(action.id).isEnabled()
        return bound and not action.keep_out_of_palette

    def _make(self, action: Action) -> QAction:
        qaction = QAction(self)
        qaction.setObjectName(action.id)
        qaction.setText(action.label)
        qaction.setEnabled(False)
        if action.icon:
            qaction.setIcon(icon(action.icon, "text.secondary"))
        if action.shortcut:
            qaction.setShortcuts(_sequences(action.shortcut))
        qaction.triggered.connect(lambda _checked=False: self._runs[action.id]())
        return qaction

    def _refuse_taken_shortcut(self, action: Action) -> None:
        if not action.shortcut:
            return
        keys = QKeySequence(action.shortcut)
        for other in self._actions.values():
            meet = GLOBAL in (action.where, other.where) or action.where == other.where
            if meet and other.shortcut and QKeySequence(other.shortcut) == keys:
                raise ShortcutTaken(f"{action.id} and {other.id} both want {action.shortcut}")


def _sequences(shortcut: str) -> list[QKeySequence]:
    # The Enter key of the number block is another key to Qt; people call both Enter.
    both = shortcut in ("Return", "Enter")
    return [QKeySequence("Enter"), QKeySequence("Return")] if both else [QKeySequence(shortcut)]


def make_menu(parent: QWidget | None = None) -> QMenu:
    """An empty menu with the house's rounded edge; Windows and macOS keep their own frame and shadow."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    return menu
