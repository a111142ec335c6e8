"""Where things lie on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["data_folder", "default_store", "demo_folder"]


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's own folder for Fieldbook's files (not roaming), by the system's custom."""
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA", str(Path.home()))) / "Fieldbook"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Fieldbook"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fieldbook"


def default_store(environ: Mapping[str, str] = os.environ) -> Path:
    """The store to open when none is named: FIELDBOOK_STORE or the one in the data folder."""
    named = environ.get("FIELDBOOK_STORE")
    return Path(named) if named else data_folder(environ) / "fieldbook.db"


def demo_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the demo's stores lie."""
    return data_folder(environ) / "demo"
