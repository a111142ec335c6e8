"""Territories: a tree; an account lies in one of them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column, ref, sort_key
from sfa.store.types import Text

__all__ = ["Territory"]


class Territory(Synced):
    """A part of the market with an owner: the rep who answers for it."""

    __tablename__ = "territory"
    spec: ClassVar = TableSpec(object="territory", label="territory", title="name", company=True)
    name: Mapped[str] = column(Text(120), required=True, label="Territory")
    name_key: Mapped[str] = sort_key("name")
    parent_id: Mapped[UUID | None] = ref("territory", merge=Merge.SERVER)
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
