"""A conversation as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from core.conversations.exporting.readable import File, Folded, Piece, Prose, Section


def text_lines(title: str, sections: Iterator[Section]) -> Iterator[str]:
    """The text in pieces, one after the other."""
    yield f"{title}\n{'=' * min(len(title), 72)}\n"
    for section in sections:
        yield f"\n{section.heading}\n{'-' * min(len(section.heading), 72)}\n"
        for piece in section.pieces:
            yield f"\n{_piece(piece)}\n"
        if section.ending:
            yield f"\n[{section.ending}]\n"


def _piece(piece: Piece) -> str:
    match piece:
        case Prose(text):
            return text.strip("\n")
        case Folded(title, text):
            indented = "\n".join(f"    {line}".rstrip() for line in text.strip("\n").split("\n"))
            return f"[{title}]\n{indented}"
        case File(part, title):
            return f"[{title} ({part.media_type}, {part.size} bytes)]"
