"""The parser itself, with our rule for emphasis beside CJK letters (see `core.markdown.parser`, the door to it).

Importing this takes some 100 ms: markdown-it, and what it compiles for its first text. `parser` imports it late.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_CJK_RANGES = (
    (0x1100, 0x11FF),  # Hangul jamo
    (0x2E80, 0x2FDF),  # radicals
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3105, 0x312F),  # Bopomofo
    (0x3130, 0x318F),  # Hangul compatibility jamo
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),  # Hangul jamo extended
    (0xAC00, 0xD7FF),  # Hangul syllables
    (0xF900, 0xFAFF),
    (0xFF66, 0xFFDC),  # half-width forms
    (0x20000, 0x3FFFF),
)


def is_cjk(char: str) -> bool:
    """Whether `char` is a Chinese, Japanese or Korean letter."""
    code = ord(char)
    return code >= 0x1100 and any(first <= code <= last for first, last in _CJK_RANGES)


class _Inline(StateInline):
    """The state of inline parsing, with the rule for emphasis beside CJK letters."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        pos, maximum, marker = start, self.posMax, self.src[start]
        while pos < maximum and self.src[pos] == marker:
            pos += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[pos] if pos < maximum else " "
        before_space, after_space = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        before_mark, after_mark = _is_mark(before), _is_mark(after)
        opens = not after_space and (not after_mark or before_space or before_mark or is_cjk(before))
        closes = not before_space and (not before_mark or after_space or after_mark or is_cjk(after))
        can_open = opens and (canSplitWord or not closes or before_mark)
        can_close = closes and (canSplitWord or not opens or after_mark)
        return Scanned(can_open, can_close, pos - start)


def _is_mark(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class InlineParser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = InlineParser()
    parser.configure("commonmark", {"html": False, "linkify": True})
    parser.enable(["strikethrough", "linkify"])
    # Behind all other blocks, as on GitHub: what begins a fence or a list does not turn into the head of a table.
    parser.block.ruler.before("lheading", "late_table", table, {"alt": ["paragraph", "reference"]})
    parser.parse("https://example.org")  # compiles the patterns of addresses now, not in the middle of an answer
    return parser


PARSER: Final = _make_parser()
