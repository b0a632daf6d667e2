"""Reads the Chat Completions format, of OpenAI and of the many servers that speak it more or less.

A whole completion is read as one chunk whose `message` stands in place of the `delta`.
"""

from __future__ import annotations

from typing import Final

from core.events import StreamEvent
from core.messages import FinishReason, Opaque, PartKind, Usage
from core.providers.base import ProviderSpec
from core.providers.fields import count, field, items, string
from core.providers.finish_words import finish_reason
from core.providers.response_reader import ResponseReader

# The field in which some servers want reasoning back while a tool round lasts.
REASONING_CONTENT: Final = "reasoning_content"

_NO_OBJECT = "The server sent a piece of its stream that is not an object; it was skipped."
_CHOICES = "The server sent several answers; only the first is shown."
_STOP_WITH_CALLS = "The server ended with “{word}” although the model called tools; the calls count."


class ChatReader(ResponseReader):
    """`model` is the name that was asked for."""

    done_is_enough = True

    def __init__(self, spec: ProviderSpec, key: str | None, model: str, earlier_calls: int = 0) -> None:
        super().__init__(spec, key, earlier_calls)
        self._model = model
        self._raw_reason: str | None = None
        self._reasoning_field = ""  # where the reasoning that is open came from

    def feed(self, event: object) -> list[StreamEvent]:
        if not isinstance(event, dict):
            return self.notice(_NO_OBJECT)
        if event.get("error") or string(event, "object") == "error":
            raise self._error(event.get("error") or event)
        choices = items(event, "choices")
        events: list[StreamEvent] = []
        if choices or string(event, "id"):
            events += self._start(string(event, "id"), string(event, "model"))
        for position, choice in enumerate(choices):
            if not isinstance(choice, dict):
                continue
            index = choice.get("index")
            if (index if isinstance(index, int) else position) == 0:
                self._read_choice(events, choice)
            else:
                events += self.notice(_CHOICES)
        self._read_usage(events, event)
        return events

    def whole(self, body: object) -> list[StreamEvent] | None:
        if isinstance(body, list) and len(body) == 1:
            body = body[0]
        if not isinstance(body, dict):
            return None
        if not body.get("error") and string(body, "object") != "error" and not isinstance(body.get("choices"), list):
            return None
        return [*self._start(string(body, "id"), string(body, "model")), *self.feed(body)]

    def end(self) -> list[StreamEvent]:
        events = self._start()
        self._end_text(events)
        reason = finish_reason(self._raw_reason)
        if self.assembler.has_tool_calls and reason is FinishReason.STOP:
            events += self.notice(_STOP_WITH_CALLS.format(word=self._raw_reason))
            reason = FinishReason.TOOL_CALLS
        return [*events, *self._finish(reason, self._raw_reason)]

    # --- one choice ---------------------------------------------------------------------------------------------------

    def _read_choice(self, events: list[StreamEvent], choice: object) -> None:
        if field(choice, "error"):
            raise self._error(field(choice, "error"))
        delta = field(choice, "delta")
        whole = not isinstance(delta, dict)
        if whole:
            delta = self._without_delta(choice)
        self._read_reasoning(events, delta)
        self._read_content(events, field(delta, "content"))
        self._read_refusal(events, field(delta, "refusal"))
        self._read_tool_calls(events, delta, whole)
        word = field(choice, "finish_reason")
        if word is not None and str(word) not in ("", "null", "None"):
            self._raw_reason = str(word)
            self.closed = True

    def _without_delta(self, choice: object) -> object:
        """What takes the place of a `delta`: the message of a whole completion, or text."""
        message = field(choice, "message")
        if isinstance(message, dict):  # at the end of a stream it only says again what was streamed
            return {} if self.assembler.has_parts else message
        return {
            "content": next((text for name in ("delta", "text", "message") if (text := string(choice, name))), None)
        }

    def _read_reasoning(self, events: list[StreamEvent], delta: object) -> None:
        for name in (REASONING_CONTENT, "reasoning", "thinking"):
            text = _text_of(field(delta, name))
            if text:
                self._add_reasoning(events, text, name)
                return
        for detail in items(delta, "reasoning_details"):
            self._add_reasoning(events, string(detail, "text") or string(detail, "summary"), "reasoning_details")

    def _add_reasoning(self, events: list[StreamEvent], text: str, name: str) -> None:
        if not text:
            return
        if name != self._reasoning_field:
            self._end_reasoning(events)
        self._reasoning_field = name
        self._add(events, PartKind.REASONING, text)

    def _read_content(self, events: list[StreamEvent], content: object) -> None:
        if isinstance(content, str):
            self._add_text(events, content)
            return
        for part in content if isinstance(content, list) else [content]:
            kind = string(part, "type")
            if isinstance(part, str):
                self._add_text(events, part)
            elif kind in ("thinking", "reasoning"):
                self._add_reasoning(events, _text_of(field(part, kind) or field(part, "text")), kind)
            elif kind == "refusal":
                self._read_refusal(events, field(part, "refusal"))
            else:
                self._add_text(events, _text_of(field(part, "text")))

    def _add_text(self, events: list[StreamEvent], text: str) -> None:
        if text:
            self._end_reasoning(events)
            self._add(events, PartKind.TEXT, text)

    def _read_refusal(self, events: list[StreamEvent], refusal: object) -> None:
        if isinstance(refusal, str) and refusal:
            self._end_reasoning(events)
            self._add(events, PartKind.REFUSAL, refusal)

    def _read_tool_calls(self, events: list[StreamEvent], delta: object, whole: bool) -> None:
        calls = items(delta, "tool_calls")
        if isinstance(field(delta, "function_call"), dict):  # what there was before tools
            calls = [*calls, {"index": 0, "function": field(delta, "function_call")}]
        if calls:
            self._end_text(events)
        for position, call in enumerate(calls):
            function = next((value for name in ("function", "custom") if (value := field(call, name))), call)
            arguments = field(function, "arguments")
            index = field(call, "index")
            events += self.assembler.tool_call(
                vendor_id=field(call, "id"),
                vendor_index=position if index is None and (whole or len(calls) > 1) else index,
                name=field(function, "name"),
                arguments=field(function, "input") if arguments is None else arguments,
            )

    def _end_text(self, events: list[StreamEvent]) -> None:
        """Something else than text follows."""
        self._release(events)
        self._end_reasoning(events)

    def _end_reasoning(self, events: list[StreamEvent]) -> None:
        if self._reasoning_field == REASONING_CONTENT:
            events += self.assembler.close_reasoning(Opaque(self.spec.id, self._model, REASONING_CONTENT))
        self._reasoning_field = ""

    # --- usage --------------------------------------------------------------------------------------------------------

    def _read_usage(self, events: list[StreamEvent], chunk: object) -> None:
        for source in (chunk, field(chunk, "x_groq"), next(iter(items(chunk, "choices")), None)):
            usage = field(source, "usage")
            if isinstance(usage, dict):
                events += self._start() + self._report(_usage(usage))
                return


def _usage(usage: object) -> Usage:
    cached = count(field(usage, "prompt_tokens_details"), "cached_tokens")
    reasoning = count(field(usage, "completion_tokens_details"), "reasoning_tokens")
    return Usage(
        input_tokens=count(usage, "prompt_tokens", "input_tokens"),
        output_tokens=count(usage, "completion_tokens", "output_tokens"),
        reasoning_tokens=count(usage, "reasoning_tokens") if reasoning is None else reasoning,
        cached_tokens=count(usage, "prompt_cache_hit_tokens", "cached_tokens") if cached is None else cached,
    )


def _text_of(value: object) -> str:
    """Text that is a string, a list of parts, or a part."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(_text_of(part) for part in value)
    if isinstance(value, dict):
        return _text_of(value.get("text") or value.get("content"))
    return ""
