"""The roles Fieldbook starts with, and what a user may therefore do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sfa.errors import NotAllowed
from sfa.people.model import Grant, Role, Team, User
from sfa.store.actor import Actor, Reach
from sfa.store.base import model_named, table_of

__all__ = ["DEFAULT_ROLES", "actor_of"]

_WORK = ("account", "contact", "activity", "opportunity", "quote", "lead")
_SHARED = (
    "user", "team", "role", "grant", "territory", "product", "price_book", "tax", "pipeline", "import_batch",
    "number_block", "setting",
)  # fmt: skip


def _rights(reach: Reach, *, deleting: Reach) -> dict[str, dict[str, str]]:
    work = {name: {"*": reach.value, "delete": deleting.value} for name in _WORK}
    shared = {name: {"read": Reach.ALL.value} for name in _SHARED}
    own = {"*": Reach.OWN.value}
    return {**work, **shared, "setting": {**own, "read": Reach.ALL.value}, "working_hours": own}


# role -> object -> action -> reach; "*" is any action not named beside it.
DEFAULT_ROLES: Mapping[str, tuple[str, Mapping[str, Mapping[str, str]]]] = {
    "rep": ("Field rep", _rights(Reach.TERRITORY, deleting=Reach.OWN)),
    "manager": (
        "Sales manager",
        {
            **_rights(Reach.TEAM, deleting=Reach.TEAM),
            "working_hours": {"*": "own", "read": "team"},
            "report": {"*": "team"},
        },
    ),
    "admin": ("Administrator", {"*": {"*": Reach.ALL.value}}),
}


def actor_of(session: Session, user_id: UUID, day: date) -> Actor:
    """Who the user is to the store on that day. Raises NotAllowed for one who no longer works here."""
    user = session.get(User, user_id)
    if user is None or user.deleted_at is not None or not user.active:
        raise NotAllowed("This user no longer works with Fieldbook.", details=str(user_id))
    role = session.scalars(select(Role).where(Role.key == user.role, Role.deleted_at.is_(None))).one()
    rights = {name: {do: Reach(far) for do, far in actions.items()} for name, actions in role.rights.items()}
    team = _team_of(session, user_id)
    granted = _granted(session, {user_id} | team, day)
    return Actor(user_id, user.name, rights, _with_all_below(session, granted), team | {user_id}, user.role)


def _team_of(session: Session, manager_id: UUID) -> frozenset[UUID]:
    query = (
        select(User.id)
        .join(Team, Team.id == User.team_id)
        .where(Team.manager_id == manager_id, Team.deleted_at.is_(None), User.deleted_at.is_(None))
    )
    return frozenset(session.scalars(query))


def _granted(session: Session, users: Iterable[UUID], day: date) -> set[UUID]:
    query = select(Grant.territory_id).where(
        Grant.user_id.in_(users),
        Grant.deleted_at.is_(None),
        or_(Grant.since.is_(None), Grant.since <= day),
        or_(Grant.until.is_(None), Grant.until > day),
    )
    return set(session.scalars(query))


def _with_all_below(session: Session, roots: set[UUID]) -> frozenset[UUID]:
    # The tree belongs to a later room; only its shape (id, parent_id) is needed here.
    tree = table_of(model_named("territory"))
    below: dict[UUID, list[UUID]] = defaultdict(list)
    for row_id, parent in session.execute(select(tree.c.id, tree.c.parent_id).where(tree.c.deleted_at.is_(None))):
        below[parent].append(row_id)
    found: set[UUID] = set()
    waiting = list(roots)
    while waiting:
        territory = waiting.pop()
        if territory not in found:
            found.add(territory)
            waiting.extend(below[territory])
    return frozenset(found)
