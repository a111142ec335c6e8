"""Which price holds for a quantity."""

from decimal import Decimal

from sfa.catalog.prices import Step, price_for

STEPS = (Step(Decimal(10), Decimal(9)), Step(Decimal(1), Decimal(12)), Step(Decimal(100), Decimal(7)))


def test_the_highest_step_that_the_quantity_reaches_gives_the_price() -> None:
    asked = {9: 12, 10: 9, 99: 9, 100: 7, 5000: 7}
    assert {q: price_for(STEPS, Decimal(q)) for q in asked} == {q: Decimal(p) for q, p in asked.items()}


def test_part_of_a_unit_has_the_price_of_one() -> None:
    assert price_for(STEPS, Decimal("0.5")) == Decimal(12)


def test_below_the_smallest_lot_there_is_no_price() -> None:
    assert price_for((Step(Decimal(50), Decimal(3)),), Decimal(49)) is None


def test_without_steps_there_is_no_price() -> None:
    assert price_for((), Decimal(1)) is None
