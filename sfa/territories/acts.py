"""What is done about territories."""

from __future__ import annotations

from uuid import UUID

import msgspec

from sfa.errors import require
from sfa.people.model import Grant, User
from sfa.store.acts import act
from sfa.store.transaction import Transaction
from sfa.territories.model import Territory

__all__ = ["AddTerritory"]


class AddTerritory(msgspec.Struct, frozen=True):
    """A new territory below `parent_id`, worked by `owner_id`."""

    name: str
    parent_id: UUID | None = None
    owner_id: UUID | None = None


@act("territories.add", AddTerritory, label="Add territory", right="territory.create")
def add_territory(txn: Transaction, new: AddTerritory) -> UUID:
    """Add the territory and grant it to its owner; returns its id."""
    if new.parent_id is not None:
        txn.get(Territory, new.parent_id)
    territory = txn.add(Territory(name=new.name, parent_id=new.parent_id, owner_id=new.owner_id))
    if new.owner_id is not None:
        owner = txn.get(User, new.owner_id)
        require(owner.active, f"{owner.name} no longer works here.", field="owner_id")
        txn.add(Grant(user_id=owner.id, territory_id=territory.id, why="owner of the territory"))
    return territory.id
