"""What a quote's figures may be, each refusal one sentence that names the line."""

from __future__ import annotations

from decimal import Decimal

from sfa.errors import BadInput
from sfa.money import round_half_up

__all__ = ["check_discount", "check_line"]

_DECIMALS = 8
_MOST = {"quantity": Decimal(10**9), "price": Decimal(10**12), "discount": Decimal(10**12)}


def check_line(
    index: int,
    *,
    quantity: Decimal,
    unit_price: Decimal,
    percent: Decimal | None,
    amount: Decimal | None,
    rate: Decimal,
) -> None:
    """Raise BadInput for the first thing wrong with line `index` (from 0; the sentence counts from 1)."""
    line, field = f"Line {index + 1}", f"lines.{index}"
    _check_number(f"{line}: the quantity", f"{field}.quantity", quantity, _MOST["quantity"])
    if quantity <= 0:
        raise BadInput(f"{line}: the quantity must be more than 0, not {quantity}.", field=f"{field}.quantity")
    _check_number(f"{line}: the price", f"{field}.unit_price", unit_price, _MOST["price"])
    if unit_price < 0:
        raise BadInput(f"{line}: the price cannot be negative; give a discount instead.", field=f"{field}.unit_price")
    check_discount(f"{line}: the discount", f"{field}.discount", percent, amount)
    _check_number(f"{line}: the tax rate", f"{field}.tax", rate, Decimal(10**6))
    if not 0 <= rate <= 100:
        raise BadInput(f"{line}: the tax rate must lie between 0 and 100 %, not {rate} %.", field=f"{field}.tax")


def check_discount(what: str, field: str, percent: Decimal | None, amount: Decimal | None) -> None:
    """Raise BadInput unless it is none, 0 to 100 percent, or an amount of 0 or more."""
    if percent is not None and amount is not None:
        raise BadInput(f"{what} is either a percentage or an amount, not both.", field=field)
    if percent is not None:
        _check_number(what, field, percent, _MOST["discount"])
        if not 0 <= percent <= 100:
            raise BadInput(f"{what} must lie between 0 and 100 %, not {percent} %.", field=field)
    if amount is not None:
        _check_number(what, field, amount, _MOST["discount"])
        if amount < 0:
            raise BadInput(f"{what} cannot be negative.", field=field)


def _check_number(what: str, field: str, value: Decimal, most: Decimal) -> None:
    if not value.is_finite():
        raise BadInput(f"{what} is not a number.", field=field)
    if abs(value) >= most:
        raise BadInput(f"{what} is too large.", field=field)
    if round_half_up(value, _DECIMALS) != value:
        raise BadInput(f"{what} has more than {_DECIMALS} decimals.", field=field)
