"""Pipelines, stages, opportunities and how they moved."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, child_of, column, ref, sort_key
from sfa.store.types import Bool, Day, Int, Minor, Moment, Text

__all__ = ["LossReason", "Opportunity", "Pipeline", "Stage", "StageChange"]


class Pipeline(Synced):
    """An ordered set of stages; one is the default."""

    __tablename__ = "pipeline"
    spec: ClassVar = TableSpec(object="pipeline", label="pipeline", company=True)
    name: Mapped[str] = column(Text(120), merge=Merge.SERVER, required=True)
    standard: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=False)


class Stage(Synced):
    """A step. type: open or won; logic reads the type, never the name.

    probability: percent. rotting_days: how long a deal may rest here before it is at risk.
    """

    __tablename__ = "stage"
    spec: ClassVar = TableSpec(object="pipeline", label="stage", company=True)
    pipeline_id: Mapped[UUID] = child_of("pipeline")
    key: Mapped[str] = column(Text(40), merge=Merge.FIXED, required=True)
    name: Mapped[str] = column(Text(80), merge=Merge.SERVER, required=True)
    position: Mapped[int] = column(Int, merge=Merge.SERVER, required=True)
    type: Mapped[str] = column(Text(10), merge=Merge.SERVER, required=True)
    probability: Mapped[int] = column(Int, merge=Merge.SERVER, required=True)
    rotting_days: Mapped[int] = column(Int, merge=Merge.SERVER, default=30)


class LossReason(Synced):
    """Why deals are lost. asks_note: this one needs a note ("Other")."""

    __tablename__ = "loss_reason"
    spec: ClassVar = TableSpec(object="pipeline", label="loss reason", company=True)
    name: Mapped[str] = column(Text(80), merge=Merge.SERVER, required=True)
    position: Mapped[int] = column(Int, merge=Merge.SERVER, required=True)
    asks_note: Mapped[bool] = column(Bool, merge=Merge.SERVER, default=False)


class Opportunity(Synced):
    """A potential deal.

    state: open, on_hold, won or lost, apart from its stage. stage_id: where it stands; a lost deal keeps the step it
    was lost at, or none where that is unknown. amount: minor units. estimated: the amount is a list price, not a bid.
    probability: percent, where a person set their own; else the stage's. flag: what a person should look at.
    """

    __tablename__ = "opportunity"
    spec: ClassVar = TableSpec(
        object="opportunity", label="deal", title="name", owner="owner_id", through="account_id"
    )
    name: Mapped[str] = column(Text(300), required=True, label="Deal name")
    name_key: Mapped[str] = sort_key("name", 300)
    account_id: Mapped[UUID | None] = ref("account", merge=Merge.MANUAL)
    contact_id: Mapped[UUID | None] = ref("contact")
    owner_id: Mapped[UUID | None] = ref("user", merge=Merge.SERVER)
    product_id: Mapped[UUID | None] = ref("product")
    pipeline_id: Mapped[UUID] = ref("pipeline", merge=Merge.SERVER, required=True)
    stage_id: Mapped[UUID | None] = ref("stage", merge=Merge.SERVER)
    state: Mapped[str] = column(Text(10), merge=Merge.SERVER, default="open", index=True)
    amount: Mapped[int] = column(Minor, merge=Merge.MANUAL, default=0)
    currency: Mapped[str] = column(Text(3), merge=Merge.MANUAL, required=True)
    estimated: Mapped[bool] = column(Bool, default=False)
    probability: Mapped[int | None] = column(Int, merge=Merge.MANUAL)
    opened_on: Mapped[date | None] = column(Day)
    close_on: Mapped[date | None] = column(Day, merge=Merge.MANUAL)
    closed_on: Mapped[date | None] = column(Day, merge=Merge.SERVER, index=True)
    stage_since: Mapped[datetime | None] = column(Moment, merge=Merge.SERVER)
    loss_reason_id: Mapped[UUID | None] = ref("loss_reason", merge=Merge.SERVER, index=False)
    loss_note: Mapped[str | None] = column(Text(2000))
    next_step: Mapped[str | None] = column(Text(300))
    next_step_on: Mapped[date | None] = column(Day)
    flag: Mapped[str | None] = column(Text(200))
    external_id: Mapped[str | None] = column(Text(120), index=True)


class StageChange(Synced):
    """A deal moved: history that is only ever added to. amount: the deal's amount at that moment, minor units."""

    __tablename__ = "stage_change"
    spec: ClassVar = TableSpec(object="opportunity", label="stage change", through="opportunity_id")
    opportunity_id: Mapped[UUID] = child_of("opportunity")
    from_stage_id: Mapped[UUID | None] = ref("stage", merge=Merge.FIXED, index=False)
    to_stage_id: Mapped[UUID | None] = ref("stage", merge=Merge.FIXED, index=False)
    from_state: Mapped[str | None] = column(Text(10), merge=Merge.FIXED)
    to_state: Mapped[str] = column(Text(10), merge=Merge.FIXED, required=True)
    at: Mapped[datetime] = column(Moment, merge=Merge.FIXED, required=True, index=True)
    by_id: Mapped[UUID | None] = ref("user", merge=Merge.FIXED, index=False)
    amount: Mapped[int] = column(Minor, merge=Merge.FIXED, default=0)
