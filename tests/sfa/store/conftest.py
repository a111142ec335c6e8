"""Stores whose triggers refuse every write to a synced table that no transaction makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import sfa.rooms  # noqa: F401
from sfa.store.actor import system_actor
from sfa.store.base import synced_models
from sfa.store.store import Store
from tests.stores import new_store

SYSTEM = system_actor()


def guard(store: Store) -> None:
    """Put temporary triggers on all synced tables of the writing connection."""
    with store._engines.writer.begin() as connection:
        for model in synced_models():
            for verb in ("INSERT", "UPDATE", "DELETE"):
                connection.exec_driver_sql(
                    f"CREATE TEMP TRIGGER guard_{model.__tablename__}_{verb} BEFORE {verb} "
                    f'ON main."{model.__tablename__}" WHEN fieldbook_writing() = 0 '
                    "BEGIN SELECT RAISE(ABORT, 'written outside a transaction'); END"
                )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty, guarded store."""
    opened = new_store(tmp_path, "empty")
    guard(opened)
    yield opened
    opened.close()
