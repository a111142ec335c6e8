"""A small company with a catalogue and a customer, and short words for what is done with quotes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from sfa.accounts.acts import AddAccount, AddContact, Place
from sfa.catalog.acts import AddProduct, AddTax, SetPrice
from sfa.clock import Clock
from sfa.quotes.acts import AddLine, CreateQuote
from sfa.quotes.model import Quote, QuoteLine
from sfa.store.actor import system_actor
from sfa.workspace import Workspace, write_setting
from tests.stores import new_store, territory_of, user_named, workspace_of

COMPANY = {
    "name": "Scioto Draught Supply",
    "currency": "USD",
    "address": ["1180 Dublin Road, Columbus OH 43215"],
    "terms": "Payment 30 days net.",
}


@dataclass(frozen=True)
class Shop:
    """work: Rob at work. tower costs 4,821.00 (3,000.00 to make), coupler 1,096.00 and 1,000.00 from 10 on."""

    work: Workspace
    account: UUID
    contact: UUID
    tower: UUID
    coupler: UUID
    sales_tax: UUID

    def quote(self, *products: UUID) -> UUID:
        """A new draft with one of each product."""
        quote: UUID = self.work.run(CreateQuote(self.account))
        for product in products:
            self.work.run(AddLine(quote, product))
        return quote

    def row(self, quote: UUID) -> Quote:
        """The stored quote."""
        with self.work.reading() as session:
            row = session.get_one(Quote, quote)
            session.expunge(row)
        return row

    def lines(self, quote: UUID) -> list[QuoteLine]:
        """Its stored lines in order."""
        query = select(QuoteLine).where(QuoteLine.quote_id == quote, QuoteLine.deleted_at.is_(None))
        with self.work.reading() as session:
            rows = list(session.scalars(query.order_by(QuoteLine.position)))
            session.expunge_all()
        return rows

    def close(self) -> None:
        """Close the store."""
        self.work.store.close()


def open_shop(folder: Path, clock: Clock | None = None, who: str = "rep") -> Shop:
    """A store in `folder` with Rob's customer Brauhaus Lindner."""
    store = new_store(folder, clock=clock)
    with store.transaction("Catalogue", system_actor()) as txn:
        write_setting(txn, "company", COMPANY, None)
        tax = txn.run(AddTax("Ohio sales tax", Decimal("7.5")))
        tower = txn.run(
            AddProduct("GTX Pro tap tower", code="GTX-P6", price=Decimal(4821), cost=Decimal(3000), tax_id=tax)
        )
        coupler = txn.run(AddProduct("GTX Plus coupler", code="GTX-PB", price=Decimal(1096), unit="pc"))
        txn.run(SetPrice(coupler, Decimal(1000), min_quantity=Decimal(10)))
        account = txn.run(
            AddAccount(
                name="Brauhaus Lindner",
                owner_id=user_named(store, "Rob"),
                territory_id=territory_of(store, "Rob"),
                place=Place(street="88 Bridge Street", city="Dublin", region="OH", postal_code="43017"),
            )
        )
        contact = txn.run(AddContact(name="Jürgen Lindner", account_id=account))
    return Shop(workspace_of(store, who), account, contact, tower, coupler, tax)
