"""Inline Markdown to the letters of a document: emphasis, links, code; an image is a button with its address.

What stands at the beginning of a long paragraph rarely changes while its end grows: `Written` remembers where in the
document each child began, so that only what follows the unchanged ones is written again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor

from core.markdown.foreign import runs
from gui.transcript.plain import footnote_mark, image_text, source_of
from gui.transcript.styles import CHIPS, Styles

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class _Mark:
    """Before this child no format was open: `position` in the document, and so many grounds of code before it."""

    child: int
    position: int
    chips: int


@dataclass(slots=True)
class Written:
    """Inline content as it stands in one text block of a document."""

    base: QTextCharFormat
    kept_position: int = 0  # in the document: from here on it was written last
    marks: list[_Mark] = field(default_factory=list)
    chips: list[tuple[int, int]] = field(default_factory=list)  # start in the text block, length
    pending: bool = False  # a formula in it is still being made


class InlineWriter:
    """Writes at a cursor; hidden characters become marks, an image its description and address."""

    def __init__(self, styles: Styles, cursor: QTextCursor) -> None:
        self._styles = styles
        self._cursor = cursor

    def write(self, children: list[Token], base: QTextCharFormat) -> Written:
        """Write all of it behind the cursor."""
        written = Written(base)
        self._write(children, 0, written)
        return written

    def rewrite(self, children: list[Token], kept: int, written: Written) -> None:
        """Bring the end of a text block up to date: its first `kept` children stand there already."""
        while len(written.marks) > 1 and written.marks[-1].child > kept:
            written.marks.pop()
        mark = written.marks.pop()
        del written.chips[mark.chips :]
        written.kept_position = mark.position
        self._cursor.setPosition(mark.position)
        self._cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.removeSelectedText()
        self._write(children, mark.child, written)

    def insert(self, text: str, base: QTextCharFormat) -> None:
        """Words that came from outside."""
        for run, is_mark in runs(text):
            self._cursor.insertText(run.replace("\n", "\u2028"), self._styles.mark_format(base) if is_mark else base)

    def _write(self, children: list[Token], first: int, written: Written) -> None:
        stack = [written.base]
        begin = self._cursor.block().position()
        for number in range(first, len(children)):
            child, top = children[number], stack[-1]
            if len(stack) == 1:
                written.marks.append(_Mark(number, self._cursor.position(), len(written.chips)))
            match child.type:
                case "text" | "html_inline":
                    self.insert(child.content, top)
                case "softbreak":
                    self._cursor.insertText(" ", top)
                case "hardbreak":
                    self._cursor.insertText("\u2028", top)
                case "code_inline":
                    start = self._cursor.position()
                    self.insert(child.content, self._code_format(top))
                    written.chips.append((start - begin, self._cursor.position() - start))
                case "image":
                    start = self._cursor.position()
                    self.insert(image_text(child), self._image_format(child, top))
                    written.chips.append((start - begin, self._cursor.position() - start))
                case "math_inline":
                    written.pending |= self._formula(child, top)
                case "footnote_ref":
                    self._cursor.insertText(footnote_mark(child), self._footnote_format(top))
                case _ if child.nesting > 0:
                    stack.append(self._opened(child, top))
                case _ if child.nesting < 0 and len(stack) > 1:
                    stack.pop()
                case _:
                    pass
        written.marks.append(_Mark(len(children), self._cursor.position(), len(written.chips)))
        block = self._cursor.blockFormat()
        if written.chips or block.hasProperty(CHIPS):
            block.setProperty(CHIPS, ",".join(f"{start}:{length}" for start, length in written.chips))
            self._cursor.setBlockFormat(block)

    def _opened(self, token: Token, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        match token.type:
            case "strong_open":
                made.setFontWeight(QFont.Weight.DemiBold)
            case "em_open":
                made.setFontItalic(True)
            case "s_open":
                made.setFontStrikeOut(True)
                made.setForeground(QColor(self._styles.colors.text_muted))
            case "link_open":
                made.setAnchor(True)
                made.setAnchorHref(str(token.attrGet("href") or ""))
                made.setForeground(QColor(self._styles.colors.accent))
                made.setFontUnderline(True)
                made.setUnderlineColor(QColor(self._styles.colors.selection))
            case _:
                pass
        return made

    def _code_format(self, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        mono = QFont(self._styles.mono)
        mono.setWeight(base.font().weight())
        mono.setPointSizeF(base.font().pointSizeF() * 0.92)
        made.setFont(mono)
        if base.isAnchor():
            made.setFontUnderline(True)
        return made

    def _formula(self, token: Token, base: QTextCharFormat) -> bool:
        """Write a formula; whether it is still being made."""
        from gui.transcript.formulas import insert_formula  # late: most answers have none

        display = bool(token.meta.get("display"))
        return insert_formula(self._cursor, token.content, source_of(token), base, self._styles, display=display)

    def _footnote_format(self, base: QTextCharFormat) -> QTextCharFormat:
        made = QTextCharFormat(base)
        made.setForeground(QColor(self._styles.colors.accent))
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def _image_format(self, token: Token, base: QTextCharFormat) -> QTextCharFormat:
        """An image is a button with its address: nothing is fetched unless the reader asks a browser to."""
        made = QTextCharFormat(base)
        made.setForeground(QColor(self._styles.colors.text_muted))
        source = str(token.attrGet("src") or "")
        if source.lower().startswith(("http://", "https://")) and not base.isAnchor():
            made.setAnchor(True)
            made.setAnchorHref(source)
            made.setForeground(QColor(self._styles.colors.accent))
        return made
