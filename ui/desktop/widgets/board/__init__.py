"""A board: cards in columns, painted, moved by mouse and keys. Knows nothing of selling."""

from ui.desktop.widgets.board.data import CardData, HeadData
from ui.desktop.widgets.board.view import BoardView

__all__ = ["BoardView", "CardData", "HeadData"]
