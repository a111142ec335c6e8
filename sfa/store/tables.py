"""The store's own tables: the change log, the audit chain, number blocks, settings, what is found where."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sfa.store.base import Base, Merge, Synced, TableSpec, column, ref
from sfa.store.types import Bool, Id, Int, Json, Moment, Text

__all__ = ["AuditEntry", "Change", "ChangeGroup", "LocalState", "NumberBlock", "SearchDoc", "Setting"]


class ChangeGroup(Base):
    """One action of a person: what was called, by whom, when. Never rewritten.

    acts: list of [name, version, arguments]. reversible: empty, or the sentence why it cannot be undone.
    """

    __tablename__ = "change_group"
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    label: Mapped[str] = mapped_column(Text(200))
    acts: Mapped[list[Any]] = mapped_column(Json)
    actor_id: Mapped[UUID | None] = mapped_column(Id)
    hlc: Mapped[int] = mapped_column(BigInteger)
    device: Mapped[int] = mapped_column(Int)
    at: Mapped[datetime] = mapped_column(Moment)
    undo_of: Mapped[UUID | None] = mapped_column(Id, index=True)
    irreversible: Mapped[str] = mapped_column(Text(300), default="")


class Change(Base):
    """What a group did to one row: the values before and after, in wire form."""

    __tablename__ = "change"
    group_seq: Mapped[int] = mapped_column(ForeignKey("change_group.seq"), primary_key=True)
    n: Mapped[int] = mapped_column(Integer, primary_key=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(8))
    base_version: Mapped[int] = mapped_column(Integer)
    base: Mapped[dict[str, Any]] = mapped_column(Json)
    set_to: Mapped[dict[str, Any]] = mapped_column(Json)
    __table_args__ = (Index("ix_change_row", "table_name", "row_id"),)


class AuditEntry(Base):
    """One link of this device's audit chain: hash = SHA-256 of the link before and this one's text."""

    __tablename__ = "audit_entry"
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    group_id: Mapped[UUID] = mapped_column(Id)
    digest: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class SearchDoc(Base):
    """A record as search knows it; the full-text tables share its row number."""

    __tablename__ = "search_doc"
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(Text(400))
    title_key: Mapped[str] = mapped_column(Text(800), index=True)
    __table_args__ = (UniqueConstraint("row_id", name="uq_search_doc_row_id"),)


class LocalState(Base):
    """What this laptop remembers for itself: its device number, its last clock reading, window places."""

    __tablename__ = "local_state"
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


class Setting(Synced):
    """A setting of the company (no user) or of a user."""

    __tablename__ = "setting"
    spec: ClassVar = TableSpec(object="setting", label="setting", owner="user_id")
    user_id: Mapped[UUID | None] = ref("user")
    key: Mapped[str] = column(Text(60), merge=Merge.FIXED, required=True)
    value: Mapped[Any] = column(Json)


class NumberBlock(Synced):
    """A run of numbers a store may give out itself: `next` to `last`, in a series such as "quote-2026"."""

    __tablename__ = "number_block"
    spec: ClassVar = TableSpec(object="number_block", label="number block", company=True, internal=True)
    series: Mapped[str] = column(Text(40), merge=Merge.FIXED, required=True, index=True)
    next: Mapped[int] = column(Int, merge=Merge.MAX, required=True)
    last: Mapped[int] = column(Int, merge=Merge.SERVER, required=True)
    leased: Mapped[bool] = column(Bool, merge=Merge.FIXED, default=False)
