"""Fonts, colours and measures of the transcript, made once from the theme and shared by everything that draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextFormat

from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import LINE_CODE, LINE_PROSE, MEASURE_EM, Colors

if TYPE_CHECKING:
    from gui.transcript.formulas import Formulas
    from gui.transcript.thumbnails import Thumbnails

_USER: Final = QTextFormat.Property.UserProperty.value
# Properties of text blocks that are drawn around the text.
MARKER: Final = _USER + 1  # a list item's number or bullet
QUOTE: Final = _USER + 2  # how deep in quotes, with the left edges of their bars
GROUND: Final = _USER + 3  # code inside prose: its left edge
RULE: Final = _USER + 4  # a horizontal rule
CHIPS: Final = _USER + 5  # where inline code stands: "start:length,…"
SEAM: Final = _USER + 6  # of a block that goes on with the paragraph above: what the line end before it stands for
# Properties of characters.
FOREIGN: Final = _USER + 11  # a mark for a hidden character: shown, never copied
LATEX: Final = _USER + 21  # of a formula's or icon's character: what is copied, a formula with what encloses it
FORMULA: Final = _USER + 22  # of a formula's character: what it is drawn from
AWAITED: Final = _USER + 23  # of a formula's character: its picture is being made
EMBLEM: Final = _USER + 24  # of an icon's character: the name of the icon

BULLET: Final = "•"
UNCHECKED: Final = "☐"
CHECKED: Final = "☑"


class Styles:
    """All measures in device-independent pixels. Rebuilt as a whole when the theme changes. `formulas` gives what draws
    them; without it the source of a formula stands for it. `thumbnails` does the same for attached images."""

    def __init__(
        self,
        theme: Theme,
        formulas: Callable[[], Formulas] | None = None,
        thumbnails: Callable[[], Thumbnails] | None = None,
    ) -> None:
        self.theme = theme
        self.settled = True  # no answer runs: another version of the past can be shown
        self._formulas = formulas
        self._thumbnails = thumbnails
        self.colors: Colors = theme.colors
        self.body = theme.font(TextRole.BODY)
        self.label = theme.font(TextRole.LABEL)
        self.label_strong = theme.font(TextRole.LABEL, strong=True)
        self.small = theme.font(TextRole.SMALL)
        self.mono = theme.mono(TextRole.BODY)
        self.mono_small = theme.mono(TextRole.LABEL)
        self.em = pixel_size(self.body)
        self.column = round(self.em * MEASURE_EM)
        self.line = float(round(self.em * LINE_PROSE))
        self.code_line = float(round(pixel_size(self.mono) * LINE_CODE))
        self.paragraph_gap = float(round(self.em * 0.7))
        self.item_gap = float(round(self.em * 0.3))
        self.loose_gap = float(round(self.em * 0.55))  # between list items with a blank line in front
        self.indent = float(round(self.em * 1.7))
        self.label_metrics = QFontMetricsF(self.label)
        self.small_metrics = QFontMetricsF(self.small)
        self._headings = [
            self._heading_font(role) for role in (TextRole.DISPLAY, TextRole.TITLE, TextRole.BODY, TextRole.BODY)
        ]

    @property
    def formulas(self) -> Formulas | None:
        return self._formulas() if self._formulas is not None else None

    @property
    def thumbnails(self) -> Thumbnails | None:
        return self._thumbnails() if self._thumbnails is not None else None

    def color(self, value: str) -> QColor:
        return QColor(value)

    def heading(self, level: int) -> QFont:
        return self._headings[min(level, len(self._headings)) - 1]

    def heading_gap(self, level: int) -> float:
        """Space above a heading."""
        return float(round(self.em * (1.6 if level <= 2 else 1.2)))

    def _heading_font(self, role: TextRole) -> QFont:
        return self.theme.font(role, strong=True)

    # --- formats ------------------------------------------------------------------------------------------------------

    def text_format(self, font: QFont | None = None, color: str | None = None) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font or self.body)
        made.setForeground(QColor(color or self.colors.text))
        return made

    def mark_format(self, base: QTextCharFormat) -> QTextCharFormat:
        """A mark for a hidden character, in place of `base`."""
        made = QTextCharFormat(base)
        made.setProperty(FOREIGN, True)
        made.setForeground(QColor(self.colors.failed))
        made.setBackground(QColor(self.colors.failed_soft))
        return made

    def block_format(self, line: float, top: float = 0.0, left: float = 0.0) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        made.setTopMargin(top)
        made.setLeftMargin(left)
        return made


def pixel_size(font: QFont) -> float:
    """The size of a font as it is drawn, in pixels."""
    return float(QFontInfo(font).pixelSize())
