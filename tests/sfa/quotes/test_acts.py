"""The life of a quote, act by act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from sfa.accounts.acts import AddAccount
from sfa.accounts.model import Account
from sfa.errors import BadInput, FieldbookError, NotAllowed, NotFound, RuleBroken, UndoRefused
from sfa.pipeline.acts import AddOpportunity
from sfa.quotes.acts import (
    AcceptQuote,
    AddLine,
    CancelQuote,
    ChangeLine,
    CreateQuote,
    DeclineQuote,
    ReviseQuote,
    SendQuote,
    SetQuoteTerms,
)
from sfa.quotes.events import QuoteAccepted, QuoteDeclined, QuoteSent
from sfa.quotes.model import Quote
from sfa.store.actor import system_actor
from tests.sfa.quotes.shop import Shop
from tests.stores import workspace_of


def _sent(shop: Shop) -> UUID:
    quote = shop.quote(shop.tower)
    shop.work.run(SendQuote(quote))
    return quote


# --- making ---


def test_a_new_quote_is_made_out_to_the_account_as_it_stands_and_holds_for_30_days(shop: Shop) -> None:
    quote = shop.row(shop.work.run(CreateQuote(shop.account, contact_id=shop.contact)))
    assert (quote.number, quote.revision, quote.state, quote.currency) == ("Q-2026-0001", 1, "draft", "USD")
    assert quote.bill_to == "Brauhaus Lindner\n88 Bridge Street\nDublin OH 43017"
    assert quote.contact_name == "Jürgen Lindner"
    assert quote.valid_until == date(2026, 12, 17)
    assert quote.terms == "Payment 30 days net."
    assert quote.owner_id == shop.work.actor.user_id
    assert (quote.net, quote.tax, quote.gross) == (0, 0, 0)


def test_a_deal_of_another_account_cannot_have_the_quote(shop: Shop) -> None:
    other = shop.work.run(AddAccount(name="Elsewhere", owner_id=shop.work.actor.user_id))
    deal = shop.work.run(AddOpportunity("Deal", "USD", account_id=other))
    with pytest.raises(RuleBroken, match="another account"):
        shop.work.run(CreateQuote(shop.account, opportunity_id=deal))


def test_a_rep_cannot_quote_to_an_account_of_another_territory(shop: Shop) -> None:
    otto = workspace_of(shop.work.store, "Otto")
    with pytest.raises(NotAllowed, match="another territory"):
        otto.run(CreateQuote(shop.account))


# --- terms ---


def test_terms_that_are_left_out_stay(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.run(SetQuoteTerms(quote, discount=Decimal(10), contact_id=shop.contact))
    shop.work.run(SetQuoteTerms(quote, note="By hand"))
    row = shop.row(quote)
    assert (row.discount, row.contact_name, row.note) == (Decimal(10), "Jürgen Lindner", "By hand")
    assert row.net == 433890


def test_one_tax_for_all_lines_holds_for_lines_added_later_until_it_is_taken_back(shop: Shop) -> None:
    quote = shop.quote(shop.coupler)
    shop.work.run(SetQuoteTerms(quote, tax_id=shop.sales_tax))
    shop.work.run(AddLine(quote, shop.coupler))
    assert [line.tax_rate for line in shop.lines(quote)] == [Decimal("7.5")] * 2
    shop.work.run(SetQuoteTerms(quote, tax_id=None))
    assert [line.tax_name for line in shop.lines(quote)] == [None, None]


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal("100.01")])
def test_a_discount_outside_0_to_100_is_refused_at_its_field(shop: Shop, percent: Decimal) -> None:
    for quote in (shop.quote(), shop.quote(shop.tower)):
        with pytest.raises(FieldbookError, match="between 0 and 100") as refused:
            shop.work.run(SetQuoteTerms(quote, discount=percent))
        assert refused.value.field == "discount"


def test_a_validity_that_has_passed_is_refused(shop: Shop) -> None:
    with pytest.raises(RuleBroken, match="valid today at least"):
        shop.work.run(SetQuoteTerms(shop.quote(), valid_until=date(2026, 11, 16)))


# --- sending ---


def test_sending_dates_and_freezes_the_quote(shop: Shop) -> None:
    row = shop.row(_sent(shop))
    assert (row.state, row.issued_on) == ("sent", date(2026, 11, 17))
    assert row.sent_at is not None


def test_a_quote_without_lines_cannot_be_sent(shop: Shop) -> None:
    with pytest.raises(RuleBroken, match="at least one line") as refused:
        shop.work.run(SendQuote(shop.quote()))
    assert refused.value.field == "lines"


def test_a_quote_whose_validity_has_passed_cannot_be_sent(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    shop.work.clock.advance(days=31)  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken, match="valid today at least") as refused:
        shop.work.run(SendQuote(quote))
    assert refused.value.field == "valid_until"


def test_a_quote_is_sent_once(shop: Shop) -> None:
    with pytest.raises(RuleBroken, match="make a new version"):
        shop.work.run(SendQuote(_sent(shop)))


def test_a_sent_quote_cannot_be_taken_back(shop: Shop) -> None:
    _sent(shop)
    with pytest.raises(UndoRefused, match="make a new version or cancel it"):
        shop.work.undo()


# --- deciding ---


def test_an_accepted_quote_keeps_when_and_what_was_said(shop: Shop) -> None:
    quote = _sent(shop)
    shop.work.run(AcceptQuote(quote, note="By phone"))
    row = shop.row(quote)
    assert (row.state, row.decision_note, row.decided_at is None) == ("accepted", "By phone", False)


def test_a_wrong_answer_can_be_undone(shop: Shop) -> None:
    quote = _sent(shop)
    shop.work.run(DeclineQuote(quote, note="Too dear"))
    assert shop.row(quote).state == "declined"
    shop.work.undo()
    row = shop.row(quote)
    assert (row.state, row.decision_note, row.decided_at) == ("sent", None, None)


@pytest.mark.parametrize("act", [AcceptQuote, DeclineQuote])
def test_a_draft_is_sent_before_it_is_answered(shop: Shop, act: type) -> None:
    with pytest.raises(RuleBroken, match="Send the quote first"):
        shop.work.run(act(shop.quote(shop.tower)))


def test_a_quote_that_is_no_longer_valid_is_not_accepted(shop: Shop) -> None:
    quote = _sent(shop)
    shop.work.clock.advance(days=31)  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken, match="no longer valid"):
        shop.work.run(AcceptQuote(quote))


def test_drafts_and_sent_quotes_can_be_cancelled_decided_ones_not(shop: Shop) -> None:
    draft, sent, accepted = shop.quote(), _sent(shop), _sent(shop)
    shop.work.run(AcceptQuote(accepted))
    for quote in (draft, sent):
        shop.work.run(CancelQuote(quote))
        assert shop.row(quote).state == "cancelled"
    with pytest.raises(RuleBroken, match="accepted cannot be cancelled"):
        shop.work.run(CancelQuote(accepted))


# --- revising ---


def test_a_new_version_is_a_draft_with_the_same_number_and_lines_and_the_old_one_is_superseded(shop: Shop) -> None:
    old = _sent(shop)
    new = shop.work.run(ReviseQuote(old))
    before, after = shop.row(old), shop.row(new)
    assert (before.state, after.state) == ("superseded", "draft")
    assert (after.number, after.revision, after.gross) == (before.number, 2, before.gross)
    assert (after.issued_on, after.sent_at) == (None, None)
    assert [line.name for line in shop.lines(new)] == [line.name for line in shop.lines(old)]
    shop.work.run(ChangeLine(shop.lines(new)[0].id, quantity=Decimal(2)))
    assert shop.row(old).gross == before.gross


def test_a_new_version_goes_to_where_the_customer_is_now(shop: Shop) -> None:
    old = _sent(shop)
    with shop.work.transaction("Rename") as txn:
        txn.get(Account, shop.account).name = "Lindner & Sons"
    new = shop.work.run(ReviseQuote(old))
    assert shop.row(new).bill_to == "Lindner & Sons\n88 Bridge Street\nDublin OH 43017"
    assert shop.row(old).bill_to == "Brauhaus Lindner\n88 Bridge Street\nDublin OH 43017"


def test_a_new_version_of_a_lapsed_quote_is_valid_again(shop: Shop) -> None:
    old = _sent(shop)
    shop.work.clock.advance(days=60)  # type: ignore[attr-defined]
    assert shop.row(shop.work.run(ReviseQuote(old))).valid_until == date(2027, 2, 15)


def test_only_what_went_out_and_stands_last_can_be_revised(shop: Shop) -> None:
    accepted, twice = _sent(shop), _sent(shop)
    shop.work.run(AcceptQuote(accepted))
    shop.work.run(ReviseQuote(twice))
    for quote, sentence in (
        (shop.quote(), "still a draft"),
        (accepted, "An accepted quote stands"),
        (twice, "newer version"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            shop.work.run(ReviseQuote(quote))


def test_undoing_a_new_version_brings_the_sent_quote_back(shop: Shop) -> None:
    old = _sent(shop)
    new = shop.work.run(ReviseQuote(old))
    shop.work.undo()
    assert shop.row(old).state == "sent"
    assert shop.row(new).deleted_at is not None
    assert shop.lines(new) == []


# --- news ---


def test_what_happens_to_a_quote_is_told_inside_the_transaction(shop: Shop) -> None:
    told: list[tuple[str, UUID, int]] = []
    kinds = (QuoteSent, QuoteAccepted, QuoteDeclined)
    shop.work.store.listen(
        {kind: (lambda _txn, e: told.append((type(e).__name__, e.quote_id, e.gross)),) for kind in kinds}
    )
    first, second = _sent(shop), _sent(shop)
    shop.work.run(AcceptQuote(first))
    shop.work.run(DeclineQuote(second))
    assert told == [
        ("QuoteSent", first, 518258),
        ("QuoteSent", second, 518258),
        ("QuoteAccepted", first, 518258),
        ("QuoteDeclined", second, 518258),
    ]


# --- numbers ---


def test_a_number_is_never_given_twice_whatever_is_undone_and_redone(shop: Shop) -> None:
    for _ in range(3):
        shop.quote()
        shop.work.undo()
        shop.quote()
        shop.work.undo()
        shop.work.redo()
    with shop.work.reading() as session:
        numbers = session.scalars(select(Quote.number)).all()
    assert len(set(numbers)) == len(numbers) == 6
    assert max(numbers) == "Q-2026-0006"


def test_each_year_counts_anew(shop: Shop) -> None:
    shop.quote()
    shop.work.clock.advance(days=60)  # type: ignore[attr-defined]
    assert shop.row(shop.quote()).number == "Q-2027-0001"


def test_a_used_up_block_is_followed_by_another(shop: Shop) -> None:
    from sfa.store.tables import NumberBlock

    shop.quote()
    with shop.work.store.transaction("Use up", system_actor()) as txn:
        txn.mark_undo(txn.group)  # only acts and undo may write here
        txn.scalars(select(NumberBlock))[0].next = 10_001
    assert shop.row(shop.quote()).number == "Q-2026-10001"


# --- what is gone ---


def test_a_quote_that_is_not_here_is_said_so(shop: Shop) -> None:
    with pytest.raises(NotFound, match="This quote is not here any more"):
        shop.work.run(SendQuote(UUID(int=7)))


def test_a_broken_figure_names_its_line(shop: Shop) -> None:
    quote = shop.quote(shop.tower, shop.coupler)
    with pytest.raises(BadInput, match="Line 2: the quantity must be more than 0") as refused:
        shop.work.run(ChangeLine(shop.lines(quote)[1].id, quantity=Decimal(-3)))
    assert refused.value.field == "lines.1.quantity"
