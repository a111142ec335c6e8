"""Search over every kind of record: by the start of the name, by words, by any three letters.

Two full-text tables of SQLite share their row numbers with `search_doc`. This is the store's port to
search; PostgreSQL will have its own behind the same two functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, True_, and_, delete, false, insert, or_, select, text
from sqlalchemy.orm import Session

from sfa.store.actor import Actor, visible
from sfa.store.base import Synced, model_named, synced_models, table_of
from sfa.store.tables import SearchDoc
from sfa.text import fold, nfc

__all__ = ["Hit", "find", "hits_of", "match_part", "match_words", "rebuild", "update"]

_DOC = table_of(SearchDoc)
_CHUNK = 500
_TRIGRAM = 3


@dataclass(frozen=True)
class Hit:
    """A record found: its type is the table's name."""

    type: str
    id: UUID
    title: str


# --- keeping the index ---


def update(session: Session, touched: Mapping[str, Iterable[UUID]]) -> None:
    """Bring the index up to date for the rows a group touched."""
    docs: dict[str, set[UUID]] = {}
    for table, ids in touched.items():
        spec = model_named(table).spec
        if spec.title:
            docs.setdefault(table, set()).update(ids)
        if spec.found_as:
            root, parents = _parents(session, model_named(table), list(ids))
            docs.setdefault(root, set()).update(parents)
    for table, wanted in docs.items():
        ordered = sorted(wanted)
        for start in range(0, len(ordered), _CHUNK):
            _rewrite(session, model_named(table), ordered[start : start + _CHUNK])


def rebuild(session: Session) -> None:
    """Write the whole index anew, as after a change of what is searched."""
    for model in synced_models():
        if model.spec.title:
            ids = session.scalars(select(table_of(model).c.id)).all()
            update(session, {str(model.__tablename__): ids})


def _parents(session: Session, model: type[Synced], ids: Sequence[UUID]) -> tuple[str, set[UUID]]:
    column = table_of(model).columns[model.spec.found_as]
    found: set[UUID] = set()
    for start in range(0, len(ids), _CHUNK):
        query = select(column).where(table_of(model).c.id.in_(ids[start : start + _CHUNK]))
        found.update(parent for parent in session.scalars(query) if parent is not None)
    return str(column.info["ref"]), found


def _rewrite(session: Session, model: type[Synced], ids: Sequence[UUID]) -> None:
    table = table_of(model)
    spec = model.spec
    connection = session.connection()
    old = connection.execute(select(_DOC.c.n).where(_DOC.c.row_id.in_(ids))).scalars().all()
    if old:
        rowids = [{"n": n} for n in old]
        connection.execute(text("DELETE FROM search_words WHERE rowid = :n"), rowids)
        connection.execute(text("DELETE FROM search_parts WHERE rowid = :n"), rowids)
        connection.execute(delete(_DOC).where(_DOC.c.n.in_(old)))
    columns = [table.c.id, table.columns[spec.title], *(table.columns[c] for c in spec.search)]
    living = connection.execute(select(*columns).where(table.c.id.in_(ids), table.c.deleted_at.is_(None))).all()
    if not living:
        return
    more = _texts_of_children(session, str(model.__tablename__), [row[0] for row in living])
    docs = []
    for row_id, title, *values in living:
        body = " ".join([*(str(v) for v in values if v), *more.get(row_id, ())])
        docs.append({"row_id": row_id, "title": title or "", "body": body})
    _insert_docs(session, str(model.__tablename__), docs)


def _insert_docs(session: Session, table: str, docs: Sequence[dict[str, Any]]) -> None:
    connection = session.connection()
    last = connection.execute(select(_DOC.c.n).order_by(_DOC.c.n.desc()).limit(1)).scalar() or 0
    rows = [
        {
            "n": last + 1 + i,
            "table_name": table,
            "row_id": d["row_id"],
            "title": d["title"],
            "title_key": fold(d["title"]),
        }
        for i, d in enumerate(docs)
    ]
    connection.execute(insert(_DOC), rows)
    words = [(r["n"], r["title"], _with_digits(d["body"])) for r, d in zip(rows, docs, strict=True)]
    connection.exec_driver_sql("INSERT INTO search_words(rowid, title, body) VALUES (?, ?, ?)", words)
    parts = [(r["n"], r["title_key"]) for r in rows]
    connection.exec_driver_sql("INSERT INTO search_parts(rowid, title) VALUES (?, ?)", parts)


