"""The theme as Qt wants it: a palette, one style sheet, and the bundled face.

Everything visible is decided here and in `theme`; widgets carry object names and a `role` property, never colours.
"""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from bodymap import shipped
from bodymap.errors import MissingFileError
from bodymap.ui.theme import THEMES, Theme, Type

if TYPE_CHECKING:
    from bodymap.ui.state import State

_FACES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")


def load_face(px: int) -> QFont:
    """Return the bundled face at `px` pixels, or the system's sans serif where the files are not there."""
    family = ""
    try:
        folder = shipped.assets_dir() / "fonts"
    except MissingFileError:
        folder = None
    for name in _FACES if folder else ():
        number = QFontDatabase.addApplicationFont(str(folder / name)) if folder else -1
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = family or (families[0] if families else "")
    font = QFont(family) if family else QFont()
    if not family:
        font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def palette(theme: Theme) -> QPalette:
    """Return the palette for whatever the style sheet does not reach (selection, links, disabled text)."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, theme.panel),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.paper),
        (role.Button, theme.raised),
        (role.WindowText, theme.ink),
        (role.Text, theme.ink),
        (role.ButtonText, theme.ink),
        (role.ToolTipBase, theme.ink),
        (role.ToolTipText, theme.panel),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
    ):
        made.setColor(where, QColor(colour))
    return made


def theme_of(state: State) -> Theme:
    """Return the theme that `state` is painted in, its type in the size that was set."""
    return THEMES[state.theme].sized(state.settings.text_size)


def sheet(theme: Theme) -> str:
    """Return the whole style sheet in `theme`'s colours, type and what holds type in its size."""
    tokens = {name: getattr(theme, name) for name in theme.__slots__ if isinstance(getattr(theme, name), str)}
    usual = Type()
    sizes = {name: getattr(usual, name) for name in usual.__slots__}
    text = Template(_SHEET).substitute(tokens, **sizes, tick=_tick(theme), panel_clear=f"#00{theme.panel[1:]}", disabled=theme.line if theme.name == "contrast" else theme.strong_line)
    return _SIZES.sub(lambda found: f"{found[1]}{round(int(found[2]) * max(theme.text_size, 100 if found[1].startswith('min') else 0) / 100)}px", text)


def _tick(theme: Theme) -> str:
    """The file of the tick that is seen on the accent."""
    name = "tick-light.svg" if QColor(theme.on_accent).lightness() > 127 else "tick-dark.svg"
    try:
        return (shipped.assets_dir() / "icon" / name).as_posix()
    except MissingFileError:
        return ""


_SIZES = re.compile(r"(font-size: |min-height: )(\d+)px")


