"""What a store keeps and what it is told: plain frozen values, free of SQL and of sessions.

A conversation is a `ConversationInfo` and a tree of messages. Whatever happens to one is a `Change`; changes are
committed in order; one that is committed twice does no harm, one to a conversation that is not there does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.conversations.tree import Planted, Tree
from core.conversations.unsent import Unsent
from core.errors import ErrorInfo, ErrorKind
from core.events import Stamped
from core.messages import Message, Role


class TitledBy(StrEnum):
    """Who named a conversation. A name that the user gave is never replaced by another one."""

    FIRST = "first"  # the first message
    USER = "user"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class ConversationInfo:
    """All about a conversation but its messages.

    `created` and `updated` are seconds since the epoch; `provider` and `model` are who answers next. `view` is the
    screen's own JSON (scroll place, folded panels) and `preset` names the preset in use, empty for none. `unsent` is
    the JSON of `core.conversations.unsent`: what was written and not sent, besides the words of the draft; `tools` is
    that of `core.tools.selection`: what is switched on, empty for what new conversations have.
    """

    id: str
    title: str = ""
    titled_by: TitledBy = TitledBy.FIRST
    created: float = 0.0
    updated: float = 0.0
    pinned: bool = False
    archived: bool = False
    folder: str = ""
    provider: str = ""
    model: str = ""
    system: str = ""
    preset: str = ""
    draft: str = ""
    view: str = ""
    unread: bool = False
    unsent: str = ""
    tools: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of conversations. `activity` orders: it grows with every use, whatever the clock does."""

    id: str
    title: str
    updated: float
    activity: int
    pinned: bool = False
    archived: bool = False
    folder: str = ""
    model: str = ""
    unread: bool = False
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it was loaded. `interrupted`: the program ended while its last answer was arriving; `positions`
    of its messages are the store's, by id."""

    info: ConversationInfo
    tree: Tree = field(default_factory=Tree)
    interrupted: bool = False
    positions: Mapping[str, float] = field(default_factory=dict, repr=False)

    def hashes(self) -> tuple[str, ...]:
        """The files that it refers to, each once: those of its messages, then those of what is not sent."""
        said = (file.sha256 for planted in self.tree.planted() for file in planted.message.files())
        return tuple(dict.fromkeys((*said, *sorted(Unsent.from_text(self.info.unsent).hashes()))))


@dataclass(frozen=True, slots=True)
class TokenCount:
    """What the answers of one model took, as far as the vendor told."""

    provider: str
    model: str
    answers: int
    input_tokens: int
    output_tokens: int
    reasoning_tokens: int
    cached_tokens: int


# --- changes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConversationStarted:
    """A conversation is there from now on; an older one with its id takes these values and keeps its messages."""

    info: ConversationInfo


@dataclass(frozen=True, slots=True)
class ConversationEdited:
    """What is not None is new."""

    id: str
    title: str | None = None
    titled_by: TitledBy | None = None
    pinned: bool | None = None
    archived: bool | None = None
    folder: str | None = None
    provider: str | None = None
    model: str | None = None
    system: str | None = None
    preset: str | None = None
    draft: str | None = None
    view: str | None = None
    unread: bool | None = None
    unsent: str | None = None
    tools: str | None = None


@dataclass(frozen=True, slots=True)
class ConversationUsed:
    """Somebody said something in it, at `at` (seconds since the epoch): it comes first in the list."""

    id: str
    at: float


@dataclass(frozen=True, slots=True)
class ConversationDeleted:
    """It is gone, with its messages and its journal."""

    id: str


@dataclass(frozen=True, slots=True)
class MessagePlanted:
    """A message is in the tree. `position` orders all messages of a conversation: larger than the parent's and than
    those of elder siblings."""

    conversation_id: str
    planted: Planted
    position: float


@dataclass(frozen=True, slots=True)
class MessageReplaced:
    """The message with this id reads otherwise now; its place stays."""

    conversation_id: str
    message: Message


@dataclass(frozen=True, slots=True)
class MessagesRemoved:
    conversation_id: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenChanged:
    """The path leads another way: message ids, each with its new `seen`."""

    conversation_id: str
    seen: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class JournalStarted:
    """An answer begins to arrive; its first message, still empty, is in the tree."""

    conversation_id: str
    turn_id: str


@dataclass(frozen=True, slots=True)
class JournalAppended:
    """More of an answer. Lost by a power cut a moment later, but not by the end of the process."""

    turn_id: str
    events: tuple[Stamped, ...]


@dataclass(frozen=True, slots=True)
class JournalEnded:
    """The answer's messages are in the tree; what the journal kept of it goes."""

    turn_id: str


@dataclass(frozen=True, slots=True)
class NoteChanged:
    """A small value that the program remembers under a name; None forgets it."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class StoreReplaced:
    """Everything may be otherwise: a copy was restored, or all was deleted. Told by the store, never to it."""


Change = (
    ConversationStarted
    | ConversationEdited
    | ConversationUsed
    | ConversationDeleted
    | MessagePlanted
    | MessageReplaced
    | MessagesRemoved
    | SeenChanged
    | JournalStarted
    | JournalAppended
    | JournalEnded
    | NoteChanged
)
Told = Change | StoreReplaced


PROGRAM_ENDED = ErrorInfo(
    ErrorKind.TRUNCATED,
    "The program ended while this answer was arriving; what had arrived is kept.",
    retryable=True,
)


def was_interrupted(message: Message) -> bool:
    """Whether the program ended while this message was arriving."""
    return message.error == PROGRAM_ENDED


def broke_off(path: Iterable[Message]) -> bool:
    """Whether the program ended while the last answer of a path was arriving. Behind it may stand what was said for its
    calls."""
    answer = None
    for message in path:
        answer = answer if message.role is Role.TOOL else message
    return answer is not None and was_interrupted(answer)


def deletes(change: Change) -> bool:
    """Whether a change takes something away for good."""
    return isinstance(change, ConversationDeleted | MessagesRemoved)
