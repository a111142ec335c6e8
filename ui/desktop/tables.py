"""One windowed model for every list: all ids in order, rows only of what is looked at.

Ids and rows are read in the background; what was shown stays until the new ids have arrived. A hundred
thousand rows cost their ids, some pages of rows and nothing else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.desktop.background import Background, Latest
from ui.desktop.columns import Cell, Column

__all__ = ["CellRole", "IdRole", "ListSource", "RecordModel"]

PAGE = 64
PAGES_KEPT = 32
_REORDER_AFTER_MS = 60

CellRole = Qt.ItemDataRole.UserRole + 1
IdRole = Qt.ItemDataRole.UserRole + 2

_WAITING = Cell("…", "text.hint")
_ALIGN_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ALIGN_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one reading of a list brings: all ids, rows of some pages, whether the ids are those before."""

    ids: Sequence[Hashable]
    rows: Sequence[tuple[Any, ...]]
    pages: range
    is_same: bool


class ListSource(Protocol):
    """Where a list comes from. Called on reading threads; each call reads a snapshot of its own."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, left to right."""
        ...

    def ids(self, order_by: str, descending: bool, text: str) -> Sequence[Hashable]:
        """All ids that match the search text, ordered by the column with the key `order_by`, then by id."""
        ...

    def rows(self, ids: Sequence[Hashable]) -> Sequence[tuple[Any, ...]]:
        """(id, one value a column …) for each id that still exists, in any order."""
        ...


