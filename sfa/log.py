"""The log: a rotating file beside the store, for support. Holds no names, values or secrets."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

__all__ = ["to_file"]

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def to_file(folder: Path) -> logging.Handler:
    """Send the log to `folder`/fieldbook.log, three files of 1 MB; returns the handler for removal."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "fieldbook.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler
