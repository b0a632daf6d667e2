"""The look of every standard control: Fusion, a palette and one style sheet, all made from the tokens.

It knows colours, sizes and control types, and nothing about the windows that use them. A widget asks for a variant by
a dynamic property, set through `variant()`:

    QPushButton  kind=primary     the one main action of a place (accent ground)
                 kind=quiet       no ground until hovered; the default is a calm outlined button
                 kind=danger      destroys something
                 kind=link        words that do something; inline: as high as the words beside them
    QRadioButton kind=segment     one of a few in a row, without a mark: `QFrame role=segments` holds them together
    QToolButton  (default)        a flat icon button, 28 px, rounded when hovered
    QTabBar      kind=dense       little room around the words: several views in a narrow column
    QLabel       role=title | display | muted | faint | error | warning
    QFrame       role=card        raised ground with a hairline
                 role=segments    around the segments of a choice
                 role=side        the ground of sidebar and inspector
                 role=line        a hairline, 1 px; role=upright one that stands
    QLineEdit    kind=search      rounded, on the side ground
    QAbstractScrollArea role=side | page   ground without a frame
    QSplitter    kind=gap         room between two parts instead of a hairline
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import RADIUS, RADIUS_SMALL, SPACE_1, SPACE_2, SPACE_3, Colors

# For the making of the QApplication: naming the style later would bring in all of QStyle, 20 ms before the first paint.
STYLE_ARGUMENTS: Final = ("-style", "fusion")


def variant(widget: QWidget, value: str, *, name: str = "kind") -> None:
    """Give `widget` a variant of the style sheet (see the module's table) and restyle it."""
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # a new one is polished when it is first shown
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def apply_style(app: QApplication, theme: Theme) -> None:
    """Dress the application, now and whenever the theme changes."""

    def restyle() -> None:
        app.setFont(theme.font(TextRole.LABEL))
        app.setPalette(palette(theme.colors))
        app.setStyleSheet(style_sheet(theme))
        app.setFont(theme.font(TextRole.LABEL))  # with its first sheet Qt takes up the desktop's fonts by class again

    restyle()
    theme.changed.connect(restyle)


def palette(colors: Colors) -> QPalette:
    """The palette behind everything the style sheet does not reach (and what painted widgets read)."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: colors.page,
        role.WindowText: colors.text,
        role.Base: colors.raised,
        role.AlternateBase: colors.side,
        role.Text: colors.text,
        role.PlaceholderText: colors.text_faint,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.failed,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Highlight: colors.selection,
        role.HighlightedText: colors.text,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Accent: colors.accent,
        role.Light: colors.raised,
        role.Midlight: colors.hover,
        role.Mid: colors.line,
        role.Dark: colors.line,
        role.Shadow: colors.line,
    }
    made = QPalette()
    for key, value in pairs.items():
        made.setColor(key, QColor(value))
    disabled = QColor(colors.text_faint)
    for key in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, disabled)
    return made


def style_sheet(theme: Theme) -> str:
    """The whole style sheet for the theme as it is now."""
    colors = theme.colors
    marks = theme.marks.as_posix()
    return "\n".join(
        (
            _text(theme, colors),
            _buttons(colors),
            _fields(theme, colors, marks),
            _toggles(theme, colors, marks),
            _lists(colors),
            _scrollers(theme, marks),
            _menus(theme, colors, marks),
            _frames(colors),
            _scroll_bars(colors),
        )
    )


def _text(theme: Theme, c: Colors) -> str:
    def size(role: TextRole) -> str:
        return f"{theme.font(role).pointSizeF():.2f}pt"

    return f"""
QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {size(TextRole.DISPLAY)}; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {size(TextRole.TITLE)}; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: {size(TextRole.BODY)}; font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_label, QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: {theme.px(360)}px; }}
QInputDialog QLineEdit {{ min-width: {theme.px(320)}px; }}
QLabel[role="muted"] {{ color: {c.text_muted}; }}
QLabel[role="faint"] {{ color: {c.text_faint}; font-size: {size(TextRole.SMALL)}; }}
QLabel[role="error"] {{ color: {c.failed}; }}
QLabel[role="warning"] {{ color: {c.waiting}; }}
QToolTip {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; padding: {SPACE_1}px {SPACE_2}px;
  font-size: {size(TextRole.SMALL)}; }}
"""


def _buttons(c: Colors) -> str:
    return f"""
QPushButton {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS_SMALL}px;
  padding: 5px {SPACE_3}px; min-height: 18px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.pressed}; }}
QPushButton:focus {{ border: 1px solid {c.accent}; }}
QPushButton:disabled {{ color: {c.text_faint}; background: transparent; }}
QPushButton[kind="primary"] {{ color: {c.on_accent}; background: {c.accent}; border-color: {c.accent};
  font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; padding: 4px 11px; }}
