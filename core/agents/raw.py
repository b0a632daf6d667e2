"""Our stream events as the raw events of the Agents SDK: the stream of the Responses API, with its final response."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from typing import Any

from agents.items import TResponseStreamEvent
from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseContentPartAddedEvent,
    ResponseCreatedEvent,
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseFunctionToolCall,
    ResponseOutputItem,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputRefusal,
    ResponseOutputText,
    ResponseReasoningItem,
    ResponseReasoningSummaryTextDeltaEvent,
    ResponseRefusalDeltaEvent,
    ResponseTextDeltaEvent,
    ResponseUsage,
)
from openai.types.responses.response_usage import InputTokensDetails, OutputTokensDetails

from core.agents.ids import CallIds
from core.agents.items import answer_item
from core.events import (
    PartDelta,
    PartFinished,
    PartStarted,
    ResponseFinished,
    ResponseStarted,
    StreamEvent,
    UsageReported,
)
from core.messages import FinishReason, PartKind, StreamedPart, Usage
from core.providers.letters import whole_letters


class RawWriter:
    """`name` makes the ids of the items; `feed` every event of one response in order, then read `response`."""

    def __init__(self, name: str, model: str, ids: CallIds) -> None:
        self._name = name
        self._model = model
        self._ids = ids
        self._seen: set[str] = set()  # ids of this response's calls: one result answers one id
        self._created = time.time()
        self._seq = itertools.count()
        self._kinds: dict[int, PartKind] = {}
        self._output: list[ResponseOutputItem] = []
        self._calls: list[tuple[int, ResponseFunctionToolCall]] = []  # held until it is known whether they may run
        self._usage = Usage()
        self.response: Response | None = None  # once it has ended

    def feed(self, event: StreamEvent) -> Iterator[TResponseStreamEvent]:
        match event:
            case PartDelta(index, text):
                yield self._delta(index, text)
            case ResponseStarted():
                started = self._whole("in_progress")
                yield ResponseCreatedEvent(type="response.created", response=started, sequence_number=next(self._seq))
            case PartStarted():
                self._kinds[event.index] = event.kind
                yield from self._open(event)
            case PartFinished(index, part):
                yield from self._close(index, part)
            case UsageReported(usage):
                self._usage = usage
            case ResponseFinished(reason):
                if reason is FinishReason.TOOL_CALLS:  # else it was cut off: its calls are never run
                    for place, call in self._calls:
                        yield self._done(place, call)
                self.response = self._whole("completed")
                seq = next(self._seq)
                yield ResponseCompletedEvent(type="response.completed", response=self.response, sequence_number=seq)
            case _:
                return

    def _delta(self, index: int, text: str) -> TResponseStreamEvent:
        # Made with the usual constructor: that of openai for unchecked values takes fifteen times as long.
        common: dict[str, Any] = {
            "item_id": self._id(index),
            "output_index": index,
            "delta": whole_letters(text),
            "sequence_number": next(self._seq),
        }
        match self._kinds.get(index, PartKind.TEXT):
            case PartKind.TEXT:
                return ResponseTextDeltaEvent(type="response.output_text.delta", content_index=0, logprobs=[], **common)
            case PartKind.REFUSAL:
                return ResponseRefusalDeltaEvent(type="response.refusal.delta", content_index=0, **common)
            case PartKind.REASONING:
                return ResponseReasoningSummaryTextDeltaEvent(
                    type="response.reasoning_summary_text.delta", summary_index=0, **common
                )
            case PartKind.TOOL_CALL:
                return ResponseFunctionCallArgumentsDeltaEvent(type="response.function_call_arguments.delta", **common)

    def _open(self, part: PartStarted) -> Iterator[TResponseStreamEvent]:
        item_id = self._id(part.index)
        content: ResponseOutputText | ResponseOutputRefusal | None = None
        match part.kind:
            case PartKind.REASONING:
                item: ResponseOutputItem = ResponseReasoningItem(id=item_id, type="reasoning", summary=[])
            case PartKind.TOOL_CALL:
                item = ResponseFunctionToolCall(
                    type="function_call", call_id=part.call_id, name=part.name, arguments=""
                )
            case PartKind.TEXT:
                content = ResponseOutputText(type="output_text", text="", annotations=[])
            case PartKind.REFUSAL:
                content = ResponseOutputRefusal(type="refusal", refusal="")
        if content is not None:
            item = ResponseOutputMessage(id=item_id, type="message", role="assistant", status="in_progress", content=[])
        yield ResponseOutputItemAddedEvent(
            type="response.output_item.added", item=item, output_index=part.index, sequence_number=next(self._seq)
        )
        if content is not None:
            yield ResponseContentPartAddedEvent(
                type="response.content_part.added",
                item_id=item_id,
                output_index=part.index,
                content_index=0,
                part=content,
                sequence_number=next(self._seq),
            )

    def _close(self, index: int, part: StreamedPart) -> Iterator[TResponseStreamEvent]:
        for item in answer_item(part, f"{self._name}_{index}"):
            if "call_id" in item:
                if item["call_id"] in self._seen:
                    continue
                self._seen.add(item["call_id"])
                item["call_id"] = self._ids.told(item["call_id"])
            whole = _MODELS[item["type"]].model_validate(item)
            if isinstance(whole, ResponseFunctionToolCall):
                self._calls.append((index, whole))  # the SDK runs what it has seen done
            else:
                yield self._done(index, whole)

    def _done(self, index: int, item: ResponseOutputItem) -> TResponseStreamEvent:
        self._output.append(item)
        return ResponseOutputItemDoneEvent(
            type="response.output_item.done", item=item, output_index=index, sequence_number=next(self._seq)
        )

    def _id(self, index: int) -> str:
        kind = self._kinds.get(index, PartKind.TEXT)
        return f"{'rs' if kind is PartKind.REASONING else 'msg'}_{self._name}_{index}"

    def _whole(self, status: str) -> Response:
        return Response.model_construct(
            id=f"resp_{self._name}",
            created_at=self._created,
            model=self._model,
            object="response",
            output=list(self._output),
            tool_choice="auto",
            tools=[],
            parallel_tool_calls=True,
            status=status,
            usage=_usage(self._usage) if status == "completed" else None,
        )


_MODELS: dict[str, Any] = {
    "message": ResponseOutputMessage,
    "reasoning": ResponseReasoningItem,
    "function_call": ResponseFunctionToolCall,
}


def _usage(usage: Usage) -> ResponseUsage:
    read, written = usage.input_tokens or 0, usage.output_tokens or 0
    return ResponseUsage(
        input_tokens=read,
        output_tokens=written,
        total_tokens=read + written,
        input_tokens_details=InputTokensDetails(cached_tokens=usage.cached_tokens or 0, cache_write_tokens=0),
        output_tokens_details=OutputTokensDetails(reasoning_tokens=usage.reasoning_tokens or 0),
    )
