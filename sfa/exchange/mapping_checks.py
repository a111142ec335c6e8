"""What a mapping file may get wrong beyond its shape, each said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sfa.errors import BadInput
from sfa.exchange.mapping_model import FieldRule, Mapping
from sfa.exchange.targets import Target, ValueType, target
from sfa.money import exponent, parse_decimal

__all__ = ["check_mapping"]


def check_mapping(mapping: Mapping, source: str) -> None:
    """Raise BadInput for the first fault of `mapping`. source: the file's name, for the sentence."""
    try:
        goal = target(mapping.kind)
        exponent(mapping.currency or "USD")
        fault = next(_faults(mapping, goal), "")
    except BadInput as error:
        fault = error.message
    if fault:
        raise BadInput(f"The mapping {source} is wrong: {fault}")


def _faults(mapping: Mapping, goal: Target) -> Iterator[str]:
    seen: set[str] = set()
    for rule in mapping.fields:
        if rule.to in seen:
            yield f"the field “{rule.to}” is filled twice."
        seen.add(rule.to)
        yield from _rule_faults(rule, goal)
    for required in goal.fields.values():
        if required.required and required.name not in seen:
            yield f"nothing fills the field “{required.name}”, which every {goal.one} needs."
    for repair in mapping.repairs:
        if bool(repair.find) == bool(repair.pattern):
            yield f"the repair of column “{repair.column}” needs either find or pattern."
        try:
            # Reads both the pattern and the groups that `put` names.
            re.sub(repair.pattern, repair.put, "")
        except re.error as error:
            yield f"the pattern “{repair.pattern}” with “{repair.put}” is no regular expression ({error})."
    if mapping.zone and not _is_zone(mapping.zone):
        yield f"“{mapping.zone}” is not a time zone."
    if len(mapping.delimiter) > 1:
        yield "the delimiter is one character."


def _rule_faults(rule: FieldRule, goal: Target) -> Iterator[str]:
    field = goal.fields.get(rule.to)
    if field is None:
        yield f"{goal.kind} have no field “{rule.to}”; there are {', '.join(goal.fields)}."
        return
    if not rule.columns and not rule.constant and not rule.default and not rule.estimate:
        yield f"the field “{rule.to}” has neither columns nor a constant."
    if rule.factor:
        if field.type not in (ValueType.MONEY, ValueType.NUMBER, ValueType.INTEGER):
            yield f"the field “{rule.to}” is no number, so it takes no factor."
        if parse_decimal(rule.factor) <= Decimal(0):
            yield f"the factor of “{rule.to}” must be above zero."
    if rule.missing and field.type is not ValueType.REFERENCE:
        yield f"the field “{rule.to}” refers to no other record, so none can be missing."
    if rule.split and not rule.split.at:
        yield f"the split of “{rule.to}” needs something to cut at."
    if rule.estimate and not {rule.estimate.of, rule.estimate.mark or rule.estimate.of} <= set(goal.fields):
        yield f"the estimate of “{rule.to}” names a field that {goal.kind} do not have."


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return False
    return True
