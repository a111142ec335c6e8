"""The page: sections at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sfa.store.events import Announcement
from ui.desktop.actions import QT_TRANSLATE_NOOP, Action
from ui.desktop.context import Context
from ui.desktop.pages.base import Page
from ui.desktop.pages.settings.about import AboutSection
from ui.desktop.pages.settings.appearance import AppearanceSection
from ui.desktop.pages.settings.backup import BackupSection
from ui.desktop.pages.settings.company import CompanySection
from ui.desktop.pages.settings.hours import HoursSection
from ui.desktop.pages.settings.reading import may_change_company
from ui.desktop.pages.settings.section import Section
from ui.desktop.pages.settings.security import SecuritySection
from ui.desktop.widgets.labels import separator
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["SettingsPage"]

_LIST_WIDTH = 232

_SAVE = Action("settings.save", QT_TRANSLATE_NOOP("Action", "Save settings"), icon="save", shortcut="Ctrl+S",
               where="page:settings")  # fmt: skip


class SettingsPage(Page):
    """An administrator begins with the company, anybody else with how Fieldbook looks."""

    name = "settings"

    restore_requested = Signal(str, str)
    """(path of a backup, passphrase or recovery key or ""): the app closes the store, restores, reopens."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Settings"))
        self.names = TwoLineList(self.tr("Sections"), has_lines=False, inset=10)
        self.names.keeps_colour = True
        self.names.setFixedWidth(_LIST_WIDTH - 24)
        self._sections = self._make_sections(context)
        self._stack = QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
            section.done_told.connect(self.done_told)
        self._lay_out()
        self.names.set_lines(
            [TwoLine(id_, section.title, icon=section.icon) for id_, section in self._sections.items()]
        )
        self.names.current_line_changed.connect(self._on_chosen)
        self._is_new = True

    def section(self, section_id: str) -> Section:
        """A section by id: company, appearance, hours, backup, security, about. Raises KeyError."""
        return self._sections[section_id]

    def show_section(self, section_id: str) -> None:
        """Bring a section to the front."""
        self.names.select(section_id)

    @property
    def current_section(self) -> Section:
        """The section in front."""
        return next(part for part in self._sections.values() if part is self._stack.currentWidget())

    def activate(self) -> None:
        if self._is_new:
            self._is_new = False
            self.names.step(1)
        else:
            self.current_section.activate()
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, announcement: Announcement) -> None:
        for section in self._sections.values():
            section.refresh(announcement)

    def page_actions(self) -> Sequence[tuple[Action, Callable[[], object]]]:
        return ((_SAVE, self.save),)

    def panes(self) -> Sequence[QWidget]:
        return (self.names, self._stack)

    def save(self) -> None:
        """Keep what was typed in the section in front."""
        self.current_section.save()

    def _make_sections(self, context: Context) -> dict[str, Section]:
        backup = BackupSection(context)
        backup.restore_requested.connect(self.restore_requested)
        company: dict[str, Section] = {}
        if may_change_company(context.workspace):
            company["company"] = CompanySection(context)
        return {
            **company,
            "appearance": AppearanceSection(context),
            "hours": HoursSection(context),
            "backup": backup,
            "security": SecuritySection(context),
            "about": AboutSection(context),
        }

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 12, 12, 12)
        left.addWidget(self.names)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(separator(Qt.Orientation.Vertical))
        row.addWidget(self._stack, 1)

    def _on_chosen(self, section_id: str | None) -> None:
        if section_id is not None:
            section = self._sections[section_id]
            if self._stack.isAncestorOf(QApplication.focusWidget() or self):
                # Hidden with its section, the focus would wander off to the rail.
                self.names.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stack.setCurrentWidget(section)
            self.set_subtitle(section.title)
            section.activate()
