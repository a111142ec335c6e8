"""Deals and the steps they go through."""
