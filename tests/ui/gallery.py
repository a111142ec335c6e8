"""Paints every part in every theme, to be looked at beside the look book.

python -m tests.ui.gallery FOLDER
"""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tests.ui.lists import SampleSource
from ui.desktop import theme
from ui.desktop.actions import Action, ActionRegistry, make_menu
from ui.desktop.background import Background, Progress
from ui.desktop.fields import ChoiceField, DateField, MoneyField, NumberField, TextField
from ui.desktop.foot import FootPart
from ui.desktop.forms import InlineEdit
from ui.desktop.icons import icon
from ui.desktop.pages.base import Page
from ui.desktop.palette import Hit
from ui.desktop.rail import RailItem
from ui.desktop.record_table import RecordTable
from ui.desktop.shell import PageItem, Shell
from ui.desktop.tables import RecordModel
from ui.desktop.widgets.avatar import Avatar
from ui.desktop.widgets.bar import Bar, Dashes
from ui.desktop.widgets.buttons import Button, IconButton, LinkButton
from ui.desktop.widgets.checks import CheckBox, Radio, Switch
from ui.desktop.widgets.chips import Chip, ChipData, FilterChip, KeyHint
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, separator
from ui.desktop.widgets.message_strip import MessageStrip
from ui.desktop.widgets.progress_panel import ProgressPanel
from ui.desktop.widgets.section import SectionHead
from ui.desktop.widgets.segmented import Segmented
from ui.desktop.widgets.tabs import TabBar
from ui.desktop.widgets.toast import Toast
from ui.desktop.widgets.two_line_list import TwoLineList
from ui.desktop.widgets.two_line_model import TwoLine

_TODAY = date(2026, 11, 17)

_PAGES = (
    ("today", "Today", "calendar-check"),
    ("leads", "Leads", "user-plus"),
    ("accounts", "Accounts", "building-2"),
    ("pipeline", "Pipeline", "square-kanban"),
    ("calendar", "Calendar", "calendar"),
    ("visits", "Visits", "map-pin"),
    ("quotes", "Quotes", "file-text"),
    ("catalog", "Catalog", "package"),
    ("knowledge", "Knowledge", "book-open"),
    ("insight", "Insight", "chart-no-axes-column"),
)
_AT_FOOT = (("sync", "Sync", "refresh-cw"), ("settings", "Settings", "settings"))


