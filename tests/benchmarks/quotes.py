"""How long a quote takes on its way to paper."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from sfa.quotes.pdf import render_quote
from sfa.quotes.totals import quote_totals
from tests.benchmarks.row import Row
from tests.sfa.quotes.samples import item, quote

__all__ = ["rows"]


def rows() -> list[Row]:
    """A quote of two pages and one of 200 lines, warm; and the totals of 200 lines."""
    two_pages = quote([item(f"Product {n}", percent="5") for n in range(20)])
    assert render_quote(two_pages).pages == 2
    many = quote([item(f"Product {n}", percent="5") for n in range(200)])
    lines = [each.line for each in many.lines]
    return [
        _row("quote PDF, two pages", 20, 100, lambda: render_quote(two_pages)),
        _row("quote PDF, 200 lines", 200, 400, lambda: render_quote(many)),
        _row("quote totals, 200 lines", 200, 50, lambda: quote_totals(lines, currency="USD")),
    ]


def _row(name: str, size: int, target: float, work: Callable[[], object]) -> Row:
    """The median of ten runs in ms after a first one that loads fonts and libraries."""
    work()
    times = []
    for _ in range(10):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    figure = round(statistics.median(times), 1)
    return Row(name, size, figure, "ms", target, figure <= target)
