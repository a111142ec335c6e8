"""The life of a quote: made, worded, sent, decided, revised. What stands on its lines is in `line_acts`."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import func, select

from sfa.accounts.model import Account, Contact
from sfa.catalog.model import PriceBook, Tax
from sfa.catalog.queries import standard_book
from sfa.clock import local_day
from sfa.errors import NotAllowed, require
from sfa.people.model import User
from sfa.pipeline.model import Opportunity
from sfa.quotes import letterhead
from sfa.quotes.events import QuoteAccepted, QuoteDeclined, QuoteSent
from sfa.quotes.figures import lines_of, settle
from sfa.quotes.guard import draft_of, quote_act
from sfa.quotes.line_acts import AddLine, ChangeLine, MoveLine, RemoveLine, paper_tax
from sfa.quotes.model import Quote, QuoteLine
from sfa.quotes.numbers import quote_number
from sfa.quotes.states import State
from sfa.store.actor import visible
from sfa.store.base import travelling_columns
from sfa.store.transaction import Transaction

__all__ = [
    "AcceptQuote",
    "AddLine",
    "CancelQuote",
    "ChangeLine",
    "CreateQuote",
    "DeclineQuote",
    "MoveLine",
    "RemoveLine",
    "ReviseQuote",
    "SendQuote",
    "SetQuoteTerms",
]

VALID_FOR = timedelta(days=30)
"""How long a new quote stands (the usual month of Suite's and Odoo's quotes)."""


class CreateQuote(msgspec.Struct, frozen=True):
    """A new, empty quote for an account. price_book_id: whose prices, the standard book when left out."""

    account_id: UUID
    opportunity_id: UUID | None = None
    contact_id: UUID | None = None
    title: str | None = None
    price_book_id: UUID | None = None


@quote_act("quotes.create", CreateQuote, label="New quote", right="quote.create")
def create_quote(txn: Transaction, new: CreateQuote) -> UUID:
    """Make a draft with the next number, made out to the account as it stands; returns its id.

    Raises NotAllowed for an account out of the actor's reach, RuleBroken for a deal of another account.
    """
    account = txn.get(Account, new.account_id)
    reach = txn.rows(select(Account.id).where(Account.id == account.id, visible(txn.actor, Account)))
    if not reach:
        raise NotAllowed("This account is in another territory.", details=str(account.id))
    _check_deal(txn, new.opportunity_id, account.id)
    book = txn.get(PriceBook, new.price_book_id or standard_book(txn))
    today = _today(txn)
    facts = letterhead.company_facts(txn)
    quote = txn.add(
        Quote(
            number=quote_number(txn, today.year),
            title=new.title,
            account_id=account.id,
            contact_id=new.contact_id,
            opportunity_id=new.opportunity_id,
            owner_id=txn.actor.user_id or account.owner_id,
            price_book_id=book.id,
            currency=book.currency,
            tax_included=book.tax_included,
            valid_until=today + VALID_FOR,
            bill_to=letterhead.bill_to(txn, account),
            contact_name=letterhead.contact_name(txn, new.contact_id),
            terms=facts.get("terms"),
        )
    )
    return quote.id


class SetQuoteTerms(msgspec.Struct, frozen=True):
    """What holds for the whole quote; what is left out stays.

    discount: percent off everything. tax_id: one tax for all lines, None gives each product its own again.
    """

    quote_id: UUID
    discount: Decimal | UnsetType | None = UNSET
    tax_id: UUID | UnsetType | None = UNSET
    valid_until: date | UnsetType = UNSET
    contact_id: UUID | UnsetType | None = UNSET
    opportunity_id: UUID | UnsetType | None = UNSET
    title: str | UnsetType | None = UNSET
    note: str | UnsetType | None = UNSET
    terms: str | UnsetType | None = UNSET


@quote_act("quotes.set_terms", SetQuoteTerms, label="Change quote")
def set_quote_terms(txn: Transaction, to: SetQuoteTerms) -> None:
    """Change the terms of a draft and work it out anew. Raises BadInput for a discount that cannot be."""
    quote = draft_of(txn, to.quote_id)
    given = {name: value for name, value in msgspec.structs.asdict(to).items() if value is not UNSET}
    del given["quote_id"]
    if "opportunity_id" in given:
        _check_deal(txn, given["opportunity_id"], quote.account_id)
    if "contact_id" in given:
        if given["contact_id"] is not None:
            txn.get(Contact, given["contact_id"])
        quote.contact_name = letterhead.contact_name(txn, given["contact_id"])
    if "discount" in given:
        _check_discount(given["discount"])
    if "valid_until" in given:
        _check_validity(given["valid_until"], _today(txn))
    for name, value in given.items():
        setattr(quote, name, value)
    if "tax_id" in given:
        _tax_lines(txn, quote)
    settle(txn, quote)


class SendQuote(msgspec.Struct, frozen=True):
    """Hand the quote over to the customer."""

    quote_id: UUID


@quote_act(
    "quotes.send",
    SendQuote,
    label="Send quote",
    right="quote.send",
    irreversible="A quote that was sent cannot be taken back; make a new version or cancel it.",
)
def send_quote(txn: Transaction, send: SendQuote) -> None:
    """Freeze the quote and date it. Raises RuleBroken or BadInput with the first thing that is missing."""
    quote = draft_of(txn, send.quote_id)
    require(lines_of(txn, quote), "A quote needs at least one line.", field="lines")
    settle(txn, quote)
    today = _today(txn)
    require(quote.valid_until is not None, "Say until when the quote is valid.", field="valid_until")
    _check_validity(quote.valid_until, today)
    quote.issued_on = today
    quote.sent_at = txn.now
    quote.state = State.SENT.value
    txn.raise_event(QuoteSent(*_news(quote)))


class AcceptQuote(msgspec.Struct, frozen=True):
    """The customer said yes. note: what they wrote or said."""

    quote_id: UUID
    note: str | None = None


@quote_act("quotes.accept", AcceptQuote, label="Accept quote", right="quote.decide")
def accept_quote(txn: Transaction, yes: AcceptQuote) -> None:
    """Mark a sent quote accepted. Raises RuleBroken when it is not with the customer or no longer valid."""
    quote = _with_customer(txn, yes.quote_id)
    still = quote.valid_until is None or quote.valid_until >= _today(txn)
    require(still, "The quote is no longer valid; make a new version to offer it again.")
    _decide(txn, quote, State.ACCEPTED, yes.note)
    txn.raise_event(QuoteAccepted(*_news(quote)))


class DeclineQuote(msgspec.Struct, frozen=True):
    """The customer said no. note: why, where they told."""

    quote_id: UUID
    note: str | None = None


@quote_act("quotes.decline", DeclineQuote, label="Decline quote", right="quote.decide")
def decline_quote(txn: Transaction, no: DeclineQuote) -> None:
    """Mark a sent quote declined. Raises RuleBroken when it is not with the customer."""
    quote = _with_customer(txn, no.quote_id)
    _decide(txn, quote, State.DECLINED, no.note)
    txn.raise_event(QuoteDeclined(*_news(quote)))


class CancelQuote(msgspec.Struct, frozen=True):
    """We do not offer this any more."""

    quote_id: UUID
    note: str | None = None


@quote_act("quotes.cancel", CancelQuote, label="Cancel quote", right="quote.send")
def cancel_quote(txn: Transaction, args: CancelQuote) -> None:
    """Withdraw a draft or a sent quote; its number is not used again."""
    quote = txn.get(Quote, args.quote_id)
    require(quote.state in (State.DRAFT, State.SENT), f"A quote that is {quote.state} cannot be cancelled.")
    _decide(txn, quote, State.CANCELLED, args.note)


class ReviseQuote(msgspec.Struct, frozen=True):
    """Offer something else in place of a quote that went out."""

    quote_id: UUID


@quote_act("quotes.revise", ReviseQuote, label="New version of quote", right="quote.create")
def revise_quote(txn: Transaction, args: ReviseQuote) -> UUID:
    """Copy the quote as a draft under its number, one version up; the old one is superseded. Returns the new id.

    It is made out to the account as it stands now.

    Raises RuleBroken for a draft, an accepted quote and one that has a newer version.
    """
    old = txn.get(Quote, args.quote_id)
    require(old.state != State.DRAFT, "This quote is still a draft; change it as it is.")
    require(old.state != State.ACCEPTED, "An accepted quote stands; make a new quote for what comes on top.")
    require(old.state != State.SUPERSEDED, "There is a newer version of this quote already.")
    newest = txn.rows(select(func.max(Quote.revision)).where(Quote.number == old.number))[0][0]
    fields = _content(old) | {"revision": newest + 1, "state": State.DRAFT.value}
    fields |= dict.fromkeys(("issued_on", "sent_at", "decided_at", "decision_note"))
    today = _today(txn)
    if old.valid_until is None or old.valid_until < today:
        fields["valid_until"] = today + VALID_FOR
    account = txn.find(Account, old.account_id)
    if account is not None:
        fields["bill_to"] = letterhead.bill_to(txn, account)
        fields["contact_name"] = letterhead.contact_name(txn, old.contact_id) or old.contact_name
    new = txn.add(Quote(**fields))
    for line in lines_of(txn, old):
        txn.add(QuoteLine(**_content(line) | {"quote_id": new.id}))
    old.state = State.SUPERSEDED.value
    settle(txn, new)
    return new.id


# --- what several of them need ---


def _today(txn: Transaction) -> date:
    """The calendar day of the person at work."""
    user = txn.find(User, txn.actor.user_id)
    return local_day(txn.now, user.zone if user else "UTC")


def _with_customer(txn: Transaction, quote_id: UUID) -> Quote:
    quote = txn.get(Quote, quote_id)
    require(quote.state != State.DRAFT, "Send the quote first.")
    require(quote.state == State.SENT, f"This quote is {quote.state} already.")
    return quote


def _decide(txn: Transaction, quote: Quote, state: State, note: str | None) -> None:
    quote.state = state.value
    quote.decided_at = txn.now
    quote.decision_note = note


def _check_deal(txn: Transaction, opportunity_id: UUID | None, account_id: UUID | None) -> None:
    if opportunity_id is not None:
        deal = txn.get(Opportunity, opportunity_id)
        require(deal.account_id == account_id, "This deal belongs to another account.", field="opportunity_id")


def _check_discount(percent: Decimal | None) -> None:
    # The engine says so too, but not while a quote has no lines.
    require(percent is None or 0 <= percent <= 100, "A discount lies between 0 and 100 %.", field="discount")


def _check_validity(until: date | None, today: date) -> None:
    require(until is not None and until >= today, "The quote must be valid today at least.", field="valid_until")


def _tax_lines(txn: Transaction, quote: Quote) -> None:
    if quote.tax_id is not None:
        txn.get(Tax, quote.tax_id)
    for line in lines_of(txn, quote):
        line.tax_name, line.tax_rate = paper_tax(txn, quote, line.product_id)


def _content(row: Quote | QuoteLine) -> dict[str, object]:
    names = (c.name for c in travelling_columns(type(row)))
    return {name: getattr(row, name) for name in names}


def _news(quote: Quote) -> tuple[UUID, UUID | None, UUID | None, int, int, str]:
    return (quote.id, quote.account_id, quote.opportunity_id, quote.net, quote.gross, quote.currency)