def row(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets side by side, ending with space."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return made


def section(title: str, *widgets: QWidget) -> QWidget:
    """A heading, a line and widgets below."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 12)
    column.setSpacing(8)
    column.addWidget(SectionHead(title))
    column.addWidget(separator())
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return made


def buttons() -> QWidget:
    """Kinds and states of buttons."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    names = {"primary": "Save", "secondary": "Log call", "quiet": "Cancel", "danger": "Delete"}
    for line, (kind, text) in enumerate(names.items()):
        grid.addWidget(label(kind.title(), "small", "secondary"), line, 0)
        for place, state in enumerate(("rest", "hover", "pressed", "off"), start=1):
            button = Button(text, kind)
            grid.addWidget(button, line, place)
            button.setDown(state == "pressed")
            button.setEnabled(state != "off")
            button.setObjectName(state)
    grid.setColumnStretch(5, 1)
    more = row(
        Button("Start visit", "primary", icon="navigation", shortcut="Enter"),
        Button("Add", icon="plus", shortcut="Ctrl+N"),
        IconButton("qr-code", "Send to the phone", "secondary"),
        IconButton("ellipsis", "More"),
        LinkButton("Why this?"),
    )
    return section("Buttons", made, more)


def chips() -> QWidget:
    """States as chips, filters and keys."""
    states = [
        Chip("Late", "warn", "clock"),
        Chip("Done", "ok", "check"),
        Chip("Refused", "bad", "circle-x"),
        Chip("Draft", "outline"),
        Chip("Tier A", "accent"),
        Chip("$18,400"),
        Chip("To decide", "warn", "git-compare-arrows"),
        Chip("Unsent", "neutral", "cloud-off"),
    ]
    keys = [KeyHint(keys) for keys in ("Ctrl K", "Enter", "Shift F10", "?")]
    filters = row(FilterChip("Columbus West"), FilterChip("Owner: me"), LinkButton("Add filter"), *keys)
    people = row(
        Avatar("Katarzyna Nowak"),
        Avatar("Lena Hoffmann", own=True),
        Avatar("Hilliard Taphouse", 44, square=True, own=True),
    )
    return section("Chips and status", row(*states), filters, people)


def inputs() -> QWidget:
    """Fields in their states."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    company, town = TextField("company", "Company"), TextField("town", "Town")
    company.set_value("Kowalski Getränke")
    town.set_value("Żywi")
    town.setObjectName("focus")
    region = ChoiceField("region", "Region", [("n", "North"), ("s", "South")])
    closing = DateField("closing", "Closing date", lambda: _TODAY)
    closing.input.setText("31.02.2027")
    closing.check()
    quantity = NumberField("quantity", "Quantity", hint="Sold in packs of 6", least=Decimal(1))
    quantity.set_value(12)
    amount = MoneyField("amount", "Amount", "USD", hint="USD")
    owner = TextField("owner", "Owner")
    owner.set_value("Set by territory rule")
    owner.setEnabled(False)
    for place, field in enumerate((company, town, region, closing, quantity, owner)):
        grid.addWidget(field, place // 3, place % 3)
    checked, radio, switch = CheckBox("Send reminder"), Radio("Net"), Switch("Work offline")
    for button in (checked, radio, switch):
        button.setChecked(True)
    marks = row(checked, CheckBox("Whole day"), radio, Radio("Gross"), switch)
    return section("Inputs", made, marks, row(InlineEdit("Name", "Edited in place", strong=True), amount))


def tabs() -> QWidget:
    """Tabs, segments and pills."""
    bar = TabBar("Account")
    for name, count in (("Overview", None), ("Contacts", 5), ("Deals", 2), ("Activities", 38), ("Files", 6)):
        bar.add(name, count)
    pills = Segmented("Kinds", ["All", "Visits", "Calls", "E-mail", "Deals"], "pills")
    return section("Tabs", bar, row(Segmented("View", ["Board", "List"]), pills, gap=24))


def messages() -> QWidget:
    """Strips, toast and progress."""
    strips = []
    for kind, text, action in (
        ("bad", "The disk is full. Your visit is kept in memory; free 40 MB, then save.", "Try again"),
        ("warn", "You are 24 min behind. Creekside Social Club would close at 17:00.", "Show options"),
        ("info", "Offline: prices are those of yesterday 18:40.", ""),
    ):
        strip = MessageStrip()
        strip.show_message(text, kind, action=action)
        strips.append(strip)
    panel = ProgressPanel()
    panel.start("Importing breweries.csv")
    panel.show_progress(Progress(1000, 11_822, "", 1.0))
    panel.show_progress(Progress(6240, 11_822, "", 3.0))
    panel.set_note("31 rows skipped so far.")
    place = QWidget()
    place.setFixedHeight(70)
    Toast(place).show_done("Hilliard Taphouse moved to Closing", undo=True)
    bars = row(Bar(0.62), Bar(1.0), Dashes(5, 7))
    return section("Messages", *strips, place, panel, bars)


def lists(background: Background) -> QWidget:
    """A table and a list of two lines."""
    table = RecordTable(RecordModel(SampleSource(1000), background), "Accounts")
    table.setFixedHeight(28 + 6 * 32)
    table.records.reload()
    work = TwoLineList("Due today")
    work.set_lines(
        [
            TwoLine("h", "November", is_heading=True),
            TwoLine(1, "Promise to Jürgen Lindner: price for 12 taps", right="by 15:00", icon="handshake",
                    right_tone="state.warn", checked=False),
            TwoLine(2, "Call Katarzyna Nowak about the cellar survey", right="16:00", icon="phone", checked=True),
            TwoLine(3, "Delaware Arena", "Hoffmann · no contact with the person who decides", "$24,800",
                    icon="triangle-alert", icon_tone="state.warn", right_strong=True, right_tone="text.primary"),
            TwoLine(4, "Visit: agree the second tap wall", "Today, planned 11:00, now 11:24", "Lena Hoffmann",
                    icon="map-pin", icon_tone="state.warn", tone="state.warn", round_icon=True, is_strong=False),
            TwoLine(5, "Tyler Brandt", "Bar manager · uses it daily", avatar="Tyler Brandt",
                    chip=ChipData("Supports us", "ok")),
        ]
    )  # fmt: skip
    work.select(3)
    work.setFixedHeight(work.full_height() + 2)
    return section("Tables and lists", table, work)


def parts(background: Background) -> QWidget:
    """The whole gallery on a page."""
    sheet = QWidget()
    sheet.setAutoFillBackground(True)
    grid = QGridLayout(sheet)
    grid.setContentsMargins(32, 24, 32, 24)
    grid.setHorizontalSpacing(32)
    grid.addWidget(buttons(), 0, 0)
    grid.addWidget(inputs(), 0, 1)
    grid.addWidget(chips(), 1, 0)
    grid.addWidget(tabs(), 1, 1)
    grid.addWidget(lists(background), 2, 0, 2, 1)
    grid.addWidget(messages(), 2, 1)
    empty = EmptyState("map-pin", "No visits planned for Friday", "14 accounts near Dublin are due.",
                       "Plan my day", shortcut="P", button_icon="route")  # fmt: skip
    grid.addWidget(section("Empty state", empty), 3, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    sheet.resize(1280, 1180)
    return sheet


class _ListPage(Page):
    name = "accounts"

    def __init__(self, background: Background) -> None:
        super().__init__("Accounts")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.table = RecordTable(RecordModel(SampleSource(1000), background), "Accounts")
        column.addWidget(self.table)
        self.set_subtitle("Columbus West · 1,000 accounts")
        self.head = Button("This month", icon="calendar")

    def activate(self) -> None:
        self.table.records.reload()
        self.table.setFocus()

    def top_bar_widget(self) -> QWidget:
        return self.head


def window(background: Background) -> Shell:
    """The shell with a list in it."""
    items = [PageItem(RailItem(*page), lambda: _ListPage(background)) for page in _PAGES]
    items += [PageItem(RailItem(*page, at_foot=True), lambda: _ListPage(background)) for page in _AT_FOOT]
    registry = ActionRegistry("rep")
    shell = Shell(items, registry, background)
    registry.setParent(shell)
    registry.declare([Action("accounts.new", "New account", "plus", "N", where="page:accounts")])
    registry.bind("accounts.new", lambda: None)
    shell.resize(1280, 800)
    shell.rail.set_badge("sync", 1)
    shell.top_bar.set_person("Lena Hoffmann")
    shell.top_bar.set_clock("11:12")
    shell.foot.set_parts(
        [
            FootPart("network", "Offline since 08:12", "cloud-off"),
            FootPart("unsent", "14 unsent"),
            FootPart("last", "last sync yesterday 18:40"),
            FootPart("issues", "1 to decide", "git-compare-arrows", is_urgent=True),
        ]
    )
    shell.set_search(
        lambda text: [Hit("account", n, f"Browar Zieliński {n}", "Grove City OH", "building-2") for n in range(3)]
    )
    return shell


def _settle(app: QApplication, background: Background) -> None:
    app.processEvents()
    while not background.is_idle:
        app.processEvents()
    app.processEvents()


def _hover(widget: QWidget) -> None:
    for button in widget.findChildren(Button, "hover"):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        QApplication.sendEvent(button, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
        QApplication.sendEvent(button, QEvent(QEvent.Type.HoverEnter))


def paint(app: QApplication, folder: Path, name: str, background: Background) -> None:
    """Write the pictures of one theme."""
    theme.apply(app, name)
    sheet = parts(background)
    sheet.show()
    sheet.activateWindow()
    _settle(app, background)
    _hover(sheet)
    sheet.findChild(QWidget, "focus").setFocus()
    _settle(app, background)
    sheet.grab().save(str(folder / f"parts-{name}.png"))
    sheet.hide()
    shell = window(background)
    shell.show()
    shell.show_page("accounts")
    _settle(app, background)
    shell.current_page.table.select(2)
    shell.toast.show_done("Brauhaus Lindner renamed", undo=True)
    _settle(app, background)
    shell.grab().save(str(folder / f"shell-{name}.png"))
    shell.open_palette("a")
    _settle(app, background)
    shell.grab().save(str(folder / f"palette-{name}.png"))
    shell.commands.close()
    shell.open_shortcuts()
    shell.grab().save(str(folder / f"shortcuts-{name}.png"))
    shell.overlay.close()
    menu = make_menu()
    for words, drawing, keys in (("Open", "eye", "Return"), ("Log call", "phone", "L"), ("Delete", "trash-2", "Del")):
        menu.addAction(icon(drawing, "text.secondary"), words).setShortcut(keys)
    menu.setActiveAction(menu.actions()[1])
    menu.adjustSize()
    menu.grab().save(str(folder / f"menu-{name}.png"))
    shell.close()
    shell.deleteLater()
    sheet.deleteLater()


def main() -> None:
    """Write the pictures of all themes into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    background = Background()
    for name in theme.NAMES:
        paint(app, folder, name, background)
    background.shutdown()


if __name__ == "__main__":
    main()
