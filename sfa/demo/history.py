"""What happened before today: deals found, moved, quoted, won and lost; customers called and visited."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import msgspec
from sqlalchemy import select

from sfa.accounts.model import Account, Contact
from sfa.activities.acts import AddActivity, LogActivity
from sfa.catalog.acts import AddProduct, AddTax
from sfa.catalog.model import PriceRule, Product
from sfa.clock import FixedClock
from sfa.demo.cast import REPS, DemoRep
from sfa.demo.clock import moment
from sfa.demo.words import DEALS, NEXT_STEPS, RESULTS, TASKS
from sfa.pipeline.acts import AddOpportunity, LoseOpportunity, MoveStage, SetNextStep
from sfa.pipeline.model import LossReason, Stage
from sfa.quotes.acts import AcceptQuote, CreateQuote, SendQuote
from sfa.quotes.line_acts import AddLine
from sfa.store.actor import Actor
from sfa.store.store import Store
from sfa.store.transaction import Transaction

__all__ = ["add_catalogue", "add_history"]

_DAYS = 85
_OPEN_BY_STEP = (6, 5, 5, 4, 3, 2)
_WON, _LOST = 9, 7
_VISITED_DAYS = 20
_SMALLEST, _LARGEST = 2_500, 28_000
_NOTE = "This is the demo's history; only your own changes can be undone."

Deed = Callable[[Transaction], object]


@dataclass
class Diary:
    """Who does what on which day; played back in order of time."""

    deeds: dict[tuple[date, str], list[Deed]] = field(default_factory=lambda: defaultdict(list))

    def note(self, day: date, who: str, deed: Deed) -> None:
        """Have `who` do `deed` on `day`."""
        self.deeds[day, who].append(deed)

    def play(self, store: Store, clock: FixedClock, actors: dict[str, Actor], step: Callable[[str], None]) -> None:
        """One action a person and day, at five in the afternoon of their city."""
        zones = {rep.name: rep.zone for rep in REPS}
        order = sorted(self.deeds, key=lambda at: (moment(at[0], time(17), zones[at[1]]), at[1]))
        for number, (day, who) in enumerate(order):
            if number % 40 == 0:
                step(f"History up to {day.isoformat()}")
            clock.at = moment(day, time(17), zones[who]).astimezone(UTC)
            with store.transaction("A day's work", actors[who]) as txn:
                for deed in self.deeds[day, who]:
                    deed(txn)
                txn.mark_irreversible(_NOTE)


@dataclass(frozen=True)
class Shelf:
    """What is sold, and the steps and reasons of the pipeline."""

    prices: dict[UUID, Decimal]
    steps: tuple[UUID, ...]
    reasons: tuple[UUID, ...]


def add_catalogue(store: Store, actor: Actor) -> None:
    """Costs for what the import brought, services beside it, and a sales tax."""
    with store.transaction("Complete the catalogue", actor) as txn:
        tax = txn.run(AddTax(name="Sales tax", rate=Decimal("7.5"), standard=True))
        prices = {rule.product_id: rule.price for rule in txn.scalars(select(PriceRule))}
        codes = {"GTX Basic": "GTX-B", "GTX Pro": "GTX-P", "GTX Plus Basic": "GTX-PB", "GTX Plus Pro": "GTX-PP",
                 "MG Special": "MG-S", "MG Advanced": "MG-A", "GTK 500": "GTK-500"}  # fmt: skip
        for product in txn.scalars(select(Product)):
            product.code, product.tax_id = codes.get(product.name), tax
            product.cost = (prices[product.id] * Decimal("0.64")).quantize(Decimal("0.01"))
        for name, code, price, cost, unit in (
            ("Installation, two fitters", "SRV-IN2", "85.00", "62.00", "h"),
            ("Line cleaning, per tap", "SRV-CL", "12.50", "7.80", None),
            ("Drip tray, 6 taps", "ACC-DT6", "148.00", "91.00", None),
            ("Glycol line, per metre", "ACC-GL", "5.50", "2.90", "m"),
            ("Coupler, stainless", "ACC-CP", "64.00", "38.00", None),
        ):
            new = AddProduct(name=name, price=Decimal(price), code=code, unit=unit, cost=Decimal(cost), tax_id=tax)
            txn.run(new)


def add_history(
    store: Store,
    clock: FixedClock,
    actors: dict[str, Actor],
    day: date,
    dice: random.Random,
    step: Callable[[str], None],
) -> None:
    """Write the last months of every rep, in order of time."""
    shelf = _shelf(store)
    diary = Diary()
    for rep in REPS:
        _Writer(store, shelf, actors[rep.name], rep, day, dice, diary).write()
    diary.play(store, clock, actors, step)


def _shelf(store: Store) -> Shelf:
    with store.reading() as session:
        prices = {row.product_id: row.price for row in session.scalars(select(PriceRule))}
        steps = tuple(session.scalars(select(Stage.id).order_by(Stage.position)))
        reasons = tuple(
            session.scalars(select(LossReason.id).where(~LossReason.asks_note).order_by(LossReason.position))
        )
    return Shelf(dict(sorted(prices.items())), steps, reasons)


class _Writer:
    """Writes one rep's past into the diary."""

    def __init__(
        self, store: Store, shelf: Shelf, actor: Actor, rep: DemoRep, day: date, dice: random.Random, diary: Diary
    ) -> None:
        self._shelf, self._rep, self._day, self._dice, self._diary = shelf, rep, day, dice, diary
        with store.reading() as session:
            mine = select(Account.id, Account.name).where(Account.owner_id == actor.user_id).order_by(Account.id)
            self._names = {row.id: row.name for row in session.execute(mine)}
            people = (
                select(Contact.id, Contact.account_id).where(Contact.account_id.is_not(None)).order_by(Contact.id)
            )
            self._contacts: dict[UUID | None, list[UUID]] = defaultdict(list)
            for contact, account in session.execute(people):
                self._contacts[account].append(contact)
        self._accounts = list(self._names)

    def write(self) -> None:
        """Deals first, then the visits and calls around them, then what is still to do."""
        accounts = self._dice.sample(self._accounts, sum(_OPEN_BY_STEP) + _WON + _LOST)
        for step, count in enumerate(_OPEN_BY_STEP):
            for _ in range(count):
                self._deal(accounts.pop(), step, "open")
        for _ in range(_WON):
            self._deal(accounts.pop(), len(_OPEN_BY_STEP), "won")
        for _ in range(_LOST):
            self._deal(accounts.pop(), self._dice.randrange(1, 5), "lost")
        self._visits()
        self._tasks()

    def _note(self, days_ago: int, deed: Deed) -> None:
        self._diary.note(self._day - timedelta(days=max(1, days_ago)), self._rep.name, deed)

    def _deal(self, account: UUID, reached: int, fate: str) -> None:
        dice, shelf = self._dice, self._shelf
        basket, amount = self._basket()
        moves = sorted(dice.sample(range(2, 26 + 7 * reached), reached + 1), reverse=True)
        if fate == "won":
            last = dice.randrange(2, _DAYS - 25)
            moves = [*sorted(dice.sample(range(last + 1, _DAYS), reached), reverse=True), last]
        deal: dict[str, UUID] = {}
        close_on = self._day + timedelta(days=dice.randrange(-3, 50))
        contact = dice.choice(self._contacts[account])
        new = AddOpportunity(
            name=dice.choice(DEALS), currency="USD", account_id=account, amount=amount, contact_id=contact,
            product_id=basket[0][0], close_on=close_on,
        )  # fmt: skip
        self._note(moves[0], lambda txn: deal.update(id=txn.run(new)))
        for step, days_ago in enumerate(moves[1:], 1):
            self._note(days_ago, partial(_move, deal, shelf.steps[step]))
        if fate == "lost":
            reason = dice.choice(shelf.reasons)
            self._note(max(1, moves[-1] - 3), lambda txn: txn.run(LoseOpportunity(deal["id"], reason)))
        if reached >= 3 and (fate == "won" or dice.random() < 0.7):
            self._quote(account, contact, deal, basket, moves, fate)
        if fate == "open" and dice.random() < 0.85:
            words, due = dice.choice(NEXT_STEPS[reached]), self._day + timedelta(days=dice.randrange(0, 14))
            self._note(moves[-1], lambda txn: txn.run(SetNextStep(deal["id"], words, due)))
        if fate == "won":
            self._note(moves[-1], lambda txn: txn.run(self._after_sale(account, deal["id"])))

    def _basket(self) -> tuple[list[tuple[UUID, int]], int]:
        """Products with quantities that make a deal of a usual size, and its amount in minor units."""
        dice, prices = self._dice, self._shelf.prices
        while True:
            basket = [
                (p, dice.choice((1, 1, 2, 2, 4, 6, 12))) for p in dice.sample(list(prices), dice.choice((2, 3, 4)))
            ]
            amount = sum(prices[p] * n for p, n in basket)
            if _SMALLEST <= amount <= _LARGEST:
                return basket, int(amount * 100)

    def _after_sale(self, account: UUID, deal: UUID) -> AddActivity:
        due = self._day + timedelta(days=self._dice.randrange(1, 20))
        return AddActivity(
            kind="post_sales",
            subject="Ask how the new lines run",
            account_id=account,
            opportunity_id=deal,
            due_on=due,
        )

    def _quote(
        self,
        account: UUID,
        contact: UUID,
        deal: dict[str, UUID],
        basket: list[tuple[UUID, int]],
        moves: list[int],
        fate: str,
    ) -> None:
        made: dict[str, UUID] = {}
        discount = self._dice.choice((None, None, Decimal(5), Decimal(8), Decimal(12)))

        def create(txn: Transaction) -> None:
            quote = made["id"] = txn.run(CreateQuote(account, deal["id"], contact))
            for product, count in basket:
                txn.run(AddLine(quote, product, Decimal(count), discount=discount))

        # A quote holds for thirty days, so one that was accepted was sent in the last weeks before.
        day = min(moves[3], moves[-1] + 20)
        self._note(day, create)
        if fate == "won" or self._dice.random() < 0.6:
            self._note(day, lambda txn: txn.run(SendQuote(made["id"])))
        if fate == "won":
            self._note(moves[-1], lambda txn: txn.run(AcceptQuote(made["id"])))

    def _visits(self) -> None:
        for days_ago in range(1, _VISITED_DAYS + 1):
            for slot, account in enumerate(self._dice.sample(self._accounts, self._dice.choice((4, 5, 6)))):
                self._visit(days_ago, slot, account)
            for account in self._dice.sample(self._accounts, 2):
                self._call(days_ago, account)

    def _visit(self, days_ago: int, slot: int, account: UUID) -> None:
        day = self._day - timedelta(days=days_ago)
        done = self._moment(day, time(8 + slot * 3 // 2, self._dice.randrange(60)))
        outcome, words = self._dice.choice(RESULTS)
        contact = self._dice.choice(self._contacts[account])
        minutes = self._dice.choice((25, 30, 35, 40, 45, 52, 60))
        log = LogActivity(
            kind="visit", subject=f"Visit {self._names[account]}"[:300], account_id=account, contact_id=contact,
            minutes=minutes, done_at=done, outcome=outcome, result=words,
        )  # fmt: skip
        self._note(days_ago, lambda txn: txn.run(log))

    def _call(self, days_ago: int, account: UUID) -> None:
        day = self._day - timedelta(days=days_ago)
        done = self._moment(day, time(16, self._dice.randrange(50)))
        log = LogActivity(
            kind="call", subject=f"Call {self._names[account]}"[:300], account_id=account,
            contact_id=self._dice.choice(self._contacts[account]), minutes=self._dice.choice((4, 6, 9, 12)),
            done_at=done, outcome=self._dice.choice(("spoke", "spoke", "voicemail", "next_step_set")),
            direction="out",
        )  # fmt: skip
        self._note(days_ago, lambda txn: txn.run(log))

    def _tasks(self) -> None:
        for kind, words, promise, due_in in TASKS:
            account = self._dice.choice(self._accounts)
            new = AddActivity(
                kind=kind, subject=words.format(self._names[account])[:300], account_id=account, promise=promise,
                due_on=self._day + timedelta(days=due_in),
            )  # fmt: skip
            self._note(3, partial(_run, new))

    def _moment(self, day: date, at: time) -> datetime:
        return moment(day, at, self._rep.zone).astimezone(UTC)


def _move(deal: dict[str, UUID], to: UUID, txn: Transaction) -> None:
    """The deal's id is known only when the diary is played."""
    txn.run(MoveStage(deal["id"], to))


def _run(args: msgspec.Struct, txn: Transaction) -> None:
    txn.run(args)
