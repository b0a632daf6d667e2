"""Colours of code on paper: HTML of our own making, with a span around each coloured stretch of its blocks of code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from gui.theme.tokens import LIGHT
from gui.transcript.highlight import Highlighter, Span
from gui.transcript.lexers import load

_BLOCK: Final = re.compile(r'(<div class="language">([^<]*)</div><pre tabindex="0"><code>)([^<]*)(</code></pre>)')
_FENCE: Final = re.compile(r"^[ >]*(?:`{3,}|~{3,})[ \t]*([^\s`]{1,40})", re.MULTILINE)
_LONGEST: Final = 200_000  # letters of a block; a longer one stays in one colour


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The languages that blocks of code in Markdown name."""
    return tuple(dict.fromkeys(found for text in texts for found in _FENCE.findall(text)))


def learn(languages: Iterable[str]) -> None:
    """Make what colours them need, which takes a while for each."""
    for language in languages:
        load(language)


def coloured(made: str) -> str:
    """The same with colours."""
    return _BLOCK.sub(_colour, made)


def _colour(block: re.Match[str]) -> str:
    before, language, escaped, after = block.groups()
    text = html.unescape(escaped)
    if len(text) > _LONGEST:
        return block[0]
    load(html.unescape(language))
    parts: list[str] = []
    at = 0
    for start, end, color in _spans(text, html.unescape(language)):
        parts += html.escape(text[at:start]), f'<span style="color: {color}">{html.escape(text[start:end])}</span>'
        at = end
    return f"{before}{''.join(parts)}{html.escape(text[at:])}{after}"


def _spans(text: str, language: str) -> Iterator[Span]:
    """In their order, none over another."""
    highlighter, at, reached = Highlighter(language, LIGHT), 0, 0
    while at < len(text):
        began, at, spans = highlighter.run(text, final=True)
        for start, end, color in spans:
            if start >= reached and start >= began:
                yield start, end, color
                reached = end