class RecordModel(QAbstractTableModel):
    """Rows of a `ListSource`, sorted and searched by it. Use through `RecordTable` or any view."""

    loaded = Signal(int)
    """The list has been read anew and has so many rows."""
    loading_started = Signal()
    failed = Signal(Exception)
    edited = Signal(object, str, str)
    """(id, column key, typed text): the page runs the act; the row changes when it is announced."""

    def __init__(self, source: ListSource, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._columns = tuple(source.columns)
        self._background = background
        self._latest: Latest[_Answer] = Latest(background, self)
        self._ids: Sequence[Hashable] = ()
        self._places: dict[Hashable, int] | None = None
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._generation = 0
        self._order = (self._columns[0].key, False)
        self._text = ""
        self._window = (0, 0)
        self.is_loading = False
        self.was_loaded = False
        self._reorder = QTimer(self)
        self._reorder.setSingleShot(True)
        self._reorder.setInterval(_REORDER_AFTER_MS)
        self._reorder.timeout.connect(self.reload)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, left to right."""
        return self._columns

    @property
    def order(self) -> tuple[str, bool]:
        """Key of the column that orders the list, and whether it descends."""
        return self._order

    @property
    def text(self) -> str:
        """The search text in force."""
        return self._text

    def set_source(self, source: ListSource) -> None:
        """Show another list with the same columns (another filter); the old one stays until it is read."""
        self._source = source
        self.reload()

    def search(self, text: str) -> None:
        """Keep only rows that match `text`."""
        if text != self._text:
            self._text = text
            self.reload()

    def reload(self) -> None:
        """Read the ids again; nothing moves if they are the same in the same order."""
        self._reorder.stop()
        self.is_loading = True
        self.loading_started.emit()
        handle = self._latest.read(_read_list, self._source, self._order, self._text, self._ids, self._window)
        handle.done(self._on_list).failed(self._on_failed)

    def refresh(self, ids: Collection[Hashable]) -> None:
        """Rows with these ids changed, came or went: read them again, then see about order and length."""
        places = self._index_of_ids()
        for number in {places[i] // PAGE for i in ids if i in places} & self._pages.keys():
            self._ask(number)
        self._reorder.start()

    def row_of(self, record_id: Hashable) -> int:
        """The row in which a record stands, or -1."""
        return self._index_of_ids().get(record_id, -1)

    def id_at(self, row: int) -> Any:
        """The id of the record in `row`, or None."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def set_window(self, first: int, count: int) -> None:
        """Say which rows are seen, so that a reload brings their pages along."""
        self._window = (max(0, first), max(0, count))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CellRole or role in _TEXT_ROLES:
            cell = self._cell(index.row(), index.column())
            if role == CellRole:
                return cell
            return (cell.tooltip or cell.text) if role in _SPOKEN_ROLES else cell.text
        if role == IdRole:
            return self.id_at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if self._columns[index.column()].is_right else _ALIGN_LEFT
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) != self._cell(index.row(), index.column()).text:
            self.edited.emit(self.id_at(index.row()), self._columns[index.column()].key, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if self._columns[section].is_right else _ALIGN_LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self._columns) or not self._columns[column].sortable:
            return
        wanted = (self._columns[column].key, order == Qt.SortOrder.DescendingOrder)
        if wanted != self._order:
            self._order = wanted
            self.reload()

    def roleNames(self) -> dict[int, QByteArray]:
        return {**super().roleNames(), int(CellRole): QByteArray(b"cell"), int(IdRole): QByteArray(b"id")}

    def _cell(self, row: int, column: int) -> Cell:
        if not 0 <= row < len(self._ids):
            return Cell()
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._asked:
                self._ask(number)
            return _WAITING
        if number in self._stale and number not in self._asked:
            self._ask(number)
        self._pages.move_to_end(number)
        found = page[place]
        return found[column] if found is not None else Cell()

    def _ask(self, number: int) -> None:
        """Read a page in the background; until it comes its cells show three dots."""
        self._asked.add(number)
        generation = self._generation
        wanted = self._ids[number * PAGE : (number + 1) * PAGE]
        handle = self._background.read(self._source.rows, wanted, owner=self)
        handle.done(lambda rows: self._on_page(generation, number, rows)).failed(self._on_failed)

    def _on_page(self, generation: int, number: int, rows: Sequence[tuple[Any, ...]]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._keep(number, rows)
        first = number * PAGE
        last = min(first + PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _keep_all(self, answer: _Answer) -> None:
        for number in answer.pages:
            self._keep(number, answer.rows)

    def _keep(self, number: int, rows: Sequence[tuple[Any, ...]]) -> None:
        self._stale.discard(number)
        found = {row[0]: row for row in rows}
        wanted = self._ids[number * PAGE : (number + 1) * PAGE]
        self._pages[number] = [self._show(found.get(record_id)) for record_id in wanted]
        self._pages.move_to_end(number)
        if len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def _show(self, values: tuple[Any, ...] | None) -> Row | None:
        if values is None:
            return None
        return tuple(column.show(value) for column, value in zip(self._columns, values[1:], strict=True))

    def _on_list(self, answer: _Answer) -> None:
        ids = answer.ids
        self.is_loading = False
        self.was_loaded = True
        if answer.is_same:
            # Old rows are shown until the new ones are there.
            self._stale = set(self._pages)
            self._keep_all(answer)
            if ids:
                last = self.index(len(ids) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._ids, self._places = ids, None
            self._pages.clear()
            self._asked.clear()
            self._stale.clear()
            self._generation += 1
            self._keep_all(answer)
            self.endResetModel()
        self.loaded.emit(len(ids))

    def _on_failed(self, error: Exception) -> None:
        self.is_loading = False
        self.failed.emit(error)

    def _index_of_ids(self) -> dict[Hashable, int]:
        if self._places is None:
            self._places = {record_id: row for row, record_id in enumerate(self._ids)}
        return self._places


_SPOKEN_ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, *_SPOKEN_ROLES)


def _read_list(
    source: ListSource, order: tuple[str, bool], text: str, before: Sequence[Hashable], window: tuple[int, int]
) -> _Answer:
    """All ids and the rows of the pages in the window (first row seen, how many are).

    Runs on a reading thread: comparing a hundred thousand ids takes milliseconds that a key press has not.
    """
    ids = source.ids(order[0], order[1], text)
    first, count = window if window[0] < len(ids) else (0, window[1])
    last = min(first + max(count, 1), max(len(ids), 1)) - 1
    pages = range(first // PAGE, last // PAGE + 1)
    rows = source.rows(ids[pages[0] * PAGE : (pages[-1] + 1) * PAGE])
    return _Answer(ids, rows, pages, _is_same(ids, before))


def _is_same(ids: Sequence[Hashable], before: Sequence[Hashable]) -> bool:
    # Ids that are kept as one run of bytes compare at once; those of another kind one by one.
    if type(ids) is type(before):
        return ids == before
    return len(ids) == len(before) and list(ids) == list(before)
