"""A time of day that is typed: minutes since midnight."""

from __future__ import annotations

from typing import Any

from ui.desktop.fields import TextField
from ui.desktop.pages.settings.words import clock, parse_clock

__all__ = ["TimeField"]


class TimeField(TextField):
    """Takes "8", "8:30", "5 pm"; shows 08:30."""

    def value(self) -> Any:
        typed = self.text().strip()
        return parse_clock(typed) if typed else None

    def _show(self, value: Any) -> str:
        return "" if value is None else clock(value)

    def _on_committed(self) -> None:
        if self.check() and self.value() is not None:
            self.set_value(self.value())
        self.committed.emit()
