"""What a search shows of a message: which of its texts has the words, and a piece of it around them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from core.conversations.words import Query, Span, composed, spans

_BEFORE: Final = 48  # letters that are shown before the first hit
_LONGEST: Final = 220
_AROUND: Final = 2_000  # letters that are looked at around it: runs of spaces become one
_MANY: Final = 200  # hits after which a text counts as looked through


class Where(StrEnum):
    """Which text of a conversation was found."""

    TITLE = "title"
    QUESTION = "question"
    ANSWER = "answer"
    REASONING = "reasoning"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, in one line, and the places in it that were asked for."""

    where: Where
    text: str
    ranges: tuple[Span, ...] = ()


def texts(data: str) -> list[tuple[Where, str]]:
    """The texts of a stored message. Never raises: what cannot be read has none."""
    try:
        message = json.loads(data)
        said = Where.QUESTION if message["role"] == "user" else Where.ANSWER
        found = [_text(part, said) for part in message["parts"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
    return [(where, text) for where, text in found if text]


def _text(part: dict[str, Any], said: Where) -> tuple[Where, str]:
    match part.get("type"):
        case "reasoning_part":
            return Where.REASONING, str(part.get("text") or "")
        case "tool_call_part":
            return Where.TOOL, f"{part.get('name') or ''} {_readable(str(part.get('arguments_text') or ''))}".strip()
        case "tool_result_part":
            return Where.TOOL, _readable(str(part.get("text") or ""))
        case "attachment_part":
            return said, str(part.get("name") or "")
        case _:
            return said, str(part.get("text") or "")


def _readable(text: str) -> str:
    """JSON with its letters written out, as a person would look for them."""
    if "\\u" not in text:
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def excerpt(found: list[tuple[Where, str]], query: Query) -> Excerpt:
    """The best piece of a message's texts: of the one that has the most of what was asked for."""
    best: tuple[int, Where, str, int] | None = None
    for where, text in found:
        whole = composed(text)
        hits = spans(whole, query.wanted)[:_MANY]
        count = len({number for _, number in hits})
        if count and (best is None or count > best[0]):
            best = (count, where, whole, hits[0][0][0])
    if best is None:
        where, text = found[0] if found else (Where.ANSWER, "")
        return Excerpt(where, _line(text[:_AROUND])[:_LONGEST])
    _, where, text, at = best
    return _piece(where, text, at, query)


def whole(where: Where, text: str, query: Query) -> Excerpt:
    """All of a short text, such as a title."""
    line = _line(composed(text))
    return Excerpt(where, line, tuple(place for place, _ in spans(line, query.wanted)))


def _piece(where: Where, text: str, at: int, query: Query) -> Excerpt:
    start = max(0, at - _AROUND)
    before, after = _line(text[start:at]), _line(text[at : at + _AROUND])
    gap = " " if before and text[at - 1].isspace() else ""
    line, first = before + gap + after, len(before) + len(gap)
    begin = max(0, first - _BEFORE)
    if begin:
        space = line.find(" ", begin, first)
        begin = space + 1 if space >= 0 else begin
    end = min(len(line), begin + _LONGEST)
    if end < len(line):
        space = line.rfind(" ", first + 1, end)
        end = space if space > end - 40 else end
    head = "…" if begin or start else ""
    tail = "…" if end < len(line) or at + _AROUND < len(text) else ""
    shift = len(head) - begin
    ranges = tuple(
        (max(left, begin) + shift, min(right, end) + shift)
        for (left, right), _ in spans(line, query.wanted)
        if right > begin and left < end
    )
    return Excerpt(where, f"{head}{line[begin:end]}{tail}", ranges)


def _line(text: str) -> str:
    return " ".join(text.split())
