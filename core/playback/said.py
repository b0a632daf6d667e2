"""What a tape's requests say: the question that was asked, and what tools answered. Of all three protocols; read
tolerantly, since people edit tapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.messages import ToolCallPart
from core.playback.deck import Deck, request_of
from core.providers.base import ToolSpec
from core.tools.base import Call, Tool, Toolbox
from core.wire.tape import Tape

_UNKNOWN: Final = "The result of this call is not in the recording."


def question_of(tape: Tape) -> str:
    """The last words of the user in the first request; empty where they are not known."""
    request = request_of(tape.recordings[0]) if tape.recordings else {}
    conversation = request.get("messages", request.get("input"))
    if isinstance(conversation, str):
        return conversation
    said = (
        text
        for item in reversed(_objects(conversation))
        if item.get("role") == "user" and (text := _text(item.get("content")))
    )
    return next(said, "")


def results_of(tape: Tape) -> dict[str, str]:
    """The results of calls, by the calls' ids."""
    found: dict[str, str] = {}
    for recording in tape.recordings:
        request = request_of(recording)
        for item in (*_objects(request.get("messages")), *_objects(request.get("input"))):
            for call_id, result in _results(item):
                found[call_id] = result
    return found


class PlayedTools(Toolbox):
    """Answers every call with what was recorded. Nothing runs, nobody is asked. Calls of the last answer, after which
    nothing was recorded, are left alone."""

    def __init__(self, deck: Deck) -> None:
        super().__init__()
        self._deck = deck
        self._results = results_of(deck.tape)

    def find(self, name: str) -> Tool | None:
        return Tool(ToolSpec(name, "", {}), self._answer, asks=False, read_only=True)

    def runs(self, calls: Sequence[ToolCallPart]) -> bool:
        return self._deck.left > 0

    async def _answer(self, _arguments: dict[str, Any], call: Call) -> str:
        return self._results.get(call.call_id, _UNKNOWN)


def _results(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if item.get("role") == "tool":
        yield str(item.get("tool_call_id", "")), _text(item.get("content"))
    elif item.get("type") == "function_call_output":
        yield str(item.get("call_id", "")), _text(item.get("output"))
    else:
        for block in _objects(item.get("content")):
            if block.get("type") == "tool_result":
                yield str(block.get("tool_use_id", "")), _text(block.get("content"))


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    texts = (block.get("text") for block in _objects(value) if block.get("type") != "tool_result")
    return "\n\n".join(text for text in texts if isinstance(text, str))
