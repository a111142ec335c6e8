"""What stands in a list of two-line rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.desktop.widgets.chips import ChipData

__all__ = ["LineRole", "TwoLine", "TwoLineModel"]

LineRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TwoLine:
    """One row. tone colours icon and second line; right stands at the right edge with right_tone.

    is_heading: a name with a line after it, not selectable. checked: None shows no check box.
    round_icon: the icon on a soft disc. A row without second line is 34 px high.
    """

    id: Any
    title: str
    second: str = ""
    right: str = ""
    icon: str = ""
    avatar: str = ""
    tone: str = "text.secondary"
    icon_tone: str = "text.secondary"
    right_tone: str = "text.secondary"
    chip: ChipData | None = None
    checked: bool | None = None
    is_heading: bool = False
    is_strong: bool = False
    round_icon: bool = False
    right_strong: bool = False


class TwoLineModel(QAbstractListModel):
    """Rows as they are; for lists that a page reads whole (some hundred at most)."""

    check_asked = Signal(object, bool)
    """(id, wanted state): the page runs the act."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TwoLine, ...] = ()

    @property
    def lines(self) -> tuple[TwoLine, ...]:
        """What is shown."""
        return self._lines

    def set_lines(self, lines: Sequence[TwoLine]) -> None:
        """Show other rows; where ids and order are the same, rows change without a reset."""
        new = tuple(lines)
        if [line.id for line in new] == [line.id for line in self._lines]:
            before, self._lines = self._lines, new
            for row, (old, line) in enumerate(zip(before, new, strict=True)):
                if old != line:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._lines = new
        self.endResetModel()

    def row_of(self, line_id: Any) -> int:
        """The row with this id, or -1."""
        return next((row for row, line in enumerate(self._lines) if line.id == line_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chip = line.chip.text if line.chip is not None else ""
            return ", ".join(part for part in (line.title, line.second, line.right, chip) if part)
        if role == Qt.ItemDataRole.CheckStateRole and line.checked is not None:
            return Qt.CheckState.Checked if line.checked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None
        if line is None or role != Qt.ItemDataRole.CheckStateRole or line.checked is None:
            return False
        self.check_asked.emit(line.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not 0 <= index.row() < len(self._lines) or self._lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._lines[index.row()].checked is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags
