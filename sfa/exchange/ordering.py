"""The order in which the rows of a file are written."""

from __future__ import annotations

from collections.abc import Iterable

from sfa.exchange.plan import Prepared
from sfa.exchange.resolving import Reference
from sfa.text import fold

__all__ = ["managers_first"]


def managers_first(rows: Iterable[Prepared]) -> list[Prepared]:
    """Users so that everyone comes after their manager; who leads others is a manager where no role is given."""
    rows = list(rows)
    leaders = {_leader(row) for row in rows}
    for row in rows:
        if row.record and _name(row) in leaders:
            row.record.setdefault("role", "manager")
    # Who is named as their own manager stands at the top.
    leader = {_name(row): _leader(row) for row in rows if _leader(row) != _name(row)}
    return sorted(rows, key=lambda row: _depth(_name(row), leader) if row.record else 0)


def _name(row: Prepared) -> str:
    return fold(str(row.record["name"])) if row.record else ""


def _leader(row: Prepared) -> str:
    manager = row.record.get("manager") if row.record else None
    return fold(manager.text) if isinstance(manager, Reference) else ""


def _depth(name: str, leader: dict[str, str]) -> int:
    """How many of the file stand above `name`; going round in a circle ends it."""
    seen: list[str] = []
    while (name := leader.get(name, "")) and name not in seen:
        seen.append(name)
    return len(seen)
