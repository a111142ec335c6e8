"""What can go wrong, in words for the person and details for support.

`FieldbookError` is the world's fault (a full disk, bad input, a broken rule) and is shown as it is.
Anything else that reaches the top is our bug and goes to the crash report.
"""

from __future__ import annotations

__all__ = [
    "BadInput",
    "FieldbookError",
    "NotAllowed",
    "NotFound",
    "RuleBroken",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "StoreTooNew",
    "UndoRefused",
    "WrongKey",
    "require",
]


class FieldbookError(Exception):
    """Root of all errors a person may see.

    message: one sentence in the person's words. details: what support needs, never secrets.
    field: name of the field the error belongs to, so that a form can show it there.
    """

    def __init__(self, message: str, *, details: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        self.field = field


class BadInput(FieldbookError):
    """A value or a file that cannot be taken as it is."""


class RuleBroken(FieldbookError):
    """A precondition of an act is not met."""


class NotAllowed(FieldbookError):
    """The actor's role does not permit this."""


class NotFound(FieldbookError):
    """The record is not in this store."""


class UndoRefused(FieldbookError):
    """The change cannot be taken back any more."""


class StoreError(FieldbookError):
    """The store cannot be opened, read or written."""


class WrongKey(StoreError):
    """The passphrase or key does not open the store."""


class StoreMissing(StoreError):
    """There is no store at that place yet."""


class StoreTooNew(StoreError):
    """The store was written by a newer Fieldbook."""


class StoreBusy(StoreError):
    """Another Fieldbook holds the store open for writing."""


def require(condition: object, message: str, *, field: str = "") -> None:
    """Raise `RuleBroken` with `message` unless `condition` holds."""
    if not condition:
        raise RuleBroken(message, field=field)
