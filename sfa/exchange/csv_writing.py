"""CSV as we write it: UTF-8, CRLF, and no cell that a spreadsheet would run.

What is written here is read back equal by `sfa.exchange.csv_reading` and `read_back`.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from sfa.clock import to_micros
from sfa.errors import BadInput
from sfa.exchange.csv_reading import open_csv
from sfa.exchange.guarding import guarded, unguarded
from sfa.money import Money

__all__ = ["cell_text", "read_back", "write_csv", "write_rows"]

Cell = str | int | bool | Decimal | date | datetime | Money | None


def cell_text(value: Cell) -> str:
    """A value as plain text: ISO dates and UTC times, decimal points, amounts in major units without currency."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return format(value.value, "f")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def write_rows(file: TextIO, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write header and rows to a text file opened with newline=""; returns the number of rows."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guarded(header) for header in headers])
    count = 0
    for row in rows:
        writer.writerow([guarded(cell_text(value).replace("\0", "")) for value in row])
        count += 1
    return count


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> int:
    """Write `path` as a whole or not at all; returns the number of rows.

    mark: put a byte order mark first, without which Excel takes UTF-8 for the machine's own encoding.
    Raises BadInput when the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
            count = write_rows(file, headers, rows)
        os.replace(part, path)  # noqa: PTH105 - the same call, plainly atomic
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadInput(f"{path} cannot be written: {error.strerror or error}.", details=repr(error)) from error
    return count


def read_back(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file written by `write_csv`, guards taken off."""
    source = open_csv(path, delimiter=",")
    for row in source.rows():
        yield {unguarded(name): unguarded(cell) for name, cell in row.values.items()}


def _moment(value: datetime) -> str:
    micros = to_micros(value) % 1_000_000
    return value.strftime("%Y-%m-%dT%H:%M:%S") + (f".{micros:06d}" if micros else "") + value.strftime("%z")
