"""A stored quote as it goes on paper."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sfa.clock import local_day
from sfa.errors import BadInput, NotFound
from sfa.people.model import User
from sfa.quotes.document import Customer, DocumentLine, QuoteDocument
from sfa.quotes.figures import document_discount, engine_line, work_out
from sfa.quotes.letterhead import company_facts, company_of, paper_of
from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.queries import quote_named
from sfa.quotes.states import State
from sfa.store.actor import Actor, visible

__all__ = ["document_named", "document_of"]


def document_named(session: Session, actor: Actor, number: str) -> QuoteDocument:
    """The newest version of a number, ready to print. Raises NotFound, and BadInput without lines."""
    return document_of(session, actor, quote_named(session, actor, number))


def document_of(session: Session, actor: Actor, quote_id: UUID) -> QuoteDocument:
    """The quote, ready to print. Raises NotFound for one the actor may not see, BadInput for one without lines."""
    wanted = select(Quote).where(Quote.id == quote_id, Quote.deleted_at.is_(None), visible(actor, Quote))
    quote = session.scalars(wanted).first()
    if quote is None:
        raise NotFound("This quote is not here any more.", details=str(quote_id))
    query = select(QuoteLine).where(QuoteLine.quote_id == quote.id, QuoteLine.deleted_at.is_(None))
    lines = session.scalars(query.order_by(QuoteLine.position, QuoteLine.id)).all()
    totals = work_out(
        lines,
        currency=quote.currency,
        rounding=quote.rounding,
        tax_included=quote.tax_included,
        discount=quote.discount,
    )
    if totals is None:
        raise BadInput("A quote needs at least one line.", field="lines")
    facts = company_facts(session)
    owner = session.get(User, quote.owner_id) if quote.owner_id else None
    name, *address = (quote.bill_to or "").split("\n")
    return QuoteDocument(
        company=company_of(facts),
        customer=Customer(name, quote.contact_name or "", tuple(address)),
        number=quote.number,
        dated=quote.issued_on or local_day(quote.updated_at, owner.zone if owner else "UTC"),
        lines=tuple(
            DocumentLine(
                product=line.name,
                line=engine_line(line, tax_included=quote.tax_included),
                code=line.code or "",
                description=line.description or "",
                unit=line.unit or "",
            )
            for line in lines
        ),
        totals=totals,
        discount=document_discount(quote.discount),
        revision=quote.revision,
        valid_until=quote.valid_until,
        title=quote.title or "",
        note=quote.note or "",
        terms=quote.terms or "",
        locale=facts.get("locale") or (owner.locale if owner else "en_US"),
        paper=paper_of(facts),
        draft=quote.state == State.DRAFT,
    )
