"""Footnotes: `[^label]: text` defines one where it stands, `[^label]` refers to it.

A definition is a block around other blocks: further lines belong to it if they are indented by four columns or go on
with its paragraph. It is kept among the link definitions under a key that no link label can have, with a number: the
first definition is 1, the next 2. A reference to what is not defined is text.
"""

from __future__ import annotations

import re
from typing import Any, Final

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from core.markdown.parser import FOOTNOTE

_REFERENCE: Final = re.compile(r"\[\^([^\s\[\]]+)\]")
_DEFINITION: Final = re.compile(r"\[\^([^\s\[\]]+)\]:")
_INDENT: Final = 4


def _key(label: str) -> str:
    return FOOTNOTE + normalizeReference(label)


def reference(state: StateInline, silent: bool) -> bool:
    """The inline rule: pushes a token `footnote_ref` with the label as its content and the number in its meta."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    known: dict[str, Any] | None = state.env.get("references", {}).get(_key(found[1])) if found else None
    if found is None or known is None:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.content, token.markup, token.meta = found[1], found[0], {"number": known["number"]}
    state.pos = found.end()
    return True


def definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The block rule: pushes `footnote_open` and `footnote_close`, label and number in their meta, around what the
    footnote says."""
    begin, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    found = None if state.is_code_block(start_line) else _DEFINITION.match(state.src, begin, end)
    if found is None or silent:
        return found is not None
    known: dict[str, Any] = state.env.setdefault("references", {})
    number = 1 + sum(key.startswith(FOOTNOTE) for key in known)
    number = known.setdefault(_key(found[1]), {"number": number})["number"]
    token = state.push("footnote_open", "", 1)
    token.meta = {"label": found[1], "number": number}
    token.map = lines = [start_line, 0]
    _inside(state, start_line, end_line, found.end())
    lines[1] = state.line
    token = state.push("footnote_close", "", -1)
    token.meta = {"label": found[1], "number": number}
    return True


def _inside(state: StateBlock, start_line: int, end_line: int, pos: int) -> None:
    """Parse what stands behind the colon at `pos` and the indented lines below."""
    before = state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType
    column = state.sCount[start_line] + pos - state.bMarks[start_line] - state.tShift[start_line]
    text, offset = pos, column
    while text < state.eMarks[start_line] and state.src[text] in " \t":
        offset += 4 - (offset + state.bsCount[start_line]) % 4 if state.src[text] == "\t" else 1
        text += 1
    state.blkIndent += _INDENT
    state.bMarks[start_line], state.tShift[start_line] = pos, text - pos
    state.sCount[start_line] = state.blkIndent  # blanks behind the colon are no indentation
    state.parentType = "footnote"
    state.md.block.tokenize(state, start_line, end_line)
    state.blkIndent -= _INDENT
    state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line], state.parentType = before
