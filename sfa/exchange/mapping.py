"""A mapping: which column goes where and what happens to it on the way. Data, kept as JSON.

Shipped mappings lie in `mappings/` and are found by the file's headers; without one, columns are matched by
the names that other programs give them (`synonyms`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
from msgspec import structs

from sfa.errors import BadInput
from sfa.exchange.mapping_checks import check_mapping
from sfa.exchange.mapping_model import FieldRule, Mapping, Repair, SkipRule
from sfa.exchange.synonyms import automatic_rules, key
from sfa.exchange.targets import KINDS, target

__all__ = [
    "FieldRule",
    "Mapping",
    "Repair",
    "SkipRule",
    "find_mapping",
    "load_mapping",
    "mapping_for",
    "shipped_mappings",
    "with_defaults",
]

_FOLDER = Path(__file__).parent / "mappings"


def load_mapping(path: Path) -> Mapping:
    """The mapping in a JSON file. Raises BadInput that says where the file is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"The mapping {path} cannot be read: {error.strerror or error}.") from error
    try:
        mapping = msgspec.json.decode(data, type=Mapping)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"The mapping {path.name} is wrong: {error}.", details=repr(error)) from error
    check_mapping(mapping, path.name)
    return mapping


def mapping_for(headers: Iterable[str], kind: str, path: Path | None = None) -> Mapping:
    """The mapping for a file: the one in `path` where it is given, else found by the headers.

    Raises BadInput when the given one is for another kind or needs columns that the file does not have.
    """
    headers = tuple(headers)
    if path is None:
        return find_mapping(headers, kind)
    mapping = load_mapping(path)
    if mapping.kind != target(kind).kind:
        raise BadInput(f"The mapping {path.name} is for {mapping.kind}, not for {kind}.", field="mapping")
    present = {key(header) for header in headers}
    for rule in mapping.fields:
        absent = [column for column in rule.columns if key(column) not in present]
        if absent and len(absent) == len(rule.columns):
            raise BadInput(
                f"The mapping {path.name} reads a column “{absent[0]}” that the file does not have.", field="mapping"
            )
    return mapping


def with_defaults(mapping: Mapping, *, currency: str = "", country: str = "", zone: str = "") -> Mapping:
    """The mapping with what it leaves open taken from the company: currency, country of phones, time zone."""
    return structs.replace(
        mapping,
        currency=mapping.currency or currency,
        country=mapping.country or country,
        zone=mapping.zone or zone,
    )


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """The mappings that come with Fieldbook."""
    return tuple(load_mapping(path) for path in sorted(_FOLDER.glob("*.json")))


def find_mapping(headers: Iterable[str], kind: str) -> Mapping:
    """The mapping for a file with these headers, to be imported as `kind`.

    The shipped mapping that recognises most of the headers wins; else one is made from the column names.
    Raises BadInput when no column can be told to hold what a record of this kind needs.
    """
    headers = tuple(headers)
    goal = target(kind)
    best = _recognised(headers, kind)
    if best:
        return best
    rules = automatic_rules(headers, kind)
    found = {rule.to for rule in rules}
    needed = [each.label for each in goal.fields.values() if each.required and each.name not in found]
    if goal.any_of and not found.intersection(goal.any_of):
        needed = [goal.fields[goal.any_of[0]].label]
    if needed:
        raise BadInput(_not_found(headers, kind, needed), field="as")
    return Mapping(name="automatic", title="matched by column names", kind=kind, fields=rules)


def _recognised(headers: tuple[str, ...], kind: str) -> Mapping | None:
    present = {key(header) for header in headers}
    fitting = [
        mapping
        for mapping in shipped_mappings()
        if mapping.kind == kind and mapping.recognise and {key(name) for name in mapping.recognise} <= present
    ]
    return max(fitting, key=lambda mapping: len(mapping.recognise), default=None)


def _not_found(headers: tuple[str, ...], kind: str, needed: list[str]) -> str:
    listed = ", ".join(headers[:8]) + (", …" if len(headers) > 8 else "")
    sentence = f"No column holds the {needed[0]} of {kind}; the file has: {listed}."
    other = next((name for name in KINDS if name != kind and _recognised(headers, name)), "")
    return f"{sentence} It looks like {other}: try --as {other}." if other else sentence
