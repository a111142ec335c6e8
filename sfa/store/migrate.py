"""Bringing a store's file to this version, after a copy of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, Engine

from sfa.errors import StoreTooNew

__all__ = ["SCHEMA", "bring_up_to_date", "needs_update"]

# Rises by one with every migration of the core or laptop branch; kept in the file as user_version.
SCHEMA = 1
_BRANCHES = ("core", "laptop")


def needs_update(engine: Engine) -> bool:
    """Whether the file is older than this Fieldbook. Raises StoreTooNew for a newer one."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found > SCHEMA:
        raise StoreTooNew(
            "This store was written by a newer Fieldbook; update this one to open it.",
            details=f"{found} > {SCHEMA}",
        )
    return int(found) < SCHEMA


def bring_up_to_date(engine: Engine, path: Path) -> Path | None:
    """Run the missing migrations. Returns the copy made before, or None for a new file."""
    copy = _copy(engine, path)
    with engine.begin() as connection:
        run(connection, _BRANCHES)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    return copy


def run(connection: Connection, branches: tuple[str, ...]) -> None:
    """Upgrade the given branches within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    here = Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(here))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(here / "versions"))
    config.attributes["connection"] = connection
    for branch in branches:
        command.upgrade(config, f"{branch}@head")


def _copy(engine: Engine, path: Path) -> Path | None:
    with engine.connect() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version == 0:
            return None
    raw = engine.raw_connection()
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
    copy = path.with_name(f"{path.name}.before-{SCHEMA}")
    shutil.copy2(path, copy)
    return copy
