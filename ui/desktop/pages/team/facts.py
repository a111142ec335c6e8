"""The facts on top of the page and, below the lists, how one rep stands against the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.desktop import icons
from ui.desktop.widgets.bar import Bar
from ui.desktop.widgets.labels import ElidedLabel, label
from ui.desktop.widgets.section import SectionHead

__all__ = ["Comparison", "Fact", "FactsRow", "StandingPane"]


@dataclass(frozen=True)
class Fact:
    """A figure with its bar (share 0 to 1, mark: a tick for a reference) and what to compare it with."""

    title: str
    figure: str
    share: float
    caption: str
    mark: float | None = None
    color: str = "chart.main"


class _FactView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = label(tone="secondary", size="small")
        self._figure = label(size="title", strong=True)
        self._bar = Bar()
        self._caption = ElidedLabel(size="small", tone="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._title, self._figure, self._bar, self._caption):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_fact(self, fact: Fact) -> None:
        self._title.setText(fact.title)
        self._figure.setText(fact.figure)
        self._bar.set_share(fact.share, color=fact.color, mark=fact.mark)
        self._caption.setText(fact.caption)
        self.setAccessibleName(f"{fact.title}: {fact.figure}")
        self.setAccessibleDescription(fact.caption)


class FactsRow(QWidget):
    """Four facts side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = [_FactView() for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 10)
        row.setSpacing(24)
        for view in self._views:
            row.addWidget(view, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show four facts."""
        for view, fact in zip(self._views, facts, strict=True):
            view.show_fact(fact)


@dataclass(frozen=True)
class Comparison:
    """A rep's figure beside the team's. better: None where they are equal or one is not known."""

    words: str
    against: str
    better: bool | None


class _Sign(QWidget):
    """An arrow up in green or down in red; a dash where nothing can be said."""

    def __init__(self) -> None:
        super().__init__()
        self.better: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(16, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        name, ink = {
            True: ("trending-up", "state.ok"),
            False: ("trending-down", "state.bad"),
            None: ("minus", "text.hint"),
        }[self.better]
        icons.draw(QPainter(self), name, QRectF(self.rect()).x(), 2, color=ink, size=16)


class _ComparisonView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._sign = _Sign()
        self._words = ElidedLabel()
        self._against = ElidedLabel(size="small", tone="secondary")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._sign, 0, 0)
        grid.addWidget(self._words, 0, 1)
        grid.addWidget(self._against, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_one(self, shown: Comparison) -> None:
        self._sign.better = shown.better
        self._sign.update()
        self._words.setText(shown.words)
        self._against.setText(shown.against)
        self.setAccessibleName(f"{shown.words}, {shown.against}")


class StandingPane(QWidget):
    """Why a rep stands where they stand: visits, wins, size of deals, each against the team."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = SectionHead("")
        self._views = [_ComparisonView() for _ in range(3)]
        row = QHBoxLayout()
        row.setSpacing(16)
        for view in self._views:
            row.addWidget(view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addLayout(row)

    def show_standing(self, title: str, note: str, comparisons: Sequence[Comparison]) -> None:
        """Three comparisons under a heading."""
        self.head.set_title(title)
        self.head.set_note(note)
        for view, shown in zip(self._views, comparisons, strict=True):
            view.show_one(shown)
        self.setAccessibleName(title)
