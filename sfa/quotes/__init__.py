"""Quotes: life cycle, totals, approvals, PDF, signature, orders."""
