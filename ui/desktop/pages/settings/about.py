"""Which Fieldbook this is, and the licences of what it carries."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from ui.desktop.context import Context
from ui.desktop.pages.settings.reading import app_version, licences
from ui.desktop.pages.settings.section import Section
from ui.desktop.pages.settings.words import licence_name
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["AboutSection"]

_LIST_WIDTH = 220


class AboutSection(Section):
    """The list at the left, the chosen licence's text at the right."""

    icon = "info"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        version = app_version()
        told = self.tr("Fieldbook {version}").format(version=version) if version else self.tr("Fieldbook")
        self.begin(self.tr("About"), self.tr("{name}. Licensed under the Apache License 2.0.").format(name=told))
        self.column.addWidget(label(self.tr("Everything you see is on this laptop."), tone="secondary"))
        self.fill_page()
        self._texts: dict[str, str] = {}
        self.names = TwoLineList(self.tr("Licences"), has_lines=False, inset=8)
        self.names.setFixedWidth(_LIST_WIDTH)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text of the licence"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.names)
        row.addWidget(self.text, 1)
        self.column.addWidget(SectionHead(self.tr("Licences of what Fieldbook carries")))
        self.column.addLayout(row, 1)
        self.names.current_line_changed.connect(self._on_chosen)

    def activate(self) -> None:
        if not self._texts:
            self.context.background.read(licences, owner=self).done(self._show)

    def _show(self, found: list[tuple[str, str]]) -> None:
        self._texts = dict(found)
        self.names.set_lines([TwoLine(stem, licence_name(stem)) for stem in self._texts])
        self.names.step(1)

    def _on_chosen(self, stem: str | None) -> None:
        self.text.setPlainText(self._texts.get(stem or "", ""))
