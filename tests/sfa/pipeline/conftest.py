"""What the tests of the pipeline share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sfa.pipeline.deals import Deals


@pytest.fixture
def deals(tmp_path: Path) -> Iterator[Deals]:
    """Rob, a rep, in a fresh company store."""
    found = Deals(tmp_path)
    yield found
    found.store.close()
