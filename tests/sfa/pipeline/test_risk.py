"""Why a deal is at risk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sfa.pipeline.risk import Standing, risks

TODAY = date(2026, 11, 17)
GOOD = Standing("open", 5, 14, date(2026, 12, 1), "Call Ewa", date(2026, 11, 20))


def codes(deal: Standing) -> list[str]:
    return [reason.code for reason in risks(deal, TODAY)]


def test_a_deal_on_its_way_is_not_at_risk() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(("days", "expected"), [(14, []), (15, ["rotting"])])
def test_a_deal_rots_after_the_days_its_step_allows(days: int, expected: list[str]) -> None:
    assert codes(replace(GOOD, days=days)) == expected


@pytest.mark.parametrize(("close_on", "expected"), [(TODAY, []), (date(2026, 11, 16), ["close_date_past"])])
def test_a_close_date_is_past_from_the_day_after(close_on: date, expected: list[str]) -> None:
    assert codes(replace(GOOD, close_on=close_on)) == expected


@pytest.mark.parametrize("text", [None, ""])
def test_a_deal_without_a_next_step_is_at_risk(text: str | None) -> None:
    assert codes(replace(GOOD, next_step=text)) == ["no_next_step"]


def test_a_next_step_that_was_due_yesterday_is_late() -> None:
    assert codes(replace(GOOD, next_step_on=date(2026, 11, 16))) == ["next_step_late"]


@pytest.mark.parametrize("state", ["won", "lost", "on_hold"])
def test_a_deal_that_nobody_works_on_is_not_at_risk(state: str) -> None:
    assert codes(Standing(state, 99, 14, date(2026, 1, 1), None, None)) == []


def test_a_missing_next_step_is_named_first() -> None:
    assert codes(Standing("open", 99, 14, date(2026, 1, 1), None, None)) == [
        "no_next_step",
        "close_date_past",
        "rotting",
    ]


def test_a_reason_says_by_how_much() -> None:
    assert risks(replace(GOOD, days=19), TODAY)[0].text == "19 days in this step, where 14 are usual."
    assert "1 day ago" in risks(replace(GOOD, close_on=date(2026, 11, 16)), TODAY)[0].text
