"""One line of the benchmark table."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure beside its target. ok: whether the target is met."""

    name: str
    size: int
    figure: float
    unit: str
    target: float
    ok: bool
