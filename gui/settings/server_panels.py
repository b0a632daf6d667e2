"""What a tool server has and what it says: its tools with their claims, its log. Both are foreign text, shown plain."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from core.markdown.foreign import visible
from core.mcp.journal import Journal, Line
from core.mcp.listing import Listing, Offer
from gui.language import phrase
from gui.settings.rows import sentence
from gui.theme.style import variant
from gui.theme.theme import TextRole, Theme
from gui.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_SHOWN = 600  # characters of a description


class ToolsPanel(QScrollArea):
    """The tools of a server, one below the other; prompts and resources by their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serverTools")
        self.setAccessibleName(self.tr("Tools"))
        variant(self, "page", name="role")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: Listing | None = None

    def show_listing(self, listing: Listing) -> None:
        if listing == self._shown:
            return
        self._shown = listing
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_1)
        if not (listing.tools or listing.prompts or listing.resources):
            column.addWidget(sentence(self.tr("What it has is listed once it has run."), "muted"))
        for offer in listing.tools:
            self._add_tool(column, offer)
        for title, names in (
            (self.tr("Prompts"), [prompt.title or prompt.name for prompt in listing.prompts]),
            (self.tr("Resources"), [resource.title or resource.name for resource in listing.resources]),
        ):
            if names:
                column.addWidget(_strong(title))
                column.addWidget(sentence(visible(", ".join(names)), "muted"))
                column.addSpacing(SPACE_2)
        column.addStretch(1)
        self.setWidget(inside)

    def _add_tool(self, column: QVBoxLayout, offer: Offer) -> None:
        column.addWidget(_strong(visible(offer.name) + (f" · {visible(offer.title)}" if offer.title else "")))
        if offer.description:
            short = offer.description if len(offer.description) <= _SHOWN else offer.description[:_SHOWN] + "…"
            column.addWidget(sentence(visible(short), "muted"))
        claims = []
        if offer.read_only:
            claims.append(self.tr("The server claims that it only reads."))
        elif offer.destructive:
            claims.append(self.tr("The server says that it may destroy something."))
        if offer.remark:
            claims.append(visible(phrase(offer.remark)))
        if claims:
            column.addWidget(sentence(" ".join(claims), "faint"))
        if offer.problem:
            column.addWidget(sentence(self.tr("Not offered.") + " " + visible(phrase(offer.problem)), "warning"))
        column.addSpacing(SPACE_3)


class LogPanel(QPlainTextEdit):
    """The last lines of a server's log. Reads on from where it was; made anew where lines were lost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("serverLog")
        self.setAccessibleName(self.tr("Log"))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setPlaceholderText(self.tr("Nothing was said yet."))
        self._theme = theme
        self._journal: Journal | None = None
        self._number = 0
        self.restyle()

    def restyle(self) -> None:
        self.setFont(self._theme.mono(TextRole.SMALL))

    def show_journal(self, journal: Journal) -> None:
        """Show what is new; the view stays at the end where it was there."""
        if journal is self._journal and journal.number == self._number:
            return
        lines = journal.lines
        new = journal.number - self._number
        at_end = self.verticalScrollBar().value() >= self.verticalScrollBar().maximum() - 2
        if journal is not self._journal or new >= len(lines):
            self.setPlainText("\n".join(map(_words, lines)))
        else:
            self.appendPlainText("\n".join(map(_words, lines[-new:])))
            self.setMaximumBlockCount(2 * len(lines) + 100)
        if at_end or journal is not self._journal:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._journal, self._number = journal, journal.number


def _words(line: Line) -> str:
    clock = time.strftime("%H:%M:%S", time.localtime(line.at))
    return f"{clock}  {visible(line.level):8} {visible(line.text)}".replace("\n", "\n" + " " * 19)


def _strong(text: str) -> QLabel:
    return sentence(text, "strong")
