"""Shows a PDF inside the app: pages under each other at the pane's width, drawn by pdfium off the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from sfa.errors import BadInput
from ui.desktop.background import Background, Latest
from ui.desktop.theme import current

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

__all__ = ["PDFIUM", "PdfView"]

_MARGIN = 12
_GAP = 16
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)  # of the pane's width
_WORDS_AFTER = 150  # ms
_MOST_TEXT = 4000
_NEAR = 2  # pages kept drawn above and below what is seen
PDFIUM = threading.Lock()
"""Held while pdfium works: it keeps global state and must not run twice at once."""


@dataclass(frozen=True)
class _Pages:
    """A drawn document. sizes: width and height of each page in points. images: by page, `width` pixels wide."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    width: int
    text: str
    images: dict[int, QImage] = field(default_factory=dict)


class PdfView(QAbstractScrollArea):
    """Preview of a PDF. While a newer file is being drawn the older one stays, so it never flickers.

    Ctrl + and Ctrl - zoom, Ctrl 0 fits the width, arrows, Page Up, Page Down, Home and End scroll.
    """

    shown = Signal(int)
    """A file given to `set_pdf` is on the screen; carries its number of pages."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest: Latest[_Pages] = Latest(background, self)
        self._wanted = b""
        self._pages: _Pages | None = None
        self._zoom = _ZOOMS.index(1.0)
        self._message = ""
        self._words = QTimer(self)
        self._words.setSingleShot(True)
        self._words.setInterval(_WORDS_AFTER)
        self._words.timeout.connect(self._on_waited)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("PDF preview"))
        self.setMinimumSize(160, 120)
        self.viewport().setAutoFillBackground(False)

    def set_pdf(self, data: bytes) -> None:
        """Show this file; returns at once, `shown` tells when it is there.

        A file equal to the one on the screen costs nothing.
        """
        self._message = ""
        if self._pages and self._pages.data == data:
            self._latest.cancel()
            self._words.stop()
            self._wanted = self._pages.data
            self._complete()
            self.shown.emit(self.page_count)
            return
        self._wanted = data
        self._words.start()
        self._request(self._visible() or (0, 1))

    def clear(self, message: str = "") -> None:
        """Show no file but `message`, which says what could be done."""
        self._latest.cancel()
        self._words.stop()
        self._wanted, self._pages, self._message = b"", None, message
        self.setAccessibleDescription(message)
        self._lay_out()

    @property
    def page_count(self) -> int:
        """Pages of the file on the screen, 0 for none."""
        return len(self._pages.sizes) if self._pages else 0

    @property
    def zoom(self) -> float:
        """Width of a page as a part of the pane's width."""
        return _ZOOMS[self._zoom]

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(self._zoom - 1)

    def fit_width(self) -> None:
        """As wide as the pane."""
        self._set_zoom(_ZOOMS.index(1.0))

    def sizeHint(self) -> QSize:
        """Room for a page that can be read."""
        return QSize(420, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is there: ground, paper, page; a page not drawn yet is blank paper."""
        theme, painter = current(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("bg.sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, rect in self._rects():
            if rect.intersects(self.viewport().rect()):
                self._paint_page(painter, page, rect)
        if self._message:
            painter.setPen(theme.color("text.secondary"))
            room = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent.focus"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width; the drawn ones are stretched until better ones are there."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Qt moves the view: draw the pages that came into sight."""
        self.viewport().update()
        self._complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and jump; the rest as in every scrolling view."""
        bar = self.verticalScrollBar()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (control and event.key() == Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif control and event.key() == Qt.Key.Key_0:
            self.fit_width()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        # Paper is white in every theme: it shows what will be printed.
        painter.fillRect(rect, Qt.GlobalColor.white)
        if self._pages and (image := self._pages.images.get(page)):
            painter.drawImage(rect, image)
        painter.setPen(current().color("line.separator"))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _set_zoom(self, step: int) -> None:
        step = max(0, min(step, len(_ZOOMS) - 1))
        if step == self._zoom:
            return
        bar = self.verticalScrollBar()
        share = (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1)
        self._zoom = step
        self._lay_out()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _page_width(self) -> int:
        # The bar's room is kept free also without it, else bar and width would chase each other.
        fit = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _MARGIN
        return max(round(fit * self.zoom), 40)

    def _pixels(self) -> int:
        return round(self._page_width() * self.devicePixelRatioF())

    def _rects(self) -> list[tuple[int, QRect]]:
        """Every page with its place in the viewport."""
        width = self._page_width()
        left = max((self.viewport().width() - width) // 2, _MARGIN) - self.horizontalScrollBar().value()
        top = _MARGIN - self.verticalScrollBar().value()
        rects = []
        for page, (points_wide, points_high) in enumerate(self._pages.sizes if self._pages else ()):
            height = round(width * points_high / points_wide)
            rects.append((page, QRect(left, top, width, height)))
            top += height + _GAP
        return rects

    def _visible(self) -> tuple[int, ...]:
        """Pages in sight, and the next one, for it will be asked for."""
        ground = self.viewport().rect()
        seen = [page for page, rect in self._rects() if rect.intersects(ground)]
        return (*seen, seen[-1] + 1) if seen else ()

    def _is_near(self, page: int) -> bool:
        """Whether a page's image is worth its memory."""
        visible = self._visible()
        return bool(visible) and visible[0] - _NEAR <= page <= visible[-1] + _NEAR

    def _lay_out(self) -> None:
        rects = self._rects()
        top = -self.verticalScrollBar().value()
        height = rects[-1][1].bottom() + 1 - top + _MARGIN if rects else 0
        width = self._page_width() + 2 * _MARGIN if rects else 0
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(width - self.viewport().width(), 0))
        down.setRange(0, max(height - self.viewport().height(), 0))
        across.setPageStep(self.viewport().width())
        down.setPageStep(self.viewport().height())
        down.setSingleStep(48)
        self.viewport().update()
        self._complete()

    def _complete(self) -> None:
        """Ask for pages in sight that are not drawn, or not at this size."""
        pages = self._pages
        if pages is None or pages.data is not self._wanted:
            return
        drawn = pages.images if pages.width == self._pixels() else {}
        missing = tuple(page for page in self._visible() if page < len(pages.sizes) and page not in drawn)
        if missing:
            self._request(missing)

    def _request(self, pages: Sequence[int]) -> None:
        work = self._latest.read(_draw, self._wanted, tuple(pages), self._pixels())
        work.done(self._on_drawn).failed(self._on_failed)

    def _on_drawn(self, drawn: _Pages) -> None:
        self._words.stop()
        before = self._pages
        is_new = before is None or before.data is not drawn.data
        if before and not is_new and before.width == drawn.width:
            drawn.images.update((page, image) for page, image in before.images.items() if self._is_near(page))
        self._pages, self._message = drawn, ""
        self._lay_out()
        if is_new:
            self.setAccessibleDescription(drawn.text)
            self.shown.emit(len(drawn.sizes))

    def _on_failed(self, error: Exception) -> None:
        self.clear(str(error))

    def _on_waited(self) -> None:
        if self._pages is None:
            self._message = self.tr("Drawing the preview…")
            self.viewport().update()


def _draw(data: bytes, wanted: Sequence[int], width: int) -> _Pages:
    """Sizes and text of the document and images of the `wanted` pages, those it has, `width` pixels wide."""
    import pypdfium2

    # Everything is closed here: left to the garbage collector, pdfium would be called from any thread.
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise BadInput("This file is not a PDF that can be shown.", details=str(error)) from error
        with closing(document):
            sizes = tuple(document.get_page_size(page) for page in range(len(document)))
            images, texts = {}, []
            for number in wanted:
                if number < len(sizes):
                    with closing(document[number]) as page:
                        images[number] = _image(page, width)
                        texts.append(_text(page))
    return _Pages(data, sizes, width, "\n".join(texts)[:_MOST_TEXT], images)


def _image(page: PdfPage, width: int) -> QImage:
    scale = width / page.get_width()
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)) as bitmap:
        size = bitmap.width, bitmap.height, bitmap.stride
        return QImage(bitmap.buffer, *size, QImage.Format.Format_RGBX8888).copy()


def _text(page: PdfPage) -> str:
    with closing(page.get_textpage()) as text:
        return str(text.get_text_bounded())
