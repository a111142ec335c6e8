"""Which price holds for a quantity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Step", "price_for"]


@dataclass(frozen=True)
class Step:
    """A price per unit, in major units, from `min_quantity` on."""

    min_quantity: Decimal
    price: Decimal


def price_for(steps: Iterable[Step], quantity: Decimal) -> Decimal | None:
    """The price of the highest step that `quantity` reaches, or None below all of them.

    The lowest step also holds for part of a unit: half a metre of hose has the price of one.
    """
    ordered = sorted(steps, key=lambda step: step.min_quantity)
    reached = [step.price for step in ordered if step.min_quantity <= quantity]
    if reached:
        return reached[-1]
    return ordered[0].price if ordered and ordered[0].min_quantity <= 1 and quantity > 0 else None
