"""What a quote comes to: the one engine behind the screen, the PDF, exports and reports.

Plain data in, plain data out; Decimal throughout. Rules, chosen once and stored with the quote:

- Halves round away from zero (EN 16931 BR-CO-17); each figure is rounded once, at the chosen level.
- `Rounding.LINE`: each line's amount and tax are rounded, totals are sums of them.
  `Rounding.TOTAL`: amount and tax are rounded once per tax from unrounded lines, then handed back to the
  lines by largest remainder, so that here too everything shown adds up to the totals shown.
- The total is net + tax (EN 16931 BR-CO-15), never rounded by itself.
- With prices that include tax the total stands and tax is taken out of it: 8.01 stays 8.01. Taking a tax
  out and putting it on again may move an amount by one minor unit, not more, for rates up to 100 %.
- A document discount is rounded to the minor unit and spread over the lines by largest remainder.

The vectors in tests/sfa/quotes come from issue trackers (odoo#37896, #177192, #155833, PR#190500, PR#34842;
erpnext#44743, #52001) and from HMRC VAT Guide 17.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from sfa.errors import BadInput
from sfa.money import Money, exponent, round_half_up, spread
from sfa.quotes.validation import check_discount, check_line

__all__ = [
    "NO_DISCOUNT",
    "NO_TAX",
    "Discount",
    "Line",
    "LineTotals",
    "QuoteTotals",
    "Rounding",
    "Tax",
    "TaxTotal",
    "quote_totals",
]

_PRECISION = 60  # quantity (18 digits) x price (20) x percent (11) x rate (11) stays exact
_LIMIT = 10**15  # minor units; the same bound as sfa.money.to_minor


class Rounding(StrEnum):
    """Where amounts are rounded; stored with the quote, for a change would move its total (odoo#177192)."""

    LINE = "line"
    TOTAL = "total"


@dataclass(frozen=True)
class Tax:
    """A tax as the quote keeps it: code and name as printed, `rate` in percent (7.5, not 0.075)."""

    code: str
    name: str
    rate: Decimal


NO_TAX = Tax("", "", Decimal(0))


@dataclass(frozen=True)
class Discount:
    """Off a whole line or quote: either `percent` (0 to 100) or `amount` in the currency's major units."""

    percent: Decimal | None = None
    amount: Decimal | None = None


NO_DISCOUNT = Discount()


@dataclass(frozen=True)
class Line:
    """What is offered once: `quantity` times `unit_price` (major units), less `discount`, taxed by `tax`.

    includes_tax: the price and an amount of discount contain the tax; equal on all lines of a quote.
    """

    quantity: Decimal
    unit_price: Decimal
    discount: Discount = NO_DISCOUNT
    tax: Tax = NO_TAX
    includes_tax: bool = False


@dataclass(frozen=True)
class LineTotals:
    """A line's figures. list - discount = amount, as on paper: with tax where prices include it.

    document_discount: the line's share of the quote's discount, in the same sense.
    net + tax = gross: after every discount.
    """

    list: Money
    discount: Money
    amount: Money
    document_discount: Money
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True)
class TaxTotal:
    """What falls under one tax: the net `base` and the `tax` on it."""

    kind: Tax
    base: Money
    tax: Money


@dataclass(frozen=True)
class QuoteTotals:
    """All figures of a quote.

    list - line_discounts = subtotal. Without tax in the prices subtotal - document_discount = net, with it
    subtotal - document_discount = gross. net + tax = gross.
    taxes: highest rate first, adding up to net and tax.
    """

    lines: tuple[LineTotals, ...]
    list: Money
    line_discounts: Money
    subtotal: Money
    document_discount: Money
    taxes: tuple[TaxTotal, ...]
    net: Money
    tax: Money
    gross: Money
    includes_tax: bool
    rounding: Rounding

    @property
    def discounts(self) -> Money:
        """All that is taken off the list amounts."""
        return self.line_discounts + self.document_discount

    @property
    def currency(self) -> str:
        """The ISO 4217 code of every figure."""
        return self.gross.currency


def quote_totals(
    lines: Sequence[Line],
    *,
    currency: str,
    rounding: Rounding = Rounding.LINE,
    discount: Discount = NO_DISCOUNT,
) -> QuoteTotals:
    """Work out a quote. Raises BadInput, naming the line, for what cannot be offered.

    The error's `field` is `lines.N.quantity` and the like, N counted from 0, or `discount`.
    """
    _check(lines, discount, currency)
    with localcontext() as context:
        context.prec = _PRECISION
        return _Sum(lines, currency, rounding, discount).totals()


def _check(lines: Sequence[Line], discount: Discount, currency: str) -> None:
    exponent(currency)
    if not lines:
        raise BadInput("A quote needs at least one line.", field="lines")
    for index, line in enumerate(lines):
        check_line(
            index, quantity=line.quantity, unit_price=line.unit_price, percent=line.discount.percent,
            amount=line.discount.amount, rate=line.tax.rate,
        )  # fmt: skip
        if line.includes_tax != lines[0].includes_tax:
            raise BadInput(
                f"Line {index + 1}: prices with and without tax cannot stand in one quote.",
                field=f"lines.{index}.includes_tax",
            )
    check_discount("The discount", "discount", discount.percent, discount.amount)


class _Sum:
    """One calculation; lists run parallel to the lines, whole numbers are minor units."""

    def __init__(self, lines: Sequence[Line], currency: str, rounding: Rounding, discount: Discount) -> None:
        self._lines = lines
        self._currency = currency
        self._rounding = rounding
        self._discount = discount
        self._scale = exponent(currency)
        self._ties = [_tie(line) for line in lines]
        self._groups: dict[Tax, list[int]] = {}
        for index, line in enumerate(lines):
            self._groups.setdefault(line.tax, []).append(index)

    def totals(self) -> QuoteTotals:
        exact = [self._exact_amount(index) for index in range(len(self._lines))]
        amounts = self._rounded(exact)
        whole_discount = self._document_discount(sum(amounts))
        shares = spread(whole_discount, [Decimal(a) for a in amounts], room=amounts, ties=self._ties)
        bases = [a - s for a, s in zip(amounts, shares, strict=True)]
        taxes = self._taxes(bases, [e - s for e, s in zip(exact, shares, strict=True)])
        figures = tuple(
            self._line_totals(*row) for row in zip(self._lines, amounts, shares, bases, taxes, strict=True)
        )
        return self._quote_totals(figures, whole_discount)

    def _exact_amount(self, index: int) -> Decimal:
        """The line after its own discount, in minor units with all decimals."""
        line = self._lines[index]
        full = (line.quantity * line.unit_price).scaleb(self._scale)
        if full >= _LIMIT:
            raise BadInput(f"Line {index + 1}: the amount is too large.", field=f"lines.{index}.unit_price")
        if line.discount.percent is not None:
            return full * (100 - line.discount.percent) / 100
        off = self._minor((line.discount.amount or Decimal(0)).scaleb(self._scale))
        if off > self._minor(full):
            raise BadInput(
                f"Line {index + 1}: the discount is more than the line comes to.",
                field=f"lines.{index}.discount",
            )
        return max(full - off, Decimal(0))

    def _rounded(self, exact: Sequence[Decimal]) -> list[int]:
        if self._rounding is Rounding.LINE:
            return [self._minor(value) for value in exact]
        return self._by_group(lambda members: self._minor(_total(exact, members)), exact)

    def _by_group(
        self,
        whole: Callable[[Sequence[int]], int],
        weights: Sequence[Decimal],
        room: Sequence[int] | None = None,
    ) -> list[int]:
        """One whole per tax, handed to its lines by largest remainder."""
        parts = [0] * len(self._lines)
        for members in self._groups.values():
            shares = spread(
                whole(members), [weights[i] for i in members], ties=[self._ties[i] for i in members],
                room=None if room is None else [room[i] for i in members],
            )  # fmt: skip
            for index, share in zip(members, shares, strict=True):
                parts[index] = share
        return parts

    def _document_discount(self, subtotal: int) -> int:
        if self._discount.percent is not None:
            return self._minor(subtotal * self._discount.percent / 100)
        off = self._minor((self._discount.amount or Decimal(0)).scaleb(self._scale))
        if off > subtotal:
            raise BadInput("The discount is more than the lines come to.", field="discount")
        return off

    def _taxes(self, bases: Sequence[int], exact: Sequence[Decimal]) -> list[int]:
        """Tax of each line on what is left of it; `bases` rounded, `exact` not."""
        if self._rounding is Rounding.LINE:
            return [self._minor(_tax_of(line, Decimal(base))) for line, base in zip(self._lines, bases, strict=True)]
        weights = [
            max(_tax_of(line, value), Decimal(0)) if base else Decimal(0)
            for line, value, base in zip(self._lines, exact, bases, strict=True)
        ]
        room = bases if self._lines[0].includes_tax else None

        def whole(members: Sequence[int]) -> int:
            left = sum(bases[i] for i in members)
            # Fractions of a minor unit that nobody sees are not taxed: a full discount leaves exactly 0.
            tax = _tax_of(self._lines[members[0]], _total(exact, members)) if left else Decimal(0)
            return min(self._minor(max(tax, Decimal(0))), left) if room else self._minor(max(tax, Decimal(0)))

        return self._by_group(whole, weights, room)

    def _line_totals(self, line: Line, amount: int, share: int, base: int, tax: int) -> LineTotals:
        full = self._minor((line.quantity * line.unit_price).scaleb(self._scale))
        discounted = bool(line.discount.percent or line.discount.amount)
        # Where the largest remainder moved the amount, an undiscounted line still shows no discount.
        off = max(full - amount, 0) if discounted else 0
        net = base - tax if line.includes_tax else base
        figures = (amount + off, off, amount, share, net, tax, net + tax)
        return LineTotals(*(Money(minor, self._currency) for minor in figures))

    def _quote_totals(self, lines: tuple[LineTotals, ...], whole_discount: int) -> QuoteTotals:
        def total(pick: Callable[[LineTotals], Money], members: Sequence[int] = range(len(lines))) -> Money:
            return Money.total((pick(lines[i]) for i in members), self._currency)

        taxes = [
            TaxTotal(tax, total(lambda line: line.net, members), total(lambda line: line.tax, members))
            for tax, members in self._groups.items()
        ]
        net, tax = total(lambda line: line.net), total(lambda line: line.tax)
        if (net + tax).minor >= _LIMIT:
            raise BadInput("The quote comes to more than Fieldbook can count.", field="lines")
        return QuoteTotals(
            lines=lines,
            list=total(lambda line: line.list),
            line_discounts=total(lambda line: line.discount),
            subtotal=total(lambda line: line.amount),
            document_discount=Money(whole_discount, self._currency),
            taxes=tuple(sorted(taxes, key=lambda row: (-row.kind.rate, row.kind.code, row.kind.name))),
            net=net,
            tax=tax,
            gross=net + tax,
            includes_tax=self._lines[0].includes_tax,
            rounding=self._rounding,
        )

    @staticmethod
    def _minor(value: Decimal) -> int:
        return int(round_half_up(value, 0))


def _tax_of(line: Line, base: Decimal) -> Decimal:
    """Tax on an amount: on top of it, or within it where prices include tax."""
    rate = line.tax.rate
    return base * rate / (100 + rate if line.includes_tax else Decimal(100))


def _total(values: Sequence[Decimal], members: Sequence[int]) -> Decimal:
    return sum((values[i] for i in members), Decimal(0))


def _tie(line: Line) -> tuple[str, ...]:
    """Tells lines apart by content, so that their order never decides who gets the odd cent."""
    facts = (line.tax.rate, line.quantity, line.unit_price, line.discount.percent, line.discount.amount)
    return (
        line.tax.code,
        line.tax.name,
        *("" if fact is None else f"{fact.normalize():f}" for fact in facts),
    )
