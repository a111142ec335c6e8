"""Design tokens as Qt wants them: colours, fonts, sizes, palette.

`resources/themes/tokens.json` is the only place with colour values. Code that paints asks `current()`
at each paint, as it would ask `QApplication.palette()`, and so follows a change of theme by itself:
`apply` gives the application a new palette, which repaints every widget.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources

__all__ = [
    "NAMES",
    "Theme",
    "ThemeHost",
    "apply",
    "contrast",
    "current",
    "load_fonts",
    "system_scheme",
]

NAMES = ("light", "dark", "high-contrast")

# Names that a theme's own token set leaves out, told by those it has.
_ALIASES: dict[str, dict[str, str]] = {
    "light": {"danger.fill": "state.bad", "danger.on": "accent.on"},
    "dark": {"danger.fill": "state.bad.soft", "danger.on": "state.bad"},
    "high-contrast": {
        "danger.fill": "state.bad.soft",
        "danger.on": "state.bad",
        "danger.hover": "bg.hover",
        "danger.pressed": "bg.hover",
        "toast.bg": "text.primary",
        "toast.text": "bg.page",
        "toast.action": "bg.page",
    },
}


@cache
def tokens() -> dict[str, Any]:
    """The whole token file, read once."""
    text = resources.path("themes/tokens.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@dataclass(frozen=True)
class Theme:
    """One set of colours with the sizes all themes share. name: one of `NAMES`."""

    name: str
    _colors: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _fonts: dict[tuple[str, bool, bool], QFont] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(f"no theme is called {self.name}")
        self._colors.update(_colors_of(self.name))

    @property
    def is_dark(self) -> bool:
        """Whether the grounds are dark and the letters light."""
        return self.name != "light"

    @property
    def is_high_contrast(self) -> bool:
        """Whether edges and states must read without soft grounds."""
        return self.name == "high-contrast"

    def hex(self, name: str) -> str:
        """The colour called `name` as style sheets want it. Raises KeyError for a name nobody declared."""
        return self._colors[name]

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """A fresh colour by token name ("bg.page", "accent.hover", "toast.bg", "danger.fill" …)."""
        color = QColor(self._colors[name])
        if alpha < 1.0:
            color.setAlphaF(alpha)
        return color

    def steps(self) -> list[QColor]:
        """Six grounds from light to strong for ordered parts of a bar; always with a label or legend."""
        known = tokens()["steps"].get(self.name)
        if known:
            return [QColor(value) for value in known]
        return [_mix(self.color("chart.rest"), self.color("chart.main"), i / 5) for i in range(6)]

    def font(self, size: str = "base", strong: bool = False, tabular: bool = False) -> QFont:
        """A fresh font. size: micro, small, base, heading or title; tabular: for right-aligned numbers."""
        key = (size, strong, tabular)
        if key not in self._fonts:
            self._fonts[key] = _make_font(size, strong, tabular)
        return QFont(self._fonts[key])

    @property
    def space(self) -> tuple[int, ...]:
        """The rhythm in px: inside a part, between parts, in cards, at pane edges, from rail to text."""
        return tuple(tokens()["space"])

    def height(self, part: str) -> int:
        """Height of a part in px ("row", "button", "input", "top_bar" …)."""
        return int(tokens()["height"][part])

    def width(self, part: str) -> int:
        """Width of a part in px ("rail", "detail_pane", "search" …)."""
        return int(tokens()["width"][part])

    def radius(self, part: str) -> int:
        """Corner radius of a part in px ("control", "card", "popover", "chip" …)."""
        return int(tokens()["radius"][part])

    def line(self, part: str) -> int:
        """Width of a line in px ("separator", "focus", "selected_row_mark" …)."""
        if part == "focus" and self.is_high_contrast:
            return 3
        return int(tokens()["line"][part])

    def icon_size(self, place: str = "control") -> int:
        """Edge of an icon in px: in_chip, in_row, control or rail."""
        return int(tokens()["icon"]["sizes"][place])

    def motion(self, what: str) -> int:
        """Milliseconds of a movement ("popover_ms", "toast_stays_ms" …)."""
        return int(tokens()["motion"][what])

    def palette(self) -> QPalette:
        """What Fusion and every widget without a style sheet rule should paint with."""
        return _palette(self)

    def style_sheet(self) -> str:
        """The application's style sheet in this theme's colours."""
        from ui.desktop.style import style_sheet

        return style_sheet(self)


def _colors_of(name: str) -> dict[str, str]:
    data = tokens()
    colors = {key: str(entry["value"]) for key, entry in data["themes"][name].items()}
    colors.update(data["states"].get(name, {}))
    for key, value in data["toast"].get(name, {}).items():
        if isinstance(value, str):
            colors[f"toast.{key}"] = value
    for alias, target in _ALIASES[name].items():
        colors[alias] = colors[target]
    return colors


def _make_font(size: str, strong: bool, tabular: bool) -> QFont:
    kind = tokens()["type"]
    font = QFont()
    font.setFamilies(kind["family"])
    font.setPixelSize(kind["sizes"][size]["px"])
    font.setWeight(QFont.Weight(kind["weights"]["strong" if strong else "regular"]))
    # With hinting the letters of Inter break at pixel ratio 1.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        # Only here: it also widens hyphens.
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _mix(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def _palette(theme: Theme) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for target, name in {
        role.Window: "bg.page",
        role.Base: "bg.page",
        role.AlternateBase: "bg.sunken",
        role.Button: "bg.raised",
        role.ToolTipBase: "toast.bg",
        role.ToolTipText: "toast.text",
        role.WindowText: "text.primary",
        role.Text: "text.primary",
        role.ButtonText: "text.primary",
        role.BrightText: "state.bad",
        role.PlaceholderText: "text.hint",
        role.Link: "accent.text",
        role.LinkVisited: "accent.text",
        role.Highlight: "accent.fill",
        role.HighlightedText: "accent.on",
        role.Accent: "accent.fill",
        role.Light: "bg.raised",
        role.Midlight: "bg.hover",
        role.Mid: "line.separator",
        role.Dark: "line.control",
        role.Shadow: "line.control",
    }.items():
        palette.setColor(target, theme.color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, target, theme.color("text.hint"))
    palette.setColor(group.Disabled, role.Highlight, theme.color("bg.track"))
    palette.setColor(group.Disabled, role.HighlightedText, theme.color("text.hint"))
    return palette


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def load_fonts() -> list[str]:
    """Give Qt the shipped fonts, Inter first; returns the families it now knows by them."""
    folder = resources.path("fonts")
    files = sorted(folder.rglob("*.ttf"), key=lambda file: (not file.name.startswith("Inter"), file.name))
    families: list[str] = []
    for file in files:
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return list(dict.fromkeys(families))


def system_scheme() -> str:
    """The theme that the system's settings ask for."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high-contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class ThemeHost(QObject):
    """Holds the theme in force and what the person chose; tells when it changes.

    There is one for each application, made by `apply`; it follows the system while the choice is "system".
    """

    changed = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.choice = "system"
        self.theme = Theme("light")
        self._is_dressed = False
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def choose(self, choice: str) -> None:
        """Take "system" or one of `NAMES` and show it at once."""
        self.choice = choice
        self._show(Theme(system_scheme() if choice == "system" else choice))

    def _on_system_changed(self) -> None:
        if self.choice == "system":
            self._show(Theme(system_scheme()))

    def _show(self, theme: Theme) -> None:
        if self._is_dressed and theme.name == self.theme.name:
            return  # every widget would be polished anew for nothing
        self._is_dressed = True
        self.theme = theme
        self._app.setPalette(theme.palette())
        self._app.setStyleSheet(theme.style_sheet())
        self.changed.emit(theme)


# What is in force belongs to the application, of which there is one in a process.
_in_force: list[ThemeHost] = []


def current() -> Theme:
    """The theme in force; plain light where none was applied yet (tests of single widgets)."""
    if _in_force:
        return _in_force[0].theme
    return _plain_light()


@cache
def _plain_light() -> Theme:
    return Theme("light")


def apply(app: QApplication, choice: str = "system") -> ThemeHost:
    """Dress the application: Fusion, base font, palette, style sheet. Call before the first widget exists.

    choice: "system" or one of `NAMES`. Calling it again only changes the choice.
    """
    if not _in_force:
        style = QStyleFactory.create("Fusion")
        if style is not None:
            app.setStyle(style)
        load_fonts()
        app.setFont(current().font())
        _in_force.append(ThemeHost(app))
    _in_force[0].choose(choice)
    return _in_force[0]
