"""What is done about imports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from sfa.exchange.model import ImportBatch
from sfa.store.acts import act
from sfa.store.transaction import Transaction

__all__ = ["NoteImport"]


class NoteImport(msgspec.Struct, frozen=True):
    """A file was imported. counts: rows by outcome, as the report gives them."""

    file_name: str
    kind: str
    mapping: str
    counts: dict[str, Any]


# Who may do no more than read imports may still make one of records of their own: it is noted all the same.
@act("exchange.note_import", NoteImport, label="Import", right="import_batch.read")
def note_import(txn: Transaction, done: NoteImport) -> UUID:
    """Keep the import's counts; returns the id of the entry."""
    return txn.add(ImportBatch(**msgspec.structs.asdict(done))).id
