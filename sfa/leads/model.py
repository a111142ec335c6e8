"""Leads."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column, ref, sort_key
from sfa.store.types import Text

__all__ = ["Lead"]


class Lead(Synced):
    """A prospect before it is an account. state: new, assigned, in_process, converted, recycled or dead."""

    __tablename__ = "lead"
    spec: ClassVar = TableSpec(
        object="lead", label="lead", title="name", search=("company", "email", "phone"), owner="owner_id",
        territory="territory_id",
    )  # fmt: skip
    name: Mapped[str] = column(Text(300), merge=Merge.MANUAL, required=True, label="Name")
    name_key: Mapped[str] = sort_key("name", 300)
    company: Mapped[str | None] = column(Text(300))
    job_title: Mapped[str | None] = column(Text(120))
    email: Mapped[str | None] = column(Text(254))
    phone: Mapped[str | None] = column(Text(40))
    city: Mapped[str | None] = column(Text(120))
    region: Mapped[str | None] = column(Text(120))
    postal_code: Mapped[str | None] = column(Text(20))
    country: Mapped[str | None] = column(Text(80))
    source: Mapped[str | None] = column(Text(80))
    state: Mapped[str] = column(Text(20), merge=Merge.SERVER, default="new", index=True)
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
    territory_id: Mapped[UUID | None] = ref("territory", merge=Merge.SERVER)
    note: Mapped[str | None] = column(Text(20000), merge=Merge.TEXT)
    external_id: Mapped[str | None] = column(Text(120), index=True)
