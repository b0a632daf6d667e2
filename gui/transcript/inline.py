"""Inline Markdown to the letters of a document: emphasis, links, code; an image is a button with its address.

What stands at the beginning of a long paragraph rarely changes while its end grows: `Written` remembers where in the
document each child began, so that only what follows the unchanged ones is written again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor

from core.markdown.foreign import runs
from gui.transcript.emblem import insert_emblem
from gui.transcript.plain import IMAGE, footnote_mark, image_words, source_of
from gui.transcript.seams import PART, cut, is_long
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
    """Inline content as it stands in a document: in one text block, or in several where it is long (see `seams`)."""

    base: QTextCharFormat
    kept_position: int = 0  # in the document: from here on it was written last
    marks: list[_Mark] = field(default_factory=list)
    chips: list[tuple[int, int]] = field(default_factory=list)  # start in the document, length
    pending: bool = False  # a formula in it is still being made
    added: list[int] = field(default_factory=list)  # positions that stand for nothing

    def shift(self, added: list[int]) -> None:
        """Positions were added to the document, at these places and in this order."""
        for place in added:
            self.added.append(place)
            self.marks = [replace(mark, position=mark.position + (mark.position > place)) for mark in self.marks]
            self.chips = [
                (start + (start >= place), length + (start < place < start + length)) for start, length in self.chips
            ]


class InlineWriter:
    """Writes at a cursor; hidden characters become marks, an image an icon and its words. With `cutting`, long content
    is cut on the way, as it is laid out: it stands at the end of a document then, which knows its width."""

    def __init__(self, styles: Styles, cursor: QTextCursor, *, cutting: bool = False) -> None:
        self._styles = styles
        self._cursor = cursor
        self._cutting = cutting

    def write(self, children: list[Token], base: QTextCharFormat) -> Written:
        """Write all of it behind the cursor."""
        written = Written(base)
        self._write(children, 0, written)
        return written

    def rewrite(self, children: list[Token], kept: int, same: int, written: Written) -> None:
        """Bring the end up to date: the first `kept` children stand there already, and `same` letters of the next one,
        which was the last."""
        cursor = self._cursor
        if same and len(written.marks) > 1 and written.marks[-2].child == kept and _apart(children[kept].content, same):
            written.marks.pop()
            cursor.movePosition(QTextCursor.MoveOperation.End)
            written.kept_position = cursor.position()
            self._text(children[kept].content[same:], written.base, written)
            self._write(children, kept + 1, written)
            return
        while len(written.marks) > 1 and written.marks[-1].child > kept:
            written.marks.pop()
        mark = written.marks.pop()
        del written.chips[mark.chips :]
        written.added = [place for place in written.added if place < mark.position]
        written.kept_position = mark.position
        remove_from(cursor, mark.position)
        self._write(children, mark.child, written)

    def insert(self, text: str, base: QTextCharFormat) -> None:
        """Words that came from outside."""
        for run, is_mark in runs(text):
            self._cursor.insertText(run.replace("\n", "\u2028"), self._styles.mark_format(base) if is_mark else base)

    def _text(self, text: str, base: QTextCharFormat, written: Written) -> None:
        if not self._cutting:
            self.insert(text, base)
            return
        for start in range(0, len(text), PART):
            self.insert(text[start : start + PART], base)
            self._cut(written)

    def _cut(self, written: Written) -> None:
        """Lay out what was written, and cut it where it is long."""
        if self._cutting and is_long(self._cursor.block()):
            first = self._cursor.block().position()
            self._cursor.endEditBlock()
            written.shift(cut(self._cursor.document()))
            self._cursor.beginEditBlock()
            self._show_chips(first, written)

    def _write(self, children: list[Token], first: int, written: Written) -> None:
        stack = [written.base]
        begin = self._cursor.block().position()
        for number in range(first, len(children)):
            child, top = children[number], stack[-1]
            if len(stack) == 1:
                written.marks.append(_Mark(number, self._cursor.position(), len(written.chips)))
            match child.type:
                case "text" | "html_inline":
                    self._text(child.content, top, written)
                case "softbreak":
                    self._cursor.insertText(" ", top)
                case "hardbreak":
                    self._cursor.insertText("\u2028", top)
                case "code_inline":
                    start = self._cursor.position()
                    self.insert(child.content, self._code_format(top))
                    written.chips.append((start, self._cursor.position() - start))
                case "image":
                    start = self._cursor.position()
                    shape = self._image_format(child, top)
                    insert_emblem(self._cursor, "picture", IMAGE, shape, self._styles.theme)
                    self.insert(f" {image_words(child)}", shape)
                    written.chips.append((start, self._cursor.position() - start))
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
        self._cut(written)
        written.marks.append(_Mark(len(children), self._cursor.position(), len(written.chips)))
        self._show_chips(begin, written)

    def _show_chips(self, begin: int, written: Written) -> None:
        """Tell the blocks from position `begin` on where inline code stands in them."""
        block = self._cursor.document().findBlock(begin)
        last = self._cursor.blockNumber()
        while block.isValid() and block.blockNumber() <= last:
            start, stop = block.position(), block.position() + block.length()
            shown: list[str] = []
            for chip, length in written.chips[max(0, bisect_right(written.chips, (start, 0)) - 1) :]:
                if chip >= stop:
                    break
                if chip + length > start:
                    shown.append(f"{max(chip, start) - start}:{min(chip + length, stop) - max(chip, start)}")
            shape, text = block.blockFormat(), ",".join(shown)
            if text != str(shape.property(CHIPS) or ""):
                shape.setProperty(CHIPS, text) if text else shape.clearProperty(CHIPS)
                QTextCursor(block).setBlockFormat(shape)
            block = block.next()

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
        from gui.transcript.insets import insert_formula  # late: most answers have none

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


def remove_from(cursor: QTextCursor, position: int) -> None:
    """Remove what stands behind a position; the block there keeps its form, which Qt gives up where it has no words."""
    cursor.setPosition(position)
    shape = cursor.blockFormat()
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if cursor.blockFormat() != shape:
        cursor.setBlockFormat(shape)


def _apart(text: str, place: int) -> bool:
    """Whether what stands from `place` on looks the same without what is before it: it does, but inside a flag."""
    return place < len(text) and text[place] < "\U000e0000" and text[place - 1] != "\U0001f3f4"
