"""How an account's parts read in one line, without a language or a format of numbers."""

from __future__ import annotations

__all__ = ["address_line", "first_words"]


def address_line(
    street: str | None, city: str | None, region: str | None = None, postal_code: str | None = None
) -> str:
    """ "4065 Main Street, Hilliard OH 43026"; parts that are missing leave no comma behind."""
    town = " ".join(part for part in (city, region, postal_code) if part)
    return ", ".join(part for part in (street, town) if part)


def first_words(text: str | None, most: int = 200) -> str:
    """The first line of a longer text, at most `most` characters."""
    line = next((line.strip() for line in (text or "").splitlines() if line.strip()), "")
    return line if len(line) <= most else f"{line[: most - 1]}…"
