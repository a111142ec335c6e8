"""What was brought in."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from sfa.store.base import Merge, Synced, TableSpec, column
from sfa.store.types import Json, Text

__all__ = ["ImportBatch"]


class ImportBatch(Synced):
    """One import: file name, kind, mapping, and its counts as the report gives them."""

    __tablename__ = "import_batch"
    spec: ClassVar = TableSpec(object="import_batch", label="import", company=True, internal=True)
    file_name: Mapped[str] = column(Text(260), merge=Merge.FIXED, required=True)
    kind: Mapped[str] = column(Text(20), merge=Merge.FIXED, required=True)
    mapping: Mapped[str] = column(Text(120), merge=Merge.FIXED, required=True)
    counts: Mapped[dict[str, Any]] = column(Json, merge=Merge.FIXED, nullable=False)
