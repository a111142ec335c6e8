"""Figures: each defined once."""
