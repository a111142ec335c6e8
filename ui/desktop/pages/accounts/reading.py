"""All that the card of an account shows, read from one snapshot; runs on a reading thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sfa.accounts import queries, timeline
from sfa.accounts.queries import ContactRow, Head, LocationRow, Outside
from sfa.accounts.timeline import Entry
from sfa.activities import queries as work
from sfa.activities.queries import ActivityRow, Facts
from sfa.pipeline import queries as pipeline
from sfa.pipeline.filters import Reader
from sfa.pipeline.queries import Card
from sfa.quotes.queries import QuoteRow, quotes_of_account
from sfa.workspace import Workspace

if TYPE_CHECKING:
    __all__ = ["CardData", "account_of", "read_card"]


@dataclass(frozen=True)
class CardData:
    """An account with everything around it. values: its own fields by column; zone: the reader's."""

    head: Head
    facts: Facts
    values: Mapping[str, Any]
    contacts: Sequence[ContactRow]
    locations: Sequence[LocationRow]
    place_values: Mapping[UUID, Mapping[str, Any]]
    contact_values: Mapping[UUID, Mapping[str, Any]]
    deals: Sequence[Card]
    quotes: Sequence[QuoteRow]
    activities: Sequence[ActivityRow]
    activity_count: int
    entries: Sequence[Entry]
    today: date
    zone: str

    @property
    def id(self) -> UUID:
        """The account's id."""
        return self.head.id

    @property
    def open_deals(self) -> list[Card]:
        """The deals that are neither won nor lost."""
        return [deal for deal in self.deals if deal.state in ("open", "on_hold")]


def read_card(workspace: Workspace, account_id: UUID) -> CardData | Outside | None:
    """The card's data; Outside where another territory's, None where the account is not in this store."""
    actor, today, zone = workspace.actor, workspace.today(), workspace.user.zone
    with workspace.reading() as session:
        head = queries.head(session, actor, account_id)
        if not isinstance(head, Head):
            return head
        contacts = queries.contacts(session, actor, account_id, today)
        places = queries.locations(session, actor, account_id)
        return CardData(
            head=head,
            facts=work.account_facts(session, actor, account_id),
            values=queries.values(session, actor, account_id) or {},
            contacts=contacts,
            locations=places,
            place_values={row.id: queries.location_values(session, actor, row.id) or {} for row in places},
            contact_values={row.id: queries.contact_values(session, actor, row.id) or {} for row in contacts},
            deals=pipeline.deals_of_account(session, Reader(actor, today, zone), account_id),
            quotes=quotes_of_account(session, actor, account_id, today),
            activities=work.of_account(session, actor, account_id),
            activity_count=work.count_of_account(session, actor, account_id),
            entries=timeline.entries(session, actor, account_id),
            today=today,
            zone=zone,
        )


def account_of(workspace: Workspace, record_type: str, record_id: UUID) -> UUID | None:
    """The account on whose card a contact is shown."""
    with workspace.reading() as session:
        if record_type != "contact":
            return record_id
        values = queries.contact_values(session, workspace.actor, record_id)
        return values["account_id"] if values else None
