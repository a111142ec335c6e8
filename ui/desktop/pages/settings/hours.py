"""When and from where one works; the planner of visits keeps to it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from sfa.people.acts import SetWorkingHours
from sfa.people.queries import Hours
from ui.desktop.context import Context
from ui.desktop.fields import NumberField
from ui.desktop.forms import Form
from ui.desktop.pages.settings.form_section import FormSection
from ui.desktop.pages.settings.place_field import PlaceField
from ui.desktop.pages.settings.reading import read_hours
from ui.desktop.pages.settings.time_field import TimeField
from ui.desktop.pages.settings.week_editor import WeekEditor
from ui.desktop.widgets.section import SectionHead

__all__ = ["HoursSection"]


class HoursSection(FormSection):
    """The person's own hours, kept by one act."""

    icon = "clock"
    table = "working_hours"
    read = staticmethod(read_hours)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
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
        self.column.addWidget(self.week)
        self.column.addWidget(
            SectionHead(self.tr("Lunch, start and end"), self.tr("the middle of a town or postal area counts"))
        )
        self.column.addWidget(self.form)
        self.week.changed.connect(self.touch)
        self.finish(self.tr("Save hours"), self.tr("Working hours saved"))

    def show_values(self, values: Hours) -> None:
        self.week.set_week(values.week)
        names = ("lunch", "lunch_from", "lunch_to", "start", "end")
        self.form.set_values({name: getattr(values, name) for name in names})

    def save(self) -> None:
        week, values = self.week.week(), self.form.values()
        if week is not None and values is not None:
            args = SetWorkingHours(user_id=self.context.workspace.user.id, week=week, **values)
            self.write(self.context.workspace.run, args)
