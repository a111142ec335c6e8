"""The Settings page: look, hours, safety and, for the administrator, the company."""

from ui.desktop.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