QPushButton[kind="primary"]:disabled {{ color: {c.text_faint}; background: {c.hover}; border-color: {c.hover}; }}
QPushButton[kind="danger"] {{ color: {c.failed}; }}
QPushButton[kind="danger"]:hover {{ background: {c.failed_soft}; border-color: {c.failed}; }}
QPushButton[kind="danger"]:disabled {{ color: {c.text_faint}; background: transparent; border-color: {c.line}; }}
QPushButton[kind="quiet"] {{ color: {c.text_muted}; background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover {{ color: {c.text}; background: {c.hover}; }}
QPushButton[kind="quiet"]:pressed {{ background: {c.pressed}; }}
QPushButton[kind="quiet"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[kind="link"] {{ color: {c.accent}; background: transparent;
  border: 1px solid transparent; padding: 1px 2px; }}
QPushButton[kind="inline"] {{ color: {c.accent}; background: transparent; border: 1px solid transparent;
  padding: 0 2px; min-height: 0; }}
QPushButton[kind="inline"]:hover {{ color: {c.accent_hover}; text-decoration: underline; }}
QPushButton[kind="inline"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {c.accent}; }}
QToolButton {{ color: {c.text_muted}; background: transparent; border: 1px solid transparent;
  border-radius: {RADIUS_SMALL}px; padding: 4px; }}
QToolButton:hover {{ color: {c.text}; background: {c.hover}; }}
QToolButton:pressed {{ background: {c.pressed}; }}
QToolButton:checked {{ color: {c.text}; background: {c.pressed}; }}
QToolButton:focus {{ border: 1px solid {c.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
"""


def _fields(theme: Theme, c: Colors, marks: str) -> str:
    mark = theme.px(14)
    field = "QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox"
    focused = ", ".join(f"{name.strip()}:focus" for name in field.split(","))
    return f"""
{field} {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS_SMALL}px;
  padding: 5px {SPACE_2}px; selection-background-color: {c.selection}; selection-color: {c.text}; }}
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: 18px; }}
{focused} {{ border: 1px solid {c.accent}; }}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {{ color: {c.text_faint};
  background: {c.side}; }}
QLineEdit[kind="search"] {{ background: {c.hover}; border-color: transparent; border-radius: {RADIUS_SMALL + 2}px; }}
QLineEdit[kind="search"]:focus {{ background: {c.raised}; border: 1px solid {c.accent}; }}
QPushButton::menu-indicator {{ image: url({marks}/chevron-down.svg); width: {mark}px; height: {mark}px;
  subcontrol-origin: padding; subcontrol-position: center right; right: {SPACE_1}px; }}
QComboBox::drop-down, QSpinBox::down-button, QDoubleSpinBox::down-button, QSpinBox::up-button,
QDoubleSpinBox::up-button {{ border: none; background: transparent; width: {mark + 6}px; }}
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({marks}/chevron-down.svg);
  width: {mark}px; height: {mark}px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({marks}/chevron-up.svg);
  width: {mark}px; height: {mark}px; }}
"""


def _toggles(theme: Theme, c: Colors, marks: str) -> str:
    side, knob = theme.px(16), 2 * theme.px(8)
    return f"""
QCheckBox, QRadioButton {{ spacing: {SPACE_2}px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator {{
  width: {side}px; height: {side}px;
  border: 1px solid {c.text_faint}; background: {c.raised}; }}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus, QRadioButton::indicator:focus {{
  border-color: {c.accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.accent};
  width: {side - 2}px; height: {side - 2}px; }}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {{ border-color: {c.text}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
  background: {c.accent}; border-color: {c.accent};
  image: url({marks}/check.svg); }}
QRadioButton::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url({marks}/dot.svg); }}
QRadioButton[kind="segment"] {{ color: {c.text_muted}; spacing: 0; padding: 4px 11px; border: 1px solid transparent;
  border-radius: {RADIUS_SMALL}px; }}
