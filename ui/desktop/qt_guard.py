"""Refuses a Qt that would crash within seconds, in one sentence instead of a core dump.

PySide6 6.12 on Python 3.11 loses a reference to None at each call of a method that returns nothing; after
some thousand calls the process dies. Imports no Qt, so that it can run first.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

__all__ = ["refusal"]


def refusal(qt_version: str | None = None, python: tuple[int, int] | None = None) -> str:
    """Why the desktop cannot start with these versions (those installed by default), or an empty text."""
    found = _installed() if qt_version is None else qt_version
    running = python if python is not None else (sys.version_info.major, sys.version_info.minor)
    if not found:
        return "The desktop needs PySide6, which is not installed: run “pip install fieldbook” again."
    if found.split(".")[:2] == ["6", "12"] and running < (3, 12):
        return (
            f"PySide6 {found} crashes on Python {running[0]}.{running[1]}: "
            "run “pip install 'pyside6-essentials<6.12'” or use Python 3.12."
        )
    return ""


def _installed() -> str:
    try:
        return version("pyside6-essentials")
    except PackageNotFoundError:
        # Inside a bundle there are no package records; the versions were checked when it was built.
        return "bundled" if getattr(sys, "frozen", False) else ""