_SHEET = """
* { font-size: ${body}px; color: $ink; outline: none; }
QMainWindow, QDialog { background: $panel; }
#sheet { background: $paper; }
#top, #foot, #panel { background: $panel; }
#top { border-bottom: 1px solid $line; }
#foot { border-top: 1px solid $line; }
#dock[hand="right"]::handle { background: $panel; border-left: 1px solid $line; }
#dock[hand="left"]::handle { background: $panel; border-right: 1px solid $line; }
#tools { background: $panel; border-top: 1px solid $line; }
#lying { background: $panel; border-bottom: 1px solid $line; }
#brand { font-size: 18px; font-weight: 700; }
#top QToolButton, #top QPushButton { margin: 7px 0; min-height: 39px; }
#tools QToolButton { margin: 4px 0; min-height: 31px; }
#tools #step { margin: 4px; min-width: 31px; border-radius: 17px; padding: 0; }
#zoom QToolButton { min-height: 39px; min-width: 42px; padding: 0; border-color: $line; background: $paper; color: $quiet; }
#zoom QToolButton:focus { border: 2px solid $accent; }
#told, #second { background: $panel; }
[role="told-title"] { font-size: 48px; font-weight: 700; }
[role="told-strong"] { font-size: 32px; font-weight: 600; }
[role="told-small"] { font-size: 18px; color: $quiet; }
QLabel[role="told-quiet"] { font-size: 24px; min-height: 46px; color: $quiet; }
QPushButton[role="told-quiet"] { font-size: 18px; min-height: 44px; color: $accent; }
QPushButton[role="told-step"] { font-size: 28px; font-weight: 600; min-height: 68px; min-width: 128px; padding: 0 10px; border-radius: 14px; background: $accent; color: $on_accent; border-color: $accent; }
QPushButton#start { padding: 0 22px; }
QPushButton[role="told-step"]:disabled { background: $panel; color: $disabled; border-color: $line; }
QPushButton[role="told-step"]:focus { border: 3px solid $ink; }
QPushButton[role="told-tab-narrow"] { font-size: 19px; min-height: 68px; padding: 0 13px; border-radius: 14px; }
QPushButton[role="told-tab"] { font-size: 24px; min-height: 68px; padding: 0 22px; border-radius: 14px; }
#handout-page { border: 1px solid $line; }
#far-row { background: $raised; border: 2px solid $line; border-radius: 18px; padding: 2px; }
#far-row[shown="yes"] { border: 4px solid $accent; padding: 0; }
QToolTip { background: $ink; color: $panel; border: 0; padding: 5px 8px; font-size: ${caption}px; }
[role="caption"], #legend QLabel, #disclaimer { font-size: ${caption}px; color: $quiet; }
[role="quiet"] { color: $quiet; }
[role="next"] { font-size: ${caption}px; font-weight: 600; }
[role="strong"] { font-weight: 600; }
[role="head"] { font-size: ${candidate}px; font-weight: 700; }
[role="title"] { font-size: ${title}px; font-weight: 700; }
[role="welcome"] { font-size: 21px; font-weight: 700; }

QPushButton, QToolButton {
  background: $raised; border: 1px solid $strong_line; border-radius: 9px; padding: 0 14px; min-height: 42px;
}
QPushButton:hover, QToolButton:hover { border-color: $quiet; background: $paper; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 13px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; border-color: $line; }
QPushButton:checked, QToolButton:checked { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton:checked:focus, QToolButton:checked:focus { border: 2px solid $ink; }
QToolButton::menu-indicator { image: none; }
QPushButton[role="plain"] { border: 1px solid transparent; background: transparent; color: $accent; font-weight: 600; padding: 0 8px; }
QPushButton[role="plain"]:hover { background: $accent_soft; }
QPushButton[role="plain"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[role="link"] { border: 1px solid transparent; background: transparent; color: $accent; font-weight: 600; padding: 0 6px; min-height: 42px; }
QPushButton[role="link"]:focus { border: 2px solid $accent; border-radius: 8px; padding: 0 5px; }
QPushButton[role="week"] { border-radius: 19px; color: $accent; font-weight: 600; }
QPushButton[role="round"] { border-radius: 19px; padding: 0 10px; min-width: 22px; }
QPushButton[role="round"]:focus { padding: 0 9px; }
QPushButton[role="dark"]:checked { background: $ink; border-color: $ink; color: $panel; }

QPushButton[role="chip"] { border-radius: 15px; min-height: 28px; margin: 7px 0; padding: 0 11px; font-size: ${caption}px; color: $quiet; }
QPushButton[role="chip"]:focus { padding: 0 10px; }
QPushButton[role="chip"]:checked { background: $alert; border-color: $alert_line; color: $ink; font-weight: 600; }
QPushButton[role="point"] { border-radius: 14px; min-height: 28px; min-width: 20px; margin: 7px 0; padding: 0 11px; font-size: ${caption}px; }
QPushButton[role="point"]:focus { padding: 0 10px; }
QPushButton[role="finding"] { border-radius: 12px; min-height: 54px; padding: 0 3px; font-weight: 600; font-size: 14px; }
QPushButton[role="finding"]:focus { padding: 0 2px; }
QPushButton[role="mini"] { border-radius: 12px; min-height: 42px; padding: 0 3px; font-size: ${caption}px; }
QPushButton[role="mini"]:focus { padding: 0 2px; }
QPushButton[role="tick"] { border-radius: 12px; min-height: 42px; padding: 0 12px; font-size: ${caption}px; }
QPushButton[role="tick"]:focus { padding: 0 11px; }
QPlainTextEdit { background: $paper; border: 1px solid $strong_line; border-radius: 9px; padding: 8px 10px; selection-background-color: $accent; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 7px 9px; background: $raised; }
QPushButton[role="segment"] { min-width: 20px; border-radius: 0; border-left-width: 0; padding: 0 12px; min-height: 34px; margin: 4px 0; }
QPushButton[role="segment"][end="first"] { border-left-width: 1px; border-top-left-radius: 17px; border-bottom-left-radius: 17px; }
QPushButton[role="segment"][end="last"] { border-top-right-radius: 17px; border-bottom-right-radius: 17px; }
QPushButton[role="beside"] { min-height: 34px; margin: 4px 0; }
QPushButton[role="segment"]:focus { border: 2px solid $accent; }
QPushButton[role="segment"]:checked:focus { border: 2px solid $ink; }
QPushButton[role="tab"] {
  border: 0; border-bottom: 3px solid transparent; border-radius: 0; background: transparent; color: $quiet; padding: 0 1px; min-height: 41px; min-width: 42px; font-size: 14px;
}
QPushButton[role="tab"]:hover { color: $ink; }
QPushButton[role="tab"]:checked { color: $accent; border-bottom-color: $accent; font-weight: 600; background: transparent; }
QPushButton[role="tab"]:focus { border-bottom-color: $ink; background: $accent_soft; }

QLineEdit { background: $paper; border: 1px solid $strong_line; border-radius: 9px; padding: 0 14px; min-height: 42px; selection-background-color: $accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $quiet; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 13px; background: $raised; }

#redflags { background: $alert; border: 1px solid $alert_line; border-radius: 9px; }
#redflags[answer="none"] { background: $good; border-color: $good_line; }
#redflags[answer="yes"] { background: $danger; border: 2px solid $danger_line; }
#redflags QPushButton[role="plain"] { min-height: 42px; padding: 0 5px; }
#redflags QPushButton[role="plain"]:focus { padding: 0 4px; }
QPushButton[role="today"] { min-height: 44px; padding: 0 8px; font-size: ${caption}px; color: $ink; }
QPushButton[role="today"]:focus { padding: 0 7px; }
QPushButton[role="today"][answer="yes"] { background: $alert; border-color: $alert_line; font-weight: 600; }
#flag { background: $raised; border: 1px solid $line; border-radius: 9px; }
#flag[answer="yes"] { border: 2px solid $danger_line; background: $danger; }
#flag QPushButton { min-width: 36px; }
#banner { background: $alert; border-bottom: 1px solid $alert_line; }
#saying { background: $accent_soft; border-bottom: 1px solid $line; }
#prompt { background: $accent_soft; border-radius: 9px; }

#candidate { background: $raised; border: 1px solid $line; border-radius: 10px; padding: 1px; }
#candidate[shown="yes"] { border: 2px solid $accent; padding: 0; background: $accent_soft; }
#candidate[ringed="yes"] { border: 2px solid $ink; padding: 0; }
#candidate #name { font-size: ${candidate}px; font-weight: 600; }
#candidate #where { font-size: ${caption}px; color: $quiet; }
#candidate #why { font-size: ${caption}px; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QSplitter::handle { background: transparent; image: none; height: 8px; width: 8px; }
#tab { background: $paper; border: 1px solid $line; color: $quiet; font-size: 17px; padding: 0; min-height: 44px; border-radius: 7px; }
#dock[hand="right"] #tab { margin: 12px 3px 12px 20px; }
#dock[hand="left"] #tab { margin: 12px 20px 12px 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $strong_line; border-radius: 4px; min-height: 36px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; height: 0; }
#hem { background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0 $panel_clear, stop: 0.9 $panel); }
QTextBrowser { background: transparent; border: 0; selection-background-color: $accent; selection-color: $on_accent; }
QTextBrowser:focus { border: 2px solid $accent; border-radius: 6px; }

QSlider { min-height: 44px; }
QSlider::groove:horizontal { height: 2px; background: $strong_line; border-radius: 1px; }
QSlider::sub-page:horizontal { margin: -2px 0; background: $accent; border-radius: 3px; }
QSlider::handle:horizontal { width: 18px; height: 18px; margin: -10px 0; border-radius: 11px; background: $raised; border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; }
QCheckBox { spacing: 9px; min-height: 44px; }
QCheckBox::indicator { width: 20px; height: 20px; border: 1px solid $quiet; border-radius: 5px; background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled { border-color: $line; }
QCheckBox:focus { color: $accent; text-decoration: underline; }
#paint { background: $panel; border-top: 1px solid $line; }
#paint QToolButton { margin: 4px 0; min-height: 31px; }
#paint QComboBox { margin: 4px 0; min-height: 34px; }
QPushButton[role="area"] { border-radius: 15px; min-width: 32px; min-height: 28px; margin: 7px 0; padding: 0 5px; font-size: ${caption}px; }
QPushButton[role="area"]:focus { padding: 0 4px; }
QComboBox { background: $raised; border: 1px solid $strong_line; border-radius: 9px; padding: 0 10px; min-height: 42px; }
QComboBox:focus { border: 2px solid $accent; padding: 0 9px; }
QComboBox::drop-down { border: 0; width: 30px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $strong_line; selection-background-color: $accent_soft; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0 10px; }
QMenu { background: $raised; border: 1px solid $strong_line; border-radius: 9px; padding: 6px; }
QMenu::item { padding: 13px 26px 13px 14px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
#notice { background: $raised; border: 1px solid $strong_line; border-radius: 10px; }
QProgressBar { background: $line; border: 0; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
#cover { background: $paper; }
#popup #rule { background: $line; }
#popup { background: $raised; border: 1px solid $strong_line; border-radius: 10px; }
#results { background: $raised; border: 1px solid $strong_line; border-radius: 10px; padding: 5px; }
#results::item { border-radius: 7px; padding: 2px 4px; }
#results::item:selected { background: $accent_soft; color: $ink; }
#course { background: $raised; border: 1px solid $strong_line; border-radius: 10px; padding: 5px; }
#course::item { border: 2px solid transparent; border-radius: 8px; padding: 2px 6px; }
#course::item:selected { background: $accent_soft; border-color: $accent; color: $ink; }
#course:focus { border-color: $accent; }
#course::item:focus { border: 2px solid $ink; }
"""


def dress(theme: Theme) -> None:
    """Give the whole application the look of `theme`, where it has another."""
    app = QApplication.instance()
    wanted = sheet(theme)
    if isinstance(app, QApplication) and app.styleSheet() != wanted:
        app.setPalette(palette(theme))
        app.setStyleSheet(wanted)
