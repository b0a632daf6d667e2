"""Tells reasoning from text where a model writes both as text: `<think>…</think>` at the start of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

from core.messages import PartKind

Pieces = list[tuple[PartKind, str]]

_TAGS = {"<think>": "</think>", "<thinking>": "</thinking>", "<thought>": "</thought>"}


class _State(Enum):
    START = auto()  # nothing but white space, or the beginning of a tag
    INSIDE = auto()
    AFTER = auto()  # between the closing tag and the first letter of the answer
    PLAIN = auto()  # from here on everything is text


class ThinkTags:
    """Feed it text cut anywhere. Tags count only before the first letter of the answer; a later one is text. The white
    space around the tags is left out."""

    def __init__(self) -> None:
        self._state = _State.START
        self._held = ""
        self._closing = ""
        self._thought = False  # a letter of reasoning has been seen

    def feed(self, text: str) -> Pieces:
        if self._state is _State.PLAIN:
            return [(PartKind.TEXT, text)] if text else []
        self._held += text
        pieces: Pieces = []
        if self._state is _State.START:
            self._open(pieces)
        if self._state is _State.INSIDE:
            self._inside(pieces)
        if self._state is _State.AFTER:
            self._after(pieces)
        return pieces

    def saved(self) -> list[Any]:
        """How this stands, as JSON."""
        return [self._state.name, self._held, self._closing, self._thought]

    def restore(self, saved: Sequence[Any]) -> None:
        """Stand so again. Raises LookupError, TypeError or ValueError for what `saved` did not give."""
        state, self._held, self._closing, self._thought = saved
        self._state = _State[state]

    def flush(self) -> Pieces:
        """What is still held back when the answer ends or something else than text begins. Text after that is plain,
        unless a thought is still open."""
        held, self._held = self._held, ""
        if self._state is _State.INSIDE:
            return [(PartKind.REASONING, held)] if held else []
        after, self._state = self._state is _State.AFTER, _State.PLAIN
        return [(PartKind.TEXT, held)] if held and not after else []

    def _open(self, pieces: Pieces) -> None:
        begun = self._held.lstrip()
        for opening, closing in _TAGS.items():
            if begun.startswith(opening):
                self._state, self._closing, self._held = _State.INSIDE, closing, begun[len(opening) :]
                return
        if begun and not any(opening.startswith(begun) for opening in _TAGS):
            self._state = _State.PLAIN
            pieces.append((PartKind.TEXT, self._held))
            self._held = ""

    def _inside(self, pieces: Pieces) -> None:
        if not self._thought:
            self._held = self._held.lstrip()
        thought, closed, rest = self._held.partition(self._closing)
        if closed:
            self._state, self._held = _State.AFTER, rest
        else:
            kept = _overlap(thought, self._closing)
            thought, self._held = thought[: len(thought) - kept], thought[len(thought) - kept :]
        if thought:
            self._thought = True
            pieces.append((PartKind.REASONING, thought))

    def _after(self, pieces: Pieces) -> None:
        text, self._held = self._held.lstrip(), ""
        if text:
            self._state = _State.PLAIN
            pieces.append((PartKind.TEXT, text))


def _overlap(text: str, tag: str) -> int:
    """How many letters at the end of `text` may be the beginning of `tag`."""
    return next((size for size in range(min(len(text), len(tag) - 1), 0, -1) if text.endswith(tag[:size])), 0)
