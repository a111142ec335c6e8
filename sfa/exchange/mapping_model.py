"""The words of a mapping file."""

from __future__ import annotations

from typing import Literal

import msgspec

from sfa.exchange.targets import OnError

__all__ = ["Estimate", "FieldRule", "Mapping", "Repair", "SkipRule", "Split"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Repair(_Strict, frozen=True):
    """A known fault of a column, put right and shown to the person with its count.

    find: the whole cell, or with `pattern` a regular expression for the whole cell whose groups `put` may use.
    """

    column: str
    put: str
    find: str = ""
    pattern: str = ""
    why: str = ""


class Split(_Strict, frozen=True):
    """Takes a part of the cell, cut at `at`: first, last, or all but the first or last."""

    part: Literal["first", "last", "all but first", "all but last"]
    at: str = " "


class Estimate(_Strict, frozen=True):
    """Where to take a blank value from: the `fact` of the record that reference field `of` points to.

    mark: the flag field that then says it is estimated.
    """

    of: str
    fact: str
    mark: str = ""


class FieldRule(_Strict, frozen=True):
    """How one field of the record is made. Steps run in this order.

    columns: cells joined by `join` (blank ones left out), or `constant`. `split` takes a part, `values`
    translates (folded), a blank becomes `default`, `factor` multiplies.
    strip: characters cut off both ends. first: take the first cell that is not blank instead of joining.
    otherwise: what a value not among `values` becomes. flag_blank: what to say of a row where it is blank.
    missing: what to do when the record referred to, by external id or name, is not there: refuse the row, flag it
    (the rule when nothing is said), create the record, or look again when the whole file is in ("later").
    """

    to: str
    columns: list[str] = []
    constant: str = ""
    join: str = " "
    first: bool = False
    strip: str = ""
    split: Split | None = None
    values: dict[str, str] = {}
    otherwise: Literal["keep", "blank", "refuse"] = "keep"
    default: str = ""
    factor: str = ""
    missing: Literal["", "refuse", "flag", "create", "later"] = ""
    estimate: Estimate | None = None
    on_error: OnError | None = None
    flag_blank: str = ""


class SkipRule(_Strict, frozen=True):
    """Rows left out on purpose: those whose `column` holds one of `values` ("" means blank)."""

    column: str
    values: list[str]
    why: str


class Mapping(_Strict, frozen=True):
    """A whole mapping.

    recognise: headers by which a file is known to be of this sort. currency: of amounts without one.
    country: whose phone numbers are meant where the row names no country. zone: IANA zone of local times.
    date_order: "dmy" or "mdy". decimal: "." or ",". Blank ones are found out from the file, or are the company's
    own (`with_defaults`).
    """

    name: str
    kind: str
    fields: list[FieldRule]
    title: str = ""
    recognise: list[str] = []
    repairs: list[Repair] = []
    skip: list[SkipRule] = []
    currency: str = ""
    country: str = ""
    zone: str = ""
    date_order: Literal["", "dmy", "mdy"] = ""
    decimal: Literal["", ".", ","] = ""
    encoding: str = ""
    delimiter: str = ""
