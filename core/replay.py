"""A stored response as the events that would have made it: what a turn begins with that takes up its calls again, or
reads on what the response's server has gone on writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.events import (
    BookmarkSet,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    ToolFinished,
    TurnEvent,
    UsageReported,
)
from core.messages import (
    FinishReason,
    Message,
    Part,
    PartKind,
    ReasoningPart,
    RefusalPart,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)

_KINDS = {TextPart: PartKind.TEXT, ReasoningPart: PartKind.REASONING, RefusalPart: PartKind.REFUSAL}


def replayed(response: Message, results: Iterable[ToolResultPart] = ()) -> Iterator[TurnEvent]:
    """The events of a response, and those of the results that its calls have. One with a bookmark is not over: what may
    still grow of it is left open."""
    yield ResponseStarted("", response.model)
    index, goes_on = 0, response.bookmark is not None
    for part in response.parts:
        if isinstance(part, ToolCallPart):
            yield PartStarted(index, PartKind.TOOL_CALL, part.name, part.id)
            text = part.arguments_text
        elif isinstance(part, TextPart | ReasoningPart | RefusalPart):
            yield PartStarted(index, _KINDS[type(part)])
            text = part.text
        else:
            continue
        if text:
            yield PartDelta(index, text)
        if not (goes_on and _may_grow(part, last=part is response.parts[-1])):
            yield PartFinished(index, part)
        index += 1
    if response.bookmark is not None:
        yield BookmarkSet(response.bookmark)
        return
    if response.usage is not None:
        yield UsageReported(response.usage)
    yield ResponseFinished(response.finish_reason or FinishReason.TOOL_CALLS, response.raw_finish_reason)
    for result in results:
        yield ToolFinished(result.call_id, result, result.seconds or 0.0)


def _may_grow(part: Part, *, last: bool) -> bool:
    """Calls grow side by side, texts one after the other. Vendor data comes with the end of a reasoning."""
    return isinstance(part, ToolCallPart) or (last and getattr(part, "opaque", None) is None)
