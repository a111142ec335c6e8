"""What the company's settings say about its quotes, and whom a quote is made out to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select, select

from sfa.accounts.model import Account, Contact, Location
from sfa.quotes.document import Company, Paper
from sfa.store.tables import Setting

__all__ = ["bill_to", "company_facts", "company_of", "contact_name", "discount_limit", "paper_of"]

DISCOUNT_LIMIT = Decimal(20)


class Reader(Protocol):
    """What reads: a session, or a transaction."""

    def scalars(self, query: Select[Any], /) -> Iterable[Any]:
        """The values of a select's first column."""
        ...


def company_facts(reader: Reader) -> Mapping[str, Any]:
    """The company's setting "company".

    name, currency; and where given: address (list of lines), phone, email, tax_id, accent (#RRGGBB), paper (A4 or
    Letter), locale (such as en_US), terms (text under every quote), discount_limit (percent).
    """
    query = select(Setting.value).where(
        Setting.key == "company", Setting.user_id.is_(None), Setting.deleted_at.is_(None)
    )
    return next(iter(reader.scalars(query)), None) or {}


def company_of(facts: Mapping[str, Any]) -> Company:
    """The head of the paper."""
    return Company(
        name=facts.get("name", ""),
        address=tuple(facts.get("address") or ()),
        phone=facts.get("phone") or "",
        email=facts.get("email") or "",
        tax_id=facts.get("tax_id") or "",
        accent=facts.get("accent") or "",
    )


def paper_of(facts: Mapping[str, Any]) -> Paper:
    """The company's sheet; without one Letter where dollars are home, else A4."""
    known = {paper.value: paper for paper in Paper}
    usual = Paper.LETTER if facts.get("currency") in ("USD", "CAD") else Paper.A4
    return known.get(str(facts.get("paper")), usual)


def discount_limit(facts: Mapping[str, Any]) -> Decimal:
    """Percent off the list above which a quote should be looked at."""
    given = facts.get("discount_limit")
    return DISCOUNT_LIMIT if given is None else Decimal(str(given))


def bill_to(reader: Reader, account: Account) -> str:
    """Name and postal address, a line each, as they stand now."""
    query = (
        select(Location)
        .where(Location.account_id == account.id, Location.deleted_at.is_(None))
        .order_by(Location.main.desc(), Location.id)
        .limit(1)
    )
    place = next(iter(reader.scalars(query)), None)
    if place is None:
        return str(account.name)
    town = " ".join(filter(None, (place.city, place.region, place.postal_code)))
    lines = (account.name, place.street, town, place.country)
    return "\n".join(line for line in lines if line)


def contact_name(reader: Reader, contact_id: UUID | None) -> str | None:
    """The person's name, or None."""
    if contact_id is None:
        return None
    query = select(Contact.name).where(Contact.id == contact_id, Contact.deleted_at.is_(None))
    return next(iter(reader.scalars(query)), None)
