"""The list of conversations in values: its groups, and where a conversation stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.conversations.records import Entry

Bucket = Callable[[int], tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Span:
    """Which conversations: None means any. `since` (inclusive) and `before` bound their activity, in milliseconds since
    the epoch; `words` is a piece of their titles."""

    pinned: bool | None = None
    folder: str | None = None
    archived: bool | None = False
    since: int | None = None
    before: int | None = None
    words: str = ""

    def holds(self, entry: Entry) -> bool:
        """Whether a conversation belongs here, as far as anything but the title tells."""
        return (
            (self.pinned is None or entry.pinned is self.pinned)
            and (self.folder is None or entry.folder == self.folder)
            and (self.archived is None or entry.archived is self.archived)
            and (self.since is None or entry.activity >= self.since)
            and (self.before is None or entry.activity < self.before)
        )


class Kind(Enum):
    """Why conversations stand together."""

    PINNED = auto()
    FOLDER = auto()
    DAYS = auto()
    ARCHIVED = auto()
    FOUND = auto()  # by their titles


@dataclass(frozen=True, slots=True)
class Stretch:
    """A group of the list: `name` is the folder's."""

    kind: Kind
    span: Span
    count: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A conversation and where it stands: in which stretch of an outline, at which place (from 0). No entry: it is
    gone; no stretch: it is in none of them."""

    id: str
    entry: Entry | None = None
    stretch: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The groups in the order in which they stand, and where the conversations are that were asked for; all of one
    moment."""

    stretches: tuple[Stretch, ...]
    placed: tuple[Placed, ...] = ()
