"""Visits: a day's stops on the map, put in order, locked, moved, taken along on the phone."""

from ui.desktop.pages.visits.page import VisitsPage

__all__ = ["VisitsPage"]
