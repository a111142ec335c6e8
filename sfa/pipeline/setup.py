"""The pipeline a company starts with: the seven steps of selling and why deals are lost."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from sfa.pipeline.model import LossReason, Pipeline, Stage
from sfa.pipeline.states import StageType
from sfa.store.acts import act
from sfa.store.transaction import Transaction

__all__ = ["LOSS_REASONS", "SEVEN_STEPS", "SetUpPipeline", "Step"]


@dataclass(frozen=True)
class Step:
    """One of the seven. probability: percent; rotting_days: longer rest puts a deal at risk."""

    key: str
    name: str
    probability: int
    rotting_days: int
    type: StageType = StageType.OPEN


SEVEN_STEPS = (
    Step("prospecting", "Prospecting", 5, 30),
    Step("preparation", "Preparation", 10, 21),
    Step("approach", "Approach", 20, 21),
    Step("presentation", "Presentation", 40, 21),
    Step("objections", "Handling objections", 60, 14),
    Step("closing", "Closing", 80, 14),
    Step("follow_up", "Follow-up", 100, 90, StageType.WON),
)

OTHER = "Other"
LOSS_REASONS = ("Price", "Chose a competitor", "No budget", "No need", "Bad timing", "No answer", OTHER)


class SetUpPipeline(msgspec.Struct, frozen=True):
    """Make the pipeline “Sales” with its seven steps, and the reasons for losing."""


@act("pipeline.set_up_pipeline", SetUpPipeline, label="Set up pipeline", right="pipeline.create")
def set_up_pipeline(txn: Transaction, _args: SetUpPipeline) -> None:
    """Make what is not there yet: running it again changes nothing."""
    if not txn.scalars(select(Pipeline).where(Pipeline.standard, Pipeline.deleted_at.is_(None))):
        pipeline = txn.add(Pipeline(name="Sales", standard=True))
        for position, step in enumerate(SEVEN_STEPS, start=1):
            txn.add(
                Stage(
                    pipeline_id=pipeline.id,
                    position=position,
                    key=step.key,
                    name=step.name,
                    type=step.type.value,
                    probability=step.probability,
                    rotting_days=step.rotting_days,
                )
            )
    if not txn.scalars(select(LossReason).where(LossReason.deleted_at.is_(None))):
        for position, name in enumerate(LOSS_REASONS, start=1):
            txn.add(LossReason(name=name, position=position, asks_note=name == OTHER))
