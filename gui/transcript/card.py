"""What the card of a tool call says below its line, part by part: the same for the screen, for find and for copies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from core.markdown.foreign import visible
from gui.transcript import words
from gui.transcript.content import State, ToolCard

LONGEST: Final = 20_000  # characters of one part that are shown in a card; a button shows the rest
_SHORT: Final = 60  # characters of JSON that stay on one line
_LONGEST_JSON: Final = 200_000  # characters of JSON that are set in lines
MOST_ROWS: Final = 50  # of a table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a card: `kind` is "origin", "arguments", "changed", "question", "output", "result" or "table". `plain`:
    in the colour of text, because somebody has to read it now."""

    kind: str
    text: str
    heading: str = ""
    failed: bool = False
    cut: bool = False
    plain: bool = False


def sections(card: ToolCard) -> tuple[Section, ...]:
    """The parts of an open card, in order."""
    found: list[Section] = []
    asked = card.state is State.WAITING and card.question is None
    origin = words.origin_text(card)
    if origin and asked:
        found.append(Section("origin", origin))
    changed = card.ran_with is not None
    arguments = card.arguments.text
    text = indented(arguments) if card.arguments.finished else visible(arguments)
    if text:
        found.append(_section("arguments", text, words.card_heading("arguments") if changed else "", plain=asked))
    if card.ran_with is not None:
        found.append(_section("changed", indented(card.ran_with), words.card_heading("changed")))
    if card.question is not None:
        found.append(_section("question", visible(card.question.text), words.card_heading("question")))
    output = card.output.text.rstrip("\n") if card.output is not None else ""
    if output:
        found.append(_section("output", visible(output), words.card_heading("output"), tail=card.running))
    if card.table is not None and card.table.columns:
        found.append(Section("table", table_text(card), cut=len(card.table.rows) > MOST_ROWS))
    elif card.result is not None:
        text = indented(card.json_text) if card.json_text else indented(card.result)
        heading = words.card_heading("result") if output or changed else ""
        found.append(_section("result", text, heading, failed=card.state is State.FAILED))
    return tuple(found)


def _section(
    kind: str, text: str, heading: str = "", *, failed: bool = False, tail: bool = False, plain: bool = False
) -> Section:
    left = len(text) - LONGEST
    if left <= 0:
        return Section(kind, text, heading, failed, plain=plain)
    more = words.cut_text(left)
    part = f"{more}\n{text[-LONGEST:]}" if tail else f"{text[:LONGEST]}\n{more}"
    return Section(kind, part, heading, failed, cut=True, plain=plain)


@lru_cache(maxsize=64)
def indented(text: str) -> str:
    """JSON objects and lists in lines, indented, unless they are short; any other text as it is. Hidden characters as
    marks."""
    start = text.lstrip()[:1]
    if start in ("{", "[") and _SHORT < len(text) <= _LONGEST_JSON:
        try:
            return visible(json.dumps(json.loads(text, object_pairs_hook=_told_apart), ensure_ascii=False, indent=2))
        except (ValueError, RecursionError):
            pass
    return visible(text)


def _told_apart(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one that says the same name twice is shown to the letter instead."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def table_text(card: ToolCard) -> str:
    """The table as lines with tabs, as far as it is shown."""
    table = card.table
    if table is None:
        return ""
    rows = (table.columns, *table.rows[:MOST_ROWS])
    return "\n".join("\t".join(cell_text(cell) for cell in row[: len(table.columns)]) for row in rows)


def cell_text(cell: str) -> str:
    return visible(cell).replace("\n", " ").replace("\t", " ")


def card_text(card: ToolCard) -> str:
    """The parts as one text."""
    return "\n".join(f"{part.heading}\n{part.text}" if part.heading else part.text for part in sections(card))
