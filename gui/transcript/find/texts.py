"""What a reader can find in a message: its text piece by piece, as the documents will show it, without building them.

A piece's text here and the document of the same piece hold the same lines of words in the same order. So hit number n
of one is hit number n of the other, and a message far from the screen can be searched, counted and jumped to.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.markdown.foreign import visible
from core.markdown.parser import References, parse_blocks
from core.markdown.splitter import Block, BlockKind, Splitter
from gui.transcript import words
from gui.transcript.blocks.grid import ROWS
from gui.transcript.blocks.listing import LINES
from gui.transcript.card import card_text
from gui.transcript.content import (
    Attached,
    Content,
    ErrorStrip,
    FinishNote,
    GrowingText,
    Item,
    Note,
    Prose,
    Reasoning,
    Refusal,
    RoundsQuestion,
    StopMark,
    ToolCard,
    UserText,
    is_continued,
)
from gui.transcript.find.pattern import Pattern
from gui.transcript.plain import inline_text, source_of
from gui.transcript.units import Excerpt, Unit, units

if TYPE_CHECKING:
    from markdown_it.token import Token

    from core.messages import AttachmentPart

_STRETCH: Final = 16_384  # characters that are looked at in one go
_SPLIT: Final = 2_048  # and those that are split into blocks, which takes longer
_PLAIN: Final = re.compile(
    r"""[^\W\d_](?:[^\W_]|[ ,.;?!'"()]|(?<! )\n(?=[^\W\d_]))*(?<! )"""
)  # a paragraph without marks
_MOST_PLACES: Final = 256  # of a piece's hits that are told apart in the scroll bar
_TASKS: Final = ("[ ] ", "[x] ", "[X] ")


@dataclass(frozen=True, slots=True)
class PieceHits:
    """The hits of one piece. `places` are fractions of the piece's text; `top` and `bottom` of the message's."""

    block: int
    piece: int
    count: int
    places: tuple[float, ...]
    top: float
    bottom: float


@dataclass(slots=True)
class Memory:
    """What was read of a text that still grows, so that only what is new is read again: the words of its parts as far
    as they were needed, and what was found in each of its pieces."""

    source: GrowingText
    pattern: Pattern | None = None
    references: int = 0
    words: dict[Excerpt | Unit, str] = field(default_factory=dict)
    found: dict[Unit, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whole:
    """The words of a finished text, piece by piece, and how long the source of each is. Few objects: there may be very
    many texts."""

    source: GrowingText
    texts: tuple[str, ...]
    sizes: tuple[int, ...]


Memories = dict[tuple[str, int], Memory | Whole]  # by message and block


@dataclass(slots=True)
class _Tally:
    """The hits of a message while it is searched."""

    size: int = 0  # of the text so far
    found: list[tuple[int, int, tuple[int, ...], int, int]] = field(default_factory=list)

    def add(self, block: int, piece: int, places: Iterable[int], size: int) -> None:
        places = tuple(places)
        if places:
            self.found.append((block, piece, places, self.size, size))
        self.size += size

    def hits(self) -> tuple[PieceHits, ...]:
        whole = max(1, self.size)
        return tuple(
            PieceHits(
                block,
                piece,
                len(places),
                tuple(place / max(1, size) for place in places[:: len(places) // _MOST_PLACES + 1]),
                begin / whole,
                (begin + size) / whole,
            )
            for block, piece, places, begin, size in self.found
        )


Search = Generator[None, None, tuple[PieceHits, ...]]


def search_item(item: Item, pattern: Pattern, memories: Memories) -> Search:
    """Find `pattern` in a message; stops between small steps to be resumed."""
    tally = _Tally()
    for number, block in enumerate(item.blocks):
        if is_continued(item.blocks, number):
            continue
        content = block.content
        if isinstance(content, Prose):
            yield from _search_prose(content.text, pattern, memories, (item.id, number), tally)
        else:
            text = content_text(content)
            places = yield from _search_text(text, pattern)
            tally.add(number, 0, places, len(text))
    return tally.hits()


def head_text(card: ToolCard) -> str:
    """The name of a tool as its card shows it, which is not in the card's document."""
    return visible(card.name).replace("\n", " ")


def file_name(file: AttachmentPart) -> str:
    """The name of an attached file as its card shows it."""
    return visible(file.name).replace("\n", " ")


def content_text(content: Content) -> str:
    """What can be found in a block that is not prose."""
    match content:
        case UserText(text) | Note(text) | ErrorStrip(text):
            return visible(text)
        case Attached(files):
            return "\n".join(file_name(file) for file in files)
        case Reasoning() | Refusal():
            return visible(content.text.text)
        case ToolCard():
            return f"{head_text(content)}\n{card_text(content)}"
        case RoundsQuestion():
            return words.rounds_text(content)
        case StopMark():
            return words.stop_text(content)
        case FinishNote():
            return visible(words.finish_text(content))
        case _:
            return ""


def _search_text(text: str, pattern: Pattern) -> Generator[None, None, list[int]]:
    """Where hits begin; a long text in stretches of whole lines."""
    places: list[int] = []
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= _STRETCH else text.find("\n", start + _STRETCH) + 1 or len(text)
        places += [start + first for first, _ in pattern.spans(text[start:end])]
        start = end
        yield
    return places


def _search_prose(
    source: GrowingText, pattern: Pattern, memories: Memories, key: tuple[str, int], tally: _Tally
) -> Generator[None, None, None]:
    memory = memories.get(key)
    if memory is None or memory.source is not source:
        if len(source.text) <= 4 * _STRETCH and not _possible(pattern, source.text):
            tally.add(key[1], 0, (), len(source.text))
            return
        memory = memories[key] = Memory(source)
    if isinstance(memory, Whole):
        for piece, (text, size) in enumerate(zip(memory.texts, memory.sizes, strict=True)):
            tally.add(key[1], piece, (yield from _search_text(text, pattern)), size)
        return
    splitter = yield from _splitter(source)
    if memory.references != len(splitter.references):
        memory.words.clear()
        memory.references = len(splitter.references)
        memory.pattern = None
    before = memory.found if memory.pattern is pattern else {}
    words, memory.words = memory.words, {}
    memory.pattern, memory.found = pattern, {}
    pieces: list[Unit] = []
    for piece, unit in enumerate(units(splitter.blocks, 0)):
        pieces.append(unit)
        places = before.get(unit)
        if places is None:
            places = tuple((yield from _search_unit(unit, words, splitter.references, pattern)))
        memory.found[unit] = places
        memory.words |= {part: words[part] for part in (unit, *unit.excerpts) if part in words}
        tally.add(key[1], piece, places, _size(unit))
        yield
    if source.finished:
        _keep(memory, pieces, memories, key)


def _keep(memory: Memory, pieces: list[Unit], memories: Memories, key: tuple[str, int]) -> None:
    """Keep the words of a finished text where all of them were needed; else nothing."""
    del memories[key]
    texts: list[str] = []
    for unit in pieces:
        parts = (unit,) if unit.kind is BlockKind.TABLE else unit.excerpts
        if unit.kind in (BlockKind.CODE, BlockKind.MATH):
            texts.append(unit_text(unit, {}))
        elif all(part in memory.words for part in parts):
            texts.append("\n".join(memory.words[part] for part in parts))
        else:
            return
    memories[key] = Whole(memory.source, tuple(texts), tuple(map(_size, pieces)))


def _size(unit: Unit) -> int:
    return sum(len(excerpt.block.source) for excerpt in unit.excerpts)


def _possible(pattern: Pattern, source: str) -> bool:
    return pattern.possible(visible(source))


def _splitter(source: GrowingText) -> Generator[None, None, Splitter]:
    """The blocks of a text. Those of a message that nobody looked at yet are not kept."""
    if source.is_split or not source.finished:
        return source.splitter
    splitter, text = Splitter(), source.text
    for start in range(0, len(text), _SPLIT):
        splitter.feed(text[start : start + _SPLIT])
        splitter.settle()
        yield
    splitter.finish()
    return splitter


def _search_unit(
    unit: Unit, known: dict[Excerpt | Unit, str], references: References, pattern: Pattern
) -> Generator[None, None, list[int]]:
    if unit.kind in (BlockKind.CODE, BlockKind.MATH):
        return (yield from _search_text(unit_text(unit, references), pattern))
    parts: list[tuple[Excerpt | Unit, str]] = [(excerpt, excerpt.block.source) for excerpt in unit.excerpts]
    if unit.kind is BlockKind.TABLE:
        parts = [(unit, "\n".join(_rows(unit.block, unit.part)))]
    places: list[int] = []
    start = 0
    for part, source in parts:
        if part not in known and _possible(pattern, source):
            known[part] = _table_text(part, references) if isinstance(part, Unit) else _prose_text(part, references)
            yield
        if part in known:
            places += [start + place for place in (yield from _search_text(known[part], pattern))]
        start += len(source)
    return places


def unit_text(unit: Unit, references: References) -> str:
    """The lines of words of a piece."""
    match unit.kind:
        case BlockKind.CODE:
            lines = unit.block.text.removesuffix("\n").split("\n")
            return visible("\n".join(lines[unit.part * LINES : (unit.part + 1) * LINES]))
        case BlockKind.MATH:
            return visible(unit.block.source.strip("\n"))
        case BlockKind.TABLE:
            return _table_text(unit, references)
        case BlockKind.PROSE:
            return "\n".join(_prose_text(excerpt, references) for excerpt in unit.excerpts)


def _table_text(unit: Unit, references: References) -> str:
    head = unit.block.source.strip("\n").split("\n")[:2]
    rows = _rows(unit.block, unit.part)
    tokens = parse_blocks("\n".join((*head, *rows[1 if unit.part == 0 else 0 :])), references)
    cells = [token for token in tokens if token.type == "inline"]
    if unit.part:  # the head was read along
        cells = cells[sum(token.type == "th_open" for token in tokens) :]
    return visible("\n".join(map(_words, cells)))


def _prose_text(excerpt: Excerpt, references: References) -> str:
    source = excerpt.block.source
    plain = source.strip("\n")
    if excerpt.block.item is None and _PLAIN.fullmatch(plain):
        return plain.replace("\n", " ")
    tokens = parse_blocks(source, references)
    return visible("\n".join(_lines(tokens[excerpt.start : excerpt.stop])))


def formula_text(source: str) -> str:
    """A formula inside a line of words."""
    return visible(source).replace("\n", " ")


def _words(inline: Token) -> str:
    children = inline.children or []
    if any(child.type == "math_inline" for child in children):
        spelled = [
            child.copy(type="text", content=formula_text(source_of(child))) if child.type == "math_inline" else child
            for child in children
        ]
        return inline_text(inline.copy(children=spelled))
    return inline_text(inline)


def _rows(block: Block, part: int) -> list[str]:
    """The lines of a part of a table, its head with the first."""
    lines = block.source.strip("\n").split("\n")
    del lines[1:2]
    return lines[part * ROWS : (part + 1) * ROWS]


def _lines(tokens: list[Token]) -> Iterator[str]:
    """The words of prose, a line for each block of a document."""
    begins_item = False
    for token in tokens:
        if token.type == "list_item_open":
            begins_item = True
        elif token.type == "inline":
            text = _words(token)
            first = token.children[0] if token.children else None
            task = begins_item and first is not None and first.type == "text" and first.content[:4] in _TASKS
            yield text[4:] if task else text
            begins_item = False
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")
            begins_item = False
        elif token.type in ("hr", "table_open"):
            begins_item = False
