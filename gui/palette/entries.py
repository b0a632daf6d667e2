"""What the palette offers, in values, and the order in which it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from core.matching import Match, match

MOST: Final = 80  # rows that are shown


class Kind(IntEnum):
    """In the order in which they stand while nothing tells them apart."""

    COMMAND = 0
    CONVERSATION = 1
    MODEL = 2
    SETTINGS = 3
    SEARCH = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` names it from one opening to the next; `title` is what is looked for, `detail` says where it belongs,
    `beside` finds it too. `keys` is its shortcut as it is written on this machine; `why_not` says why it cannot be
    chosen just now, and is empty where it can. `icon` is empty for the one of its kind. `run` carries it out."""

    kind: Kind
    key: str
    title: str
    run: Callable[[], object]
    detail: str = ""
    keys: str = ""
    why_not: str = ""
    beside: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is shown: `ranges` are the letters of its title that were typed."""

    entry: Entry
    ranges: tuple[tuple[int, int], ...] = ()


def ordered(entries: Iterable[Entry], typed: str, used: Sequence[str]) -> list[Row]:
    """The entries that fit what was typed, the best first. `used` are the keys of those that were chosen lately, the
    last one first: among equals they come before the others."""
    ranks = {key: place for place, key in enumerate(used)}
    fitting: list[tuple[Entry, Match]] = []
    for entry in entries:
        found = match(typed, entry.title, f"{entry.detail} {entry.beside}")
        if found is not None:
            fitting.append((entry, found))

    def order(each: tuple[Entry, Match]) -> tuple[int, bool, int, int]:
        entry, found = each
        return -found.score, bool(entry.why_not), ranks.get(entry.key, len(ranks)), entry.kind

    fitting.sort(key=order)
    return [Row(entry, found.ranges) for entry, found in fitting[:MOST]]
