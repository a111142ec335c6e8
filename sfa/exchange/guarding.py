"""Cells that a spreadsheet would run as a formula, and the apostrophe that stops it.

After the OWASP note on CSV injection, with two changes: text that cannot act (a phone number, a minus before a
word, a smiley) is left as it is, and the guard can be taken off again without loss.
"""

from __future__ import annotations

import re

__all__ = ["guarded", "is_dangerous", "unguarded"]

_APOSTROPHE = "'"
_TRIGGERS = frozenset("=+-@＝＋－＠\t\r")
_BEGINS = re.compile(r"[\s\x00-\x1f\ufeff\u200b]*[=+\-@＝＋－＠]")
_FIGURES = re.compile(r"[+-][0-9][0-9\s().,/-]*(?:[eE][+-]?[0-9]+)?%?")
_PHONE = re.compile(r"\+?\(?[0-9][0-9\s().-]*")
_HANDLE = re.compile(r"@\w+")
_BULLET = re.compile(r"[-+] [\w\s.,;:?'’-]*", re.UNICODE)
_SIGNS_ONLY = re.compile(r"[=+\-@][^\w\"'|!({\[&\\]*")


def is_dangerous(cell: str) -> bool:
    """Whether a spreadsheet may take `cell` for a formula that does something."""
    if not cell or (cell[0] not in _TRIGGERS and not _BEGINS.match(cell)):
        return False
    if cell[0] in "\t\r":
        return True
    honest = (_FIGURES, _PHONE, _HANDLE, _BULLET, _SIGNS_ONLY)
    return not any(form.fullmatch(cell) for form in honest)


def guarded(cell: str) -> str:
    """`cell` as it may stand in a file for spreadsheets. `unguarded` is its exact reverse."""
    return _APOSTROPHE + cell if is_dangerous(cell.lstrip(_APOSTROPHE)) else cell


def unguarded(cell: str) -> str:
    """`cell` without its guard, if it has one."""
    if cell[:1] == _APOSTROPHE and is_dangerous(cell.lstrip(_APOSTROPHE)):
        return cell[1:]
    return cell
