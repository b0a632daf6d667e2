"""Reads the Messages format: the typed events of a stream, or one whole message."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from core.events import StreamEvent
from core.messages import FinishReason, Opaque, PartKind, Usage
from core.providers.base import ProviderSpec
from core.providers.fields import count, field, items, string
from core.providers.finish_words import finish_reason
from core.providers.response_reader import ResponseReader

_NO_OBJECT = "The server sent a piece of its stream that is not an object; it was skipped."
_LOST = "The server sent tool arguments without the beginning of their call; they were dropped."
_HOSTED = "The server used a tool of its own ({name}); what it did there is not shown."
_STOP_WITH_CALLS = "The server ended with “{word}” although it called tools; the calls count."
_COUNTS = ("input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")

_Events = list[StreamEvent]


@dataclass(slots=True)
class _Block:
    """An open content block. `input` is what its start already held of the arguments, in case no pieces follow."""

    kind: str
    input: str = ""
    pieces: bool = False
    thinking: str = ""
    signature: str = ""


class MessagesReader(ResponseReader):
    """`model` is the name that was asked for: thinking goes back to it alone."""

    def __init__(self, spec: ProviderSpec, key: str | None, model: str, earlier_calls: int = 0) -> None:
        super().__init__(spec, key, earlier_calls)
        self._tags = None  # this format tells thinking apart itself
        self._model = model
        self._raw_reason: str | None = None
        self._blocks: dict[int | str | None, _Block] = {}
        self._counts: dict[str, int] = {}
        self._thinking_tokens: int | None = None
        self._handlers: dict[str, Callable[[_Events, object], None]] = {
            "message_start": self._message_start,
            "content_block_start": self._block_start,
            "content_block_delta": self._block_delta,
            "content_block_stop": self._block_stop,
            "message_delta": self._message_delta,
            "message_stop": self._message_stop,
        }

    def feed(self, event: object) -> _Events:
        if not isinstance(event, dict):
            return self.notice(_NO_OBJECT)
        kind = string(event, "type")
        if kind == "error" or event.get("error"):
            raise self._error(event.get("error") or event)
        handler = self._handlers.get(kind)
        if handler is None:
            return []
        events: _Events = []
        if kind != "message_start":
            events += self._start()
        handler(events, event)
        return events

    def whole(self, body: object) -> _Events | None:
        if not isinstance(body, dict):
            return None
        if body.get("error"):
            raise self._error(body["error"])
        if body.get("type") != "message" and not isinstance(body.get("content"), list):
            return None
        events: _Events = []
        self._message_start(events, {"message": body})
        self._message_delta(events, {"delta": body})
        self.closed = True
        return events

    def end(self) -> _Events:
        events = self._start()
        for index in list(self._blocks):
            self._block_stop(events, {"index": index})
        reason = finish_reason(self._raw_reason)
        if self.assembler.has_tool_calls and reason in (FinishReason.STOP, FinishReason.UNKNOWN):
            events += self.notice(_STOP_WITH_CALLS.format(word=self._raw_reason or "nothing"))
            reason = FinishReason.TOOL_CALLS
        return [*events, *self._finish(reason, self._raw_reason)]

    # --- the message --------------------------------------------------------------------------------------------------

    def _message_start(self, events: _Events, event: object) -> None:
        message = field(event, "message")
        events += self._start(string(message, "id"), string(message, "model"))
        self._count(events, field(message, "usage"))
        self._add(events, PartKind.TEXT, string(message, "content"))
        for index, block in enumerate(items(message, "content")):  # usually none yet
            self._block_start(events, {"index": index, "content_block": block})
            self._block_stop(events, {"index": index})

    def _message_delta(self, events: _Events, event: object) -> None:
        delta = field(event, "delta")
        self._raw_reason = string(delta, "stop_reason") or self._raw_reason
        # Why the model refused is no content in this format; it is what a person needs to read.
        self._add(events, PartKind.REFUSAL, string(field(delta, "stop_details"), "explanation"))
        self._count(events, field(event, "usage") or field(delta, "usage"))

    def _message_stop(self, events: _Events, event: object) -> None:
        self.closed = True

    def _count(self, events: _Events, usage: object) -> None:
        """Counts are running totals; a field that is left out keeps its value."""
        found = {name: count(usage, name) for name in _COUNTS}
        self._counts.update({name: value for name, value in found.items() if value is not None})
        counts = self._counts
        read = [counts[name] for name in _COUNTS if name in counts and name != "output_tokens"]
        thought = count(field(usage, "output_tokens_details"), "thinking_tokens", "reasoning_tokens")
        if thought is not None:
            self._thinking_tokens = thought
        events += self._report(
            Usage(
                input_tokens=sum(read) if read else None,
                output_tokens=counts.get("output_tokens"),
                reasoning_tokens=self._thinking_tokens,
                cached_tokens=counts.get("cache_read_input_tokens"),
            )
        )

    # --- its blocks ---------------------------------------------------------------------------------------------------

    def _block_start(self, events: _Events, event: object) -> None:
        index, block = _index(event), field(event, "content_block")
        if index in self._blocks:
            self._block_stop(events, {"index": index})
        kind = string(block, "type")
        self._blocks[index] = opened = _Block(kind)
        if kind == "text":
            self._add(events, PartKind.TEXT, string(block, "text"))
        elif kind == "thinking":
            self._think(events, opened, string(block, "thinking"))
            opened.signature = string(block, "signature")
        elif kind == "redacted_thinking":
            opened.signature = string(block, "data")
        elif kind == "tool_use":
            given = field(block, "input")
            opened.input = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False) if given else ""
            events += self.assembler.tool_call(
                vendor_id=field(block, "id"), vendor_index=index, name=field(block, "name")
            )
        elif kind:
            events += self.notice(_HOSTED.format(name=string(block, "name") or kind.replace("_", " ")))

    def _block_delta(self, events: _Events, event: object) -> None:
        index, delta = _index(event), field(event, "delta")
        block = self._blocks.get(index)
        match string(delta, "type"):
            case "text_delta":
                self._add(events, PartKind.TEXT, string(delta, "text"))
            case "thinking_delta":
                if block is None:
                    block = self._blocks[index] = _Block("thinking")
                self._think(events, block, string(delta, "thinking"))
            case "signature_delta" if block is not None:
                block.signature += string(delta, "signature")
            case "input_json_delta":
                self._arguments(events, index, block, delta)

    def _arguments(self, events: _Events, index: int | str | None, block: _Block | None, delta: object) -> None:
        if block is None:
            events += self.notice(_LOST)
        elif block.kind == "tool_use":
            piece = string(delta, "partial_json")
            block.pieces = block.pieces or bool(piece)
            events += self.assembler.tool_call(vendor_index=index, arguments=piece)

    def _block_stop(self, events: _Events, event: object) -> None:
        index = _index(event)
        block = self._blocks.pop(index, None)
        if block is None:
            return
        match block.kind:
            case "text":
                events += self.assembler.close_text()
            case "thinking" if block.signature or block.thinking:
                payload = {"type": "thinking", "thinking": block.thinking, "signature": block.signature}
                events += self._sealed(payload) if block.signature else self.assembler.close_text()
            case "redacted_thinking" if block.signature:
                events += self._sealed({"type": "redacted_thinking", "data": block.signature})
            case "tool_use":
                whole = None if block.pieces else block.input
                events += self.assembler.close_call(vendor_index=index, arguments=whole)

    def _think(self, events: _Events, block: _Block, text: str) -> None:
        block.thinking += text
        self._add(events, PartKind.REASONING, text)

    def _sealed(self, block: dict[str, str]) -> _Events:
        """End the reasoning with the vendor's own block, which goes back as it came."""
        payload = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
        return self.assembler.close_reasoning(Opaque(self.spec.id, self._model, payload))


def _index(event: object) -> int | str | None:
    """Which block an event is about; all events without a sound index are about one and the same."""
    index = field(event, "index")
    return index if isinstance(index, int | str) else None
