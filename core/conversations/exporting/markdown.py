"""A conversation as Markdown: a heading for each message, what the model wrote untouched, the rest folded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from core.conversations.exporting.readable import File, Folded, Piece, Prose, Section

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&$!])")
_DETAILS: Final = re.compile(r"<(?=/?(?:details|summary)\b)", re.IGNORECASE)


def markdown_lines(title: str, sections: Iterator[Section]) -> Iterator[str]:
    """The text in pieces, one after the other."""
    yield f"# {_escaped(title)}\n"
    for section in sections:
        yield f"\n## {_escaped(section.heading)}\n"
        for piece in section.pieces:
            yield f"\n{_piece(piece)}\n"
        if section.ending:
            yield f"\n> {_escaped(section.ending)}\n"


def fenced(text: str, language: str = "") -> str:
    """`text` as a block of code that nothing in it ends."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{fence}"


def _piece(piece: Piece) -> str:
    match piece:
        case Prose(text):
            return text.strip("\n")
        case Folded(title, text, code, language):
            content = fenced(text, language) if code else _DETAILS.sub("&lt;", text.strip("\n"))
            return f"<details>\n<summary>{html.escape(title)}</summary>\n\n{content}\n\n</details>"
        case File(part, title):
            return f"*{_escaped(title)}* ({_escaped(part.media_type)}, {part.size} bytes)"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
