"""Products, prices and taxes: what may be done, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import select

from sfa.catalog.acts import AddProduct, AddTax, RetireProduct, SetPrice, SetUpCatalog
from sfa.catalog.model import PriceBook, Tax
from sfa.catalog.queries import find_products, price_of, standard_book, standard_tax, taxes
from sfa.errors import BadInput, NotAllowed, RuleBroken
from sfa.workspace import Workspace
from tests.stores import new_workspace


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    workspace = new_workspace(tmp_path)
    yield workspace
    workspace.store.close()


def _price(work: Workspace, product: UUID, quantity: int = 1) -> Decimal | None:
    with work.reading() as session:
        return price_of(session, product, standard_book(session), Decimal(quantity))


def _found(work: Workspace, typed: str) -> list[str]:
    with work.reading() as session:
        return [row.name for row in find_products(session, work.actor, typed)]


def test_a_new_store_has_one_price_book_and_one_tax_however_often_it_is_set_up(work: Workspace) -> None:
    work.run(SetUpCatalog("EUR"))
    with work.reading() as session:
        assert session.scalars(select(PriceBook.currency)).all() == ["USD"]
        assert [(tax.name, tax.rate) for tax in taxes(session)] == [("No tax", Decimal(0))]


def test_a_currency_that_is_none_is_refused(work: Workspace) -> None:
    with pytest.raises(BadInput, match="not a currency"):
        work.run(SetUpCatalog("dollars"))


def test_a_product_is_added_with_its_price_and_the_standard_tax(work: Workspace) -> None:
    product = work.run(AddProduct("GTX Pro", price=Decimal(4821), code="GTX-P", unit="h"))
    assert _price(work, product) == Decimal(4821)
    with work.reading() as session:
        (row,) = find_products(session, work.actor, "gtx")
    assert (row.id, row.code, row.unit, row.price) == (product, "GTX-P", "h", Decimal(4821))


def test_a_code_belongs_to_one_product(work: Workspace) -> None:
    work.run(AddProduct("Pump", code="P-1"))
    with pytest.raises(RuleBroken, match="belongs to “Pump” already"):
        work.run(AddProduct("Other pump", code="P-1"))


@pytest.mark.parametrize("fields", [{"price": Decimal(-1)}, {"cost": Decimal(-1)}], ids=["price", "cost"])
def test_a_negative_figure_is_refused_at_its_field(work: Workspace, fields: dict[str, Decimal]) -> None:
    with pytest.raises(RuleBroken, match="cannot be negative") as refused:
        work.run(AddProduct("Pump", **fields))
    assert refused.value.field == next(iter(fields))


def test_a_blank_name_is_refused(work: Workspace) -> None:
    with pytest.raises(BadInput, match="Product name must not be blank"):
        work.run(AddProduct("  "))


def test_a_price_is_replaced_and_a_lot_price_stands_beside_it(work: Workspace) -> None:
    product = work.run(AddProduct("Hose", price=Decimal(10)))
    work.run(SetPrice(product, Decimal(11)))
    work.run(SetPrice(product, Decimal(8), min_quantity=Decimal(50)))
    assert (_price(work, product), _price(work, product, 50)) == (Decimal(11), Decimal(8))


def test_a_lot_of_nothing_has_no_price(work: Workspace) -> None:
    product = work.run(AddProduct("Hose"))
    with pytest.raises(RuleBroken, match="more than 0"):
        work.run(SetPrice(product, Decimal(8), min_quantity=Decimal(0)))


def test_a_new_standard_tax_takes_the_place_of_the_old(work: Workspace) -> None:
    vat = work.run(AddTax("VAT 20 %", Decimal(20), standard=True))
    with work.reading() as session:
        assert standard_tax(session) == vat
        assert session.scalars(select(Tax.name).where(Tax.standard)).all() == ["VAT 20 %"]


def test_a_tax_above_a_hundred_percent_is_refused(work: Workspace) -> None:
    with pytest.raises(RuleBroken, match="between 0 and 100"):
        work.run(AddTax("Robbery", Decimal(101)))


def test_a_retired_product_is_not_offered_any_more(work: Workspace) -> None:
    product = work.run(AddProduct("Old pump", price=Decimal(1)))
    work.run(AddProduct("New pump", price=Decimal(2)))
    work.run(RetireProduct(product))
    assert _found(work, "pump") == ["New pump"]
    assert _found(work, "") == ["New pump"]
    with pytest.raises(RuleBroken, match="retired already"):
        work.run(RetireProduct(product))


def test_products_are_found_by_words_of_the_name_by_code_and_by_series(work: Workspace) -> None:
    for name, code, family in (
        ("GTX Plus Basic", "GTX-PB", "GTX"),
        ("GTK 500", "K500", "Tanks"),
        ("MG Special", "M", "MG"),
    ):
        work.run(AddProduct(name, code=code, family=family))
    assert _found(work, "gtx plus") == ["GTX Plus Basic"]
    assert _found(work, "k500") == ["GTK 500"]
    assert _found(work, "tank") == ["GTK 500"]


ACTS = [
    SetUpCatalog("USD"),
    AddProduct("Pump"),
    SetPrice(UUID(int=1), Decimal(1)),
    AddTax("VAT", Decimal(20)),
    RetireProduct(UUID(int=1)),
]


@pytest.mark.parametrize("args", ACTS, ids=lambda args: type(args).__name__)
def test_a_rep_may_not_change_the_catalog(tmp_path: Path, args: msgspec.Struct) -> None:
    rep = new_workspace(tmp_path, role="rep")
    try:
        with pytest.raises(NotAllowed, match="Your role does not include"):
            rep.run(args)
    finally:
        rep.store.close()
