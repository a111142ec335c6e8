"""Records of a CSV file with the lines they begin in; a quote that never closes costs its own line only."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from sfa.errors import BadInput

__all__ = ["Record", "Records"]

_MAX_RECORD = 4_000_000
_LONG_RECORD = 200
_MAX_RESTARTS = 100


@dataclass(slots=True)
class Record:
    """The cells of one record. line: the physical line it begins in. problem: why there are no cells."""

    line: int
    cells: list[str]
    problem: str = ""
    remark: str = ""


class _Unclosed(Exception):  # a signal within this module, not an error
    """The record under way has grown too long to be one."""


class Records:
    """Reads a file once, from the beginning, when iterated over.

    zeros: whether zero bytes were met (and left out).
    """

    def __init__(self, path: Path, codec: str, delimiter: str) -> None:
        self._path, self._codec, self._delimiter = path, codec, delimiter
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._size = self._line = 0
        self._at_end = self._ran_dry = False
        self._last = ""
        self.zeros = False

    @property
    def ended_abruptly(self) -> bool:
        """Whether the record just given is the file's last and has no line end."""
        return self._at_end and not self._again and not self._last.endswith(("\n", "\r"))

    def __iter__(self) -> Iterator[Record]:
        csv.field_size_limit(max(csv.field_size_limit(), _MAX_RECORD))
        with self._path.open(encoding=self._codec, errors="replace", newline="") as file:
            source = self._one_ahead(file)
            for _ in range(_MAX_RESTARTS):
                broken = yield from self._parse(source)
                if broken is None:
                    return
                yield broken
        raise BadInput(f"{self._path.name} has too many quotes that never close to be read.")

    def _one_ahead(self, file: Iterator[str]) -> Iterator[str]:
        """The file's lines; when the last one is handed out, it is known to be the last."""
        waiting: str | None = None
        for line in file:
            if waiting is not None:
                yield waiting
            waiting = line
        self._at_end = True
        if waiting is not None:
            yield waiting

    def _lines(self, source: Iterator[str]) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(source, None)
            if line is None:
                self._ran_dry = True
                return
            if "\0" in line:
                self.zeros = True
                line = line.replace("\0", "")
            self._last = line
            self._line += 1
            self._size += len(line)
            self._record.append(line)
            if self._size > _MAX_RECORD and len(self._record) > 1:
                raise _Unclosed
            yield line

    def _parse(self, source: Iterator[str]) -> Generator[Record, None, Record | None]:
        """Records up to the end (returns None) or up to one that cannot be read (returns it)."""
        self._ran_dry = False
        reader = csv.reader(self._lines(source), delimiter=self._delimiter)
        while True:
            self._record, self._size, begin = [], 0, self._line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return None
            except _Unclosed:
                return self._unclosed(begin)
            except csv.Error as error:
                return Record(begin, [], f"The row cannot be read: {error}.")
            if self._ran_dry:
                return self._unclosed(begin)
            yield Record(begin, cells, "", self._remark(begin))

    def _remark(self, begin: int) -> str:
        if len(self._record) > _LONG_RECORD:
            return f"Lines {begin} to {self._line} were read as one row; is a quote missing?"
        if any("\ufffd" in line for line in self._record):
            return "Some characters of this row could not be read."
        return ""

    def _unclosed(self, begin: int) -> Record:
        """Give up the line in which the quote opens; the lines after it are read once more."""
        self._again.extendleft(reversed(self._record[1:]))
        self._line = begin
        cut = "" if self._again else " or the file is cut off here"
        return Record(begin, [], f"A quote opened in this line never closes{cut}.")
