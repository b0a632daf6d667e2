"""What a transcript shows, as values: messages, each a list of blocks. No widget, no document, no colour.

A block is replaced when it changes, but for the text that grows: `GrowingText` is shared and appended to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from core.markdown.splitter import Splitter
from core.messages import AttachmentPart, FinishReason, Role, ToolTable

if TYPE_CHECKING:
    from core.prices import Bill


class State(StrEnum):
    """How an answer, or a tool call, stands."""

    LIVE = "live"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    WAITING = "waiting"  # for a person
    DENIED = "denied"


class Action(StrEnum):
    """What a reader can ask for; `TranscriptView.actionRequested` carries these words."""

    RETRY = "retry"
    CONTINUE = "continue"
    ENTER_KEY = "enter_key"
    OPEN_SETTINGS = "open_settings"
    COPY = "copy"
    COPY_MARKDOWN = "copy_markdown"
    QUOTE = "quote"
    EDIT = "edit"
    REGENERATE = "regenerate"
    BRANCH = "branch"
    WIRE = "wire"
    DELETE = "delete"
    DISCARD = "discard"
    PREVIOUS_VERSION = "previous_version"
    NEXT_VERSION = "next_version"
    ALLOW = "allow"
    ALWAYS = "always"
    EDIT_CALL = "edit_call"
    DENY = "deny"
    DENY_IN_WORDS = "deny_in_words"
    CANCEL_CALL = "cancel_call"
    ANSWER = "answer"
    SHOW_ALL = "show_all"
    GO_ON = "go_on"
    END_HERE = "end_here"


class GrowingText:
    """Text that arrives in pieces. Taking a piece costs nothing but keeping it; Markdown is split on `settle`."""

    __slots__ = ("_pieces", "_splitter", "_unsplit", "finished")

    def __init__(self, text: str = "", *, finished: bool = False) -> None:
        self._pieces: list[str] = [text] if text else []
        self._unsplit = 0  # the first piece that the splitter has not seen
        self._splitter: Splitter | None = None
        self.finished = finished

    def append(self, text: str) -> None:
        self._pieces.append(text)

    def finish(self) -> None:
        self.finished = True

    @property
    def text(self) -> str:
        """Everything that has arrived."""
        if self._splitter is None or self._unsplit == len(self._pieces):
            self._pieces = ["".join(self._pieces)]
            self._unsplit = 0 if self._splitter is None else 1
        return self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)

    @property
    def is_split(self) -> bool:
        """Whether its Markdown was asked for before."""
        return self._splitter is not None

    @property
    def splitter(self) -> Splitter:
        """The text as Markdown blocks, up to date."""
        splitter = self._splitter
        if splitter is None:
            splitter = self._splitter = Splitter()
        if not splitter.finished:
            if self._unsplit < len(self._pieces):
                splitter.feed("".join(self._pieces[self._unsplit :]))
                self._unsplit = len(self._pieces)
            if self.finished:
                splitter.finish()
            else:
                splitter.settle()
        return splitter

    @property
    def split_once(self) -> Splitter:
        """The same; of a finished text whose blocks nobody asked for before they are not kept."""
        if self._splitter is not None or not self.finished:
            return self.splitter
        splitter = Splitter()
        splitter.feed(self.text)
        splitter.finish()
        return splitter

    def __bool__(self) -> bool:
        return any(self._pieces)


@dataclass(frozen=True, slots=True)
class Header:
    """Who answers, since when, and how it stands. `finish` is the word that the server ended it with; `activity` says
    in words what a live answer is doing, since the monotonic time `since`; `until` is the end of a countdown.
    `version` of `versions` counts from 1. `spent` is what the answer took, where that was told."""

    model: str
    created: float
    state: State = State.DONE
    finish: str = ""
    activity: str = ""
    since: float = 0.0
    until: float | None = None
    version: int = 1
    versions: int = 1
    spent: Bill | None = None


@dataclass(frozen=True, slots=True)
class UserText:
    """The user's words; `version` of `versions` counts from 1."""

    text: str
    version: int = 1
    versions: int = 1


