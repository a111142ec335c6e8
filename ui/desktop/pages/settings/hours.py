"""When and from where one works; the planner of visits keeps to it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from sfa.errors import FieldbookError
from sfa.people.acts import SetWorkingHours
from sfa.people.queries import Hours
from sfa.store.events import Announcement
from ui.desktop.background import Latest
from ui.desktop.context import Context
from ui.desktop.fields import NumberField
from ui.desktop.forms import Form
from ui.desktop.pages.settings.place_field import PlaceField
from ui.desktop.pages.settings.reading import read_hours
from ui.desktop.pages.settings.section import Section
from ui.desktop.pages.settings.time_field import TimeField
from ui.desktop.pages.settings.week_editor import WeekEditor
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.section import SectionHead

__all__ = ["HoursSection"]


class HoursSection(Section):
    """The person's own hours, kept by one act; what is being typed is not overwritten."""

    icon = "clock"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._latest: Latest[Hours] = Latest(context.background, self)
        self._is_touched = False
        self.begin(self.tr("Working hours"), self.tr("Your visits are planned inside these hours."))
        self.week = WeekEditor()
        self.lunch = NumberField(
            "lunch", self.tr("Lunch, minutes"), least=Decimal(0), most=Decimal(180), required=True
        )
        self.lunch_from = TimeField("lunch_from", self.tr("Not before"), required=True)
        self.lunch_to = TimeField("lunch_to", self.tr("Over by"), required=True)
        self.start = PlaceField(context, "start", self.tr("The day starts at"))
        self.end = PlaceField(context, "end", self.tr("The day ends at; left blank, where it started"))
        self.form = Form([[self.lunch, self.lunch_from, self.lunch_to], [self.start], [self.end]])
        self.button = Button(self.tr("Save hours"), "primary", shortcut="Ctrl+S")
        self.column.addWidget(self.week)
        self.column.addWidget(
            SectionHead(self.tr("Lunch, start and end"), self.tr("the middle of a town or postal area counts"))
        )
        self.column.addWidget(self.form)
        self.add_buttons(self.button)
        self.column.addStretch(1)
        self.week.changed.connect(self._on_touched)
        self.form.changed.connect(self._on_touched)
        self.button.clicked.connect(self.save)

    def activate(self) -> None:
        if not self._is_touched:
            self._latest.read(read_hours, self.context.workspace).done(self._show)

    def refresh(self, announcement: Announcement) -> None:
        if announcement.touches("working_hours"):
            self.activate()

    def save(self) -> None:
        week, values = self.week.week(), self.form.values()
        if week is None or values is None:
            return
        args = SetWorkingHours(user_id=self.context.workspace.user.id, week=week, **values)
        self.button.setEnabled(False)
        run = self.context.workspace.run
        self.context.background.write(run, args, owner=self).done(self._on_saved).failed(self._on_refused)

    def _show(self, hours: Hours) -> None:
        if self._is_touched:
            return
        self.week.set_week(hours.week)
        names = ("lunch", "lunch_from", "lunch_to", "start", "end")
        self.form.set_values({name: getattr(hours, name) for name in names})
        self.show_error(None)

    def _on_touched(self) -> None:
        self._is_touched = True

    def _on_saved(self, _result: object) -> None:
        self._is_touched = False
        self.button.setEnabled(True)
        self.show_error(None)
        self.done_told.emit(self.tr("Working hours saved"), True)  # noqa: FBT003
        self.activate()

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        shown = isinstance(error, FieldbookError) and self.form.show_error(error)
        self.show_error(None if shown else error)
