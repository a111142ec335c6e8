"""Text as it is stored, sorted and found."""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "is_blank", "nfc"]


def nfc(text: str) -> str:
    """`text` in Unicode normal form C."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen: spaces, controls, joiners and unassigned characters only."""
    return all(unicodedata.category(char)[0] in "ZC" for char in text)


def fold(text: str) -> str:
    """The key by which `text` is sorted and found: case folded, accents and outer spaces removed.

    Text made of accents alone keeps them, so that nothing folds to an empty key.
    """
    if text.isascii():
        return text.strip().lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return nfc(bare.casefold()).strip() or nfc(text.casefold())
