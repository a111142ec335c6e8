"""What a quote comes to, and what is left of it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sfa.money import Money
from sfa.quotes.totals import NO_TAX, QuoteTotals
from sfa.quotes.view import QuoteView
from ui.desktop import formats
from ui.desktop.pages.quotes import words
from ui.desktop.pages.quotes.lines_model import LOW_MARGIN
from ui.desktop.widgets.bar import Bar
from ui.desktop.widgets.labels import label, separator

__all__ = ["MarginBlock", "TotalsBlock"]

_RIGHT = Qt.AlignmentFlag.AlignRight


class TotalsBlock(QWidget):
    """Lines, discounts, net, each tax, total."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(0, 1)
        self._total = label(size="title", strong=True)
        self._total.setAccessibleName(self.tr("Total"))
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("Total"), "heading", strong=True))
        foot.addStretch(1)
        foot.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(self._grid)
        column.addWidget(separator())
        column.addLayout(foot)

    @property
    def total(self) -> str:
        """The total as it is shown."""
        return self._total.text()

    def show_totals(self, totals: QuoteTotals | None, currency: str) -> None:
        """Show the figures; without lines only a zero."""
        while (item := self._grid.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.deleteLater()
        for number, (name, amount) in enumerate(self._rows(totals) if totals else ()):
            self._grid.addWidget(label(name), number, 0)
            self._grid.addWidget(label(formats.money(amount)), number, 1, _RIGHT)
        self._total.setText(formats.money(totals.gross if totals else Money.zero(currency)))

    def _rows(self, totals: QuoteTotals) -> list[tuple[str, Money]]:
        rows = []
        if totals.discounts.minor:
            rows.append((self.tr("Lines before discount"), totals.list))
            rows.append((self.tr("Discounts"), -totals.discounts))
        rows.append((self.tr("Net"), totals.net))
        named = [row for row in totals.taxes if row.kind != NO_TAX]
        for row in named:
            text = f"{row.kind.name}, {words.percent(row.kind.rate)}"
            if len(totals.taxes) > 1:
                text = self.tr("{tax} on {amount}").format(tax=text, amount=formats.money(row.base))
            rows.append((text, row.tax))
        if not named:
            rows.append((self.tr("No tax"), totals.tax))
        return rows


class MarginBlock(QWidget):
    """What is left after cost, as far as costs are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = label(strong=True)
        self._bar = Bar()
        self._note = label(size="small", tone="secondary")
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Margin"), strong=True))
        head.addStretch(1)
        head.addWidget(self._figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._note)

    def show_quote(self, quote: QuoteView) -> None:
        """Show the margin of the lines whose cost is known, and say how many are not."""
        self.setVisible(bool(quote.lines))
        known = [line for line in quote.lines if line.unit_cost is not None]
        unknown = len(quote.lines) - len(known)
        net = Money.total((line.net for line in known), quote.currency)
        share = Decimal(quote.margin.minor) / net.minor if quote.margin and net.minor else None
        self._bar.setVisible(share is not None)
        if quote.margin is None or share is None:
            self._figure.setText("")
            self._note.setText(self.tr("Known once the products have a cost"))
            return
        self._figure.setText(f"{formats.money(quote.margin, whole=True)} · {formats.percent(share, 1)}")
        low = share < LOW_MARGIN
        self._bar.set_share(float(share), color="state.warn" if low else "state.ok")
        self._note.setText(self._without(unknown))

    def _without(self, lines: int) -> str:
        if not lines:
            return ""
        if lines == 1:
            return self.tr("Without 1 line whose cost is not known")
        return self.tr("Without {count} lines whose cost is not known").format(count=lines)