@dataclass(frozen=True, slots=True)
class Attached:
    """The files that went with the user's words; they stand above them."""

    files: tuple[AttachmentPart, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text part: Markdown."""

    text: GrowingText


@dataclass(frozen=True, slots=True)
class Reasoning:
    """`since` is the monotonic time of its start while it lives; `seconds` how long it took, where that is known."""

    text: GrowingText
    state: State = State.DONE
    since: float = 0.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ToolQuestion:
    """What the tool of a running call asks the reader: one of `choices`, or words of their own."""

    id: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolCard:
    """A tool call. `source` and `origin` say where its tool comes from. While it runs, `fraction` (0 to 1) and `step`
    say how far it is, and `output` grows. `ran_with`: the arguments as a person changed them. `json_text`, `table` and
    `pictures` are the result for people, where the tool made one."""

    call_id: str
    name: str
    arguments: GrowingText
    state: State = State.LIVE
    running: bool = False  # the tool itself runs
    result: str | None = None
    seconds: float | None = None
    since: float = 0.0
    source: str = ""
    origin: str = ""
    read_only: bool = False
    fraction: float | None = None
    step: str = ""
    output: GrowingText | None = None
    ran_with: str | None = None
    json_text: str = ""
    table: ToolTable | None = None
    pictures: tuple[AttachmentPart, ...] = ()
    question: ToolQuestion | None = None


@dataclass(frozen=True, slots=True)
class RoundsQuestion:
    """The model asked for tools `rounds` times: shall it go on? `goes_on` is the answer, None while there is none."""

    rounds: int
    goes_on: bool | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    text: GrowingText


@dataclass(frozen=True, slots=True)
class Note:
    """A notice of the program: something was repaired, dropped or decided."""

    text: str


@dataclass(frozen=True, slots=True)
class ErrorStrip:
    message: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class StopMark:
    """`close_ms`: milliseconds from Stop until the connection was closed."""

    close_ms: float | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Seam:
    """Where Continue joined two answers."""


@dataclass(frozen=True, slots=True)
class FinishNote:
    """Why an answer ended, where that is worth a line."""

    reason: FinishReason
    raw_reason: str | None = None
    actions: tuple[Action, ...] = ()


Content = (
    Header
    | UserText
    | Attached
    | Prose
    | Reasoning
    | ToolCard
    | RoundsQuestion
    | Refusal
    | Note
    | ErrorStrip
    | StopMark
    | Seam
    | FinishNote
)


@dataclass(slots=True)
class Block:
    """A place in a message. `message_id` names the message of the conversation that it belongs to."""

    message_id: str
    content: Content


def is_continued(blocks: Sequence[Block], place: int) -> bool:
    """Whether the note at `place` (why an answer ended) is outdated: the answer went on."""
    return isinstance(blocks[place].content, FinishNote) and any(
        isinstance(block.content, Seam) for block in blocks[place + 1 :]
    )


class Deferred(Protocol):
    """Blocks that are made when they are first looked at: of a long conversation most never are."""

    def holds(self, message_id: str) -> bool:
        """Whether they show this message of the conversation."""

    def make(self) -> list[Block]: ...


class Item:
    """One visual message: the user's words, or a whole answer with its tool rounds and continuations.

    `size` is how many characters it has, roughly: what heights are estimated from. `folds` says of blocks that a reader
    opened or closed which of both.
    """

    __slots__ = ("_blocks", "_deferred", "folds", "id", "live", "role", "size")

    def __init__(
        self, item_id: str, role: Role, blocks: list[Block] | Deferred | None = None, *, size: int = 0
    ) -> None:
        self.id = item_id
        self.role = role
        self.live = False
        self.size = size
        self.folds: dict[int, bool] | None = None  # there are thousands of items
        self._deferred: Deferred | None = None
        self._blocks: list[Block] = []
        if isinstance(blocks, list):
            self._blocks = blocks
        else:
            self._deferred = blocks

    @property
    def blocks(self) -> list[Block]:
        if self._deferred is not None:
            self._blocks, self._deferred = self._deferred.make(), None
        return self._blocks

    def holds(self, message_id: str) -> bool:
        """Whether it shows this message of the conversation."""
        if self._deferred is not None:
            return self._deferred.holds(message_id)
        return any(block.message_id == message_id for block in self._blocks)

    @property
    def version(self) -> tuple[int, int]:
        """Which version of how many is shown, from 1."""
        for block in self.blocks[:2]:  # files stand above the user's words
            if isinstance(block.content, Header | UserText):
                return block.content.version, block.content.versions
        return (1, 1)

    @property
    def last_message_id(self) -> str:
        """The message of the conversation that an action on the whole is about."""
        return self.blocks[-1].message_id if self.blocks else self.id
