"""The parser itself, with our rules for emphasis beside CJK letters, formulas and footnotes.

See `core.markdown.parser`, the door to it. Importing this takes some 100 ms: markdown-it, and what it compiles for its
first text. `parser` imports it late.
"""

from __future__ import annotations

import re
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block.table import table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from core.markdown import footnotes, math
from core.markdown.links import WordLinks
from core.markdown.math import OPEN

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
    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = re.compile(r"[\n!$&*:<\[\\\]_`~]")  # where our rules begin; all else is passed over fast

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _Inline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        if OPEN in env and _is_open(state):
            env[OPEN] = True
        return state.tokens


def _is_open(state: StateInline) -> bool:
    """Whether emphasis, a bracket or a code span has begun and not ended. (Of formulas, `math` tells.)"""
    if any(mark.open and mark.end < 0 for mark in state.delimiters):
        return True
    brackets = links = 0
    for token in state.tokens:
        if token.type in ("link_open", "link_close"):
            links += token.nesting
        elif token.type == "text" and not links:
            if "`" in token.content or "](" in token.content:
                return True
            for mark in _BRACKET.findall(token.content):
                brackets = brackets + 1 if mark == "[" else max(0, brackets - 1)
    return brackets > 0


_BRACKET: Final = re.compile(r"[\[\]]")


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = InlineParser()
    parser.linkify = WordLinks()
    parser.configure("commonmark", {"html": False, "linkify": True, "maxNesting": 100})
    parser.enable(["strikethrough", "linkify"])
    # Behind all other blocks, as on GitHub: what begins a fence or a list does not turn into the head of a table.
    parser.block.ruler.before("lheading", "late_table", table, {"alt": ["paragraph", "reference"]})
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("reference", "footnote", footnotes.definition, ends)
    parser.block.ruler.before("fence", "formula", math.formula_block, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "footnote", footnotes.reference)
    parser.inline.ruler.before("escape", "formula", math.formula)
    # Compiles the patterns of addresses now, not in the middle of an answer.
    parser.parse("https://example.org, example.org, 127.0.0.1 and somebody@example.org")
    return parser


PARSER: Final = _make_parser()


def parse_inline(content: str, references: dict[str, Any]) -> tuple[list[Token], bool]:
    """The inline tokens of `content`, and whether what follows it could still change them."""
    inline = Token("inline", "", 0)
    inline.content, inline.children = content, []
    state = StateCore(content, PARSER, {"references": references, OPEN: False})
    state.tokens = [inline]
    for rule in _INLINE_RULES:
        rule(state)
    return inline.children, state.env[OPEN]


_INLINE_RULES: Final = [
    rule
    for name, rule in zip(PARSER.core.ruler.get_active_rules(), PARSER.core.ruler.getRules(""), strict=True)
    if name not in ("normalize", "block")
]
