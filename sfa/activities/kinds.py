"""The kinds of activity Fieldbook starts with and what can come of them.

The first 25 are the sales activities of the trade's own list (requirement AC-01); the rest are what a day is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DAILY", "KINDS", "OUTCOMES", "SALES", "Group", "Kind", "Outcome", "kind_of", "outcomes_of"]

Group = str
"""What a timeline is filtered by: visit, call, mail, meeting, task or note."""


@dataclass(frozen=True)
class Kind:
    """A kind of activity. icon: name of a shipped icon. touches: doing it counts as contact with the customer."""

    key: str
    name: str
    icon: str
    group: Group
    touches: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of an activity. reached: somebody was spoken to; moves_on: the customer took a step."""

    key: str
    name: str
    reached: bool = True
    moves_on: bool = False


SALES: tuple[Kind, ...] = (
    Kind("customer_relationship", "Customer relationship management", "handshake", "meeting", touches=True),
    Kind("territory_management", "Territory management", "map", "task"),
    Kind("planning_routes", "Planning routes", "route", "task"),
    Kind("sales_tracking", "Sales tracking", "chart-column", "task"),
    Kind("cold_call", "Cold calling", "phone-call", "call", touches=True),
    Kind("conference", "Hosting conferences", "users", "meeting", touches=True),
    Kind("data_capture", "Data capture", "database", "task"),
    Kind("negotiation", "Negotiation", "scale", "meeting", touches=True),
    Kind("presentation", "Presentation", "monitor", "meeting", touches=True),
    Kind("cross_selling", "Cross-selling", "shopping-cart", "meeting", touches=True),
    Kind("promotional_event", "Promotional event", "flag", "meeting", touches=True),
    Kind("sales_meeting", "Sales meeting", "users", "meeting", touches=True),
    Kind("upselling", "Upselling", "trending-up", "meeting", touches=True),
    Kind("needs_analysis", "Needs analysis", "list-checks", "meeting", touches=True),
    Kind("customer_email", "Customer e-mail", "mail", "mail", touches=True),
    Kind("scheduling", "Scheduling follow-ups", "calendar-plus", "task"),
    Kind("product_training", "Product training", "book-open", "meeting", touches=True),
    Kind("post_sales", "Post-sales follow-up", "badge-check", "call", touches=True),
    Kind("payment", "Payment processing", "receipt", "task"),
    Kind("incident", "Incident management", "circle-alert", "task", touches=True),
    Kind("prototyping", "Prototyping", "box", "task"),
    Kind("solution_design", "Solution design", "layers", "task"),
    Kind("relationship", "Relationship building", "handshake", "meeting", touches=True),
    Kind("margin", "Margin calculation", "calculator", "task"),
    Kind("research", "Customer research", "search", "task"),
)

DAILY: tuple[Kind, ...] = (
    Kind("task", "Task", "square-check", "task"),
    Kind("call", "Call", "phone", "call", touches=True),
    Kind("meeting", "Meeting", "users", "meeting", touches=True),
    Kind("email", "E-mail", "mail", "mail", touches=True),
    Kind("note", "Note", "notebook-pen", "note"),
    Kind("promise", "Promise", "handshake", "task"),
    Kind("visit", "Visit", "map-pin", "visit", touches=True),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in (*SALES, *DAILY)}

_ORDERED = Outcome("ordered", "Ordered", moves_on=True)
_INTERESTED = Outcome("interested", "Interested", moves_on=True)
_NEXT_STEP = Outcome("next_step_set", "Next step agreed", moves_on=True)
_NO_INTEREST = Outcome("no_interest", "No interest")
_POSTPONED = Outcome("postponed", "Postponed", reached=False)

OUTCOMES: dict[Group, tuple[Outcome, ...]] = {
    "visit": (
        _ORDERED,
        _INTERESTED,
        _NEXT_STEP,
        Outcome("serviced", "Looked after"),
        Outcome("not_in", "Nobody in", reached=False),
        _NO_INTEREST,
        _POSTPONED,
    ),
    "call": (
        _ORDERED,
        _INTERESTED,
        _NEXT_STEP,
        Outcome("spoke", "Spoke with them"),
        Outcome("no_answer", "No answer", reached=False),
        Outcome("voicemail", "Left a message", reached=False),
        _NO_INTEREST,
        _POSTPONED,
    ),
    "meeting": (
        _ORDERED,
        _INTERESTED,
        _NEXT_STEP,
        Outcome("held", "Held"),
        Outcome("not_held", "Not held", reached=False),
        _NO_INTEREST,
        _POSTPONED,
    ),
    "mail": (Outcome("sent", "Sent"), Outcome("answered", "Answered")),
    "task": (Outcome("completed", "Completed"), Outcome("kept", "Promise kept"), Outcome("broken", "Promise broken")),
    "note": (),
}


def kind_of(key: str) -> Kind:
    """The kind of that key; one made elsewhere that is not known here reads as a task of that name."""
    return KINDS.get(key) or Kind(key, key.replace("_", " ").capitalize(), "square-check", "task")


def outcomes_of(kind: str) -> Sequence[Outcome]:
    """What can come of an activity of that kind, the most welcome first."""
    return OUTCOMES[kind_of(kind).group]
