"""The card of a tool call, as the events of its turn and stored results draw it. It knows no model and no widget."""

from __future__ import annotations

from dataclasses import replace

from core.events import (
    QuestionAnswered,
    QuestionAsked,
    ToolApprovalRequested,
    ToolApprovalResolved,
    ToolFinished,
    ToolProgress,
    ToolStarted,
)
from core.messages import ToolResultPart
from gui.chat.outcome import tool_state
from gui.transcript.content import GrowingText, State, ToolCard, ToolQuestion

CallEvent = (
    ToolApprovalRequested
    | ToolApprovalResolved
    | ToolStarted
    | ToolProgress
    | QuestionAsked
    | QuestionAnswered
    | ToolFinished
)


def call_of(event: CallEvent) -> str:
    """The id of the call that an event is about."""
    return event.question_id.rpartition("/")[0] if isinstance(event, QuestionAnswered) else event.call_id


def after(card: ToolCard, event: CallEvent, at: float) -> ToolCard:
    """The card once this has happened at monotonic time `at`."""
    match event:
        case ToolApprovalRequested(_, _, _, source, origin, _, read_only):
            return replace(card, state=State.WAITING, source=source, origin=origin, read_only=read_only)
        case ToolApprovalResolved(_, allowed):
            return replace(card, state=State.LIVE if allowed else State.DENIED, ran_with=event.arguments_text)
        case ToolStarted():
            return replace(card, state=State.LIVE, running=True, since=at)
        case ToolProgress(_, fraction, step, output):
            grown = card.output
            if output:
                grown = GrowingText(grown.text if grown is not None else "")
                grown.append(output)
            return replace(card, fraction=fraction, step=step or card.step, output=grown)
        case QuestionAsked(question_id, _, text, choices):
            return replace(card, state=State.WAITING, question=ToolQuestion(question_id, text, choices))
        case QuestionAnswered():
            return replace(card, state=State.LIVE, question=None)
        case ToolFinished(_, result, seconds):
            return finished(replace(card, running=False, question=None), result, seconds or None)


def finished(card: ToolCard, result: ToolResultPart, seconds: float | None) -> ToolCard:
    """The card with its result; one that a person has not decided about waits."""
    if result.waiting:
        return replace(card, state=State.WAITING)
    return replace(
        card,
        state=tool_state(result.status),
        result=result.text,
        seconds=seconds,
        ran_with=result.ran_with,
        json_text=result.json_text,
        table=result.table,
        pictures=result.pictures,
    )


def given_up(card: ToolCard) -> ToolCard:
    """A card that waited for a person until the conversation went on without it."""
    return replace(card, state=State.STOPPED)
