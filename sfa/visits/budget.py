"""How long a search may go on: seconds or iterations, and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Budget", "never"]


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass
class Budget:
    """Either `iterations` (then results repeat) or `seconds` from the first question on; `cancelled` ends both."""

    seconds: float | None = None
    iterations: int | None = None
    cancelled: Callable[[], bool] = never
    tick: Callable[[], float] = time.perf_counter
    _began: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        assert (self.seconds is None) != (self.iterations is None), "a budget is seconds or iterations"

    def spent(self, iteration: int) -> float:
        """Share of the budget that is used up before `iteration`; 1 or more means stop."""
        if self.cancelled():
            return 1.0
        if self.iterations is not None:
            return iteration / self.iterations if self.iterations else 1.0
        if self._began is None:
            self._began = self.tick()
        return (self.tick() - self._began) / self.seconds if self.seconds else 1.0

    def part(self, share: float) -> Budget:
        """A fresh budget of this share of the whole, with the same way to cancel."""
        return Budget(
            None if self.seconds is None else self.seconds * share,
            None if self.iterations is None else round(self.iterations * share),
            self.cancelled,
            self.tick,
        )
