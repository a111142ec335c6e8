"""Quotes as lists, pages, timelines and the printer see them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sfa.accounts import timeline
from sfa.accounts.acts import AddAccount
from sfa.errors import BadInput, NotFound
from sfa.money import Money
from sfa.pipeline.acts import AddOpportunity
from sfa.quotes.acts import AcceptQuote, AddLine, CreateQuote, ReviseQuote, SendQuote, SetQuoteTerms
from sfa.quotes.document import Paper
from sfa.quotes.pdf import render_quote
from sfa.quotes.printing import document_named, document_of
from sfa.quotes.queries import (
    ListFilter,
    quote_ids,
    quote_named,
    quote_rows,
    quotes_of_account,
    quotes_of_opportunity,
    waiting_quotes,
)
from sfa.quotes.states import State
from sfa.quotes.view import quote_view
from tests.sfa.quotes.shop import Shop
from tests.stores import workspace_of

TODAY = date(2026, 11, 17)


def _numbers(
    shop: Shop, state: str = "", text: str = "", on: date = TODAY, order: str = "number", descending: bool = True
) -> list[str]:
    with shop.work.reading() as session:
        ids = quote_ids(session, shop.work.actor, ListFilter(on, state), order, descending, text)
        return [row.number[-1] for row in quote_rows(session, shop.work.actor, ids, on)]


def test_a_list_is_ordered_by_any_column_both_ways(shop: Shop) -> None:
    shop.quote(shop.tower)
    shop.quote(shop.coupler)
    assert _numbers(shop) == ["2", "1"]
    assert _numbers(shop, order="total", descending=False) == ["2", "1"]
    for order in ("number", "customer", "state", "total", "valid_until", "owner", "changed"):
        assert sorted(_numbers(shop, order=order)) == ["1", "2"]


def test_a_list_is_searched_by_number_customer_and_title(shop: Shop) -> None:
    shop.work.run(CreateQuote(shop.account, title="Taps for 100 % of the bar"))
    other = shop.work.run(AddAccount(name="Café Zürich", owner_id=shop.work.actor.user_id))
    shop.work.run(CreateQuote(other))
    assert _numbers(shop, text="0002") == ["2"]
    assert _numbers(shop, text="zurich") == ["2"]
    assert _numbers(shop, text="100 %") == ["1"]
    assert _numbers(shop, text="nothing like it") == []


def test_a_list_keeps_to_a_state_and_knows_what_has_expired(shop: Shop) -> None:
    shop.quote(shop.tower)
    for decided in (False, True):
        quote = shop.quote(shop.tower)
        shop.work.run(SendQuote(quote))
        if decided:
            shop.work.run(AcceptQuote(quote))
    later = TODAY + timedelta(days=31)
    assert _numbers(shop, "open") == ["2", "1"]
    assert (_numbers(shop, "sent"), _numbers(shop, "sent", on=later)) == (["2"], [])
    assert (_numbers(shop, "expired"), _numbers(shop, "expired", on=later)) == ([], ["2"])
    assert _numbers(shop, "accepted") == ["3"]


def test_a_row_says_whose_for_whom_and_how_much(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    with shop.work.reading() as session:
        (row,) = quotes_of_account(session, shop.work.actor, shop.account, TODAY)
    assert (row.id, row.customer, row.owner) == (quote, "Brauhaus Lindner", "Rob Rep")
    assert row.total == Money.of("5182.58", "USD")


def test_the_quotes_of_a_deal_are_its_own(shop: Shop) -> None:
    deal = shop.work.run(AddOpportunity("Taps", "USD", account_id=shop.account))
    quote = shop.work.run(CreateQuote(shop.account, opportunity_id=deal))
    shop.quote()
    with shop.work.reading() as session:
        assert [row.id for row in quotes_of_opportunity(session, shop.work.actor, deal, TODAY)] == [quote]


def test_a_rep_of_another_territory_sees_nothing_of_it(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    number = shop.row(quote).number
    otto = workspace_of(shop.work.store, "Otto").actor
    with shop.work.reading() as session:
        assert quote_ids(session, otto, ListFilter(TODAY)) == []
        assert quote_rows(session, otto, [quote], TODAY) == []
        assert waiting_quotes(session, otto, TODAY) == []
        assert timeline.entries(session, otto, shop.account) == []
        for ask in (
            lambda: quote_named(session, otto, number),
            lambda: quote_view(session, otto, quote, TODAY),
            lambda: document_of(session, otto, quote),
        ):
            with pytest.raises(NotFound):
                ask()


def test_a_manager_sees_drafts_with_much_off_and_what_awaits_an_answer(shop: Shop) -> None:
    usual, dear, sent, whole = (shop.quote(shop.coupler) for _ in range(4))
    shop.work.run(AddLine(dear, shop.tower, discount=Decimal("20.5")))
    shop.work.run(SetQuoteTerms(whole, discount=Decimal(25)))
    shop.work.run(SendQuote(sent))
    manager = workspace_of(shop.work.store, "manager").actor
    with shop.work.reading() as session:
        rows = waiting_quotes(session, manager, TODAY)
    assert [(row.id, row.over_limit) for row in rows] == [(dear, True), (whole, True), (sent, False)]
    assert usual not in [row.id for row in rows]


def test_a_view_has_lines_totals_margin_and_versions(shop: Shop) -> None:
    old = shop.quote(shop.tower, shop.coupler)
    shop.work.run(SendQuote(old))
    new = shop.work.run(ReviseQuote(old))
    with shop.work.reading() as session:
        view = quote_view(session, shop.work.actor, new, TODAY)
    assert [(line.name, line.net) for line in view.lines] == [
        ("GTX Pro tap tower", Money.of(4821, "USD")),
        ("GTX Plus coupler", Money.of(1096, "USD")),
    ]
    assert view.lines[0].margin == Decimal(182100) / 482100
    assert view.lines[1].margin is None
    assert view.margin == Money.of(1821, "USD")
    assert [(v.revision, v.state) for v in view.versions] == [(2, State.DRAFT), (1, State.SUPERSEDED)]
    assert view.total == Money.of("6278.58", "USD")


def test_an_account_tells_of_its_quotes_on_the_timeline(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    shop.work.run(AcceptQuote(quote, note="By phone"))
    with shop.work.reading() as session:
        told = timeline.entries(session, shop.work.actor, shop.account)
    worth = Money.of("5182.58", "USD")
    assert [(e.title, e.detail, e.amount) for e in told if e.kind == "quote"] == [
        ("Quote Q-2026-0001 accepted", "By phone", worth),
        ("Quote Q-2026-0001 sent", "", worth),
    ]


# --- paper ---


def test_the_newest_version_of_a_number_is_printed_as_it_is_stored(shop: Shop) -> None:
    old = shop.quote(shop.tower)
    shop.work.run(SetQuoteTerms(old, contact_id=shop.contact, discount=Decimal(10)))
    shop.work.run(SendQuote(old))
    shop.work.run(ReviseQuote(old))
    with shop.work.reading() as session:
        document = document_named(session, shop.work.actor, "q-2026-0001")
    assert (document.number, document.revision, document.draft) == ("Q-2026-0001", 2, True)
    assert document.company.name == "Scioto Draught Supply"
    assert (document.customer.name, document.customer.contact) == ("Brauhaus Lindner", "Jürgen Lindner")
    assert document.customer.address == ("88 Bridge Street", "Dublin OH 43017")
    assert document.totals.gross.minor == shop.row(old).gross
    assert (document.terms, document.paper) == ("Payment 30 days net.", Paper.LETTER)
    assert render_quote(document).data.startswith(b"%PDF")


def test_a_sent_quote_prints_the_same_after_the_customer_moved(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))

    def printed() -> object:
        with shop.work.reading() as session:
            return document_of(session, shop.work.actor, quote)

    before = printed()
    with shop.work.transaction("Rename") as txn:
        from sfa.accounts.model import Account

        txn.get(Account, shop.account).name = "Lindner & Sons"
    assert printed() == before


def test_a_quote_without_lines_has_no_paper(shop: Shop) -> None:
    quote = shop.quote()
    with shop.work.reading() as session, pytest.raises(BadInput, match="at least one line"):
        document_of(session, shop.work.actor, quote)


def test_an_unknown_number_is_said_so(shop: Shop) -> None:
    with shop.work.reading() as session, pytest.raises(NotFound, match="There is no quote Q-1999-0001"):
        quote_named(session, shop.work.actor, "Q-1999-0001")
