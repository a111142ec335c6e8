"""Acts: what the business cares about, as registered functions with preconditions.

An act is run by the laptop and, again, by the server when it arrives; so it takes ids and time only from
its transaction and everything else from its arguments and the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from sfa.store.transaction import Transaction

__all__ = ["Act", "act", "act_for", "act_named", "acts"]

ArgsT = TypeVar("ArgsT", bound=msgspec.Struct)


@dataclass(frozen=True)
class Act:
    """A registered act.

    right: (object, action) the actor must hold for at least own records; the rows written are checked as well.
    irreversible: empty when undo restores the values before, else the sentence why it cannot be undone.
    """

    name: str
    args: type[msgspec.Struct]
    run: Callable[[Transaction, Any], Any]
    version: int
    label: str
    right: tuple[str, str]
    irreversible: str


_by_name: dict[str, Act] = {}
_by_args: dict[type[msgspec.Struct], Act] = {}


def act(
    name: str, args: type[ArgsT], *, label: str, right: str, version: int = 1, irreversible: str = ""
) -> Callable[[Callable[[Transaction, ArgsT], Any]], Callable[[Transaction, ArgsT], Any]]:
    """Register a function as the act `name`. right: "object.action". label: what undo and the audit call it."""

    def register(run: Callable[[Transaction, ArgsT], Any]) -> Callable[[Transaction, ArgsT], Any]:
        if name in _by_name or args in _by_args:
            raise ValueError(f"act {name} is registered twice")
        object_, _, action = right.partition(".")
        entry = Act(name, args, run, version, label, (object_, action), irreversible)
        _by_name[name] = entry
        _by_args[args] = entry
        return run

    return register


def act_for(args: msgspec.Struct) -> Act:
    """The act that takes these arguments."""
    return _by_args[type(args)]


def act_named(name: str) -> Act:
    """The act of that name. Raises KeyError for one this Fieldbook does not know."""
    return _by_name[name]


def acts() -> tuple[Act, ...]:
    """All acts known to this process, by name."""
    return tuple(_by_name[name] for name in sorted(_by_name))
