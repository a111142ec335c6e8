"""Light, dark, high contrast, or as the system has it: shown at once and kept on this laptop."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.desktop.context import Context
from ui.desktop.pages.settings.section import Section
from ui.desktop.theme import Theme
from ui.desktop.widgets.checks import Radio
from ui.desktop.widgets.labels import label

__all__ = ["AppearanceSection"]


class AppearanceSection(Section):
    """Four choices; each works at once."""

    icon = "palette"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.begin(self.tr("Appearance"), self.tr("Applies at once, on this laptop."))
        self._group = QButtonGroup(self)
        self.choices: dict[str, Radio] = {}
        for name, words in (
            ("system", self.tr("As the system has it")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("high-contrast", self.tr("High contrast")),
        ):
            choice = Radio(words)
            self.choices[name] = choice
            self._group.addButton(choice)
            self.column.addWidget(choice)
        self._now = label(size="small", tone="hint")
        self.column.addWidget(self._now)
        self.column.addStretch(1)
        self.choices[context.themes.choice].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        context.themes.changed.connect(self._show_now)
        self._show_now(context.themes.theme)

    def activate(self) -> None:
        self.choices[self.context.themes.choice].setChecked(True)

    def _on_toggled(self, button: QWidget, checked: bool) -> None:
        name = next(name for name, choice in self.choices.items() if choice is button)
        if not checked or name == self.context.themes.choice:
            return
        self.context.themes.choose(name)
        self.context.background.write(self.context.workspace.store.remember, "theme", name, owner=self)

    def _show_now(self, theme: Theme) -> None:
        named = {
            "light": self.tr("The system asks for light now."),
            "dark": self.tr("The system asks for dark now."),
            "high-contrast": self.tr("The system asks for high contrast now."),
        }
        self._now.setText(named[theme.name] if self.context.themes.choice == "system" else "")
