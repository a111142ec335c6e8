"""What the page reads and writes, as functions for the threads of `Background`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import resources
from sfa.accounts.cleaning import clean_email, clean_phone
from sfa.errors import BadInput, NotAllowed, StoreError
from sfa.people.acts import Place
from sfa.people.queries import Hours, working_hours
from sfa.places.gazetteer import Gazetteer
from sfa.places.gazetteer import Place as Found
from sfa.quotes.letterhead import company_facts, discount_limit, paper_of
from sfa.store.actor import Reach
from sfa.store.backup import back_up
from sfa.workspace import Workspace

__all__ = [
    "Backup",
    "app_version",
    "find_places",
    "last_backup",
    "licences",
    "make_backup",
    "may_change_company",
    "read_company",
    "read_hours",
    "save_company",
]

_LAST_BACKUP = "last_backup"


@dataclass(frozen=True)
class Backup:
    """The backup made last on this laptop. at: UTC; size: bytes."""

    at: datetime
    path: str
    size: int


def read_hours(workspace: Workspace) -> Hours:
    """The working hours of the person at work."""
    with workspace.reading() as session:
        return working_hours(session, workspace.actor, workspace.user.id)


def find_places(text: str, limit: int = 8) -> list[Place]:
    """Towns whose name begins so, the largest first, or the area of a US postal code."""
    with Gazetteer() as gazetteer:
        wanted = text.strip()
        if wanted[:5].isdigit():
            area = gazetteer.by_postal(wanted)
            return [] if area is None else [_place(area, wanted[:5])]
        return [_place(found) for found in gazetteer.search(wanted, limit=limit)]


def _place(found: Found, code: str = "") -> Place:
    name = ", ".join(part for part in (found.name, found.region, found.country) if part)
    return Place(f"{code} {name}".strip(), found.point.lat_e7, found.point.lon_e7)


def may_change_company(workspace: Workspace) -> bool:
    """Whether the role may set what holds for everybody."""
    return workspace.actor.reach("setting", "edit") is Reach.ALL


def read_company(workspace: Workspace) -> dict[str, Any]:
    """The company's facts as its form shows them: address as lines of one text, paper and limit with their usual."""
    with workspace.reading() as session:
        facts = dict(company_facts(session))
    return facts | {
        "address": "\n".join(facts.get("address") or ()),
        "paper": paper_of(facts).value,
        "discount_limit": discount_limit(facts),
    }


def save_company(workspace: Workspace, form: Mapping[str, Any]) -> None:
    """Keep what the form holds; facts it does not show stay. Raises BadInput that names the field."""
    if not may_change_company(workspace):
        raise NotAllowed("Only an administrator changes what stands on quotes.")
    for name, clean in (("phone", clean_phone), ("email", clean_email)):
        if form[name]:
            try:
                clean(form[name])
            except BadInput as error:
                error.field = name
                raise
    with workspace.reading() as session:
        facts = dict(company_facts(session))
    lines = [line.strip() for line in form["address"].splitlines() if line.strip()]
    new = {**form, "address": lines, "discount_limit": str(form["discount_limit"])}
    workspace.change_setting("company", facts | new, company=True)


def last_backup(workspace: Workspace) -> Backup | None:
    """The backup made last, as this laptop remembers it."""
    kept = workspace.store.recall(_LAST_BACKUP)
    return Backup(datetime.fromisoformat(kept["at"]), kept["path"], kept["size"]) if kept else None


def make_backup(workspace: Workspace, target: Path) -> Backup:
    """Back the store up to that file, and remember it. Raises StoreError where the file would replace the store."""
    if target.resolve() == workspace.store.path.resolve():
        raise StoreError("This is the store itself; choose another file for the backup.")
    size = back_up(workspace.store, target)
    made = Backup(workspace.clock.now(), str(target), size)
    workspace.store.remember(_LAST_BACKUP, {"at": made.at.isoformat(), "path": made.path, "size": made.size})
    return made


def app_version() -> str:
    """The version of this Fieldbook, "" where the installation does not say."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fieldbook")
    except PackageNotFoundError:
        return ""


def licences() -> list[tuple[str, str]]:
    """(file's stem, text) of every licence that ships, Fieldbook's own first."""
    files = sorted(resources.path("licences").glob("*.txt"), key=lambda file: (file.stem != "Apache-2.0", file.stem))
    return [(file.stem, file.read_text("utf-8")) for file in files]
