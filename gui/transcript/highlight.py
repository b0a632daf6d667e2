"""Colours of code, by Pygments, line by line while it grows.

The rules of most lexers are walked here, so that lexing can go on from the start of a line instead of from the start of
the code: a growing block costs what its last lines cost. What a construct over many lines looks like is certain only
once all of it is there, so the whole is lexed once more when the block is closed. Lexers that are not made of such
rules (JSON, YAML, console sessions) start over instead, ever more rarely, a slice at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gui.theme.tokens import Colors
from gui.transcript.lexers import is_ready, lexer_for

if TYPE_CHECKING:
    from pygments.lexer import Lexer  # type: ignore[import-untyped]  # Pygments ships no types

_BACK_LINES = 6  # how many lines behind the end are lexed again when more comes
_SLICE_LINES = 40  # how many lines are lexed at a time
_SHORT = 4_000  # characters of code that may be lexed as a whole whenever it grows
_WORTH = 8  # longer code when an eighth of it is new
Span = tuple[int, int, str]  # start, end, colour


def _has_rules(lexer: Lexer) -> bool:
    """Whether `_walk` can do what this lexer does."""
    from pygments.lexer import DelegatingLexer, ExtendedRegexLexer, RegexLexer

    own = type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    return own and isinstance(lexer, RegexLexer) and not isinstance(lexer, ExtendedRegexLexer | DelegatingLexer)


class Highlighter:
    """`run` lexes the next lines of the code as it is now; call it again while it stops before the end."""

    def __init__(self, language: str, colors: Colors) -> None:
        self._language: str | None = language  # while its lexer is being made
        self._lexer: Lexer | None = None
        self._palette = _palette(colors)
        self._colors: dict[Any, str] = {}  # of the token types met so far
        self._marks: list[tuple[int, tuple[str, ...]]] = [(0, ("root",))]  # line starts and the lexer's state there
        self._reached_end = False
        self._final = False
        self._limit = 0  # the number of marks at which a slice ends
        self._rules = False
        self._whole: Iterator[tuple[int, Any, str]] | None = None  # a run through the whole code, not at its end yet
        self._source = ""  # what that run, or the last one, is of
        self._at = 0  # the line that it came to
        self._carried: list[Span] = []  # what it has of that line already

    def run(self, text: str, *, final: bool) -> tuple[int, int, list[Span]]:
        """Where it began, where it stopped, and the coloured spans between. With `final` no more text will come. It
        stops at once while its lexer is being made."""
        if self._language is not None:
            if not is_ready(self._language):
                return 0, 0, []
            self._lexer, self._language = lexer_for(self._language), None
            self._rules = self._lexer is not None and _has_rules(self._lexer)
        if self._lexer is None:
            return len(text), len(text), []
        if not self._rules:
            return self._run_whole(self._lexer, text, final=final)
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

    def _run_whole(self, lexer: Lexer, text: str, *, final: bool) -> tuple[int, int, list[Span]]:
        """The same for a lexer that must start over: what has been added since waits until it is worth that."""
        added = len(text) - len(self._source) if text.startswith(self._source) else len(text)
        if (self._whole is None and added and (final or added * _WORTH > len(text) or len(text) < _SHORT)) or (
            final and self._source != text
        ):
            self._whole, self._source, self._at = lexer.get_tokens_unprocessed(text), text, 0
            self._carried = []
        if self._whole is None:
            return len(text), len(text), []
        start, lines = self._at, 0
        spans, self._carried = self._carried, []
        for begin, kind, value in self._whole:
            color = self._color(kind)
            if color and not value.isspace():
                spans.append((begin, begin + len(value), color))
            lines += value.count("\n")
            if lines >= _SLICE_LINES:
                self._at = self._source.rfind("\n", 0, begin + len(value)) + 1
                self._carried = [span for span in spans if span[1] > self._at]  # of a line that is not whole yet
                return start, self._at, spans
        self._whole = None
        return start, len(text), spans

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
