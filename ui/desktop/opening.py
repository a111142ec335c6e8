"""The window before the store is open: opening, asking for the passphrase, making a first store."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sfa.errors import FieldbookError
from ui.desktop.fields import TextField
from ui.desktop.theme import current
from ui.desktop.widgets.buttons import Button
from ui.desktop.widgets.labels import frame, label

__all__ = ["OpeningWindow"]

_COLUMN = 440
_TITLE_BAR = 40


class OpeningWindow(QWidget):
    """Shown at once; gives way to the shell. Signals carry what the person typed."""

    passphrase_given = Signal(str)
    store_wanted = Signal(str, str)
    """(company, passphrase or "" for the keyring): make a first store."""
    demo_wanted = Signal()
    entered = Signal()
    """The recovery key has been written down."""

    def __init__(self, title: str = "Fieldbook") -> None:
        super().__init__()
        self.setWindowTitle(title)
        # The title bar needs its room too.
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - QSize(0, _TITLE_BAR)))
        self._stack = QStackedWidget()
        self._columns: dict[QWidget, QVBoxLayout] = {}
        middle = QHBoxLayout(self)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self._stack)
        self._waiting = self._page()
        self._words = label(self.tr("Opening Fieldbook…"), "base", "secondary")
        self._column(self._waiting).addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        self._passphrase: TextField | None = None
        self._passphrase_page: QWidget | None = None
        self._company: TextField | None = None

    def show_waiting(self, words: str) -> None:
        """What is being done."""
        self._words.setText(words)
        self._stack.setCurrentWidget(self._waiting)

    def ask_passphrase(self, error: str = "") -> None:
        """Ask for the passphrase or the recovery key; `error` stands at the field."""
        if self._passphrase is None:
            page = self._page()
            column = self._column(page)
            column.addWidget(label(self.tr("This store is locked"), "title", strong=True))
            self._passphrase = _secret("passphrase", self.tr("Passphrase or recovery key"))
            column.addWidget(self._passphrase)
            button = Button(self.tr("Open"), kind="primary", shortcut="Return")
            button.clicked.connect(self._give_passphrase)
            assert isinstance(self._passphrase.input, QLineEdit)
            self._passphrase.input.returnPressed.connect(self._give_passphrase)
            column.addWidget(button)
            self._passphrase_page = page
        assert self._passphrase_page is not None
        self._passphrase.show_error(error)
        self._stack.setCurrentWidget(self._passphrase_page)
        self._passphrase.editor.setFocus()

    def offer_first_store(self, error: FieldbookError | None = None) -> None:
        """There is no store yet: make one, or look at the demo."""
        if self._company is None:
            page = self._page()
            column = self._column(page)
            column.addWidget(label(self.tr("Welcome to Fieldbook"), "title", strong=True))
            words = self.tr(
                "There is no store on this laptop yet. Make one for your company, or look at the demo first."
            )
            column.addWidget(label(words, "base", "secondary", wrap=True))
            self._company = TextField("company", self.tr("Company"), required=True)
            self._new_passphrase = _secret("passphrase", self.tr("Passphrase (blank: this machine’s keyring)"))
            column.addWidget(self._company)
            column.addWidget(self._new_passphrase)
            make = Button(self.tr("Make the store"), kind="primary")
            make.clicked.connect(self._want_store)
            demo = Button(self.tr("Open the demo"))
            demo.clicked.connect(self.demo_wanted)
            row = QHBoxLayout()
            row.addWidget(make)
            row.addWidget(demo)
            row.addStretch(1)
            column.addLayout(row)
            self._welcome_page = page
        target = self._new_passphrase if error is not None and error.field != "company" else self._company
        target.show_error(error.message if error else "")
        self._stack.setCurrentWidget(self._welcome_page)
        self._company.editor.setFocus()

    def show_recovery_key(self, recovery: str) -> None:
        """Show the recovery key once."""
        page = self._page()
        column = self._column(page)
        column.addWidget(label(self.tr("Your recovery key"), "title", strong=True))
        column.addWidget(
            label(
                self.tr("It opens this store and its backups on any machine. Write it down; it is shown this once."),
                "base",
                "secondary",
                wrap=True,
            )
        )
        key = label(recovery, "heading", strong=True, wrap=True)
        key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(key)
        go = Button(self.tr("I have written it down"), kind="primary")
        go.clicked.connect(self.entered)
        column.addWidget(go)
        self._stack.setCurrentWidget(page)
        go.setFocus()

    def show_failure(self, error: FieldbookError) -> None:
        """The store cannot be opened: the sentence, and the details for support."""
        page = self._page()
        column = self._column(page)
        column.addWidget(label(self.tr("Fieldbook cannot open this store"), "title", strong=True))
        column.addWidget(label(error.message, "base", wrap=True))
        if error.details:
            column.addWidget(label(error.details, "small", "hint", wrap=True))
        close = Button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.close)
        column.addWidget(close)
        self._stack.setCurrentWidget(page)
        close.setFocus()

    def _page(self) -> QWidget:
        page = frame("page")
        outer = QHBoxLayout(page)
        outer.addStretch(1)
        box = QWidget()
        box.setFixedWidth(_COLUMN)
        column = QVBoxLayout(box)
        column.setSpacing(current().space[2])
        tall = QVBoxLayout()
        tall.addStretch(2)
        tall.addWidget(box)
        tall.addStretch(3)
        outer.addLayout(tall)
        outer.addStretch(1)
        self._columns[page] = column
        self._stack.addWidget(page)
        return page

    def _column(self, page: QWidget) -> QVBoxLayout:
        return self._columns[page]

    def _give_passphrase(self) -> None:
        assert self._passphrase is not None
        self.passphrase_given.emit(self._passphrase.text())

    def _want_store(self) -> None:
        assert self._company is not None
        self.store_wanted.emit(self._company.text().strip(), self._new_passphrase.text())


def _secret(name: str, title: str) -> TextField:
    field = TextField(name, title)
    assert isinstance(field.input, QLineEdit)
    field.input.setEchoMode(QLineEdit.EchoMode.Password)
    return field
