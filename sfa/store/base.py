"""How a synced table is declared.

Every column of one says how concurrent edits of it merge; every table says whose its rows are,
what it is called and by what it is found. Sync, search and permissions read these declarations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, ForeignKey, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from sfa.store.types import Id, Int, Json, Moment, StoredType, Text

__all__ = [
    "BOOKKEEPING",
    "Base",
    "Merge",
    "Synced",
    "TableSpec",
    "child_of",
    "column",
    "model_named",
    "ref",
    "sort_key",
    "synced_models",
    "table_of",
    "travelling_columns",
]

BOOKKEEPING = frozenset({"id", "created_at", "created_by", "updated_at", "updated_by", "version"})


class Merge(StrEnum):
    """What happens when two people changed one field (sync-protocol §2.6)."""

    LWW = "lww"  # the later edit wins, the other can be brought back
    SERVER = "server"  # the server's value wins
    MANUAL = "manual"  # a person decides
    MAX = "max"  # the larger value
    SUM = "sum"  # differences add up
    OR = "or"  # once set, it stays set
    SET = "set"  # additions and removals of elements
    TEXT = "text"  # merged by lines
    FIXED = "fixed"  # never changes after the row was made


@dataclass(frozen=True)
class TableSpec:
    """What the store needs to know of a synced table.

    object: the name rights are given on; lines of a quote answer to "quote".
    title: the column shown as the record's name. search: columns a record is found by, beside its title.
    found_as: a reference column; the row's search text belongs to that record instead of its own.
    owner, territory: columns that say whose the row is. through: a reference column whose record says it.
    company: rows belong to everybody. internal: only acts and the store write here, whoever the actor is.
    """

    object: str
    label: str
    title: str = ""
    search: tuple[str, ...] = ()
    found_as: str = ""
    owner: str = ""
    territory: str = ""
    through: str = ""
    company: bool = False
    internal: bool = False


class Base(DeclarativeBase):
    """All tables of a store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Synced(Base):
    """A row that other stores will know: identity, who and when, version, soft deletion, own fields."""

    __abstract__ = True
    spec: ClassVar[TableSpec]

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(Moment, sort_order=90)
    created_by: Mapped[UUID | None] = mapped_column(Id, sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(Moment, sort_order=92)
    updated_by: Mapped[UUID | None] = mapped_column(Id, sort_order=93)
    version: Mapped[int] = mapped_column(Int, sort_order=94)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment, sort_order=95, info={"merge": Merge.MANUAL})
    custom: Mapped[dict[str, Any] | None] = mapped_column(Json, sort_order=96, info={"merge": Merge.LWW})


def column(
    kind: StoredType | type[StoredType],
    *,
    merge: Merge = Merge.LWW,
    required: bool = False,
    label: str = "",
    index: bool = False,
    default: Any = None,
    nullable: bool = True,
) -> MappedColumn[Any]:
    """A plain field. required: blank is refused. label: what the field is called in a message."""
    info = {"merge": merge, "required": required, "label": label}
    return mapped_column(
        kind, info=info, index=index, default=default, nullable=nullable and not required and default is None
    )


def sort_key(of: str, length: int = 200) -> MappedColumn[Any]:
    """The folded form of column `of`, written by the transaction, indexed, not synced."""
    return mapped_column(Text(length * 2), info={"key_of": of}, index=True, nullable=False, default="")


def ref(
    table: str, *, merge: Merge = Merge.LWW, required: bool = False, label: str = "", index: bool = True
) -> MappedColumn[Any]:
    """A reference to a row of `table` that may not be on this laptop: an id without constraint."""
    info = {"merge": merge, "ref": table, "required": required, "label": label}
    return mapped_column(Id, info=info, index=index, nullable=not required)


def child_of(table: str) -> MappedColumn[Any]:
    """The root this row always travels with: a deferred foreign key that never changes."""
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(
        Id, key, info={"merge": Merge.FIXED, "ref": table, "required": True}, index=True, nullable=False
    )


def synced_models() -> Sequence[type[Synced]]:
    """Every synced table known to this process, in the order of their names."""
    found: list[type[Synced]] = []
    pending: list[type[Synced]] = list(Synced.__subclasses__())
    while pending:
        model = pending.pop()
        pending.extend(model.__subclasses__())
        if not model.__dict__.get("__abstract__", False):
            found.append(model)
    return sorted(found, key=lambda model: model.__tablename__)


def table_of(model: type[Base]) -> Table:
    """The Core table of a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def travelling_columns(model: type[Synced]) -> list[Column[Any]]:
    """The columns whose values are recorded and synced: neither bookkeeping nor derived keys."""
    return [c for c in table_of(model).columns if c.name not in BOOKKEEPING and "key_of" not in c.info]


@lru_cache(maxsize=256)
def model_named(table: str) -> type[Synced]:
    """The model of a synced table. Raises LookupError for an unknown name."""
    for model in synced_models():
        if model.__tablename__ == table:
            return model
    raise LookupError(table)
