"""Colours of code, by Pygments, line by line while it grows.

The lexer's rules are walked here, so that lexing can go on from the start of a line instead of from the start of the
code: a growing block costs what its last lines cost. What a construct over many lines looks like is certain only once
all of it is there, so the whole is lexed once more when the block is closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gui.theme.tokens import Colors

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]  # Pygments ships no types

_BACK_LINES = 6  # how many lines behind the end are lexed again when more comes
_SLICE_LINES = 120  # how many lines are lexed at a time
Span = tuple[int, int, str]  # start, end, colour


@lru_cache(maxsize=64)
def lexer_for(language: str) -> Lexer | None:
    """The lexer of a language by its name; None where there is none. Never guesses."""
    if not language:
        return None
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # late: 30 ms, and often not needed
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        lexer = get_lexer_by_name(language.lower().strip("{}."))
    except ClassNotFound:
        return None
    return lexer if hasattr(lexer, "_tokens") else None


class Highlighter:
    """`run` lexes the next lines of the code as it is now; call it again while it stops before the end."""

    def __init__(self, language: str, colors: Colors) -> None:
        self._lexer = lexer_for(language)
        self._palette = _palette(colors)
        self._colors: dict[Any, str] = {}  # of the token types met so far
        self._marks: list[tuple[int, tuple[str, ...]]] = [(0, ("root",))]  # line starts and the lexer's state there
        self._reached_end = False
        self._final = False
        self._limit = 0  # the number of marks at which a slice ends

    @property
    def active(self) -> bool:
        return self._lexer is not None

    def run(self, text: str, *, final: bool) -> tuple[int, int, list[Span]]:
        """Where it began, where it stopped, and the coloured spans between. With `final` no more text will come."""
        if self._lexer is None:
            return len(text), len(text), []
        if final and not self._final:
            self._final = True
            if self._reached_end:  # what was lexed while it grew is checked against the whole
                del self._marks[1:]
        elif self._reached_end:
            del self._marks[max(1, len(self._marks) - _BACK_LINES) :]
        start, state = self._marks[-1]
        spans: list[Span] = []
        for begin, kind, value in self._walk(text, start, state):
            color = self._color(kind)
            if color and not value.isspace():
                spans.append((begin, begin + len(value), color))
        self._reached_end = len(self._marks) - 1 < self._limit
        return start, len(text) if self._reached_end else self._marks[-1][0], spans

    def _walk(self, text: str, start: int, state: tuple[str, ...]) -> Iterator[tuple[int, Any, str]]:
        """What `RegexLexer.get_tokens_unprocessed` does, from `start` on and with the states at line starts kept."""
        from pygments.token import Whitespace, _TokenType  # type: ignore[import-untyped]

        rules: dict[str, Any] = self._lexer._tokens if self._lexer is not None else {}
        stack, position, end = list(state), start, len(text)
        self._limit = len(self._marks) - 1 + _SLICE_LINES
        while position < end:
            if position > self._marks[-1][0] and text[position - 1] == "\n":
                self._marks.append((position, tuple(stack)))
                if len(self._marks) - 1 >= self._limit:
                    return
            for match, action, new_state in rules[stack[-1]]:
                found = match(text, position)
                if not found:
                    continue
                if action is not None:
                    if type(action) is _TokenType:
                        yield position, action, found.group()
                    else:
                        yield from action(self._lexer, found)
                position = found.end()
                if new_state is not None:
                    _move(stack, new_state)
                break
            else:
                if text[position] == "\n":
                    stack = ["root"]
                    yield position, Whitespace, "\n"
                position += 1

    def _color(self, kind: Any) -> str:
        color = self._colors.get(kind)
        if color is None:
            parent = kind
            while parent is not None and str(parent) not in self._palette:
                parent = parent.parent
            color = self._colors[kind] = self._palette.get(str(parent), "")
        return color


def _move(stack: list[str], new_state: Any) -> None:
    """Change the stack of states as a rule says."""
    if isinstance(new_state, tuple):
        for state in new_state:
            if state == "#pop":
                if len(stack) > 1:
                    stack.pop()
            elif state == "#push":
                stack.append(stack[-1])
            else:
                stack.append(state)
    elif isinstance(new_state, int):
        if abs(new_state) >= len(stack):
            del stack[1:]
        else:
            del stack[new_state:]
    elif new_state == "#push":
        stack.append(stack[-1])


@lru_cache(maxsize=4)
def _palette(colors: Colors) -> dict[str, str]:
    """Colours by the names of Pygments' token types; a type without one takes its parent's."""
    return {
        "Token": "",
        "Token.Keyword": colors.syntax_keyword,
        "Token.Operator.Word": colors.syntax_keyword,
        "Token.Literal.String": colors.syntax_string,
        "Token.Literal.String.Interpol": colors.syntax_number,
        "Token.Literal.Number": colors.syntax_number,
        "Token.Keyword.Constant": colors.syntax_number,
        "Token.Comment": colors.syntax_comment,
        "Token.Comment.Preproc": colors.syntax_type,
        "Token.Name.Function": colors.syntax_function,
        "Token.Name.Builtin": colors.syntax_function,
        "Token.Name.Tag": colors.syntax_keyword,
        "Token.Name.Attribute": colors.syntax_function,
        "Token.Name.Class": colors.syntax_type,
        "Token.Name.Decorator": colors.syntax_type,
        "Token.Name.Exception": colors.syntax_type,
        "Token.Keyword.Type": colors.syntax_type,
        "Token.Generic.Inserted": colors.syntax_string,
        "Token.Generic.Deleted": colors.failed,
        "Token.Generic.Heading": colors.syntax_function,
    }
