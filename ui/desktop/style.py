"""The application's style sheet, generated from a theme.

Frames, inputs, menus, tabs and scroll bars are said here; whatever repeats or needs a mark outside its
border (buttons, chips, rows, checks) is painted by its own class. Qt draws `outline` inside a button,
around its text, so no rule here uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desktop.theme import Theme

__all__ = ["style_sheet"]


def style_sheet(theme: Theme) -> str:
    """All rules for `theme`, in the order in which later ones may override earlier ones."""
    return "\n".join(
        part.format_map(_Values(theme)) for part in (_FRAMES, _LABELS, _INPUTS, _LISTS, _MENUS, _BARS, _PLAIN_BUTTONS)
    )


class _Values(dict[str, str]):
    """Fills `{bg_page}` with the token "bg.page", `{px_row}` with heights and `{r_control}` with radii."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(edge=f"{2 if theme.is_high_contrast else 1}px")
        self._theme = theme

    def __missing__(self, key: str) -> str:
        kind, _, rest = key.partition("_")
        if kind == "px":
            return f"{self._theme.height(rest)}px"
        if kind == "r":
            return f"{self._theme.radius(rest)}px"
        if kind == "size":
            return f"{self._theme.font(rest).pixelSize()}px"
        return self._theme.hex(key.replace("_", "."))


_FRAMES = """
QMainWindow, QDialog {{ background: {bg_page}; }}
QToolTip {{
    background: {toast_bg}; color: {toast_text}; border: none; padding: 4px 8px; font-size: {size_small};
}}
QFrame[kind="page"] {{ background: {bg_page}; border: none; }}
QFrame[kind="shell"] {{ background: {bg_shell}; border: none; }}
QFrame[kind="sunken"] {{ background: {bg_sunken}; border: none; }}
QFrame[kind="card"] {{
    background: {bg_page}; border: {edge} solid {line_separator}; border-radius: {r_card};
}}
QFrame[kind="note"] {{ background: {accent_soft}; border: none; border-radius: {r_card}; }}
QFrame[kind="popover"] {{
    background: {bg_raised}; border: {edge} solid {line_separator}; border-radius: {r_popover};
}}
QFrame[kind="separator"] {{ background: {line_separator}; border: none; }}
QSplitter::handle {{ background: {line_separator}; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
"""

_LABELS = """
QLabel {{ background: transparent; color: {text_primary}; }}
QLabel[tone="secondary"] {{ color: {text_secondary}; }}
QLabel[tone="hint"] {{ color: {text_hint}; }}
QLabel[tone="accent"] {{ color: {accent_text}; }}
QLabel[tone="ok"] {{ color: {state_ok}; }}
QLabel[tone="warn"] {{ color: {state_warn}; }}
QLabel[tone="bad"] {{ color: {state_bad}; }}
QLabel:disabled {{ color: {text_hint}; }}
QLabel[letters="micro"] {{ font-size: {size_micro}; }}
QLabel[letters="small"] {{ font-size: {size_small}; }}
QLabel[letters="heading"] {{ font-size: {size_heading}; }}
QLabel[letters="title"] {{ font-size: {size_title}; }}
QLabel[strong="true"] {{ font-weight: 600; }}
"""

# A focused edge is 2 px with 1 px less padding, so that nothing moves.
_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: {bg_page}; color: {text_primary};
    border: 1px solid {line_control}; border-radius: {r_control};
    padding: 0 8px; min-height: 30px;
    selection-background-color: {accent_fill}; selection-color: {accent_on};
}}
QPlainTextEdit, QTextEdit {{ padding: 5px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {accent_focus}; padding: 0 7px; min-height: 28px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 4px 5px; }}
QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"] {{
    border: 1px solid {state_bad};
}}
QLineEdit[invalid="true"]:focus, QComboBox[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus {{
    border: 2px solid {state_bad};
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{
    background: {bg_hover}; color: {text_secondary}; border: 1px solid {line_separator};
}}
QLineEdit[kind="cell"] {{ min-height: 24px; padding: 0 4px; }}
QLineEdit[kind="cell"]:focus {{ min-height: 22px; padding: 0 3px; }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{
    border: none; background: transparent; padding: 0; min-height: 28px;
}}
QLineEdit[kind="search"] {{ border: 1px solid {line_separator}; padding-left: 30px; }}
QLineEdit[kind="search"]:focus {{ border: 2px solid {accent_focus}; padding-left: 29px; }}
QComboBox[kind="quiet"] {{ background: {bg_raised}; border: 1px solid {line_separator}; min-height: 28px; }}
QComboBox[kind="quiet"]:hover {{ background: {bg_hover}; }}
QComboBox[kind="quiet"]:focus {{ border: 2px solid {accent_focus}; min-height: 26px; }}
QComboBox {{ combobox-popup: 0; padding-right: 28px; }}
QComboBox:focus {{ padding-right: 27px; }}
QComboBox::drop-down {{ border: none; width: 0; }}
QComboBox QAbstractItemView {{
    background: {bg_raised}; border: {edge} solid {line_separator}; outline: 0; padding: 4px;
    selection-background-color: {accent_soft}; selection-color: {text_primary};
}}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0 8px; }}
QCalendarWidget QWidget {{ alternate-background-color: {bg_sunken}; }}
"""

_LISTS = """
QAbstractItemView {{
    background: {bg_page}; color: {text_primary}; border: none; outline: 0;
    selection-background-color: {accent_soft}; selection-color: {text_primary};
}}
QAbstractItemView[ground="raised"] {{ background: {bg_raised}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableView {{ gridline-color: transparent; }}
QHeaderView {{ background: {bg_sunken}; border: none; }}
QHeaderView::section {{
    background: {bg_sunken}; color: {text_secondary}; border: none;
    border-bottom: 1px solid {line_separator}; padding: 0 10px; font-size: {size_small};
}}
QHeaderView::section:hover {{ background: {bg_hover}; }}
QTableCornerButton::section {{ background: {bg_sunken}; border: none; }}
"""

_MENUS = """
QMenu {{
    background: {bg_raised}; color: {text_primary};
    border: {edge} solid {line_separator}; border-radius: {r_popover}; padding: 4px;
}}
QMenu::item {{ min-height: 26px; padding: 2px 20px 2px 8px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text_primary}; }}
QMenu::item:disabled {{ color: {text_hint}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {line_separator}; margin: 4px -4px; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
"""

_BARS = """
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line_control}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 2px 3px 2px 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px 2px 3px 2px; }}
QScrollBar::handle:hover {{ background: {text_hint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QProgressBar {{ background: {bg_track}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {accent_fill}; border-radius: 3px; }}
"""

# Only for buttons that Qt makes itself (message boxes, file dialogs); ours paint themselves.
_PLAIN_BUTTONS = """
QDialogButtonBox QPushButton, QMessageBox QPushButton {{
    background: {bg_raised}; color: {text_primary};
    border: 1px solid {line_separator}; border-radius: {r_control};
    min-height: 28px; padding: 0 12px;
}}
QDialogButtonBox QPushButton:hover, QMessageBox QPushButton:hover {{ background: {bg_hover}; }}
QDialogButtonBox QPushButton:focus, QMessageBox QPushButton:focus {{
    border: 2px solid {accent_focus}; padding: 0 11px; min-height: 26px;
}}
"""
