"""The line at the end of a quote where one types the next: "3 gtx plus"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sfa.catalog.queries import ProductRow, find_products
from sfa.money import exponent
from sfa.quotes.typing_lines import TypedLine, read_line
from sfa.workspace import Workspace
from ui.desktop import formats, icons
from ui.desktop.actions import keys_text
from ui.desktop.background import Background
from ui.desktop.widgets.chips import KeyHint
from ui.desktop.widgets.suggest import SuggestEdit
from ui.desktop.widgets.two_line_model import TwoLine

__all__ = ["AddLineRow", "NewLine"]


@dataclass(frozen=True)
class NewLine:
    """What was asked for: a product, or words alone; price where one was typed."""

    quantity: Decimal
    product_id: UUID | None
    name: str | None
    price: Decimal | None


@dataclass(frozen=True)
class _Found:
    typed: TypedLine
    products: Sequence[ProductRow]


class _Plus(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        icons.draw(QPainter(self), "plus", 1, 1, color="text.secondary", size=16)


class AddLineRow(QWidget):
    """Type how many of what; the price book answers below."""

    asked = Signal(object)
    """A `NewLine`."""
    refused = Signal(str)
    """A sentence: nothing is called like that."""

    def __init__(self, workspace: Workspace, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._book: UUID | None = None
        self._currency = "USD"
        self.input = SuggestEdit(self.tr("Add a line"), background, self._find, self._show)
        self.input.setPlaceholderText(self.tr("Type a product, number or a number and a product: 3 gtx plus"))
        self.input.setProperty("kind", "bare")
        self.input.chosen.connect(self.asked)
        self.input.nothing_found.connect(self._on_nothing)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 16, 3)
        row.setSpacing(8)
        row.addWidget(_Plus())
        row.addWidget(self.input, 1)
        row.addWidget(KeyHint(keys_text("Ctrl+Return")))
        self.setFocusProxy(self.input)

    def set_book(self, book: UUID | None, currency: str) -> None:
        """Whose prices are offered."""
        self._book, self._currency = book, currency

    def take(self) -> None:
        """Add what stands there, or put the cursor there when it is empty."""
        if self.input.text().strip():
            self.input.take()
        else:
            self.input.setFocus()

    def clear(self) -> None:
        """Ready for the next line."""
        self.input.reset()

    def _find(self, text: str) -> _Found:
        typed, work = read_line(text), self._workspace
        with work.reading() as session:
            quantity = max(typed.quantity, Decimal(0))
            products = find_products(
                session, work.actor, typed.words, book_id=self._book, quantity=quantity or Decimal(1)
            )
        return _Found(typed, products)

    def _show(self, _text: str, found: _Found) -> Sequence[TwoLine]:
        typed = found.typed
        lines = [self._line_of(typed, product) for product in found.products]
        if typed.price is not None and typed.words:
            free = NewLine(typed.quantity, None, typed.words, typed.price)
            second = self.tr("A line of its own at {price}").format(price=self._price(typed.price))
            lines.append(TwoLine(free, typed.words, second, icon="pencil"))
        return lines

    def _line_of(self, typed: TypedLine, product: ProductRow) -> TwoLine:
        price = typed.price if typed.price is not None else product.price
        shown = self.tr("no price") if price is None else self._price(price)
        new = NewLine(typed.quantity, product.id, None, typed.price)
        second = " · ".join(part for part in (product.code, product.family, product.unit) if part)
        return TwoLine(new, product.name, second or self.tr("Product"), right=shown, icon="package")

    def _price(self, price: Decimal) -> str:
        return formats.decimal(price, exponent(self._currency))

    def _on_nothing(self, text: str) -> None:
        words = read_line(text).words
        self.refused.emit(
            self.tr("No product is called “{words}”. For a line of your own, add its price: {words} @ 85").format(
                words=words[:60]
            )
        )
