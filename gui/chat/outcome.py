"""How an answer ended, as what the transcript shows for it: a stop mark, an error strip, a note, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.conversations.records import was_interrupted
from core.errors import ErrorInfo, ErrorKind
from core.events import Phase
from core.messages import FinishReason, Message, Outcome, ToolStatus
from gui.language import phrase
from gui.transcript.content import (
    Action,
    Content,
    ErrorStrip,
    FinishNote,
    Item,
    Prose,
    Reasoning,
    Refusal,
    State,
    StopMark,
    ToolCard,
)

_QUIET = frozenset({FinishReason.STOP, FinishReason.TOOL_CALLS})

_LOST = frozenset({ErrorKind.CONNECTION, ErrorKind.TRUNCATED, ErrorKind.TIMEOUT})  # the model can go on from there

_NEXT_STEPS: dict[ErrorKind, tuple[Action, ...]] = {
    ErrorKind.CONFIGURATION: (Action.OPEN_SETTINGS,),
    ErrorKind.AUTH: (Action.ENTER_KEY, Action.RETRY),
    ErrorKind.BAD_REQUEST: (Action.RETRY, Action.OPEN_SETTINGS),
    ErrorKind.NOT_FOUND: (Action.OPEN_SETTINGS, Action.RETRY),
    ErrorKind.PROTOCOL: (Action.OPEN_SETTINGS, Action.RETRY),
    ErrorKind.REDIRECT: (Action.OPEN_SETTINGS, Action.RETRY),
}


def next_steps(error: ErrorInfo) -> tuple[Action, ...]:
    """What a person can do about an error; the first is the likeliest."""
    return _NEXT_STEPS.get(error.kind, (Action.RETRY,))


def closing_contents(message: Message, before: Sequence[Content]) -> list[Content]:
    """What stands below a message that ended; `before` is what its turn has brought."""
    match message.outcome:
        case Outcome.STOPPED:
            goes_on = (Action.CONTINUE,) if before and isinstance(before[-1], Prose) else ()
            return [StopMark(message.timing.close_ms if message.timing else None, goes_on)]
        case Outcome.FAILED if message.error is not None and was_interrupted(message):
            goes_on = (Action.CONTINUE,) if message.text() or message.bookmark else ()
            return [ErrorStrip(phrase(message.error.message), (*goes_on, Action.RETRY, Action.DISCARD))]
        case Outcome.FAILED if message.error is not None:
            lost = message.text() and message.error.kind in _LOST
            goes_on = (Action.CONTINUE,) if lost or message.bookmark else ()
            return [ErrorStrip(phrase(message.error.message), (*goes_on, *next_steps(message.error)))]
        case Outcome.FINISHED:
            return _finish_notes(message, before)
        case _:
            return []


def _finish_notes(message: Message, before: Sequence[Content]) -> list[Content]:
    reason = message.finish_reason or FinishReason.UNKNOWN
    empty = not any(isinstance(content, Prose | Reasoning | Refusal | ToolCard) for content in before)
    if reason in _QUIET and not (empty and reason is FinishReason.STOP):
        return []
    if reason is FinishReason.REFUSAL and any(isinstance(content, Refusal) for content in before):
        return []  # it says so itself
    actions: tuple[Action, ...] = ()
    if reason in (FinishReason.LENGTH, FinishReason.PAUSE):
        actions = (Action.CONTINUE,)
    elif empty or reason is FinishReason.CONTENT_FILTER:
        actions = (Action.RETRY,)
    return [FinishNote(reason, message.raw_finish_reason, actions)]


def last_content(item: Item) -> Content | None:
    """What a message shows last."""
    return item.blocks[-1].content if item.blocks else None


def finish_word(reason: FinishReason | None, raw_reason: str | None) -> str:
    """How an answer's end is called in its header: the server's own word where there is one."""
    return raw_reason or (reason.value if reason is not None else "")


def finished_state(outcome: Outcome | None) -> State:
    match outcome:
        case Outcome.STOPPED:
            return State.STOPPED
        case Outcome.FAILED:
            return State.FAILED
        case _:
            return State.DONE


def tool_state(status: ToolStatus) -> State:
    match status:
        case ToolStatus.OK:
            return State.DONE
        case ToolStatus.ERROR:
            return State.FAILED
        case ToolStatus.DENIED:
            return State.DENIED
        case ToolStatus.INTERRUPTED:
            return State.STOPPED


def handed_over(source: str, target: str) -> str:
    """That one agent gave the conversation to another."""
    words = QCoreApplication.translate("TurnFeed", "{source} hands over to {target}.")
    return words.replace("{target}", target).replace("{source}", source)


def activity(phase: Phase) -> str:
    """What a live answer is doing, in a word for its header line. Nothing while the text itself shows it."""
    tr = QCoreApplication.translate
    match phase:
        case Phase.CONNECTING:
            return tr("TurnFeed", "Connecting…")
        case Phase.WAITING:
            return tr("TurnFeed", "Waiting…")
        case Phase.APPROVAL:
            return tr("TurnFeed", "Waiting for you")
        case Phase.RETRYING:
            return tr("TurnFeed", "Trying again…")
        case Phase.FINISHING:
            return tr("TurnFeed", "Finishing…")
        case _:
            return ""
