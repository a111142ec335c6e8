"""Printing a PDF on a printer of this machine."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.desktop.widgets.pdf_view import PDFIUM

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

__all__ = ["paint_pdf", "print_pdf"]

_DPI = 300


def print_pdf(data: bytes, name: str, parent: QWidget) -> bool:
    """Ask for a printer and print every page of `data`; False when the person cancels. name: for the print queue."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pdf(data, printer)
    return True


def paint_pdf(data: bytes, printer: QPrinter) -> int:
    """Paint each page as an image of 300 dots an inch onto the printer's page; returns how many pages."""
    import pypdfium2

    # The preview may be drawing on another thread, and pdfium must not run twice at once.
    with PDFIUM, closing(pypdfium2.PdfDocument(data)) as document:
        painter = QPainter(printer)
        for number in range(len(document)):
            if number:
                printer.newPage()
            with closing(document[number]) as page, closing(page.render(scale=_DPI / 72, prefer_bgrx=True)) as bitmap:
                size = bitmap.width, bitmap.height, bitmap.stride
                image = QImage(bitmap.buffer, *size, QImage.Format.Format_RGB32).copy()
            sheet = painter.viewport()
            fitted = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(sheet.topLeft(), fitted), image)
        painter.end()
        return len(document)
