"""The Today page: the rep's day as a timeline, a map, what is due, and the brief of the next visit."""

from ui.desktop.pages.today.page import TodayPage

__all__ = ["TodayPage"]
