"""Activities: any action that moves a customer on, planned or done."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column, ref
from sfa.store.types import Bool, Day, Int, Moment, Text

__all__ = ["Activity"]


class Activity(Synced):
    """A task, call, meeting, visit, e-mail, note or promise.

    kind: see sfa.activities.kinds. state: planned, done or cancelled. stage_id: the deal's step it served.
    due_on: the owner's calendar day; due_at: the moment, where a time was agreed; zone: whose local time that was.
    minutes: planned or real length. outcome: a code of sfa.activities.kinds; result: what was said.
    """

    __tablename__ = "activity"
    spec: ClassVar = TableSpec(
        object="activity",
        label="activity",
        title="subject",
        search=("result",),
        owner="owner_id",
        through="account_id",
    )
    kind: Mapped[str] = column(Text(40), required=True)
    subject: Mapped[str] = column(Text(300), required=True, label="Subject")
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
    account_id: Mapped[UUID | None] = ref("account", merge=Merge.MANUAL)
    contact_id: Mapped[UUID | None] = ref("contact")
    opportunity_id: Mapped[UUID | None] = ref("opportunity")
    quote_id: Mapped[UUID | None] = ref("quote")
    stage_id: Mapped[UUID | None] = ref("stage", index=False)
    state: Mapped[str] = column(Text(20), default="planned")
    promise: Mapped[bool] = column(Bool, default=False)
    due_on: Mapped[date | None] = column(Day, index=True)
    due_at: Mapped[datetime | None] = column(Moment)
    zone: Mapped[str | None] = column(Text(60))
    minutes: Mapped[int | None] = column(Int)
    done_at: Mapped[datetime | None] = column(Moment, index=True)
    direction: Mapped[str | None] = column(Text(10))
    outcome: Mapped[str | None] = column(Text(40))
    result: Mapped[str | None] = column(Text(20000), merge=Merge.TEXT)
    next_step: Mapped[str | None] = column(Text(300))
    external_id: Mapped[str | None] = column(Text(120), index=True)
