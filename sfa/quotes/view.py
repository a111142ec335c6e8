"""One quote with all that its page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sfa.accounts.model import Account
from sfa.catalog.model import PriceBook
from sfa.errors import NotFound
from sfa.money import Money
from sfa.people.model import User
from sfa.quotes.figures import work_out
from sfa.quotes.letterhead import company_facts, discount_limit
from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.queries import first_line
from sfa.quotes.states import State, shown_state
from sfa.quotes.totals import QuoteTotals
from sfa.store.actor import Actor, visible

__all__ = ["LineView", "QuoteView", "Version", "quote_view"]


@dataclass(frozen=True)
class LineView:
    """A line of a quote. amount: after its own discount, as on paper; net: after every discount, without tax.

    margin: share of the net that is left after cost, None where the cost is not known.
    """

    id: UUID
    product_id: UUID | None
    name: str
    code: str
    description: str
    unit: str
    quantity: Decimal
    list_price: Decimal
    unit_price: Decimal
    discount: Decimal | None
    tax_name: str | None
    tax_rate: Decimal
    unit_cost: Decimal | None
    amount: Money
    net: Money
    margin: Decimal | None


@dataclass(frozen=True)
class Version:
    """One version of a number; at: when it was sent, else last changed."""

    id: UUID
    revision: int
    state: State
    at: datetime
    by: str
    total: Money


@dataclass(frozen=True)
class QuoteView:
    """One quote with all that its page shows. totals: None without lines.

    margin: what is left of the net after the known costs, None where no line has a cost. limit: percent off
    the list above which a quote should be looked at; off: percent off it now.
    """

    id: UUID
    number: str
    revision: int
    state: State
    account_id: UUID | None
    opportunity_id: UUID | None
    customer: str
    contact_id: UUID | None
    contact: str
    price_book_id: UUID | None
    price_book: str
    currency: str
    title: str
    note: str
    terms: str
    discount: Decimal | None
    tax_id: UUID | None
    issued_on: date | None
    valid_until: date | None
    decided_at: datetime | None
    decision_note: str
    lines: tuple[LineView, ...]
    totals: QuoteTotals | None
    margin: Money | None
    limit: Decimal
    off: Decimal
    versions: tuple[Version, ...]

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state is State.DRAFT

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return self.totals.gross if self.totals else Money.zero(self.currency)


def quote_view(session: Session, actor: Actor, quote_id: UUID, on: date) -> QuoteView:
    """The quote as its page shows it on the day `on`. Raises NotFound for one the actor may not see."""
    wanted = select(Quote).where(Quote.id == quote_id, Quote.deleted_at.is_(None), visible(actor, Quote))
    quote = session.scalars(wanted).first()
    if quote is None:
        raise NotFound("This quote is not here any more.", details=str(quote_id))
    rows = _line_rows(session, quote.id)
    totals = work_out(
        rows,
        currency=quote.currency,
        rounding=quote.rounding,
        tax_included=quote.tax_included,
        discount=quote.discount,
    )
    lines = tuple(_line_view(row, totals, n) for n, row in enumerate(rows))
    customer = session.scalars(select(Account.name).where(Account.id == quote.account_id)).first()
    book = session.scalars(select(PriceBook.name).where(PriceBook.id == quote.price_book_id)).first()
    return QuoteView(
        id=quote.id,
        number=quote.number,
        revision=quote.revision,
        state=shown_state(quote.state, quote.valid_until, on),
        account_id=quote.account_id,
        opportunity_id=quote.opportunity_id,
        customer=customer or first_line(quote.bill_to),
        contact_id=quote.contact_id,
        contact=quote.contact_name or "",
        price_book_id=quote.price_book_id,
        price_book=book or "",
        currency=quote.currency,
        title=quote.title or "",
        note=quote.note or "",
        terms=quote.terms or "",
        discount=quote.discount,
        tax_id=quote.tax_id,
        issued_on=quote.issued_on,
        valid_until=quote.valid_until,
        decided_at=quote.decided_at,
        decision_note=quote.decision_note or "",
        lines=lines,
        totals=totals,
        margin=_margin(lines, quote.currency),
        limit=discount_limit(company_facts(session)),
        off=_off(totals),
        versions=_versions(session, actor, quote.number, on),
    )


def _line_rows(session: Session, quote_id: UUID) -> Sequence[QuoteLine]:
    query = select(QuoteLine).where(QuoteLine.quote_id == quote_id, QuoteLine.deleted_at.is_(None))
    return session.scalars(query.order_by(QuoteLine.position, QuoteLine.id)).all()


def _line_view(row: QuoteLine, totals: QuoteTotals | None, number: int) -> LineView:
    assert totals is not None, "there are lines"
    figures = totals.lines[number]
    net = figures.net
    cost = None if row.unit_cost is None else Money.of(row.unit_cost * row.quantity, net.currency)
    return LineView(
        id=row.id,
        product_id=row.product_id,
        name=row.name,
        code=row.code or "",
        description=row.description or "",
        unit=row.unit or "",
        quantity=row.quantity,
        list_price=row.list_price,
        unit_price=row.unit_price,
        discount=row.discount,
        tax_name=row.tax_name,
        tax_rate=row.tax_rate,
        unit_cost=row.unit_cost,
        amount=figures.amount,
        net=net,
        margin=None if cost is None or not net.minor else Decimal((net - cost).minor) / net.minor,
    )


def _margin(lines: Sequence[LineView], currency: str) -> Money | None:
    """What is left of the lines whose cost is known."""
    left = [
        line.net - Money.of(line.unit_cost * line.quantity, currency) for line in lines if line.unit_cost is not None
    ]
    return Money.total(left, currency) if left else None


def _off(totals: QuoteTotals | None) -> Decimal:
    if totals is None or not totals.list.minor:
        return Decimal(0)
    return Decimal(totals.discounts.minor) * 100 / totals.list.minor


def _versions(session: Session, actor: Actor, number: str, on: date) -> tuple[Version, ...]:
    query = (
        select(Quote, User.name)
        .outerjoin(User, User.id == func.coalesce(Quote.updated_by, Quote.owner_id))
        .where(Quote.number == number, Quote.deleted_at.is_(None), visible(actor, Quote))
        .order_by(Quote.revision.desc())
    )
    return tuple(
        Version(
            quote.id,
            quote.revision,
            shown_state(quote.state, quote.valid_until, on),
            quote.sent_at or quote.updated_at,
            name or "",
            Money(quote.gross, quote.currency),
        )
        for quote, name in session.execute(query)
    )
