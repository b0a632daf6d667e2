"""Top-level blocks of a Markdown text, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    PROSE = "prose"  # paragraphs, headings, items of lists, quotes, rules
    CODE = "code"
    TABLE = "table"
    MATH = "math"  # a displayed formula


@dataclass(frozen=True, slots=True)
class ListItem:
    """The place of an item in its list. `number` is what is shown before it (the start of the list and on from there,
    whatever the source says), 0 for a bullet; `first` begins a new list."""

    ordered: bool
    number: int
    first: bool

    def following(self) -> ListItem:
        return ListItem(self.ordered, self.number + 1 if self.ordered else 0, first=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block, or one item of a top-level list, with all that is nested in it.

    `source` is its Markdown, with what stands between it and the block before; the sources of all blocks add up to the
    text, but for blank lines at its very end. `text` is what stands inside code, and the LaTeX of a formula; `language`
    the word after a code fence. `open` code waits for its closing fence (a formula that is not closed is no formula).
    `item` is there for the item of a list, whose `source` parses as a list of its own.
    """

    kind: BlockKind
    source: str
    text: str = ""
    language: str = ""
    open: bool = False
    item: ListItem | None = None
