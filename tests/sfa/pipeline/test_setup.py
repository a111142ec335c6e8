"""The pipeline a company starts with."""

from __future__ import annotations

from sqlalchemy import func, select

from sfa.pipeline.model import LossReason, Pipeline, Stage
from sfa.pipeline.queries import loss_reasons, steps
from sfa.pipeline.setup import SetUpPipeline
from tests.sfa.pipeline.deals import Deals


def test_the_seven_steps_stand_in_the_order_of_selling(deals: Deals) -> None:
    with deals.work.reading() as session:
        found = [step.key for step in steps(session)]
    assert found == ["prospecting", "preparation", "approach", "presentation", "objections", "closing", "follow_up"]


def test_probabilities_rise_to_a_hundred_at_the_won_step(deals: Deals) -> None:
    with deals.work.reading() as session:
        found = [(step.probability, step.is_won) for step in steps(session)]
    assert found == [(5, False), (10, False), (20, False), (40, False), (60, False), (80, False), (100, True)]


def test_only_the_reason_other_asks_for_a_note(deals: Deals) -> None:
    with deals.work.reading() as session:
        asking = [name for _, name, asks in loss_reasons(session) if asks]
    assert asking == ["Other"]


def test_setting_up_twice_makes_nothing_twice(deals: Deals) -> None:
    deals.as_("admin").run(SetUpPipeline())
    with deals.work.reading() as session:
        counts = [session.scalar(select(func.count()).select_from(m)) for m in (Pipeline, Stage, LossReason)]
    assert counts == [1, 7, 7]
