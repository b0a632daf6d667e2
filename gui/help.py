"""Help: a local page with its headings beside it. It asks nobody for anything; links of the web leave by the one way
out."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFontMetrics, QTextBlock, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.conversations.exporting.html_text import to_html
from core.paths import resource_path
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import LINE_PROSE, SPACE_2, SPACE_3, SPACE_4, SPACE_6
from gui.widgets.fitting import fit

_SIZE: Final = (860, 640)
_LIST: Final = 260
_HEADING: Final = 4  # what "##" becomes in a page of ours


class _Page(QTextBrowser):
    """Reads nothing from the disk or the network."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return None


class HelpWindow(QDialog):
    """Deletes itself when closed; it does not keep the main window from being used. `language` is a code of ours, ""
    for English; `link_wished(url)` a link of the page."""

    link_wished = Signal(str)

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle(self.tr("Help"))
        self.setAccessibleName(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._text = help_text(language)
        self._upright = language == "ko"  # Hangul is not slanted
        self.contents = QListWidget(self)
        self.contents.setObjectName("helpContents")
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = _Page(self)
        self.page.setObjectName("helpPage")
        self.page.setAccessibleName(self.tr("Help"))
        self.page.setOpenLinks(False)
        self.page.setTabChangesFocus(True)
        self.page.anchorClicked.connect(lambda url: self.link_wished.emit(url.toString()))
        variant(self.page, "page", name="role")
        close = QPushButton(self.tr("Close"), self)
        close.setObjectName("helpClose")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._lay_out(close)
        self._restyle()
        self.contents.addItems([block.text() for block in self._headings()])
        self.contents.setCurrentRow(0)
        self.contents.currentRowChanged.connect(self._go)
        theme.changed.connect(self._restyle)
        fit(self, *_SIZE)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, close: QPushButton) -> None:
        side = QWidget(self)
        variant(side, "side", name="role")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout(side)
        left.setContentsMargins(SPACE_2, SPACE_4, SPACE_2, SPACE_4)
        left.addWidget(self.contents)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(side)
        top.addWidget(self.page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addLayout(foot)

    def _restyle(self) -> None:
        theme, colors = self._theme, self._theme.colors
        document = self.page.document()
        font = theme.font(TextRole.BODY)
        lines = theme.line_percent(font, LINE_PROSE)
        document.setDefaultFont(font)
        document.setDocumentMargin(SPACE_6)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(
            f"body {{ color: {colors.text}; }} p, li {{ line-height: {lines}%; }}"
            f" li {{ margin-bottom: 4px; }} a {{ color: {colors.accent}; }}"
            f" em {{ {'font-style: normal; font-weight: 600;' if self._upright else ''} }}"
            f" h3 {{ margin-top: 0; }} h4 {{ margin-top: 22px; margin-bottom: 6px; }}"
            f" code {{ font-family: '{theme.mono().family()}'; background: {colors.raised}; }}"
        )
        self.page.setHtml(f"<body>{to_html(self._text)}</body>")
        self._mark_lists()
        self.contents.setFixedWidth(round(_LIST * max(1.0, theme.scale)))

    def _mark_lists(self) -> None:
        """Small marks that hang beside the text: Qt's own are large, and stand close to it."""
        indent = QFontMetrics(self.page.document().defaultFont()).horizontalAdvance("•   ")
        block = self.page.document().begin()
        while block.isValid():
            if (listed := block.textList()) is not None:
                listed.remove(block)
                shape = block.blockFormat()
                shape.setIndent(0)
                shape.setLeftMargin(indent)
                shape.setTextIndent(-indent)
                shape.setTabPositions([QTextOption.Tab(indent, QTextOption.TabType.LeftTab)])
                cursor = QTextCursor(block)
                cursor.setBlockFormat(shape)
                cursor.insertText("•\t", QTextCharFormat())
            block = block.next()

    def _headings(self) -> list[QTextBlock]:
        found = []
        block = self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == _HEADING:
                found.append(block)
            block = block.next()
        return found

    def _go(self, row: int) -> None:
        headings = self._headings()
        if 0 <= row < len(headings):
            top = self.page.document().documentLayout().blockBoundingRect(headings[row]).top()
            self.page.verticalScrollBar().setValue(round(top) - SPACE_2)


def help_text(language: str) -> str:
    """The page as Markdown."""
    return resource_path("help", f"{language or 'en'}.md").read_text(encoding="utf-8")
