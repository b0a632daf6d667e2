"""Formulas: `$…$`, `\\(…\\)` in a line, `$$…$$`, `\\[…\\]` displayed.

A formula counts once it is closed; before that it is text like any other. Code spans win over formulas. A dollar sign
opens only directly before and closes only directly behind something that is no space, and what closes has no digit
behind it: "$5 and $10" is text, and a Korean particle may follow the formula at once. Where it opens a line and ends
one, with no blank line in between, a displayed formula is a block, whatever its lines begin with (`+ b` is no list).

The parsers at hand take more than this, or stop at the first line that looks like a list.
"""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, backtick

LONGEST_INLINE: Final = 1_000  # characters in a line of text: an old dollar sign opens nothing any more
LONGEST_FORMULA: Final = 200  # lines of a block
UNDECIDED: Final = "undecided"  # where the parser's environment says which line may yet begin a formula
OPEN: Final = "open"  # where it is told, if it has this, that a formula in a line may yet be closed

_CLOSINGS: Final = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_MARKS: Final = re.compile(r"\\.|\$+|`", re.DOTALL)
_FENCE: Final = re.compile(r"```|~~~")


def formula(state: StateInline, silent: bool) -> bool:
    """The inline rule: pushes a token `math_inline` with the LaTeX as its content, `markup` what opens it, `info` what
    closes it, and whether it is displayed in its meta."""
    opening = _opening(state.src, state.pos, state.posMax)
    if opening == "":
        return False
    if opening not in _CLOSINGS:  # three dollar signs or more
        return _as_text(state, opening, silent)
    begin = state.pos + len(opening)
    end = _end(state, opening, begin)
    content = state.src[begin:end] if end >= 0 else ""
    if not content.strip(" \n\\"):
        return _as_text(state, opening, silent)
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup, token.info = content, opening, _CLOSINGS[opening]
        token.meta = {"display": opening in ("$$", "\\[")}
    state.pos = end + len(opening)
    return True


def _opening(src: str, pos: int, maximum: int) -> str:
    if src[pos] == "$":
        end = pos + 1
        while end < maximum and src[end] == "$":
            end += 1
        return src[pos:end]
    opening = src[pos : min(pos + 2, maximum)]
    return opening if opening in _CLOSINGS else ""


def _as_text(state: StateInline, opening: str, silent: bool) -> bool:
    if opening[0] != "$":
        return False  # an escape
    if not silent:
        state.append_pending(opening)
    state.pos += len(opening)
    return True


def _end(state: StateInline, opening: str, begin: int) -> int:
    """Where the formula that begins at `begin` is closed, or -1."""
    src, maximum = state.src, min(state.posMax, begin + LONGEST_INLINE)
    if opening == "$" and src[begin : begin + 1].strip() == "":
        return -1
    pos = begin
    while found := _MARKS.search(src, pos, maximum):
        mark, pos = found[0], found.end()
        if mark == _CLOSINGS[opening]:
            closes = opening != "$" or not (src[found.start() - 1].isspace() or _is_digit(src[pos : pos + 1]))
            return found.start() if closes else -1
        if mark[0] == "$" and opening == "$":
            return -1
        if mark == "`":
            pos = _behind_backticks(state, found.start())
            if pos < 0:
                return -1
    if maximum < begin + LONGEST_INLINE and OPEN in state.env:
        state.env[OPEN] = True
    return -1


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _behind_backticks(state: StateInline, start: int) -> int:
    """Behind the backticks at `start`, or -1 if they begin a code span."""
    before, state.pos = state.pos, start
    backtick(state, True)
    end, state.pos = state.pos, before
    return end if state.src[start:end].strip("`") == "" else -1


def formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The block rule: pushes a token `math_block` at the top level, and a paragraph of one formula inside others."""
    if state.is_code_block(start_line) or state.sCount[start_line] < state.blkIndent:
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    opening = _opening(state.src, begin, state.eMarks[start_line]) if begin < state.eMarks[start_line] else ""
    if opening not in ("$$", "\\["):
        return False
    lines = _block_lines(state, start_line, end_line, opening)
    content = "\n".join(lines).strip()
    if not content.strip(" \n\\"):
        return False
    if not silent:
        state.line = start_line + len(lines)
        _push(state, opening, content, [start_line, state.line])
    return True


def _block_lines(state: StateBlock, start_line: int, end_line: int, opening: str) -> list[str]:
    """The lines of the formula without what opens and closes it; empty where it is none."""
    lines: list[str] = []
    for line in range(start_line, min(end_line, start_line + LONGEST_FORMULA)):
        begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if line == start_line:
            begin += len(opening)
        elif state.isEmpty(line) or state.sCount[line] < state.blkIndent or _FENCE.match(state.src, begin):
            return []
        for found in _MARKS.finditer(state.src, begin, end):
            if found[0] == _CLOSINGS[opening]:
                lines.append(state.src[begin : found.start()])
                return lines if not state.src[found.end() : end].strip() else []
        lines.append(state.src[begin:end])
    if state.level == 0 and len(lines) < LONGEST_FORMULA:
        state.env[UNDECIDED] = min(start_line, state.env.get(UNDECIDED, start_line))
    return []


def _push(state: StateBlock, opening: str, content: str, lines: list[int]) -> None:
    if state.level == 0:
        token = state.push("math_block", "math", 0)
        token.content, token.markup, token.info = content, opening, _CLOSINGS[opening]
        token.map = lines
        return
    token = state.push("paragraph_open", "p", 1)
    token.map = lines
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = f"{opening}{content}{_CLOSINGS[opening]}", lines, []
    state.push("paragraph_close", "p", -1)
