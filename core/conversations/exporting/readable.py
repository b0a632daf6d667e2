"""What a reader gets to see of a conversation, before it becomes Markdown, HTML or plain text."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from core.conversations.records import Conversation
from core.conversations.tree import Tree
from core.markdown.foreign import stripped
from core.messages import (
    AttachmentPart,
    FinishReason,
    Message,
    Outcome,
    Part,
    ReasoningPart,
    RefusalPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
    ToolStatus,
)

ReadFile = Callable[[str], bytes | None]
"""The bytes of an attachment by their hash; None where they are gone."""


@dataclass(frozen=True, slots=True)
class Words:
    """What we say ourselves; the window passes its own language. `{}` stands for what is filled in."""

    language: str = "en"
    untitled: str = "Conversation"
    you: str = "You"
    assistant: str = "Assistant"
    tool: str = "Tool"
    instructions: str = "Instructions"
    reasoning: str = "Reasoning"
    reasoning_for: str = "Reasoning ({} s)"
    refusal: str = "Refusal"
    call: str = "Tool call: {}"
    result: str = "Result: {}"
    failed_result: str = "Failed: {}"
    denied_result: str = "Denied: {}"
    interrupted_result: str = "Interrupted: {}"
    file: str = "Attached: {}"
    stopped: str = "Stopped."
    cut_off: str = "The answer was cut off at the length limit."
    too_long: str = "The conversation no longer fitted into the model's context window."
    filtered: str = "The answer was cut off by a content filter."


@dataclass(frozen=True, slots=True)
class Prose:
    """`markdown`: what a model wrote; else it is shown as it was typed."""

    text: str
    markdown: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """Something that most readers pass over. `code` is shown as it is, in that language."""

    title: str
    text: str
    code: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class File:
    part: AttachmentPart
    title: str


Piece = Prose | Folded | File


@dataclass(frozen=True, slots=True)
class Section:
    """One message. `ending` says what went wrong with it, empty where nothing did."""

    who: str
    model: str
    when: str
    pieces: tuple[Piece, ...]
    ending: str = ""

    @property
    def heading(self) -> str:
        return " · ".join(word for word in (self.who, self.model, self.when) if word)


def title_of(conversation: Conversation, words: Words) -> str:
    """The title in one line."""
    return " ".join(stripped(conversation.info.title).split()) or words.untitled


def chosen(tree: Tree, only: Collection[str] | None) -> tuple[Message, ...]:
    """The messages that are shown: the path, or of all messages these."""
    if only is None:
        return tree.path()
    return tuple(planted.message for planted in tree.planted() if planted.message.id in only)


def sections(conversation: Conversation, words: Words, only: Collection[str] | None = None) -> Iterator[Section]:
    """Every message as a section, the instructions first."""
    if conversation.info.system and only is None:
        yield Section(words.instructions, "", "", (Prose(_text(conversation.info.system), markdown=False),))
    called: dict[str, str] = {}
    for message in chosen(conversation.tree, only):
        called |= {call.id: call.name for call in message.tool_calls()}
        pieces = tuple(piece for part in message.parts for piece in _pieces(part, message.role, called, words))
        who = {Role.USER: words.you, Role.ASSISTANT: words.assistant, Role.TOOL: words.tool}[message.role]
        yield Section(who, _line(message.model), local_time(message.created), pieces, _ending(message, words))


def local_time(seconds: float) -> str:
    """Date and minute where the reader lives; empty for a time that is not known."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M") if seconds else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _pieces(part: Part, role: Role, called: dict[str, str], words: Words) -> Iterator[Piece]:
    match part:
        case TextPart(text) if text:
            yield Prose(_text(text), markdown=role is Role.ASSISTANT)
        case ReasoningPart(text, _, seconds) if text:
            title = words.reasoning if seconds is None else words.reasoning_for.format(f"{seconds:.0f}")
            yield Folded(title, _text(text), code=False)
        case RefusalPart(text) if text:
            yield Prose(f"{words.refusal}: {_text(text)}", markdown=False)
        case ToolCallPart(_, name, arguments):
            yield Folded(words.call.format(_line(name)), _pretty(arguments), code=True, language="json")
        case ToolResultPart(call_id, text, status):
            titles = {
                ToolStatus.OK: words.result,
                ToolStatus.ERROR: words.failed_result,
                ToolStatus.DENIED: words.denied_result,
                ToolStatus.INTERRUPTED: words.interrupted_result,
            }
            yield Folded(titles[status].format(_line(called.get(call_id, ""))).rstrip(": "), _text(text), code=True)
        case AttachmentPart(name):
            yield File(part, words.file.format(_line(name)))
        case _:
            return


def _ending(message: Message, words: Words) -> str:
    if message.error is not None:
        return _line(message.error.message)
    if message.outcome is Outcome.STOPPED:
        return words.stopped
    endings = {
        FinishReason.LENGTH: words.cut_off,
        FinishReason.CONTEXT_EXCEEDED: words.too_long,
        FinishReason.CONTENT_FILTER: words.filtered,
    }
    return endings.get(message.finish_reason, "") if message.finish_reason else ""


def _pretty(arguments: str) -> str:
    """Arguments with a line for each field, to the letter where they are no JSON."""
    try:
        return _text(json.dumps(json.loads(arguments), ensure_ascii=False, indent=2))
    except (ValueError, RecursionError):
        return _text(arguments)


def _text(text: str) -> str:
    return stripped(text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    return " ".join(stripped(text).split())
