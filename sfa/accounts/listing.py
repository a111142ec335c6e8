"""The list of accounts at any size: all ids in order, and the rows of a window.

Ids are the 16 bytes of the UUID as the file holds them: a hundred thousand of them cost milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, overload
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Select, and_, cast, false, func, select, true
from sqlalchemy.orm import Session

from sfa.accounts import figures
from sfa.accounts.model import Account, Location
from sfa.people.model import User
from sfa.store.actor import Actor, visible
from sfa.store.base import table_of
from sfa.store.search import hits_of, match_part, match_words
from sfa.store.tables import SearchDoc
from sfa.text import fold, nfc

__all__ = ["MOST_FOUND", "Keys", "Row", "Scope", "ids", "rows"]

MOST_FOUND = 300
"""A search shows so many accounts, the best ones; whoever looks for one further down types another letter."""

_KEY = 16  # bytes of a UUID

_ACCOUNT, _LOCATION, _USER, _DOC = (table_of(model) for model in (Account, Location, User, SearchDoc))


class Scope(StrEnum):
    """Whose accounts a list shows, of those the actor may see."""

    ALL = "all"
    MINE = "mine"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Row:
    """An account in the list. open_value: minor units, of `currency`; None currency where deals have several."""

    id: UUID
    name: str
    city: str
    owner: str
    last_contact: datetime | None
    open_value: int
    currency: str | None


def ids(
    session: Session,
    actor: Actor,
    *,
    scope: Scope = Scope.ALL,
    order_by: str = "name",
    descending: bool = False,
    wanted: str = "",
) -> Keys:
    """Ids of the accounts in order; order_by: name, city, owner or a registered figure.

    wanted: only accounts whose name begins with it, or with words that begin with it, or whose name holds it;
    ordered by name, those that begin with it come first. At most `MOST_FOUND` then.
    """
    living = _living(actor, scope)
    key = fold(nfc(wanted))
    if not key:
        return _in_order(session, actor, living, order_by, descending)
    found = _found(session, living, key)
    if order_by == "name":
        best: list[bytes] = sorted(found, key=lambda one: found[one], reverse=descending)
        return Keys(b"".join(best))
    named = _ACCOUNT.c.id.in_([UUID(bytes=key) for key in found])
    return _in_order(session, actor, and_(living, named), order_by, descending)


def _living(actor: Actor, scope: Scope) -> ColumnElement[bool]:
    theirs = and_(visible(actor, Account), _within(scope, actor))
    # Wrapped, so that the list's own index is walked; the index of an owner who has most rows is the slower way.
    return and_(_ACCOUNT.c.deleted_at.is_(None), func.coalesce(theirs, false()))


def _within(scope: Scope, actor: Actor) -> ColumnElement[bool]:
    if scope is Scope.MINE:
        return _ACCOUNT.c.owner_id == actor.user_id
    if scope is Scope.TERRITORY:
        return _ACCOUNT.c.territory_id.in_(actor.territories)
    return true()


def _in_order(session: Session, actor: Actor, living: ColumnElement[bool], order_by: str, descending: bool) -> Keys:
    keys = _keys(session, _ordered(actor, living, order_by, descending))
    return _once(keys) if order_by == "city" else keys


def _ordered(actor: Actor, living: ColumnElement[bool], order_by: str, descending: bool) -> Select[Any]:
    query = select(_ACCOUNT.c.id).where(living)
    if order_by == "name":
        keys: list[ColumnElement[Any]] = [_ACCOUNT.c.name_key, _ACCOUNT.c.id]
        return query.order_by(*(key.desc() for key in keys) if descending else keys)
    if order_by == "city":
        main = and_(_LOCATION.c.account_id == _ACCOUNT.c.id, _LOCATION.c.main, _LOCATION.c.deleted_at.is_(None))
        first: ColumnElement[Any] = _LOCATION.c.city_key
        query = query.outerjoin(_LOCATION, main)
    elif order_by == "owner":
        query, first = query.outerjoin(_USER, _USER.c.id == _ACCOUNT.c.owner_id), _USER.c.name_key
    else:
        figure = figures.asked(order_by, actor)
        query, first = query.outerjoin(figure, figure.c.account_id == _ACCOUNT.c.id), figure.c.value
    # What has no value stands last, whichever way the list runs.
    return query.order_by(first.is_(None), first.desc() if descending else first, _ACCOUNT.c.name_key, _ACCOUNT.c.id)


class Keys(Sequence[bytes]):
    """Ids one behind the other in a single run of bytes: a hundred thousand of them are one object."""

    __slots__ = ("_run",)

    def __init__(self, run: bytes) -> None:
        self._run = run

    def __len__(self) -> int:
        return len(self._run) // _KEY

    @overload
    def __getitem__(self, at: int) -> bytes: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...

    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(at, int):
            if not -len(self) <= at < len(self):
                raise IndexError(at)
            begin = at % len(self) * _KEY
            return self._run[begin : begin + _KEY]
        run = self._run
        return [run[i * _KEY : (i + 1) * _KEY] for i in range(*at.indices(len(self)))]

    def __iter__(self) -> Iterator[bytes]:
        run = self._run
        return iter([run[i : i + _KEY] for i in range(0, len(run), _KEY)])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keys) and self._run == other._run

    __hash__ = None  # type: ignore[assignment]


def _keys(session: Session, query: Select[Any]) -> Keys:
    """The ids a query gives, in its order."""
    ordered = query.subquery()
    # The 16 bytes are joined as they are; SQLite keeps the zero bytes among them.
    run = cast(func.group_concat(ordered.c.id, "", type_=LargeBinary()), LargeBinary)
    return Keys(session.execute(select(run)).scalar() or b"")


def _once(keys: Keys) -> Keys:
    """Each id at its first place: two laptops may have named a main location each until they agree."""
    unique = dict.fromkeys(keys)
    return keys if len(unique) == len(keys) else Keys(b"".join(unique))


def _found(session: Session, living: ColumnElement[bool], key: str) -> dict[bytes, tuple[int, str, bytes]]:
    """id -> what orders it: how well it matches, its name's key, itself."""
    found: dict[bytes, tuple[int, str, bytes]] = {}
    for rank, query in enumerate(_ways(living, key)):
        cursor = session.connection().execute(query.limit(MOST_FOUND)).cursor
        assert cursor is not None
        for row_id, name_key in cursor.fetchall():
            found.setdefault(row_id, (rank > 0, name_key, row_id))
        if len(found) >= MOST_FOUND:
            break
    return found


