"""What commands print: JSON for scripts, plain tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

__all__ = ["print_json", "print_table"]


def print_json(value: Any) -> None:
    """One JSON document on standard output, UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")
    sys.stdout.buffer.flush()


def print_table(rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
    """Columns padded to their widest cell; the last one runs free."""
    lines = [tuple(heads), *map(tuple, rows)] if heads else [tuple(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)] if lines else []
    for line in lines:
        padded = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=False)]
        print("  ".join([*padded, line[-1]]).rstrip())
