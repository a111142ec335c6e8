"""Users in their teams, and products with their price, as an import writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sfa.catalog.model import PriceRule, Product
from sfa.exchange.account_writer import own_id
from sfa.exchange.batch import Batch, apply
from sfa.exchange.known_loading import Entry
from sfa.exchange.plan import Prepared
from sfa.exchange.report import Outcome
from sfa.exchange.resolving import Record, Reference
from sfa.money import Money
from sfa.people.acts import USUAL_WEEK
from sfa.people.model import Team, User, WorkingHours

__all__ = ["ProductWriter", "UserWriter"]

_USER = ("name", "email", "phone", "role")
_PRODUCT = ("name", "code", "family", "unit", "description", "active")


class UserWriter:
    """Writes users; a manager who is only named by others comes first, with a team of their own."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        known = [each.existing.id for each in rows if each.existing]
        self._users = {row.id: row for row in batch.load(User, "id", known)}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the user, or bring the one that is there up to date."""
        values: dict[str, Any] = {name: record[name] for name in _USER if name in record}
        user = prepared.existing and self._users.get(prepared.existing.id)
        if user:
            team = self._team(record)
            changed = apply(user, {**values, "team_id": team} if team else values)
            return Outcome.UPDATED if changed else Outcome.UNCHANGED
        own = own_id(record)
        id_ = self._batch.txn.new_id()
        # Known before the team is looked for: somebody may lead their own.
        self._batch.add_entry("users", Entry(id_, str(record["name"]), own))
        values.setdefault("role", "rep")
        self._add(id_, {**values, "external_id": own, "team_id": self._team(record)})
        return Outcome.IMPORTED

    def _add(self, id_: UUID, values: dict[str, Any]) -> None:
        self._batch.insert(User, id=id_, **values, zone=self._batch.owning.zone)
        self._batch.insert(WorkingHours, user_id=id_, week=USUAL_WEEK)

    def _team(self, record: Record) -> UUID | None:
        batch, manager = self._batch, record.get("manager")
        leader = manager.text if isinstance(manager, Reference) else ""
        name = str(record.get("team") or (f"{leader}’s team" if leader else ""))
        if not name:
            return None
        found = batch.team(name)
        if found:
            return found
        id_ = batch.txn.new_id()
        leader_id = self._manager(manager, id_) if isinstance(manager, Reference) else None
        batch.insert(Team, id=id_, name=name, manager_id=leader_id, region=record.get("region"))
        batch.add_team(name, id_)
        batch.created["teams"] += 1
        return id_

    def _manager(self, reference: Reference, team: UUID) -> UUID | None:
        batch = self._batch
        found = batch.resolve(reference)
        if found is None and reference.pending == "create":
            found = batch.txn.new_id()
            self._add(found, {"name": reference.text, "role": "manager", "team_id": team})
            batch.add_entry("users", Entry(found, reference.text))
            batch.created["users"] += 1
        return found


class ProductWriter:
    """Writes products and their price in the standard price book."""

    def __init__(self, batch: Batch, rows: Sequence[Prepared]) -> None:
        self._batch = batch
        self._book = batch.known.setup.book
        known = [each.existing.id for each in rows if each.existing]
        self._products = {row.id: row for row in batch.load(Product, "id", known)}
        rules = batch.load(PriceRule, "product_id", known)
        # The price from the smallest quantity on is the list price.
        rules.sort(key=lambda rule: rule.min_quantity, reverse=True)
        self._rules = {rule.product_id: rule for rule in rules if self._book and rule.price_book_id == self._book[0]}

    def write(self, prepared: Prepared, record: Record) -> Outcome:
        """Add the product, or bring the one that is there up to date."""
        values = {name: record[name] for name in _PRODUCT if name in record}
        product = prepared.existing and self._products.get(prepared.existing.id)
        if product:
            changed = apply(product, values)
            return Outcome.UPDATED if self._price(product.id, prepared, record) or changed else Outcome.UNCHANGED
        own = own_id(record)
        id_ = self._batch.insert(Product, **values, external_id=own, tax_id=self._batch.known.setup.tax_id)
        self._price(id_, prepared, record)
        self._batch.add_entry("products", Entry(id_, str(record["name"]), own, (str(record.get("code", "")),)))
        return Outcome.IMPORTED

    def _price(self, product_id: UUID, prepared: Prepared, record: Record) -> bool:
        price, book = record.get("list_price"), self._book
        if not isinstance(price, Money) or book is None:
            return False
        if price.currency != book[1]:
            message = f"The price is in {price.currency}, the price book in {book[1]}. It was left out."
            self._batch.remark(prepared, "list_price", message)
            return False
        rule = self._rules.get(product_id)
        if rule:
            return apply(rule, {"price": price.value})
        self._batch.insert(PriceRule, price_book_id=book[0], product_id=product_id, price=price.value)
        return True
