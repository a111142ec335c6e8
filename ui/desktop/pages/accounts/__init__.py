"""Accounts: the list at any size and the card of one account."""

from ui.desktop.pages.accounts.page import AccountsPage

__all__ = ["AccountsPage"]
