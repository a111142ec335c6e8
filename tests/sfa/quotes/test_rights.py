"""Each act asks for its right."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from sfa.errors import NotAllowed
from sfa.quotes.acts import (
    AcceptQuote,
    AddLine,
    CancelQuote,
    ChangeLine,
    CreateQuote,
    DeclineQuote,
    MoveLine,
    RemoveLine,
    ReviseQuote,
    SendQuote,
    SetQuoteTerms,
)
from sfa.store.actor import Actor, Reach
from sfa.store.acts import acts
from tests.sfa.quotes.shop import Shop
from tests.stores import workspace_of

NOBODY = UUID(int=1)
ALL = [
    CreateQuote(NOBODY),
    SetQuoteTerms(NOBODY),
    SendQuote(NOBODY),
    AcceptQuote(NOBODY),
    DeclineQuote(NOBODY),
    CancelQuote(NOBODY),
    ReviseQuote(NOBODY),
    AddLine(NOBODY),
    ChangeLine(NOBODY),
    RemoveLine(NOBODY),
    MoveLine(NOBODY, 0),
]


def test_no_act_of_the_room_is_forgotten_here() -> None:
    assert {entry.args for entry in acts() if entry.name.startswith("quotes.")} == {type(args) for args in ALL}


@pytest.mark.parametrize("args", ALL, ids=lambda args: type(args).__name__)
def test_who_may_only_read_quotes_is_refused(shop: Shop, args: msgspec.Struct) -> None:
    reader = Actor(UUID(int=9), "Reader", {"quote": {"read": Reach.ALL}})
    with pytest.raises(NotAllowed, match="Your role does not include"):
        shop.work.store.run(args, reader)


def test_a_rep_of_another_territory_changes_nothing_on_a_quote(shop: Shop) -> None:
    draft, sent = shop.quote(shop.tower), shop.quote(shop.tower)
    shop.work.run(SendQuote(sent))
    line = shop.lines(draft)[0].id
    otto = workspace_of(shop.work.store, "Otto")
    for args in (
        SetQuoteTerms(draft, discount=Decimal(5)),
        SendQuote(draft),
        AcceptQuote(sent),
        DeclineQuote(sent),
        CancelQuote(draft),
        ReviseQuote(sent),
        AddLine(draft, shop.tower),
        ChangeLine(line, quantity=Decimal(2)),
        RemoveLine(line),
    ):
        with pytest.raises(NotAllowed, match="You may not"):
            otto.run(args)


def test_the_manager_of_the_team_may_change_a_quote_of_theirs(shop: Shop) -> None:
    quote = shop.quote(shop.tower)
    workspace_of(shop.work.store, "manager").run(SetQuoteTerms(quote, discount=Decimal(5)))
    assert shop.row(quote).discount == Decimal(5)