QRadioButton[kind="segment"]::indicator {{ width: 0; height: 0; border: none; image: none; background: none; }}
QRadioButton[kind="segment"]:hover {{ color: {c.text}; background: {c.hover}; }}
QRadioButton[kind="segment"]:checked {{ color: {c.text}; background: {c.accent_soft}; border-color: {c.accent}; }}
QRadioButton[kind="segment"]:focus {{ border: 2px solid {c.accent}; padding: 3px 10px; }}
QProgressBar {{ border: none; border-radius: 2px; background: {c.line}; max-height: 4px; }}
QProgressBar::chunk {{ border-radius: 2px; background: {c.accent}; }}
QSlider:horizontal {{ min-height: {knob + 2}px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {c.line}; }}
QSlider::sub-page:horizontal {{ border-radius: 2px; background: {c.accent}; }}
QSlider::handle:horizontal {{ width: {knob}px; height: {knob}px;
  margin: {2 - knob // 2}px 0; border-radius: {knob // 2}px; background: {c.accent}; }}
QSlider::handle:horizontal:focus {{ background: {c.accent}; border: 2px solid {c.text};
  width: {knob - 4}px; height: {knob - 4}px; }}
"""


def _lists(c: Colors) -> str:
    return f"""
QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: none; color: {c.text};
  selection-background-color: {c.accent_soft}; selection-color: {c.text}; alternate-background-color: {c.hover}; }}
QListView::item, QTreeView::item, QTableView::item {{ padding: 3px 5px; border: 1px solid transparent; }}
QListView::item {{ border-radius: {RADIUS_SMALL}px; }}
QListView::item:hover, QTreeView::item:hover {{ background: {c.hover}; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{ color: {c.text};
  background: {c.accent_soft}; }}
QListView::item:focus, QTreeView::item:focus, QTableView::item:focus {{ border-color: {c.accent}; }}
QTableView::item:selected:focus {{ border-color: transparent; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ color: {c.text_faint}; background: transparent; border: none;
  border-bottom: 1px solid {c.line}; padding: 4px 9px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
QTabWidget::pane {{ border: none; padding-top: {SPACE_2}px; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ color: {c.text_muted}; background: transparent; border: 1px solid transparent;
  border-radius: {RADIUS_SMALL}px; padding: 5px {SPACE_3}px; margin-right: 2px; }}
QTabBar::tab:hover {{ color: {c.text}; background: {c.hover}; }}
QTabBar::tab:selected {{ color: {c.text}; background: {c.pressed}; }}
QTabBar::tab:focus {{ border: 1px solid {c.accent}; }}
QTabBar[kind="dense"]::tab {{ padding: 4px {SPACE_2}px; margin-right: 1px; }}
"""


def _scrollers(theme: Theme, marks: str) -> str:
    """The two buttons of a row of tabs that has not room for all."""
    mark = theme.px(14)
    return f"""
QTabBar::scroller {{ width: {mark + 6}px; }}
QTabBar QToolButton {{ padding: 0; }}
QTabBar QToolButton::left-arrow {{ image: url({marks}/chevron-left.svg); width: {mark}px; height: {mark}px; }}
QTabBar QToolButton::right-arrow {{ image: url({marks}/chevron-right.svg); width: {mark}px; height: {mark}px; }}
"""


def _menus(theme: Theme, c: Colors, marks: str) -> str:
    mark = theme.px(14)
    return f"""
QMenu {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS}px;
  padding: {SPACE_1}px; menu-scrollable: 1; }}
QMenu::item {{ padding: 6px 28px 6px {SPACE_3}px; border-radius: {RADIUS_SMALL}px; background: transparent; }}
QMenu::indicator {{ width: {mark}px; height: {mark}px; margin-left: {SPACE_2}px; }}
QMenu::indicator:checked {{ image: url({marks}/tick.svg); }}
QMenu::item:selected {{ background: {c.hover}; }}
QMenu::item:disabled {{ color: {c.text_faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {SPACE_1}px {SPACE_2}px; }}
QMenu::right-arrow {{ image: url({marks}/chevron-right.svg); width: {mark}px; height: {mark}px; }}
QMenuBar {{ background: {c.side}; border: none; }}
QMenuBar::item {{ padding: 5px {SPACE_2}px; border-radius: {RADIUS_SMALL}px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.hover}; }}
"""


def _frames(c: Colors) -> str:
    return f"""
QMainWindow, QDialog {{ background: {c.page}; }}
QDialogButtonBox {{ button-layout: 3; dialogbuttonbox-buttons-have-icons: 0; }}
QFrame[role="side"], QWidget[role="side"] {{ background: {c.side}; }}
QFrame[role="page"], QWidget[role="page"] {{ background: {c.page}; }}
QFrame[role="card"] {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
QFrame[role="segments"] {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: {RADIUS_SMALL + 2}px; }}
QFrame[role="line"] {{ background: {c.line}; border: none; min-height: 1px; max-height: 1px; }}
QFrame[role="upright"] {{ background: {c.line}; border: none; min-width: 1px; max-width: 1px; }}
QAbstractScrollArea[role="side"], QAbstractScrollArea[role="side"] > QWidget {{ background: {c.side}; border: none; }}
QAbstractScrollArea[role="page"], QAbstractScrollArea[role="page"] > QWidget {{ background: {c.page}; border: none; }}
QTextBrowser[role="page"] {{ border: 1px solid {c.page}; }}
QTextBrowser[role="page"]:focus {{ border: 1px solid {c.accent}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea[role="side"] {{ border: 1px solid {c.side}; }}
QScrollArea[role="side"]:focus {{ border: 1px solid {c.accent}; }}
QSplitter::handle {{ background: {c.line}; }}
QSplitter::handle:hover {{ background: {c.accent}; }}
QSplitter[kind="gap"]::handle {{ background: transparent; }}
QSplitter[kind="gap"]::handle:hover {{ background: {c.line}; }}
QGroupBox {{ border: none; margin-top: 20px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {c.text}; }}
"""


def _scroll_bars(c: Colors) -> str:
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {c.line}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.text_faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""
