"""The lines of one quote as a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from sfa.money import exponent
from sfa.quotes.view import LineView
from ui.desktop import formats
from ui.desktop.columns import Cell, Column
from ui.desktop.pages.quotes import words
from ui.desktop.tables import CellRole, IdRole

__all__ = ["CodeRole", "LinesModel"]

CodeRole = Qt.ItemDataRole.UserRole + 3
"""The article number, shown beside the product's name."""

LOW_MARGIN = Decimal("0.1")
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """What `show` was given; an edit is told, and its text stands until the quote comes back."""

    edited = Signal(object, str, str)
    """(line id, column key, typed text)"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LineView, ...] = ()
        self._editable = False
        self._limit = Decimal(100)
        self._typed: dict[tuple[UUID, str], str] = {}
        self.columns = self._make_columns()

    def show(self, lines: Sequence[LineView], *, editable: bool, limit: Decimal) -> None:
        """Show other lines or other figures. limit: percent of discount above which a line is marked."""
        new = tuple(lines)
        same = [line.id for line in new] == [line.id for line in self._lines] and editable == self._editable
        self._typed.clear()
        if not same:
            self.beginResetModel()
        self._lines, self._editable, self._limit = new, editable, limit
        if not same:
            self.endResetModel()
        elif new:
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))

    @property
    def lines(self) -> tuple[LineView, ...]:
        """What is shown."""
        return self._lines

    def column_of(self, key: str) -> int:
        """Where the column with this key stands, or -1."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), -1)

    def row_of(self, line_id: UUID) -> int:
        """Where the line stands, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), -1)

    def drop_typed(self) -> None:
        """Forget typed text that was refused."""
        self._typed.clear()
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._lines):
            return None
        if role == IdRole:
            return self._lines[index.row()].id
        if role == CodeRole:
            return self._lines[index.row()].code
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].is_right else _LEFT
        cell = self._cell(index.row(), index.column())
        if role == CellRole:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {cell.text}"
        return cell.tooltip if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        typed = str(value).strip()
        if typed != self._cell(index.row(), index.column()).text:
            line, key = self._lines[index.row()].id, self.columns[index.column()].key
            self._typed[line, key] = typed
            self.edited.emit(line, key, typed)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._editable and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].is_right else _LEFT
        return None

    def _make_columns(self) -> tuple[Column, ...]:
        return (
            Column("name", self.tr("Product"), 200, stretch=True, editable=True),
            Column("quantity", self.tr("Qty"), 76, align="right", editable=True),
            Column("unit_price", self.tr("List"), 96, align="right", editable=True),
            Column("discount", self.tr("Discount"), 84, align="right", editable=True),
            Column("amount", self.tr("Net"), 108, align="right"),
            Column("margin", self.tr("Margin"), 110, align="right"),
        )

    def _cell(self, row: int, column: int) -> Cell:
        line, key = self._lines[row], self.columns[column].key
        typed = self._typed.get((line.id, key))
        return Cell(typed, "text.secondary") if typed is not None else self._show(line, key)

    def _show(self, line: LineView, key: str) -> Cell:
        digits = exponent(line.net.currency)
        if key == "name":
            return Cell(line.name, tooltip=line.description)
        if key == "quantity":
            return Cell(f"{formats.decimal(line.quantity.normalize())} {line.unit}".rstrip())
        if key == "unit_price":
            return self._price(line, digits)
        if key == "discount":
            off = line.discount or Decimal(0)
            tone = "state.warn" if off > self._limit else "text.primary"
            return Cell(words.percent(off), tone if off else "text.hint")
        if key == "amount":
            return Cell(formats.decimal(line.amount.value, digits), strong=True)
        return self._margin(line)

    def _price(self, line: LineView, digits: int) -> Cell:
        own = -line.unit_price.normalize().as_tuple().exponent  # type: ignore[operator]
        shown = formats.decimal(line.unit_price, max(digits, own))
        if line.unit_price == line.list_price:
            return Cell(shown, "text.secondary")
        listed = formats.decimal(line.list_price, digits)
        return Cell(shown, tooltip=self.tr("The price book says {price}").format(price=listed))

    def _margin(self, line: LineView) -> Cell:
        if line.margin is None:
            return Cell("–", "text.hint", tooltip=self.tr("The cost of this product is not known"))
        low = line.margin < LOW_MARGIN
        return Cell(
            formats.percent(line.margin),
            "state.warn" if low else "text.secondary",
            bar=float(max(min(line.margin, Decimal(1)), Decimal(0))),
        )