def _ways(living: ColumnElement[bool], key: str) -> list[Select[Any]]:
    named = select(_DOC.c.row_id, _DOC.c.title_key).where(living)
    begins = named.join(_ACCOUNT, _ACCOUNT.c.id == _DOC.c.row_id)
    begins = begins.where(_DOC.c.title_key >= key, _DOC.c.title_key < key + "\U0010ffff").order_by(_DOC.c.title_key)
    ways = [begins]
    for table, match in (("search_words", match_words(key)), ("search_parts", match_part(key))):
        if match:
            hit = hits_of(table, match)
            joined = hit.join(_DOC, _DOC.c.n == hit.c.n).join(_ACCOUNT, _ACCOUNT.c.id == _DOC.c.row_id)
            ways.append(named.select_from(joined))
    return ways


def rows(session: Session, actor: Actor, keys: Sequence[bytes]) -> list[Row]:
    """The accounts of these ids that are still there, in any order."""
    wanted = [UUID(bytes=key) for key in keys]
    query = (
        select(_ACCOUNT.c.id, _ACCOUNT.c.name, _USER.c.name)
        .outerjoin(_USER, _USER.c.id == _ACCOUNT.c.owner_id)
        .where(_ACCOUNT.c.id.in_(wanted), _ACCOUNT.c.deleted_at.is_(None), visible(actor, Account))
    )
    cities = dict(
        session.execute(
            select(_LOCATION.c.account_id, _LOCATION.c.city)
            .where(_LOCATION.c.account_id.in_(wanted), _LOCATION.c.main, _LOCATION.c.deleted_at.is_(None))
            .order_by(_LOCATION.c.id.desc())
        ).all()
    )
    contact = figures.read(session, actor, "last_contact", wanted)
    worth = figures.read(session, actor, "open_value", wanted)
    return [
        Row(
            row_id,
            name,
            cities.get(row_id) or "",
            owner or "",
            contact.get(row_id, (None,))[0],
            *(worth.get(row_id, (0, None))[:2]),
        )
        for row_id, name, owner in session.execute(query)
    ]
