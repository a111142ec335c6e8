"""A company store with accounts and deals, for the tests of the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.model import Account
from sfa.clock import FixedClock
from sfa.pipeline.acts import AddOpportunity
from sfa.pipeline.filters import Reader
from sfa.pipeline.model import LossReason, Opportunity, Stage, StageChange
from sfa.pipeline.queries import Step, steps
from sfa.workspace import Workspace
from tests.stores import TUESDAY, new_store, workspace_of

__all__ = ["Deals"]


class Deals:
    """Work in a fresh store as one user; `as_` gives another user's hands on the same store."""

    def __init__(self, folder: Path, who: str = "rep") -> None:
        self.clock = FixedClock(TUESDAY, step=0.001)
        self.store = new_store(folder, clock=self.clock)
        self.work = workspace_of(self.store, who)
        with self.work.reading() as session:
            self.steps = {step.key: step for step in steps(session)}

    def as_(self, who: str) -> Workspace:
        """Another user in the same store."""
        return workspace_of(self.store, who)

    @property
    def reader(self) -> Reader:
        """The user at work, today."""
        return self.reader_of(self.work)

    @staticmethod
    def reader_of(work: Workspace) -> Reader:
        """That user, today."""
        return Reader(work.actor, work.today(), work.user.zone)

    def step(self, key: str) -> Step:
        """A step of the standard pipeline."""
        return self.steps[key]

    def account(self, name: str = "Hilliard Taphouse", work: Workspace | None = None) -> UUID:
        """A new account of the user."""
        work = work or self.work
        with work.transaction("Add account") as txn:
            return txn.add(Account(name=name, owner_id=work.user.id)).id

    def deal(self, name: str = "Twelve taps", work: Workspace | None = None, **fields: Any) -> UUID:
        """A new deal of the user, at an account of its own unless one is named."""
        work = work or self.work
        key = fields.pop("step", None)
        fields.setdefault("account_id", self.account(work=work))
        fields.setdefault("amount", 1_265_000)
        if key:
            fields["stage_id"] = self.step(key).id
        found: UUID = work.run(AddOpportunity(name=name, currency="USD", **fields))
        return found

    def row(self, deal_id: UUID) -> Opportunity:
        """The deal as it is stored."""
        with self.work.reading() as session:
            row = session.get(Opportunity, deal_id)
            assert row is not None
            session.expunge(row)
            return row

    def stage_of(self, deal_id: UUID) -> str | None:
        """Key of the step the deal stands at."""
        with self.work.reading() as session:
            query = select(Stage.key).join(Opportunity, Opportunity.stage_id == Stage.id)
            return session.scalars(query.where(Opportunity.id == deal_id)).first()

    def moves(self, deal_id: UUID) -> list[tuple[str | None, str]]:
        """(state before, state after) of the living history, oldest first."""
        with self.work.reading() as session:
            query = select(StageChange.from_state, StageChange.to_state).where(
                StageChange.opportunity_id == deal_id, StageChange.deleted_at.is_(None)
            )
            return [(row[0], row[1]) for row in session.execute(query.order_by(StageChange.at))]

    def reason(self, name: str = "Price") -> UUID:
        """A reason for losing."""
        with self.work.reading() as session:
            return session.scalars(select(LossReason.id).where(LossReason.name == name)).one()
