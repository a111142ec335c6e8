"""Reads from a TrueType font which glyphs stand in for others under an OpenType feature.

Source: OpenType specification 1.9, chapters GSUB and "Common table formats". Single substitution only,
which is what `tnum` (digits of one width) is made of.
"""

from __future__ import annotations

import struct

__all__ = ["substitutes", "widths"]


def substitutes(gsub: bytes, feature: str) -> dict[int, int]:
    """Glyph -> glyph under `feature` (four letters); empty where the font does not have it."""
    features, lookups = struct.unpack_from(">HH", gsub, 6)
    found: dict[int, int] = {}
    for number in sorted(_lookup_numbers(gsub, features, feature.encode())):
        lookup = lookups + _ushort(gsub, lookups + 2 + 2 * number)
        kind, _flags, count = struct.unpack_from(">HHH", gsub, lookup)
        for offset in struct.unpack_from(f">{count}H", gsub, lookup + 6):
            found.update(_single(gsub, kind, lookup + offset))
    return found


def widths(hmtx: bytes, hhea: bytes, units_per_em: int, glyphs: list[int]) -> list[float]:
    """Advance widths of `glyphs` in thousandths of an em."""
    last = _ushort(hhea, 34) - 1  # the glyphs after it are as wide as it
    return [_ushort(hmtx, 4 * min(glyph, last)) * 1000 / units_per_em for glyph in glyphs]


def _lookup_numbers(gsub: bytes, start: int, tag: bytes) -> set[int]:
    numbers: set[int] = set()
    for index in range(_ushort(gsub, start)):
        name, offset = struct.unpack_from(">4sH", gsub, start + 2 + 6 * index)
        if name == tag:
            count = _ushort(gsub, start + offset + 2)
            numbers.update(struct.unpack_from(f">{count}H", gsub, start + offset + 4))
    return numbers


def _single(gsub: bytes, kind: int, start: int) -> dict[int, int]:
    if kind == 7:  # a lookup of another kind, farther away
        kind, offset = struct.unpack_from(">HI", gsub, start + 2)
        start += offset
    if kind != 1:
        return {}
    layout, coverage, third = struct.unpack_from(">HHH", gsub, start)
    covered = _covered(gsub, start + coverage)
    if layout == 1:
        return {glyph: (glyph + third) % 65536 for glyph in covered}
    return dict(zip(covered, struct.unpack_from(f">{third}H", gsub, start + 6), strict=True))


def _covered(gsub: bytes, start: int) -> list[int]:
    layout, count = struct.unpack_from(">HH", gsub, start)
    if layout == 1:
        return list(struct.unpack_from(f">{count}H", gsub, start + 4))
    ranges = struct.iter_unpack(">HHH", gsub[start + 4 : start + 4 + 6 * count])
    return [glyph for first, last, _index in ranges for glyph in range(first, last + 1)]


def _ushort(data: bytes, offset: int) -> int:
    return int.from_bytes(data[offset : offset + 2])
