"""Identities: UUIDv7, in order of making, from an injected source."""

from __future__ import annotations

import hashlib
from typing import Protocol
from uuid import UUID

import uuid_utils.compat as uuid_utils

__all__ = ["Ids", "RandomIds", "SeededIds", "derived_id"]


class Ids(Protocol):
    """Makes new row and group ids."""

    def new(self) -> UUID:
        """An id never given before, later than all before it."""
        ...


class RandomIds:
    """Ids for real work."""

    def new(self) -> UUID:
        return uuid_utils.uuid7()


class SeededIds:
    """Repeatable ids for the demo and for tests: equal seed, equal ids.

    seed: any text. millis: the time they carry, milliseconds since 1970.
    """

    def __init__(self, seed: str, millis: int = 0) -> None:
        self._seed = seed
        self._millis = millis
        self._count = 0

    def new(self) -> UUID:
        self._count += 1
        return _shape(self._millis + self._count // 1000, f"{self._seed}:{self._count}")


def derived_id(group: UUID, act: str, counter: int) -> UUID:
    """The id of the `counter`-th row an act makes within a group: equal on every machine that runs the act."""
    return _shape(group.int >> 80, f"{group.hex}:{act}:{counter}")


def _shape(millis: int, text: str) -> UUID:
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])
    value = (millis & (1 << 48) - 1) << 80 | digest
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
