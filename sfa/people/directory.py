"""Finding users by what a person types."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.errors import BadInput
from sfa.people.model import User

__all__ = ["first_administrator", "user_by_name"]


def user_by_name(session: Session, name: str) -> User:
    """The user of that name or e-mail address, or whose name alone begins so. Raises BadInput."""
    living = select(User).where(User.deleted_at.is_(None))
    exact = session.scalars(living.where((User.name == name) | (User.email == name))).all()
    found = exact or session.scalars(living.where(User.name.startswith(name, autoescape=True))).all()
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(f"There is no user “{name}”.")
    raise BadInput(f"“{name}” could be {', '.join(sorted(user.name for user in found))}; give the whole name.")


def first_administrator(session: Session) -> UUID:
    """The administrator who has been here longest. Raises BadInput where there is none."""
    query = select(User.id).where(User.role == "admin", User.active, User.deleted_at.is_(None)).order_by(User.id)
    found = session.scalars(query).first()
    if found is None:
        raise BadInput("This store has no administrator; name a user with --user.")
    return found
