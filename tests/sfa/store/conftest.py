"""An empty store for tests of the store itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sfa.rooms  # noqa: F401
from sfa.store.actor import system_actor
from sfa.store.store import Store
from tests.stores import new_store

SYSTEM = system_actor()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, guarded like all of `tests.stores`."""
    opened = new_store(tmp_path, "empty")
    yield opened
    opened.close()
