"""The main window: rail, top bar, page in the middle, foot; palette, toast, strip and keys over all.

It knows pages only as `Page`, and what stands in the rail only as data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sfa.store.events import Announcement
from ui.desktop.actions import GLOBAL, QT_TRANSLATE_NOOP, Action, ActionRegistry
from ui.desktop.background import Background
from ui.desktop.foot import Foot
from ui.desktop.pages.base import Page
from ui.desktop.palette import CommandPalette, Search
from ui.desktop.panes import first_stop, focus_next_pane
from ui.desktop.rail import Rail, RailItem
from ui.desktop.shortcuts_overlay import ShortcutsOverlay
from ui.desktop.top_bar import TopBar
from ui.desktop.widgets.labels import frame
from ui.desktop.widgets.message_strip import MessageStrip
from ui.desktop.widgets.toast import Toast

__all__ = ["PageItem", "Shell"]

_KEYED_PAGES = 9

_FIND = Action("palette.open", QT_TRANSLATE_NOOP("Action", "Find"), icon="search", shortcut="Ctrl+K",
               keep_out_of_palette=True)  # fmt: skip
_UNDO = Action("edit.undo", QT_TRANSLATE_NOOP("Action", "Undo"), icon="undo-2", shortcut="Ctrl+Z")
_REDO = Action("edit.redo", QT_TRANSLATE_NOOP("Action", "Redo"), icon="redo-2", shortcut="Ctrl+Shift+Z")
_SHORTCUTS = Action("help.shortcuts", QT_TRANSLATE_NOOP("Action", "Shortcuts"), icon="keyboard", shortcut="?")
_NEXT_PANE = Action("panes.next", QT_TRANSLATE_NOOP("Action", "Next pane"), shortcut="F6",
                    keep_out_of_palette=True)  # fmt: skip
_PANE_BEFORE = Action("panes.before", QT_TRANSLATE_NOOP("Action", "Pane before"), shortcut="Shift+F6",
                      keep_out_of_palette=True)  # fmt: skip


@dataclass(frozen=True)
class PageItem:
    """A page in the rail, and how it is made when it is shown for the first time.

    record_types: what `Page.show_record` of this page may be asked for.
    """

    rail: RailItem
    make: Callable[[], Page]
    record_types: frozenset[str] = frozenset()


class Shell(QMainWindow):
    """The window. What is asked of it (undo, redo, a part of the foot, the bell) goes to the start-up code."""

    undo_asked = Signal()
    redo_asked = Signal()
    foot_asked = Signal(str)
    bell_asked = Signal()
    person_asked = Signal()
    page_changed = Signal(str)
    page_built = Signal(object)

    def __init__(self, items: Sequence[PageItem], registry: ActionRegistry, background: Background) -> None:
        super().__init__()
        self._makers = {item.rail.id: item for item in items}
        self._registry = registry
        self._pages: dict[str, Page] = {}
        self._current = ""
        self.setWindowTitle("Fieldbook")
        self.setMinimumSize(900, 600)
        self.rail = Rail([item.rail for item in items])
        self.top_bar = TopBar()
        self.foot = Foot()
        self.strip = MessageStrip()
        self._stack = QStackedWidget()
        self._lay_out()
        self.toast = Toast(self._stack)
        self.commands = CommandPalette(registry, background, self)
        self.overlay = ShortcutsOverlay(self)
        self._declare()
        self._connect()

    @property
    def current_page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._current)

    def page(self, page_id: str) -> Page:
        """The page, built now if it was not yet. Raises KeyError if the rail does not hold it."""
        if page_id not in self._pages:
            self._pages[page_id] = self._build(page_id)
        return self._pages[page_id]

    def show_page(self, page_id: str) -> None:
        """Bring a page to the front; nothing happens if it is there already."""
        if page_id == self._current:
            return
        page = self.page(page_id)
        before = self.current_page
        if before is not None:
            before.deactivate()
        self._current = page_id
        self.strip.hide()
        self._stack.setCurrentWidget(page)
        self.rail.set_current(page_id)
        self.top_bar.set_action(page.top_bar_widget())
        self._show_title()
        page.activate()
        self.page_changed.emit(page_id)

    def leave(self) -> None:
        """The window goes: let the page in front end its editing."""
        self.setFocus()
        page = self.current_page
        if page is not None:
            page.deactivate()
        self.hide()

    def open_record(self, record_type: str, record_id: object) -> None:
        """Show a record on the page in front or the first of the rail that shows its type."""
        able = [name for name, item in self._makers.items() if record_type in item.record_types]
        for page_id in sorted(able, key=lambda name: name != self._current):
            if self.page(page_id).show_record(record_type, record_id):
                self.show_page(page_id)
                return

    def announce(self, announcement: Announcement) -> None:
        """Pass on what changed to every page that has been built. Call on the UI thread."""
        for page in self._pages.values():
            page.refresh(announcement)

    def set_search(self, search: Search | None) -> None:
        """How the palette finds records; runs on a reading thread."""
        self.commands.set_search(search)

    def open_palette(self, text: str = "") -> None:
        """Open the command palette, with words in it."""
        self.commands.open_for(f"page:{self._current}", text)

    def open_shortcuts(self) -> None:
        """Show what the keys do."""
        page = self.current_page
        title = page.title if page is not None else ""
        self.overlay.open_for(self._registry, f"page:{self._current}", title)

    def show_error(self, error: Exception) -> None:
        """Say what the world refused, in the strip above the page."""
        self.strip.show_error(error)

    def _lay_out(self) -> None:
        middle = frame("page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip_place = QVBoxLayout()
        strip_place.setContentsMargins(16, 0, 16, 0)
        strip_place.addWidget(self.strip)
        column.addLayout(strip_place)
        column.addWidget(self._stack, 1)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 2, 1)
        grid.addWidget(self.top_bar, 0, 1)
        grid.addWidget(middle, 1, 1)
        grid.addWidget(self.foot, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.setCentralWidget(body)
        self.foot.set_keys([("Ctrl Z", _UNDO.label), ("?", _SHORTCUTS.label)])

    def _declare(self) -> None:
        registry = self._registry
        registry.declare([_FIND, _UNDO, _REDO, _SHORTCUTS, _NEXT_PANE, _PANE_BEFORE])
        registry.bind(_FIND.id, self.open_palette)
        registry.bind(_UNDO.id, self.undo_asked.emit)
        registry.bind(_REDO.id, self.redo_asked.emit)
        registry.bind(_SHORTCUTS.id, self.open_shortcuts)
        registry.bind(_NEXT_PANE.id, lambda: self._step_pane(1))
        registry.bind(_PANE_BEFORE.id, lambda: self._step_pane(-1))
        for number, item in enumerate(self.rail.ordered(), start=1):
            keys = f"Alt+{number}" if number <= _KEYED_PAGES else ""
            action = Action(f"go.{item.id}", item.label, icon=item.icon, shortcut=keys)
            registry.declare([action])
            registry.bind(action.id, partial(self.show_page, item.id))
        registry.install(self, GLOBAL)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.top_bar.search_asked.connect(self.open_palette)
        self.top_bar.bell_asked.connect(self.bell_asked)
        self.top_bar.person_asked.connect(self.person_asked)
        self.foot.part_asked.connect(self.foot_asked)
        self.toast.undo_asked.connect(self.undo_asked)
        self.commands.record_chosen.connect(self.open_record)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_focus_in_front)

    def _keep_focus_in_front(self, before: QWidget | None, now: QWidget | None) -> None:
        """A page that finishes reading after it was left must not take the keys with it."""
        page = self.current_page
        if now is None or page is None or not self._stack.isAncestorOf(now):
            return
        if page.isAncestorOf(now) or now is page:
            return
        if before is not None and page.isAncestorOf(before):
            before.setFocus()
        else:
            self.focus_page()

    def _build(self, page_id: str) -> Page:
        page = self._makers[page_id].make()
        where = f"page:{page_id}"
        declared = page.page_actions()
        self._registry.declare([action for action, _ in declared])
        for action, run in declared:
            self._registry.bind(action.id, run)
        self._registry.install(page, where)
        page.title_changed.connect(self._show_title)
        page.subtitle_changed.connect(self._show_title)
        page.open_requested.connect(self.open_record)
        page.page_requested.connect(self.show_page)
        page.message_raised.connect(lambda kind, text: self.strip.show_message(text, kind))
        page.done_told.connect(lambda text, undo: self.toast.show_done(text, undo=undo))
        self._stack.addWidget(page)
        self.page_built.emit(page)
        return page

    def _show_title(self) -> None:
        page = self.current_page
        if page is not None:
            self.top_bar.set_title(page.title, page.subtitle)
            self.setWindowTitle(f"{page.title} - Fieldbook")

    def _step_pane(self, by: int) -> None:
        page = self.current_page
        panes = [self.rail, *(page.panes() if page is not None else ()), self.foot]
        focus_next_pane(panes, by)

    def focus_page(self) -> None:
        """Put the focus where work begins on the page in front."""
        page = self.current_page
        stop = first_stop(page) if page is not None else None
        if stop is not None:
            stop.setFocus()
