"""Quotes: the list, the editor with its preview, a new quote."""

from ui.desktop.pages.quotes.page import QuotesPage

__all__ = ["QuotesPage"]
