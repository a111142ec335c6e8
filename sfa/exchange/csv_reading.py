"""CSV files as they come: any usual encoding, delimiter and line end, read row by row with its line number."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sfa.errors import BadInput
from sfa.exchange.encodings import detect_encoding
from sfa.exchange.records import Record, Records

__all__ = ["MAX_CELL", "MAX_COLUMNS", "MAX_FILE", "CsvSource", "SourceRow", "open_csv"]

MAX_COLUMNS = 1000
MAX_CELL = 1_000_000
MAX_FILE = 200_000_000
_PREVIEW = 30
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16
_SEP_LINE = re.compile(r"\ufeff?sep=(.)\s*(?:[\r\n]|$)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record of the file.

    line: number of the physical line it begins in, from 1. values: cell text by header, untouched.
    problem: why it cannot be taken at all (then values is empty). remark: what to know although it can.
    """

    line: int
    values: dict[str, str]
    problem: str = ""
    remark: str = ""


@dataclass
class CsvSource:
    """A file that was opened well: its headers are known, its rows wait.

    header_line: the physical line of the header. notes: sentences about the file as a whole; more may come
    while rows are read.
    """

    path: Path
    codec: str
    delimiter: str
    headers: tuple[str, ...]
    header_line: int
    notes: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[SourceRow]:
        """Every record below the header, in order. May be called again: the file is read anew."""
        records = Records(self.path, self.codec, self.delimiter)
        short_before = False
        empty: list[int] = []
        for record in records:
            if record.line <= self.header_line or not (record.cells or record.problem):
                continue
            if len(record.cells) > 1 and not any(record.cells):
                empty.append(record.line)
                continue
            short = len(record.cells) < len(self.headers)
            torn = records.ended_abruptly and (record.cells[-1:] or [""])[0].endswith("\ufffd")
            abrupt = torn or (short and not short_before and records.ended_abruptly)
            short_before = short_before or short
            yield self._row(record, cut_off=abrupt)
        self._note_leavings(records.zeros, empty)

    def _row(self, record: Record, *, cut_off: bool) -> SourceRow:
        problem = record.problem or self._fault(record.cells, cut_off=cut_off)
        if problem:
            return SourceRow(record.line, {}, problem)
        cells, width = record.cells, len(self.headers)
        if len(cells) >= width:
            return SourceRow(record.line, dict(zip(self.headers, cells, strict=False)), "", record.remark)
        remark = f"The row has {len(cells)} of {width} cells; the others were taken as blank."
        cells = cells + [""] * (width - len(cells))
        return SourceRow(record.line, dict(zip(self.headers, cells, strict=True)), "", remark)

    def _fault(self, cells: list[str], *, cut_off: bool) -> str:
        width = len(self.headers)
        if cut_off:
            return f"The file is cut off here: its last row ends within cell {len(cells)} of {width}."
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            return f"The row has {len(cells)} cells, the header only {width}."
        if any(len(cell) > MAX_CELL for cell in cells):
            return f"A cell has more than {MAX_CELL:,} characters."
        return ""

    def _note_leavings(self, zeros: bool, empty: list[int]) -> None:
        if zeros:
            self._note("Zero bytes in the file were left out.")
        if empty:
            lines = ", ".join(map(str, empty[:5])) + (", …" if len(empty) > 5 else "")
            self._note(f"Rows without any text were left out: {len(empty)} (line {lines}).")

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


def open_csv(path: Path, *, encoding: str = "", delimiter: str = "") -> CsvSource:
    """Open `path` and find its encoding, delimiter and header; given ones are taken as they are.

    Raises BadInput, in one sentence, for a file that is missing, unreadable, empty, too large or no CSV.
    """
    _check_file(path)
    notes: list[str] = []
    codec = encoding
    if not codec:
        found = detect_encoding(path)
        codec, notes = found.codec, [found.note] if found.note else []
    _check_codec(codec)
    delimiter = delimiter or _detect_delimiter(path, codec)
    return _with_header(path, codec, delimiter, notes)


def _with_header(path: Path, codec: str, delimiter: str, notes: list[str]) -> CsvSource:
    preview = islice(Records(path, codec, delimiter), _PREVIEW)
    named = [record for record in preview if record.problem or any(cell.strip() for cell in record.cells)]
    if named and _SEP_LINE.match(delimiter.join(named[0].cells)):
        named = named[1:]
    if not named:
        raise BadInput(f"{path.name} has no header row: it holds blank lines only.")
    if named[0].problem:
        raise BadInput(f"The header of {path.name} cannot be read. {named[0].problem}")
    header = _header_among(named)
    if header is not named[0]:
        notes.append(f"The lines above the header in line {header.line} were left out.")
    headers = _names(header.cells)
    if len(headers) > MAX_COLUMNS:
        raise BadInput(f"{path.name} has {len(headers):,} columns; {MAX_COLUMNS:,} is the most that can be read.")
    return CsvSource(path, codec, delimiter, headers, header.line, notes)


def _header_among(records: list[Record]) -> Record:
    """The first record, unless it is a lone remark above a wider header, as LinkedIn writes it."""
    if _filled(records[0]) > 1:
        return records[0]
    wide = next((record for record in records[:10] if _filled(record) >= 3), None)
    return wide or records[0]


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _names(cells: list[str]) -> tuple[str, ...]:
    """Header names made clean and unique; nameless columns at the end are dropped."""
    clean = [_SPACES.sub(" ", cell.replace("\ufeff", "")).strip() for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    names: dict[str, None] = {}
    for at, name in enumerate(clean, 1):
        name = name or f"Column {at}"
        unique, number = name, 1
        while unique in names:
            number += 1
            unique = f"{name} ({number})"
        names[unique] = None
    return tuple(names)


def _detect_delimiter(path: Path, codec: str) -> str:
    """The delimiter under which the first rows are most alike; a comma where there is but one column."""
    with path.open(encoding=codec, errors="replace", newline="") as file:
        text = file.read(_SAMPLE).replace("\0", "")
    first = _SEP_LINE.match(text)
    if first:
        return first.group(1)
    ranks = {delimiter: _rank(text, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: ranks[delimiter])


def _rank(text: str, delimiter: str) -> tuple[float, int]:
    """Share of the sample's rows that are as wide as the widest of its first ones, and that width."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        rows = [row for row in islice(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), 50) if row]
    except csv.Error:
        return 0.0, 0
    width = max((len(row) for row in rows[:10]), default=0)
    if width < 2:
        return 0.0, width
    return sum(len(row) == width for row in rows) / len(rows), width


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder, not a CSV file.")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BadInput(f"{path.name} cannot be read: {reason}.", details=repr(error)) from error
    if size > MAX_FILE:
        raise BadInput(f"{path.name} is larger than {MAX_FILE // 1_000_000} MB; split it and import the parts.")


def _check_codec(codec: str) -> None:
    try:
        "".encode(codec)
    except LookupError as error:
        raise BadInput(f"“{codec}” is not an encoding this machine knows.") from error
