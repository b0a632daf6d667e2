"""Reads the Responses format: typed events of a stream, or one whole response.

A stream says everything twice, in pieces and whole: what the whole holds beyond the pieces is made up for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from core.events import StreamEvent
from core.messages import FinishReason, Opaque, PartKind, Usage
from core.providers.base import ProviderSpec
from core.providers.fields import count, field, items, string
from core.providers.finish_words import finish_reason
from core.providers.response_reader import ResponseReader

_NO_OBJECT = "The server sent a piece of its stream that is not an object; it was skipped."
_DIFFERENT = "The server's final text differs from what it streamed; the streamed text was kept."
_HOSTED = "The server used a tool of its own ({name}); what it did there is not shown."
_ENDINGS = ("response.completed", "response.incomplete", "response.failed", "response.cancelled", "response.done")
_CALLS = {"function_call": "arguments", "custom_tool_call": "input"}

_Key = tuple[object, ...]
_Events = list[StreamEvent]


@dataclass(slots=True)
class Streamed:
    """What came in pieces for one place: enough to know it again in a whole text."""

    size: int = 0
    check: int = 0

    def add(self, text: str) -> None:
        self.size += len(text)
        self.check = _checked(text, self.check)

    def rest(self, whole: str) -> str | None:
        """What `whole` holds beyond this; None where it begins otherwise. No whole text says nothing."""
        if not whole:
            return ""
        known = len(whole) >= self.size and _checked(whole[: self.size]) == self.check
        return whole[self.size :] if known else None


class ResponsesReader(ResponseReader):
    """`model` is the name that was asked for: reasoning goes back to it alone."""

    def __init__(self, spec: ProviderSpec, key: str | None, model: str, earlier_calls: int = 0) -> None:
        super().__init__(spec, key, earlier_calls)
        self._model = model
        self._raw_reason: str | None = None
        self._streamed: dict[_Key, Streamed] = {}  # by the place it belongs to
        self._call_ids: dict[str, str] = {}  # item id -> call id
        self._handlers: dict[str, Callable[[_Events, object], None]] = {
            "response.output_item.added": self._item_added,
            "response.output_item.done": self._item_done,
            "response.output_text.delta": self._text_delta,
            "response.output_text.done": self._text_done,
            "response.refusal.delta": self._refusal_delta,
            "response.refusal.done": self._refusal_done,
            "response.reasoning_summary_text.delta": self._summary_delta,
            "response.reasoning_summary_text.done": self._summary_done,
            "response.reasoning_text.delta": self._reasoning_delta,
            "response.reasoning_text.done": self._reasoning_done,
            "response.function_call_arguments.delta": self._arguments_delta,
            "response.function_call_arguments.done": self._arguments_done,
            "response.custom_tool_call_input.delta": self._arguments_delta,
            "response.custom_tool_call_input.done": self._arguments_done,
        }

    def feed(self, event: object) -> _Events:
        if not isinstance(event, dict):
            return self.notice(_NO_OBJECT)
        kind = string(event, "type")
        if kind == "error" or event.get("error"):
            raise self._error(event.get("error") or event)
        response = field(event, "response")
        events = self._start(string(response, "id"), string(response, "model")) if kind.startswith("response.") else []
        handler = self._handlers.get(kind)
        if handler is not None:
            handler(events, event)
        elif kind in _ENDINGS:
            self._ending(events, response, kind.removeprefix("response."))
        return events

    def whole(self, body: object) -> _Events | None:
        if not isinstance(body, dict):
            return None
        if not body.get("error") and not isinstance(body.get("output"), list) and body.get("object") != "response":
            return None
        events = self._start(string(body, "id"), string(body, "model"))
        self._ending(events, body)
        return events

    def end(self) -> _Events:
        events = self._start()
        self._release(events)
        reason = finish_reason(self._raw_reason)
        if self.assembler.has_tool_calls and reason is FinishReason.STOP:
            reason = FinishReason.TOOL_CALLS  # this format has no word of its own for it
        return [*events, *self._finish(reason, self._raw_reason)]

    # --- text ---------------------------------------------------------------------------------------------------------

    def _text_delta(self, events: _Events, event: object) -> None:
        self._piece(events, PartKind.TEXT, _place(event, "content_index"), string(event, "delta"))

    def _text_done(self, events: _Events, event: object) -> None:
        self._made_up(events, PartKind.TEXT, _place(event, "content_index"), string(event, "text"))

    def _refusal_delta(self, events: _Events, event: object) -> None:
        self._piece(events, PartKind.REFUSAL, _place(event, "content_index"), string(event, "delta"))

    def _refusal_done(self, events: _Events, event: object) -> None:
        self._made_up(events, PartKind.REFUSAL, _place(event, "content_index"), string(event, "refusal"))

    def _summary_delta(self, events: _Events, event: object) -> None:
        self._thought(events, (*_place(event, "summary_index"), "summary"), string(event, "delta"))

    def _summary_done(self, events: _Events, event: object) -> None:
        self._made_up(events, PartKind.REASONING, (*_place(event, "summary_index"), "summary"), string(event, "text"))

    def _reasoning_delta(self, events: _Events, event: object) -> None:
        self._thought(events, _place(event, "content_index"), string(event, "delta"))

    def _reasoning_done(self, events: _Events, event: object) -> None:
        self._made_up(events, PartKind.REASONING, _place(event, "content_index"), string(event, "text"))

    def _thought(self, events: _Events, place: _Key, text: str) -> None:
        """Reasoning; a blank line stands between two parts of one item's reasoning."""
        begun = any(known[0] == place[0] for known in self._streamed)
        if text and begun and place not in self._streamed:
            self._add(events, PartKind.REASONING, "\n\n")
        self._piece(events, PartKind.REASONING, place, text)

    def _piece(self, events: _Events, kind: PartKind, place: _Key, text: str) -> None:
        if text:
            self._streamed.setdefault(place, Streamed()).add(text)
            self._add(events, kind, text)

    def _made_up(self, events: _Events, kind: PartKind, place: _Key, whole: str) -> None:
        """The whole text of a place: what its pieces lacked follows."""
        rest = self._streamed.get(place, Streamed()).rest(whole)
        if rest is None:
            rest = ""
            events += self.notice(_DIFFERENT)
        if kind is PartKind.REASONING:
            self._thought(events, place, rest)
        else:
            self._piece(events, kind, place, rest)

    # --- items --------------------------------------------------------------------------------------------------------

    def _item_added(self, events: _Events, event: object) -> None:
        item = field(event, "item")
        kind = string(item, "type")
        if kind in _CALLS:
            self._open_call(events, item, field(event, "output_index"))
        elif kind not in ("message", "reasoning", ""):
            events += self.notice(_HOSTED.format(name=kind.removesuffix("_call").replace("_", " ")))

    def _item_done(self, events: _Events, event: object) -> None:
        item, index = field(event, "item"), field(event, "output_index")
        base = _place({"output_index": index, "item_id": string(item, "id")})
        kind = string(item, "type")
        if kind == "message":
            self._message_done(events, item, base)
        elif kind == "reasoning":
            self._reasoning_item_done(events, item, base)
        elif kind in _CALLS:
            self._call_done(events, item, index)
        else:
            self._item_added(events, event)
        for place in [known for known in self._streamed if known[0] == base[0]]:
            del self._streamed[place]  # a server that counts wrongly uses the same place again

    def _message_done(self, events: _Events, item: object, base: _Key) -> None:
        self._made_up(events, PartKind.TEXT, (*base, 0), string(item, "content"))
        for position, part in enumerate(items(item, "content")):
            if string(part, "type") == "refusal":
                self._made_up(events, PartKind.REFUSAL, (*base, position), string(part, "refusal"))
            else:
                self._made_up(events, PartKind.TEXT, (*base, position), string(part, "text"))
        self._release(events)
        events += self.assembler.close_text()

    def _reasoning_item_done(self, events: _Events, item: object, base: _Key) -> None:
        for position, part in enumerate(items(item, "summary")):
            self._made_up(events, PartKind.REASONING, (*base, position, "summary"), string(part, "text"))
        for position, part in enumerate(items(item, "content")):
            self._made_up(events, PartKind.REASONING, (*base, position), string(part, "text"))
        payload = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        self._release(events)
        events += self.assembler.close_reasoning(Opaque(self.spec.id, self._model, payload))

    # --- calls --------------------------------------------------------------------------------------------------------

    def _open_call(self, events: _Events, item: object, index: object) -> str:
        call_id = string(item, "call_id") or string(item, "id")
        if call_id and call_id in self._call_ids.values():
            return call_id
        self._call_ids[string(item, "id") or call_id] = call_id
        self._release(events)
        events += self.assembler.tool_call(vendor_id=call_id, vendor_index=index, name=field(item, "name"))
        return call_id

    def _arguments_delta(self, events: _Events, event: object) -> None:
        events += self.assembler.tool_call(
            vendor_id=self._call_ids.get(string(event, "item_id")),
            vendor_index=field(event, "output_index"),
            arguments=field(event, "delta"),
        )

    def _arguments_done(self, events: _Events, event: object) -> None:
        whole = field(event, "arguments")
        events += self.assembler.close_call(
            vendor_id=self._call_ids.get(string(event, "item_id")),
            vendor_index=field(event, "output_index"),
            arguments=field(event, "input") if whole is None else whole,
        )

    def _call_done(self, events: _Events, item: object, index: object) -> None:
        call_id = self._open_call(events, item, index)
        arguments = field(item, _CALLS[string(item, "type")])
        events += self.assembler.close_call(vendor_id=call_id, vendor_index=index, arguments=arguments)

    # --- the end ------------------------------------------------------------------------------------------------------

    def _ending(self, events: _Events, response: object, named: str = "") -> None:
        """`named` is the status that the event's own name says, for responses without one."""
        status = string(response, "status") or named or None
        if field(response, "error") or status == "failed":
            raise self._error(field(response, "error") or {"message": "the response failed"})
        silent = not self.assembler.has_parts  # nothing of it has come in pieces
        for position, item in enumerate(items(response, "output")):
            unseen = string(item, "type") in _CALLS and string(item, "call_id") not in self._call_ids.values()
            if silent or unseen:
                self._item_done(events, {"item": item, "output_index": position})
        usage = field(response, "usage")
        if isinstance(usage, dict):
            events += self._report(_usage(usage))
        self._raw_reason = string(field(response, "incomplete_details"), "reason") or status
        self.closed = True


def _checked(text: str, before: int = 0) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"), before)


def _place(event: object, *names: str) -> _Key:
    """Where in the output a text belongs: by output index, or by item where a server gives none."""
    output = field(event, "output_index")
    return (
        output if isinstance(output, int) else string(event, "item_id"),
        *(count(event, name) or 0 for name in names),
    )


def _usage(usage: object) -> Usage:
    return Usage(
        input_tokens=count(usage, "input_tokens", "prompt_tokens"),
        output_tokens=count(usage, "output_tokens", "completion_tokens"),
        reasoning_tokens=count(field(usage, "output_tokens_details"), "reasoning_tokens"),
        cached_tokens=count(field(usage, "input_tokens_details"), "cached_tokens"),
    )
