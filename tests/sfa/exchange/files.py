"""Where the test data of this room lies, and small ways to make and read files."""

from __future__ import annotations

from pathlib import Path

from sfa.exchange.csv_reading import SourceRow, open_csv
from sfa.exchange.mapping import find_mapping
from sfa.exchange.plan import Prepared, prepare
from sfa.exchange.resolving import KnownRecords, Resolver

DATA = Path(__file__).parents[2] / "data"
DEMO = Path(__file__).parents[3] / "resources" / "demo"


def rows_of(path: Path, **how: str) -> list[SourceRow]:
    return list(open_csv(path, **how).rows())


def write(folder: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def prepared(path: Path, kind: str, resolver: Resolver | None = None) -> list[Prepared]:
    source = open_csv(path)
    return list(prepare(source.rows(), find_mapping(source.headers, kind), resolver or KnownRecords()))
