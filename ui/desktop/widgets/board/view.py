"""The board itself: columns share the width, heads stay, each column scrolls by itself.

Only cards in view are laid out in letters and painted; those not read yet are asked for.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from ui.desktop.theme import current
from ui.desktop.widgets import painting
from ui.desktop.widgets.board.data import CardData, HeadData
from ui.desktop.widgets.board.keys import next_place
from ui.desktop.widgets.board.layout import FOOT, GAP, MARGIN, BoardLayout
from ui.desktop.widgets.board.paint import paint_card, paint_head

__all__ = ["BoardView"]

_WHEEL_STEP = 64
_AHEAD = 8


class BoardView(QAbstractScrollArea):
    """Arrows select, Shift+Left and Shift+Right ask for a move, Enter opens; or drag a card with the mouse.

    What is selected is held by id. A move is only asked for: the card goes when the board is set anew.
    """

    current_changed = Signal(object)
    """Id of the selected card, or None."""
    opened = Signal(object)
    move_asked = Signal(object, int)
    """(id, number of the column it should go to)"""
    cards_wanted = Signal(list)
    """Ids of cards in view that are not known yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = BoardLayout()
        self._current: Any = None
        self._untold = False
        self._clicked: Any = None
        self._hovered: Any = None
        self._pressed: tuple[Any, QPoint] | None = None
        self._drag: tuple[Any, QPoint] | None = None
        self._wanted: set[Hashable] = set()
        self._asked: set[Hashable] = set()
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._on_ask)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # --- what is shown ---

    @property
    def current_id(self) -> Any:
        """Id of the selected card, or None."""
        return self._current

    @property
    def dragged_id(self) -> Any:
        """Id of the card that the mouse carries, or None."""
        return self._drag[0] if self._drag else None

    def set_board(
        self, heads: Sequence[HeadData], ids: Sequence[Sequence[Hashable]], cards: Mapping[Any, CardData]
    ) -> None:
        """Show columns with these ids; cards: at least those on top. The selection stays if its card does."""
        place = self._layout.place(self._current)
        self._wanted.clear()
        self._asked.clear()
        self._layout.set_board(heads, ids, cards)
        self._arrange()
        if self._current is not None and self._layout.place(self._current) is None:
            self.select(self._layout.instead_of(place))
        self.viewport().update()

    def add_cards(self, cards: Mapping[Any, CardData]) -> None:
        """Cards that were asked for, or that changed."""
        self._asked.difference_update(cards)
        for number in self._layout.add_cards(cards):
            self.viewport().update(self.column_rect(number))

    def known_in_view(self) -> list[Hashable]:
        """Ids of the cards in view, so that a new reading can bring them along."""
        return self._layout.in_view()

    def column_of(self, card: Hashable) -> int:
        """Number of the column in which the card stands, or -1."""
        place = self._layout.place(card)
        return place[0] if place else -1

    def select(self, card: Any) -> bool:
        """Select a card and bring it into view; None selects nothing. False if it is not on the board."""
        place = self._layout.place(card)
        if card is not None and place is None:
            return False
        if place is not None:
            self._layout.lanes[place[0]].reveal(place[1], self._layout.room)
            self._reveal_column(place[0])
        if card != self._current:
            self._current, self._untold = card, True
        self._tell()
        self.viewport().update()
        return True

    def card_rect(self, card: Hashable) -> QRect:
        """Where a card stands in the viewport; empty if it is not on the board."""
        return self._layout.card_rect(card)

    def column_rect(self, number: int) -> QRect:
        """Where a column stands in the viewport, with its head."""
        return self._layout.column_rect(number)

    def scroll_column(self, number: int, by: int) -> None:
        """Scroll one column by px."""
        lane = self._layout.lanes[number]
        if lane.scroll_to(lane.offset + by, self._layout.room):
            self.viewport().update(self.column_rect(number))

    def _arrange(self) -> None:
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        bar.setRange(0, max(0, self._layout.whole_width - width))
        bar.setPageStep(width)
        bar.setSingleStep(self._layout.width + GAP)

    def _reveal_column(self, number: int) -> None:
        rect, bar = self.column_rect(number), self.horizontalScrollBar()
        if rect.left() < MARGIN:
            bar.setValue(bar.value() + rect.left() - MARGIN)
        elif rect.right() > self.viewport().width() - MARGIN:
            bar.setValue(bar.value() + rect.right() - self.viewport().width() + MARGIN)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painting.smooth(painter)
        painter.fillRect(event.rect(), current().color("bg.sunken"))
        for number in range(len(self._layout.lanes)):
            column = self.column_rect(number)
            if column.adjusted(-GAP, 0, GAP, 0).intersects(event.rect()):
                self._paint_column(painter, number, column)
        if self._drag is not None:
            self._paint_drag(painter)

    def _paint_column(self, painter: QPainter, number: int, column: QRect) -> None:
        theme, lane, room, top = current(), self._layout.lanes[number], self._layout.room, self._layout.top
        if self._drag is not None and self._target() == number:
            ground = QRectF(column).adjusted(-3, 4, 3, -2)
            painting.rounded(
                painter, ground, theme.radius("popover"), theme.color("accent.soft"), theme.color("accent.fill")
            )
        paint_head(painter, QRectF(column.x(), 0, column.width(), top), self._layout.heads[number])
        painter.save()
        painter.setClipRect(column.adjusted(-3, top - 2, 3, -FOOT))
        seen = lane.seen(room)
        for place in seen:
            card = lane.ids[place]
            rect = QRectF(column.x(), top + lane.top(place) - lane.offset, column.width(), lane.height(place))
            is_current = card == self._current
            paint_card(
                painter,
                rect,
                self._layout.cards.get(card),
                selected=is_current,
                focused=is_current and self.hasFocus(),
                hovered=card == self._hovered and self._drag is None,
            )
        painter.restore()
        self._want(lane.ids[max(0, seen.start - _AHEAD) : seen.stop + _AHEAD])
        more = lane.below(room)
        if more:
            box = QRectF(column.x(), top + room, column.width(), FOOT)
            center = Qt.AlignmentFlag.AlignHCenter
            words = self.tr("{count} more").format(count=more)
            painting.text(painter, box, words, theme.color("text.secondary"), theme.font("small"), center)

    def _paint_drag(self, painter: QPainter) -> None:
        assert self._drag is not None
        card, point = self._drag
        rect = QRectF(self.card_rect(card))
        rect.moveCenter(QPointF(point))
        painter.setOpacity(0.92)
        paint_card(painter, rect, self._layout.cards.get(card), ghost=True)
        painter.setOpacity(1.0)

    def _want(self, cards: Sequence[Hashable]) -> None:
        """Ask for those not known yet, once, and some ahead of those in view, so that scrolling shows words."""
        unknown = [card for card in cards if card not in self._layout.cards and card not in self._asked]
        if unknown:
            self._wanted.update(unknown)
            self._asked.update(unknown)
            if not self._ask.isActive():
                self._ask.start()

    def _on_ask(self) -> None:
        wanted, self._wanted = list(self._wanted), set()
        self.cards_wanted.emit(wanted)

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._current is not None:
                self.opened.emit(self._current)
        elif shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._ask_move(self.column_of(self._current) + (1 if key == Qt.Key.Key_Right else -1))
        else:
            place = next_place(self._layout.lanes, self._layout.place(self._current), key, self._layout.room)
            if place is None:
                super().keyPressEvent(event)
                return
            self.select(self._layout.lanes[place[0]].ids[place[1]])

    def _ask_move(self, number: int) -> None:
        if self._current is not None and 0 <= number < len(self._layout.lanes):
            self.move_asked.emit(self._current, number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._current is None and event.reason() in by_keys:
            first = next((lane.ids[0] for lane in self._layout.lanes if len(lane)), None)
            self.select(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # --- mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        card = self._layout.card_at(point)
        self._pressed = (card, point) if card is not None else None
        self._clicked = card
        if card is not None:
            # Told when the button is let go: a pane that opens now would shift the board under a drag.
            self._untold = card != self._current
            self._current = card
            self.viewport().update()
        elif point.y() >= self._layout.top + self._layout.room and self._layout.column_at(point.x()) >= 0:
            self.scroll_column(self._layout.column_at(point.x()), self._layout.room - _WHEEL_STEP)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is not None and self._drag is None:
            far = (point - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._drag = (self._pressed[0], point)
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag is not None:
            self._drag = (self._drag[0], point)
            self.viewport().update()
            return
        self._hover(self._layout.card_at(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        dragged = (self._drag[0], self._target()) if self._drag is not None else None
        self._end_drag()
        if dragged is not None and dragged[1] >= 0:
            self.move_asked.emit(*dragged)
        self._tell()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The card of the first click: by the second a pane may have opened and shifted the board.
        card = self._clicked if self._clicked is not None else self._layout.card_at(event.position().toPoint())
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(card)

    def wheelEvent(self, event: QWheelEvent) -> None:
        number = self._layout.column_at(event.position().toPoint().x())
        pixels, degrees = event.pixelDelta(), event.angleDelta()
        if abs(degrees.x()) > abs(degrees.y()) or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (pixels.x() or (degrees.x() or degrees.y()) * _WHEEL_STEP // 120))
        elif number >= 0:
            self.scroll_column(number, -(pixels.y() or degrees.y() * _WHEEL_STEP // 120))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(event.pos()), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.resize(self.viewport().size())
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self._layout.left = self.horizontalScrollBar().value()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def _words_at(self, point: QPoint) -> str:
        card = self._layout.cards.get(self._layout.card_at(point))
        if card is not None:
            return card.spoken
        number = self._layout.column_at(point.x())
        return self._layout.heads[number].spoken if number >= 0 and point.y() < self._layout.top else ""

    def _target(self) -> int:
        """The column under the carried card, or -1 for its own and for none."""
        assert self._drag is not None
        card, point = self._drag
        number = self._layout.column_at(point.x()) if self.viewport().rect().contains(point) else -1
        return -1 if number == self.column_of(card) else number

    def _end_drag(self) -> None:
        self._drag = self._pressed = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _hover(self, card: Any) -> None:
        if card != self._hovered:
            for changed in (self._hovered, card):
                self.viewport().update(self.card_rect(changed))
            self._hovered = card

    def _tell(self) -> None:
        if self._untold:
            self._untold = False
            self._say(self._current)
            self.current_changed.emit(self._current)

    def _say(self, card: Any) -> None:
        found = self._layout.cards.get(card)
        words = found.spoken if found is not None else ""
        self.setAccessibleDescription(words)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
