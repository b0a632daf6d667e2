"""What every provider owes its caller, checked on the events of one response."""

from __future__ import annotations

from collections.abc import Sequence

from core.events import (
    Notice,
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    StreamEvent,
    UsageReported,
)
from core.messages import PartKind, ReasoningPart, RefusalPart, StreamedPart, TextPart, ToolCallPart

_KINDS = {
    PartKind.TEXT: TextPart,
    PartKind.REASONING: ReasoningPart,
    PartKind.REFUSAL: RefusalPart,
    PartKind.TOOL_CALL: ToolCallPart,
}


def check(events: Sequence[StreamEvent], *, whole: bool = True) -> None:
    """Asserts the contract. `whole` is False for a response that ended in an error: its end is then missing."""
    assert not events or isinstance(events[0], ResponseStarted)
    assert events or not whole
    assert sum(isinstance(event, ResponseStarted) for event in events) <= 1
    finishes = [position for position, event in enumerate(events) if isinstance(event, ResponseFinished)]
    assert finishes == ([len(events) - 1] if whole else [])
    started: dict[int, PartStarted] = {}
    texts: dict[int, str] = {}
    finished: set[int] = set()
    for event in events:
        match event:
            case PartStarted(index=index):
                assert index == len(started), "indexes count from 0 without gaps"
                started[index] = event
                texts[index] = ""
            case PartDelta(index=index, text=text):
                assert index in started
                assert index not in finished
                assert text, "a delta has text"
                texts[index] += text
            case PartFinished(index=index, part=part):
                assert index not in finished, "a part is finished once"
                finished.add(index)
                _check_part(started[index], part, texts[index])
            case ResponseStarted() | ResponseFinished() | UsageReported() | Notice():
                pass
    if whole:
        assert finished == set(started), "every part is finished"
    notices = [event.text for event in events if isinstance(event, Notice)]
    assert len(notices) == len(set(notices)), "a notice is said once"


def folded(events: Sequence[StreamEvent]) -> list[StreamedPart]:
    """The finished parts in the order of their indexes."""
    parts = {event.index: event.part for event in events if isinstance(event, PartFinished)}
    return [parts[index] for index in sorted(parts)]


def _check_part(start: PartStarted, part: StreamedPart, text: str) -> None:
    assert type(part) is _KINDS[start.kind]
    if isinstance(part, ToolCallPart):
        assert (part.id, part.name, part.arguments_text) == (start.call_id, start.name, text)
        assert part.id, "a call has an id"
        return
    assert part.text == text
    assert text or (isinstance(part, ReasoningPart) and part.opaque is not None), "a part has text"
