"""What was typed into a cell of a line, as the act wants it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from sfa.errors import BadInput
from ui.desktop import formats

__all__ = ["cell_value"]


def cell_value(key: str, typed: str) -> str | Decimal | None:
    """The value of the column `key`: words, or a number with or without its unit or percent sign.

    An empty discount is none. Raises BadInput for what is no number.
    """
    if key == "name":
        return typed
    bare = typed.removesuffix("%").strip()
    if key == "quantity":
        bare = _without_unit(bare)
    if key == "discount" and not bare:
        return None
    if not bare:
        raise BadInput(QCoreApplication.translate("Quotes", "A number is needed here."))
    return formats.parse_number(bare)


def _without_unit(typed: str) -> str:
    number, _, unit = typed.rpartition(" ")
    return number.strip() if number and unit.isalpha() else typed