def _texts_of_children(session: Session, table: str, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for model in synced_models():
        spec = model.spec
        columns = table_of(model).columns
        if not spec.found_as or columns[spec.found_as].info["ref"] != table:
            continue
        wanted = [columns[spec.found_as], *(columns[name] for name in spec.search)]
        query = select(*wanted).where(columns[spec.found_as].in_(ids), columns["deleted_at"].is_(None))
        for parent, *values in session.execute(query):
            found.setdefault(parent, []).extend(str(v) for v in values if v)
    return found


def _with_digits(body: str) -> str:
    """Phones are found with or without spaces and signs, and without their country's code (1 to 3 digits)."""
    runs = [re.sub(r"\D", "", run) for run in re.findall(r"\+\d[\d ()./-]{5,}\d", body)]
    plain = [re.sub(r"\D", "", run) for run in re.findall(r"\d[\d ()./-]{5,}\d", body)]
    return " ".join([body, *plain, *(run[length:] for run in runs for length in (1, 2, 3))])


# --- asking ---


def find(session: Session, wanted: str, actor: Actor, *, tables: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Records the actor may see whose name begins with, or whose words begin with, or whose name holds `wanted`.

    tables: names of the tables to look in, all when empty. Best first, at most `limit`.
    """
    key = fold(nfc(wanted))
    if not key or limit <= 0:
        return []
    allowed = _allowed(actor, tables or [str(m.__tablename__) for m in synced_models() if m.spec.title])
    found: dict[UUID, Hit] = {}
    for query in _queries(key, allowed):
        for row in session.execute(query.limit(limit)):
            found.setdefault(row.row_id, Hit(row.table_name, row.row_id, row.title))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _queries(key: str, allowed: ColumnElement[bool]) -> Iterable[Select[Any]]:
    base = select(_DOC.c.table_name, _DOC.c.row_id, _DOC.c.title).where(allowed)
    yield base.where(_DOC.c.title_key >= key, _DOC.c.title_key < key + "\U0010ffff").order_by(_DOC.c.title_key)
    for table, match in (("search_words", match_words(key)), ("search_parts", match_part(key))):
        if match:
            hits = hits_of(table, match)
            yield base.join(hits, hits.c.n == _DOC.c.n)


def _allowed(actor: Actor, tables: Sequence[str]) -> ColumnElement[bool]:
    """Read row by row while the full-text table streams, so that what may not be seen uses up no places."""
    ways = []
    for table in tables:
        model = model_named(table)
        rows = table_of(model)
        seen = visible(actor, model)
        mine = select(rows.c.id).where(rows.c.id == _DOC.c.row_id, seen).exists()
        named = _DOC.c.table_name == table
        ways.append(named if isinstance(seen, True_) else and_(named, mine))
    return or_(false(), *ways)


def hits_of(table: str, match: str) -> Subquery:
    """Row numbers (`n`) of `table` (search_words or search_parts) that match, as the index gives them."""
    query = f"SELECT rowid AS n FROM {table} WHERE {table} MATCH :m"  # noqa: S608 (both names are ours)
    return text(query).bindparams(m=match).columns(_DOC.c.n).subquery("hit")


def match_words(key: str) -> str:
    """What search_words is asked for: every word of the folded `key` as the beginning of a word; "" for none."""
    return " ".join(f"{_quoted(word)}*" for word in re.findall(r"\w+", key)[:12])


def match_part(key: str) -> str:
    """What search_parts is asked for: the folded `key` anywhere in a name; "" where it is too short."""
    return _quoted(key) if len(key) >= _TRIGRAM else ""


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
